"""What readers do with a digest where it stands: ask why and who, mute, say that it is right or wrong."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from digest.model import Complaint
from handlers.slack.app import SlackChannel
from handlers.slack.elements import value
from handlers.slack.menu import FEEDBACK, MENU
from tests.builders import TITLE, digest, entry, slot, subscription
from tests.handlers.desk import FakeDesk, profile
from tests.handlers.slack_desk import FakeSlackWithWhispers as FakeSlack
from tests.handlers.slack_desk import action, in_general, labels, running

ABOUT = ("edition:edition-1", f"story:{entry().story}")
RIGHT, WRONG = value(("right", *ABOUT)), value(("wrong", *ABOUT))


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(profiles=[profile()])


async def posted(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> dict[str, Any]:
    """A digest that stands in the channel, and is on record."""
    ours = subscription(address=in_general(slack))
    await desk.store.put_subscription(ours)
    await desk.store.claim(ours, slot(), digest(), ())
    await channel.post(in_general(slack), channel.render(digest())[0], key="part-0")
    return dict(slack.messages(slack.general)[-1])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("why", *TITLE.split()), "None of the last digests here has"),
        (("who", "Mara", "Venn"), "Mara Venn"),
        (("mute",), "Nothing is muted here."),
        (("settings",), "Language: English."),
    ],
)
async def test_a_menu_answers_who_chose_and_leaves_the_digest(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk, words: tuple[str, ...], told: str
) -> None:
    before = await posted(slack, channel, desk)

    ack = await slack.click(slack.messages(slack.general)[-1], MENU, slack.bob, value(words))
    await slack.until(lambda: slack.ephemerals)

    [whisper] = slack.ephemerals
    assert ack.ok
    assert whisper["user"] == slack.bob.id
    assert told in whisper["text"]
    assert slack.messages(slack.general) == [before]
    assert not slack.breaches


async def test_a_menu_mutes_the_digest_s_topic(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    [payload] = channel.render(replace(digest(), topics=("Ardal",)))
    await channel.post(in_general(slack), payload, key="part-0")
    [message] = slack.messages(slack.general)

    await slack.click(message, MENU, slack.bob, value(("mute", "Ardal", "1w")))
    await slack.until(lambda: len(slack.messages(slack.general)) == 2)

    [muted] = (await desk.chats.wishes(in_general(slack))).muted
    assert muted.topic == "Ardal"
    told = slack.messages(slack.general)[-1]
    assert told["text"].startswith("Ardal: muted until")
    assert labels(told) == ["Unmute"]


async def test_right_is_thanked_for(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    await posted(slack, channel, desk)

    await slack.click(slack.messages(slack.general)[-1], FEEDBACK, value=RIGHT)
    await slack.until(lambda: slack.ephemerals)

    assert slack.ephemerals[0]["text"] == "Thank you."
    assert not desk.store.chats.complaints


async def test_wrong_is_put_on_record(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    await posted(slack, channel, desk)

    await slack.click(slack.messages(slack.general)[-1], FEEDBACK, slack.bob, WRONG)
    await slack.until(lambda: slack.ephemerals)
    [whisper] = slack.ephemerals
    assert labels(whisper) == ["Person", "Speaker", "Quotation", "Old news", "Other"]
    await slack.click(whisper, action(whisper, "Speaker"), slack.bob)
    await slack.until(lambda: "Logged" in whisper["text"])

    assert desk.store.chats.complaints == [
        Complaint(in_general(slack), slack.bob.id, "edition-1", entry().story, "speaker")
    ]
    assert whisper["text"] == "Logged as #1. Thank you."
    assert len(slack.messages(slack.general)) == 1


async def test_the_editors_are_told_what_is_wrong_with_what(slack: FakeSlack, desk: FakeDesk) -> None:
    editors = slack.main.add_channel("editors", [slack.bob])
    async with running(slack, desk, editors=editors.id) as channel:
        await posted(slack, channel, desk)

        await slack.slash("/readout", "wrong edition:edition-1 the &lt;!channel&gt; speaker")
        await slack.until(lambda: slack.messages(editors))

    [message] = slack.messages(editors)
    assert message["blocks"][0]["text"]["text"] == (
        f"A reader says that something is wrong in “{TITLE}”: the <!channel> speaker\nLogged as #1. Thank you."
    )
    assert {each.kind for each in slack.controls} == {"user", "channel", "link"}  # who, where, and the digest's article
    assert not slack.breaches


@pytest.mark.parametrize("editors", ["C0NOWHERE", "T0OTHER/C0EDITORS"])
async def test_a_report_is_logged_where_the_editors_cannot_be_told(
    slack: FakeSlack, desk: FakeDesk, editors: str
) -> None:
    async with running(slack, desk, editors=editors):
        await slack.slash("/readout", "wrong person")
        await slack.until(lambda: slack.ephemerals)

    assert slack.ephemerals[0]["text"] == "Logged as #1. Thank you."
    assert len(desk.store.chats.complaints) == 1
