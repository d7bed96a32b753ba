"""What a digest costs: of 500 stories of a day, and as a chat's /summary over a store of a million articles.

The store is built anew (archive.py), in a folder that is gone afterwards. Every ask goes through Editor.summary, and
an article comes in between any two of them, so that no answer can be an older one's: it is told before the ask, as the
bot does within seconds of its reading, and what that costs is a figure of its own. The machine may be busy with other
things: the time on its processors stands beside that on the clock.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TypeVar
from zoneinfo import ZoneInfo

import structlog

from benchmarks.archive import NOW, SOURCES, address, build
from benchmarks.newsday import COUNTRIES, OUTLETS, STORIES, reports
from bot.newsroom import Newsroom
from bot.store import SqlStore, open_store
from digest import pipeline, stories
from digest.model import Period, Report
from digest.periods import parse
from digest.topics import Topic, matches
from digest.writing import gate, plain
from digest.writing.cited import Sources
from tests.fakes import FakeFetcher, FakeReader

T = TypeVar("T")

ASKS = 200
#: How many of a hundred asks are for each period; "old" is another old day each time.
ASKED = {"today": 40, "yesterday": 30, "old": 20, "week": 10}
EDIT_MS, SUMMARY_MS = 200, 100  # asked
RUNS = 7  # of the day of 500 stories
#: As regions name them: a country, its adjective, its capital.
TOPICS = tuple(Topic(country.casefold(), ((country, f"{country}n", f"{country[:4]}grad"),)) for country in COUNTRIES)


def main(articles: int) -> bool:
    """Print the figures, over a store of so many articles; whether they are as asked."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    edited = _one_day()
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_archive(Path(folder) / "readout.sqlite", articles)) and edited


@dataclass(frozen=True, slots=True)
class _Cost:
    """What some work took, in milliseconds."""

    wall: float
    cpu: float


