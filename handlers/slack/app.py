"""The bot on Slack: what people ask by command, mention or direct message, and what is posted to them.

    /summary …, /readout …  -> ack -> Ask -> response_url: a digest, or what changes the channel, for all
    @Readout …              -> ack -> Ask -> the same thread     anything else is for the asker alone
    direct message          -> ack -> Ask -> the same thread
    buttons, menus          -> actions.py

Socket Mode, so that a newsroom needs no public address.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from digest.desk import Desk
from digest.errors import PostError
from digest.model import Address, Chat, Digest, Mode
from handlers.account import Account
from handlers.commands import Answer, Ask, Reply, answer, spoken, spoken_to
from handlers.pace import Pace, Seen
from handlers.replies import Words
from handlers.slack import blocks
from handlers.slack.actions import Actions
from handlers.slack.answers import messages
from handlers.slack.editors import Editors
from handlers.slack.errors import FAILURES, post_error
from handlers.slack.forms import Forms
from handlers.slack.history import History
from handlers.slack.host import PLATFORM, Ack, Body, Tell
from handlers.slack.places import Places
from handlers.slack.send import RESPONSES, Responder, Sender

log = structlog.get_logger(__name__)

API = "https://slack.com/api/"
STOP_S = 8.0  #: what is in flight when we stop gets so long; the process has 10 s in all

#: How Slack writes who is addressed: <@U012AB3CD> or <@U012AB3CD|readout>.
MENTION = re.compile(r"<@\w+(?:\|[^>]*)?>")


class SlackChannel:
    """One workspace, over Socket Mode."""

    def __init__(
        self, account: Account, desk: Desk, *, now: Callable[[], datetime], zone: ZoneInfo, pace: Pace | None = None
    ) -> None:
        self._account = account
        self.desk = desk
        self._now = now
        self._zone = zone  # of people whose own cannot be had, and of what is posted unasked
        self._say = Words(zone)
        self._client = _client(account)
        self.sender = Sender(self._client, self._say, pace or Pace())
        self._history = History(self._client, self.sender, self._say)
        self._forms = Forms(self, self._say, changed=self._on_changed)
        self.places = Places(self.client, self.sender, self._say, managers=account.managers)
        self._editors = Editors(account.editors, desk, self.sender)
        self._seen = Seen()
        self._zones = dict[str, ZoneInfo]()  # by user id, as Slack told us
        self._busy = set[asyncio.Task[Any]]()
        self._socket: AsyncSocketModeHandler | None = None

    async def start(self) -> None:
        """Log in and listen.

        Raises:
            PostError: Slack refuses a token (`gone`), or cannot be reached.
        """
        await _allowed(self._client.auth_test(), "bot token (xoxb-…)")
        opened = await _allowed(
            self._client.apps_connections_open(app_token=self._account.app_token), "app token (xapp-…)"
        )
        self._socket = AsyncSocketModeHandler(self._app(), self._account.app_token, web_client=self._client)
        self._socket.client.wss_uri = opened["url"]  # on its own the client asks again for ever when it is refused
        await self._socket.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Take no more, and finish what was asked."""
        if self._busy:
            await asyncio.wait(self._busy, timeout=STOP_S)
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
            self._socket = None

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        """The digest as chat.postMessage payloads."""
        return blocks.render(digest, spoken_to(chat, self._zone))

    def headline(self, payload: str) -> str:
        """What a notification says of it."""
        return blocks.headline(payload)

    def repeated(self, payload: str) -> str:
        """The payload under a line that says so."""
        return blocks.repeated(payload, self._say)

    def missing(self, delivery: str) -> str:
        """A sentence."""
        return blocks.worded(self._say.missing(delivery))

    async def mode(self, address: Address) -> Mode:
        """LOOK where the chat's history may be read."""
        return await self._history.mode(address)

    async def ready(self) -> None:
        """By auth.test."""
        try:
            await self._client.auth_test()
        except FAILURES as error:
            raise post_error(error, self._say) from error

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """One message a second to a channel, 300 a minute to a workspace."""
        return self.sender.turn(address)

    async def post(self, address: Address, payload: str, *, key: str) -> str:
        """Post one payload with the key in its metadata; the message's ts."""
        return await self.sender.post(address, blocks.keyed(payload, key))

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """By chat.update."""
        await self.sender.edit(address, receipt, blocks.keyed(payload, key))

    async def find(self, address: Address, key: str, *, since: datetime) -> str | None:
        """By the key in the metadata of our own messages."""
        return await self._history.find(address, key, since=since)

    # --- what people ask

    def _app(self) -> AsyncApp:
        app = AsyncApp(client=self._client)
        app.command("/summary")(self._on_command)
        app.command("/readout")(self._on_command)
        app.event("app_mention")(self._on_mention)
        app.event("message")(self._on_message)
        Actions(self, self._say).listen(app)
        self._forms.listen(app)
        return app

    async def _on_command(self, ack: Ack, context: Body, command: Body) -> None:
        await ack()
        text = _unescaped(command.get("text", ""))
        words = f"summary {text}" if command["command"] == "/summary" else text
        address = Address(PLATFORM, command["channel_id"], context["team_id"])
        responder = Responder(command["response_url"], self._say)
        if words.split() == ["subscribe"] and not address.chat.startswith("D"):
            async with self.serving(lambda reply: responder.whisper(messages(reply, self._say))):
                await self._forms.open(address, command["user_id"], command["trigger_id"])
            return

        async def tell(reply: Reply) -> None:
            say = responder.say if reply.public else responder.whisper
            await say(messages(reply, self._say))

        await self._talk(words, address, command["user_id"], tell, responder)

    async def _on_mention(self, ack: Ack, context: Body, body: Body, event: Body) -> None:
        await ack()
        address = _address(context, event)

        async def tell(reply: Reply) -> None:
            told = messages(reply, self._say)
            await (self.sender.say(address, told) if reply.public else self.sender.whisper(address, user, told))

        if self._is_new(body, event):
            user = event["user"]
            await self._talk(_said(event), address, user, tell)

    async def _on_message(self, ack: Ack, context: Body, body: Body, event: Body) -> None:
        await ack()
        address = _address(context, event)

        async def tell(reply: Reply) -> None:
            await self.sender.say(address, messages(reply, self._say))

        if event.get("channel_type") == "im" and self._is_new(body, event):
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

    async def _on_changed(self, workspace: str, user: str) -> None:
        pass

    # --- what the parts share (host.py)

    async def client(self, workspace: str) -> AsyncWebClient:
        """The only one."""
        return self._client

    async def ask(self, words: Sequence[str], address: Address, user: str, *, there: bool = True) -> Ask:
        """By the wishes of the chat: a thread has none of its own."""
        verb, *rest = words or ["help"]
        chat = await self.desk.chats.wishes(replace(address, thread=""))
        ask = Ask(verb, tuple(rest), await self._zone_of(user), self._now(), chat.address, user, chat)
        may_change = partial(self.places.may_change, chat.address, user, there=there)
        return replace(ask, may_change=may_change, why_not=partial(self.places.why_not, chat.address, ask.say))

    async def answered(self, ask: Ask) -> Answer:
        """As every platform answers."""
        given = await answer(ask, self.desk)
        if isinstance(given, Reply):
            await self._editors.hear(ask, given)
        return given

    async def publish(self, address: Address, payloads: Sequence[str], responder: Responder | None = None) -> None:
        """By the response_url where there is one, and it may be used so often: it needs no membership."""
        if responder and len(payloads) <= RESPONSES:
            await responder.publish(payloads)
            return
        for number, payload in enumerate(payloads):
            async with self.turn(address):
                await self.post(address, payload, key=f"ask-{number}")

    @asynccontextmanager
    async def serving(self, tell: Tell) -> AsyncIterator[None]:
        """Whatever goes wrong while one person is answered is logged and told to them, and ends there."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in one
        self._busy.add(task)
        try:
            yield
        except PostError as error:
            log.warning("answer not posted", platform=PLATFORM, reason=str(error), sent=error.sent)
            await self._apologise(tell, str(error))
        except Exception:
            log.exception("answer failed", platform=PLATFORM)
            await self._apologise(tell, self._say.failed())
        finally:
            self._busy.discard(task)

    async def _apologise(self, tell: Tell, text: str) -> None:
        try:
            await tell(Reply(text))
        except PostError as error:
            log.warning("apology not posted", platform=PLATFORM, reason=str(error))

    def _is_new(self, body: Body, event: Body) -> bool:
        """False for what bots and edits say, and for an event that Slack sends again."""
        from_person = event.get("user") and not event.get("bot_id") and not event.get("subtype")
        return bool(from_person) and not self._seen.before((body.get("team_id"), body.get("event_id")))

    async def _zone_of(self, user: str) -> ZoneInfo:
        """The time zone of a person's Slack profile; the newsroom's if it cannot be had."""
        if user not in self._zones:
            try:
                told = await self._client.users_info(user=user)
                self._zones[user] = ZoneInfo(told["user"]["tz"])
            except (*FAILURES, KeyError, TypeError, ValueError):  # ZoneInfoNotFoundError is a KeyError
                return self._zone
        return self._zones[user]


async def check(account: Account) -> str:
    """Who we are on Slack, in a clause.

    Raises:
        PostError: A token is refused, or Slack cannot be reached; the message says what to do.
    """
    client = _client(account)
    told = await _allowed(client.auth_test(), "bot token (xoxb-…)")
    await _allowed(client.apps_connections_open(app_token=account.app_token), "app token (xapp-…)")
    return f"@{told['user']} in {told['team']}"


def _client(account: Account) -> AsyncWebClient:
    return AsyncWebClient(token=account.token, base_url=account.api or API, retry_handlers=[])


async def _allowed(call: Awaitable[Any], token: str) -> Any:
    try:
        return await call
    except FAILURES as error:
        problem = post_error(error, Words())
    if problem.sent == "maybe" or problem.retry_after is not None:
        raise problem
    raise PostError(f"Slack refused the {token}: copy it again from api.slack.com/apps", sent="no", gone=True)


def _address(context: Body, event: Body) -> Address:
    """In the workspace of the envelope: nothing in an event can name another."""
    return Address(PLATFORM, event["channel"], context["team_id"], event.get("thread_ts", ""))


def _said(event: Body) -> str:
    return _unescaped(MENTION.sub(" ", event.get("text", "")))


def _unescaped(text: str) -> str:
    """What was typed: Slack escapes these three, and only these."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
