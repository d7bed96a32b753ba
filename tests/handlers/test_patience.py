"""Answers that a platform has no room for now: each is given, once, and nobody else waits for it."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram_server import FakeTelegram

from digest.errors import PostError
from handlers.account import Account
from handlers.patience import PATIENCE_S, Patience
from handlers.slack.app import SlackChannel
from handlers.telegram.app import TelegramChannel
from tests.builders import TITLE
from tests.fakes import MemoryStore
from tests.faults.fast import Fast
from tests.faults.limits import FastSlack
from tests.handlers.desk import FakeDesk

# The library says so of each RetryAfter that it makes.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

UTC = ZoneInfo("UTC")


def on_telegram(work: Callable[[FakeTelegram, TelegramChannel], Awaitable[None]]) -> None:
    """With all limits, by a clock that jumps over waits."""

    async def run() -> None:
        async with FakeTelegram(clock=asyncio.get_running_loop().time) as tg:
            account = Account(tg.token, api=tg.base_url)
            channel = TelegramChannel(account, FakeDesk(), store=MemoryStore(), now=fast.clock, zone=UTC)
            await channel.start()
            try:
                await work(tg, channel)
            finally:
                await channel.stop()
        assert not tg.breaches

    with Fast(sockets=True) as fast:
        fast.run(run())


def on_slack(work: Callable[[FastSlack, SlackChannel], Awaitable[None]]) -> None:
    """The same."""

    async def run() -> None:
        async with FastSlack() as slack:
            editors = slack.main.add_channel("editors").id
            account = Account(slack.main.token, slack.app_token, slack.api, editors=editors)
            channel = SlackChannel(account, FakeDesk(), store=MemoryStore(), now=fast.clock, zone=UTC)
            await channel.start()
            try:
                await work(slack, channel)
            finally:
                await channel.stop()
        assert not slack.breaches

    with Fast(sockets=True) as fast:
        fast.run(run())


def now() -> float:
    return asyncio.get_running_loop().time()


async def until(condition: Callable[[], Any]) -> None:
    """Look each second, by the loop's clock."""
    for _ in range(int(2 * PATIENCE_S)):
        if condition():
            return
        await asyncio.sleep(1)
    raise TimeoutError


def posts(tg: FakeTelegram) -> int:
    """How often a message was tried to be sent."""
    return sum(call.method == "sendMessage" for call in tg.calls)


# --- Telegram


def test_an_answer_that_is_refused_for_a_while_is_given_then() -> None:
    async def ask(tg: FakeTelegram, channel: TelegramChannel) -> None:
        anna = tg.person("Anna")
        tg.fail("flood", "sendMessage", retry_after=40)
        asked = now()

        tg.text(anna, anna, "/summary")
        await until(lambda: tg.messages(anna))

        assert tg.messages(anna)[0].text.startswith(TITLE)
        assert 40 <= now() - asked < 60
        await asyncio.sleep(PATIENCE_S)
        assert len(tg.messages(anna)) == 1

    on_telegram(ask)


def test_one_chat_s_wait_is_nobody_else_s() -> None:
    async def ask(tg: FakeTelegram, channel: TelegramChannel) -> None:
        anna, ben = tg.person("Anna"), tg.person("Ben")
        tg.fail("flood", "sendMessage", retry_after=300)
        tg.text(anna, anna, "/help")
        await until(lambda: posts(tg))
        asked = now()

        tg.text(ben, ben, "/help")
        await until(lambda: tg.messages(ben))

        assert now() - asked < 5
        assert not tg.messages(anna)
        await until(lambda: tg.messages(anna))

    on_telegram(ask)


def test_a_press_that_is_refused_for_a_while_changes_its_message_then() -> None:
    async def press(tg: FakeTelegram, channel: TelegramChannel) -> None:
        anna = tg.person("Anna")
        tg.text(anna, anna, "/topics")
        await until(lambda: tg.messages(anna))
        [message] = tg.messages(anna)
        tg.fail("flood", "editMessageText", retry_after=25)

        tg.press(message, message.buttons[0]["callback_data"])
        await until(lambda: "This chat gets" in message.text)

        assert len(tg.messages(anna)) == 1

    on_telegram(press)


