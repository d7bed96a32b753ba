"""An outbox and both platforms on one fast loop: real posts over loopback, with the platforms' own limits, in no time.

The store is the fake one, since a real one's threads would not keep up with such a clock.
"""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from slack_server import FakeSlack
from telegram_server import FakeTelegram

from bot.app import DELIVER_S
from bot.delivery import Outbox
from digest.model import Address, Delivery, PartState, Subscription
from handlers.account import Account
from handlers.slack.app import SlackChannel
from handlers.telegram.app import TelegramChannel
from tests.builders import NOW, digest, slot
from tests.fakes import MemoryStore
from tests.faults.fast import Fast
from tests.handlers.desk import FakeDesk

#: The scopes with which Slack shows us all history that we may post to.
SCOPES = ("chat:write", "channels:history", "groups:history", "channels:read")


Work = Callable[["World"], Awaitable[None]]


class FastSlack(FakeSlack):
    """Slack by the loop's clock."""

    def now(self) -> float:
        return NOW.timestamp() + asyncio.get_running_loop().time()


@dataclass
class World:
    """All of it, running."""

    fast: Fast
    platform: str
    server: Any
    channel: Any
    store: MemoryStore = field(default_factory=MemoryStore)
    chats: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outbox = Outbox(self.store, {self.platform: self.channel}, clock=self.fast.clock)

    async def add(self, count: int) -> list[str]:
        """Chats with one digest due each."""
        new = [self._chat(len(self.chats) + number) for number in range(count)]
        self.chats += new
        await self.due(new)
        return new

    async def due(self, chats: Iterable[str], *, at: time = time(8, 30)) -> None:
        """A digest of one message for each."""
        for chat in chats:
            there = Address(self.platform, chat, self.server.main.id if self.platform == "slack" else "")
            subscription = Subscription(chat, there, (), (at,), tuple(range(7)), "UTC")
            await self.outbox.queue(subscription, slot(at=at), digest())

    async def until_sent(self, *, within_s: float = 86_400) -> float:
        """Tick as the bot does; the loop's seconds until all was sent."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        while await self.store.undelivered():
            assert loop.time() - started < within_s, "it takes too long"
            await self.outbox.begin()
            await asyncio.sleep(DELIVER_S)
        return max(map(self.sent_at, self.store.outbox)) - started

    async def after_an_outage(self, digests: int, out_s: int) -> float:
        """So many digests are due while all is 503; seconds from the end of that until all were sent."""
        if self.platform == "slack":
            self.server.fail("*", "status", times=10**9, status=503)
        else:
            self.server.fail("http", times=None, status=503)
        await self.add(digests)
        while self.fast.seconds < out_s:
            await self.outbox.begin()
            await asyncio.sleep(DELIVER_S)
        self.server._faults.clear()
        return await self.until_sent()

    def sent_at(self, delivery: Delivery) -> float:
        """When its last part was put on record, by the loop's clock."""
        return (max(part.changed for part in delivery.parts if part.changed) - NOW).total_seconds()

    def states(self) -> list[PartState]:
        return [part.state for each in self.store.outbox for part in each.parts]

    def _chat(self, number: int) -> str:
        if self.platform == "telegram":
            return str(self.server.person(f"Anna {number}")["id"])
        return str(self.server.main.add_channel(f"news-{number}").id)


def fastest(platform: str, digests: int) -> float:
    """The seconds that the limits and the contract allow for so many digests after an outage, and no fewer.

    Slack: 300 a minute; of those in doubt two looks in vain, of which the second is a minute after the first, and one
    may be a minute away when the outage ends. Telegram: 30 a second, a headline and an edit each, a second apart.
    """
    if platform == "slack":
        return max((math.ceil(digests / 300) - 1) * 60.0, 120.0)
    return max(math.ceil(2 * digests / 30) - 1.0, 5.0)


def on_slack(work: Work) -> None:
    """Do it in a world with Slack."""

    async def run() -> None:
        async with FastSlack() as server:
            server.main.scopes = set(SCOPES)
            account = Account(server.main.token, server.app_token, server.api)
            channel = SlackChannel(account, FakeDesk(), store=MemoryStore(), now=fast.clock, zone=ZoneInfo("UTC"))
            await _do(work, World(fast, "slack", server, channel, MemoryStore(clock=fast.clock)))

    with Fast(sockets=True) as fast:
        fast.run(run())


def on_telegram(work: Work) -> None:
    """Do it in a world with Telegram, in anchor mode."""

    async def run() -> None:
        async with FakeTelegram(clock=asyncio.get_running_loop().time) as server:
            account = Account(server.token, api=server.base_url)
            channel = TelegramChannel(account, FakeDesk(), store=MemoryStore(), now=fast.clock, zone=ZoneInfo("UTC"))
            await channel.start()  # else its connections would not be closed at the stop
            await _do(work, World(fast, "telegram", server, channel, MemoryStore(clock=fast.clock)))

    with Fast(sockets=True) as fast:
        fast.run(run())


async def _do(work: Work, world: World) -> None:
    try:
        await work(world)
    finally:
        await world.outbox.stop()
        await world.channel.stop()
