"""The bot on a strict fake Slack with a desk behind it: what tests of one part of the channel share."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from slack_server import FakeSlack

from digest.model import Address
from handlers.account import Account
from handlers.pace import Pace
from handlers.slack.app import SlackChannel
from tests.builders import NOW
from tests.handlers.desk import FakeDesk


async def at_once(_: float) -> None:
    """In place of waiting for a turn."""


def account(slack: FakeSlack, **settings: Any) -> Account:
    return replace(Account(slack.main.token, slack.app_token, slack.api), **settings)


def built(slack: FakeSlack, desk: FakeDesk, **settings: Any) -> SlackChannel:
    zone, pace = ZoneInfo("Europe/Berlin"), Pace(sleep=at_once)
    return SlackChannel(account(slack, **settings), desk, store=desk.store, now=lambda: NOW, zone=zone, pace=pace)


@asynccontextmanager
async def running(slack: FakeSlack, desk: FakeDesk, **settings: Any) -> AsyncIterator[SlackChannel]:
    channel = built(slack, desk, **settings)
    await channel.start()
    try:
        yield channel
    finally:
        await channel.stop()


def in_general(slack: FakeSlack) -> Address:
    return Address("slack", slack.general.id, slack.main.id)


def labels(message: dict[str, Any]) -> list[str]:
    """Of a message's buttons."""
    return [each["text"]["text"] for each in buttons(message)]


def buttons(message: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [block for block in message.get("blocks", ()) if block["type"] == "actions"]
    return [each for row in rows for each in row["elements"] if each["type"] == "button"]


def action(message: dict[str, Any], label: str) -> str:
    """The action of the button that says so."""
    return next(str(each["action_id"]) for each in buttons(message) if label in each["text"]["text"])


class FakeSlackWithWhispers(FakeSlack):
    """Keeps what a response_url whispers, as what was whispered by the bot, so that its buttons can be pressed."""

    def _respond(self, hook: Any, body: Any, via: Any) -> None:
        super()._respond(hook, body, via)
        if body.get("response_type") == "ephemeral":
            content, _ = self._content(hook["ws"], body, weigh=False)
            where = {"ts": self.new_ts(), "channel": hook["channel"].id, "user": hook["user"].id}
            self.ephemerals.append({**where, **content})


class FakeSlackWithSuggestions(FakeSlackWithWhispers):
    """Also asks for options as somebody types.

    By docs.slack.dev/reference/interaction-payloads/block_suggestion-payload.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.offered: dict[str, Any] = {}  #: by value, of all that was ever suggested

    async def suggest(self, view: dict[str, Any], action_id: str, typed: str) -> list[str]:
        """What is offered for what somebody typed."""
        payload = self._interaction(
            "block_suggestion", self.alice, action_id=action_id, block_id=action_id, value=typed
        )
        container = {"type": "view", "view_id": view["id"]}
        ack = await self._deliver("interactive", {**payload, "container": container, "view": view}, action_id)
        assert ack.ok
        self.offered |= {option["value"]: option for option in ack.body["options"]}
        return [option["value"] for option in ack.body["options"]]

    def _chosen(self, each: Any, value: Any) -> Any:
        if each["type"] != "multi_external_select":
            return super()._chosen(each, value)
        return {"selected_options": [self.offered[name] for name in value or ()]}
