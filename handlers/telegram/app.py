"""The bot on Telegram: what people ask by command, and what is posted to them.

    /summary …, in a private chat the same words without the slash -> Ask -> messages in the same chat and topic

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
from telegram import BotCommand, Message, Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationHandlerStop, MessageHandler, TypeHandler, filters

from digest.desk import Desk
from digest.errors import PostError
from digest.model import Address, Chat, Correction, Digest, Mode
from digest.ports import Store
from handlers.account import Account
from handlers.commands import COMMANDS, Answer, Ask, Reply, Suggestion, answer, spoken, spoken_to
from handlers.once import Once
from handlers.pace import Pace
from handlers.redact import Redaction
from handlers.replies import Words
from handlers.telegram import render
from handlers.telegram.errors import post_error
from handlers.telegram.send import Sender
from handlers.telegram.webhook import Webhook
from handlers.web import Route

log = structlog.get_logger(__name__)

PLATFORM = "telegram"
API = "https://api.telegram.org/bot"
UPDATES = ["message"]  #: what we ask Telegram for
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
        self._desk = desk
        self._now = now
        self._zone = zone
        self._say = Words(zone)
        self._mode = account.mode
        self._once = Once(store)
        self._redaction = Redaction(account.token, TALKATIVE)
        self._redaction.on()  # before the bot is built, which writes its address too
        self._app = _application(account)
        self._hook = Webhook(account, self._app) if account.webhook else None
        self._sender = Sender(self._app.bot, self._say, pace or Pace())
        self._app.add_handler(TypeHandler(Update, self._pass_once), group=-1)
        asked = filters.UpdateType.MESSAGE & filters.TEXT
        self._app.add_handler(MessageHandler(asked & (filters.COMMAND | filters.ChatType.PRIVATE), self._on_message))

    async def start(self) -> None:
        """Log in, offer the commands, and listen.

        Raises:
            PostError: Telegram refuses the token (`gone`), or cannot be reached.
        """
        try:
            await self._app.initialize()
            await self._app.bot.set_my_commands(_menu(self._say))
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
        """The digest as sendMessage payloads."""
        return render.render(digest, spoken_to(chat, self._zone))

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
        """Whatever differs."""
        return bool(json.loads(stands) != json.loads(payload))

    async def mode(self, address: Address) -> Mode:
        """As the newsroom chose: Telegram has neither a place for a key nor a history to look it up in."""
        return self._mode

    async def ready(self) -> None:
        """By getMe."""
        await self._sender.ready()

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
        message = update.effective_message
        if message is None or (words := self._meant(message)) is None:
            return
        address = _address(message)
        try:
            await self._publish(address, await self._answer(words, address, message))
        except PostError as error:
            log.warning("answer not posted", platform=PLATFORM, reason=str(error), sent=error.sent)
        except Exception:
            log.exception("answer failed", platform=PLATFORM)
            await self._apologise(address)

    def _meant(self, message: Message) -> str | None:
        """What was said to us; None for another bot's command, and in a group for one that we do not know."""
        first, *rest = (message.text or "").split(maxsplit=1) or [""]
        verb, _, name = first.partition("@")
        to_us = name.casefold() == str(self._app.bot.username).casefold()
        if verb.startswith("/") and name and not to_us:
            return None
        known = verb.removeprefix("/").casefold() in COMMANDS
        return " ".join([verb, *rest]) if known or to_us or message.chat.type == message.chat.PRIVATE else None

    async def _answer(self, text: str, address: Address, message: Message) -> Answer:
        verb, words = spoken(text)
        user = str(message.from_user.id) if message.from_user else ""
        chat = await self._desk.chats.wishes(address)
        return await answer(Ask(verb, words, self._zone, self._now(), address, user, chat), self._desk)

    async def _publish(self, address: Address, given: Answer) -> None:
        payloads = render.said(_spelt(given), self._say) if isinstance(given, Reply) else self.render(given)
        for payload in payloads:
            async with self._sender.turn(address):
                await self._sender.post(address, payload)

    async def _apologise(self, address: Address) -> None:
        try:
            await self._publish(address, Reply(self._say.failed()))
        except PostError as error:
            log.warning("apology not posted", platform=PLATFORM, reason=str(error))

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


def _menu(say: Words) -> list[BotCommand]:
    return [BotCommand(verb, say.about(verb)) for verb in COMMANDS]


def _address(message: Message) -> Address:
    """Where the message was written; its forum topic, but none for General, which has no id to be posted to."""
    thread = str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""
    return Address(PLATFORM, str(message.chat.id), thread=thread)


def _spelt(reply: Reply) -> str:
    """The reply, and under it what to type next."""
    return "\n".join([reply.text, *map(_suggested, reply.suggestions)])


def _suggested(suggestion: Suggestion) -> str:
    typed = " ".join([f"/{suggestion.verb}", *suggestion.words])
    return f"{typed} – {suggestion.about}" if suggestion.about else typed
