"""Asks of one chat one after another, so that two presses never undo each other; chats do not wait for each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

#: Asks of one chat that may wait: more come from a finger on a button, or from somebody who wants to hold us up.
WAITING = 16


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Turns:
    """Lines, one a chat that is being answered."""

    def __init__(self) -> None:
        self._lines = dict[str, _Line]()

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[bool]:
        """True once it is one's turn, first come first served; False at once where too many wait."""
        line = self._lines.setdefault(chat, _Line())
        if line.waiting >= WAITING:
            yield False
            return
        line.waiting += 1
        try:
            async with line.lock:
                yield True
        finally:
            line.waiting -= 1
            if not line.waiting:
                del self._lines[chat]
