import asyncio
from collections.abc import Mapping

import httpx
import pytest

from bot.fetch.answer import Answer
from bot.fetch.manners import AskRobots, Manners, read_rules
from digest.errors import FetchError, Forbidden

ORIGIN = "https://courier.example"


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def answer(status: int, body: bytes = b"", *, headers: Mapping[str, str] = {}, fresh_s: float | None = None) -> Answer:
    return Answer(f"{ORIGIN}/robots.txt", status, httpx.Headers(headers), body, fresh_s)


def robots(text: str, *, status: int = 200, fresh_s: float | None = None, asked: list[str] | None = None) -> AskRobots:
    async def ask(address: str) -> Answer:
        if asked is not None:
            asked.append(address)
        return answer(status, text.encode(), fresh_s=fresh_s)

    return ask


def manners_of(clock: Clock, *, loopback: bool = False, sockets: int = 9) -> Manners:
    return Manners(
        user_agent="Readout/0.1 (news digest bot)", loopback=loopback, sockets=sockets, clock=clock, sleep=clock.sleep
    )


async def times_of(count: int, text: str, *, origin: str = ORIGIN, loopback: bool = False) -> list[float]:
    """When each of several requests to one host gets its turn."""
    clock = Clock()
    manners = manners_of(clock, loopback=loopback)
    await manners.check(f"{origin}/a", origin=origin, ask=robots(text))
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
        # a site may allow more than we would take, though not anything
        ("User-agent: *\nCrawl-delay: 0.25", [0, 0.25, 0.5]),
        ("User-agent: *\nCrawl-delay: 0", [0, 0.1, 0.2]),
        ("User-agent: *\nRequest-rate: 1/4", [0, 4, 8]),
        ("User-agent: *\nRequest-rate: 4/1s", [0, 0.25, 0.5]),
        # and not ask for more than makes sense
        ("User-agent: *\nCrawl-delay: 86400", [0, 30, 60]),
        # what it asks of others is theirs
        ("User-agent: Other\nCrawl-delay: 5\n\nUser-agent: readout\nCrawl-delay: 2", [0, 2, 4]),
        # "bot" stands in what we say of ourselves, but is not our name
        ("User-agent: bot\nCrawl-delay: 5", [0, 1, 2]),
    ],
)
async def test_a_host_is_asked_at_its_pace(text: str, expected: list[float]) -> None:
    assert await times_of(3, text) == pytest.approx(expected)


async def test_the_first_page_keeps_the_distance_that_robots_txt_has_just_asked_for() -> None:
    clock = Clock()
    manners = manners_of(clock)

    async def ask(address: str) -> Answer:
        async with manners.turn(ORIGIN):
            return answer(200, b"User-agent: *\nCrawl-delay: 5")

    await manners.check(f"{ORIGIN}/a", origin=ORIGIN, ask=ask)
    async with manners.turn(ORIGIN) as waited_s:
        assert (clock.now, waited_s) == (5, 5)


async def test_a_host_has_one_pace_whatever_the_scheme() -> None:
    clock = Clock()
    manners = manners_of(clock)

    for origin in ("http://courier.example", "https://courier.example"):
        async with manners.turn(origin):
            pass

    assert clock.now == 1


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
async def test_this_machine_is_not_waited_for_where_it_is_allowed(origin: str) -> None:
    assert await times_of(3, "", origin=origin, loopback=True) == [0, 0, 0]


async def test_other_hosts_are_waited_for_all_the_same() -> None:
    assert await times_of(3, "", loopback=True) == [0, 1, 2]


async def test_at_most_two_are_at_one_host_at_a_time() -> None:
    manners = manners_of(Clock())
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


async def test_who_waits_for_a_host_takes_no_socket_from_others() -> None:
    clock, sleeping = Clock(), asyncio.Event()

    async def sleep(_: float) -> None:
        sleeping.set()
        await asyncio.Event().wait()

    manners = Manners(user_agent="Readout", sockets=1, clock=clock, sleep=sleep)
    async with manners.turn(ORIGIN):
        pass

    async def again() -> None:
        async with manners.turn(ORIGIN):
            raise AssertionError("the host's second turn comes a second later")

    waiting = asyncio.create_task(again())
    await sleeping.wait()
    async with manners.turn("https://herald.example") as waited_s:
        assert waited_s == 0
    waiting.cancel()


