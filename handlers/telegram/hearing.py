"""Which messages are for us, and what they say: all of a private chat; elsewhere commands, mentions, replies to us."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, Chat, Message, MessageOriginChannel

from handlers.commands import COMMANDS
from handlers.telegram import manage


def meant(message: Message, bot: Bot) -> Sequence[str] | None:
    """The words of a command; None for another bot's, and for what people say to each other."""
    private = message.chat.type == Chat.PRIVATE
    if private and isinstance(message.forward_origin, MessageOriginChannel):
        return (manage.VERB, str(message.forward_origin.chat.id))
    us, (head, *rest) = f"@{bot.username}".casefold(), (message.text or "").split() or [""]
    verb, at, name = head.rstrip(",:").partition("@")
    called = f"{at}{name}".casefold()
    if not head or (verb.startswith("/") and at and called != us):
        return None
    said = [word for word in (verb if called == us else head, *rest) if word and word.casefold() != us]
    if private or called == us:
        return said or ("help",)
    return said if said and _is_command(said[0], message, us, bot) else None


def _is_command(verb: str, message: Message, us: str, bot: Bot) -> bool:
    """Whether a group's message that does not begin with our name is a command of ours all the same."""
    before = message.reply_to_message and message.reply_to_message.from_user
    replies = before is not None and before.id == bot.id
    mentions = us in (message.text or "").casefold().split()
    return verb.removeprefix("/").casefold() in COMMANDS and (verb.startswith("/") or replies or mentions)
