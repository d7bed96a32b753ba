"""Keyboards on a strict fake Telegram: what buttons say, who may press them, and what becomes of the message."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from telegram_text import utf16_len

from digest.model import Address, Digest, Period, Press
from handlers.commands import COMMANDS
from tests.builders import NOW, TITLE, digest, part, slot, subscription
from tests.handlers.desk import FakeDesk, profile
from tests.handlers.telegram_bot import Bot, labels, running

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with running() as bot:
        yield bot


def there(chat: Any, thread: int = 0) -> Address:
    number = chat["id"] if isinstance(chat, dict) else chat.id
    return Address("telegram", str(number), thread=str(thread or ""))


async def queued(bot: Bot, where: Address, **changes: Any) -> Any:
    """A digest on record in a chat, as the outbox posts it: its headline, then its body."""
    edition = digest(edition="d_8f3k2a1c", **changes)
    await bot.desk.store.claim(subscription(address=where), slot(), edition, [part()])
    payloads = bot.channel.render(edition, await bot.desk.chats.wishes(where))
    receipt = await bot.channel.post(where, bot.channel.headline(payloads[-1]), key="1")
    await bot.channel.edit(where, receipt, payloads[-1], key="1")
    return await bot.tg.next(int(where.chat))


async def test_topics_are_switched_in_place(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    keyboard = await bot.asked(anna, anna, "/topics")
    before = labels(keyboard)

    await bot.pressed(keyboard, "Belmark")

    assert before == ["Ardal", "Belmark", "North Sound"]
    assert labels(keyboard) == ["Ardal", "✓ Belmark", "North Sound", "Times"]
    assert keyboard.text.startswith("This chat gets Belmark,")
    assert len(bot.tg.messages(anna)) == 1
    [kept] = await bot.desk.store.subscriptions()
    assert kept.topics == ("Belmark",)

    await bot.pressed(keyboard, "✓ Belmark")

    assert labels(keyboard) == ["Ardal", "Belmark", "North Sound"]
    assert await bot.desk.store.subscriptions() == ()


async def test_pages_days_and_undo_lead_on_from_one_message(bot: Bot) -> None:
    anna, bot.desk.known = bot.tg.person("Anna"), [f"Topic {number:02}" for number in range(20)]
    keyboard = await bot.asked(anna, anna, "/topics")

    await bot.pressed(keyboard, "›")
    second = labels(keyboard)
    await bot.pressed(keyboard, "Topic 10")
    await bot.pressed(keyboard, "Times")
    times = labels(keyboard)
    await bot.pressed(keyboard, "weekdays 18:00")

    assert second == [*(f"Topic {number:02}" for number in range(8, 16)), "‹", "›"]
    assert "every day 08:30" in times
    assert labels(keyboard) == ["Undo"]
    assert "weekdays 18:00" in keyboard.text
    await bot.pressed(keyboard, "Undo")
    assert "every day 08:30" in keyboard.text
    assert len(bot.tg.messages(anna)) == 1


async def test_a_suggestion_that_is_whole_is_a_button(bot: Bot) -> None:
    anna, bot.desk.profiles = bot.tg.person("Anna"), (profile(),)

    answer = await bot.asked(anna, anna, "/who Venn")

    assert labels(answer) == ["/met Mara Venn", "/said Mara Venn"]
    await bot.pressed(answer, "/met Mara Venn")
    assert answer.text.startswith(TITLE)
    assert labels(answer) == ["Wrong?", "Who?", "Mute"]


async def test_buttons_carry_numbers_and_never_words(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    keyboards = [await bot.asked(anna, anna, words) for words in ("/start", "/topics", "/settings", "/mute", "/wrong")]

    data = [each["callback_data"] for message in keyboards for each in message.buttons]

    assert all(each.isdecimal() for each in data)
    assert len(set(data)) == len(data) > 15


async def test_in_a_group_only_who_asked_may_press_and_is_named(bot: Bot) -> None:
    anna, ben = bot.tg.person("Anna"), bot.tg.person("Ben")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: "creator"})
    keyboard = await bot.asked(team, anna, "/topics")

    told = await bot.pressed(keyboard, "Ardal", ben)

    assert told == "Only Anna may press here. For buttons of your own: /topics"
    assert keyboard.edits == []
    assert await bot.desk.store.subscriptions() == ()


@pytest.mark.parametrize(
    ("status", "allowed"), [("creator", True), ("administrator", True), ("member", False), ("left", False)]
)
async def test_who_may_change_a_group_is_asked_of_telegram_at_each_press(bot: Bot, status: str, allowed: bool) -> None:
    anna = bot.tg.person("Anna")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: "creator"})
    keyboard = await bot.asked(team, anna, "/topics")
    team.members[anna["id"]] = status

    told = await bot.pressed(keyboard, "Ardal", anna)

    assert bool(await bot.desk.store.subscriptions()) is allowed
    assert told == ("" if allowed else "Only those who manage this chat may change what it gets.")
    assert bool(keyboard.edits) is allowed


async def test_what_all_in_a_group_were_told_any_of_its_admins_may_undo(bot: Bot) -> None:
    anna, ben = bot.tg.person("Anna"), bot.tg.person("Ben")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: "creator", ben["id"]: "administrator"})
    told = await bot.asked(team, anna, "/subscribe Ardal")

    await bot.pressed(told, "Undo", ben)

    assert told.text.startswith("Stopped Ardal here.")


@pytest.mark.parametrize(("hours", "old"), [(47, False), (49, True)])
async def test_old_buttons_say_so_and_how_to_get_new_ones(bot: Bot, hours: int, old: bool) -> None:
    anna = bot.tg.person("Anna")
    keyboard = await bot.asked(anna, anna, "/topics")
    bot.clock.now += timedelta(hours=hours)

    told = await bot.pressed(keyboard, "Ardal")

    assert told == ("These buttons are too old to be pressed. New ones: /topics" if old else "")
    assert bool(keyboard.edits) is not old


@pytest.mark.parametrize("data", ["999999", "0", "99999999999999999999", "-1", "wrong:d_nowhere", "help", "١٢"])
async def test_buttons_that_nobody_remembers_do_nothing(bot: Bot, data: str) -> None:
    anna = bot.tg.person("Anna")
    keyboard = await bot.asked(anna, anna, "/topics")

    told = await bot.pressed_data(keyboard, data)

    assert told == "These buttons are too old to be pressed. New ones: /help"
    assert keyboard.edits == []


async def test_a_press_that_comes_twice_counts_once(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    keyboard = await bot.asked(anna, anna, "/topics")

    await bot.pressed(keyboard, "Ardal")
    bot.tg.repeat()
    await bot.asked(anna, anna, "/help")

    assert len(keyboard.edits) == 1


async def test_presses_of_one_chat_never_undo_each_other(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    keyboard = await bot.asked(anna, anna, "/topics")
    data = [each["callback_data"] for each in keyboard.buttons]

    queries = [bot.tg.callbacks[bot.tg.press(keyboard, each, stale=True)] for each in data]
    await bot.tg.until(lambda: all(query["answers"] for query in queries))
    await bot.settled()

    [kept] = await bot.desk.store.subscriptions()
    assert set(kept.topics) == {"Ardal", "Belmark", "North Sound"}
    assert labels(keyboard) == ["✓ Ardal", "✓ Belmark", "✓ North Sound", "Times"]


class SlowDesk(FakeDesk):
    """Reads until it is let go."""

    going: asyncio.Event

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        await self.going.wait()
        return await super().summary(topics, period)


async def test_typing_is_shown_and_a_press_acknowledged_while_it_reads() -> None:
    desk = SlowDesk()
    desk.going = asyncio.Event()
    async with running(desk) as bot:
        anna = bot.tg.person("Anna")
        keyboard = await bot.asked(anna, anna, "/start")

        query = bot.tg.callbacks[
            bot.tg.press(keyboard, next(b["callback_data"] for b in keyboard.buttons if b["text"] == "Summary"))
        ]
        await bot.tg.until(lambda: any(call.method == "sendChatAction" for call in bot.tg.calls))
        await bot.tg.until(lambda: query["answers"])
        before = keyboard.text
        desk.going.set()
        await bot.settled()

        assert before.startswith("I post short digests")
        assert keyboard.text.startswith(TITLE)
        assert len(query["answers"]) == 1


async def test_a_press_that_waits_for_its_turn_is_acknowledged_meanwhile() -> None:
    desk = SlowDesk()
    desk.going = asyncio.Event()
    async with running(desk) as bot:
        anna = bot.tg.person("Anna")
        keyboard = await bot.asked(anna, anna, "/topics")
        bot.tg.text(anna, anna, "/summary")

        query = bot.tg.callbacks[bot.tg.press(keyboard, keyboard.buttons[0]["callback_data"])]
        await bot.tg.until(lambda: query["answers"])
        waited = not keyboard.edits
        desk.going.set()
        await bot.settled()

        assert waited
        assert labels(keyboard)[0] == "✓ Ardal"
        assert len(query["answers"]) == 1


async def test_a_keyboard_whose_message_is_gone_is_answered_anew(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    keyboard = await bot.asked(anna, anna, "/topics")
    keyboard.deleted = True

    await bot.pressed(keyboard, "Ardal")

    assert (await bot.tg.next(anna)).text.startswith("This chat gets Ardal,")


async def test_a_press_that_breaks_is_admitted_to_its_presser(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    keyboard = await bot.asked(anna, anna, "/start")
    bot.desk.refusal = RuntimeError("the disk is full")

    told = await bot.pressed(keyboard, "Summary")

    assert told.startswith("That went wrong on my side")
    assert keyboard.edits == []


async def test_a_notice_fits_whatever_a_person_is_called(bot: Bot) -> None:
    anna, ben = bot.tg.person("🌊" * 64, last_name="🌊" * 64), bot.tg.person("Ben")
    team = bot.tg.chat("supergroup", "Team", members={anna["id"]: "creator"})
    keyboard = await bot.asked(team, anna, "/topics")

    told = await bot.pressed(keyboard, "Ardal", ben)

    assert told.startswith("Only 🌊")
    assert told.endswith("/topics")
    assert utf16_len(told) <= 200


# --- under a digest


async def test_a_digest_that_was_posted_has_its_buttons_for_as_long_as_it_is_on_record(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    message = await queued(bot, there(anna), topics=("Ardal",))
    bot.clock.now += timedelta(days=300)

    await bot.pressed(message, "Wrong?")
    asked = await bot.tg.next(anna)
    await bot.pressed(asked, "Speaker")

    assert labels(message) == ["Wrong?", "Who?", "Mute"]
    assert asked.data["reply_to_message"]["message_id"] == message.id
    assert asked.text == "Logged as #1. Thank you."
    [complaint] = bot.desk.store.chats.complaints
    assert (complaint.edition, complaint.what) == ("d_8f3k2a1c", "speaker")
    assert message.text.startswith(TITLE)


async def test_buttons_from_before_a_group_became_a_supergroup_work(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    group = bot.tg.chat("group", "Team", members={anna["id"]: "creator"})
    message, keyboard = await queued(bot, there(group), topics=("Ardal",)), await bot.asked(group, anna, "/topics")
    new = bot.tg.migrate(group)
    await bot.asked(new, anna, "/help")

    refused = [await bot.pressed(message, "Wrong?", anna), await bot.pressed(keyboard, "Belmark", anna)]
    asked, chosen = await bot.tg.next(new), await bot.tg.next(new)
    await bot.pressed(asked, "Speaker", anna)

    assert refused == ["", ""]
    assert asked.text == "Logged as #1. Thank you."
    assert chosen.text.startswith("This chat gets ")
    assert "reply_to_message" not in asked.data
    assert [each.text for each in bot.tg.messages(group)] == [message.text, keyboard.text]
    [complaint] = bot.desk.store.chats.complaints
    assert (complaint.address, complaint.edition) == (there(new), "d_8f3k2a1c")


async def test_buttons_of_a_group_that_moved_are_no_other_group_s(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    group, other = (bot.tg.chat("group", name, members={anna["id"]: "creator"}) for name in ("Team", "Others"))
    message = await queued(bot, there(group))
    theirs = await bot.asked(other, anna, "/help")
    [data] = [each["callback_data"] for each in message.buttons if each["text"] == "Wrong?"]
    bot.tg.migrate(group)

    assert (await bot.pressed_data(theirs, data, anna)).startswith("These buttons are too old")


async def test_who_offers_the_names_in_the_digest(bot: Bot) -> None:
    anna, bot.desk.profiles = bot.tg.person("Anna"), (profile(),)
    message = await queued(bot, there(anna))

    await bot.pressed(message, "Who?")
    asked = await bot.tg.next(anna)
    offered = labels(asked)
    await bot.pressed(asked, "Mara Venn (Ardal)")

    assert offered == ["Mara Venn (Ardal)", "Tomas Reyk (Belmark)"]
    assert asked.text.startswith("Mara Venn, Ardal Foreign Minister (Courier,")


async def test_mute_offers_the_topics_of_the_digest(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    message = await queued(bot, there(anna), topics=("Ardal",))

    await bot.pressed(message, "Mute")
    asked = await bot.tg.next(anna)
    await bot.pressed(asked, "Ardal: Mute for a week")

    [muted] = (await bot.desk.chats.wishes(there(anna))).muted
    assert (muted.topic, muted.until) == ("Ardal", NOW + timedelta(weeks=1))


async def test_a_digest_s_buttons_work_in_no_other_chat(bot: Bot) -> None:
    anna, ben = bot.tg.person("Anna"), bot.tg.person("Ben")
    message = await queued(bot, there(anna))
    own = await bot.asked(ben, ben, "/help")

    told = await bot.pressed_data(own, message.buttons[1]["callback_data"], ben)

    assert told.startswith("These buttons are too old")
    assert len(bot.tg.messages(ben)) == 1


async def test_a_press_under_a_channel_s_digest_goes_on_in_the_reader_s_own_chat(bot: Bot) -> None:
    anna, wire = bot.tg.person("Anna"), bot.tg.chat("channel", "Wire", bot="administrator")
    message = await queued(bot, there(wire))

    await bot.pressed(message, "Wrong?", anna)
    [query] = bot.tg.callbacks.values()
    link = query["answers"][0]["url"]
    answer = await bot.asked(anna, anna, f"/start {link.partition('=')[2]}")

    assert link.startswith("https://t.me/fake_bot?start=press-")
    assert answer.text == "What is wrong?"
    assert len(bot.tg.messages(wire)) == 1
    ben = bot.tg.person("Ben")
    assert (await bot.asked(ben, ben, f"/start {link.partition('=')[2]}")).text.startswith("I post short digests")


async def test_a_silent_chat_s_phones_do_not_ring(bot: Bot) -> None:
    anna = bot.tg.person("Anna")
    await bot.desk.chats.save(replace(await bot.desk.chats.wishes(there(anna)), silent=True))

    message = await queued(bot, there(anna))

    assert message.params["disable_notification"] in (True, "true")


async def test_a_digest_s_headline_has_no_buttons_until_the_body_stands_there(bot: Bot) -> None:
    anna = bot.tg.person("Anna")

    message = await queued(bot, there(anna))

    [anchor] = message.edits
    assert "reply_markup" not in anchor
    assert labels(message) == ["Wrong?", "Who?", "Mute"]


# --- one chat and another


async def test_no_button_of_one_chat_does_anything_in_another(bot: Bot) -> None:
    """Every command by every number that another chat was shown."""
    anna, eve = bot.tg.person("Anna"), bot.tg.person("Eve")
    for verb in COMMANDS:
        await bot.asked(anna, anna, f"/{verb}")
    theirs = [press for press in bot.desk.store.chats.shown if press.address == there(anna)]
    own = await bot.asked(eve, eve, "/settings")
    state = _state(bot, there(anna))

    told = {await bot.pressed_data(own, str(number), eve) for number in range(1, len(theirs) + 1)}

    assert len(theirs) > 20
    assert told == {"These buttons are too old to be pressed. New ones: /help"}
    assert _state(bot, there(anna)) == state
    assert await bot.desk.store.subscriptions() == ()
    assert own.edits == []


def _state(bot: Bot, where: Address) -> tuple[object, ...]:
    store = bot.desk.store
    shown: list[Press] = [press for press in store.chats.shown if press.address == where]
    return dict(store.subscribed), store.chats.wanted.get(where), tuple(shown), tuple(store.chats.complaints)
