"""The bot on a strict fake Telegram, by polling, in this process and loop."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from telegram.error import NetworkError
from telegram_server import FakeTelegram

from digest.errors import PostError
from digest.model import Address, Mode
from handlers.account import Account
from handlers.commands import COMMANDS
from handlers.pace import Pace
from handlers.replies import Words
from handlers.telegram.app import TelegramChannel
from handlers.telegram.errors import UNSENT, post_error
from tests.builders import NOW, TITLE, digest, entry, evidence, item, section
from tests.fakes import MemoryStore
from tests.handlers.desk import FakeDesk

HOSTILE = "<b>@everyone</b> /start *bold* https://evil.example \u202e 🌊 _x_"

# python-telegram-bot warns that RetryAfter.retry_after will change its type, whenever it makes one
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(flood={}) as fake:
        yield fake


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
async def channel(tg: FakeTelegram, desk: FakeDesk) -> AsyncIterator[TelegramChannel]:
    made = built(tg, desk)
    await made.start()
    yield made
    await made.stop()


def built(tg: FakeTelegram, desk: FakeDesk, *, token: str = "", api: str = "") -> TelegramChannel:
    account = Account(token or tg.token, api=api or tg.base_url)
    return TelegramChannel(
        account, desk, store=MemoryStore(), now=lambda: NOW, zone=ZoneInfo("Europe/Berlin"), pace=Pace(sleep=at_once)
    )


async def at_once(_: float) -> None:
    """In place of waiting for a turn."""


async def refused(channel: TelegramChannel, chat: Any) -> PostError:
    [payload] = channel.render(digest())
    with pytest.raises(PostError) as caught:
        await channel.post(Address("telegram", str(chat)), payload, key="part-0")
    return caught.value


async def test_a_summary_is_answered_with_a_digest(tg: FakeTelegram, channel: TelegramChannel, desk: FakeDesk) -> None:
    anna = tg.person("Anna")

    tg.text(anna, anna, "/summary ardal today")
    answer = await tg.next(anna)

    assert answer.text.startswith(TITLE)
    assert answer.spans("bold")[:4] == [TITLE, "Who met whom", "Mara Venn", "Tomas Reyk"]
    assert answer.spans("text_link") == ["Read the article"]
    [folded] = answer.spans("expandable_blockquote")
    assert folded.startswith("Evidence: 2 sentences from the article\nWhen, where: Ardal Foreign Minister")
    assert answer.data["link_preview_options"] == {"is_disabled": True}
    assert [(topics, period.label) for topics, period in desk.asked] == [(("Ardal",), "today")]
    assert not tg.breaches
    assert not tg.unknown


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        (
            "/start",
            "I post short digests: who met whom, what was said. Try /summary, or choose topics.\n/summary [topic]",
        ),
        ("/help", "Who met whom and what was said, in exact quotations with their evidence. You can ask:\n/summary"),
        ("/topics", "3 topics: Ardal, Belmark, North Sound."),
        ("/sources@fake_bot", "No source has been visited yet."),
        ("/sumary", "I don't know “sumary”. Closest: summary.\n/help"),
        # in a private chat the slash may be left out
        ("topics", "3 topics: Ardal, Belmark, North Sound."),
    ],
)
async def test_other_answers_are_words(tg: FakeTelegram, channel: TelegramChannel, words: str, begins: str) -> None:
    anna = tg.person("Anna")

    tg.text(anna, anna, words)

    assert begins in (await tg.next(anna)).text
    assert not tg.breaches


async def test_in_a_group_only_our_commands_are_answered(tg: FakeTelegram, channel: TelegramChannel) -> None:
    anna, team = tg.person("Anna"), tg.chat("supergroup", "Team")

    for words in ("hello", "/weather", "/summary@other_bot", "/topics"):
        tg.text(team, anna, words)
    answer = await tg.next(team)

    assert "3 topics" in answer.text
    assert len(tg.messages(team)) == 1


async def test_an_answer_stays_in_its_forum_topic(tg: FakeTelegram, channel: TelegramChannel) -> None:
    anna, team = tg.person("Anna"), tg.chat("supergroup", "Team", is_forum=True)
    thread = tg.topic(team, anna, "News")

    tg.text(team, anna, "/topics", thread=thread)
    in_topic = await tg.next(team)
    tg.text(team, anna, "/topics")
    in_general = await tg.next(team)

    assert (in_topic.thread, in_general.thread) == (thread, None)
    assert "message_thread_id" not in in_general.params


async def test_an_update_that_comes_twice_is_answered_once(
    tg: FakeTelegram, channel: TelegramChannel, desk: FakeDesk
) -> None:
    anna = tg.person("Anna")

    tg.text(anna, anna, "/summary")
    await tg.next(anna)
    tg.repeat()
    tg.text(anna, anna, "/summary week")
    await tg.next(anna)

    assert [period.label for _, period in desk.asked] == ["the last 24 hours", "the last 7 days"]


async def test_an_edited_question_is_not_answered_again(
    tg: FakeTelegram, channel: TelegramChannel, desk: FakeDesk
) -> None:
    anna = tg.person("Anna")

    question = tg.text(anna, anna, "/summary")
    await tg.next(anna)
    tg.edit(question, "/summary today")
    tg.text(anna, anna, "/summary week")
    await tg.next(anna)

    assert [period.label for _, period in desk.asked] == ["the last 24 hours", "the last 7 days"]


async def test_what_breaks_is_admitted(tg: FakeTelegram, channel: TelegramChannel, desk: FakeDesk) -> None:
    anna = tg.person("Anna")
    desk.refusal = RuntimeError("the disk is full")

    tg.text(anna, anna, "/summary")

    assert (await tg.next(anna)).text.startswith("That went wrong on my side")


async def test_the_commands_are_offered(tg: FakeTelegram, channel: TelegramChannel) -> None:
    [commands] = tg.commands.values()

    assert [each["command"] for each in commands] == list(COMMANDS)


async def test_a_digest_is_posted_and_its_id_comes_back(tg: FakeTelegram, channel: TelegramChannel) -> None:
    team = tg.chat("supergroup", "Team", is_forum=True)
    thread = tg.topic(team, tg.person("Anna"), "News")
    [payload] = channel.render(digest())

    receipt = await channel.post(Address("telegram", str(team.id), thread=str(thread)), payload, key="part-0")

    [message] = tg.messages(team)
    assert (receipt, message.thread) == (str(message.id), thread)
    assert not tg.breaches


async def test_a_hostile_article_changes_nothing(tg: FakeTelegram, channel: TelegramChannel) -> None:
    anna = tg.person("Anna")
    line = item(text=HOSTILE, strong=(), evidence=(evidence(label=HOSTILE, text=HOSTILE),))
    hostile = digest(entries=(entry(headline=HOSTILE, sections=(section(items=(line,)),), links=()),))

    await channel.post(Address("telegram", str(anna["id"])), channel.render(hostile)[0], key="part-0")

    message = await tg.next(anna)
    assert message.text.startswith(HOSTILE.replace("\u202e", ""))
    assert message.spans("code") == ["@everyone", "/start", "https://evil.example"] * 4
    assert {each["type"] for each in message.entities} == {"bold", "code", "expandable_blockquote"}
    assert not tg.breaches


@pytest.mark.parametrize(
    ("kind", "options", "told"),
    [
        ("flood", {"retry_after": 7}, ("no", 7.0)),
        ("flood", {"retry_after": None}, ("no", 30.0)),
        # the message may have been posted before these came
        ("http", {"status": 502}, ("maybe", None)),
        ("reset_before", {}, ("maybe", None)),
        ("reset_after", {}, ("maybe", None)),
        ("garbage", {}, ("maybe", None)),
    ],
)
async def test_a_failure_is_told_by_whether_it_was_posted(
    tg: FakeTelegram, channel: TelegramChannel, kind: str, options: dict[str, Any], told: tuple[str, float | None]
) -> None:
    anna = tg.person("Anna")
    tg.fail(kind, "sendMessage", **options)

    problem = await refused(channel, anna["id"])

    assert (problem.sent, problem.retry_after) == told
    assert not problem.gone
    assert sum(call.method == "sendMessage" for call in tg.calls) == 1


async def test_a_headline_becomes_the_digest_by_an_edit_that_can_be_repeated(
    tg: FakeTelegram, channel: TelegramChannel
) -> None:
    anna = tg.person("Anna")
    place, [payload] = Address("telegram", str(anna["id"])), channel.render(digest())
    receipt = await channel.post(place, channel.headline(payload), key="part-0")
    anchor = (await tg.next(anna)).data

    for _ in range(2):  # the second changes nothing, which is no failure
        await channel.edit(place, receipt, payload, key="part-0")

    [message] = tg.messages(anna)
    assert anchor["text"] == TITLE
    assert message.text == json.loads(payload)["text"]
    assert message.spans("text_link") == ["Read the article"]
    assert len(message.edits) == 1
    assert not tg.breaches


async def test_a_body_whose_headline_was_deleted_is_certainly_not_there(
    tg: FakeTelegram, channel: TelegramChannel
) -> None:
    anna = tg.person("Anna")
    place, [payload] = Address("telegram", str(anna["id"])), channel.render(digest())

    with pytest.raises(PostError, match="not found") as caught:
        await channel.edit(place, "4711", payload, key="part-0")

    assert (caught.value.sent, caught.value.retry_after) == ("no", None)


def test_a_possible_repeat_says_so_and_its_marks_stay_where_they_were(tg: FakeTelegram, desk: FakeDesk) -> None:
    channel = built(tg, desk)
    stories = tuple(entry(headline=f"{TITLE} {number} 🌊") for number in range(20))
    for payload in channel.render(digest(entries=stories)):
        before, after = json.loads(payload), json.loads(channel.repeated(payload))

        assert after["text"] == f"(possible repeat)\n{before['text']}"
        assert len(after["text"].encode("utf-16-le")) // 2 <= 4096
        assert marked(after) == marked(before)


def marked(message: dict[str, Any]) -> list[str]:
    raw = message["text"].encode("utf-16-le")
    ends = [(each["offset"], each["offset"] + each["length"]) for each in message["entities"]]
    return [raw[2 * start : 2 * end].decode("utf-16-le") for start, end in ends]


@pytest.mark.parametrize("mode", [Mode.ANCHOR, Mode.AT_MOST_ONCE, Mode.AT_LEAST_ONCE])
async def test_how_it_posts_is_the_newsroom_s_choice(tg: FakeTelegram, desk: FakeDesk, mode: Mode) -> None:
    chosen = Account(tg.token, api=tg.base_url, mode=mode)
    channel = TelegramChannel(chosen, desk, store=MemoryStore(), now=lambda: NOW, zone=ZoneInfo("Europe/Berlin"))

    assert await channel.mode(Address("telegram", "1")) is mode


@pytest.mark.parametrize("cause", [*sorted(UNSENT), "ReadError", "WriteError", "RemoteProtocolError", "ReadTimeout"])
def test_what_broke_is_told_by_its_cause_alone(cause: str) -> None:
    error = NetworkError(f"httpx.{cause}: it broke")
    error.__cause__ = type(cause, (Exception,), {})()

    problem = post_error(error, Words())

    assert (problem.sent, problem.gone) == ("no" if cause in UNSENT else "maybe", False)
    assert (problem.retry_after is None) == (problem.sent == "maybe")


async def test_one_chat_told_to_wait_does_not_hold_up_another(tg: FakeTelegram, channel: TelegramChannel) -> None:
    anna, ben = tg.person("Anna"), tg.person("Ben")
    tg.fail("flood", "sendMessage", retry_after=3600)

    await refused(channel, anna["id"])
    await channel.post(Address("telegram", str(ben["id"])), channel.render(digest())[0], key="part-0")

    assert (await tg.next(ben)).text.startswith(TITLE)


async def test_nobody_listening_is_certainly_not_posted(tg: FakeTelegram, channel: TelegramChannel) -> None:
    anna = tg.person("Anna")
    await channel.stop()
    nowhere = built(tg, FakeDesk(), api="http://127.0.0.1:9/bot")

    with pytest.raises(PostError) as caught:
        await nowhere.start()

    assert (caught.value.sent, caught.value.retry_after) == ("no", 30.0)
    assert not tg.messages(anna)


async def test_chats_that_are_gone_say_what_to_do(tg: FakeTelegram, channel: TelegramChannel) -> None:
    anna, team, group = tg.person("Anna"), tg.chat("channel", "Wire"), tg.chat("group", "Team")
    tg.status(anna, "kicked", anna)
    moved = tg.migrate(group)

    told = {name: await refused(channel, chat) for name, chat in _places(anna["id"], team.id, group.id).items()}

    assert all(problem.sent == "no" for problem in told.values())
    assert {name: problem.gone for name, problem in told.items()} == {
        **dict.fromkeys(told, True),
        "moved": False,  # it is followed instead
    }
    assert told["moved"].moved == str(moved.id)
    assert "blocked" in str(told["blocked"])
    assert "Ask one of its admins" in str(told["not admin"])
    assert str(told["moved"]) == f"The group became a supergroup, and its id is now {moved.id}."
    assert "can't find" in str(told["unknown"])


def _places(blocked: int, not_admin: int, moved: int) -> dict[str, int]:
    return {"blocked": blocked, "not admin": not_admin, "moved": moved, "unknown": -100123}


async def test_a_refused_token_is_told_and_not_shown(
    tg: FakeTelegram, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "987654321:canary-0000-not-a-token"

    with caplog.at_level(logging.DEBUG), pytest.raises(PostError, match="@BotFather") as caught:
        await built(tg, desk, token=wrong).start()

    assert caught.value.gone
    assert caught.value.__cause__ is None
    assert wrong not in caplog.text


async def test_the_token_is_in_no_log_line_of_a_conversation(
    tg: FakeTelegram, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    anna = tg.person("Anna")

    with caplog.at_level(logging.DEBUG):
        channel = built(tg, desk)
        await channel.start()
        tg.text(anna, anna, "/summary")
        await tg.next(anna)
        await channel.stop()

    assert "sendMessage" in caplog.text
    assert tg.token not in caplog.text
    assert tg.token not in repr(channel)


def test_stories_that_have_no_room_together_are_posted_in_numbered_parts(tg: FakeTelegram, desk: FakeDesk) -> None:
    large = digest(entries=tuple(entry(headline=f"{TITLE} {number}") for number in range(20)))

    texts = [json.loads(payload)["text"] for payload in built(tg, desk).render(large)]

    assert [text.rsplit("\n\n", 1)[1] for text in texts] == [f"{n}/{len(texts)}" for n in range(1, len(texts) + 1)]
    # each headline stands above its story, and again above its evidence in the same message
    assert all(sum(text.count(f"{story.headline}\n") for text in texts) == 2 for story in large.entries)
    assert all(text.count("Evidence:") == 1 for text in texts)


def test_a_story_longer_than_a_message_keeps_every_line(tg: FakeTelegram, desk: FakeDesk) -> None:
    lines = tuple(item(text=f"{number} " + "word " * 60, strong=(), evidence=()) for number in range(40))

    payloads = built(tg, desk).render(digest(entries=(entry(sections=(section(items=lines),)),)))

    told = "\n".join(json.loads(payload)["text"] for payload in payloads)
    assert [told.count(f"• {number} word") for number in range(40)] == [1] * 40
