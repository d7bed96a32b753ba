"""Turns: as many as a platform allows, in any stretch of time, and no fewer."""

from __future__ import annotations

import asyncio
import math

import pytest

from digest.errors import PostError
from handlers.pace import CHAT, MARGIN, Limit, Pace, Place
from tests.faults.fast import Fast

ALL = Place("all", (Limit(30, 1.0),))


def chat(name: str, *limits: Limit) -> Place:
    return Place(name, (CHAT, *limits))


async def turns(pace: Pace, *places: Place, count: int) -> list[float]:
    """When each of so many callers, who come together, got its turn."""
    taken: list[float] = []

    async def take() -> None:
        async with pace.turn(*places):
            taken.append(asyncio.get_running_loop().time())

    await asyncio.gather(*(take() for _ in range(count)))
    return taken


def most(taken: list[float], seconds: float) -> int:
    """The most in any stretch so long."""
    return max(sum(start <= each < start + seconds for each in taken) for start in taken)


def test_messages_to_a_chat_keep_their_distance() -> None:
    with Fast() as fast:
        taken = fast.run(turns(Pace(), chat("C1"), count=3))

    assert [round(each - taken[0], 2) for each in taken] == [0, MARGIN, 2 * MARGIN]


def test_chats_do_not_wait_for_each_other() -> None:
    async def both() -> list[float]:
        pace = Pace()
        await turns(pace, chat("C1"), count=1)
        waiting = asyncio.create_task(turns(pace, chat("C1"), count=1))
        await asyncio.sleep(0)
        other = await turns(pace, chat("C2"), count=1)
        await waiting
        return other

    with Fast() as fast:
        assert fast.run(both()) == [0.0]


@pytest.mark.parametrize(("limit", "count"), [(Limit(20, 60.0), 90), (Limit(30, 1.0), 300), (Limit(300, 60.0), 900)])
def test_no_stretch_of_time_has_more_than_a_limit_allows_and_none_is_wasted(limit: Limit, count: int) -> None:
    with Fast() as fast:
        taken = fast.run(turns(Pace(), Place("here", (limit,)), count=count))

    assert most(taken, limit.seconds) == limit.turns
    assert taken[-1] <= (math.ceil(count / limit.turns) - 1) * limit.seconds * MARGIN + 1e-6


def test_a_turn_in_two_places_is_one_in_each() -> None:
    async def many() -> tuple[list[float], list[float]]:
        pace, slow = Pace(), chat("-1", Limit(20, 60.0))
        others = (turns(pace, chat(str(n)), ALL, count=1) for n in range(200))
        group, *rest = await asyncio.gather(turns(pace, slow, ALL, count=30), *others)
        return group, [each for taken in rest for each in taken]

    with Fast() as fast:
        group, others = fast.run(many())

    assert (most(group, 1.0), most(group, 60.0), most(group + others, 1.0)) == (1, 20, 30)
    assert max(others) < 10


def test_a_message_that_was_long_on_its_way_counts_from_its_end() -> None:
    async def slow() -> float:
        pace = Pace()
        async with pace.turn(chat("C1")):
            await asyncio.sleep(0.9)  # the platform may have taken it only now
        [after] = await turns(pace, chat("C1"), count=1)
        return after

    with Fast() as fast:
        assert fast.run(slow()) == 0.9 + MARGIN


def test_a_place_that_is_held_says_for_how_long_and_the_others_are_free() -> None:
    async def ask() -> float | None:
        pace = Pace()
        pace.hold("C1", 30)
        await asyncio.sleep(10)
        pace.obey("C2", "slow down")
        with pytest.raises(PostError, match="slow down") as caught:
            pace.obey("C1", "slow down")
        await asyncio.sleep(20)
        pace.obey("C1", "slow down")
        return caught.value.retry_after

    with Fast() as fast:
        assert fast.run(ask()) == 20
