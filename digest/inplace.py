"""A ports.Parser for those who trust what they parse, or can wait: tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

from digest.ports import Parser

T = TypeVar("T")


class InThread:
    """Parses in a thread of this process: nothing stops it."""

    async def parse(self, work: Callable[[], T], *, url: str) -> T:
        """What it returns or raises."""
        return await asyncio.to_thread(work)


IN_THREAD: Final[Parser] = InThread()
