"""The bot on Slack: where it is, and what is posted there. What people ask is in talking.py and its neighbours.

Over Socket Mode, so that a newsroom needs no public address; or as signed requests over HTTP (front.py), for one
workspace or for all that install the app (installing.py). What they lead to is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from digest.desk import Desk
from digest.errors import StoreError
from digest.model import Address, Chat, Correction, Digest, Mode
from digest.ports import Store
from handlers.account import Account
from handlers.commands import spoken_to
from handlers.once import Once
from handlers.pace import Pace
from handlers.replies import Words
from handlers.slack import blocks
from handlers.slack.front import Front
from handlers.slack.history import History
from handlers.slack.host import PLATFORM, Ack, Body
from handlers.slack.installing import Installing
from handlers.slack.send import Sender
from handlers.slack.signed import Signatures
from handlers.slack.talking import Talking
from handlers.slack.workspaces import ManyWorkspaces, OneWorkspace, Workspaces, allowed, client
from handlers.web import Route

log = structlog.get_logger(__name__)

STOP_S = 8.0  #: what is in flight when we stop gets so long; the process has 10 s in all


class SlackChannel:
    """One app: in one workspace, or in all that installed it."""

    def __init__(  # noqa: PLR0913 - all of it is handed in
        self,
        account: Account,
        desk: Desk,
        *,
        store: Store,
        now: Callable[[], datetime],
        zone: ZoneInfo,
        pace: Pace | None = None,
    ) -> None:
        self._account = account
        self._store = store
        self._zone = zone  # of people whose own cannot be had, and of what is posted unasked
        self._say = Words(zone)
        self._workspaces = _workspaces(account, self._say)
        self._sender = Sender(self._workspaces, self._say, pace or Pace())
        self._history = History(self._workspaces, self._sender, self._say)
        self._talking = Talking(
            account, desk, workspaces=self._workspaces, sender=self._sender, once=Once(store), now=now, zone=zone
        )
        self._socket: AsyncSocketModeHandler | None = None
        self._taking: AsyncApp | None = None  # None while we are not running
        self._front = (
            Front(Signatures(account.signing_secret), lambda: self._taking) if account.signing_secret else None
        )
        self._pages = Installing(account.oauth, account.api, joined=self._on_installed) if account.oauth else None

    @property
    def home(self) -> str:
        """The one workspace that our token is for; empty where many install the app."""
        return self._workspaces.home

    async def start(self) -> None:
        """Log in and listen.

        Raises:
            PostError: Slack refuses a token (`gone`), or cannot be reached.
        """
        await self._workspaces.start()
        self._sender.patience.begin()
        if self._front is None:
            await self._connect()
        else:
            self._taking = self._app()

    async def stop(self) -> None:
        """Take no more, and finish what was asked."""
        self._taking = None
        self._sender.patience.end()
        await self._talking.finish(STOP_S)
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
            self._socket = None

    def routes(self) -> Sequence[Route]:
        """None over Socket Mode."""
        return (*([self._front.route()] if self._front else []), *(self._pages.routes() if self._pages else ()))

    async def _connect(self) -> None:
        client, token = await self._workspaces.client(""), self._account.app_token
        opened = await allowed(client.apps_connections_open(app_token=token), "app token (xapp-…)")
        self._socket = AsyncSocketModeHandler(self._app(), token, web_client=client)
        self._socket.client.wss_uri = opened["url"]  # on its own the client asks again for ever when it is refused
        await self._socket.connect_async()  # type: ignore[no-untyped-call]

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

    def correction(self, told: Sequence[Correction], chat: Chat | None = None) -> str:
        """A line each."""
        return blocks.correction(told, spoken_to(chat, self._zone))

    def alters(self, stands: str, payload: str) -> bool:
        """Whatever can be seen."""
        return blocks.alters(stands, payload)

    async def mode(self, address: Address) -> Mode:
        """LOOK where the chat's history may be read."""
        return await self._history.mode(address)

    async def ready(self) -> None:
        """By auth.test."""
        await self._workspaces.ready()

    async def is_open(self, address: Address) -> bool | None:
        """By conversations.info, which tells of channels alone."""
        return await self._talking.places.is_open(address)

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """One message a second to a channel, 300 a minute to a workspace."""
        return self._sender.turn(address)

    async def post(self, address: Address, payload: str, *, key: str, answers: str = "") -> str:
        """Post one payload with the key in its metadata; the message's ts."""
        return await self._sender.post(_under(address, answers), blocks.keyed(payload, key))

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """By chat.update."""
        await self._sender.edit(address, receipt, blocks.keyed(payload, key))

    async def find(self, address: Address, key: str, *, since: datetime, answers: str = "") -> str | None:
        """By the key in the metadata of our own messages; of a reply, in its thread."""
        return await self._history.find(_under(address, answers), key, since=since)

    # --- what comes in

    def _app(self) -> AsyncApp:
        async def authorize(team_id: str | None) -> Any:  # by name; bolt's types do not know of None
            return await self._workspaces.known(team_id or "")

        app = AsyncApp(
            client=client("", self._account.api),
            authorize=authorize,
            request_verification_enabled=False,  # front.py's; over a socket nobody else speaks
            user_facing_authorize_error_message=self._say.uninstalled(),
        )
        self._talking.listen(app)
        app.event("tokens_revoked")(self._on_left)
        app.event("app_uninstalled")(self._on_left)
        return app

    # --- where we are

    async def _on_left(self, ack: Ack, context: Body, event: Body) -> None:
        """The bot's token was revoked, or the app removed; a person's own token is nothing to us."""
        with self._talking.working():
            await ack()
            if event["type"] == "app_uninstalled" or event.get("tokens", {}).get("bot"):
                await self._leave(context["team_id"])

    async def _leave(self, workspace: str) -> None:
        try:
            closed = await self._workspaces.left(workspace)
            paused = [await self._store.pause_workspace(PLATFORM, each, self._say.uninstalled()) for each in closed]
        except StoreError as error:  # the token is dead all the same: the next digest is refused, and pauses its chat
            log.error("uninstalled, and not on record", platform=PLATFORM, reason=str(error))
            return
        self._history.forget(workspace)
        if closed:
            log.warning("uninstalled", platform=PLATFORM, workspace=workspace, paused=sum(paused))

    async def _on_installed(self, workspace: str) -> None:
        self._history.forget(workspace)
        resumed = await self._store.resume_workspace(PLATFORM, workspace)
        log.info("its subscriptions go on", platform=PLATFORM, workspace=workspace, subscriptions=resumed)


def _workspaces(account: Account, say: Words) -> Workspaces:
    return ManyWorkspaces(account.oauth, account.api, say) if account.oauth else OneWorkspace(account, say)


def _under(address: Address, ts: str) -> Address:
    """The thread of a message; of one that stands in a thread, that."""
    return replace(address, thread=address.thread or ts)
