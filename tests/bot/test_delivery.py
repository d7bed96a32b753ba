from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.delivery import Outbox
from bot.delivery.outbox import part_key
from bot.delivery.rules import REST
from digest.errors import PostError, StoreError
from digest.model import Address, Mode, Part, PartState, Subscription
from digest.ports import Channel
from tests.builders import NOW, address, digest, slot, subscription
from tests.fakes import FakeChannel, MemoryStore, Posted

PENDING, SENDING, SENT = PartState.PENDING, PartState.SENDING, PartState.SENT
UNKNOWN, FAILED = PartState.UNKNOWN, PartState.FAILED

NOT_TAKEN = PostError("no connection", sent="no", retry_after=30)
MAYBE = PostError("no answer in 20 s", sent="maybe")
REFUSED = PostError("invalid_blocks", sent="no")
GONE = PostError("the bot was removed from the channel", sent="no", gone=True, retry_after=30)

THREE = ("one", "two", "three")


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    with capture_logs() as events:
        yield events


async def queued(store: MemoryStore, channel: FakeChannel, clock: Clock, *chats: str) -> Outbox:
    """An outbox with a digest of the channel's messages for each chat."""
    outbox = Outbox(store, {"console": channel}, clock=clock)
    for chat in chats or ("newsdesk",):
        await outbox.queue(to(chat), slot(), digest())
    return outbox


def to(chat: str) -> Subscription:
    return subscription(id=f"for {chat}", address=address(chat=chat))


async def states(store: MemoryStore) -> list[PartState]:
    """Of all parts, oldest delivery first."""
    return [part.state for part in await parts(store)]


async def parts(store: MemoryStore) -> list[Part]:
    return [part for delivery in reversed(await store.deliveries()) for part in delivery.parts]


def payloads(posts: Sequence[Posted]) -> list[str]:
    return [post.payload for post in posts]


# --- queue -----------------------------------------------------------------------------------------------------------


async def test_a_slot_is_queued_once_as_its_channel_renders_it(store: MemoryStore, clock: Clock) -> None:
    outbox = Outbox(store, {"console": FakeChannel(messages=THREE)}, clock=clock)

    assert await outbox.queue(subscription(), slot(), digest())
    assert not await outbox.queue(subscription(), slot(), digest(edition="edition-2"))

    (delivery,) = await store.undelivered()
    assert (delivery.address, delivery.slot, delivery.edition) == (address(), slot(), "edition-1")
    assert [(part.number, part.payload) for part in delivery.parts] == [(0, "one"), (1, "two"), (2, "three")]


async def test_a_slot_of_a_platform_that_is_off_stays_open(
    store: MemoryStore, clock: Clock, logged: list[EventDict]
) -> None:
    outbox = Outbox(store, {}, clock=clock)

    assert not await outbox.queue(subscription(), slot(), digest())

    assert await store.last_slots([subscription().id]) == {}
    assert logged[0]["event"] == "platform is not on"


def test_a_part_has_the_same_key_every_time_and_no_other_part_has_it() -> None:
    others = [
        part_key(subscription(), slot(), 1),
        part_key(subscription(id="other"), slot(), 0),
        part_key(subscription(address=address(workspace="T2")), slot(), 0),
        part_key(subscription(), slot(at=slot().at.replace(minute=31)), 0),
        part_key(subscription(), slot(day=slot().day + timedelta(days=1)), 0),
    ]

    key = part_key(subscription(), slot(), 0)

    assert key == part_key(subscription(topics=("rail",)), slot(), 0)
    assert len({key, *others}) == 6
    assert "newsdesk" not in key


# --- deliver ---------------------------------------------------------------------------------------------------------


async def test_parts_go_out_in_order_each_with_its_key_and_receipt(store: MemoryStore, clock: Clock) -> None:
    channel = FakeChannel(["m1", "m2", "m3"], messages=THREE)
    outbox = await queued(store, channel, clock)

    assert await outbox.deliver() == 3
    assert await outbox.deliver() == 0

    assert payloads(channel.taken) == ["one", "two", "three"]
    assert [post.key for post in channel.taken] == [part.key for part in await parts(store)]
    assert [(part.state, part.receipt) for part in await parts(store)] == [(SENT, "m1"), (SENT, "m2"), (SENT, "m3")]


