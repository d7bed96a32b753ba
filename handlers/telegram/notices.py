"""That a press was seen: Telegram turns a wheel on the button until it is told, and waits some 15 s for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from telegram import CallbackQuery
from telegram.error import TelegramError

from handlers.split import utf16
from handlers.telegram.places import PLATFORM

log = structlog.get_logger(__name__)

#: After so long the press is acknowledged without a word, and its answer comes when it comes.
PATIENCE_S = 2.0
#: core.telegram.org/bots/api#answercallbackquery
UNITS = 200


class Notice:
    """The one answer that a press may have beside what becomes of the chat; its presser alone sees it."""

    def __init__(self, query: CallbackQuery) -> None:
        self._query = query
        self.given = False

    async def give(self, text: str = "", *, url: str | None = None) -> None:
        """Acknowledge it, with words or a link where there is something to say; only the first counts."""
        if self.given:
            return
        self.given = True
        try:
            await self._query.answer(brief(text, UNITS) or None, show_alert=bool(text), url=url)
        except TelegramError as error:  # too late, mostly: nobody's loss
            log.info("press not acknowledged", platform=PLATFORM, reason=type(error).__name__)

    @asynccontextmanager
    async def in_time(self) -> AsyncIterator[None]:
        """While the press is answered, and while it waits for its turn."""
        patience = asyncio.ensure_future(self._later())
        try:
            yield
        finally:
            patience.cancel()
            await asyncio.wait([patience])
        await self.give()

    async def _later(self) -> None:
        await asyncio.sleep(PATIENCE_S)
        await self.give()


def brief(text: str, units: int) -> str:
    """So many UTF-16 units at most."""
    if utf16(text) <= units:
        return text
    return text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", "ignore") + "…"
