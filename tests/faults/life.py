"""One life of the outbox in a process of its own, which may end by `kill -9` at a named point.

`python -m tests.faults.life` is a nursery: it has everything imported, reads a Life a line, forks for each, and says
its process id, then how it ended. So a life costs a tenth of a second instead of five.

The points are those of the delivery contract, in the order in which a delivery comes by them. The two of a rewording
are left out, since there is none here; in their place stand those of the second call, which edits a body in, or is the
next part's post. A lease is here that the outbox has taken up a chat; the next slot is set by the claim itself.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.delivery import Corrector, Outbox
from bot.newsroom import Newsroom
from bot.publishing import Publisher
from bot.store import open_store
from digest.model import Address, Chat, Correction, Digest, Mode, Subscription
from digest.ports import Store
from handlers.account import Account
from handlers.pace import Pace
from handlers.slack.app import SlackChannel
from handlers.telegram.app import TelegramChannel
from tests.builders import article, facts, listing
from tests.fakes import FakeFetcher, FakeReader
from tests.handlers.desk import FakeDesk

#: Where a process dies by its own hand: before or after the call, or the statement, of that name.
INSIDE = {
    "slot computed": "before health",
    "items chosen": "after daybooks",
    "edition frozen": "before render",
    "parts rendered": "after render",
    "slot written": "after INSERT INTO deliveries",
    "parts written": "before COMMIT of claim",
    "slot and parts committed": "after claim",
    "next slot set": "before undelivered",
    "lease claimed": "after undelivered",
    "rate token taken": "after turn",
    "sending written": "before COMMIT of mark_sending",
    "sending committed": "after mark_sending",
    "read": "after post",
    "receipt written": "before COMMIT of mark",
    "receipt committed": "after mark",
    "between parts": "before turn, again",
    "digest done": "after idle",
}
#: Where the wire kills it (tests/faults/wire.py).
ON_THE_WIRE = (
    "connected",
    "request half written",
    "request whole",
    "accepted and unread",
    "half read",
    "second call whole",
    "second call accepted and unread",
)
POINTS = (*INSIDE, *ON_THE_WIRE)
#: Where one dies that corrects what an earlier life has sent.
CORRECTING = {
    "misprint found": "after misprints",
    "correction written": "before COMMIT of correct",
    "correction committed": "after correct",
    "before the edit": "before edit",
    "edited": "after edit",
    "between two edits": "before edit, again",
    "edit on record": "after mark",
    "reply intended": "after mark_sending",
    "reply posted": "after post",
}

#: Virtual seconds between two ticks, and after how many a life has settled all that it ever will.
TICK_S = 30.0
TICKS = 40


@dataclass(frozen=True, slots=True)
class Life:
    """What one process is to do, and where it ends."""

    database: str  #: a file
    platform: str
    workspace: str
    chat: str
    mode: str  #: a Mode; of Slack what its rights allow
    token: str
    api: str  #: of the platform, through the wire
    advance: str  #: "host:port" of the fake Slack, whose clock goes with ours; empty for Telegram
    ahead_s: float  #: of the machine's clock
    dies: str  #: a key of INSIDE; empty to live on


class Mortal:
    """Passes every call on, and dies at the one that was chosen."""

    def __init__(self, inner: Any, fate: Fate) -> None:
        self._inner = inner
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        called = getattr(self._inner, name)

        async def call(*args: Any, **options: Any) -> Any:
            self._fate.reached(f"before {name}")
            self._fate.within = name
            answer = await called(*args, **options)
            self._fate.reached(f"after {name}")
            return answer

        return call

    @asynccontextmanager
    async def turn(self, address: Address) -> AsyncIterator[None]:
        self._fate.reached("before turn")
        async with self._inner.turn(address):
            self._fate.reached("after turn")
            yield

    @property
    def chats(self) -> Any:
        return self._inner.chats

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        """A digest of two messages, as long ones are."""
        self._fate.reached("before render")
        rendered = [*self._inner.render(digest, chat), *self._inner.render(replace(digest, more=7), chat)]
        self._fate.reached("after render")
        return rendered

    def headline(self, payload: str) -> str:
        return str(self._inner.headline(payload))

    def repeated(self, payload: str) -> str:
        return str(self._inner.repeated(payload))

    def missing(self, delivery: str) -> str:
        return str(self._inner.missing(delivery))

    def correction(self, told: Sequence[Correction], chat: Chat | None = None) -> str:
        return str(self._inner.correction(told, chat))

    def alters(self, stands: str, payload: str) -> bool:
        return bool(self._inner.alters(stands, payload))


class Fate:
    """Kills the process once its point is reached."""

    def __init__(self, point: str) -> None:
        self.within = ""  #: the call of the store that is under way
        what, _, again = {**INSIDE, **CORRECTING}.get(point, "").partition(", ")
        self._point, self._left = what, 2 if again else 1

    def reached(self, point: str) -> None:
        """Die, or go on."""
        if point == self._point:
            self._left -= 1
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Statements and commits too."""

        @event.listens_for(Engine, "commit")
        def commit(_: object) -> None:
            self.reached(f"before COMMIT of {self.within}")

        @event.listens_for(Engine, "after_cursor_execute")
        def executed(_c: object, _cursor: object, statement: str, *_: object) -> None:
            self.reached(f"after {' '.join(statement.split()[:3])}")


