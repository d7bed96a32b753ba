"""Which words a line may use in its own voice: its sources', and the few of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from digest.lang import en
from digest.model import Item, Period
from digest.periods import MONTHS
from digest.sections import wording
from digest.writing.anatomy import Texts, introductions, outside, source_of
from digest.writing.frames import NEGATIONS

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
#: A weekday names a day of the week before an article or after it, and the article a day of the period.
WEEK = timedelta(days=7)
SLACK = timedelta(days=1)  # the article's calendar may be a day ahead of UTC or behind it

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?:[^\W_a-z]|\d)[\w-]*(?: (?:[^\W_a-z]|\d)[\w-]*)*")
_OWNER = re.compile(r"[’']s\b")
RESOLVED = re.compile(rf"(?:(\w+day) )?\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b", re.IGNORECASE)
_MFA = re.compile(r"(.+) MFA", re.IGNORECASE)
_MFA_IN_FULL = re.compile(r"foreign ministr|minist(?:ry|ries) of foreign affairs|foreign minister", re.IGNORECASE)
_ADJECTIVE_ENDINGS = ("n", "an", "ian", "i", "ese", "ish", "ani", "nian", "iot")


@dataclass(frozen=True, slots=True)
class Source:
    """What a line's articles say, in the forms that it is asked about."""

    texts: tuple[str, ...]  #: of the articles that the line cites
    words: frozenset[str]  #: of these texts, in lower case
    near: frozenset[str]  #: of the line's evidence
    sentences: tuple[str, ...]  #: that evidence
    period: Period

    @classmethod
    def of(cls, item: Item, texts: Texts, period: Period) -> Self:
        """The sources of one line."""
        cited = tuple(dict.fromkeys(source_of(proof, texts) for proof in item.evidence))
        near = frozenset(word for proof in item.evidence for word in _words(proof.text))
        sentences = tuple(proof.text for proof in item.evidence)
        return cls(cited, frozenset(word for text in cited for word in _words(text)), near, sentences, period)

    def tells(self, name: str) -> bool:
        """True for a name that a sentence of the evidence has in one piece."""
        return any(_folded(name) in _folded(sentence) for sentence in self.sentences)

    def holds(self, words: str) -> bool:
        """True for words that a cited text has in one piece."""
        return any(_folded(words) in _folded(text) for text in self.texts)

    def holds_date(self, date: re.Match[str]) -> bool:
        """True for a day that a cited text writes in figures, whichever of day and month comes first."""
        day, month = date[2], date[3].casefold()
        return any(
            re.search(rf"\b{day}(?:st|nd|rd|th)? {month[:3]}|\b{month[:3]}\w*\.? {day}\b", text, re.IGNORECASE)
            for text in self.texts
        )

    def has(self, word: str) -> bool:
        """True for a word of the source or of ours, or a country's name where its adjective stands.

        A negation must be in the very sentences that the line rests on.
        """
        if word in NEGATIONS or word == "t":
            return word in self.near
        return word in self.words or word in wording.OURS or self._by_adjective(word)

    def names(self, name: str) -> bool:
        """True for a name that a text has in one piece, a short form of one, or a country by its adjective."""
        if any(_folded(name) in _folded(text) for text in self.texts) or self._by_adjective(name.casefold()):
            return True
        if short := _MFA.fullmatch(name):
            full = any(_MFA_IN_FULL.search(text) for text in self.texts)
            return full and all(word in self.words for word in _words(short[1]))
        return self._as_office(name)

    def resolves(self, weekday: str | None, number: int, month: str) -> bool:
        """True when a day word of the evidence, the printed one if one is, can mean this day in the period.

        A day without its weekday may also rest on one that the article names elsewhere: "Earlier in the day".
        """
        said = [weekday.casefold()] if weekday else [*RELATIVE, *(self.words.intersection(WEEKDAYS))]
        near = self.near if weekday else self.near | set(WEEKDAYS)
        days = list(_days(number, month, self.period))
        return any(word in near and _means(word, day, self.period) for word in said for day in days)

    def stands_for(self, place: str) -> bool:
        """True for a state or union that a text has by another of its names: "U.S." for the United States."""
        forms = [form for form, state in en.STATE_ALIASES.items() if state == place]
        initials = "".join(word[0] for word in place.split() if word[:1].isupper())
        if len(initials) > 1:
            forms += [initials, ".".join((*initials, ""))]
        return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form in forms for text in self.texts)

    def _as_office(self, name: str) -> bool:
        """A body out of a list: its noun is no name ("the Armenian and Russian foreign ministries")."""
        *others, last = _words(name) or [""]
        stems = {_stem(word) for text in self.texts for word in _WORD.findall(text) if word.islower()}
        known = last in en.OFFICES | en.BODIES or _stem(last) in stems
        return bool(others) and known and all(self.has(word) for word in others)

    def _by_adjective(self, word: str) -> bool:
        adjective = next((adj for state, (adj, _) in en.STATES.items() if state.casefold() == word), "").casefold()
        parts = adjective.split()
        if parts and all(part in self.words for part in parts):
            return True
        stems = {word, word[:-1]} if word[-1:] in "aeiouy" else {word}
        return len(word) > 3 and any(stem + ending in self.words for stem in stems for ending in _ADJECTIVE_ENDINGS)


def spoken(item: Item, source: Source) -> Iterator[str]:
    """The words of a line's own voice, without its opening mark, names in strong type and dates that we worked out."""
    text = outside(item)
    opening, colon, rest = text.partition(": ")
    if colon and opening in wording.MARKS | {wording.SUBHEADING}:
        text = rest
    for name in (span.of(item.text) for span in item.strong):  # checked as names
        text = text.replace(name, " ")
    for _, name in introductions(item):
        place = name.partition(" (")[2].removesuffix(")")
        text = text.replace(f"({place})", " ") if place and source.stands_for(place) else text
    for found in RESOLVED.finditer(text):
        if source.resolves(found[1], int(found[2]), found[3]):
            text = text.replace(found[0], " ")
    yield from _words(text)


def names_outside(item: Item) -> Iterator[str]:
    """Names and figures of a line's own voice, but for those in strong type and the dates that we worked out."""
    text = outside(item)
    opening, colon, rest = text.partition(": ")
    text = rest if colon and opening in wording.MARKS else text
    for _, name in introductions(item):
        text = text.replace(name, ",")
    for name in _NAME.findall(RESOLVED.sub(",", text)):
        if name.casefold() not in wording.OURS:
            yield name


def _words(text: str) -> list[str]:
    """In lower case, without the ending of an owner: "Tarsia’s" is Tarsia."""
    return [word.casefold() for word in _WORD.findall(_OWNER.sub("", text))]


def _folded(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _stem(word: str) -> str:
    """One form for "ministry", "ministries" and "ministry’s"."""
    return word.casefold().removesuffix("s").removesuffix("ie").removesuffix("y")


def _days(number: int, month: str, period: Period) -> Iterator[date]:
    for year in {period.since.year - 1, period.since.year, period.until.year, period.until.year + 1}:
        try:
            yield date(year, MONTHS.index(month.casefold()) + 1, number)
        except ValueError:
            continue


def _means(word: str, day: date, period: Period) -> bool:
    first, last = period.since.date() - SLACK, period.until.date() + SLACK
    if word in RELATIVE:
        shift = timedelta(days=RELATIVE[word])
        return first + shift <= day <= last + shift
    return word in WEEKDAYS and WEEKDAYS[day.weekday()] == word and first - WEEK <= day <= last + WEEK
