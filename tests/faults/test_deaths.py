"""Nothing is posted twice or lost in silence, wherever the process dies: a real `kill -9`, SQLite, late history.

The plain suite tries what is likeliest to go wrong; the slow one tries it all. `python -m benchmarks delivery` counts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from digest.model import Mode
from tests.faults.deaths import MODES, Case, Lane, Verdict, at_any_time, at_each_point, lane, twice
from tests.faults.life import POINTS

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lane]:
    """One for all: it takes seconds to start."""
    async with lane(tmp_path_factory.mktemp("deaths")) as opened:
        yield opened


def faults(verdicts: list[Verdict]) -> list[str]:
    return [f"{each.case.name}: {', '.join(each.faults)}" for each in verdicts if each.faults]


async def test_there_are_as_many_points_as_were_named() -> None:
    assert len(set(POINTS)) == 24


@pytest.mark.parametrize(("platform", "mode"), MODES)
async def test_an_answer_that_nobody_read_is_settled(here: Lane, platform: str, mode: Mode) -> None:
    verdict = await here.run(Case(platform, mode, "clean", ("accepted and unread",)))

    assert verdict.killed == 1
    assert verdict.faults == []
    assert verdict.doubts == (1, 0)
    assert verdict.states == ("unknown" if mode is Mode.AT_MOST_ONCE else "sent", "sent")
    assert verdict.copies == (2 if mode is Mode.AT_LEAST_ONCE else 1, 1)
    assert verdict.headlines == (1 if mode is Mode.ANCHOR else 0)


async def test_two_deaths_and_a_lost_answer_leave_no_second_copy(here: Lane) -> None:
    deaths = ("sending committed", "receipt written")

    verdict = await here.run(Case("slack", Mode.LOOK, "dropped after acceptance", deaths))

    assert (verdict.killed, verdict.faults) == (2, [])
    assert (verdict.states, verdict.copies) == (("sent", "sent"), (1, 1))


@pytest.mark.slow
@pytest.mark.parametrize(("platform", "mode"), MODES)
async def test_at_each_point_with_each_loss(here: Lane, platform: str, mode: Mode) -> None:
    verdicts = [await here.run(case) for case in at_each_point() if (case.platform, case.mode) == (platform, mode)]

    assert len(verdicts) == 72
    assert {each.killed for each in verdicts} == {1}
    assert faults(verdicts) == []


@pytest.mark.slow
async def test_two_deaths_in_a_row(here: Lane) -> None:
    verdicts = [await here.run(case) for case in twice(200)]

    assert sum(each.killed == 2 for each in verdicts) > 100  # the second point is not always reached any more
    assert faults(verdicts) == []


@pytest.mark.slow
async def test_at_any_time(here: Lane) -> None:
    verdicts = [await here.run(case) async for case in at_any_time(here, 300)]

    assert sum(each.killed for each in verdicts) > 150
    assert faults(verdicts) == []
