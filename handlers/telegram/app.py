"""The bot on Telegram: what it is told of, and what it posts.

    update -> once -> talk.py (messages, buttons) · membership.py (added, removed, moved) · inline.py (@bot NAME)

Polling, so that a newsroom needs no public address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    Updater,
    filters,
)

from digest.desk import Desk
from digest.errors import PostError
from digest.model import Address, Chat, Digest, Mode
from digest.ports import Store
from handlers.account import Account
from handlers.commands import spoken_to
from handlers.pace import Pace, Seen
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

log = structlog.get_logger(__name__)

API = "https://api.telegram.org/bot"
UPDATES = ["message", "callback_query", "my_chat_member", "inline_query"]  #: what we ask Telegram for
AT_ONCE = 16  #: people who are answered at the same time; each may take a connection
READ_S = 20.0  #: the longest that an answer of Telegram's may take; getUpdates adds its own waiting

#: They write addresses, and the token is part of each (core.telegram.org/bots/api#making-requests).
TALKATIVE = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "telegram.ext.ExtBot")


class TelegramChannel:
    """One bot, by long polling."""

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
        self._seen = Seen()
        self._redaction = Redaction(account.token, TALKATIVE)
        self._redaction.on()  # before the bot is built, which writes its address too
        self._app = _application(account)
        self._sender = Sender(self._app.bot, self._say, pace or Pace())
        bot, members = self._app.bot, Members(self._app.bot, self._say)
        management = Management(bot, desk, members, self._say)
        self._talk = Talk(bot, self._sender, members, management, desk, now=now, zone=zone)
        self._membership = Membership(store, self._talk)
        self._inline = Inline(bot, desk, self._say)
        self._listen_to()

    async def start(self) -> None:
        """Log in, offer the commands, and listen.

        Raises:
            PostError: Telegram refuses the token (`gone`), or cannot be reached.
        """
        try:
            await self._app.initialize()
            await menus.offer(self._app.bot)
            await self._app.start()
            await self._updater.start_polling(allowed_updates=UPDATES, error_callback=self._on_poll_error)
        except TelegramError as error:
            problem = post_error(error, self._say)
        else:
            return
        await self.stop()
        raise problem  # without the cause, whose words may name the token

    async def stop(self) -> None:
        """Take no more, and finish what was asked."""
        if self._updater.running:
            await self._updater.stop()
        if self._app.running:
            await self._app.stop()
        await self._app.shutdown()
        await self._app.bot.shutdown()  # the application forgets its connections when its start failed half-way
        self._redaction.off()

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

    async def mode(self, address: Address) -> Mode:
        """As the newsroom chose: Telegram has neither a place for a key nor a history to look it up in."""
        return self._mode

    async def ready(self) -> None:
        """By getMe."""
        await self._sender.ready()

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """One message a second to a chat, 20 a minute to a group, 30 a second in all."""
        return self._sender.turn(address)

    async def post(self, address: Address, payload: str, *, key: str) -> str:
        """Post one payload; its message_id. Telegram has no place for the key."""
        return await self._sender.post(address, payload)

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """By editMessageText."""
        await self._sender.edit(address, receipt, payload)

    async def find(self, address: Address, key: str, *, since: datetime) -> str | None:
        """Telegram shows a bot no history."""
        raise PostError("Telegram shows a bot no history", sent="no")

    # --- what people ask

    async def _once(self, update: Update, context: Any) -> None:
        if self._seen.before(update.update_id):
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
        self._app.add_handler(TypeHandler(Update, self._once), group=-1)
        self._app.add_handler(MessageHandler(filters.UpdateType.MESSAGE, self._on_message, block=False))
        self._app.add_handler(CallbackQueryHandler(self._on_press, block=False))
        of_us = ChatMemberHandler.MY_CHAT_MEMBER
        self._app.add_handler(ChatMemberHandler(self._on_membership, of_us, block=False))
        self._app.add_handler(InlineQueryHandler(self._on_inline, block=False))
        self._app.add_error_handler(self._on_error)

    def _on_poll_error(self, error: TelegramError) -> None:
        log.warning("polling failed", platform=PLATFORM, reason=str(post_error(error, self._say)))

    @property
    def _updater(self) -> Updater:
        assert self._app.updater is not None  # noqa: S101 - the builder makes one unless told not to
        return self._app.updater


async def check(account: Account) -> str:
    """Who we are on Telegram, in a clause.

    Raises:
        PostError: The token is refused, or Telegram cannot be reached; the message says what to do.
    """
    redaction = Redaction(account.token, TALKATIVE)
    redaction.on()
    try:
        async with Bot(account.token, base_url=account.api or API) as bot:
            return f"@{bot.username}"
    except TelegramError as error:
        problem = post_error(error, Words())
    finally:
        redaction.off()
    raise problem


def _application(account: Account) -> Application[Any, Any, Any, Any, Any, Any]:
    """The library's application; getUpdates has a pool of connections of its own, so that posting never waits."""
    return (
        Application.builder()
        .token(account.token)
        .base_url(account.api or API)
        .job_queue(None)
        .concurrent_updates(AT_ONCE)
        .connection_pool_size(2 * AT_ONCE)
        .pool_timeout(READ_S)
        .read_timeout(READ_S)
        .get_updates_connection_pool_size(2)
        .get_updates_read_timeout(READ_S)
        .build()
    )
