"""What watching costs: rounds over 2,000 feeds of 50 items, of which 5% have something new each time.

A round is the bot's own: fetcher, parsers in their processes, an SQLite file that syncs each commit. CPU time is that
of this process and of the parsers. Another process serves the feeds (outlets.py), and every article is a page there.

The peer is httpx and fastfeedparser alone, in this process, on the same feeds in the same state. It fetches and parses
all of them, as one must who remembers nothing; beside it stands what it would cost to remember, too: conditional
requests, only the changed feeds parsed, the new pages fetched and thrown away.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import fastfeedparser  # type: ignore[import-untyped]
import httpx
import structlog
from sqlalchemy import insert

from benchmarks.outlets import FEEDS, ITEMS, SERVER, SHARE, START, host, outlets, title
from bot.app import utc_now
from bot.fetch.client import HttpFetcher
from bot.parsing import ParserProcesses
from bot.store import open_store
from bot.store.database import open_database
from bot.store.rows import listing_row
from bot.store.store import SqlStore
from bot.store.tables import listings
from digest.model import Listing, Source
from digest.pipeline import Round, gather
from digest.ports import Health, Validator
from digest.rhythm import begin

ROUNDS = 3
AT_ONCE = 64  # as bot.newsroom has it


def main() -> None:
    """Print the figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with outlets() as port, tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'readout.sqlite'}"
        asyncio.run(_prepare(url, port))
        asyncio.run(_measure(url, port))


@dataclass(slots=True)
class _Cost:
    """What some work took."""

    cpu_s: float
    wall_s: float


async def _measure(url: str, port: int) -> None:
    sources = _sources(port)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(url))
        fetcher = await stack.enter_async_context(HttpFetcher(user_agent="Readout-benchmark/0", loopback=True))
        parser = ParserProcesses()
        stack.push_async_callback(parser.stop)
        await parser.warm()
        watch = _Watch(sources, fetcher, parser, store)
        await watch.round()  # robots.txt of each host
        quiet = [await _cost(watch.round()) for _ in range(ROUNDS)]
        rounds, bare, remembering = list[_Cost](), list[_Cost](), list[_Cost]()
        for _ in range(ROUNDS):
            tags = {source.url: (await _tag(store, source)) for source in sources}
            watch.published = await asyncio.to_thread(_publish, port)
            rounds.append(await _cost(watch.round()))
            bare.append(await _cost(_bare(sources)))
            remembering.append(await _cost(_remembering(sources, tags)))
        _report(watch, quiet=quiet, rounds=rounds, bare=bare, remembering=remembering)


def _report(
    watch: _Watch, *, quiet: list[_Cost], rounds: list[_Cost], bare: list[_Cost], remembering: list[_Cost]
) -> None:
    ours, theirs, strict = (median(cost.cpu_s for cost in costs) for costs in (rounds, bare, remembering))
    print(
        f"watch.round = {ours:.1f} CPU-s for {FEEDS:,} feeds of {ITEMS} items, {FEEDS // SHARE} of them changed"
        f" (httpx and fastfeedparser alone: {theirs:.1f}, and {strict:.1f} with conditional requests)"
    )
    print(f"watch.ratio = {ours / theirs:.2f} of httpx and fastfeedparser alone (asked: <= 1.5; same run, same feeds)")
    print(f"watch.ratio_remembering = {ours / strict:.2f} of the same with conditional requests, no page read")
    print(f"watch.not_modified = {min(each.cpu_s for each in quiet) / FEEDS * 1000:.2f} ms CPU (asked: <= 3)")
    print(f"watch.round_wall = {median(cost.wall_s for cost in rounds):.1f} s ({AT_ONCE} sources at a time)")
    late = sorted(watch.late_s)
    print(
        f"watch.new_to_stored = {late[int(len(late) * 0.99)]:.1f} s at p99 (asked: <= 60; {len(late)} items, of"
        f" {FEEDS // SHARE * ROUNDS} published)"
    )
    print(f"watch.rss = {_memory_mb()} MB with the parsers (asked: <= 350; {_memory_mb(children=False)} without)")