def _cost(work: Callable[[], object]) -> _Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return _Cost((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


# --- 500 stories of a day --------------------------------------------------------------------------------------------


def _one_day() -> bool:
    told = reports(NOW.date())
    period = Period(NOW - timedelta(days=1), NOW + timedelta(hours=5), "today")
    found = stories.tell(told)
    draft = plain.write(found, topics=(), period=period, sources_checked=len(OUTLETS))
    parts = {
        "stories": lambda: stories.tell(told),
        "sections and writing": lambda: plain.write(found, topics=(), period=period, sources_checked=len(OUTLETS)),
        "gate": lambda: gate.check(draft, Sources(each.article for each in told)),
        "a topic besides": lambda: [matches(each, TOPICS[0]) for each in found],
    }
    shares = (f"{name} {median(_cost(part).cpu for _ in range(RUNS)):.0f}" for name, part in parts.items())
    runs = [_cost(lambda: pipeline.edit(stories.tell(told), topics=(), period=period, health=())) for _ in range(RUNS)]
    print(
        f"digest.edit = {median(run.wall for run in runs):.0f} ms for {STORIES} stories in {len(told)} reports"
        f" (asked: <= {EDIT_MS}; at most {max(run.wall for run in runs):.0f}; on the processor"
        f" {median(run.cpu for run in runs):.0f}: {', '.join(shares)})"
    )
    return median(run.wall for run in runs) <= EDIT_MS


# --- /summary over all that was ever read ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a chat asks for."""

    name: str
    period: Period
    topics: tuple[str, ...]


async def _archive(file: Path, count: int) -> bool:
    started = time.perf_counter()
    days = await build(file, count=count)
    size = await asyncio.to_thread(os.path.getsize, file)
    print(
        f"digest.archive = {size / 1e9:.2f} GB for {count:,} articles of {days} days ({size / count / 1000:.1f} kB"
        f" each; built in {time.perf_counter() - started:.0f} s)"
    )
    (costs, telling), lone = await _asked(file, days), _lone(file)
    told = sorted(cost.cpu for cost in telling)
    print(
        f"digest.telling = {_at(0.5, told):.0f} ms on the processor, in the background, for an article that was read"
        f" (p95 {_at(0.95, told):.0f})"
    )
    for name, of_kind in costs.items():
        _print(name, of_kind, lone)
    every = [cost for of_kind in costs.values() for cost in of_kind]
    _print(f"all {ASKS} asks", every, lone)
    return _at(0.95, [cost.wall for cost in every]) <= SUMMARY_MS


def _print(name: str, costs: Sequence[_Cost], lone: float) -> None:
    p50, p95 = _at(0.5, [cost.wall for cost in costs]), _at(0.95, [cost.wall for cost in costs])
    cpu50, cpu95 = _at(0.5, [cost.cpu for cost in costs]), _at(0.95, [cost.cpu for cost in costs])
    print(
        f"digest.summary_p95 = {p95:.0f} ms ({name}; asked: <= {SUMMARY_MS}; p50 {p50:.0f}; on the processor"
        f" {cpu95:.0f} and {cpu50:.0f}; sqlite3 and json alone, the rows of one day: {lone:.0f})"
    )


async def _asked(file: Path, days: int) -> tuple[dict[str, list[_Cost]], list[_Cost]]:
    """What each ask took, by its kind; and to put on record the article that comes in before each."""
    costs, telling = defaultdict[str, list[_Cost]](list), list[_Cost]()
    new = [replace(each, article=replace(each.article, published=NOW)) for each in reports((NOW + timedelta(1)).date())]
    async with open_store(address(file), clock=lambda: NOW) as store:
        room = Newsroom(SOURCES, TOPICS, store=store, fetcher=FakeFetcher(), reader=FakeReader(), clock=lambda: NOW)
        await room.editor.tell()
        for number, ask in enumerate(_asks(days)):
            await _comes_in(store, new[number], number)
            _, cost = await _timed(room.editor.tell())
            telling.append(cost)
            digest, cost = await _timed(room.editor.summary(ask.topics, ask.period))
            assert digest.entries, ask  # noqa: S101 - there would be nothing to measure
            costs[ask.name].append(cost)
    return costs, telling


async def _timed(work: Awaitable[T]) -> tuple[T, _Cost]:
    wall, cpu = time.perf_counter(), time.process_time()
    done = await work
    return done, _Cost((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def _asks(days: int) -> Sequence[_Ask]:
    """In a mixed order, as ASKED has it, every second one on a topic; hardly an old day twice."""
    chance = random.Random(5)  # noqa: S311 - nothing secret
    words = [word for word, share in ASKED.items() for _ in range(ASKS * share // 100)]
    asks = [_ask(word, number, days, chance) for number, word in enumerate(words)]
    chance.shuffle(asks)
    return asks


def _ask(words: str, number: int, days: int, chance: random.Random) -> _Ask:
    back = days * 2 // 3
    if words == "old":
        day = datetime(NOW.year, NOW.month, NOW.day, tzinfo=NOW.tzinfo) - timedelta(days=back + number % (days // 3))
        period = Period(day, day + timedelta(days=1), f"a day {back} days ago")
    else:
        period = parse(words, now=NOW, zone=ZoneInfo("UTC"))
    topics = (chance.choice(TOPICS).name,) if number % 2 else ()
    return _Ask(f"{period.label}{', on a topic' if topics else ''}", period, topics)


async def _comes_in(store: SqlStore, new: Report, number: int) -> None:
    article = replace(new.article, published=NOW - timedelta(minutes=1, seconds=number))
    await store.save_article(article)
    await store.save_facts(new.facts)


def _lone(file: Path) -> float:
    """The least that a day from the store could cost: its rows, and their facts as plain JSON."""
    day = "SELECT text, facts FROM articles WHERE latest = 1 AND moment >= '2031-05-15' AND moment < '2031-05-16'"

    def read() -> None:
        connection = sqlite3.connect(file)
        for _, facts in connection.execute(day):
            json.loads(facts)
        connection.close()

    return median(_cost(read).wall for _ in range(RUNS))


def _at(share: float, values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