@pytest.mark.parametrize(
    ("fault", "options"), [("reset_after", {}), ("garbage", {}), ("flood", {"retry_after": PATIENCE_S + 1})]
)
def test_what_may_be_there_and_what_comes_too_late_is_not_sent_again(fault: str, options: dict[str, Any]) -> None:
    async def ask(tg: FakeTelegram, channel: TelegramChannel) -> None:
        anna = tg.person("Anna")
        tg.fail(fault, "sendMessage", **options)

        tg.text(anna, anna, "/help")
        await asyncio.sleep(2 * PATIENCE_S)

        assert posts(tg) == 1

    on_telegram(ask)


def test_a_stop_waits_for_no_answer_that_waits() -> None:
    async def ask(tg: FakeTelegram, channel: TelegramChannel) -> None:
        anna = tg.person("Anna")
        tg.fail("flood", "sendMessage", times=None, retry_after=300)
        tg.text(anna, anna, "/help")
        await until(lambda: posts(tg))
        asked = now()

        await channel.stop()

        assert now() - asked < 10

    on_telegram(ask)


# --- Slack


def test_a_command_s_answer_that_is_refused_for_a_while_is_given_then() -> None:
    async def ask(slack: FastSlack, channel: SlackChannel) -> None:
        slack.fail("response_url", "ratelimited", retry_after=40)
        asked = now()

        await slack.slash("/summary")
        await until(lambda: slack.messages(slack.general))

        assert 40 <= now() - asked < 60
        await asyncio.sleep(PATIENCE_S)
        assert len(slack.messages(slack.general)) == 1

    on_slack(ask)


@pytest.mark.parametrize(("words", "method"), [("help", "chat.postEphemeral"), ("summary", "chat.postMessage")])
def test_a_mention_s_answer_that_is_refused_for_a_while_is_given_then(words: str, method: str) -> None:
    async def ask(slack: FastSlack, channel: SlackChannel) -> None:
        slack.fail(method, "ratelimited", retry_after=40)
        asked = now()
        mine = slack.messages(slack.general) if method == "chat.postMessage" else slack.ephemerals

        await slack.mention(words)
        await until(lambda: any(each.get("user") != slack.alice.id or method != "chat.postMessage" for each in mine))

        assert 40 <= now() - asked < 60
        await asyncio.sleep(PATIENCE_S)
        assert sum(call.method == method for call in slack.calls) == 2

    on_slack(ask)


def test_who_complains_is_thanked_while_the_editors_channel_waits() -> None:
    async def ask(slack: FastSlack, channel: SlackChannel) -> None:
        editors = slack.main.find("editors")
        slack.fail("chat.postMessage", "ratelimited", retry_after=300)
        asked = now()

        await slack.slash("/readout", "wrong speaker")
        await until(lambda: slack.responses)

        assert now() - asked < 5
        await until(lambda: slack.messages(editors))

    on_slack(ask)


# --- the rule


async def test_waits_end_with_the_channel_and_begin_with_it_again() -> None:
    patience, asked = Patience(), list[int]()

    async def refuse() -> None:
        asked.append(1)
        raise PostError("slow down", sent="no", retry_after=300)

    waiting = asyncio.ensure_future(patience.until_taken(refuse))
    await asyncio.sleep(0)
    patience.end()
    with pytest.raises(PostError):
        await waiting
    with pytest.raises(PostError):
        await patience.until_taken(refuse)

    assert asked == [1, 1]


def test_refusals_one_after_another_are_waited_out_no_longer_than_one() -> None:
    async def refused() -> tuple[float, int]:
        asked = list[int]()

        async def refuse() -> None:
            asked.append(1)
            raise PostError("slow down", sent="no", retry_after=100)

        with pytest.raises(PostError):
            await Patience().until_taken(refuse)
        return now(), len(asked)

    with Fast() as fast:
        assert fast.run(refused()) == (PATIENCE_S, 7)
