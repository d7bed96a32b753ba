"""The form in which a channel is subscribed, and what is reported about a message."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from digest.desk import Preview
from digest.model import Address, Subscription
from handlers.slack.app import SlackChannel
from tests.builders import digest
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import FakeSlackWithSuggestions as FakeSlack
from tests.handlers.slack_desk import in_general, labels

WEEKDAYS = ["0", "1", "2", "3", "4"]


class Desk(FakeDesk):
    """Says what it was asked to preview."""

    async def preview(self, topics: Any) -> Preview:
        return Preview(1 + len(topics), 7, (f"News of {', '.join(topics) or 'everything'}",))


@pytest.fixture
def desk() -> FakeDesk:
    return Desk()


async def opened(slack: FakeSlack) -> dict[str, Any]:
    """The form, once its first preview is there."""
    await slack.shortcut("subscribe_channel")
    return await form(slack, "News of everything")


async def form(slack: FakeSlack, told: str) -> dict[str, Any]:
    def shown() -> bool:
        return any(told in view["blocks"][-1]["text"]["text"] for view in slack.views.values())

    await slack.until(shown)
    return dict(list(slack.views.values())[-1])


def filled(slack: FakeSlack, **changes: Any) -> dict[str, Any]:
    fields = {
        "where": slack.general.id,
        "what": None,
        "times": "18:00",
        "days": WEEKDAYS,
        "zone": "Yerevan",
        **changes,
    }
    return {name: {name: given} for name, given in fields.items() if given is not None}


async def kept(desk: FakeDesk, address: Address) -> list[Subscription]:
    return [each.subscription for each in await desk.kept(address)]


async def test_a_channel_is_subscribed_from_anywhere(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    view = await opened(slack)
    await slack.suggest(view, "what", "ard")

    ack = await slack.submit(view, filled(slack, what=["Ardal"]))
    await slack.until(lambda: slack.messages(slack.general))

    [made] = await kept(desk, in_general(slack))
    assert ack.ok
    assert not ack.body
    assert (made.topics, made.times, made.days) == (("Ardal",), (time(18),), (0, 1, 2, 3, 4))
    assert made.zone == "Asia/Yerevan"
    [told] = slack.messages(slack.general)
    assert told["text"].startswith("This chat gets Ardal, weekdays 18:00 (Asia/Yerevan).")
    assert labels(told) == ["Undo", "Times"]
    assert not slack.breaches


async def test_the_command_without_words_opens_it_for_its_channel(slack: FakeSlack, channel: SlackChannel) -> None:
    await slack.slash("/readout", "subscribe")

    view = await form(slack, "News of everything")

    assert view["blocks"][0]["element"]["initial_conversation"] == slack.general.id
    assert view["blocks"][-2]["element"]["initial_value"] == "Europe/Berlin"  # of who asks
    assert not slack.messages(slack.general)
    assert not slack.responses


async def test_the_preview_follows_the_topics(slack: FakeSlack, channel: SlackChannel) -> None:
    view = await opened(slack)
    await slack.suggest(view, "what", "")

    for topics in (["Ardal"], ["Ardal", "Belmark"]):
        await slack.click(view, "what", value=topics)
        view = await form(slack, f"News of {', '.join(topics)}")

    assert [block["block_id"] for block in view["blocks"]] == ["where", "what", "times", "days", "zone", "preview"]
    assert not slack.breaches


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["Ardal", "Belmark", "North Sound"]),
        ("ar", ["Ardal", "Belmark", "ar"]),
        ("north", ["North Sound", "north"]),
        ("rail link and ardal", ["rail link and Ardal"]),  # anything can be typed
        ("ardel", ["Ardal"]),  # a slip of the pen is no topic of its own
        ("-opinion", []),
        ("x" * 200, []),
    ],
)
async def test_topics_are_found_as_somebody_types(
    slack: FakeSlack, channel: SlackChannel, typed: str, offered: list[str]
) -> None:
    view = await opened(slack)

    assert await slack.suggest(view, "what", typed) == offered


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("times", "soon", "I can't read “soon” as a time."),
        ("zone", "Zzz", "I know no city “Zzz”."),
        ("where", "C0NOWHERE", "I can't find that channel or group"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(
    slack: FakeSlack, channel: SlackChannel, field: str, given: str, told: str
) -> None:
    view = await opened(slack)

    ack = await slack.submit(view, filled(slack, **{field: given}))

    assert ack.body["response_action"] == "errors"
    assert list(ack.body["errors"]) == [field]
    assert ack.body["errors"][field].startswith(told)
    assert not slack.messages(slack.general)


async def test_a_chat_that_has_as_many_as_it_may_is_told_in_the_form(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    for hour in range(10):
        await slack.slash("/readout", f"subscribe ardal {hour:02}:15")
    await slack.until(lambda: len(slack.messages(slack.general)) == 10)
    view = await opened(slack)

    ack = await slack.submit(view, filled(slack))

    assert ack.body["errors"]["what"].startswith("A chat gets at most 10 digests.")


async def test_who_is_not_in_a_channel_does_not_subscribe_it(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    elsewhere = slack.main.add_channel("elsewhere", [slack.bob])
    view = await opened(slack)

    ack = await slack.submit(view, filled(slack, where=elsewhere.id))

    assert ack.body["errors"] == {"where": "Only those who manage this chat may change what it gets."}


async def test_a_wrong_digest_is_reported_by_its_message_s_menu(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    await channel.post(in_general(slack), channel.render(digest())[0], key="part-0")
    [message] = slack.messages(slack.general)

    await slack.shortcut("report_wrong", slack.bob, message)
    await slack.until(lambda: slack.ephemerals)

    [whisper] = slack.ephemerals
    assert whisper["text"] == "What is wrong?"
    await slack.click(whisper, "ro:say:1", slack.bob)
    await slack.until(lambda: desk.store.chats.complaints)
    assert desk.store.chats.complaints[0].edition == "edition-1"


async def test_what_is_no_digest_is_not_reported(slack: FakeSlack, channel: SlackChannel) -> None:
    message = slack.say(slack.general, slack.bob, "a person's", blocks=[{"type": "divider", "block_id": "ro:1:x"}])

    await slack.shortcut("report_wrong", slack.alice, message)
    await slack.until(lambda: slack.ephemerals)

    assert slack.ephemerals[0]["text"].startswith("That is no digest of mine.")
