"""App Home: what somebody's channels get, each changeable in place."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import slack_rules
from slack_sdk.models.blocks import Block

from digest.desk import Kept
from digest.model import Address, Muted, Subscription
from digest.ports import Health
from handlers.commands import Ask
from handlers.slack import shelf
from handlers.slack.app import SlackChannel
from handlers.slack.elements import value
from tests.builders import NOW, subscription
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import FakeSlackWithSuggestions as FakeSlack
from tests.handlers.slack_desk import in_general

SILENT = Health("Valley", NOW, NOW, NOW - timedelta(days=60))


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(checked=(SILENT,))


async def put(desk: FakeDesk, address: Address, **changes: Any) -> Subscription:
    made = subscription(id=f"{address.workspace}-{address.chat}", address=address, **changes)
    await desk.store.put_subscription(made)
    return made


async def home(slack: FakeSlack, told: str = "") -> dict[str, Any]:
    """Alice's, once it tells this."""
    await slack.until(lambda: told in text(slack.homes.get(slack.alice.id, {"blocks": []})) and slack.homes)
    return dict(slack.homes[slack.alice.id])


def text(view: dict[str, Any]) -> str:
    return "\n".join(each["text"]["text"] for each in view["blocks"] if "text" in each)


def elements(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows = [block for block in view["blocks"] if block["type"] == "actions"]
    return {(each.get("text") or each["placeholder"])["text"]: each for row in rows for each in row["elements"]}


async def opened(slack: FakeSlack) -> dict[str, Any]:
    await slack.home_opened()
    return await home(slack, "Sources")


async def test_it_shows_what_somebody_s_channels_get_and_who_is_silent(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    await put(desk, in_general(slack), topics=("Ardal",))
    await put(desk, Address("slack", slack.main.direct(slack.alice).id, slack.main.id), topics=("Belmark",))
    hidden = slack.main.add_channel("board", [slack.bob], "private")
    await put(desk, Address("slack", hidden.id, slack.main.id), topics=("North Sound",))

    told = text(await opened(slack))

    assert "#general\nThis chat gets Ardal, every day" in told
    assert "Next: " in told
    assert "Your direct messages\nThis chat gets Belmark" in told
    assert "North Sound" not in told
    assert "board" not in told
    assert "Silent" in told or "Valley" in told
    assert not slack.breaches
    assert not slack.controls


async def test_nothing_yet_is_said_with_a_way_to_begin(slack: FakeSlack, channel: SlackChannel) -> None:
    view = await opened(slack)

    await slack.click(view, shelf.SUBSCRIBE)
    await slack.until(lambda: any(each["callback_id"] == "subscribe_channel" for each in slack.views.values()))

    assert "Your channels get no digest yet." in text(view)


@pytest.mark.parametrize(
    ("label", "chosen", "told"),
    [
        ("Times", value(("schedule", "1", "weekdays", "18:00")), "weekdays 18:00"),
        ("Pause", None, "at no time"),
        ("Mute for a day", None, "everything: muted until"),
        ("Remove", None, "Your channels get no digest yet."),
    ],
)
@pytest.mark.usefixtures("channel")
async def test_each_is_changed_in_place(
    slack: FakeSlack, desk: FakeDesk, label: str, chosen: str | None, told: str
) -> None:
    await put(desk, in_general(slack), topics=("Ardal",))
    view = await opened(slack)

    ack = await slack.click(view, elements(view)[label]["action_id"], value=chosen)
    changed = await home(slack, told)

    assert ack.ok
    assert told in text(changed)
    assert len(slack.messages(slack.general)) == 1  # the channel hears of it
    assert not slack.breaches


async def test_what_is_muted_can_be_unmuted(slack: FakeSlack, channel: SlackChannel, desk: FakeDesk) -> None:
    await put(desk, in_general(slack))
    view = await opened(slack)
    await slack.click(view, elements(view)["Mute for a day"]["action_id"])
    view = await home(slack, "muted until")

    await slack.click(view, elements(view)["Unmute"]["action_id"])

    await home(slack, "Nothing is muted here.")
    assert not (await desk.chats.wishes(in_general(slack))).muted


async def test_who_left_a_channel_changes_nothing_there(
    slack: FakeSlack, channel: SlackChannel, desk: FakeDesk
) -> None:
    made = await put(desk, in_general(slack))
    view = await opened(slack)
    slack.general.members.remove(slack.alice.id)

    await slack.click(view, elements(view)["Pause"]["action_id"])
    await home(slack, "Only those who manage this chat may change what it gets.")

    assert await desk.store.subscriptions() == (made,)
    assert not slack.messages(slack.general)


async def test_the_messages_tab_is_not_home(slack: FakeSlack, channel: SlackChannel) -> None:
    await slack.home_opened(tab="messages")
    await slack.home_opened(slack.bob)
    await slack.until(lambda: slack.homes)

    assert list(slack.homes) == [slack.bob.id]


async def test_a_form_that_was_sent_changes_home(slack: FakeSlack, channel: SlackChannel) -> None:
    view = await opened(slack)
    await slack.click(view, shelf.SUBSCRIBE)
    await slack.until(lambda: any(each["callback_id"] == "subscribe_channel" for each in slack.views.values()))
    form = next(each for each in slack.views.values() if each["callback_id"] == "subscribe_channel")
    fields = {"where": slack.general.id, "times": "18:00", "days": ["0"], "zone": "Berlin"}

    await slack.submit(form, {name: {name: given} for name, given in fields.items()})

    assert "#general\nThis chat gets everything, Mon 18:00" in text(await home(slack, "#general"))


def test_as_many_as_a_workspace_has_are_a_view_that_slack_takes() -> None:
    topics = tuple(f"topic {number} <!channel> & “more”" for number in range(30))
    places = [Address("slack", f"C{number}", "T1", "1.5" if number % 2 else "") for number in range(200)]
    many = [Kept(subscription(address=each, topics=topics)) for each in places]
    theirs = [shelf.Standing(each, 1, (Muted("", None), Muted("x" * 500, NOW))) for each in many]
    ask = Ask("topics", (), ZoneInfo("UTC"), NOW, places[0])

    view = shelf.home(theirs, {each.chat: "general" for each in places}, [SILENT] * 300, ask, notice="x" * 9000)

    assert not slack_rules.view_errors(view)
    assert not slack_rules.scan(view, "")
    for each in view["blocks"]:
        parsed = Block.parse(each)
        assert parsed is not None
        parsed.validate_json()
