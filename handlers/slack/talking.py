"""What people ask of the bot on Slack, by command, mention or direct message.

/summary …, /readout …  -> ack -> Ask -> response_url: a digest, or what changes the channel, for all
@Readout …              -> ack -> Ask -> the same thread     anything else is for the asker alone
direct message          -> ack -> Ask -> the same thread
buttons, menus          -> actions.py
forms, shortcuts        -> forms.py
App Home                -> home.py
added to a channel      -> membership.py
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from digest.desk import Desk
from digest.errors import PostError
from digest.model import Address
from handlers.account import Account
from handlers.commands import Answer, Ask, Reply, answer, spoken
from handlers.once import Once
from handlers.replies import Words
from handlers.slack import blocks
from handlers.slack.actions import Actions
from handlers.slack.answers import messages
from handlers.slack.editors import Editors
from handlers.slack.errors import FAILURES
from handlers.slack.forms import Forms
from handlers.slack.home import Home
from handlers.slack.host import PLATFORM, Ack, Body, Tell
from handlers.slack.membership import Membership
from handlers.slack.places import Places
from handlers.slack.send import RESPONSES, Responder, Sender
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger(__name__)

#: How Slack writes who is addressed: <@U012AB3CD> or <@U012AB3CD|readout>.
MENTION = re.compile(r"<@\w+(?:\|[^>]*)?>")


class Talking:
    """Everything that people do with the bot (host.py), in all its workspaces."""

    def __init__(  # noqa: PLR0913 - all of it is handed in
        self,
        account: Account,
        desk: Desk,
        *,
        workspaces: Workspaces,
        sender: Sender,
        once: Once,
        now: Callable[[], datetime],
        zone: ZoneInfo,
    ) -> None:
        self.desk = desk
        self.sender = sender
        self._workspaces = workspaces
        self._once = once
        self._now = now
        self._zone = zone  # of people whose own cannot be had
        self._say = Words(zone)
        self.places = Places(workspaces.client, sender, self._say, managers=account.managers)
        self._editors = Editors(account.editors, desk, sender)
        self._forms = Forms(self, self._say, changed=self._on_changed)
        self._home = Home(self, self._forms, self._say)
        self._actions = Actions(self, self._forms, self._say)
        self._membership = Membership(self, self._say)
        self._zones = dict[tuple[str, str], ZoneInfo]()  # by workspace and user id, as Slack told us
        self._busy = set[asyncio.Task[Any]]()

    def listen(self, app: AsyncApp) -> None:
        """Hear of all that people do."""
        app.command("/summary")(self._on_command)
        app.command("/readout")(self._on_command)
        app.event("app_mention")(self._on_mention)
        app.event("message")(self._on_message)
        self._actions.listen(app)
        self._forms.listen(app)
        self._home.listen(app)
        self._membership.listen(app)

    async def finish(self, timeout_s: float) -> None:
        """Wait for what was asked to be answered."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=timeout_s)

    async def _on_command(self, ack: Ack, context: Body, command: Body) -> None:
        await ack()
        address = Address(PLATFORM, command["channel_id"], context["team_id"])
        responder = self.sender.responder(command["response_url"])
        text = _unescaped(command.get("text", ""))
        words = f"summary {text}" if command["command"] == "/summary" else text

        async def tell(reply: Reply) -> None:
            say = responder.say if reply.public else responder.whisper
            await say(messages(reply, self._say))

        if not await self.is_new(context, command):
            return
        if words.split() == ["subscribe"] and not address.chat.startswith("D"):  # no form can choose a direct message
            async with self.serving(tell):
                await self._forms.open(address, command["user_id"], command["trigger_id"])
        else:
            await self._talk(words, address, command["user_id"], tell, responder)

    async def _on_mention(self, ack: Ack, context: Body, body: Body, event: Body) -> None:
        await ack()
        address = _address(context, event)

        async def tell(reply: Reply) -> None:
            told = messages(reply, self._say)
            await (self.sender.say(address, told) if reply.public else self.sender.whisper(address, user, told))

        if await self._is_said_first(context, body, event):
            user = event["user"]
            await self._talk(_said(event), address, user, tell)

    async def _on_message(self, ack: Ack, context: Body, body: Body, event: Body) -> None:
        await ack()
        address = _address(context, event)

        async def tell(reply: Reply) -> None:
            await self.sender.say(address, messages(reply, self._say))

        if event.get("channel_type") == "im" and await self._is_said_first(context, body, event):
            await self._talk(_said(event), address, event["user"], tell)

    async def _talk(
        self, text: str, address: Address, user: str, tell: Tell, responder: Responder | None = None
    ) -> None:
        async with self.serving(tell):
            verb, words = spoken(text)
            ask = await self.ask((verb, *words), address, user)
            given = await self.answered(ask)
            if isinstance(given, Reply):
                await tell(given)
            else:
                await self.publish(address, blocks.render(given, ask.say), responder)

    async def _is_said_first(self, context: Body, body: Body, event: Body) -> bool:
        """False for what bots and edits say, and for an event that Slack sends again."""
        if not event.get("user") or event.get("bot_id") or event.get("subtype"):
            return False
        return await self.is_new(context, body)

    async def _on_changed(self, workspace: str, user: str) -> None:
        await self._home.refresh(workspace, user)

    # --- what the parts share (host.py)

    async def client(self, workspace: str) -> AsyncWebClient:
        """With the token of that workspace."""
        return await self._workspaces.client(workspace)

    async def is_new(self, context: Body, body: Body) -> bool:
        """By its event's id, or by its trigger, which Slack makes anew for each."""
        made = body.get("event_id") or body.get("trigger_id")
        return not made or not await self._once.before(f"{PLATFORM} {context['team_id']} {made}")

    async def ask(self, words: Sequence[str], address: Address, user: str, *, there: bool = True) -> Ask:
        """By the wishes of the chat: a thread has none of its own."""
        verb, *rest = words or ["help"]
        chat = await self.desk.chats.wishes(replace(address, thread=""))
        zone = await self._zone_of(user, address.workspace)
        ask = Ask(verb, tuple(rest), zone, self._now(), chat.address, user, chat)
        may_change = partial(self.places.may_change, chat.address, user, there=there)
        return replace(ask, may_change=may_change, why_not=partial(self.places.why_not, chat.address, ask.say))

    async def answered(self, ask: Ask) -> Answer:
        """As every platform answers."""
        given = await answer(ask, self.desk)
        if isinstance(given, Reply) and given.complaint:
            self._beside(self._editors.hear(ask, given))  # their channel may have to wait; who asked has not
        return given

    async def publish(self, address: Address, payloads: Sequence[str], responder: Responder | None = None) -> None:
        """By the response_url where there is one, and it may be used so often: it needs no membership."""
        if responder and len(payloads) <= RESPONSES:
            await responder.publish(payloads)
            return
        await self.sender.say(address, [blocks.keyed(each, f"ask-{number}") for number, each in enumerate(payloads)])

    @asynccontextmanager
    async def serving(self, tell: Tell) -> AsyncIterator[None]:
        """Whatever goes wrong while one person is answered is logged and told to them, and ends there."""
        with self.working():
            try:
                yield
            except PostError as error:
                log.warning("answer not posted", platform=PLATFORM, reason=str(error), sent=error.sent)
                await _apologise(tell, str(error))
            except Exception:
                log.exception("answer failed", platform=PLATFORM)
                await _apologise(tell, self._say.failed())

    @contextmanager
    def working(self) -> Iterator[None]:
        """A stop waits for what is done within."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in one
        self._busy.add(task)
        try:
            yield
        finally:
            self._busy.discard(task)

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it while other things go on; a stop waits for it."""

        async def worked() -> None:
            async with self.serving(_nobody):
                await work

        task = asyncio.get_running_loop().create_task(worked())
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _zone_of(self, user: str, workspace: str) -> ZoneInfo:
        """The time zone of a person's Slack profile; the newsroom's if it cannot be had."""
        if (workspace, user) not in self._zones:
            try:
                told = await (await self._workspaces.client(workspace)).users_info(user=user)
                self._zones[workspace, user] = ZoneInfo(told["user"]["tz"])
            except (*FAILURES, PostError, KeyError, TypeError, ValueError):  # ZoneInfoNotFoundError is a KeyError
                return self._zone
        return self._zones[workspace, user]


async def _nobody(reply: Reply) -> None:
    """Nobody waits for it; the log has it."""


async def _apologise(tell: Tell, text: str) -> None:
    try:
        await tell(Reply(text))
    except PostError as error:
        log.warning("apology not posted", platform=PLATFORM, reason=str(error))


def _address(context: Body, event: Body) -> Address:
    """In the workspace that bolt found in the envelope, which is Slack's: nothing in an event can name another."""
    return Address(PLATFORM, event["channel"], context["team_id"], event.get("thread_ts", ""))


def _said(event: Body) -> str:
    return _unescaped(MENTION.sub(" ", event.get("text", "")))


def _unescaped(text: str) -> str:
    """What was typed: Slack escapes these three, and only these."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
