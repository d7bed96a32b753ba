"""The bot on Telegram: what it is told of, and what it posts.

    update -> once -> talk.py (messages, buttons) · membership.py (added, removed, moved) · inline.py (@bot NAME)

By polling, so that a newsroom needs no public address, or by a webhook (webhook.py). What they lead to is the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from digest.desk import Desk
from digest.errors import PostError
from digest.model import Address, Chat, Correction, Digest, Mode
from digest.ports import Store
from handlers.account import Account
from handlers.commands import spoken_to
from handlers.once import Once
from handlers.pace import Pace
from handlers.redact import Redaction
from handlers.replies import Words
from handlers.telegram import menus, render, under
from handlers.telegram.errors import post_error
from handlers.telegram.inline import Inline
from handlers.telegram.manage import Management
from handlers.telegram.members import Members
from handlers.telegram.membership import Membership
from handlers.telegram.places import PLATFORM
from handlers.telegram.send import Sender
from handlers.telegram.talk import Talk
from handlers.telegram.webhook import Webhook
from handlers.web import Route

log = structlog.get_logger(__name__)

API = "https://api.telegram.org/bot"
UPDATES = ["message", "callback_query", "my_chat_member", "inline_query"]  #: what we ask Telegram for
AT_ONCE = 16  #: people who are answered at the same time; each may take a connection
READ_S = 20.0  #: the longest that an answer of Telegram's may take; getUpdates adds its own waiting

#: They write addresses, and the token is part of each (core.telegram.org/bots/api#making-requests).
TALKATIVE = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "telegram.ext.ExtBot")


class TelegramChannel:
    """One bot, by long polling or by a webhook."""

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
        self._zone = zone
        self._say = Words(zone)
        self._mode = account.mode
        self._once = Once(store)
        self._redaction = Redaction(account.token, TALKATIVE)
        self._redaction.on()  # before the bot is built, which writes its address too
        self._app = _application(account)
        self._hook = Webhook(account, self._app) if account.webhook else None
        self._sender = Sender(self._app.bot, self._say, pace or Pace())
        bot, members = self._app.bot, Members(self._app.bot, self._say)
        management = Management(bot, desk, members, self._say)
        self._talk = Talk(bot, self._sender, members, management, desk, now=now, zone=zone)
        self._membership = Membership(bot, store, self._talk, self._say)
        self._inline = Inline(bot, desk, zone)
        self._listen_to()

    @property
    def home(self) -> str:
        """None: a chat's id is all there is."""
        return ""

    async def start(self) -> None:
        """Log in, offer the commands, and listen.

        Raises:
            PostError: Telegram refuses the token (`gone`), or cannot be reached.
        """
        self._sender.patience.begin()
        try:
            await self._app.initialize()
            await menus.offer(self._app.bot)
            await self._app.start()
            await self._listen()
        except TelegramError as error:
            problem = post_error(error, self._say)
        else:
            return
        await self.stop()
        raise problem  # without the cause, whose words may name the token

    async def stop(self) -> None:
        """Take no more, and finish what was asked."""
        if self._app.updater and self._app.updater.running:
            await self._app.updater.stop()
        self._sender.patience.end()  # the application waits for all that is being answered
        if self._app.running:
            await self._app.stop()
        await self._app.shutdown()
        await self._app.bot.shutdown()  # the application forgets its connections when its start failed half-way
        self._redaction.off()

    def routes(self) -> Sequence[Route]:
        """None when polling."""
        return [self._hook.route()] if self._hook else []

    async def _listen(self) -> None:
        """Polling takes a webhook away that was set before; without an updater there is a webhook."""
        if self._app.updater:
            await self._app.updater.start_polling(allowed_updates=UPDATES, error_callback=self._on_poll_error)
        elif self._hook:
            await self._hook.register(UPDATES, at_once=AT_ONCE)

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        """The digest as sendMessage payloads, with buttons under the last."""
        say = spoken_to(chat, self._zone)
        *before, last = render.render(digest, say)
        payloads = [*before, render.buttoned(last, under.lasting(digest, say))]
        return [render.silenced(each) for each in payloads] if chat and chat.silent else payloads

    def headline(self, payload: str) -> str:
        """Its first line."""
        return render.headline(payload)

    def repeated(self, payload: str) -> str:
        """The payload under a line that says so."""
        return render.repeated(payload, self._say)

    def missing(self, delivery: str) -> str:
        """A sentence."""
        return render.said(self._say.missing(delivery), self._say)[0]

    def correction(self, told: Sequence[Correction], chat: Chat | None = None) -> str:
        """A line each."""
        return render.correction(told, spoken_to(chat, self._zone))

    def alters(self, stands: str, payload: str) -> bool:
        """What it says, that is; its buttons go on working, whichever edition they name."""
        before, after = json.loads(stands), json.loads(payload)
        return any(before[part] != after[part] for part in ("text", "entities"))

    async def mode(self, address: Address) -> Mode:
        """As the newsroom chose: Telegram has neither a place for a key nor a history to look it up in."""
        return self._mode

    async def ready(self) -> None:
        """By getMe."""
        await self._sender.ready()

    async def is_open(self, address: Address) -> bool | None:
        """By our rights in a channel, elsewhere by beginning to type; nothing tells whether a topic is open."""
        return await self._membership.is_open(address)

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """One message a second to a chat, 20 a minute to a group, 30 a second in all."""
        return self._sender.turn(address)

    async def post(self, address: Address, payload: str, *, key: str, answers: str = "") -> str:
        """Post one payload; its message_id. Telegram has no place for the key."""
        return await self._sender.post(address, render.answering(payload, answers) if answers else payload)

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """By editMessageText."""
        await self._sender.edit(address, receipt, payload)

    async def find(self, address: Address, key: str, *, since: datetime, answers: str = "") -> str | None:
        """Telegram shows a bot no history."""
        raise PostError("Telegram shows a bot no history", sent="no")

    # --- what people ask

    async def _pass_once(self, update: Update, context: Any) -> None:
        if await self._once.before(f"{PLATFORM} {self._app.bot.id} {update.update_id}"):
            raise ApplicationHandlerStop

    async def _on_message(self, update: Update, context: Any) -> None:
        if message := update.message:
            moves = message.migrate_to_chat_id or message.migrate_from_chat_id
            await (self._membership.migrated(message) if moves else self._talk.on_message(message))

    async def _on_press(self, update: Update, context: Any) -> None:
        if query := update.callback_query:
            await self._talk.on_press(query)

    async def _on_membership(self, update: Update, context: Any) -> None:
        if change := update.my_chat_member:
            await self._membership.changed(change)

    async def _on_inline(self, update: Update, context: Any) -> None:
        if query := update.inline_query:
            await self._inline.asked(query)

    async def _on_error(self, update: object, context: Any) -> None:
        """What broke while nobody waited for an answer; a TelegramError's own words may name the token."""
        error = context.error
        expected = isinstance(error, TelegramError)
        reason = str(post_error(error, self._say)) if expected else type(error).__name__
        log.error("update not handled", platform=PLATFORM, reason=reason, exc_info=None if expected else error)

    def _listen_to(self) -> None:
        """None waits for another: talk.py keeps a chat's asks in order, and answers may take their turns."""
        self._app.add_handler(TypeHandler(Update, self._pass_once), group=-1)
        self._app.add_handler(MessageHandler(filters.UpdateType.MESSAGE, self._on_message, block=False))
        self._app.add_handler(CallbackQueryHandler(self._on_press, block=False))
        of_us = ChatMemberHandler.MY_CHAT_MEMBER
        self._app.add_handler(ChatMemberHandler(self._on_membership, of_us, block=False))
        self._app.add_handler(InlineQueryHandler(self._on_inline, block=False))
        self._app.add_error_handler(self._on_error)

    def _on_poll_error(self, error: TelegramError) -> None:
        log.warning("polling failed", platform=PLATFORM, reason=str(post_error(error, self._say)))


def _application(account: Account) -> Application[Any, Any, Any, Any, Any, Any]:
    """The library's application; getUpdates has a pool of connections of its own, so that posting never waits."""
    builder = (
        Application.builder()
        .token(account.token)
        .base_url(account.api or API)
        .job_queue(None)
        .concurrent_updates(AT_ONCE)
        .connection_pool_size(2 * AT_ONCE)
        .pool_timeout(READ_S)
        .read_timeout(READ_S)
    )
    if account.webhook:
        return builder.updater(None).build()
    return builder.get_updates_connection_pool_size(2).get_updates_read_timeout(READ_S).build()
