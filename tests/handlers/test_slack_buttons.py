"""Buttons under answers: a press says the button's words for whoever pressed."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json

import pytest
import slack_rules

from digest.model import Address
from handlers.commands import COMMANDS, Choice, Reply, Suggestion
from handlers.replies import Words
from handlers.slack import answers
from handlers.slack.app import SlackChannel
from handlers.slack.elements import said_by
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import FakeSlackWithWhispers as FakeSlack
from tests.handlers.slack_desk import action, buttons, in_general, labels


async def topics_of(desk: FakeDesk, address: Address) -> list[str]:
    return [topic for each in await desk.kept(address) for topic in each.subscription.topics]


#: What each command is asked about, where it needs something to be about.
ABOUT = {
    "subscribe": "ardal 18:00",
    "schedule": "09:00",
    "mute": "1d",
    "who": "venn",
    "met": "venn",
    "said": "venn",
    "why": "rail",
    "missed": "https://courier.example/x",
    "wrong": "speaker",
    "settings": "length short",
}


@pytest.mark.parametrize("verb", COMMANDS)
async def test_every_command_by_each_way_in(slack: FakeSlack, channel: SlackChannel, verb: str) -> None:
    words, direct = f"{verb} {ABOUT.get(verb, '')}".strip(), slack.main.direct(slack.alice)

    await slack.slash("/readout", words)
    await slack.until(lambda: slack.responses)
    asked = len(slack.messages(slack.general)) + len(slack.ephemerals)
    await slack.mention(words, slack.bob)
    await slack.until(lambda: len(slack.messages(slack.general)) + len(slack.ephemerals) == asked + 2)
    await slack.direct_message(words)
    await slack.until(lambda: len(slack.messages(direct)) == 2)

    told = [*slack.responses, *slack.ephemerals, *slack.messages(slack.general), *slack.messages(direct)]
    texts = [str(each["text"]) for each in told]
    assert not any("went wrong" in text or "I don't know" in text for text in texts)
    assert not slack.breaches


async def test_the_answer_to_a_press_takes_the_place_of_what_was_pressed(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    await slack.slash("/readout", "topics")
    await slack.until(lambda: slack.ephemerals)
    [whisper] = slack.ephemerals

    ack = await slack.click(whisper, action(whisper, "Belmark"))
    await slack.until(lambda: slack.messages(slack.general))

    assert ack.ok
    assert await topics_of(desk, in_general(slack)) == ["Belmark"]
    assert "This chat gets Belmark" in whisper["text"]  # in place
    assert [each["text"]["text"] for each in buttons(whisper) if each.get("style")] == ["Belmark"]
    [told] = slack.messages(slack.general)  # and everybody there is told, without buttons
    assert "This chat gets Belmark" in told["text"]
    assert not buttons(told)
    assert not slack.breaches


async def test_what_changes_the_channel_is_told_to_all_and_can_be_undone_by_anyone(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    await slack.slash("/readout", "subscribe ardal weekdays 18:00")
    await slack.until(lambda: slack.messages(slack.general))
    [message] = slack.messages(slack.general)
    assert labels(message) == ["Undo", "Times"]

    await slack.click(message, action(message, "Undo"), slack.bob)
    await slack.until(lambda: message["text"].startswith("Stopped Ardal"))

    assert await topics_of(desk, in_general(slack)) == []
    assert slack.messages(slack.general) == [message]
    assert not slack.ephemerals


async def test_who_only_looks_at_a_channel_changes_nothing(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    await slack.slash("/readout", "subscribe ardal")
    await slack.until(lambda: slack.messages(slack.general))
    [message] = slack.messages(slack.general)

    await slack.click(message, action(message, "Undo"), slack.main.add_user("visitor"))
    await slack.until(lambda: slack.ephemerals)

    assert slack.ephemerals[0]["text"] == "Only those who manage this chat may change what it gets."
    assert await topics_of(desk, in_general(slack)) == ["Ardal"]
    assert labels(message) == ["Undo", "Times"]


async def test_a_question_about_what_all_see_is_answered_to_one(slack: FakeSlack, channel: SlackChannel) -> None:
    await slack.slash("/readout", "subscribe ardal")
    await slack.until(lambda: slack.messages(slack.general))
    [message] = slack.messages(slack.general)
    before = dict(message)

    await slack.click(message, action(message, "Times"), slack.bob)
    await slack.until(lambda: slack.ephemerals)

    [whisper] = slack.ephemerals
    assert whisper["user"] == slack.bob.id
    assert "weekdays 18:00" in labels(whisper)
    assert message == before


async def test_in_a_direct_message_the_answer_stays_in_place(slack: FakeSlack, channel: SlackChannel) -> None:
    await slack.direct_message("topics")
    direct = slack.main.direct(slack.alice)
    await slack.until(lambda: len(slack.messages(direct)) == 2)
    answer = slack.messages(direct)[-1]

    await slack.click(answer, action(answer, "Ardal"))
    await slack.until(lambda: "This chat gets Ardal" in answer["text"])

    assert len(slack.messages(direct)) == 2
    assert not slack.breaches


async def test_a_press_in_a_mention_s_thread(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    await slack.mention("topics", slack.bob)
    await slack.until(lambda: slack.ephemerals)
    [whisper] = slack.ephemerals

    await slack.click(whisper, action(whisper, "Ardal"), slack.bob)
    await slack.until(lambda: "This chat gets Ardal" in whisper["text"])

    assert await topics_of(desk, in_general(slack)) == ["Ardal"]


async def test_a_misspelt_command_offers_the_closest_with_its_words(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    await slack.slash("/readout", "sumary ardal")
    await slack.until(lambda: slack.ephemerals)
    [whisper] = slack.ephemerals
    assert labels(whisper) == ["summary", "/readout help"]

    await slack.click(whisper, action(whisper, "summary"))
    await slack.until(lambda: slack.messages(slack.general))

    assert [topics for topics, _ in desk.asked] == [("Ardal",)]
    assert not slack.breaches


async def test_what_breaks_after_a_press_is_admitted(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    await slack.slash("/readout", "sumary")
    await slack.until(lambda: slack.ephemerals)
    desk.refusal = RuntimeError("the disk is full")

    await slack.click(slack.ephemerals[0], action(slack.ephemerals[0], "summary"))
    await slack.until(lambda: len(slack.responses) == 2)

    assert slack.responses[-1]["text"].startswith("That went wrong on my side")


@pytest.mark.parametrize("value", ["", "nonsense", "{}", '"who"', "[1, null]"])
async def test_a_button_of_another_version_is_answered(slack: FakeSlack, channel: SlackChannel, value: str) -> None:
    await slack.slash("/readout", "topics")
    await slack.until(lambda: slack.ephemerals)
    [whisper] = slack.ephemerals

    ack = await slack.click(whisper, action(whisper, "Ardal"), value=value)
    await slack.until(lambda: len(slack.responses) == 2)

    assert ack.ok
    assert not slack.breaches


@pytest.mark.parametrize(
    "reply",
    [
        Reply("x", choices=tuple((Choice(f"topic {number}", ("topics", "on", str(number))),) for number in range(300))),
        Reply("x" * 20_000, choices=((Choice("word " * 50, ("who", *["name"] * 300)), Choice("w", ("x" * 3000,))),)),
        Reply("<!channel> & *bold*", choices=((Choice("<!here>", ("<!here>", "\u202e")), Choice("", ("x",))),)),
        Reply("who?", (Suggestion("who", ("NAME",), "who somebody is"), Suggestion("summary", ("Ardal", "week")))),
    ],
)
def test_any_answer_is_one_that_slack_takes(reply: Reply) -> None:
    for message in answers.messages(reply, Words()):
        assert not slack_rules.block_errors(message["blocks"])
        assert slack_rules.blocks_weight(message["blocks"]) <= slack_rules.BLOCKS_CHARS
        assert not slack_rules.scan(message, "")
        assert len(message["text"]) <= slack_rules.ADVISED_TEXT_CHARS


def test_buttons_of_one_a_row_stand_side_by_side() -> None:
    reply = Reply("x", choices=(*((Choice(f"{n}", ("help",)),) for n in range(7)), (Choice("a", ()), Choice("b", ()))))

    [message] = answers.messages(reply, Words())

    rows = [[each["text"]["text"] for each in block["elements"]] for block in message["blocks"][1:]]
    assert rows == [["0", "1", "2", "3", "4"], ["5", "6"], ["a", "b"]]


def test_a_button_holds_its_words_as_they_are() -> None:
    words = ("unsubscribe", "3+3", "“Ардал”", '"x"', "\\")

    [message] = answers.messages(Reply("x", choices=((Choice("y", words),),)), Words())

    assert said_by(buttons(message)[0]["value"]) == words
    assert json.loads(buttons(message)[0]["value"]) == list(words)
