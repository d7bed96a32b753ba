"""How a chat is told that its digest was wrong: its messages are edited once, and a reply says what was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.delivery import Corrector, Outbox
from digest.errors import PostError
from digest.model import Chat, Digest, Erratum, Item, Mode, Part, PartState
from tests.builders import NOW, article, digest, slot, subscription
from tests.fakes import FakeChannel, MemoryStore

ANCHORED, PENDING, SENT, FAILED = PartState.ANCHORED, PartState.PENDING, PartState.SENT, PartState.FAILED
DELETED = PostError("message to edit not found", sent="no")
LATER = PostError("slow down", sent="no", retry_after=30)
MAYBE = PostError("no answer", sent="maybe")

[ENTRY] = digest().entries
LINE = ENTRY.sections[0].items[0]


def wrong(headline: str) -> Erratum:
    """To the digest's headline."""
    return Erratum(digest().edition, ENTRY.story, "", Item(ENTRY.headline), Item(headline))


class Pages(FakeChannel):
    """Says the headline of a digest on its first page, and always the same on the others."""

    def __init__(self, *, pages: int = 2, **script: object) -> None:
        super().__init__(mode=Mode.ANCHOR, **script)  # type: ignore[arg-type]
        self.pages = pages

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        return [digest.entries[0].headline, *[f"page {n}" for n in range(2, self.pages + 1)]]


class Desk:
    """A newsroom with one chat, whose clock is moved by hand."""

    def __init__(self, channel: FakeChannel) -> None:
        self.now = NOW
        self.store = MemoryStore(clock=lambda: self.now)
        self.channel = channel
        self.outbox = Outbox(self.store, {"console": channel}, clock=lambda: self.now)
        self.corrector = Corrector(self.store, {"console": channel}, clock=lambda: self.now)

    async def sent(self) -> Desk:
        """A digest that went out."""
        await self.store.save_article(article())
        await self.store.put_subscription(subscription())
        await self.outbox.queue(subscription(), slot(), digest())
        await self.outbox.deliver()
        return self

    async def tick(self, seconds: float = 60) -> int:
        self.now += timedelta(seconds=seconds)
        queued = await self.corrector.queue()
        await self.outbox.deliver()
        return queued

    async def parts(self) -> Sequence[Part]:
        [delivery] = await self.store.deliveries()
        return delivery.parts


@pytest.fixture(autouse=True)
def logged() -> Iterator[None]:
    with capture_logs():
        yield


async def test_what_changed_is_edited_once_and_one_reply_says_what() -> None:
    desk = await Desk(Pages()).sent()
    out = [posted.key for posted in desk.channel.taken]
    await desk.store.save_errata([wrong("corrected")])

    queued = [await desk.tick() for _ in range(3)]

    assert queued == [1, 0, 0]
    edits = desk.channel.edited[2:]
    assert edits[0] == ("receipt-1", "corrected")  # page two says what it said
    replies = [posted for posted in desk.channel.taken if posted.key not in out]
    assert [each.answers for each in replies] == ["receipt-1"]
    assert edits[1:] == [("receipt-3", f"corrected: {ENTRY.headline}")]
    assert {part.state for part in await desk.parts()} == {SENT}


async def test_several_errata_of_one_edition_are_one_edit_and_one_reply() -> None:
    desk = await Desk(Pages()).sent()
    await desk.store.save_errata([wrong("corrected"), Erratum(digest().edition, ENTRY.story, "met", LINE, None)])

    await desk.tick()

    assert [bool(part.corrects) for part in (await desk.parts())[2:]] == [True, False]


async def test_a_message_that_is_under_way_is_corrected_after_it_is_sent() -> None:
    desk = await Desk(Pages(outcomes=["m1", LATER])).sent()
    await desk.store.save_errata([wrong("corrected")])

    queued = [await desk.tick(5), await desk.tick(40), await desk.tick()]

    assert queued == [0, 0, 1]
    assert [part.state for part in await desk.parts()] == [SENT] * 4


async def test_a_further_erratum_tells_only_what_is_new() -> None:
    desk = await Desk(Pages()).sent()
    await desk.store.save_errata([wrong("corrected")])
    await desk.tick()

    await desk.store.save_errata([wrong("corrected again")])
    await desk.tick()

    assert desk.channel.edited[-2][1] == "corrected again"
    assert len(await desk.parts()) == 6


@pytest.mark.parametrize("outcome", [LATER, MAYBE])
async def test_an_edit_that_was_not_taken_is_repeated_and_nothing_is_posted_twice(outcome: PostError) -> None:
    desk = await Desk(Pages()).sent()
    await desk.store.save_errata([wrong("corrected")])
    desk.channel.edit_outcomes.append(outcome)

    for _ in range(4):
        await desk.tick()

    assert [receipt for receipt, _ in desk.channel.edited[2:]] == ["receipt-1", "receipt-3"]
    assert len(desk.channel.taken) == 3


async def test_a_message_that_was_deleted_is_told_of_without_it_and_never_tried_again() -> None:
    desk = await Desk(Pages()).sent()
    await desk.store.save_errata([wrong("corrected")])
    desk.channel.edit_outcomes.append(DELETED)

    for _ in range(3):
        await desk.tick()

    states = [(part.state, part.reason) for part in (await desk.parts())[2:]]
    assert states == [(FAILED, "message to edit not found"), (SENT, "")]
    assert [posted.answers for posted in desk.channel.taken[2:]] == [""]
    assert len(desk.channel.edited) == 3  # two bodies of the digest, and that of the reply


async def test_what_never_went_out_is_not_corrected() -> None:
    desk = await Desk(Pages(outcomes=[PostError("refused", sent="no")])).sent()
    await desk.store.save_errata([wrong("corrected")])

    await desk.tick()

    assert [part.state for part in await desk.parts()] == [FAILED, FAILED]
    assert desk.channel.taken == []


async def test_a_page_more_is_a_reply_and_later_edited_like_the_others() -> None:
    channel = Pages()
    desk = await Desk(channel).sent()
    await desk.store.save_errata([wrong("corrected")])
    channel.pages = 3
    await desk.tick()
    added = (await desk.parts())[-1]

    channel.pages = 2
    await desk.store.save_errata([wrong("corrected again")])
    await desk.tick()

    assert (added.payload, added.answers) == ("page 3", "receipt-1")
    assert [part.payload for part in (await desk.parts())[5:]] == [
        "corrected again",
        f"corrected: {ENTRY.headline}",  # in place of page three
        f"corrected: {ENTRY.headline}",
    ]


async def test_an_edition_of_last_week_is_left() -> None:
    desk = await Desk(Pages()).sent()
    await desk.store.save_errata([wrong("corrected")])

    assert await desk.tick(8 * 86_400) == 0


async def test_a_restart_between_the_edit_and_the_reply_repeats_the_edit_and_posts_once() -> None:
    desk = await Desk(Pages()).sent()
    await desk.store.save_errata([wrong("corrected")])
    await desk.corrector.queue()

    for _ in range(2):  # as many processes, each with nothing but the store
        await Outbox(desk.store, {"console": desk.channel}, clock=lambda: desk.now).deliver()
        await Corrector(desk.store, {"console": desk.channel}, clock=lambda: desk.now).queue()

    assert len(desk.channel.taken) == 3
    assert {part.state for part in await desk.parts()} == {SENT}
