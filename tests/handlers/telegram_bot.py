"""A bot on a strict fake Telegram, in this process and loop, and what people see of it."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram_server import FakeTelegram

from digest.model import Mode
from handlers.account import Account
from handlers.pace import Pace
from handlers.telegram.app import TelegramChannel
from tests.builders import NOW
from tests.handlers.desk import FakeDesk


@dataclass
class Clock:
    """What time it is for the bot."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Bot:
    """A running bot, its platform and its desk."""

    tg: FakeTelegram
    desk: FakeDesk
    channel: TelegramChannel
    clock: Clock
    people: dict[str, Any] = field(default_factory=dict)

    async def asked(self, where: Any, who: Any, words: str, **more: Any) -> Any:
        """What the bot posts when somebody says something."""
        self.tg.text(where, who, words, **more)
        return await self.tg.next(where)

    async def pressed(self, message: Any, label: str, user: Any = None) -> str:
        """Press the button of this label; what its presser alone is told."""
        [data] = [each["callback_data"] for each in message.buttons if each["text"] == label]
        return await self.pressed_data(message, data, user)

    async def pressed_data(self, message: Any, data: str, user: Any = None) -> str:
        """The same by what the button carries, also where no button does; once all that follows is done."""
        query = self.tg.callbacks[self.tg.press(message, data, user, stale=True)]
        await self.tg.until(lambda: query["answers"])
        await self.settled()
        return str(query["answers"][0].get("text", ""))

    async def settled(self) -> None:
        """Wait until nobody is being answered."""
        await self.tg.until(lambda: not self.channel._talk._turns._lines)
        await asyncio.sleep(0)


def labels(message: Any) -> list[str]:
    """What stands on the buttons of a message."""
    return [each["text"] for each in message.buttons]


async def at_once(_: float) -> None:
    """In place of waiting for a turn."""


@asynccontextmanager
async def running(desk: FakeDesk | None = None, *, mode: Mode = Mode.ANCHOR, **fake: Any) -> AsyncIterator[Bot]:
    """A bot that has logged in; at its end it broke no limit and asked for nothing that there is not."""
    async with FakeTelegram(**({"flood": {}} | fake)) as tg:
        desk, clock = desk or FakeDesk(), Clock()
        desk.store.clock = clock
        account = Account(tg.token, api=tg.base_url, mode=mode)
        zone = ZoneInfo("Europe/Berlin")
        pace = Pace(sleep=at_once) if not tg.flood else None
        channel = TelegramChannel(account, desk, store=desk.store, now=clock, zone=zone, pace=pace)
        await channel.start()
        try:
            yield Bot(tg, desk, channel, clock)
        finally:
            await channel.stop()
        assert not tg.breaches
        assert not tg.unknown
