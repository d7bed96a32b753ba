"""What people ask, by message and by button, and how they are answered.

message -> words -> Ask -> Answer -> a message, or as many as it takes, with buttons under the last
press   -> Press -> Ask -> Answer -> in place of the message whose button it was, or under a digest
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from telegram import Bot, CallbackQuery, Chat, MaybeInaccessibleMessage, Message
from telegram.error import ChatMigrated, TelegramError

from digest.desk import Desk
from digest.errors import PostError, StoreError
from digest.model import Address, Digest, Press
from digest.model import Chat as Wishes
from handlers.commands import COMMANDS, Answer, Ask, Reply, Suggestion, answer, spoken, spoken_to
from handlers.replies import Words
from handlers.telegram import keyboards, links, manage, render, under
from handlers.telegram.hearing import meant
from handlers.telegram.members import ANONYMOUS, Members, Rights, is_shared, speaks_for_chat
from handlers.telegram.notices import Notice, brief
from handlers.telegram.places import PLATFORM, chat, place
from handlers.telegram.send import Sender
from handlers.telegram.turns import Turns

log = structlog.get_logger(__name__)

#: "typing…" fades after 5 s (core.telegram.org/bots/api#sendchataction).
TYPING_S = 4.5
#: What somebody's name may take of a notice, in UTF-16 units: people have names of 128 characters.
NAME = 60


class Talk:
    """All conversations of one bot."""

    def __init__(  # noqa: PLR0913 - all of it is handed in
        self,
        bot: Bot,
        sender: Sender,
        members: Members,
        management: manage.Management,
        desk: Desk,
        *,
        now: Callable[[], datetime],
        zone: ZoneInfo,
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._members = members
        self._management = management
        self._desk = desk
        self._now = now
        self._zone = zone
        self._turns = Turns()

    # --- messages

    async def on_message(self, message: Message) -> None:
        """Answer it, if it is for us."""
        words = meant(message, self._bot)
        if words is None:
            return
        async with self._turns.turn(str(message.chat.id)) as is_ours:
            if is_ours:
                await self._converse(message, words)
            else:
                log.warning("too many asks of one chat", platform=PLATFORM, chat=str(message.chat.id))

    async def _converse(self, message: Message, words: Sequence[str]) -> None:
        address, user = place(message), str(message.from_user.id) if message.from_user else ""
        rights = Rights(self._members, address.chat, user, speaks_for_chat=speaks_for_chat(message))
        try:
            ask = await self._ask(words, address, user, rights)
            if ask.verb == "start" and (linked := await self._linked(ask)):
                ask = replace(ask, verb=linked[0], words=tuple(linked[1:]))
            async with self._typing(address):
                given = await self._answered(ask)
        except Exception as error:
            _log("answer failed", error)
            given = Reply((await self.words(address)).failed())
        await self.tell(address, given, owner=user)

    async def _linked(self, ask: Ask) -> Sequence[str]:
        """What a deep link asks for; nothing where it asks for nothing that a link may."""
        payload = ask.words[0] if len(ask.words) == 1 else ""
        if (number := links.press(payload)) is None:
            return links.words(payload)
        press = await self._desk.chats.pressed(number, ask.address)
        mine = press and press.user == ask.user and not keyboards.is_old(press, ask.now)
        return press.words if press and mine else ()

    # --- presses

    async def on_press(self, query: CallbackQuery) -> None:
        """Answer a button."""
        notice, message = Notice(query), query.message
        async with notice.in_time():
            if message is None:  # under a message of inline mode, where we show none
                return
            async with self._turns.turn(str(message.chat.id)) as is_ours:
                if is_ours:
                    await self._pressed(query, message, notice)

    async def _pressed(self, query: CallbackQuery, message: MaybeInaccessibleMessage, notice: Notice) -> None:
        stood = place(message)
        address = await self._moved(stood) if message.chat.type == Chat.GROUP else stood
        try:
            say = await self.words(address)
            press = await self._press(query.data or "", address, stood)
            if press is None or keyboards.is_old(press, self._now()):
                await notice.give(say.too_old(_verb(press)))
            elif press.user and press.user != str(query.from_user.id):
                name = await self._members.called(address.chat, press.user)
                await notice.give(say.not_yours(brief(name, NAME), _verb(press)))
            elif message.chat.type == Chat.CHANNEL:
                await self._to_private(press, str(query.from_user.id), notice)
            else:
                await self._act(press, message, str(query.from_user.id), notice)
        except Exception as error:
            _log("press failed", error)
            await notice.give((await self.words(address)).failed())

    async def _act(self, press: Press, message: MaybeInaccessibleMessage, user: str, notice: Notice) -> None:
        rights = Rights(self._members, press.address.chat, user)
        ask = await self._ask(press.words, press.address, user, rights)
        async with self._typing(press.address):
            given = await self._answered(ask)
        stays = ask.verb == under.VERB or rights.refused
        if rights.refused and isinstance(given, Reply) and not notice.given:
            await notice.give(given.text)
            return
        await notice.give()
        # One that is too old cannot be edited; the number of one that was left behind is another message's here.
        over = message if isinstance(message, Message) and message.chat.id == int(press.address.chat) else None
        await self._publish(press.address, given, ask.say, owner=user, over=over, stays=stays)

    async def _press(self, callback: str, address: Address, stood: Address) -> Press | None:
        """What the button does, in the chat as it is called now; what was sent before it moved is on record there."""
        number = keyboards.number(callback)
        for there in dict.fromkeys((address, stood)):
            if number is None:
                press = await under.pressed(callback, there, self._desk)
            else:
                press = await self._desk.chats.pressed(number, there)
            if press:
                return replace(press, address=address)
        return None

    async def _moved(self, address: Address) -> Address:
        """Where a group is now: Telegram says so to who would write to one that has become a supergroup."""
        try:
            await self._bot.send_chat_action(int(address.chat), "typing")
        except ChatMigrated as error:
            return replace(address, chat=str(error.new_chat_id))
        except TelegramError as error:
            log.info("typing not shown", platform=PLATFORM, reason=type(error).__name__)
        return address

    async def _to_private(self, press: Press, user: str, notice: Notice) -> None:
        """Nobody is answered in a channel, where all would read it: the press goes on in the reader's own chat."""
        concerns_channel = "mute" in press.words[:2]
        words = (manage.VERB, press.address.chat, "mute") if concerns_channel else press.words
        [number] = await self._desk.chats.show([Press(chat(user), words, user)])
        await notice.give(url=links.to_press(str(self._bot.username), number))

    # --- answers

    async def words(self, address: Address) -> Words:
        """The bot's words for a chat; the usual ones while its wishes cannot be read."""
        try:
            wishes: Wishes | None = await self._desk.chats.wishes(address)
        except StoreError:
            wishes = None
        return spoken_to(wishes, self._zone)

    async def greeting(self, address: Address) -> Answer:
        """First words."""
        return await self._answered(await self._ask(("start",), address, "", Rights(self._members, address.chat, "")))

    async def tell(self, address: Address, given: Answer, *, owner: str = "") -> None:
        """Say something there; who may not be written to is left alone.

        Args:
            address: Where.
            given: What.
            owner: Who alone may press its buttons, in a group; empty for everybody.
        """
        try:
            await self._publish(address, given, await self.words(address), owner=owner)
        except Exception as error:
            _log("not posted", error)

    async def _ask(self, words: Sequence[str], address: Address, user: str, rights: Rights) -> Ask:
        wishes = await self._desk.chats.wishes(address)
        # What a button asks for is made of words that were read once: only what is typed has slashes to lose.
        verb, rest = (words[0], tuple(words[1:])) if words[0] == under.VERB else spoken(" ".join(words))
        zone = ZoneInfo(wishes.zone) if wishes.zone else self._zone
        return Ask(verb, rest, zone, self._now(), address, user, wishes, rights)

    async def _answered(self, ask: Ask) -> Answer:
        if ask.verb == under.VERB:
            return await under.answered(ask, self._desk)
        if ask.verb == manage.VERB:
            return await self._management.answered(ask)
        return await answer(ask, self._desk)

    async def _publish(  # noqa: PLR0913 - what is said where, and over what
        self,
        address: Address,
        given: Answer,
        say: Words,
        *,
        owner: str = "",
        over: Message | None = None,
        stays: bool = False,
    ) -> None:
        """Post it, buttons under its last message; the first in place of `over`, or where that stays, under it."""
        if isinstance(given, Digest):
            payloads, offered, owner = render.render(given, say), under.asked(given, say), ""
        else:
            payloads, offered = render.said(_spelt(given), say), keyboards.rows(given)
            # What all there are told is for all there; an anonymous admin presses under their own name.
            owner = "" if given.public or owner == str(ANONYMOUS) or not is_shared(address.chat) else owner
        markup = await keyboards.keyboard(offered, address, self._desk.chats, user=owner)
        *before, last = payloads
        for payload in (*before, render.buttoned(last, markup)):
            await self._sender.patience.until_taken(partial(self._put, address, payload, over, stays=stays))
            over = None

    async def _put(self, address: Address, payload: str, over: Message | None, *, stays: bool) -> None:
        if over and stays:
            payload = render.answering(payload, str(over.message_id))
        elif over and await self._replaced(address, payload, over.message_id):
            return
        async with self._sender.turn(address):
            await self._sender.post(address, payload)

    async def _replaced(self, address: Address, payload: str, over: int) -> bool:
        """False for a message that cannot be edited, as it is too old or gone."""
        try:
            await self._sender.edit(address, str(over), payload)
        except PostError as error:
            if error.sent != "no" or error.gone or error.retry_after is not None:
                raise
            return False
        return True

    @asynccontextmanager
    async def _typing(self, address: Address) -> AsyncIterator[None]:
        """Show that we are at it, as long as we are."""
        showing = asyncio.ensure_future(self._show_typing(address))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.wait([showing])

    async def _show_typing(self, address: Address) -> None:
        thread = int(address.thread) if address.thread else None
        with suppress(TelegramError):
            while True:
                await self._bot.send_chat_action(int(address.chat), "typing", message_thread_id=thread)
                await asyncio.sleep(TYPING_S)


def _log(event: str, error: Exception) -> None:
    if isinstance(error, PostError):
        log.warning(event, platform=PLATFORM, reason=str(error), sent=error.sent)
    else:
        log.error(event, platform=PLATFORM, exc_info=error)


def _verb(press: Press | None) -> str:
    """What is typed to be shown such buttons again."""
    known = [word for word in press.words if word in COMMANDS or word == manage.VERB] if press else []
    return known[0] if known else "help"


def _spelt(reply: Reply) -> str:
    """The reply, and under it what can be typed next; what is whole is a button instead."""
    return "\n".join([reply.text, *(_suggested(each) for each in reply.suggestions if each.about)])


def _suggested(suggestion: Suggestion) -> str:
    typed = " ".join([f"/{suggestion.verb}", *suggestion.words])
    return f"{typed} – {suggestion.about}"
