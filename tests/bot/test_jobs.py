"""The reader in its own process: what breaks there costs one article."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from bot.jobs import ReaderProcess
from digest.reading import DEFAULT_MODEL, reader_name
from tests.builders import article

pytestmark = pytest.mark.model


def children() -> list[int]:
    """Process ids of spawned children; multiprocessing's own resource tracker is none of them."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    found = [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
    return [pid for pid in found if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]


def threads(pid: int) -> int:
    """How many threads a process has."""
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


async def test_articles_are_read_in_order_under_the_readers_name() -> None:
    reader = ReaderProcess(DEFAULT_MODEL, timeout_s=30)
    other = article(url="https://courier.example/other", text="Nothing happened.")
    try:
        read = await reader.read([article(), other])
    finally:
        await reader.stop()

    assert [facts and facts.article_id for facts in read] == [article().id, other.id]
    assert read[0]
    assert read[0].encounters
    assert {facts and facts.reader for facts in read} == {reader_name(DEFAULT_MODEL)} == {reader.name}


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the child in /proc")
async def test_a_child_that_was_killed_while_it_had_nothing_to_do_costs_no_article() -> None:
    reader = ReaderProcess(DEFAULT_MODEL, timeout_s=30)
    try:
        await reader.warm()
        for pid in children():
            os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.5)  # until the pool has seen it
        read = await reader.read([article()])
    finally:
        await reader.stop()

    assert read[0]


@pytest.mark.skipif(not Path("/proc").exists(), reason="counts the child's threads in /proc")
async def test_the_child_runs_no_thread_of_a_library() -> None:
    """Such as onnxruntime's, which sent to its maker what ran here."""
    reader = ReaderProcess(DEFAULT_MODEL, timeout_s=30)
    try:
        await reader.warm()
        counted = [threads(pid) for pid in children()]
    finally:
        await reader.stop()

    assert counted == [1]


async def test_an_article_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    reader = ReaderProcess(DEFAULT_MODEL, timeout_s=1.0)
    endless = replace(article(), text="The ministers met in Port Hale and said that they would meet again. " * 40_000)
    try:
        await reader.warm()
        read = await reader.read([endless, article()])
    finally:
        await reader.stop()

    assert read[0] is None
    assert read[1]
