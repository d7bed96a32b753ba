"""The inside of the network stays out of reach: every spelling, every redirect, every change of mind of a name server.

A canary listens on this machine, at every port that is asked for; whatever the guard let through would land there.
"""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Callable, Iterable, Sequence

import httpcore
import pytest

from bot.fetch.client import HttpFetcher
from bot.fetch.guard import Guard, Resolver
from bot.fetch.manners import Manners
from bot.fetch.transport import GuardedTransport
from digest.errors import FetchError
from digest.ports import Fetched
from tests.faults.inside import INSIDE_4, INSIDE_6, addresses, outside
from tests.site import Scripted, Site, redirect

PUBLIC = "93.184.215.14"


class Network(httpcore.AnyIOBackend):
    """The internet: public addresses lead to a site, all others to the canary on this machine."""

    def __init__(self, site: Site, canary: Site) -> None:
        self.connected: list[str] = []
        self._ports = {True: int(site.url.rsplit(":", 1)[1]), False: int(canary.url.rsplit(":", 1)[1])}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.connected.append(host)
        return await super().connect_tcp("127.0.0.1", self._ports[host == PUBLIC], timeout)


class World:
    """A fetcher as the bot has it, in a network of two machines."""

    def __init__(self, site: Site, canary: Site) -> None:
        self.site, self.canary = site, canary
        self.network = Network(site, canary)
        self.answers: Callable[[str], Sequence[str]] = lambda _: [PUBLIC]

    def fetcher(self) -> HttpFetcher:
        transport = GuardedTransport(Guard(resolve=self._resolve), network=self.network)
        manners = Manners(user_agent="test", sleep=at_once)
        return HttpFetcher(user_agent="test", transport=transport, manners=manners, timeout_s=5)

    async def _resolve(self, host: str) -> Sequence[str]:
        """A number in any spelling is what the system makes of it; what a name leads to is up to the test."""
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        except socket.gaierror:
            return self.answers(host)
        return [str(where[0]) for *_, where in found]


async def at_once(_: float) -> None:
    """Not to keep the test waiting."""


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with Site({"/": Scripted(body=b"news")}) as site, Site({"/": Scripted(body=b"canary")}) as canary:
        yield World(site, canary)


async def reached(fetcher: HttpFetcher, url: str) -> bool:
    try:
        await fetcher.get(url)
    except FetchError:
        return False
    return True


async def test_no_spelling_of_an_inside_address_is_reached(world: World) -> None:
    world.answers = lambda host: [PUBLIC] if host == "public.example" else ["127.0.0.1"]
    forms = addresses()

    async with world.fetcher() as fetcher:
        got = [url for url in forms if await reached(fetcher, url)]

    assert len(forms) >= 1_000
    assert got == []
    assert world.canary.connections == 0
    assert set(world.network.connected) <= {PUBLIC}


# every tenth in each run, all of them (five seconds) in the slow one
@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.slow)])
async def test_no_redirect_to_any_spelling_is_followed(world: World, step: int) -> None:
    world.answers = lambda host: [PUBLIC] if host == "public.example" else ["127.0.0.1"]
    forms = [form for form in addresses() if form and not set(form) & set("\r\n\x00") and form.isascii()]
    world.site.pages = {f"/{number}": redirect(form) for number, form in enumerate(forms)}
    tried = list(world.site.pages)[::step]

    async with world.fetcher() as fetcher:
        got = [path for path in tried if await reached(fetcher, f"http://public.example{path}")]

    assert len(forms) >= 1_000
    assert got == []
    assert set(tried) <= set(world.site.paths)
    assert world.canary.connections == 0


async def test_the_canary_would_have_seen_it(world: World) -> None:
    async with HttpFetcher(
        user_agent="test",
        transport=GuardedTransport(Guard(loopback=True), network=world.network),
        manners=Manners(user_agent="test", sleep=at_once),
    ) as fetcher:
        assert await reached(fetcher, "http://2130706433/")

    assert world.canary.connections == 2  # robots.txt and the page


def rebinds(count: int) -> list[list[list[str]]]:
    """What a name server says to one question after the other: something public first, or beside what is inside."""
    chance = random.Random(11)  # noqa: S311
    inside = [*map(str, INSIDE_4), *INSIDE_6, "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1"]
    made = []
    for number in range(count):
        one, other = chance.sample(inside, 2)
        made.append(
            [
                [[PUBLIC], [one]],  # between robots.txt and the page
                [[PUBLIC], [PUBLIC], [one]],  # between two visits
                [[PUBLIC], [PUBLIC, one]],  # beside it
                [[one, PUBLIC]],
                [[PUBLIC], [PUBLIC], [other, one], [PUBLIC]],
                [[PUBLIC], [one], [PUBLIC], [other]],
            ][number % 6]
        )
    return made


async def test_no_name_server_that_changes_its_mind_gains_anything(world: World) -> None:
    series = {f"name-{number}.example": answers for number, answers in enumerate(rebinds(200))}
    world.answers = lambda host: series[host].pop(0) if len(series[host]) > 1 else series[host][0]

    async with world.fetcher() as fetcher:
        for name in series:
            for _ in range(2):
                await reached(fetcher, f"http://{name}/")

    assert len(series) == 200
    assert world.canary.connections == 0
    assert set(world.network.connected) == {PUBLIC}


async def test_a_connection_that_is_kept_open_does_not_outlive_its_check(world: World) -> None:
    """A kept connection leads where it was checked to lead; only a new one is resolved again."""
    world.answers = lambda _: [PUBLIC]

    async with world.fetcher() as fetcher:
        first = await fetcher.get("http://public.example/")
        world.answers = lambda _: ["127.0.0.1"]
        with pytest.raises(FetchError, match="not a public address"):
            await fetcher.get("http://public.example/")

    assert isinstance(first, Fetched)
    assert world.canary.connections == 0


async def test_no_public_address_is_refused() -> None:
    public = outside(100)

    def answering(address: str) -> Resolver:
        async def resolve(host: str) -> Sequence[str]:
            return [address]

        return resolve

    found = await asyncio.gather(*(Guard(resolve=answering(each)).addresses("courier.example", 443) for each in public))

    assert [list(each) for each in found] == [[each] for each in public]
    assert len(set(public)) == 100
