"""What can be asked, once for all platforms. A platform turns a message into an `Ask`, and an `Answer` into a message.

    "/summary armenia week" -> spoken -> Ask -> answer -> Digest | Reply -> blocks.py, render.py

Adding a command: a function here, its line in COMMANDS, its words in replies/.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from digest import periods
from digest.errors import AskError
from digest.model import Address, Digest, Period
from digest.ports import Desk
from handlers.replies import USUAL_LANGUAGE, Words

#: Asked without a period. Not "today": just after midnight that would be nothing.
USUAL_PERIOD = "24h"

#: A last word that can only be meant as a period: if it is none, its asker is told so. "3+3" and "G7" are topics.
DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d+[hdw]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ask:
    """What one person asked, in one place."""

    verb: str  #: as said, lower case, without slash
    words: tuple[str, ...]  #: the rest
    zone: ZoneInfo  #: whose midnight "today" starts at
    now: datetime  #: UTC
    address: Address
    user: str = ""  #: who asks, as the platform writes it
    language: str = USUAL_LANGUAGE  #: a key of replies.LANGUAGES

    @property
    def say(self) -> Words:
        """The bot's words for this person."""
        return Words(self.zone, self.language)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What could be asked next; each platform spells it as its people type it."""

    verb: str
    words: tuple[str, ...] = ()
    about: str = ""  #: what it answers; empty where that is plain


@dataclass(frozen=True, slots=True)
class Reply:
    """A few plain sentences, for the one who asked."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()


Answer = Digest | Reply
Command = Callable[[Ask, Desk], Awaitable[Answer]]


async def answer(ask: Ask, desk: Desk) -> Answer:
    """Answer a command; words that cannot be understood are answered too, so AskError never comes out of here."""
    command = COMMANDS.get(ask.verb)
    if command is None:
        return Reply(ask.say.unknown(ask.verb, get_close_matches(ask.verb, COMMANDS)), (Suggestion("help"),))
    try:
        return await command(ask, desk)
    except AskError as error:
        return Reply(str(error), (Suggestion("topics"),))


def spoken(text: str) -> tuple[str, tuple[str, ...]]:
    """The verb and the other words of a message; nothing said asks for help."""
    verb, *words = text.split() or ["help"]
    return verb.lstrip("/").lower(), tuple(words)


async def _start(ask: Ask, desk: Desk) -> Reply:
    return Reply(ask.say.hello(), (_described(ask, "summary"), _described(ask, "topics")))


async def _help(ask: Ask, desk: Desk) -> Reply:
    return Reply(ask.say.help(), tuple(_described(ask, verb) for verb in COMMANDS if verb != "start"))


async def _summary(ask: Ask, desk: Desk) -> Answer:
    words, period = split_period(ask.words, now=ask.now, zone=ask.zone)
    topics = split_topics(words, await desk.topics())
    digest = await desk.summary(topics, period)
    return digest if digest.entries else _nothing(ask, digest)


async def _topics(ask: Ask, desk: Desk) -> Reply:
    return Reply(ask.say.topics(await desk.topics()), (Suggestion("summary"),))


async def _sources(ask: Ask, desk: Desk) -> Reply:
    return Reply(ask.say.sources(await desk.health(), ask.now))


#: Every command, in the order that help lists them.
COMMANDS: Mapping[str, Command] = {
    "summary": _summary,
    "topics": _topics,
    "sources": _sources,
    "help": _help,
    "start": _start,
}


def split_period(words: Sequence[str], *, now: datetime, zone: ZoneInfo) -> tuple[Sequence[str], Period]:
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
    return words, periods.parse(USUAL_PERIOD, now=now, zone=zone)


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


def _nothing(ask: Ask, digest: Digest) -> Reply:
    lines = [ask.say.nothing(digest.topics, digest.period, digest.sources_checked, ask.now)]
    if digest.unreachable:
        lines.append(ask.say.unreachable(digest.unreachable))
    if digest.silent:
        lines.append(ask.say.silent(digest.silent))
    return Reply("\n".join(lines), (Suggestion("summary", (*digest.topics, "week")), Suggestion("topics")))


def _described(ask: Ask, verb: str) -> Suggestion:
    usage = ask.say.usage(verb)
    return Suggestion(verb, (usage,) if usage else (), ask.say.about(verb))
