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

#: Between two questions to a platform that gave no answer to the last.
SHUT = timedelta(seconds=30)


class Breaker:
    """Of one platform: after a message whose fate nobody knows the next goes alone, and only once the platform answers.

    open --a doubt--> suspect --answers, and takes one message--> open
                         |------no answer--> shut for a while --> suspect
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._suspect = False
        self._shut_until: datetime | None = None
        self._alone = asyncio.Lock()

    @asynccontextmanager
    async def admitted(self, channel: Channel) -> AsyncIterator[bool]:
        """Whether a message may go out now; while one is tried alone, the others wait here for how it does."""
        if self._suspect:
            async with self._alone:
                if self._suspect:  # still, after those that waited before
                    yield await self._answers(channel)
                    return
        yield True

    def heard(self, *, known: bool) -> None:
        """What a message that was admitted came to: whether its fate is known."""
        self._suspect = not known

    async def _answers(self, channel: Channel) -> bool:
        now = self._clock()
        if self._shut_until is not None and now < self._shut_until <= now + SHUT:  # else the clock was set back
            return False
        try:
            await channel.ready()
        except PostError as error:
            self._shut_until = self._clock() + SHUT
            log.warning("platform is out of order", reason=str(error))
            return False
        return True
