"""An answer that a platform has no room for now is given once it has: once, and not after all too long.

What goes out by itself has the outbox for that (bot/delivery); an answer is on record nowhere, and waits here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from digest.errors import PostError

T = TypeVar("T")

#: How late an answer may be in all, in seconds: who asked is still about, and Slack's response_url good (30 minutes).
PATIENCE_S = 600.0
#: Told to come back at once, or sooner, we wait for this.
LEAST_S = 1.0


class Patience:
    """Of one channel. What waits when it stops is given up."""

    def __init__(self) -> None:
        self._stopped = asyncio.Event()

    def begin(self) -> None:
        """The channel starts."""
        self._stopped.clear()

    def end(self) -> None:
        """The channel stops: nothing is waited for any more."""
        self._stopped.set()

    async def until_taken(self, give: Callable[[], Awaitable[T]]) -> T:
        """Give an answer, again after each refusal that says when to come back; what may be there is not said twice.

        Args:
            give: Posts one message. When it raises, it has posted nothing that it would post again, or nobody knows.

        Raises:
            PostError: It was refused for good, or for too long; or nobody knows; or the channel stops.
        """
        left_s = PATIENCE_S
        while True:
            try:
                return await give()
            except PostError as error:
                wait_s = max(error.retry_after or 0.0, LEAST_S)
                passes = error.sent == "no" and error.retry_after is not None and wait_s <= left_s
                if not passes or await self._stops_within(wait_s):
                    raise
            left_s -= wait_s

    async def _stops_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
        except TimeoutError:
            return False
        return True
