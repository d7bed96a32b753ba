"""The bot is added to channels."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.slack.scopes import MANIFEST
from tests.builders import subscription
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import FakeSlackWithWhispers as FakeSlack
from tests.handlers.slack_desk import action, in_general, labels, running


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(posts_per_second=1000) as fake:
        yield fake


async def test_a_channel_that_adds_us_is_greeted_once_also_by_the_next_process(slack: FakeSlack) -> None:
    desk = FakeDesk()
    async with running(slack, desk):
        await slack.joined(slack.general, event_id="Ev1", copies=2)
        await slack.until(lambda: slack.messages(slack.general))
    async with running(slack, desk):
        await slack.joined(slack.general, event_id="Ev1")
        await slack.slash("/readout", "sources")
        await slack.until(lambda: slack.responses)

    [greeting] = slack.messages(slack.general)
    assert greeting["text"].startswith("I post short digests: who met whom, what was said. Try /summary")
    assert labels(greeting) == ["Topics", "Summary", "Subscribe"]
    assert not slack.breaches
    assert not slack.controls


async def test_who_else_joins_is_no_news_to_us(slack: FakeSlack) -> None:
    async with running(slack, FakeDesk()):
        await slack.joined(slack.general, slack.bob)
        await slack.slash("/readout", "sources")
        await slack.until(lambda: slack.responses)

    assert not slack.messages(slack.general)


async def test_the_greeting_s_button_opens_the_form_for_the_channel(slack: FakeSlack) -> None:
    async with running(slack, FakeDesk()):
        await slack.joined(slack.general)
        await slack.until(lambda: slack.messages(slack.general))
        [greeting] = slack.messages(slack.general)

        await slack.click(greeting, action(greeting, "Subscribe"))
        await slack.until(lambda: slack.views)

        [view] = slack.views.values()
        assert view["blocks"][0]["element"]["initial_conversation"] == slack.general.id


async def test_where_digests_were_paused_they_go_on_and_we_say_so(slack: FakeSlack) -> None:
    desk = FakeDesk()
    await desk.store.put_subscription(subscription(address=in_general(slack)))
    await desk.chats.pause(in_general(slack), "I am not in that channel.")
    async with running(slack, desk):
        await slack.joined(slack.general)
        await slack.until(lambda: slack.messages(slack.general))

    assert [each["text"] for each in slack.messages(slack.general)] == ["I am back here: 1 digest goes on."]
    assert len(await desk.store.subscriptions()) == 1


@pytest.mark.parametrize("manifest", [MANIFEST, MANIFEST.with_name("manifest-http.json")], ids=lambda path: path.name)
def test_we_ask_slack_to_tell_us(manifest: Path) -> None:
    events = json.loads(manifest.read_text("utf-8"))["settings"]["event_subscriptions"]["bot_events"]

    assert "member_joined_channel" in events
