"""The inside of the network stays out of reach: by every spelling, redirect, and change of mind of a name server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.fetch.client import HttpFetcher
from bot.fetch.guard import Guard
from bot.fetch.manners import Manners
from bot.fetch.transport import GuardedTransport
from digest.errors import FetchError
from digest.ports import Fetched
from tests.faults.inside import outside
from tests.faults.network import (
    PUBLIC,
    World,
    at_once,
    by_rebinding,
    by_redirect,
    by_spelling,
    reached,
    refused,
    two_machines,
)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with two_machines() as machines:
        yield machines


async def test_no_spelling_of_an_inside_address_is_reached(world: World) -> None:
    tried, got = await by_spelling(world)

    assert len(tried) >= 1_000
    assert got == []
    assert world.canary.connections == 0
    assert set(world.network.connected) <= {PUBLIC}


# every tenth in each run, all of them (five seconds) in the slow one
@pytest.mark.parametrize(("step", "least"), [(10, 100), pytest.param(1, 1_000, marks=pytest.mark.slow)])
async def test_no_redirect_to_any_spelling_is_followed(world: World, step: int, least: int) -> None:
    tried, got = await by_redirect(world, step=step)

    assert len(tried) >= least
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


async def test_no_name_server_that_changes_its_mind_gains_anything(world: World) -> None:
    await by_rebinding(world, count=200)

    assert world.canary.connections == 0
    assert set(world.network.connected) == {PUBLIC}


async def test_an_address_is_checked_for_each_request(world: World) -> None:
    async with world.fetcher() as fetcher:
        first = await fetcher.get("http://public.example/")
        world.answers = lambda _: ["127.0.0.1"]
        with pytest.raises(FetchError, match="not a public address"):
            await fetcher.get("http://public.example/")

    assert isinstance(first, Fetched)
    assert world.canary.connections == 0


async def test_no_public_address_is_refused() -> None:
    public = outside(100)

    assert await refused(public) == []
    assert len(set(public)) == 100