class Clock:
    """The machine's, ahead by as much as the platform's."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._ahead_s = life.ahead_s

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self._ahead_s, UTC)

    def advance(self, seconds: float) -> None:
        """Both together."""
        self._ahead_s += seconds
        if self._life.advance:
            connection = http.client.HTTPConnection(self._life.advance)
            body = json.dumps({"seconds": seconds})
            connection.request("POST", "/_/advance", body, {"Content-Type": "application/json"})
            connection.getresponse().read()
            connection.close()


async def live(life: Life) -> None:
    """Publish what is due, and deliver until nothing is left to do."""
    clock, fate = Clock(life), Fate(life.dies)
    fate.watch()
    async with open_store(f"sqlite+aiosqlite:///{life.database}", clock=clock) as opened:
        store: Any = Mortal(opened, fate)
        channel: Any = Mortal(_channel(life, clock, opened), fate)
        room = Newsroom((), (), store=store, fetcher=FakeFetcher(), reader=FakeReader(), clock=clock)
        outbox = Outbox(store, {life.platform: channel}, clock=clock)
        publisher = Publisher(room, store, outbox, clock=clock)
        corrector = Corrector(store, {life.platform: channel}, clock=clock)
        await opened.put_subscription(_subscription(life))
        await _news(opened, now=clock())
        for _ in range(TICKS):
            await corrector.queue()
            await publisher.publish()
            await outbox.idle()
            fate.reached("after idle")
            if not await opened.undelivered():
                return
            clock.advance(TICK_S)


async def _news(store: Store, *, now: datetime) -> None:
    """One article, an hour old, unless an earlier life has it; that one may have died before it was read."""
    one = article(published=now - timedelta(hours=1), seen=now)
    await store.save_article(one, listing=listing())
    await store.save_facts(facts(one))


def _channel(life: Life, clock: Callable[[], datetime], store: Store) -> Any:
    account = Account(life.token, "xapp-1", life.api, Mode(life.mode))
    kind = SlackChannel if life.platform == "slack" else TelegramChannel
    return kind(account, FakeDesk(), store=store, now=clock, zone=ZoneInfo("UTC"), pace=Pace(sleep=_at_once))


async def _at_once(_: float) -> None:
    """Limits are another suite's subject."""


def _subscription(life: Life) -> Subscription:
    address = Address(life.platform, life.chat, life.workspace)
    return Subscription("subscription-1", address, (), (time_of_day(8, 30),), tuple(range(7)), "UTC")


def main() -> None:
    """Be the nursery."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    for line in sys.stdin:
        child = os.fork()
        if not child:
            code = 1
            try:
                asyncio.run(live(Life(**json.loads(line))))
                code = 0
            except BaseException:
                traceback.print_exc()  # whoever reads the verdict needs to know why
            finally:
                os._exit(code)
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def written(life: Life) -> bytes:
    """A life as the nursery reads it."""
    return json.dumps(asdict(life)).encode() + b"\n"


if __name__ == "__main__":
    main()
