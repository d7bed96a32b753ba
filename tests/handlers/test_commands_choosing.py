"""How a chat chooses what it gets and when, by words or by buttons; the same on every platform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.model import Address, Chat, Length, Muted, Subscription
from handlers.commands import Ask, Choice, Reply, answer, spoken
from tests.builders import NOW, address, subscription
from tests.handlers.desk import FakeDesk

EVERY_DAY, WEEKDAYS = tuple(range(7)), tuple(range(5))


async def nobody() -> bool:
    return False


async def say(desk: FakeDesk, text: str, *, where: Address | None = None, allowed: bool = True) -> Reply:
    verb, words = spoken(text)
    where = where or address()
    chat = await desk.chats.wishes(where)
    ask = Ask(verb, words, ZoneInfo("Europe/Berlin"), NOW, where, "7", chat)
    given = await answer(ask if allowed else replace(ask, may_change=nobody), desk)
    assert isinstance(given, Reply)
    return given


async def press(desk: FakeDesk, choice: Choice) -> Reply:
    return await say(desk, " ".join(choice.words))


async def kept(desk: FakeDesk, where: Address | None = None) -> Sequence[Subscription]:
    return [each.subscription for each in await desk.kept(where or address())]


def labels(reply: Reply) -> list[str]:
    return [choice.label for row in reply.choices for choice in row]


def named(reply: Reply, label: str) -> Choice:
    return next(choice for row in reply.choices for choice in row if choice.label == label)


# --- subscribing -----------------------------------------------------------------------------------------------------


async def test_a_chat_subscribes_to_topics_and_is_told_when_the_next_digest_comes() -> None:
    desk = FakeDesk()

    reply = await say(desk, "/subscribe ardal, belmark and rail weekdays 18:00")

    [one] = await kept(desk)
    assert one.topics == ("Ardal", "Belmark and rail")
    assert (one.days, one.times, one.zone, one.since) == (WEEKDAYS, (time(18, 0),), "Europe/Berlin", NOW)
    assert reply.public
    assert reply.text.splitlines() == [
        "This chat gets Ardal and Belmark and rail, weekdays 18:00 (Europe/Berlin). Next: Thu 24 April, 18:00.",
        "The last 7 days would have brought 12 stories:",
        "• Ardal and Belmark agree",
    ]


async def test_more_topics_come_with_the_digest_that_is_there() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal weekdays 18:00")

    await say(desk, "subscribe belmark")

    [one] = await kept(desk)
    assert (one.topics, one.times) == (("Ardal", "Belmark"), (time(18, 0),))


async def test_other_times_make_a_digest_of_their_own() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")

    await say(desk, "subscribe belmark 18:00")

    assert [one.topics for one in await kept(desk)] == [("Ardal",), ("Belmark",)]


async def test_asking_twice_subscribes_once() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")

    again = await say(desk, "subscribe ARDAL 08:30")

    assert len(await kept(desk)) == 1
    assert not again.public


async def test_alerts_come_at_once_and_so_many_a_day() -> None:
    desk = FakeDesk()

    reply = await say(desk, "subscribe csto -opinion alerts 3")

    [one] = await kept(desk)
    assert (one.topics, one.alerts, one.times) == (("csto -opinion",), 3, ())
    assert reply.text.startswith("This chat gets csto -opinion at once, at most 3 messages a day.")


async def test_a_digest_of_everything_can_be_asked_for() -> None:
    desk = FakeDesk()

    reply = await say(desk, "subscribe everything 08:30")

    assert [one.topics for one in await kept(desk)] == [()]
    assert reply.text.startswith("This chat gets everything, every day 08:30")


async def test_undo_takes_back_what_was_subscribed() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")
    more = await say(desk, "subscribe belmark")

    await press(desk, named(more, "Undo"))

    assert [one.topics for one in await kept(desk)] == [("Ardal",)]


async def test_a_misspelt_topic_subscribes_to_nothing_and_offers_the_closest() -> None:
    desk = FakeDesk()

    reply = await say(desk, "subscribe belmrak")

    assert reply.text == "No topic “belmrak”. Closest: Belmark."
    assert await kept(desk) == []


async def test_a_time_that_makes_no_sense_is_a_topic_that_says_so_in_the_answer() -> None:
    desk = FakeDesk()

    reply = await say(desk, "schedule soon")

    assert reply.text == "This chat gets no digest yet. Try /subscribe."


async def test_who_may_not_change_the_chat_changes_nothing() -> None:
    desk = FakeDesk()
    await desk.store.put_subscription(subscription(topics=("Ardal",)))

    said = [
        "subscribe belmark",
        "unsubscribe ardal",
        "schedule 18:00",
        "mute 1d",
        "settings length short",
        "topics on belmark",
    ]
    replies = [await say(desk, text, allowed=False) for text in said]

    assert {reply.text for reply in replies} == {"Only those who manage this chat may change what it gets."}
    assert await kept(desk) == [subscription(topics=("Ardal",))]
    assert await desk.chats.wishes(address()) == Chat(address())


async def test_one_chat_neither_sees_nor_changes_anothers() -> None:
    desk, other = FakeDesk(), address(chat="elsewhere")
    await say(desk, "subscribe ardal 08:30", where=other)

    seen = await say(desk, "unsubscribe ardal")

    assert seen.text.startswith("This chat gets nothing on Ardal.")
    assert len(await kept(desk, other)) == 1


async def test_a_chat_has_no_more_digests_than_it_can_read() -> None:
    desk = FakeDesk()
    for hour in range(10):
        await say(desk, f"subscribe ardal {hour:02}:00")

    reply = await say(desk, "subscribe ardal 23:00")

    assert reply.text == "A chat gets at most 10 digests. Stop one first: /unsubscribe"
    assert len(await kept(desk)) == 10


# --- stopping --------------------------------------------------------------------------------------------------------


async def test_a_topic_is_stopped_and_brought_back() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal, belmark mon, thu 9:00")

    reply = await say(desk, "unsubscribe ardal")

    assert reply.text == "Stopped Ardal here."
    assert [one.topics for one in await kept(desk)] == [("Belmark",)]
    await press(desk, named(reply, "Undo"))
    assert [set(one.topics) for one in await kept(desk)] == [{"Ardal", "Belmark"}]


async def test_everything_is_stopped() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")
    await say(desk, "subscribe belmark 18:00")

    reply = await say(desk, "unsubscribe all")

    assert reply.text == "Stopped everything here."
    assert await kept(desk) == []


async def test_what_can_be_stopped_is_offered() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal, belmark 08:30")

    reply = await say(desk, "unsubscribe")

    assert labels(reply) == ["Ardal", "Belmark"]


async def test_the_settings_own_digest_is_changed_in_the_settings() -> None:
    desk = FakeDesk()
    await desk.store.put_subscription(subscription(id="settings-1", topics=("Ardal",)))

    assert (await say(desk, "unsubscribe all")).text.startswith("This chat gets no digest yet")
    assert "readout.toml" in (await say(desk, "schedule 18:00")).text
    assert [one.id for one in await kept(desk)] == ["settings-1"]


# --- topics by buttons -----------------------------------------------------------------------------------------------


async def test_topics_are_switches() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")

    reply = await say(desk, "topics")
    switched = await press(desk, named(reply, "North Sound"))
    back = await press(desk, named(switched, "Ardal"))

    assert [(c.label, c.on) for row in reply.choices for c in row][:3] == [
        ("Ardal", True),
        ("Belmark", False),
        ("North Sound", False),
    ]
    assert named(switched, "North Sound").on
    assert not named(back, "Ardal").on
    assert [one.topics for one in await kept(desk)] == [("North Sound",)]


async def test_many_topics_come_in_pages() -> None:
    desk = FakeDesk(known=[f"Place {n:02}" for n in range(20)])

    first = await say(desk, "topics")
    second = await press(desk, named(first, "›"))
    stayed = await press(desk, named(second, "Place 09"))

    assert [label for label in labels(second) if label.startswith("Place")] == [f"Place {n:02}" for n in range(8, 16)]
    assert {"‹", "›"} <= set(labels(second))
    assert "Place 10" in labels(stayed)


async def test_topics_made_in_chat_are_switches_too() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe csto -opinion 08:30")

    assert named(await say(desk, "topics"), "csto -opinion").on


# --- times -----------------------------------------------------------------------------------------------------------


async def test_a_schedule_shows_the_next_three() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")

    reply = await say(desk, "schedule mon and thu 9:00")

    assert reply.text == (
        "Mon and Thu 09:00 (Europe/Berlin). Next three: Mon 28 April, 09:00; Thu 1 May, 09:00; Mon 5 May, 09:00."
    )
    [one] = await kept(desk)
    assert (one.days, one.times) == ((0, 3), (time(9, 0),))


async def test_a_time_that_cannot_be_read_changes_nothing() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")

    reply = await say(desk, "schedule soon")

    assert reply.text.startswith("I can't read “soon” as a time. Try 08:30, weekdays 18:00")
    assert [one.times for one in await kept(desk)] == [(time(8, 30),)]


async def test_a_schedule_is_switched_off_and_undone() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal weekdays 18:00")

    off = await say(desk, "schedule off")
    assert [one.times for one in await kept(desk)] == [()]
    await press(desk, named(off, "Undo"))

    [one] = await kept(desk)
    assert (one.days, one.times) == (WEEKDAYS, (time(18, 0),))


async def test_every_preset_can_be_pressed() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")
    offered = await say(desk, "schedule")

    for row in offered.choices:
        assert (await press(desk, row[0])).public


async def test_one_of_several_digests_is_scheduled_by_its_number() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")
    await say(desk, "subscribe belmark 18:00")

    await say(desk, "schedule 2 weekends 10:00")

    assert [one.times for one in await kept(desk)] == [(time(8, 30),), (time(10, 0),)]


async def test_often_is_said_shortly() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal every 4 hours")

    assert (await say(desk, "schedule")).text.startswith(
        "This chat gets Ardal, every day, every 4 hours from 00:00 to 20:00"
    )


# --- silence and settings --------------------------------------------------------------------------------------------


async def test_a_topic_is_muted_for_a_while_and_unmuted() -> None:
    desk = FakeDesk()

    reply = await say(desk, "mute ardal 1w")

    assert (await desk.chats.wishes(address())).muted == (Muted("Ardal", NOW + timedelta(weeks=1)),)
    assert reply.text == "Ardal: muted until Thu 1 May, 14:00."
    await press(desk, named(reply, "Unmute"))
    assert (await desk.chats.wishes(address())).muted == ()


async def test_a_chat_that_was_closed_is_open_once_somebody_subscribes_there() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal")
    await desk.chats.pause(address(), "That channel is archived.")

    reply = await say(desk, "subscribe ardal")

    assert "archived" not in reply.text
    assert await desk.store.paused() == ()


@pytest.mark.parametrize(
    ("words", "topic", "until"),
    [
        ("mute all", "", None),
        ("mute everything", "", None),
        ("mute forever", "", None),
        ("mute all forever", "", None),
        ("mute for ever", "", None),
        ("mute everything 1w", "", timedelta(weeks=1)),
        ("mute for a day", "", timedelta(days=1)),
        ("mute Ardal forever", "Ardal", None),
        ("mute ardal for a week", "Ardal", timedelta(weeks=1)),
        # a topic of such words stays one
        ("mute all saints", "all saints", None),
        ("mute Victory Day", "Victory Day", None),
    ],
)
async def test_muting_means_what_its_words_mean(words: str, topic: str, until: timedelta | None) -> None:
    desk = FakeDesk()

    await say(desk, words)

    assert (await desk.chats.wishes(address())).muted == (Muted(topic, NOW + until if until else None),)
    await say(desk, f"mute {topic or 'all'} off")
    assert (await desk.chats.wishes(address())).muted == ()


async def test_a_chat_is_muted_until_somebody_says_otherwise() -> None:
    desk = FakeDesk()
    await say(desk, "mute ardal 1d")

    reply = await press(desk, named(await say(desk, "mute"), "Mute for a day"))
    assert "everything: muted until Fri 25 April, 14:00." in reply.text

    assert (await say(desk, "mute off")).text == "Nothing is muted here."


async def test_settings_are_shown_and_changed_in_place() -> None:
    desk = FakeDesk()

    shown = await say(desk, "settings")
    short = await press(desk, named(shown, "3 stories"))
    quiet = await press(desk, named(short, "Quiet hours"))

    assert named(shown, "5 stories").on
    assert named(short, "3 stories").on
    assert "Quiet hours: 22:00-07:00." in quiet.text
    chat = await desk.chats.wishes(address())
    assert (chat.length, chat.quiet) == (Length.SHORT, (time(22, 0), time(7, 0)))


async def test_a_city_is_offered_with_its_clock_nearest_first_and_pressed() -> None:
    desk = FakeDesk()

    asked = await press(desk, named(await say(desk, "settings"), "Time zone"))
    chosen = await press(desk, named(asked, "Berlin 14:00"))

    assert labels(asked)[:2] == ["Brussels 14:00", "Berlin 14:00"]
    assert asked.text.startswith("By which city’s clocks?")
    assert "Time zone: Europe/Berlin." in chosen.text


async def test_a_chat_s_language_says_which_city_is_likely() -> None:
    desk = FakeDesk()
    await desk.chats.save(Chat(address(), language="hy"))

    assert labels(await say(desk, "settings zone"))[0] == "Երևան 16:00"


async def test_a_misspelt_city_s_closest_are_buttons() -> None:
    told = await say(FakeDesk(), "settings zone Yerevn")

    assert [row[0].words for row in told.choices] == [
        ("settings", "zone", "Yerevan"),
        ("settings", "zone", "Erevan"),
    ]


async def test_a_zone_is_set_by_a_city_for_all_that_the_chat_gets() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")

    reply = await say(desk, "settings zone Yerevan")

    assert "Time zone: Asia/Yerevan." in reply.text
    assert [one.zone for one in await kept(desk)] == ["Asia/Yerevan"]
    assert (await say(desk, "subscribe belmark 18:00")).text.startswith(
        "This chat gets Belmark, every day 18:00 (Asia/Yerevan)"
    )


@pytest.mark.parametrize(
    "said", ["language klingon", "zone Zzz", "length huge", "quiet late", "quiet 25-7", "silent maybe", "colour blue"]
)
async def test_a_setting_that_makes_no_sense_changes_nothing(said: str) -> None:
    desk = FakeDesk()

    reply = await say(desk, f"settings {said}")

    assert not reply.public
    assert await desk.chats.wishes(address()) == Chat(address())


async def test_all_that_was_stopped_can_be_brought_back() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")
    await say(desk, "subscribe belmark weekdays 18:00")
    await say(desk, "subscribe csto alerts 3")
    before = await kept(desk)

    stopped = await say(desk, "unsubscribe all")
    for row in stopped.choices:
        await press(desk, row[0])

    assert labels(stopped) == ["Undo: Ardal", "Undo: Belmark", "Undo: csto"]
    assert [(one.topics, one.times, one.alerts) for one in await kept(desk)] == [
        (one.topics, one.times, one.alerts) for one in before
    ]


async def test_a_time_that_is_none_is_no_topic() -> None:
    desk = FakeDesk()

    reply = await say(desk, "subscribe ardal 25:99")

    assert reply.text.startswith("I can't read “25:99” as a time.")
    assert await kept(desk) == []


async def test_alerts_of_other_numbers_a_day_are_alerts_of_their_own() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal alerts 3")

    await say(desk, "subscribe belmark alerts 2")

    assert [(one.topics, one.alerts) for one in await kept(desk)] == [(("Ardal",), 3), (("Belmark",), 2)]


async def test_what_is_muted_is_told_with_what_a_chat_gets() -> None:
    desk = FakeDesk()
    await say(desk, "subscribe ardal 08:30")
    await say(desk, "mute belmark 1w")

    assert "Belmark: muted until Thu 1 May, 14:00." in (await say(desk, "topics")).text


async def test_a_misspelt_topic_is_a_button_away() -> None:
    desk = FakeDesk()

    await press(desk, named(await say(desk, "subscribe belmrak 18:00"), "Belmark"))

    assert [(one.topics, one.times) for one in await kept(desk)] == [(("Belmark",), (time(18, 0),))]


async def test_the_next_slot_is_told_by_the_clock_of_the_digest() -> None:
    desk = FakeDesk()
    await desk.store.put_subscription(subscription(topics=("Ardal",), zone="Asia/Tokyo"))

    assert (await say(desk, "schedule")).text.endswith("(Asia/Tokyo). Next: Fri 25 April, 08:30.")
