"""A correction on both platforms, from an outlet's edit to what stands in the chat: through deaths and lost answers."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_server import FakeSlack
from structlog.testing import capture_logs
from telegram_server import FakeTelegram

from bot.delivery import Corrector, Outbox
from bot.store import SqlStore, open_store
from digest.model import Address, Digest, Erratum, Item, Mode, PartState
from digest.ports import Channel
from handlers.account import Account
from handlers.pace import Pace
from handlers.slack.app import SlackChannel
from handlers.telegram.app import TelegramChannel
from tests.builders import article, digest, entry, item, section, slot, subscription
from tests.fakes import MemoryStore
from tests.faults.limits import SCOPES
from tests.handlers.desk import FakeDesk
from tests.handlers.test_slack import SlackWithReplies

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2025, 4, 24, 12, 5, tzinfo=UTC)
[ENTRY] = digest().entries
WAS = ENTRY.headline
NOW_IT_IS = "Talks on the rail link end without a deal"

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


async def at_once(_: float) -> None:
    """Limits are another suite's subject."""


class Desk:
    """A newsroom whose process can end at any time: all that it knows is in its store."""

    def __init__(self, file: Path, channel: Channel, address: Address) -> None:
        self.file, self.channel, self.address = file, channel, address
        self.now = NOON

    async def live(self, work: Any) -> Any:
        """One process, which does the work."""
        with capture_logs():
            async with open_store(f"sqlite+aiosqlite:///{self.file}", clock=lambda: self.now) as store:
                outbox = Outbox(store, {self.address.platform: self.channel}, clock=lambda: self.now)
                corrector = Corrector(store, {self.address.platform: self.channel}, clock=lambda: self.now)
                return await work(store, outbox, corrector)

    async def print(self, *, pages: Digest | None = None) -> None:
        """A digest goes out."""

        async def work(store: SqlStore, outbox: Outbox, _: Corrector) -> None:
            await store.save_article(article())
            await store.put_subscription(subscription(address=self.address))
            await outbox.queue(subscription(address=self.address), slot(), pages or digest())
            await outbox.deliver()

        await self.live(work)

    async def find_wrong(self, *errata: Erratum) -> None:
        await self.live(lambda store, *_: store.save_errata(errata or [headline()]))

    async def tick(self, times: int = 4) -> list[PartState]:
        """As the bot does, a process each time; how its parts are then."""
        for _ in range(times):
            self.now += timedelta(seconds=90)
            await self.live(self._tick)
        states: list[PartState] = await self.live(self._states)
        return states

    async def _tick(self, _: SqlStore, outbox: Outbox, corrector: Corrector) -> None:
        await corrector.queue()
        await outbox.deliver()

    async def _states(self, store: SqlStore, *_: Any) -> list[PartState]:
        return [part.state for each in await store.deliveries() for part in each.parts]


def headline() -> Erratum:
    return Erratum(digest().edition, ENTRY.story, "", Item(WAS), Item(NOW_IT_IS))


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(flood={}) as fake:
        yield fake


@pytest.fixture(params=[Mode.ANCHOR, Mode.AT_MOST_ONCE, Mode.AT_LEAST_ONCE])
async def chat(telegram: FakeTelegram, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Desk]:
    account = Account(telegram.token, api=telegram.base_url, mode=request.param)
    channel = TelegramChannel(
        account, FakeDesk(), store=MemoryStore(), now=lambda: NOON, zone=BERLIN, pace=Pace(sleep=at_once)
    )
    await channel.start()
    anna = telegram.person("Anna")
    yield Desk(tmp_path / "readout.sqlite", channel, Address("telegram", str(anna["id"])))
    await channel.stop()


