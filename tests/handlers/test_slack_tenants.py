"""One workspace cannot see, name or change what is another's: every way in, with every id of the other."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from digest.model import Address, Chat, Complaint
from handlers.commands import COMMANDS
from handlers.slack.elements import plain, value
from tests.builders import digest, entry, slot, subscription
from tests.handlers.test_slack_http import Rotating, World, a_world

# slack_sdk sends oauth.v2.access with what aiohttp is about to replace
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

#: As long as an id, and nobody's.
NOBODY = "C0000000000"


class Tenants(Rotating):
    """Two workspaces: acme has chosen something, carol of beta asks."""

    carol: Any
    theirs: Any


@pytest.fixture
async def slack() -> AsyncIterator[Tenants]:
    async with Tenants(posts_per_second=10_000, posts_per_minute=10_000, per_minute={"views.publish": 10_000}) as fake:
        beta = fake.add_workspace("beta")
        fake.carol = beta.add_user("carol", "Asia/Baku")
        fake.theirs = beta.add_channel("general", [fake.carol])
        yield fake


@pytest.fixture
async def world(tmp_path: Path, slack: Tenants) -> AsyncIterator[World]:
    async with a_world(tmp_path, slack) as made:
        for workspace in slack.workspaces:
            assert (await made.install(workspace)).status_code == 200
        ours = subscription(id="secret-subscription", address=made.place(slack.main), topics=("North Sound",))
        await made.desk.store.put_subscription(ours)
        await made.desk.store.claim(ours, slot(), digest(edition="secret-edition"), ())
        await made.desk.chats.save(Chat(ours.address, zone="Asia/Tbilisi"))
        await made.desk.chats.complain(Complaint(ours.address, slack.alice.id, "secret-edition", "", "secret words"))
        slack.calls.clear()
        yield made


def ids(slack: Tenants) -> list[str]:
    """Of acme."""
    place = f"{slack.main.id}/{slack.general.id}"
    known = [slack.main.id, slack.general.id, place, f"<#{slack.general.id}>", slack.alice.id]
    return [*known, "secret-subscription", "secret-edition", "edition:secret-edition", f"story:{entry().story}"]


async def stands(world: World, slack: Tenants) -> object:
    """All that acme has."""
    place = world.place(slack.main)
    return (
        await world.desk.kept(place),
        await world.desk.chats.wishes(place),
        await world.desk.chats.editions(place, limit=9),
        [each for each in world.desk.store.chats.complaints if each.address == place],
        list(slack.messages(slack.general)),
    )


async def told(slack: Tenants, verb: str, word: str) -> str:
    """What carol is answered, with the word and running numbers taken out."""
    before = len(slack.responses)
    await slack.slash("/readout", f"{verb} {word}", slack.carol, slack.theirs)
    await slack.until(lambda: len(slack.responses) > before)
    text = str(slack.responses[before]["text"])
    escaped = word.replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"#\d+", "#", text.replace(escaped, "…").replace(escaped.partition(":")[2] or escaped, "…"))


@pytest.mark.parametrize("verb", [verb for verb in COMMANDS if verb not in ("subscribe", "settings")])
async def test_another_s_id_is_answered_as_nobody_s(world: World, slack: Tenants, verb: str) -> None:
    before = await stands(world, slack)

    for word in ids(slack):
        prefix = re.match(r"edition:|story:|", word)
        nobody = f"{prefix[0] if prefix else ''}{NOBODY}"
        answers = []
        for each in (word, nobody):
            await world.desk.chats.save(Chat(Address("slack", slack.theirs.id, slack.workspaces[1].id)))
            answers.append(await told(slack, verb, each))
        assert answers[0] == answers[1], word

    assert await stands(world, slack) == before
    assert {call.team for call in slack.calls} <= {slack.workspaces[1].id}


async def test_a_menu_and_a_home_of_another_workspace_s_chat_change_nothing(world: World, slack: Tenants) -> None:
    before = await stands(world, slack)
    await slack.home_opened(slack.carol)
    await slack.until(lambda: slack.homes)
    home = slack.homes[slack.carol.id]
    off = {"text": plain("Off"), "value": value(("schedule", "1", "off"))}
    forged = {"type": "button", "action_id": "ro:home:change:0", **off}
    place = {"type": "actions", "block_id": f"ro:at:{slack.general.id}/:0", "elements": [forged]}

    await slack.click({**home, "blocks": [place]}, "ro:home:change:0", slack.carol)
    await slack.until(lambda: any(call.method == "views.publish" for call in slack.calls[-3:]))

    assert "North Sound" not in str(slack.homes)
    assert await stands(world, slack) == before


async def test_a_form_cannot_name_another_workspace_s_channel(world: World, slack: Tenants) -> None:
    before = await stands(world, slack)
    await slack.shortcut("subscribe_channel", slack.carol)
    await slack.until(lambda: slack.views)
    form = list(slack.views.values())[-1]
    fields = {"where": slack.general.id, "times": "18:00", "days": ["0"], "zone": "Berlin"}

    ack = await slack.submit(form, {name: {name: given} for name, given in fields.items()}, slack.carol)

    assert ack.body["errors"]["where"].startswith("I can't find that channel or group")
    assert await stands(world, slack) == before


async def test_what_is_reported_elsewhere_is_not_shown_to_these_editors(world: World, slack: Tenants) -> None:
    await told(slack, "wrong", "edition:secret-edition speaker")

    assert world.desk.store.chats.complaints[-1].address == Address("slack", slack.theirs.id, slack.workspaces[1].id)
    assert not slack.messages(slack.general)