class _Watch:
    """Visits every source, as the newsroom does."""

    def __init__(
        self, sources: Sequence[Source], fetcher: HttpFetcher, parser: ParserProcesses, store: SqlStore
    ) -> None:
        self._sources, self._fetcher, self._parser, self._store = sources, fetcher, parser, store
        self._health: dict[str, Health | None] = {}  # as the last visit left it; the newsroom keeps it likewise
        self.published = 0.0  #: by time.monotonic
        self.late_s = list[float]()  #: from publication until an article's visit was over, its article stored

    async def round(self) -> None:
        gate = asyncio.Semaphore(AT_ONCE)

        async def visit(source: Source) -> Round:
            async with gate:
                round_ = await gather(
                    source,
                    fetcher=self._fetcher,
                    store=self._store,
                    clock=utc_now,
                    parser=self._parser,
                    health=self._health.get(source.name),
                )
                self._health[source.name] = round_.health
                self.late_s += [time.monotonic() - self.published] * len(round_.articles)
                return round_

        rounds = await asyncio.gather(*map(visit, self._sources))
        failed = [round_ for round_ in rounds if round_.reason]
        assert not failed, failed[0]  # noqa: S101 - there would be nothing to measure


# --- the peer ---


async def _bare(sources: Sequence[Source]) -> None:
    async with _client() as client:
        gate = asyncio.Semaphore(AT_ONCE)

        async def visit(source: Source) -> None:
            async with gate:
                fastfeedparser.parse((await client.get(source.url)).content)

        await asyncio.gather(*map(visit, sources))


async def _remembering(sources: Sequence[Source], tags: dict[str, str]) -> None:
    async with _client() as client:
        gate = asyncio.Semaphore(AT_ONCE)

        async def visit(source: Source) -> None:
            async with gate:
                answer = await client.get(source.url, headers={"If-None-Match": tags[source.url]})
                if answer.status_code == 200:
                    await client.get(fastfeedparser.parse(answer.content)["entries"][0]["link"])

        await asyncio.gather(*map(visit, sources))


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(trust_env=False, timeout=60)


# --- what was there before ---


def _sources(port: int) -> list[Source]:
    return [Source(f"Outlet {feed}", f"http://{host(feed)}:{port}/feed/{feed}", language="en") for feed in range(FEEDS)]


async def _prepare(url: str, port: int) -> None:
    """A database in which all that is listed is known, as after weeks of watching."""
    async with open_store(url) as store:
        dates = [START - timedelta(hours=item + 1) for item in range(ITEMS)]
        known = Health(
            "",
            checked=START,
            succeeded=START,
            newest=dates[0],
            since=START,
            rhythm=begin(dates, now=START),
            validator=Validator(etag='"0"'),
        )
        for source in _sources(port):
            await store.save_round(source, replace(known, source=source.name))
    database = open_database(url)
    async with database.writing() as connection:
        for feed in range(FEEDS):
            await connection.execute(
                insert(listings), [_listed(feed, item, dates[item], port) for item in range(ITEMS)]
            )
    await database.close()


def _listed(feed: int, item: int, at: datetime, port: int) -> dict[str, Any]:
    return listing_row(
        Listing(f"Outlet {feed}", f"http://{host(feed)}:{port}/a/{feed}/{item}", title(feed, item), published=at)
    )


def _publish(port: int) -> float:
    with urllib.request.urlopen(f"http://{host(0)}:{port}/publish") as answer:
        answer.read()
    return time.monotonic()


async def _tag(store: SqlStore, source: Source) -> str:
    health = await store.health_of(source)
    return health.validator.etag if health else ""


# --- measuring ---


async def _cost(work: Awaitable[None]) -> _Cost:
    cpu, wall = _cpu_s(), time.monotonic()
    await work
    return _Cost(_cpu_s() - cpu, time.monotonic() - wall)


def _cpu_s() -> float:
    """User and system time of this process and of the parsers."""
    return time.process_time() + sum(map(_cpu_of, _parsers()))


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _parsers() -> list[int]:
    """Children of this process, less the one that serves the outlets and multiprocessing's own."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    children = {int(pid) for task in tasks for pid in (task / "children").read_text().split()}
    serving = {child.pid for child in multiprocessing.active_children() if child.name == SERVER}
    return [pid for pid in children - serving if "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_text()]


def _memory_mb(*, children: bool = True) -> int:
    """Resident memory, this process's at its highest."""
    statuses = [(os.getpid(), "VmHWM:")] + [(pid, "VmRSS:") for pid in (_parsers() if children else [])]
    kib = 0
    for pid, field in statuses:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        kib += next(int(line.split()[1]) for line in lines if line.startswith(field))
    return kib * 1024 // 1_000_000
