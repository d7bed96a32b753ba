"""What 10,000 subscriptions over 2,000 topics cost: what a minute takes, in which new articles came and some are due.

Slots lie at every minute of the day; then a thousand lie at one, as 08:30 is for many. Every digest is made, rendered
as Slack's blocks, and queued in the outbox; nothing is posted. What the new articles tell is put on record before each
minute, as the bot does within seconds of their reading: a figure of its own.
"""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as time_
from pathlib import Path
from statistics import median

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
CROWD = 1_000
MINUTES = 10


@dataclass(frozen=True, slots=True)
class _Cost:
    """What some work took, in seconds; on the processor too, since the machine may be busy with other things."""

    wall: float
    cpu: float


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
        parts = {"store": store, "fetcher": FakeFetcher(), "reader": FakeReader()}
        room = Newsroom(SOURCES, _known(), clock=lambda: now[0], **parts)
        outbox = Outbox(store, {"slack": _Slack()}, clock=lambda: now[0])
        await outbox.stop()  # what is queued stays so: posting has a benchmark of its own
        publisher = Publisher(room, store, outbox, clock=lambda: now[0])
        await _put(store, [replace(each, since=now[0]) for each in _subscriptions(now[0])])
        first = await _timed(publisher.publish())
        minutes, telling = [], []
        for number in range(MINUTES):
            now[0] += timedelta(minutes=1)
            await _comes_in(store, number, now[0])
            telling.append(await _timed(room.editor.tell()))
            minutes.append(await _timed(publisher.publish()))
        queued = len(await store.deliveries(limit=SUBSCRIPTIONS))
        now[0] += timedelta(minutes=1)
        late = _subscriptions(now[0])[-CROWD:]
        await _put(store, [replace(each, times=(now[0].time(),), since=now[0] - timedelta(hours=1)) for each in late])
        crowd = await _timed(publisher.publish())
    _print(minutes, telling, first, crowd, queued)
    return max(minute.wall for minute in minutes) <= TICK_S


def _print(minutes: Sequence[_Cost], telling: Sequence[_Cost], first: _Cost, crowd: _Cost, queued: int) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"subscriptions.minute = {median(each.wall for each in minutes):.2f} s with {queued / MINUTES:.0f} of"
        f" {SUBSCRIPTIONS:,} subscriptions over {TOPICS:,} topics due, and new articles (asked: <= {TICK_S:g}; at most"
        f" {max(each.wall for each in minutes):.2f}; on the processor {median(each.cpu for each in minutes):.2f} and"
        f" {max(each.cpu for each in minutes):.2f})"
    )
    print(f"subscriptions.crowd = {crowd.wall:.1f} s with {CROWD:,} due at once (on the processor {crowd.cpu:.1f})")
    print(f"subscriptions.first = {first.wall:.1f} s for the first look at all (on the processor {first.cpu:.1f})")
    print(
        f"subscriptions.telling = {median(each.cpu for each in telling):.2f} s on the processor, in the background, for"
        f" an article a minute (the first, by which the days around are read once, {telling[0].cpu:.1f})"
    )
    print(f"subscriptions.memory = {memory:.0f} MB (asked: <= 600 with the model, which is in another process)")


async def _comes_in(store: SqlStore, number: int, now: datetime) -> None:
    """An article of tomorrow's, now."""
    each = reports((NOW + timedelta(days=1)).date())[number]
    article = replace(each.article, published=now - timedelta(minutes=1), seen=now)
    await store.save_article(article)
    await store.save_facts(each.facts)


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
    at = [time_(minute // 60, minute % 60) for minute in range(1440)]
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


async def _put(store: SqlStore, some: Sequence[Subscription]) -> None:
    async with store._database.writing() as connection:
        rows = [subscription_row(each) | {"paused": "", "next": None} for each in some]
        await put_all(connection, subscriptions, rows)


async def _timed(work: Awaitable[None]) -> _Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    await work
    return _Cost(time.perf_counter() - wall, time.process_time() - cpu)
