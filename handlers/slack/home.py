"""App Home: what somebody's channels and they themselves get, when next, and who of the sources is silent.

    app_home_opened                    -> ack -> views.publish
    a button or menu of a subscription -> ack -> Ask, as if typed in its channel -> told there -> views.publish
    Subscribe a channel                -> ack -> the form (forms.py)

Only channels that somebody is in are shown to them, and only of their workspace.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp

from digest.desk import Kept
from digest.model import Address
from handlers.commands import Ask, Reply
from handlers.replies import Words
from handlers.slack import shelf
from handlers.slack.answers import messages
from handlers.slack.elements import said_by
from handlers.slack.errors import FAILURES, post_error
from handlers.slack.forms import Forms
from handlers.slack.host import PLATFORM, Ack, Body, Host
from handlers.slack.send import TIER_4

log = structlog.get_logger(__name__)

#: Block ids of a subscription's buttons name its chat, and its thread where it has one.
PLACE = re.compile(r"ro:at:(\w+)/([\d.]*):\d+")


class Home:
    """The first tab of the app."""

    def __init__(self, host: Host, forms: Forms, say: Words) -> None:
        self._host = host
        self._forms = forms
        self._say = say
        self._direct = dict[tuple[str, str], str]()  # by workspace and user: their chat with the bot

    def listen(self, app: AsyncApp) -> None:
        """Hear of it."""
        app.event("app_home_opened")(self._on_opened)
        app.action(shelf.SUBSCRIBE)(self._on_subscribe)
        app.action(shelf.CHANGE)(self._on_change)

    async def refresh(self, workspace: str, user: str) -> None:
        """Show what has changed, to who has it open."""
        if (workspace, user) in self._direct:
            await self._show(workspace, user)

    async def _on_opened(self, ack: Ack, context: Body, event: Body) -> None:
        await ack()
        if event.get("tab") != "home":
            return
        self._direct[context["team_id"], event["user"]] = event["channel"]
        async with self._host.serving(_nobody):
            await self._show(context["team_id"], event["user"])

    async def _on_subscribe(self, ack: Ack, context: Body, body: Body) -> None:
        await ack()
        if not await self._host.is_new(context, body):
            return
        async with self._host.serving(_nobody):
            await self._forms.open(Address(PLATFORM, "", context["team_id"]), body["user"]["id"], body["trigger_id"])

    async def _on_change(self, ack: Ack, context: Body, body: Body, action: Body) -> None:
        await ack()
        place = PLACE.fullmatch(action["block_id"])
        if place is None or not await self._host.is_new(context, body):
            return
        workspace, user = context["team_id"], body["user"]["id"]
        address = Address(PLATFORM, place[1], workspace, place[2])

        async def tell(reply: Reply) -> None:
            await self._show(workspace, user, notice=reply.text)

        async with self._host.serving(tell):
            there = address.chat == self._direct.get((workspace, user))
            ask = await self._host.ask(said_by(_chosen(action)), address, user, there=there)
            given = await self._host.answered(ask)
            if isinstance(given, Reply):
                if given.public:
                    await self._host.sender.say(address, messages(given, ask.say))
                await tell(given)

    async def _show(self, workspace: str, user: str, *, notice: str = "") -> None:
        direct = self._direct.get((workspace, user), "")
        names = {**await self._host.places.of(workspace, user), **({direct: ""} if direct else {})}
        ask = await self._host.ask(("topics",), Address(PLATFORM, direct, workspace), user)
        kept = await self._host.desk.kept_in(PLATFORM, workspace)
        theirs = await self._stand(ask, [each for each in kept if each.subscription.address.chat in names])
        view = shelf.home(theirs, names, await self._host.desk.health(), ask, notice=notice)
        await self._host.sender.patience.until_taken(partial(self._publish, ask.address, user, view))

    async def _stand(self, ask: Ask, kept: Sequence[Kept]) -> list[shelf.Standing]:
        """Each with what its chat has muted, and numbered as its chat numbers it."""
        numbers = dict[Address, int]()
        standing = list[shelf.Standing]()
        for each in kept:
            address = each.subscription.address
            numbers[address] = numbers.get(address, 0) + (0 if each.subscription.alerts else 1)
            muted = (await self._host.desk.chats.wishes(address)).muted
            running = tuple(one for one in muted if one.holds(ask.now))
            standing.append(shelf.Standing(each, numbers[address], running))
        return standing

    async def _publish(self, address: Address, user: str, view: Any) -> None:
        client = await self._host.client(address.workspace)
        try:
            async with self._host.sender.asking("views.publish", address, TIER_4):
                await client.api_call("views.publish", json={"user_id": user, "view": view})
        except FAILURES as error:
            raise post_error(error, self._say) from error


def _chosen(action: Body) -> str:
    option: Any = action.get("selected_option") or action
    return str(option.get("value") or "")


async def _nobody(reply: Reply) -> None:
    """A view has no place to apologise in; the log has it."""
