"""Forms and shortcuts: "Subscribe a channel" from anywhere, "Report a wrong digest" on a message.

shortcut, /readout subscribe, Home's button -> ack -> views.open
a topic is chosen  -> ack -> views.update: what the last days would have brought
a word is typed    -> ack with the topics that have it, and with itself where it makes one
sent               -> ack with what is wrong beside its field; else as /readout subscribe does it
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.async_app import AsyncApp

from digest import timetable
from digest.errors import AskError, PostError
from digest.model import Address
from digest.subscribing import Wish
from digest.timetable import USUAL, Timetable
from handlers.commands import Ask, Reply
from handlers.commands.choosing import get, wished
from handlers.replies import Words
from handlers.slack import views
from handlers.slack.answers import messages
from handlers.slack.errors import FAILURES, post_error
from handlers.slack.host import PLATFORM, Ack, Body, Host
from handlers.slack.send import TIER_4

log = structlog.get_logger(__name__)

REPORT = "report_wrong"
#: An answer to a form may take three seconds in all.
CHECK_S = 2.0
#: How the blocks of a digest are named (blocks.py).
OURS = re.compile(r"ro:\d+:(.+)")

Changed = Callable[[str, str], Awaitable[None]]


class Forms:
    """What is asked for in a form, and shortcuts."""

    def __init__(self, host: Host, say: Words, *, changed: Changed) -> None:
        """Take the channel; `changed` is told in whose workspace, and by whom, a channel was subscribed."""
        self._host = host
        self._say = say
        self._changed = changed
        self._latest = dict[str, int]()  # by view: an earlier preview that is found later is not shown

    def listen(self, app: AsyncApp) -> None:
        """Hear of them all."""
        app.shortcut(views.SUBSCRIBE)(self._on_shortcut)
        app.shortcut(REPORT)(self._on_report)
        app.options(views.WHAT)(self._on_typed)
        app.action(views.WHAT)(self._on_topics)
        app.view(views.SUBSCRIBE)(self._on_sent)

    async def open(self, address: Address, user: str, trigger: str) -> None:
        """Show the empty form, and then what the last days would have brought of everything.

        Raises:
            PostError: Slack refuses: a trigger is good for three seconds.
        """
        ask = await self._host.ask(("subscribe",), address, user)
        zone = ask.wishes.zone or ask.zone.key
        view = views.form(ask.say, channel=address.chat, zone=zone)
        opened = await self._call("views.open", address, trigger_id=trigger, view=view)
        await self._show(opened["view"], ask, ())

    async def _on_shortcut(self, ack: Ack, context: Body, body: Body) -> None:
        await ack()
        if not await self._host.is_new(context, body):
            return
        async with self._host.serving(_nobody):
            await self.open(Address(PLATFORM, "", context["team_id"]), body["user"]["id"], body["trigger_id"])

    # --- while it is filled in

    async def _on_typed(self, ack: Ack, payload: Body) -> None:
        typed = " ".join(str(payload.get("value") or "").split())
        known = await self._host.desk.topics()
        found = [name for name in known if typed.casefold() in name.casefold()]
        own = await self._own(typed) if typed else []
        await ack(options=views.topics([*dict.fromkeys([*found, *own])]))

    async def _own(self, typed: str) -> list[str]:
        """The topic that the words make, or the closest ones."""
        try:
            return [await self._host.desk.topic(typed)]
        except AskError as error:
            return [name for name in str(error.about.get("closest", "")).split(", ") if name]

    async def _on_topics(self, ack: Ack, context: Body, body: Body, action: Body) -> None:
        await ack()
        async with self._host.serving(_nobody):
            where = Address(PLATFORM, "", context["team_id"])
            ask = await self._host.ask(("subscribe",), where, body["user"]["id"])
            await self._show(body["view"], ask, views.chosen(action))

    async def _show(self, view: Body, ask: Ask, topics: tuple[str, ...]) -> None:
        """A preview that was asked for before another is found too late to be shown."""
        mine = self._latest[view["id"]] = self._latest.get(view["id"], 0) + 1
        text = await self._preview(ask, topics)
        async with self._host.sender.asking("views.update", ask.address, TIER_4):
            if self._latest.get(view["id"]) == mine:
                del self._latest[view["id"]]
                await self._call("views.update", ask.address, view_id=view["id"], view=views.previewed(view, text))

    async def _preview(self, ask: Ask, topics: tuple[str, ...]) -> str:
        try:
            return ask.say.preview(await self._host.desk.preview(topics))
        except AskError as error:
            return ask.say.misread(error)

    # --- once it is sent

    async def _on_sent(self, ack: Ack, context: Body, body: Body, view: Body) -> None:
        filled, user = views.filled(view), body["user"]["id"]
        address = Address(PLATFORM, filled.channel, context["team_id"])
        try:
            async with asyncio.timeout(CHECK_S):
                ask = await self._host.ask(("subscribe",), address, user, there=False)
                ask, wish, wrong = await self._checked(ask, filled)
        except (PostError, TimeoutError) as error:
            log.warning("form not checked", platform=PLATFORM, reason=str(error))
            wrong = {views.WHERE: str(error) or self._say.failed()}
        if wrong:
            await ack(response_action="errors", errors=wrong)
            return
        await ack()
        if not await self._host.is_new(context, body):
            return

        async def tell(reply: Reply) -> None:
            told = messages(reply, ask.say)
            sender = self._host.sender
            await (sender.say(address, told) if reply.public else sender.whisper(address, user, told))

        async with self._host.serving(tell):
            await tell(await get(ask, self._host.desk, wish))
            await self._changed(address.workspace, user)

    async def _checked(self, ask: Ask, filled: views.Filled) -> tuple[Ask, Wish, dict[str, str]]:
        """What is wished for, by which clock, and what is wrong with it, by field."""
        wrong = dict[str, str]()
        topics: tuple[str, ...] = ()
        table, zone = USUAL, ask.zone.key
        if why_not := await self._refused(ask):
            wrong[views.WHERE] = why_not
        try:
            topics = tuple(dict.fromkeys([await self._host.desk.topic(name) for name in filled.topics]))
        except AskError as error:
            wrong[views.WHAT] = ask.say.misread(error)
        try:
            table = timetable.parse(filled.times, was=Timetable(filled.days or USUAL.days, USUAL.times))
        except AskError as error:
            wrong[views.TIMES] = ask.say.misread(error)
        try:
            zone = await self._host.desk.zone(filled.zone)
        except AskError as error:
            wrong[views.ZONE] = ask.say.misread(error)
        return await self._wished(ask, Wish(topics, table), zone, wrong)

    async def _wished(self, ask: Ask, wish: Wish, zone: str, wrong: dict[str, str]) -> tuple[Ask, Wish, dict[str, str]]:
        ask = replace(ask, zone=ZoneInfo(zone), chat=replace(ask.wishes, zone=zone))
        try:
            await wished(ask, self._host.desk, wish)
        except AskError as error:
            wrong.setdefault(views.WHAT, ask.say.misread(error))
        return ask, wish, wrong

    async def _refused(self, ask: Ask) -> str:
        return await ask.why_not() or ("" if await ask.may_change() else ask.say.not_allowed())

    # --- on a message

    async def _on_report(self, ack: Ack, context: Body, body: Body) -> None:
        await ack()
        if not await self._host.is_new(context, body):
            return
        address = Address(PLATFORM, body["channel"]["id"], context["team_id"])
        responder = self._host.sender.responder(body["response_url"])

        async def tell(reply: Reply) -> None:
            await responder.whisper(messages(reply, self._say))

        async with self._host.serving(tell):
            edition = _edition(body)
            ask = await self._host.ask(("wrong", f"edition:{edition}"), address, body["user"]["id"])
            given = await self._host.answered(ask) if edition else Reply(ask.say.not_a_digest())
            if isinstance(given, Reply):
                await tell(given)

    async def _call(self, method: str, address: Address, **asked: object) -> Any:
        client = await self._host.client(address.workspace)
        try:
            return await client.api_call(method, json=asked)
        except FAILURES as error:
            raise post_error(error, self._say) from error


def _edition(body: Body) -> str:
    """Of the digest that a message of ours is part of; empty for any other."""
    message = body["message"]
    if message.get("app_id") != body.get("api_app_id"):
        return ""
    named = (OURS.fullmatch(str(block.get("block_id"))) for block in message.get("blocks") or ())
    return next((found[1] for found in named if found), "")


async def _nobody(reply: Reply) -> None:
    """A view has no place to apologise in; the log has it."""
