"""What a chat asks for: a country, a person, a body, a keyword, or several at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.errors import AskError
from digest.model import Actor, Report, Status, Story

# 0.8: one slip in a word of five letters or more ("armenai"); below it, free words are taken for misspelt names
# ("Iran" and "Iraq" are 0.75 alike).
MISSPELT = 0.8
OFFERED = 3  # as many as a button row holds

_AND = re.compile(r"\s+and\s+|\s*[+&,]\s*", re.IGNORECASE)
# "armenia" also finds "Armenian", "Armenians" and "Armenia’s", but not "armed".
_ENDING = r"(?:n|ns|an|ans|ian|ians|i|is|s)?(?:[’']s?)?"


@dataclass(frozen=True, slots=True)
class Topic:
    """A name and the words that it stands for."""

    name: str
    groups: tuple[tuple[str, ...], ...]  #: each needs one of its words; ("armenia", "yerevan"), ("russia", "moscow")


def matches(story: Story, topic: Topic) -> bool:
    """True when each group is met: by who acts or speaks, by a country that is represented, or by the words."""
    return all(any(_about(report, group) for report in story.reports) for group in topic.groups)


def closest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known names that look most like this one, the likeliest first."""
    by_fold = {other.casefold(): other for other in known}
    return tuple(by_fold[near] for near in difflib.get_close_matches(name.casefold(), by_fold, OFFERED, 0.5))


def parse(name: str, known: Sequence[Topic]) -> Topic:
    """A known topic, known topics joined by "and", or the words themselves as a keyword.

    Raises:
        AskError: Nothing was asked for, or a word is a slip of the pen away from a known name.
    """
    asked = " ".join(name.split()).strip(" ,+&")
    if not asked:
        raise AskError(f"Which topic? {_offer([topic.name for topic in known][:OFFERED])}".strip())
    if whole := _known(asked, known):
        return whole
    parts = [_one(part, known) for part in _AND.split(asked) if part]
    return Topic(" and ".join(part.name for part in parts), tuple(group for part in parts for group in part.groups))


def _known(asked: str, known: Sequence[Topic]) -> Topic | None:
    return next((topic for topic in known if topic.name.casefold() == asked.casefold()), None)


def _one(asked: str, known: Sequence[Topic]) -> Topic:
    if topic := _known(asked, known):
        return topic
    near = closest(asked, [topic.name for topic in known])
    if near and _is_slip(asked.casefold(), near[0].casefold()):
        raise AskError(f"No topic “{asked}”. Closest: {', '.join(near)}.")
    return Topic(asked, ((asked.casefold(),),))


def _is_slip(asked: str, name: str) -> bool:
    """True for "armenai", not for "armenian", which is a word of its own."""
    likeness = difflib.SequenceMatcher(None, asked, name).ratio()
    return likeness >= MISSPELT and not asked.startswith(name) and not name.startswith(asked)


def _offer(names: Sequence[str]) -> str:
    return f"For example: {', '.join(names)}." if names else ""


def _about(report: Report, group: Sequence[str]) -> bool:
    words = [word.casefold() for word in group]
    return _written(report, words) or _acts(report, words)


def _acts(report: Report, words: Sequence[str]) -> bool:
    voices = {id(actor): actor for actor in _voices(report)}.values()  # the same few over and over
    return any(_is(actor, word) for actor in voices for word in words)


def _voices(report: Report) -> Iterable[Actor]:
    """Who acts or speaks in the article's own news."""
    for encounter in report.facts.encounters:
        if encounter.status is not Status.BACKGROUND:
            yield from encounter.participants
    yield from (s.speaker for s in report.facts.statements if s.speaker is not None and s.speech)


def _is(actor: Actor, word: str) -> bool:
    """True for a whole name, a part of it that is a word, an alias, or the country spoken for."""
    names = (actor.key, actor.name.casefold(), *(alias.casefold() for alias in actor.aliases))
    represents = (actor.represents or "").casefold()
    return represents == word or any(f" {word} " in f" {name} " for name in names)


def _written(report: Report, words: Sequence[str]) -> bool:
    """True when the title or the text has one of the words."""
    folded = f"{report.article.title}\n{report.article.text}".casefold()
    # Most articles have none of the words at all, which is found out in a twentieth of the time of a pattern.
    return any(word in folded and _pattern(word).search(folded) for word in words)


@lru_cache(maxsize=1_000)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}{_ENDING}(?!\w)")
