"""What is asked and answered, as values: a platform turns a message into an `Ask`, and an `Answer` into a message."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from digest import periods
from digest.desk import Desk
from digest.errors import AskError
from digest.model import Address, Chat, Complaint, Digest, Period
from handlers.replies import Words

#: Asked without a period. Not "today": just after midnight that would be nothing.
USUAL_PERIOD = "24h"

#: A last word that can only be meant as a period: if it is none, its asker is told so. "3+3" and "G7" are topics.
DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d+[hdw]", re.IGNORECASE)


async def anybody() -> bool:
    """Whoever asks may change what the chat gets."""
    return True


async def anywhere() -> str:
    """Nothing stands in the way of what is posted to the chat."""
    return ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What one person asked, in one place."""

    verb: str  #: as said, lower case, without slash
    words: tuple[str, ...]  #: the rest
    zone: ZoneInfo  #: whose midnight "today" starts at
    now: datetime  #: UTC
    address: Address
    user: str = ""  #: who asks, as the platform writes it
    chat: Chat | None = None  #: how the chat wants to be written to; None for the defaults
    may_change: Callable[[], Awaitable[bool]] = anybody  #: whether this person may change what the chat gets
    why_not: Callable[[], Awaitable[str]] = anywhere  #: why nothing can be posted there by itself; empty where it can

    @property
    def say(self) -> Words:
        """The bot's words for this chat."""
        return spoken_to(self.chat, self.zone)

    @property
    def wishes(self) -> Chat:
        """The chat's."""
        return self.chat or Chat(self.address)


def spoken_to(chat: Chat | None, zone: tzinfo) -> Words:
    """The bot's words in a chat's language and by its clocks; by those of `zone` where it never said."""
    return Words(ZoneInfo(chat.zone) if chat and chat.zone else zone, chat.language if chat else "")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What could be asked next; each platform spells it as its people type it."""

    verb: str
    words: tuple[str, ...] = ()
    about: str = ""  #: what it answers; empty where that is plain


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: pressing it asks for something, and the answer takes the place of what stood there."""

    label: str
    words: tuple[str, ...]  #: a verb and its words
    on: bool | None = None  #: True where it is chosen, False where it is not; None where it is no switch


@dataclass(frozen=True, slots=True)
class Reply:
    """A few plain sentences."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()
    choices: tuple[tuple[Choice, ...], ...] = ()  #: rows of buttons
    public: bool = False  #: True where it changes what all in the chat get, so that all are told
    complaint: Complaint | None = None  #: that was put on record, for the newsroom's editors


Answer = Digest | Reply
Command = Callable[[Ask, Desk], Awaitable[Answer]]


def spoken(text: str) -> tuple[str, tuple[str, ...]]:
    """The verb and the other words of a message; nothing said asks for help."""
    verb, *words = text.split() or ["help"]
    return verb.lstrip("/").lower(), tuple(words)


def split_period(
    words: Sequence[str], *, now: datetime, zone: ZoneInfo, usual: str = USUAL_PERIOD
) -> tuple[Sequence[str], Period]:
    """The words before the period, and the period: the longest ending that is one, else the usual one.

    Raises:
        AskError: The last word can only be a period, and is none that we serve.
    """
    for start in range(len(words)):
        try:
            return words[:start], periods.parse(" ".join(words[start:]), now=now, zone=zone)
        except AskError:
            if start == len(words) - 1 and DATED.fullmatch(words[start]):
                raise
    return words, periods.parse(usual, now=now, zone=zone)


def split_topics(words: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The topics that the words name: "south caucasus georgia" is two where both are known names.

    Anything else is one topic, for the desk to read: a mix ("armenia and russia"), a keyword, a slip of the pen.
    """
    names = {name.casefold(): name for name in known}
    topics, rest = list[str](), [word.casefold() for word in words]
    while rest:
        length = next((n for n in range(len(rest), 0, -1) if " ".join(rest[:n]) in names), 0)
        if not length:
            return (" ".join(words),)
        topics.append(names[" ".join(rest[:length])])
        rest = rest[length:]
    return tuple(dict.fromkeys(topics))
