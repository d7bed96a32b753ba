import asyncio

import pytest

from bot.fetch.manners import Manners, read_rules
from digest.errors import FetchError

ORIGIN = "https://courier.example"


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def robots(text: str, *, status: int = 200, asked: list[str] | None = None) -> object:
    async def ask(address: str) -> tuple[int, bytes]:
        if asked is not None:
            asked.append(address)
        return status, text.encode()

    return ask


async def times_of(count: int, text: str, *, origin: str = ORIGIN, loopback: bool = False) -> list[float]:
    """When each of several requests to one host gets its turn."""
    clock = Clock()
    manners = Manners(user_agent="Readout", loopback=loopback, clock=clock, sleep=clock.sleep)
    ask = robots(text)
    assert callable(ask)
    await manners.check(f"{origin}/a", origin=origin, ask=ask)
    times = []
    for _ in range(count):
        async with manners.turn(origin):
            times.append(clock.now)
    return times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [0, 1, 2]),
        ("User-agent: *\nCrawl-delay: 5", [0, 5, 10]),
        # not less than our own pace, and not more than makes sense
        ("User-agent: *\nCrawl-delay: 0.1", [0, 1, 2]),
        ("User-agent: *\nCrawl-delay: 86400", [0, 30, 60]),
    ],
)
async def test_a_host_is_asked_at_its_pace(text: str, expected: list[float]) -> None:
    assert await times_of(3, text) == expected


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
async def test_this_machine_is_not_waited_for_where_it_is_allowed(origin: str) -> None:
    assert await times_of(3, "", origin=origin, loopback=True) == [0, 0, 0]


async def test_other_hosts_are_waited_for_all_the_same() -> None:
    assert await times_of(3, "", loopback=True) == [0, 1, 2]


async def test_at_most_two_are_at_one_host_at_a_time() -> None:
    clock = Clock()
    manners = Manners(user_agent="Readout", clock=clock, sleep=clock.sleep)
    inside, most = 0, 0

    async def visit() -> None:
        nonlocal inside, most
        async with manners.turn(ORIGIN):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(visit() for _ in range(6)))

    assert most == 2


@pytest.mark.parametrize(
    ("status", "after_s", "asked_again"),
    [
        (200, 23 * 3600, False),
        (200, 25 * 3600, True),
        # what failed may be mended soon
        (503, 300, False),
        (503, 900, True),
    ],
)
async def test_rules_are_kept_for_a_day_and_failures_for_minutes(
    status: int, after_s: float, asked_again: bool
) -> None:
    clock, asked = Clock(), list[str]()
    manners = Manners(user_agent="Readout", clock=clock, sleep=clock.sleep)
    ask = robots("", status=status, asked=asked)
    assert callable(ask)

    for _ in range(2):
        try:
            await manners.check(f"{ORIGIN}/a", origin=ORIGIN, ask=ask)
        except FetchError:
            assert status == 503
        clock.now += after_s

    assert asked == [f"{ORIGIN}/robots.txt"] * (2 if asked_again else 1)


async def test_a_robots_txt_out_of_reach_forbids_nothing() -> None:
    async def unreachable(address: str) -> tuple[int, bytes]:
        raise FetchError(address, "took longer than 5 s")

    rules = await read_rules(f"{ORIGIN}/robots.txt", unreachable)

    rules.check(f"{ORIGIN}/a", user_agent="Readout")
