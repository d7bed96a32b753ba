"""How words reach a Telegram chat: as a message, or as what a message says from now on.

Nothing is sent again by the client itself: its rate limiter halts every request when one chat is told to wait, and it
counts by a bucket, which lets twice the limit through in the second after a rest. Whoever called decides: the outbox
for what is on record, `patience` for answers.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, RetryAfter, TelegramError

from digest.errors import PostError
from digest.model import Address
from handlers.pace import CHAT, Limit, Pace, Place
from handlers.patience import Patience
from handlers.replies import Words
from handlers.telegram.errors import post_error
from handlers.telegram.places import chat_id

#: Of all messages of the bot, and of those to one group (core.telegram.org/bots/faq#my-bot-is-hitting-limits).
ALL = Place("all", (Limit(30, 1.0),))
GROUP = Limit(20, 60.0)

#: What an edit is answered that changes nothing: the message says it already.
UNCHANGED = "message is not modified"


class Sender:
    """Posts and changes messages at the pace that Telegram asks for. Every method raises PostError."""

    def __init__(self, bot: Bot, say: Words, pace: Pace) -> None:
        self._bot = bot
        self._say = say
        self._pace = pace
        self.patience = Patience()

    @asynccontextmanager
    async def turn(self, address: Address) -> AsyncIterator[None]:
        """Wait for the turn of one more message; Telegram counts edits too, for all that is known."""
        self._pace.obey(address.chat, self._say.slow_down())
        # Groups, supergroups and channels have negative ids; only groups are said to have the limit.
        limits = (CHAT, GROUP) if address.chat.startswith(("-", "@")) else (CHAT,)
        async with self._pace.turn(Place(address.chat, limits), ALL):
            yield

    async def post(self, address: Address, payload: str) -> str:
        """Post a payload; its message_id."""
        thread, message = int(address.thread) if address.thread else None, json.loads(payload)
        reply = ReplyParameters(**message["reply_parameters"]) if "reply_parameters" in message else None
        with self._told(address):
            sent = await self._bot.send_message(
                chat_id=chat_id(address),
                message_thread_id=thread,
                disable_notification=message.get("disable_notification"),
                reply_parameters=reply,
                **_content(message),
            )
        return str(sent.message_id)

    async def edit(self, address: Address, message_id: str, payload: str) -> None:
        """Make a message say this payload, at its turn."""
        async with self.turn(address):
            await self._change(address, message_id, json.loads(payload))

    async def _change(self, address: Address, message_id: str, message: dict[str, Any]) -> None:
        with self._told(address):
            try:
                await self._bot.edit_message_text(
                    chat_id=chat_id(address), message_id=int(message_id), **_content(message)
                )
            except BadRequest as error:
                if UNCHANGED not in str(error).casefold():
                    raise

    async def ready(self) -> None:
        """By getMe."""
        try:
            await self._bot.get_me()
        except TelegramError as error:
            problem = post_error(error, self._say)
        else:
            return
        raise problem  # without the cause: see _told

    @contextmanager
    def _told(self, address: Address) -> Iterator[None]:
        """What the library raises, in the words of the outbox; without its cause, whose words may name the token."""
        problem: PostError | None = None
        try:
            yield
        except TelegramError as error:
            problem = post_error(error, self._say)
            if isinstance(error, RetryAfter) and problem.retry_after is not None:
                self._pace.hold(address.chat, problem.retry_after)
        if problem:
            raise problem


def _content(message: dict[str, Any]) -> dict[str, Any]:
    """What a message says, and the buttons under it: an edit that names none takes them away."""
    return {
        "text": message["text"],
        "entities": [MessageEntity(**entity) for entity in message["entities"]],
        "link_preview_options": LinkPreviewOptions(**message["link_preview_options"]),
        "reply_markup": _markup(message.get("reply_markup")),
    }


def _markup(markup: dict[str, Any] | None) -> InlineKeyboardMarkup | None:
    if not markup:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(**each) for each in row] for row in markup["inline_keyboard"]])
