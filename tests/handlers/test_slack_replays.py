"""Commands, presses and forms that come again after a restart: each has been handled, and nothing comes of it."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from digest.model import Complaint
from handlers.slack import shelf
from handlers.slack.menu import FEEDBACK
from tests.builders import digest
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import FakeSlackWithSuggestions, action, in_general, running

WEEKDAYS = ["0", "1", "2", "3", "4"]


class FakeSlack(FakeSlackWithSuggestions):
    """Can send all that it sent again, to the letter."""

    def __init__(self) -> None:
        super().__init__(posts_per_second=1000)
        self.sent: list[tuple[str, Any, str]] = []

    async def _deliver(self, kind: str, payload: Any, ident: str) -> Any:
        self.sent.append((kind, payload, ident))
        return await super()._deliver(kind, payload, ident)

    async def again(self) -> int:
        """How much came again."""
        sent, self.sent = self.sent, []
        for each in sent:
            assert (await self._deliver(*each)).ok
        return len(sent)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


async def everything(slack: FakeSlack) -> None:
    """Subscribe by a command, a form and App Home, undo and change it, report what is wrong."""
    general = in_general(slack).chat
    await slack.slash("/readout", "subscribe Ardal weekdays 18:00")
    await slack.until(lambda: slack.messages(general))
    await slack.click(slack.messages(general)[-1], action(slack.messages(general)[-1], "Undo"))

    await slack.shortcut("subscribe_channel")
    await slack.until(lambda: any("brought" in str(each["blocks"][-1]) for each in slack.views.values()))
    view = dict(list(slack.views.values())[-1])
    filled = {"where": {"where": general}, "days": {"days": WEEKDAYS}, "zone": {"zone": "Yerevan"}}
    await slack.submit(view, filled)
    await slack.until(lambda: "This chat gets everything" in str(slack.messages(general)))

    await slack.home_opened()
    await slack.until(lambda: "This chat gets" in str(slack.homes))
    home = dict(slack.homes[slack.alice.id])
    pause = next(each for block in home["blocks"] for each in block.get("elements", ()) if "Pause" in str(each))
    await slack.click(home, pause["action_id"])
    await slack.click(home, shelf.SUBSCRIBE)

    await slack.slash("/summary")
    await slack.until(lambda: any("Who met whom" in str(each) for each in slack.messages(general)))
    told = next(each for each in slack.messages(general) if "Who met whom" in str(each))
    await slack.click(told, FEEDBACK, value='["wrong","speaker"]')
    await slack.until(lambda: "Logged as #1" in str(slack.responses))


async def test_what_was_handled_before_a_restart_is_not_handled_again(slack: FakeSlack) -> None:
    desk = FakeDesk(digest=digest())
    async with running(slack, desk):
        await everything(slack)
    kept = await desk.kept_in("slack", slack.main.id)
    calls = {each.method: sum(one.method == each.method for one in slack.calls) for each in slack.calls}
    responses, asked = len(slack.responses), len(desk.asked)

    async with running(slack, desk):
        came = await slack.again()
        await slack.slash("/readout", "sources")
        await slack.until(lambda: "No source has been visited" in str(slack.responses))

    assert came >= 8
    assert await desk.kept_in("slack", slack.main.id) == kept
    assert (len(slack.responses), len(desk.asked)) == (responses + 1, asked)
    for method in ("chat.postMessage", "chat.postEphemeral", "views.open"):
        assert sum(one.method == method for one in slack.calls) == calls.get(method, 0)
    another = Complaint(in_general(slack), slack.alice.id, "", "", "other")
    assert await desk.chats.complain(another) == 2
