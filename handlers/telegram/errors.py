"""What a failed call to Telegram means: certainly not posted, or nobody knows; and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from digest.errors import PostError
from handlers.replies import Words

#: Causes of a NetworkError that come before the request was written (python-httpx.org/exceptions). By name, as httpx
#: is python-telegram-bot's business: for a connection that never was and one that broke, it raises the same.
UNSENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout", "UnsupportedProtocol", "ProxyError"})

#: Refusals that no waiting changes, by words of their description, and the sentence that says what does.
GONE: Mapping[str, Callable[[Words], str]] = {
    "chat not found": Words.not_found,
    "peer_id_invalid": Words.not_found,
    "not enough rights": Words.restricted,
    "need administrator rights": Words.restricted,
    "have no rights": Words.restricted,
    "chat_write_forbidden": Words.restricted,
    "message thread not found": Words.thread_closed,
    "topic_closed": Words.thread_closed,
}

#: How a 429 reads; without a time to wait, the library raises for it what it raises for a 502.
TOO_MANY = "too many requests"

RETRY_S = 30.0  #: where nothing was reached at all, and where nobody said how long to wait


def post_error(error: TelegramError, say: Words) -> PostError:
    """The same failure in the words of the outbox.

    Only a BadRequest's own words are passed on: python-telegram-bot names the token in those of InvalidToken.
    """
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):  # the library derives one from the other
        return _broken(error, say)
    match error:
        case RetryAfter():
            told = PostError(say.slow_down(), sent="no", retry_after=_seconds(error))
        case BadRequest():
            told = _refused(error, say)
        case ChatMigrated():
            chat = str(error.new_chat_id)
            told = PostError(say.moved(chat), sent="no", moved=chat)
        case Forbidden():
            told = PostError(say.blocked(), sent="no", gone=True)
        case InvalidToken():
            told = PostError("Telegram refused the bot's token: copy it again from @BotFather", sent="no", gone=True)
        case Conflict():
            told = PostError("another bot polls with the same token: stop it", sent="no", retry_after=RETRY_S)
        case _:  # an answer that is no JSON, or an error that no class is made for
            told = PostError("Telegram gave an answer that cannot be read", sent="maybe")
    return told


def _refused(error: BadRequest, say: Words) -> PostError:
    words = str(error).casefold()
    for known, sentence in GONE.items():
        if known in words:
            return PostError(sentence(say), sent="no", gone=True)
    return PostError(f"Telegram refused the message: {error}", sent="no")


def _broken(error: NetworkError, say: Words) -> PostError:
    if error.__cause__ is None and TOO_MANY in str(error).casefold():
        return PostError(say.slow_down(), sent="no", retry_after=RETRY_S)
    cause = type(error.__cause__).__name__
    if cause in UNSENT:
        return PostError(f"Telegram cannot be reached: {cause}", sent="no", retry_after=RETRY_S)
    return PostError(f"the connection to Telegram broke: {cause if error.__cause__ else 'no answer'}", sent="maybe")


def _seconds(error: RetryAfter) -> float:
    return error._retry_after.total_seconds()  # the public property warns, and its type depends on the environment
