from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.schedule import Ticker

SOON = 0.01  # seconds between ticks; APScheduler keeps real time


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    with capture_logs() as events:
        yield events


async def test_a_job_runs_at_the_start_and_again() -> None:
    runs = 0
    thrice = asyncio.Event()

    async def job() -> None:
        nonlocal runs
        runs += 1
        if runs == 3:
            thrice.set()

    ticker = Ticker()
    ticker.every(SOON, job, name="job")
    ticker.start()
    await asyncio.wait_for(thrice.wait(), timeout=5)
    await ticker.stop()


async def test_a_job_that_breaks_is_logged_with_its_error_and_runs_again(logged: list[EventDict]) -> None:
    again = asyncio.Event()
    runs = 0

    async def job() -> None:
        nonlocal runs
        runs += 1
        if runs > 1:
            again.set()
        raise ValueError("a bug")

    ticker = Ticker()
    ticker.every(SOON, job, name="gather")
    ticker.start()
    await asyncio.wait_for(again.wait(), timeout=5)
    await ticker.stop()

    assert (logged[0]["event"], logged[0]["job"], logged[0]["log_level"]) == ("job broke", "gather", "error")
    assert isinstance(logged[0]["exc_info"], ValueError)


async def test_a_slow_job_runs_once_at_a_time_and_delays_no_other() -> None:
    slow_runs, others = 0, 0
    never, enough = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        nonlocal slow_runs
        slow_runs += 1
        await never.wait()

    async def other() -> None:
        nonlocal others
        others += 1
        if others == 4:
            enough.set()

    ticker = Ticker()
    ticker.every(SOON, slow, name="slow")
    ticker.every(SOON, lambda: other(), name="other")  # noqa: PLW0108 - not a coroutine function itself
    ticker.start()
    await asyncio.wait_for(enough.wait(), timeout=5)
    await ticker.stop(grace_s=0)

    assert slow_runs == 1


async def test_a_stop_lets_what_is_running_end() -> None:
    begun, ended, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        await go_on.wait()
        ended.set()

    ticker = Ticker()
    ticker.every(SOON, job, name="job")
    ticker.start()
    await begun.wait()
    stopping = asyncio.create_task(ticker.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping

    assert ended.is_set()


async def test_a_stop_does_not_wait_for_ever_and_leaves_nothing_running() -> None:
    begun, cancelled = asyncio.Event(), asyncio.Event()

    async def job() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    ticker = Ticker()
    ticker.every(SOON, job, name="job")
    ticker.start()
    await begun.wait()
    await ticker.stop(grace_s=0)

    assert cancelled.is_set()
    assert asyncio.all_tasks() == {asyncio.current_task()}
