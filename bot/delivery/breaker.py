"""Holds messages back from a platform that is out of order.

Without it, each of a thousand digests that are due in an hour of 503 would lose an answer, and be in doubt.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog

from digest.errors import PostError
from digest.ports import Channel

log = structlog.get_logger()

#: From one question that a platform leaves without an answer to the next: it changes nothing, and what waits for the
#: answer is a newsroom's morning.
ASK = timedelta(seconds=3)
#: The longest that a platform is left alone which answers questions, and loses messages.
LONGEST = timedelta(seconds=60)


class Breaker:
    """Of one platform: after a message whose fate nobody knows the next goes alone, and only once the platform answers.

    open --a doubt--> suspect --answers, and takes one message--> open
                       ^  |
                       |  |--no answer, or that message is in doubt too--> shut for a while
                       |---------------------------------------------------------|
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._suspect = False
        self._pause = ASK  # after the next message that goes alone and is in doubt, twice this
        self._shut: tuple[datetime, datetime] | None = None  # since and until when
        self._alone = asyncio.Lock()

    @asynccontextmanager
    async def admitted(self, channel: Channel) -> AsyncIterator[bool]:
        """Whether a message may go out now; while one is tried alone, the others wait here for how it does."""
        if self._suspect:
            async with self._alone:
                if self._suspect:  # still, after those that waited before
                    yield not self._is_shut() and await self._answers(channel)
                    return
        yield True

    def heard(self, *, known: bool) -> None:
        """What a message that was admitted came to: whether its fate is known."""
        if known:
            self._suspect, self._pause, self._shut = False, ASK, None
            return
        self._suspect = True
        if self._alone.locked():
            self._pause = min(2 * self._pause, LONGEST)
            self._close(self._pause)

    def _is_shut(self) -> bool:
        return self._shut is not None and self._shut[0] <= self._clock() < self._shut[1]  # else it was set back

    def _close(self, pause: timedelta) -> None:
        self._shut = self._clock(), self._clock() + pause

    async def _answers(self, channel: Channel) -> bool:
        try:
            await channel.ready()
        except PostError as error:
            log.warning("platform is out of order", reason=str(error))
            self._close(ASK)
            return False
        return True
