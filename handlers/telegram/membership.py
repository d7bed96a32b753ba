"""We are added, let write, silenced, removed, blocked; a group becomes a supergroup.

While a chat is closed to us its digests are paused, with the reason; once it is open again they go on.
"""

from __future__ import annotations

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated, Message

from digest.ports import Store
from handlers.commands import Reply
from handlers.telegram import manage
from handlers.telegram.places import chat
from handlers.telegram.talk import Talk

_IN = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)


class Membership:
    """Of the bot, in all its chats."""

    def __init__(self, store: Store, talk: Talk) -> None:
        self._store = store
        self._talk = talk

    async def changed(self, change: ChatMemberUpdated) -> None:
        """What may be posted there has changed, or only what we are called."""
        there = chat(change.chat.id)
        before, after = (_open(each, change.chat) for each in (change.old_chat_member, change.new_chat_member))
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


def _open(member: ChatMember, of: Chat) -> bool:
    """Whether we may post there."""
    if of.type == Chat.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return member.status in _IN
