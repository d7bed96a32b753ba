"""Who may change what a chat gets: in a private chat its person, else its admins, asked of Telegram each time."""

from __future__ import annotations

from telegram import Bot, ChatMember, Message
from telegram.error import BadRequest, Forbidden, TelegramError

from handlers.replies import Words
from handlers.telegram.errors import post_error

#: Telegram's own account, in whose name admins of groups write who do not show themselves.
ANONYMOUS = 1087968824
MANAGERS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class Members:
    """What Telegram says of people in chats. Methods raise PostError where it says nothing."""

    def __init__(self, bot: Bot, say: Words) -> None:
        self._bot = bot
        self._say = say

    async def manages(self, chat: str, user: str) -> bool:
        """Whether somebody is an admin there now; False also where we are not allowed to know."""
        member = await self._member(chat, user)
        return member is not None and member.status in MANAGERS

    async def called(self, chat: str, user: str) -> str:
        """How somebody is called there; empty where that is not known."""
        member = await self._member(chat, user)
        return member.user.full_name if member else ""

    async def _member(self, chat: str, user: str) -> ChatMember | None:
        if not user.isdecimal():
            return None
        try:
            return await self._bot.get_chat_member(int(chat), int(user))
        except (BadRequest, Forbidden):  # no such person, or no such chat for us
            return None
        except TelegramError as error:
            problem = post_error(error, self._say)
        raise problem  # without the cause, whose words may name the token


class Rights:
    """Whether one person may change what one chat gets: Ask.may_change."""

    def __init__(self, members: Members, chat: str, user: str, *, speaks_for_chat: bool = False) -> None:
        self._members = members
        self._chat = chat
        self._user = user
        self._sure = speaks_for_chat or not is_shared(chat)
        self.refused = False  #: True once it said no

    async def __call__(self) -> bool:
        """Asked of Telegram now."""
        allowed = self._sure or await self._members.manages(self._chat, self._user)
        self.refused = not allowed
        return allowed


def is_shared(chat: str) -> bool:
    """True for groups and channels, whose ids are negative."""
    return chat.startswith("-")


def speaks_for_chat(message: Message) -> bool:
    """True where the chat itself writes: an anonymous admin. Not where another chat or a channel writes in it."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id