async def test_the_intent_is_on_record_before_the_post_begins(store: MemoryStore, clock: Clock) -> None:
    seen: list[list[PartState]] = []

    async def look(_: Posted) -> None:
        seen.append(await states(store))

    outbox = await queued(store, FakeChannel(messages=THREE[:2], on_post=look), clock)
    await outbox.deliver()

    assert seen == [[SENDING, PENDING], [SENT, SENDING]]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        # It was not taken and may be tried again: nothing behind it overtakes it.
        (["m1", NOT_TAKEN], [SENT, PENDING, PENDING]),
        # Nobody knows: that one is never tried again, those behind it are, later.
        (["m1", MAYBE], [SENT, UNKNOWN, PENDING]),
        (["m1", ValueError("a bug in the channel")], [SENT, UNKNOWN, PENDING]),
        # It will never be taken: the rest of this digest is given up with it.
        (["m1", REFUSED], [SENT, FAILED, FAILED]),
        # Gone wins over a time to wait.
        ([GONE], [FAILED, FAILED, FAILED]),
    ],
)
async def test_what_becomes_of_a_digest(
    store: MemoryStore, clock: Clock, outcomes: list[str | BaseException], expected: list[PartState]
) -> None:
    outbox = await queued(store, FakeChannel(outcomes, messages=THREE), clock)

    await outbox.deliver()

    assert await states(store) == expected


async def test_a_part_that_was_not_taken_is_sent_when_its_time_has_come(store: MemoryStore, clock: Clock) -> None:
    channel = FakeChannel([NOT_TAKEN], messages=THREE)
    outbox = await queued(store, channel, clock)
    await outbox.deliver()

    clock.now += timedelta(seconds=29)
    await outbox.deliver()
    early = len(channel.attempts)
    clock.now += timedelta(seconds=1)
    await outbox.deliver()

    assert early == 1
    assert payloads(channel.taken) == ["one", "two", "three"]
    assert await states(store) == [SENT, SENT, SENT]
    assert [part.reason for part in await parts(store)] == ["", "", ""]


async def test_parts_behind_an_unknown_one_follow_after_a_rest_and_the_chat_is_told(
    store: MemoryStore, clock: Clock
) -> None:
    channel = FakeChannel([MAYBE], messages=THREE)
    outbox = await queued(store, channel, clock)
    await outbox.deliver()

    clock.now += REST - timedelta(seconds=1)
    await outbox.deliver()
    early = len(channel.attempts)
    clock.now += timedelta(seconds=1)
    await outbox.deliver()
    clock.now += REST
    await outbox.deliver()

    assert early == 1
    assert payloads(channel.attempts) == ["one", "missing of 1", "two", "three"]
    assert await states(store) == [UNKNOWN, SENT, SENT]


@pytest.mark.parametrize("trouble", [NOT_TAKEN, MAYBE, REFUSED, GONE, ValueError("a bug"), StoreError("disk full")])
async def test_one_chats_trouble_is_no_other_chats(store: MemoryStore, clock: Clock, trouble: Exception) -> None:
    async def break_it(post: Posted) -> None:
        if post.address.chat == "bad":
            raise trouble

    channel = FakeChannel(on_post=break_it)
    outbox = await queued(store, channel, clock, "bad", "good", "better")

    await outbox.deliver()

    assert {post.address.chat for post in channel.taken} == {"good", "better"}


async def test_a_slow_chat_does_not_hold_up_another(store: MemoryStore, clock: Clock) -> None:
    answered = asyncio.Event()

    async def hang(post: Posted) -> None:
        if post.address.chat == "a slow one":
            await answered.wait()
        else:
            answered.set()

    outbox = await queued(store, FakeChannel(on_post=hang), clock, "a slow one", "another")

    assert await asyncio.wait_for(outbox.deliver(), timeout=5) == 2


async def test_a_chats_deliveries_wait_together_also_in_its_threads(store: MemoryStore, clock: Clock) -> None:
    channel = FakeChannel([NOT_TAKEN])
    outbox = Outbox(store, {"console": channel}, clock=clock)
    await outbox.queue(subscription(id="first"), slot(), digest())
    await outbox.queue(subscription(id="second", address=address(thread="7")), slot(), digest())

    await outbox.deliver()

    assert len(channel.attempts) == 1
    assert await states(store) == [PENDING, PENDING]


async def test_a_refused_digest_does_not_take_the_next_one_with_it(store: MemoryStore, clock: Clock) -> None:
    outbox = Outbox(store, {"console": FakeChannel([REFUSED])}, clock=clock)
    await outbox.queue(subscription(id="first"), slot(), digest())
    await outbox.queue(subscription(id="second"), slot(), digest())

    await outbox.deliver()

    assert await states(store) == [FAILED, SENT]


