"""Where a message stands, as an address."""

from __future__ import annotations

from telegram import MaybeInaccessibleMessage, Message

from digest.model import Address

PLATFORM = "telegram"


def chat(number: int | str) -> Address:
    """A chat as a whole; of a forum, its General."""
    return Address(PLATFORM, str(number))


def chat_id(address: Address) -> int | str:
    """What Telegram calls the chat: its number, or the @name of a public one."""
    return address.chat if address.chat.startswith("@") else int(address.chat)


def place(message: MaybeInaccessibleMessage) -> Address:
    """Where the message was written; its forum topic, but none for General, which has no id to be posted to."""
    topic = isinstance(message, Message) and message.is_topic_message and message.message_thread_id
    return Address(PLATFORM, str(message.chat.id), thread=str(topic) if topic else "")
