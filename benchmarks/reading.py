"""How fast articles are read, and with how much memory; beside spaCy's bare pipeline on the same texts.

Speed is CPU time, taken in this process, article by article in turn with the peer, so that what else the machine does
weighs on both alike. Memory, start and the event loop's lag are those of the bot's own `ReaderProcess`.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.jobs import ReaderProcess
from digest import reading
from digest.model import Article
from digest.reading.models import find_model

if TYPE_CHECKING:
    from spacy.language import Language

ITEMS = Path(__file__).parents[1] / "tests" / "data"
WORDS = 750  # of an article, as news agencies write them at length
LONG_CHARS = 200_000  # a transcript or a report; the reader takes it like any other article
PIECE_CHARS = 20_000  # what the peer is handed of it at once: whole, it would need two gigabytes
ROUNDS = 3
TICK_S = 0.002  # how often the loop is asked whether it still runs
NOON = datetime(2031, 5, 14, 12, tzinfo=UTC)


@dataclass(slots=True)
class Lag:
    """How late the event loop came back, at worst."""

    worst_s: float = 0.0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(TICK_S)
            self.worst_s = max(self.worst_s, time.perf_counter() - asked - TICK_S)


def main() -> None:
    """Print the figures."""
    articles = [_article(text) for text in _texts(WORDS)]
    long = _article(_long())
    asyncio.run(_lived_with(articles, long))
    _raced(articles, long)


# --- in a process of its own, as the bot has it ---


async def _lived_with(articles: list[Article], long: Article) -> None:
    at_rest = await _lag_while(asyncio.sleep(2))
    reader = ReaderProcess(reading.DEFAULT_MODEL, timeout_s=300)
    try:
        started = time.perf_counter()
        await reader.warm()
        print(f"reading.ready = {time.perf_counter() - started:.1f} s (asked: <= 3; CPU time: {_cpu_s():.1f} s)")
        loaded = _memory_mb("VmRSS")
        lag = await _lag_while(reader.read(articles))
        print(f"reading.rss = {_memory_mb('VmRSS')} MB (asked: <= 700; {loaded} before the first article)")
        long_lag = await _lag_while(reader.read([long]))
        print(f"reading.long_peak = {_memory_mb('VmHWM')} MB (asked: <= 700; over {LONG_CHARS:,} characters)")
        print(
            f"reading.loop_lag = {lag:.0f} ms (asked: <= 50; over the long text {long_lag:.0f}, at rest {at_rest:.0f})"
        )
    finally:
        await reader.stop()


async def _lag_while(work: Awaitable[object]) -> float:
    """The loop's worst lag in milliseconds while something is awaited."""
    lag = Lag()
    watching = asyncio.create_task(lag.watch())
    await work
    watching.cancel()
    return lag.worst_s * 1000


def _reader_pid() -> int:
    """The child that reads; multiprocessing's own resource tracker is another."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    children = [int(pid) for task in tasks for pid in (task / "children").read_text().split()]
    return max(children, key=lambda pid: int(Path(f"/proc/{pid}/statm").read_text().split()[1]))


def _memory_mb(field: str) -> int:
    """A field of the reader's /proc/PID/status, which the kernel gives in KiB."""
    status = Path(f"/proc/{_reader_pid()}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(field + ":"))
    return int(line.split()[1]) * 1024 // 1_000_000


def _cpu_s() -> float:
    """User and system time of the reader so far."""
    fields = Path(f"/proc/{_reader_pid()}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# --- against spaCy, in this process ---


def _raced(articles: list[Article], long: Article) -> None:
    reader, peer = reading.load(), _peer()
    reader.read(articles[0])
    peer(articles[0].text)
    mine = theirs = 0.0
    for article in articles * ROUNDS:
        mine += _cpu_time(partial(reader.read, article))
        theirs += _cpu_time(partial(peer, article.text))
    count = len(articles) * ROUNDS
    print(f"reading.rate = {count / mine:.1f} articles/CPU-s (asked: >= 6; spaCy's bare pipe: {count / theirs:.1f})")
    print(f"reading.ratio = {theirs / mine:.2f} of the bare pipe's rate (asked: >= 0.5; same run, same texts)")
    parts = [long.text[at : at + PIECE_CHARS] for at in range(0, LONG_CHARS, PIECE_CHARS)]
    bare = _cpu_time(lambda: [peer(part) for part in parts])
    print(
        f"reading.long = {_cpu_time(lambda: reader.read(long)):.1f} CPU-s (asked: <= 10; spaCy's bare pipe: {bare:.1f})"
    )


def _peer() -> Language:
    """The same model as its makers ship it."""
    import spacy  # noqa: PLC0415 - behind digest.reading, which says how many threads NumPy starts

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\].*")
        return spacy.load(find_model(reading.DEFAULT_MODEL))


def _cpu_time(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


# --- what is read: the invented items of the tests, end to end ---


def _lines() -> Iterator[str]:
    for file in (ITEMS / "news" / "items.jsonl", ITEMS / "items" / "open" / "items.jsonl"):
        for item in file.read_text("utf-8").splitlines():
            yield from json.loads(item)["text"].split("\n")


def _texts(words: int) -> Iterator[str]:
    """Articles of so many words or a few more, until the items are used up."""
    lines: list[str] = []
    for line in _lines():
        lines.append(line)
        if sum(len(each.split()) for each in lines) >= words:
            yield "\n".join(lines)
            lines = []


def _long() -> str:
    whole = "\n".join(_lines()) + "\n"
    return (whole * (LONG_CHARS // len(whole) + 1))[:LONG_CHARS]


def _article(text: str) -> Article:
    return Article(
        id=str(len(text)),
        version=1,
        url="",
        source="",
        region="",
        language="en",
        title="",
        text=text,
        published=NOON,
        seen=NOON,
    )
