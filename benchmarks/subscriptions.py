"""What 10,000 subscriptions over 2,000 topics cost: the minute in which a slot comes, and a minute in which none does.

Slots lie at every half hour of the day, so some 200 subscriptions are due at once; and once all of one topic's chats in
a thousand. Every digest is made, rendered as Slack's blocks, and queued in the outbox; nothing is posted.
"""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as time_
from pathlib import Path

import structlog

from benchmarks.archive import NOW, SOURCES, address, build
from benchmarks.newsday import COUNTRIES, reports
from bot.delivery import Outbox
from bot.newsroom import Newsroom
from bot.publishing import Publisher
from bot.store import SqlStore, open_store
from bot.store.database import put_all
from bot.store.rows import subscription_row
from bot.store.tables import subscriptions
from digest.model import Address, Chat, Digest, Subscription
from digest.topics import Topic
from handlers.replies import Words
from handlers.slack import blocks
from tests.fakes import FakeChannel, FakeFetcher, FakeReader

SUBSCRIPTIONS, TOPICS = 10_000, 2_000
ARTICLES = 2_700  # three days
TICK_S = 2.0  # asked, a minute
CROWD = 1_000  # subscriptions that are due at one slot, the worst case tried


class _Slack(FakeChannel):
    """Renders as Slack does, and posts nowhere."""

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        return blocks.render(digest, Words())


def main() -> bool:
    """Print the figures; whether they are as asked."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measured(Path(folder) / "readout.sqlite"))


async def _measured(file: Path) -> bool:
    await build(file, count=ARTICLES)
    now = [NOW]
    async with open_store(address(file), clock=lambda: now[0]) as store:
        room = Newsroom(
            SOURCES, _known(), store=store, fetcher=FakeFetcher(), reader=FakeReader(), clock=lambda: now[0]
        )
        outbox = Outbox(store, {"slack": _Slack()}, clock=lambda: now[0])
        await outbox.stop()  # what is queued stays so: posting has a benchmark of its own
        publisher = Publisher(room, store, outbox, clock=lambda: now[0])
        await _subscribe(store, now[0])
        first = await _tick(publisher)
        idle = await _tick(publisher)
        now[0] += timedelta(minutes=30)
        slot = await _tick(publisher)
        queued = len(await store.deliveries(limit=SUBSCRIPTIONS))
        now[0] += timedelta(minutes=30)
        await _crowd(store, now[0])
        crowd = await _tick(publisher)
        crowded = len(await store.deliveries(limit=SUBSCRIPTIONS)) - queued
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"subscriptions.slot = {slot:.2f} s for {queued} of {SUBSCRIPTIONS:,} subscriptions over {TOPICS:,} topics, due"
        f" at once (asked: <= {TICK_S:g} a minute; a minute without any {idle * 1000:.0f} ms; the first look at all"
        f" {first:.1f} s; {crowded} due at once {crowd:.1f} s)"
    )
    print(f"subscriptions.memory = {memory:.0f} MB (asked: <= 600 with the model, which is another process here)")
    return slot <= TICK_S


def _known() -> tuple[Topic, ...]:
    return tuple(Topic(country.casefold(), ((country, f"{country}n", f"{country[:4]}grad"),)) for country in COUNTRIES)


def _asked() -> list[str]:
    """Countries, pairs of them, people, and words: what newsrooms ask for."""
    pick = random.Random(5)  # noqa: S311 - the same every time
    people = sorted({a.name for each in reports(NOW.date()) for a in each.facts.actors if " " in a.name})
    pairs = [f"{one.casefold()} and {other.casefold()}" for one in COUNTRIES for other in COUNTRIES if one < other]
    pool = [*(country.casefold() for country in COUNTRIES), *people, *pairs, *(f"word {n}" for n in range(TOPICS))]
    return pool[:TOPICS] if len(pool) < TOPICS else pick.sample(pool, TOPICS)


def _subscriptions(now: datetime) -> list[Subscription]:
    pick, topics = random.Random(7), _asked()  # noqa: S311 - the same every time
    at = [time_(half // 2, 30 * (half % 2)) for half in range(48)]
    return [
        Subscription(
            f"chat-{number:05}-1",
            Address("slack", f"C{number:05}", "T1"),
            (topics[number % TOPICS],),
            (pick.choice(at),),
            tuple(range(7)),
            "UTC",
            since=now - timedelta(days=30),
        )
        for number in range(SUBSCRIPTIONS)
    ]


async def _subscribe(store: SqlStore, now: datetime) -> None:
    """All of them, with the slots until now served."""
    await _put(store, [replace(each, since=now) for each in _subscriptions(now)])


async def _crowd(store: SqlStore, now: datetime) -> None:
    late = [replace(each, times=(now.time(),), since=now - timedelta(hours=1)) for each in _subscriptions(now)[-CROWD:]]
    await _put(store, late)


async def _put(store: SqlStore, some: Sequence[Subscription]) -> None:
    async with store._database.writing() as connection:
        rows = [subscription_row(each) | {"paused": "", "next": None} for each in some]
        await put_all(connection, subscriptions, rows)


async def _tick(publisher: Publisher) -> float:
    started = time.perf_counter()
    await publisher.publish()
    return time.perf_counter() - started
