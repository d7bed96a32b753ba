"""An hour of 503 with a thousand digests due, and platforms that ask chats to wait, again and again."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import time

import pytest
from structlog.testing import capture_logs

from digest.model import PartState
from tests.faults.limits import World, fastest, on_slack, on_telegram

#: How many digests are due, and for how many seconds nothing works, in the plain suite and in the slow one.
OUTAGES = [(40, 300), pytest.param(1000, 3600, marks=pytest.mark.slow)]
ROUNDS = [5, pytest.param(500, marks=pytest.mark.slow)]

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    with capture_logs():
        yield


@pytest.mark.parametrize(("digests", "out_s"), OUTAGES)
def test_slack_is_drained_after_an_hour_of_503_as_fast_as_it_allows(digests: int, out_s: int) -> None:
    async def hour(world: World) -> None:
        took = await world.after_an_outage(digests, out_s)

        assert took <= 1.2 * fastest(world.platform, digests)
        assert set(world.states()) == {PartState.SENT}
        assert {len(world.server.messages(chat)) for chat in world.chats} == {1}
        assert not world.server.breaches

    on_slack(hour)


@pytest.mark.parametrize(("digests", "out_s"), OUTAGES)
def test_telegram_is_drained_after_an_hour_of_503_as_fast_as_it_allows(digests: int, out_s: int) -> None:
    async def hour(world: World) -> None:
        took = await world.after_an_outage(digests, out_s)

        assert took <= 1.2 * fastest(world.platform, digests)
        assert set(world.states()) == {PartState.SENT}
        assert {len(world.server.messages(int(chat))) for chat in world.chats} == {1}
        assert not world.server.breaches

    on_telegram(hour)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_chat_that_is_asked_to_wait_does_and_no_other(rounds: int) -> None:
    async def storms(world: World) -> None:
        chance = random.Random(4)  # noqa: S311 - nothing secret
        await world.add(8)
        await world.until_sent()
        for number in range(rounds):
            begun = world.fast.seconds
            calls = len(world.server.calls)
            wait = chance.randint(1, 120)
            world.server.fail("flood", "sendMessage", times=chance.randint(1, 7), retry_after=wait)
            await world.due(world.chats, at=time(number // 60 % 24, number % 60, number // 1440))
            await world.until_sent()
            asked = {each.params["chat_id"] for each in world.server.calls[calls:] if each.status == 429}
            for delivery in world.store.outbox[-8:]:
                took = world.sent_at(delivery) - begun
                assert took >= wait if delivery.address.chat in asked else took < 5
        assert not world.server.breaches  # a retry that came too early would be one

    on_telegram(storms)


@pytest.mark.parametrize("rounds", ROUNDS)
def test_a_channel_that_is_asked_to_wait_does_and_no_other(rounds: int) -> None:
    async def storms(world: World) -> None:
        chance = random.Random(4)  # noqa: S311 - nothing secret
        await world.add(8)
        await world.until_sent()
        for number in range(rounds):
            begun = world.fast.seconds
            calls = len(world.server.calls)
            wait = chance.randint(1, 120) if number % 2 else "soon"
            world.server.fail("chat.postMessage", "ratelimited", times=chance.randint(1, 7), retry_after=wait)
            await world.due(world.chats, at=time(number // 60 % 24, number % 60, number // 1440))
            await world.until_sent()
            posts = Counter(each.args["channel"] for each in world.server.calls[calls:] if "blocks" in each.args)
            least = 30 if isinstance(wait, str) else wait
            for delivery in world.store.outbox[-8:]:
                took = world.sent_at(delivery) - begun
                assert took >= least if posts[delivery.address.chat] > 1 else took < 5
            assert max(posts.values()) == 2
        assert not world.server.breaches

    on_slack(storms)
