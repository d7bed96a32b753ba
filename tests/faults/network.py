"""The internet in two machines: a site at a public address, and a canary everywhere else.

Whatever the guard lets through lands at the canary, which listens on this machine behind every port that is asked for.
"""

from __future__ import annotations

import random
import socket
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager

import httpcore

from bot.fetch.client import HttpFetcher
from bot.fetch.guard import Guard
from bot.fetch.manners import Manners
from bot.fetch.transport import GuardedTransport
from digest.errors import FetchError
from tests.faults.inside import INSIDE_4, INSIDE_6, addresses
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


@asynccontextmanager
async def two_machines() -> AsyncIterator[World]:
    """Both, listening."""
    async with Site({"/": Scripted(body=b"news")}) as site, Site({"/": Scripted(body=b"canary")}) as canary:
        yield World(site, canary)


async def reached(fetcher: HttpFetcher, url: str) -> bool:
    """Whether anything was got there."""
    try:
        await fetcher.get(url)
    except FetchError:
        return False
    return True


async def by_spelling(world: World) -> tuple[Sequence[str], Sequence[str]]:
    """Every address that leads inside is asked for: all of them, and those where something was got."""
    world.answers = _inside_but_for_one
    tried = addresses()
    async with world.fetcher() as fetcher:
        return tried, [url for url in tried if await reached(fetcher, url)]


async def by_redirect(world: World, *, step: int = 1) -> tuple[Sequence[str], Sequence[str]]:
    """The same from a public site that redirects there: the site's paths, of all addresses or some."""
    world.answers = _inside_but_for_one
    forms = [form for form in addresses() if form and not set(form) & set("\r\n\x00") and form.isascii()]
    world.site.pages = {f"/{number}": redirect(form) for number, form in enumerate(forms)}
    tried = list(world.site.pages)[::step]
    async with world.fetcher() as fetcher:
        return tried, [path for path in tried if await reached(fetcher, f"http://public.example{path}")]


async def by_rebinding(world: World, *, count: int) -> None:
    """So many names, whose server says something else to each question, are asked for twice each."""
    series = {f"name-{number}.example": answers for number, answers in enumerate(_rebinds(count))}
    world.answers = lambda host: series[host].pop(0) if len(series[host]) > 1 else series[host][0]
    async with world.fetcher() as fetcher:
        for name in series:
            for _ in range(2):
                await reached(fetcher, f"http://{name}/")


async def refused(public: Sequence[str]) -> Sequence[str]:
    """Those of these addresses that the guard does not let through."""

    async def is_refused(address: str) -> bool:
        async def resolve(host: str) -> Sequence[str]:
            return [address]

        try:
            return list(await Guard(resolve=resolve).addresses("courier.example", 443)) != [address]
        except FetchError:
            return True

    return [each for each in public if await is_refused(each)]


def _inside_but_for_one(host: str) -> Sequence[str]:
    return [PUBLIC] if host == "public.example" else ["127.0.0.1"]


def _rebinds(count: int) -> list[list[list[str]]]:
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
