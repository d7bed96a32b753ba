"""How doubts are settled, in each mode; and what is done about chats and platforms that do not take messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.delivery import Outbox
from digest.errors import PostError
from digest.model import Address, Mode, PartState, Subscription
from tests.builders import NOW, address, digest, slot, subscription
from tests.fakes import FakeChannel, MemoryStore, Posted

PENDING, ANCHORED, SENT = PartState.PENDING, PartState.ANCHORED, PartState.SENT
UNKNOWN, FAILED = PartState.UNKNOWN, PartState.FAILED

MAYBE = PostError("no answer in 20 s", sent="maybe")
BUSY = PostError("slow down", sent="no", retry_after=30)
ARCHIVED = PostError("That channel is archived.", sent="no", gone=True)
MOVED = PostError("The group became a supergroup.", sent="no", moved="-100")
UNREADABLE = PostError("missing_scope", sent="no", gone=True)


class Newsroom:
    """An outbox with a digest of one message for each chat, and a clock that is moved by hand."""

    def __init__(self, channel: FakeChannel) -> None:
        self.now, self.channel = NOW, channel
        self.store = MemoryStore()
        self.outbox = self.restarted()

    def restarted(self) -> Outbox:
        self.outbox = Outbox(self.store, {"console": self.channel}, clock=self.clock)
        return self.outbox

    def clock(self) -> datetime:
        return self.now

    async def queue(self, *chats: str) -> None:
        for chat in chats or ("newsdesk",):
            there = to(chat)
            await self.store.put_subscription(there)
            await self.outbox.queue(there, slot(), digest())

    async def after(self, seconds: float) -> list[PartState]:
        """The state of each part once so much time has passed and what was due is done."""
        self.now += timedelta(seconds=seconds)
        await self.outbox.deliver()
        return [part.state for each in reversed(await self.store.deliveries(limit=500)) for part in each.parts]

    @property
    def said(self) -> list[str]:
        return [each.payload for each in self.channel.attempts]


def to(chat: str) -> Subscription:
    return subscription(id=f"for {chat}", address=address(chat=chat))


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    with capture_logs():
        yield


# --- each mode -------------------------------------------------------------------------------------------------------


async def test_a_part_that_stands_there_is_found_and_not_sent_again() -> None:
    room = Newsroom(FakeChannel([MAYBE], mode=Mode.LOOK, finds=[None, "m1"], messages=["one"]))
    await room.queue()

    at_once, late = await room.after(0), await room.after(90)

    assert (at_once, late) == ([UNKNOWN], [SENT])
    assert room.said == ["one"]
    [delivery] = await room.store.deliveries()
    assert (delivery.parts[0].receipt, delivery.parts[0].doubts) == ("m1", 1)
    assert room.channel.looked[0] == NOW - timedelta(seconds=60)


async def test_a_part_that_is_not_there_is_sent_again_with_the_same_key_and_words() -> None:
    room = Newsroom(FakeChannel([MAYBE], mode=Mode.LOOK, messages=["one", "two"]))
    await room.queue()

    states = [await room.after(seconds) for seconds in (0, 89, 1, 59, 1)]

    assert states == [[UNKNOWN, PENDING]] * 4 + [[SENT, SENT]]
    assert room.said == ["one", "one", "two"]
    assert room.channel.attempts[0].key == room.channel.attempts[1].key


async def test_a_part_that_nobody_may_look_up_is_left_to_people_and_told() -> None:
    room = Newsroom(FakeChannel([MAYBE], mode=Mode.LOOK, finds=[UNREADABLE], messages=["one"]))
    await room.queue()

    assert [await room.after(seconds) for seconds in (0, 60, 6000)] == [[UNKNOWN]] * 3
    assert room.said == ["one", "missing of 1"]
    [delivery] = await room.store.deliveries(failed=True)
    assert "missing_scope" in delivery.parts[0].reason


async def test_a_headline_is_on_record_before_its_body_is_edited_in() -> None:
    room = Newsroom(FakeChannel(["m1"], mode=Mode.ANCHOR, edits=[MAYBE, BUSY], messages=["one"]))
    await room.queue()

    states = [await room.after(seconds) for seconds in (0, 60, 30)]

    assert states == [[ANCHORED], [ANCHORED], [SENT]]
    assert room.said == ["headline of one"]
    assert room.channel.edited == [("m1", "one")]


async def test_a_headline_in_doubt_is_sent_once_more_and_then_left_to_people() -> None:
    room = Newsroom(FakeChannel([MAYBE, MAYBE], mode=Mode.ANCHOR, messages=["one"]))
    await room.queue()

    states = [await room.after(seconds) for seconds in (0, 60, 60, 6000)]

    assert states == [[PENDING], [UNKNOWN], [UNKNOWN], [UNKNOWN]]
    assert room.said == ["headline of one"] * 2 + ["missing of 1"]
    assert room.channel.edited == []


async def test_a_headline_is_completed_after_a_restart() -> None:
    room = Newsroom(FakeChannel(["m1"], mode=Mode.ANCHOR, edits=[RuntimeError("it broke")], messages=["one"]))
    await room.queue()
    before = await room.after(0)

    room.restarted()

    assert (before, await room.after(0)) == ([ANCHORED], [SENT])
    assert (room.said, room.channel.edited) == (["headline of one"], [("m1", "one")])


async def test_at_least_once_says_that_it_may_be_a_repeat() -> None:
    room = Newsroom(FakeChannel([MAYBE], mode=Mode.AT_LEAST_ONCE, messages=["one"]))
    await room.queue()

    assert [await room.after(seconds) for seconds in (0, 60)] == [[PENDING], [SENT]]
    assert room.said == ["one", "possible repeat of one"]


async def test_at_most_once_is_sent_again_on_request() -> None:
    room = Newsroom(FakeChannel([MAYBE], mode=Mode.AT_MOST_ONCE, messages=["one"]))
    await room.queue()
    before = [await room.after(seconds) for seconds in (0, 60)]

    await room.store.resend("1")

    assert (before, await room.after(1)) == ([[UNKNOWN], [UNKNOWN]], [SENT])
    assert room.said == ["one", "missing of 1", "possible repeat of one"]


# --- chats -----------------------------------------------------------------------------------------------------------


async def test_a_chat_that_is_gone_is_paused_with_its_reason() -> None:
    room = Newsroom(FakeChannel([ARCHIVED], messages=["one", "two"]))
    await room.queue()

    assert await room.after(0) == [FAILED, FAILED]
    assert await room.store.subscriptions() == ()
    assert await room.store.paused() == ((to("newsdesk"), "That channel is archived."),)


async def test_a_refused_message_pauses_nothing() -> None:
    room = Newsroom(FakeChannel([PostError("invalid_blocks", sent="no")], messages=["one"]))
    await room.queue()

    assert await room.after(0) == [FAILED]
    assert await room.store.paused() == ()


async def test_a_chat_that_moved_is_followed() -> None:
    room = Newsroom(FakeChannel([MOVED], messages=["one"]))
    await room.queue()

    assert [await room.after(0), await room.after(0)] == [[PENDING], [SENT]]
    assert [each.address.chat for each in room.channel.attempts] == ["newsdesk", "-100"]
    assert [each.address.chat for each in await room.store.subscriptions()] == ["-100"]


async def test_a_wait_that_a_platform_asked_for_outlives_a_restart() -> None:
    room = Newsroom(FakeChannel([BUSY], messages=["one"]))
    await room.queue()
    await room.after(0)

    room.restarted()

    assert [await room.after(29), await room.after(1)] == [[PENDING], [SENT]]
    assert len(room.said) == 2


async def test_a_part_that_failed_before_holds_up_nothing_behind_it() -> None:
    room = Newsroom(FakeChannel([PostError("invalid_blocks", sent="no")], messages=["one", "two"]))
    await room.queue()
    before = await room.after(0)

    [delivery] = await room.store.deliveries()
    await room.store.mark(replace(delivery.parts[1], state=PENDING))

    assert (before, await room.after(1)) == ([FAILED, FAILED], [FAILED, SENT])


# --- a platform out of order -----------------------------------------------------------------------------------------


async def test_after_a_doubt_the_next_message_goes_alone_once_the_platform_answers() -> None:
    room = Newsroom(FakeChannel(mode=Mode.LOOK, messages=["one"]))
    room.channel.out = PostError("503", sent="maybe")
    broken = True

    async def lose(_: Posted) -> None:
        if broken:
            raise MAYBE

    room.channel.on_post = lose
    chats = [f"chat {n:03}" for n in range(200)]
    await room.queue(*chats)

    during = [await room.after(seconds) for seconds in (0, 2, 3, 3)]
    asked = room.channel.asked
    broken, room.channel.out = False, None
    after = [await room.after(seconds) for seconds in (90, 60)]

    doubtful = during[-1].count(UNKNOWN)
    assert 1 <= doubtful <= 32  # those that were under way when the first was lost
    assert during[-1].count(PENDING) == 200 - doubtful
    assert asked == 3  # not once a chat, and not before its time: 2 s were too early
    assert after[-1] == [SENT] * 200
    assert len(room.said) == 200 + doubtful


async def test_a_platform_that_answers_and_loses_messages_gets_fewer_and_fewer() -> None:
    async def lose(_: Posted) -> None:
        raise MAYBE

    room = Newsroom(FakeChannel(on_post=lose, messages=["one"]))
    await room.queue(*(f"chat {n:03}" for n in range(200)))

    await room.after(0)
    first = len(room.said)
    for _ in range(3600 // 5):
        await room.after(5)

    assert first <= 33
    assert (
        len(room.said) - first < 100
    )  # one a minute, once it is plain that they are lost; no more messages than chats


async def test_a_platform_that_does_not_say_how_to_post_is_not_asked_for_every_chat() -> None:
    class Speechless(FakeChannel):
        asked_how = 0

        async def mode(self, address: Address) -> Mode:
            self.asked_how += 1
            raise PostError("503", sent="no", retry_after=30)

    channel = Speechless()
    channel.out = PostError("503", sent="maybe")
    room = Newsroom(channel)
    await room.queue(*(f"chat {n:03}" for n in range(200)))

    states = [await room.after(seconds) for seconds in (0, 5, 5)]

    assert set(states[-1]) == {PENDING}
    assert (channel.asked_how, channel.asked, room.said) == (1, 3, [])