async def test_what_is_queued_waits_for_its_platform(store: MemoryStore, clock: Clock) -> None:
    channel, on = FakeChannel(), dict[str, Channel]()
    await queued(store, channel, clock)
    outbox = Outbox(store, on, clock=clock)

    await outbox.deliver()
    waiting = await states(store)
    on["console"] = channel  # it could not be reached at the start
    await outbox.deliver()

    assert waiting == [PENDING]
    assert await states(store) == [SENT]


@pytest.mark.parametrize(
    ("trouble", "reason"), [(MAYBE, "no answer in 20 s"), (ValueError("token"), "ValueError (see the log)")]
)
async def test_a_doubt_is_visible(
    store: MemoryStore, clock: Clock, logged: list[EventDict], trouble: Exception, reason: str
) -> None:
    outbox = await queued(store, FakeChannel([trouble]), clock)

    await outbox.deliver()

    (part,) = await parts(store)
    assert (part.state, part.reason) == (UNKNOWN, reason)
    assert [(each["log_level"], each["chat"]) for each in logged if "nobody knows" in each["event"]] == [
        ("error", "newsdesk")
    ]


# --- what goes wrong around it ---------------------------------------------------------------------------------------


class FullDisk(MemoryStore):
    """Takes no more writes once it is full."""

    full = False

    async def mark_sending(self, part_key: str, mode: Mode, *, now: datetime) -> bool:
        if self.full:
            raise StoreError("disk full")
        return await super().mark_sending(part_key, mode, now=now)

    async def mark(self, part: Part) -> None:
        if self.full:
            raise StoreError("disk full")
        await super().mark(part)


async def test_nothing_is_sent_without_its_intent_on_record(clock: Clock) -> None:
    store, channel = FullDisk(), FakeChannel()
    outbox = await queued(store, channel, clock)

    store.full = True
    await outbox.deliver()

    assert channel.attempts == []
    assert await states(store) == [PENDING]


async def test_what_was_sent_but_could_not_be_recorded_is_not_sent_again(clock: Clock, logged: list[EventDict]) -> None:
    store = FullDisk()

    async def fill(_: Posted) -> None:
        store.full = True

    channel = FakeChannel(["m1"], on_post=fill)
    outbox = await queued(store, channel, clock)
    await outbox.deliver()
    left = await states(store)

    store.full = False
    await outbox.deliver()

    assert left == [SENDING]
    assert len(channel.attempts) == 1
    assert [(part.state, part.receipt) for part in await parts(store)] == [(SENT, "m1")]
    assert ("sent, but not on record", "m1") in [(each["event"], each.get("receipt")) for each in logged]


async def test_two_deliveries_at_a_time_send_each_part_once(store: MemoryStore, clock: Clock) -> None:
    channel = FakeChannel(messages=THREE)
    outbox = await queued(store, channel, clock)

    await asyncio.gather(outbox.deliver(), outbox.deliver())

    assert payloads(channel.attempts) == list(THREE)


async def test_a_stop_lets_the_part_on_its_way_arrive_and_begins_no_other(store: MemoryStore, clock: Clock) -> None:
    on_its_way, go_on = asyncio.Event(), asyncio.Event()

    async def wait(_: Posted) -> None:
        on_its_way.set()
        await go_on.wait()

    channel = FakeChannel(messages=THREE, on_post=wait)
    outbox = await queued(store, channel, clock)
    await outbox.begin()
    await on_its_way.wait()
    stopping = asyncio.create_task(outbox.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping

    assert await states(store) == [SENT, PENDING, PENDING]
    assert await outbox.deliver() == 0


async def test_a_crash_while_sending_is_in_doubt_after_the_start(
    store: MemoryStore, clock: Clock, logged: list[EventDict]
) -> None:
    await queued(store, FakeChannel(messages=THREE), clock)
    await store.mark_sending((await parts(store))[0].key, Mode.AT_MOST_ONCE, now=NOW)  # and then the machine stopped
    channel = FakeChannel()
    outbox = Outbox(store, {"console": channel}, clock=clock)

    await outbox.deliver()
    clock.now += REST
    await outbox.deliver()

    assert payloads(channel.attempts) == ["missing of 1", "two", "three"]
    assert await states(store) == [UNKNOWN, SENT, SENT]
    assert [each["reason"] for each in logged if "nobody knows" in each["event"]] == [
        "Readout stopped while it was being sent"
    ]


async def test_a_delivery_goes_where_it_was_claimed_for(store: MemoryStore, clock: Clock) -> None:
    channel = FakeChannel()
    outbox = await queued(store, channel, clock)
    moved = replace(to("newsdesk"), address=Address("console", "elsewhere"))
    await store.put_subscription(moved)

    await outbox.deliver()

    assert [post.address.chat for post in channel.taken] == ["newsdesk"]
