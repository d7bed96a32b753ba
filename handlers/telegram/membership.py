"""We are added, let write, silenced, removed, blocked; a group becomes a supergroup.

While a chat is closed to us its digests are paused, with the reason; once it is open again they go on. Telegram says so
by itself, but not to who was away for more than a day: `is_open` asks.
"""

from __future__ import annotations

from telegram import Bot, Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Message
from telegram.constants import ChatAction
from telegram.error import TelegramError

from digest.model import Address
from digest.ports import Store
from handlers.commands import Reply
from handlers.replies import Words
from handlers.telegram import manage
from handlers.telegram.errors import post_error
from handlers.telegram.places import chat, chat_id
from handlers.telegram.talk import Talk

_IN = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


class Membership:
    """Of the bot, in all its chats."""

    def __init__(self, bot: Bot, store: Store, talk: Talk, say: Words) -> None:
        self._bot = bot
        self._store = store
        self._talk = talk
        self._say = say

    async def changed(self, change: ChatMemberUpdated) -> None:
        """What may be posted there has changed, or only what we are called."""
        there = chat(change.chat.id)
        before, after = (_open(each, change.chat.type) for each in (change.old_chat_member, change.new_chat_member))
        if before and not after:
            removed = change.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED)
            say = await self._talk.words(there)
            await self._store.chats.pause(there, say.blocked() if removed else say.restricted())
        elif after and not before:
            await self._opened(change)

    async def migrated(self, message: Message) -> None:
        """Both chats say it, in either order: the second finds nothing to move."""
        old = message.migrate_from_chat_id or message.chat.id
        new = message.migrate_to_chat_id or message.chat.id
        await self._store.move(chat(old), str(new))
        await self._store.chats.resume(chat(new))  # we were never gone

    async def is_open(self, address: Address) -> bool | None:
        """Whether we may post there, asked of Telegram; None of a topic, which may be closed in a chat that is open.

        Raises:
            PostError: It gives no answer.
        """
        try:
            open_to_us = await self._may_write(address)
        except TelegramError as error:
            problem = post_error(error, self._say)
        else:
            return open_to_us if not (open_to_us and address.thread) else None
        if problem.gone or problem.moved:  # whoever posts to one that moved follows it
            return not problem.gone
        raise problem  # without the cause, whose words may name the token

    async def _may_write(self, address: Address) -> bool:
        there = await self._bot.get_chat(chat_id(address))
        if there.type == Chat.CHANNEL:  # nobody types in one
            return _open(await self._bot.get_chat_member(there.id, self._bot.id), there.type)
        return await self._bot.send_chat_action(there.id, ChatAction.TYPING)

    async def _opened(self, change: ChatMemberUpdated) -> None:
        there = chat(change.chat.id)
        goes_on = await self._store.chats.resume(there)
        if change.chat.type == Chat.CHANNEL:
            adder = chat(change.from_user.id)
            say = await self._talk.words(adder)
            reply = manage.offered(there.chat, change.chat.effective_name or there.chat, say)
            await self._talk.tell(adder, reply)
        elif change.chat.type != Chat.PRIVATE:
            back = Reply((await self._talk.words(there)).back(goes_on))
            await self._talk.tell(there, back if goes_on else await self._talk.greeting(there))


def _open(member: ChatMember, kind: str) -> bool:
    """Whether we may post in a chat of this kind."""
    if kind == Chat.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return member.status in _IN
