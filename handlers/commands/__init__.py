"""What can be asked, once for all platforms.

"/summary armenia week" -> spoken -> Ask -> answer -> Digest | Reply -> blocks.py, render.py

Adding a command: a function in one of the modules here, its line in COMMANDS, its words in replies.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from digest.desk import Desk
from digest.errors import AskError
from handlers.commands.asking import (
    Answer,
    Ask,
    Choice,
    Command,
    Reply,
    Suggestion,
    anybody,
    split_topics,
    spoken,
    spoken_to,
)
from handlers.commands.checking import described, missed, sources, start, why, wrong
from handlers.commands.choosing import choose_topics, mute, schedule, subscribe_to, unsubscribe_from
from handlers.commands.news import met, said, summary, who
from handlers.commands.settings import settings

__all__ = [
    "COMMANDS",
    "Answer",
    "Ask",
    "Choice",
    "Reply",
    "Suggestion",
    "answer",
    "anybody",
    "split_topics",
    "spoken",
    "spoken_to",
]


#: No command is longer, so more of what was said is not repeated.
LONGEST_VERB = 40

#: By the sentence that says what could not be read: words that can be.
_INSTEAD: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("no-period", "no-such-stretch", "not-yet", "too-long-ago"), ("week",)),
    "not-a-time": ("weekdays", "08:30"),
}
#: By the same: the command that shows what there is; where none stands here, the topics.
_SHOWING: Mapping[str, str] = {
    **dict.fromkeys(("no-setting", "no-language", "no-city", "no-city-closest"), "settings"),
    **dict.fromkeys(("too-many-subscriptions", "too-many-topics"), "unsubscribe"),
}


async def answer(ask: Ask, desk: Desk) -> Answer:
    """Answer a command; words that cannot be understood are answered too, so AskError never comes out of here."""
    command = COMMANDS.get(ask.verb)
    if command is None:
        closest = get_close_matches(ask.verb, COMMANDS)
        meant = tuple(Choice(verb, (verb, *ask.words)) for verb in closest)
        return Reply(
            ask.say.unknown(ask.verb[:LONGEST_VERB], closest), (Suggestion("help"),), (meant,) if meant else ()
        )
    try:
        return await command(ask, desk)
    except AskError as error:
        return Reply(ask.say.misread(error), (_helping(ask, error),), _closest(ask, error))


def _helping(ask: Ask, error: AskError) -> Suggestion:
    """What to ask for next: the same with words that can be read, else what shows that there are."""
    instead = _INSTEAD.get(error.sentence)
    if instead is None:
        return Suggestion(_SHOWING.get(error.sentence, "topics"))
    misread = str(error.about["said"]).split()
    start = next((n for n, word in enumerate(ask.words) if word in misread), len(ask.words))
    return Suggestion(ask.verb, (*ask.words[:start], *instead))


def _closest(ask: Ask, error: AskError) -> tuple[tuple[Choice, ...], ...]:
    """What was probably meant, each a button that asks the same with it."""
    said, names = str(error.about.get("said", "")), str(error.about.get("closest", ""))
    if error.sentence not in ("no-topic", "no-city-closest") or not said:
        return ()
    whole = " ".join(ask.words)
    return tuple(((Choice(name, (ask.verb, *whole.replace(said, name).split())),)) for name in names.split(", "))


async def help_(ask: Ask, desk: Desk) -> Reply:
    """Every command, with what it answers."""
    return Reply(ask.say.help(), tuple(described(ask, verb) for verb in COMMANDS if verb != "start"))


#: Every command, in the order that help lists them.
COMMANDS: Mapping[str, Command] = {
    "summary": summary,
    "subscribe": subscribe_to,
    "unsubscribe": unsubscribe_from,
    "topics": choose_topics,
    "schedule": schedule,
    "mute": mute,
    "who": who,
    "met": met,
    "said": said,
    "why": why,
    "missed": missed,
    "wrong": wrong,
    "sources": sources,
    "settings": settings,
    "help": help_,
    "start": start,
}
