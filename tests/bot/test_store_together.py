import asyncio
from collections.abc import Sequence

import pytest

from bot.store.together import Together


class Work:
    """Doubles numbers, when it is let; zero cannot be doubled."""

    def __init__(self) -> None:
        self.calls: list[list[int]] = []
        self.may = asyncio.Event()

    async def __call__(self, items: Sequence[int]) -> Sequence[int]:
        self.calls.append(list(items))
        await self.may.wait()
        if 0 in items:
            raise ValueError("zero")
        return [2 * item for item in items]


async def started(together: Together[int, int], *items: int) -> list[asyncio.Task[int]]:
    tasks = [asyncio.create_task(together.do(item)) for item in items]
    await asyncio.sleep(0)
    return tasks


async def test_who_comes_while_it_runs_is_served_together_next() -> None:
    work = Work()
    tasks = await started(Together(work), 1, 2, 3)

    work.may.set()

    assert await asyncio.gather(*tasks) == [2, 4, 6]
    assert work.calls == [[1], [2, 3]]


async def test_one_that_fails_fails_alone() -> None:
    work = Work()
    tasks = await started(Together(work), 1, 0, 3)

    work.may.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)

    assert results[::2] == [2, 6]
    assert isinstance(results[1], ValueError)


@pytest.mark.parametrize("cancelled", [0, 1, 2])
async def test_one_that_is_cancelled_takes_nobody_with_it(cancelled: int) -> None:
    work = Work()
    tasks = await started(Together(work), 1, 2, 3)

    tasks[cancelled].cancel()
    await asyncio.sleep(0)
    work.may.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)

    assert isinstance(results.pop(cancelled), asyncio.CancelledError)
    assert results == [2 * item for item in (1, 2, 3) if item != cancelled + 1]
