"""Every kind of chat on a strict fake Telegram: what we hear there, who manages it, and what happens to it."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram_rules import ANONYMOUS

from digest.errors import StoreError
from digest.model import Address
from handlers.commands import COMMANDS
from handlers.telegram import links
from tests.builders import TITLE, digest, entry, item, section, subscription
from tests.handlers.desk import profile
from tests.handlers.telegram_bot import Bot, labels, running

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

ONLY_ADMINS = "Only those who manage this chat may change what it gets."
NOTHING = "I am in no channel “{}” of which you are an admin. Add me there as an admin who may post."


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with running() as bot:
        yield bot


def there(chat: Any, thread: int = 0) -> Address:
    number = chat["id"] if isinstance(chat, dict) else chat.id
    return Address("telegram", str(number), thread=str(thread or ""))


async def gets(bot: Bot, chat: Any) -> list[tuple[str, ...]]:
    return [each.topics for each, _ in await bot.desk.chats.subscriptions(there(chat))]


# --- what is said to us


@pytest.mark.parametrize("verb", COMMANDS)
async def test_every_command_is_answered_in_every_kind_of_chat(bot: Bot, verb: str) -> None:
    anna = bot.tg.person("Anna")
    members = {anna["id"]: "creator"}
    group = bot.tg.chat("group", "Team", members=members)
    forum = bot.tg.chat("supergroup", "Forum", is_forum=True, members=members)
    thread = bot.tg.topic(forum, anna, "News")

    private = await bot.asked(anna, anna, f"/{verb}")
    in_group = await bot.asked(group, anna, f"/{verb}@fake_bot")
    in_topic = await bot.asked(forum, anna, f"/{verb}", thread=thread)

    assert private.text == in_group.text == in_topic.text
    assert in_topic.thread == thread


@pytest.mark.parametrize(
    ("words", "answered"),
    [
        ("@fake_bot topics", True),
        ("@fake_bot, topics", True),
        ("@Fake_Bot: topics", True),
        ("topics @fake_bot", True),
        ("@fake_bot", True),
        ("as @fake_bot said", False),
        ("@fake_bot2 topics", False),
        ("topics", False),
        ("/topics@fake_bot2", False),
        ("/weather", False),
    ],
)
async def test_in_a_group_mentions_of_us_are_answered(words: str, *, answered: bool) -> None:
    async with running(privacy=False) as bot:
        anna, team = bot.tg.person("Anna"), bot.tg.chat("supergroup", "Team")

        bot.tg.text(team, anna, words)
        last = await bot.asked(team, anna, "/sources")

        assert (last.text != "No source has been visited yet.") is answered


@pytest.mark.parametrize(("words", "answered"), [("topics", True), ("thank you", False)])
async def test_in_a_group_commands_in_reply_to_us_are_answered(bot: Bot, words: str, *, answered: bool) -> None:
    anna, team = bot.tg.person("Anna"), bot.tg.chat("supergroup", "Team")
    ours = await bot.asked(team, anna, "/sources")

    bot.tg.text(team, anna, words, reply_to=ours)
    last = await bot.asked(team, anna, "/sources")

    assert last.text.startswith("3 topics" if answered else "No source") or "3 topics" in last.text


async def test_a_forum_s_topics_choose_each_for_itself(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    forum = bot.tg.chat("supergroup", "Forum", is_forum=True, members={anna["id"]: "creator"})
    thread = bot.tg.topic(forum, anna, "News")

    keyboard = await bot.asked(forum, anna, "/topics", thread=thread)
    await bot.pressed(keyboard, "Ardal", anna)

    [kept] = await bot.desk.store.subscriptions()
    assert kept.address == there(forum, thread)
    assert await gets(bot, forum) == []


async def test_today_begins_at_the_chat_s_own_midnight(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    await bot.asked(anna, anna, "/settings zone Yerevan")

    await bot.asked(anna, anna, "/summary today")

    [(_, period)] = bot.desk.asked
    assert period.since == datetime(2025, 4, 23, 20, tzinfo=UTC)


# --- deep links


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("subscribe-Ardal", ("subscribe", "Ardal")),
        ("subscribe-south_caucasus", ("subscribe", "south", "caucasus")),
        ("who-mara_venn", ("who", "mara", "venn")),
        ("topics", ("topics",)),
        ("manage--1001234", ("manage", "-1001234")),
        # what a link may not do, and what none can be
        ("unsubscribe-all", ()),
        ("settings-silent_on", ()),
        ("mute-1w", ()),
        ("press-7", ()),
        ("subscribe-Ardal;drop", ()),
        ("subscribe-" + "a" * 60, ()),
        ("", ()),
    ],
)
def test_a_link_asks_and_subscribes_and_no_more(payload: str, words: tuple[str, ...]) -> None:
    assert links.words(payload) == words


async def test_a_link_subscribes_a_private_chat_and_can_be_undone(bot: Bot) -> None:
    anna = bot.tg.person("Anna")

    answer = await bot.asked(anna, anna, "/start subscribe-North_Sound")

    assert answer.text.startswith("This chat gets North Sound,")
    assert labels(answer) == ["Undo", "Times"]


@pytest.mark.parametrize(("status", "allowed"), [("creator", True), ("member", False)])
async def test_a_link_into_a_group_subscribes_it_for_its_admins(bot: Bot, status: str, *, allowed: bool) -> None:
    anna = bot.tg.person("Anna")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: status})

    answer = await bot.asked(team, anna, "/start@fake_bot subscribe-Ardal")

    assert (await gets(bot, team) == [("Ardal",)]) is allowed
    assert allowed or answer.text == ONLY_ADMINS


@pytest.mark.parametrize("payload", ["unsubscribe-all", "press-1", "press-99", "x", "%00"])
async def test_a_link_that_may_not_is_first_words(bot: Bot, payload: str) -> None:
    anna = bot.tg.person("Anna")

    assert (await bot.asked(anna, anna, f"/start {payload}")).text.startswith("I post short digests")


# --- who may change what a group gets

CHANGES = ("/subscribe Ardal", "/unsubscribe all", "/schedule 18:00", "/mute 1d", "/settings silent on")


@pytest.mark.parametrize("words", CHANGES)
@pytest.mark.parametrize("status", ["creator", "administrator", "member"])
async def test_only_admins_change_a_group(bot: Bot, words: str, status: str) -> None:
    anna = bot.tg.person("Anna")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: status})
    await bot.desk.store.put_subscription(subscription(address=there(team), topics=("Belmark",)))

    answer = await bot.asked(team, anna, words)

    assert (answer.text == ONLY_ADMINS) is (status == "member")


async def test_an_admin_who_does_not_show_themselves_is_one(bot: Bot) -> None:
    team = bot.tg.chat("supergroup", "Team")

    answer = await bot.asked(team, ANONYMOUS, "/subscribe Ardal")

    assert answer.text.startswith("This chat gets Ardal,")


async def test_another_chat_that_writes_in_a_group_is_no_admin(bot: Bot) -> None:
    anna, other = bot.tg.person("Anna"), bot.tg.chat("channel", "Wire")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: "member"})

    answer = await bot.asked(team, anna, "/subscribe Ardal", sender_chat=other.api())

    assert answer.text == ONLY_ADMINS


async def test_where_telegram_does_not_say_who_is_an_admin_nothing_changes(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: "creator"})
    bot.tg.fail("http", "getChatMember", status=502)

    answer = await bot.asked(team, anna, "/subscribe Ardal")

    assert answer.text.startswith("That went wrong on my side")
    assert await gets(bot, team) == []


# --- channels, from a private chat


async def test_a_channel_is_managed_by_who_added_us_from_their_private_chat(bot: Bot) -> None:
    anna, wire = bot.tg.person("Anna"), bot.tg.chat("channel", "Wire", bot="left")
    wire.members[anna["id"]] = "creator"

    bot.tg.status(wire, "administrator", anna)
    keyboard = await bot.tg.next(anna)
    offered = labels(keyboard)
    await bot.pressed(keyboard, "Topics")
    await bot.pressed(keyboard, "Ardal")

    assert offered == ["Topics", "Times", "Mute", "Settings"]
    assert keyboard.text.startswith("Wire\nThis chat gets Ardal,")
    assert labels(keyboard) == ["✓ Ardal", "Belmark", "North Sound", "Times"]
    assert await gets(bot, wire) == [("Ardal",)]
    assert await gets(bot, anna) == []
    assert bot.tg.messages(wire) == []
    wire.members[anna["id"]] = "member"
    await bot.pressed(keyboard, "✓ Ardal")
    assert keyboard.text == NOTHING.format(wire.id)
    assert await gets(bot, wire) == [("Ardal",)]


async def test_a_channel_is_named_or_one_of_its_posts_forwarded(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    wire = bot.tg.chat("channel", "Wire", bot="administrator", username="the_wire", members={anna["id"]: "creator"})
    origin = {"type": "channel", "date": 0, "chat": wire.api(), "message_id": 7}

    answers = [await bot.asked(anna, anna, f"/manage {name}") for name in ("@the_wire", "t.me/the_wire", str(wire.id))]
    answers.append(await bot.asked(anna, anna, "News", forward_origin=origin))

    assert {each.text for each in answers} == {"I am in “Wire”, and its admins choose here what it gets."}


@pytest.mark.parametrize("words", ["", "topics", "settings", "mute 1d", "subscribe Ardal", "unsubscribe all", "why 1"])
async def test_nobody_else_sees_or_changes_a_channel(bot: Bot, words: str) -> None:
    anna, eve = bot.tg.person("Anna"), bot.tg.person("Eve")
    wire = bot.tg.chat("channel", "Wire", bot="administrator", members={anna["id"]: "creator"})
    await bot.desk.store.put_subscription(subscription(address=there(wire), topics=("Belmark",)))

    theirs = await bot.asked(eve, eve, f"/manage {wire.id} {words}")
    nowhere = await bot.asked(eve, eve, f"/manage -100999 {words}")

    assert theirs.text == NOTHING.format(wire.id)
    assert nowhere.text == NOTHING.format("-100999")
    assert await gets(bot, wire) == [("Belmark",)]


async def test_a_channel_is_not_managed_in_a_group(bot: Bot) -> None:
    anna, team = bot.tg.person("Anna"), bot.tg.chat("supergroup", "Team")
    wire = bot.tg.chat("channel", "Wire", bot="administrator", members={anna["id"]: "creator"})

    answer = await bot.asked(team, anna, f"/manage@fake_bot {wire.id} topics")

    assert answer.text.startswith("Which channel? Write /manage @channel to me in a private chat")


async def test_an_adder_who_never_wrote_to_us_is_left_alone(bot: Bot) -> None:
    anna, wire = bot.tg.person("Anna", started=False), bot.tg.chat("channel", "Wire", bot="left")

    bot.tg.status(wire, "administrator", anna)
    ben = bot.tg.person("Ben")
    await bot.asked(ben, ben, "/help")

    assert bot.tg.messages(wire) == []


# --- what happens to chats


async def paused(bot: Bot) -> list[str]:
    return [reason for _, reason in await bot.desk.store.paused()]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_we_greet_a_group_with_buttons(bot: Bot, kind: str) -> None:
    anna, team = bot.tg.person("Anna"), bot.tg.chat(kind, "Team", bot="left")
    team.members[anna["id"]] = "creator"

    bot.tg.status(team, "member", anna)
    greeting = await bot.tg.next(team)
    await bot.pressed(greeting, "Topics", anna)

    assert labels(greeting) == ["Ardal", "Belmark", "North Sound"]
    assert len(bot.tg.messages(team)) == 1


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel", "private"])
@pytest.mark.parametrize("gone", ["kicked", "left"])
async def test_a_chat_that_closes_is_paused_and_goes_on_when_we_are_back(bot: Bot, kind: str, gone: str) -> None:
    anna = bot.tg.person("Anna")
    inside = "administrator" if kind == "channel" else "member"
    chat = bot.tg._find(anna) if kind == "private" else bot.tg.chat(kind, "Team", bot=inside)
    for name, thread in (("1", 0), ("2", 7)):
        await bot.desk.store.put_subscription(subscription(id=name, address=there(chat, thread)))
    await bot.desk.store.put_subscription(subscription(id="other", address=there(bot.tg.person("Ben"))))

    bot.tg.status(chat, "kicked" if kind == "private" else gone, anna)
    await bot.tg.until(lambda: bot.desk.store.closed)
    reasons = await paused(bot)
    bot.tg.status(chat, inside, anna)
    await bot.tg.until(lambda: not bot.desk.store.closed)

    assert reasons == ["Readout was removed or blocked there. Add it again, or send it /start."] * 2
    if kind in ("group", "supergroup"):
        assert (await bot.tg.next(chat)).text == "I am back here: 2 digests go on."


async def test_being_promoted_and_demoted_in_a_group_changes_nothing(bot: Bot) -> None:
    anna, team = bot.tg.person("Anna"), bot.tg.chat("supergroup", "Team")
    await bot.desk.store.put_subscription(subscription(address=there(team)))

    bot.tg.status(team, "administrator", anna)
    bot.tg.status(team, "member", anna)
    await bot.asked(team, anna, "/help")

    assert await paused(bot) == []
    assert len(bot.tg.messages(team)) == 1


async def test_a_channel_in_which_we_may_not_post_any_more_is_paused(bot: Bot) -> None:
    anna, wire = bot.tg.person("Anna"), bot.tg.chat("channel", "Wire", bot="administrator")
    await bot.desk.store.put_subscription(subscription(address=there(wire)))

    bot.tg.status(wire, "administrator", anna, rights=["can_manage_chat"])
    await bot.tg.until(lambda: bot.desk.store.closed)

    assert await paused(bot) == [
        "I am not allowed to write there. Ask one of its admins to let Readout post.",
    ]


@pytest.mark.parametrize(
    ("kind", "status", "open_to_us"),
    [
        ("private", "member", True),
        ("private", "kicked", False),
        ("group", "member", True),
        ("group", "left", False),
        ("supergroup", "kicked", False),
        ("channel", "administrator", True),
        ("channel", "kicked", False),
    ],
)
async def test_telegram_is_asked_whether_a_chat_is_open_without_a_post(
    bot: Bot, kind: str, status: str, *, open_to_us: bool
) -> None:
    chat = bot.tg._find(bot.tg.person("Anna")) if kind == "private" else bot.tg.chat(kind, "Team")
    chat.bot, chat.rights = status, {"can_post_messages"} if kind == "channel" else set()

    assert await bot.channel.is_open(there(chat)) is open_to_us
    assert not bot.tg.messages(chat)


async def test_whether_a_topic_is_open_is_not_told(bot: Bot) -> None:
    forum = bot.tg.chat("supergroup", "Forum", is_forum=True)

    assert await bot.channel.is_open(there(forum, 7)) is None


async def test_a_chat_that_is_gone_is_not_open(bot: Bot) -> None:
    assert await bot.channel.is_open(Address("telegram", "-1009999999999")) is False


async def test_all_of_a_group_moves_with_it(bot: Bot) -> None:
    anna, group = bot.tg.person("Anna"), bot.tg.chat("group", "Team")
    group.members[anna["id"]] = "creator"
    keyboard = await bot.asked(group, anna, "/topics")
    await bot.pressed(keyboard, "Ardal", anna)
    await bot.asked(group, anna, "/settings silent on")

    new = bot.tg.migrate(group)
    await bot.asked(new, anna, "/settings")

    assert await gets(bot, new) == [("Ardal",)]
    assert await gets(bot, group) == []
    assert (await bot.desk.chats.wishes(there(new))).silent
    assert {press.address.chat for press in bot.desk.store.chats.shown} == {str(new.id)}
    assert await paused(bot) == []


async def test_updates_out_of_order_are_each_handled_once(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    bot.tg.hold()
    for word in ("Ardal", "Belmark", "North Sound"):
        bot.tg.text(anna, anna, f"/subscribe {word}")
    updates = list(bot.tg._held or ())

    bot.tg.release([2, 0, 1])
    for _ in range(3):
        await bot.tg.next(anna)
    for update in updates:
        bot.tg.repeat(update)
    await bot.asked(anna, anna, "/sources")

    assert len(bot.tg.messages(anna)) == 4
    assert sorted((await gets(bot, anna))[0]) == ["Ardal", "Belmark", "North Sound"]


# --- limits, and what breaks


async def test_no_limit_is_broken_where_many_ask_at_once() -> None:
    async with running(flood={"chat": (1, 0.3), "group": (20, 60.0), "all": (30, 1.0)}) as bot:
        people = [bot.tg.person(f"Person {number}") for number in range(25)]

        for each in people:
            bot.tg.text(each, each, "/topics")
        for each in people:
            await bot.tg.next(each)

        assert not bot.tg.breaches


async def test_one_chat_told_to_wait_does_not_hold_up_another_s_answer(bot: Bot) -> None:
    anna, ben = bot.tg.person("Anna"), bot.tg.person("Ben")
    bot.tg.fail("flood", "sendMessage", retry_after=3600)

    bot.tg.text(anna, anna, "/topics")
    await bot.tg.until(lambda: any(call.status == 429 for call in bot.tg.calls))
    for _ in range(40):  # far more than may wait
        bot.tg.text(anna, anna, "/topics")

    assert "3 topics" in (await bot.asked(ben, ben, "/topics")).text
    assert bot.tg.messages(anna) == []


@pytest.mark.parametrize("kind", ["reset_after", "hang_after", "garbage", "http"])
async def test_an_answer_whose_fate_nobody_knows_is_not_repeated(bot: Bot, kind: str) -> None:
    anna = bot.tg.person("Anna")
    bot.tg.fail(kind, "sendMessage", **({"seconds": 0.2} if kind == "hang_after" else {}))

    bot.tg.text(anna, anna, "/topics")
    await bot.tg.until(lambda: any(call.method == "sendMessage" for call in bot.tg.calls))
    await bot.settled()

    assert len(bot.tg.messages(anna)) == (0 if kind == "http" else 1)
    assert sum(call.method == "sendMessage" for call in bot.tg.calls) == 1


async def test_while_the_store_refuses_people_are_told(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    bot.desk.refusal = StoreError("the disk is full")

    assert (await bot.asked(anna, anna, "/summary")).text.startswith("That went wrong on my side")


# --- inline mode


async def answered(bot: Bot, text: str) -> dict[str, Any]:
    query = bot.tg.inlines[bot.tg.inline(bot.tg.person("Anna"), text)]
    await bot.tg.until(lambda: query["answer"])
    answer: dict[str, Any] = query["answer"]
    return answer


async def test_inline_mode_offers_what_somebody_said_and_whom_they_met(bot: Bot) -> None:
    bot.desk.profiles = (profile(),)

    query = bot.tg.inlines[bot.tg.inline(bot.tg.person("Anna"), " venn ")]
    await bot.tg.until(lambda: query["answer"])
    said, met = query["answer"]["results"]
    message = bot.tg.choose(query["id"], met["id"])

    assert (said["title"], said["description"]) == ("Mara Venn said", "Venn: “The first train will run in June,”")
    assert met["title"] == "Mara Venn met"
    assert message.text.endswith("in Port Hale, Thursday\nRead the article · Courier")
    assert message.spans("bold") == ["Mara Venn", "Tomas Reyk"]
    assert message.spans("text_link") == ["Read the article"]
    assert str(query["answer"]["is_personal"]).lower() == "true"


@pytest.mark.parametrize("text", ["", "x", "y" * 200, "nobody"])
async def test_inline_mode_without_a_find_says_what_to_type(bot: Bot, text: str) -> None:
    answer = await answered(bot, text)

    assert answer["results"] == []
    assert "Type a name" in str(answer["button"])


async def test_inline_mode_offers_fifty_at_most(bot: Bot) -> None:
    many = digest(
        entries=tuple(
            entry(sections=(section(items=(item(text=f"{TITLE} {n}", strong=()),)),), story=str(n)) for n in range(30)
        )
    )
    bot.desk.profiles = tuple(profile(met=many, outlet=str(n)) for n in range(9))

    answer = await answered(bot, "venn")

    assert 10 < len(answer["results"]) <= 50