@pytest.fixture(params=["history", "no history"])
async def workspace(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[tuple[Desk, FakeSlack]]:
    async with SlackWithReplies(posts_per_second=1000) as fake:
        fake.main.scopes = set(SCOPES) if request.param == "history" else {"chat:write"}
        account = Account(fake.main.token, fake.app_token, fake.api)
        channel = SlackChannel(
            account, FakeDesk(), store=MemoryStore(), now=lambda: NOON, zone=BERLIN, pace=Pace(sleep=at_once)
        )
        yield Desk(tmp_path / "readout.sqlite", channel, Address("slack", fake.general.id, fake.main.id)), fake
        await channel.stop()


# --- Telegram --------------------------------------------------------------------------------------------------------


async def test_telegram_s_message_is_edited_in_place_and_a_reply_says_what(telegram: FakeTelegram, chat: Desk) -> None:
    await chat.print()
    await chat.find_wrong()

    states = await chat.tick()

    message, reply = telegram.messages(int(chat.address.chat))
    assert set(states) == {PartState.SENT}
    assert message.text.startswith(NOW_IT_IS)
    assert f"Corrected 14:05: Before, the headline was: {WAS}" in message.text  # by the subscription's clock
    assert reply.text == f"Corrected 14:05: {NOW_IT_IS}. Before, the headline was: {WAS}"
    assert reply.data["reply_to_message"]["message_id"] == message.id
    assert not telegram.breaches


async def test_telegram_s_lost_answers_double_no_edit_and_no_body(telegram: FakeTelegram, chat: Desk) -> None:
    await chat.print()
    await chat.find_wrong()
    telegram.fail("reset_after", "editMessageText", times=1)

    states = await chat.tick(6)

    assert set(states) == {PartState.SENT}
    assert [each.text[:9] for each in telegram.messages(int(chat.address.chat))] == [NOW_IT_IS[:9], "Corrected"]


async def test_a_message_that_was_deleted_on_telegram_is_an_outcome_and_the_chat_is_told(
    telegram: FakeTelegram, chat: Desk
) -> None:
    await chat.print()
    await chat.find_wrong()
    [message] = telegram.messages(int(chat.address.chat))
    bot = chat.channel._app.bot  # type: ignore[attr-defined]
    await bot.delete_message(int(chat.address.chat), message.id)

    states = await chat.tick()

    assert states == [PartState.SENT, PartState.FAILED, PartState.SENT]
    [told] = telegram.messages(int(chat.address.chat))
    assert told.text.startswith("Corrected 14:05:")


# --- Slack -----------------------------------------------------------------------------------------------------------


async def test_slack_s_message_is_edited_with_its_blocks_and_a_reply_stands_in_its_thread(
    workspace: tuple[Desk, FakeSlack],
) -> None:
    desk, slack = workspace
    await desk.print()
    await desk.find_wrong()

    states = await desk.tick()

    message, reply = slack.messages(slack.general)
    assert set(states) == {PartState.SENT}
    assert message["blocks"][0]["text"]["text"] == NOW_IT_IS
    assert f"Corrected 14:05: Before, the headline was: {WAS}" in json.dumps(message["blocks"])
    assert reply["text"] == f"Corrected 14:05: {NOW_IT_IS}. Before, the headline was: {WAS}"
    assert reply["thread_ts"] == message["ts"]
    assert not slack.breaches


async def test_a_reply_whose_answer_is_lost_stands_in_slack_s_thread_once(workspace: tuple[Desk, FakeSlack]) -> None:
    desk, slack = workspace
    await desk.print()
    await desk.find_wrong()
    slack.fail("chat.postMessage", "reset", after=True)

    states = await desk.tick(6)

    bodies = [each for each in slack.messages(slack.general) if "thread_ts" in each and "blocks" in each]
    alone = [each for each in slack.messages(slack.general) if "blocks" not in each]
    assert set(states) == {PartState.SENT}
    assert len(bodies) == 1
    assert len(alone) <= (0 if SCOPES[1] in slack.main.scopes else 1)  # a headline, where history may not be read


async def test_a_message_that_was_deleted_on_slack_is_an_outcome_and_the_chat_is_told(
    workspace: tuple[Desk, FakeSlack],
) -> None:
    desk, slack = workspace
    await desk.print()
    await desk.find_wrong()
    slack.general.messages.clear()

    states = await desk.tick()

    assert states == [PartState.SENT, PartState.FAILED, PartState.SENT]
    [told] = slack.messages(slack.general)
    assert "thread_ts" not in told
    assert not slack.breaches


# --- many and long ---------------------------------------------------------------------------------------------------


def large() -> tuple[Digest, list[Erratum]]:
    """A digest that fills its messages to the brim with Cyrillic, and an erratum to each of its lines."""
    lines = tuple(item(text=f"Встреча {n}: {'переговоры ' * 24}".strip()) for n in range(24))
    whole = digest(entries=(entry(sections=(section(items=lines),)),))
    return whole, [Erratum(whole.edition, ENTRY.story, "met", line, None) for line in lines[::2]]


async def test_long_corrections_keep_the_platforms_limits(
    telegram: FakeTelegram, chat: Desk, workspace: tuple[Desk, FakeSlack]
) -> None:
    whole, errata = large()
    desk, slack = workspace
    for each in (chat, desk):
        await each.print(pages=whole)
        await each.find_wrong(*errata)

    states = [await each.tick() for each in (chat, desk)]

    assert all(set(each) == {PartState.SENT} for each in states)
    assert not telegram.breaches
    assert not slack.breaches
    replies = [each for each in telegram.messages(int(chat.address.chat)) if each.text.startswith("Corrected 14:05")]
    assert replies
    assert all(len(each.text) <= 4096 for each in replies)