@pytest.mark.parametrize(
    ("status", "headers", "wait_s"),
    [
        (503, {"Retry-After": "20"}, 20),
        (429, {"Retry-After": "20"}, 20),
        (404, {"Retry-After": "20"}, 20),
        # a redirect's is about the page that it leads to, RFC 9110, 10.2.3
        (302, {"Retry-After": "20"}, 1),
        (503, {}, 1),
        (503, {"Retry-After": "soon"}, 1),
    ],
)
async def test_a_host_that_names_its_time_is_waited_for(status: int, headers: Mapping[str, str], wait_s: float) -> None:
    clock = Clock()
    manners = manners_of(clock)
    async with manners.turn(ORIGIN):
        manners.leave_alone(ORIGIN, answer(status, headers=headers))

    async with manners.turn(ORIGIN) as waited_s:
        assert waited_s == wait_s
    async with manners.turn("https://herald.example") as waited_s:
        assert waited_s == 0


@pytest.mark.parametrize(
    ("headers", "reason", "retry_after"),
    [
        ({"Retry-After": "900"}, "asks us to come back in 15 min", 900.0),
        ({}, "asks us to come back in 60 s", 60.0),
        # not for ever
        ({"Retry-After": "99999999"}, "asks us to come back in 1440 min", 86400.0),
    ],
)
async def test_a_host_that_wants_to_be_left_alone_for_long_is_not_waited_for(
    headers: Mapping[str, str], reason: str, retry_after: float
) -> None:
    manners = manners_of(Clock())
    manners.leave_alone(ORIGIN, answer(429, headers=headers))

    with pytest.raises(FetchError) as caught:
        async with manners.turn(ORIGIN):
            pass

    assert (caught.value.reason, caught.value.retry_after) == (reason, retry_after)


@pytest.mark.parametrize(
    ("status", "fresh_s", "after_s", "asked_again"),
    [
        (200, None, 23 * 3600, False),
        (200, None, 25 * 3600, True),
        # what it says itself, from an hour to a day
        (200, 7200, 7000, False),
        (200, 7200, 7300, True),
        (200, 0, 3500, False),
        (200, 30 * 86400, 25 * 3600, True),
        # what failed may be mended soon
        (503, None, 300, False),
        (503, None, 900, True),
    ],
)
async def test_rules_are_kept_for_a_day_and_failures_for_minutes(
    status: int, fresh_s: float | None, after_s: float, asked_again: bool
) -> None:
    clock, asked = Clock(), list[str]()
    manners = manners_of(clock)
    ask = robots("", status=status, fresh_s=fresh_s, asked=asked)

    for _ in range(2):
        try:
            await manners.check(f"{ORIGIN}/a", origin=ORIGIN, ask=ask)
        except FetchError:
            assert status == 503
        clock.now += after_s

    assert asked == [f"{ORIGIN}/robots.txt"] * (2 if asked_again else 1)


async def test_a_robots_txt_out_of_reach_forbids_nothing() -> None:
    async def unreachable(address: str) -> Answer:
        raise FetchError(address, "took longer than 5 s")

    rules = await read_rules(f"{ORIGIN}/robots.txt", unreachable)

    rules.check(f"{ORIGIN}/a", product="Readout")


async def test_a_rule_for_our_name_counts_and_one_for_a_word_of_our_description_does_not() -> None:
    manners = manners_of(Clock())
    text = "User-agent: readout\nDisallow: /a\n\nUser-agent: bot\nDisallow: /b"

    with pytest.raises(Forbidden):
        await manners.check(f"{ORIGIN}/a", origin=ORIGIN, ask=robots(text))
    await manners.check(f"{ORIGIN}/b", origin=ORIGIN, ask=robots(text))
