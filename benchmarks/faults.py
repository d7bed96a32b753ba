"""What sites that misbehave cost: how long, how much memory, how much of the time of others; and what is said of them.

All of tests/faults/sites.py, visited as the bot does, with its real time-out and its parser's process. The sites have a
process of their own.
"""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import structlog

from bot.app import utc_now
from bot.demo.press import Press
from bot.fetch.client import HttpFetcher
from bot.parsing import ParserProcesses
from digest.model import Source
from digest.pipeline import gather
from digest.ports import Fetched, NotModified, Validator
from tests.fakes import MemoryStore
from tests.faults.sites import BOMBS, Trouble, outlet, troubles

GOOD = 4
MIB = 1 << 20
# Bytes that a bomb unpacks to, and when the slow site answers: more than anybody takes, later than anybody waits.
BOMB_BYTES, LATE_S = 256 * MIB, 60.0


def main() -> bool:
    """Print the figures; False where one is short of what is asked."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with _sites() as (bad, good):
        return asyncio.run(_measure(bad, good))


async def _measure(bad: Sequence[Trouble], good: Sequence[Trouble]) -> bool:
    async with HttpFetcher(user_agent="Readout-benchmark/0", loopback=True) as fetcher, ParserProcesses() as parser:
        visits = _Visits(fetcher, parser)
        await visits.all(good)  # what is loaded at first use
        alone = await visits.all(good)
        growth = [await visits.growth(each) for each in bad if each.source.name in BOMBS]
        visits.slowest_s, visits.said = 0.0, {}
        beside = await visits.all([*bad, *good])
    delay = max(beside[each.source.name] - alone[each.source.name] for each in good)
    clear = [each for each in bad if _is_clear(each, visits.said[each.source.name])]
    print(f"faults.sources = {len(bad)} that misbehave (asked: press_server's 19 and 4 more)")
    print(f"faults.slowest = {visits.slowest_s:.1f} s a fetch (asked: <= 20)")
    print(f"faults.bombs = {max(growth) / MIB:.1f} MiB more at the worst of {len(growth)} (asked: <= 32)")
    print(
        f"faults.delay = {max(delay, 0):.2f} s for {GOOD} good sources beside them (asked: < 1; same run, alone first)"
    )
    print(f"faults.clear = {len(clear)} of {len(bad)} end in one clear line of health (asked: all)")
    for each in bad:
        if each not in clear:
            print(f"faults.unclear.{each.source.name} = {visits.said[each.source.name]!r}, not {each.reason!r}")
    fine = visits.slowest_s <= 20 and max(growth) <= 32 * MIB and delay < 1
    return fine and len(clear) == len(bad) >= 23 and len(growth) == len(BOMBS)


def _is_clear(trouble: Trouble, said: str) -> bool:
    return said.startswith(trouble.reason) and bool(said) == bool(trouble.reason) and "\n" not in said


class _Visits:
    """Visits sources, each time as if for the first time; a Fetcher that looks at the clock."""

    def __init__(self, fetcher: HttpFetcher, parser: ParserProcesses) -> None:
        self._fetcher, self._parser = fetcher, parser
        self.slowest_s = 0.0
        self.said = dict[str, str]()  #: of each source, empty where nothing is wrong

    async def get(self, url: str, validator: Validator | None = None, *, page: bool = False) -> Fetched | NotModified:
        """As ports.Fetcher."""
        started = time.monotonic()
        try:
            return await self._fetcher.get(url, validator, page=page)
        finally:
            self.slowest_s = max(self.slowest_s, time.monotonic() - started)

    async def all(self, sources: Sequence[Trouble]) -> dict[str, float]:
        """Seconds that each took, side by side."""
        store = MemoryStore()

        async def visit(trouble: Trouble) -> float:
            started = time.monotonic()
            round_ = await gather(
                trouble.source, fetcher=self, store=store, clock=utc_now, parser=self._parser, health=trouble.health
            )
            self.said[trouble.source.name] = round_.health.reason if round_.health else round_.reason
            return time.monotonic() - started

        times = await asyncio.gather(*map(visit, sources))
        return {each.source.name: took for each, took in zip(sources, times, strict=True)}

    async def growth(self, source: Trouble) -> int:
        """Bytes by which resident memory grew at its highest."""
        before = _forget_highest()
        await self.all([source])
        return _memory("VmHWM:") - before


def _forget_highest() -> int:
    """Resident memory now, which is the highest from here on; proc(5)."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS:")


def _memory(field: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) * 1024


# --- the sites ---


@contextmanager
def _sites() -> Iterator[tuple[Sequence[Trouble], Sequence[Trouble]]]:
    """Those that misbehave, and good ones."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    serving = spawn.Process(target=_serve, args=(there,), daemon=True)
    serving.start()
    try:
        yield here.recv()
    finally:
        here.send("enough")
        serving.join()


def _serve(pipe: Connection) -> None:
    asyncio.run(_serving(pipe))


async def _serving(pipe: Connection) -> None:
    with ExitStack() as stack:
        presses = [stack.enter_context(Press(outlet(f"good {number}"))) for number in range(GOOD)]
        good = [Trouble(Source(press.outlet.name, f"{press.url}/feed.xml"), "") for press in presses]
        async with troubles(bomb_bytes=BOMB_BYTES, late_s=LATE_S) as bad:
            pipe.send((bad, good))
            await asyncio.to_thread(pipe.recv)
