"""Which words a line may use in its own voice: its sources', and the few of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Self

from digest.lang import en
from digest.model import Item
from digest.periods import MONTHS
from digest.sections import wording
from digest.writing.anatomy import introductions, outside
from digest.writing.cited import Cited, Sources, folded, words_of
from digest.writing.frames import NEGATIONS

RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1}
#: A weekday names a day of the week before an article, or after it.
WEEK = timedelta(days=6)
SLACK = timedelta(days=1)  # the article's calendar may be a day ahead of UTC or behind it

_WORD = re.compile(r"[^\W_]+")
_NAME = re.compile(r"(?:[^\W_a-z]|\d)[\w-]*(?: (?:[^\W_a-z]|\d)[\w-]*)*")
RESOLVED = re.compile(rf"(?:(\w+day) )?\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b", re.IGNORECASE)
_MFA = re.compile(r"(.+) MFA", re.IGNORECASE)
_MFA_IN_FULL = re.compile(r"foreign ministr|minist(?:ry|ries) of foreign affairs|foreign minister", re.IGNORECASE)
_ADJECTIVE_ENDINGS = ("n", "an", "ian", "i", "ese", "ish", "ani", "nian", "iot")


class Window(NamedTuple):
    """The days of which an article may be."""

    first: date
    last: date

    def means(self, word: str, day: date, *, ahead: bool | None) -> bool:
        """True when an article of these days can mean this day by a weekday, or by "yesterday"."""
        if word in RELATIVE:
            shift = timedelta(days=RELATIVE[word])
            return self.first - SLACK + shift <= day <= self.last + SLACK + shift
        right = word in en.WEEKDAYS and en.WEEKDAYS[day.weekday()] == word
        back, on = (SLACK if ahead else WEEK), (SLACK if ahead is False else WEEK)
        return right and self.first - back <= day <= self.last + on


@dataclass(frozen=True, slots=True)
class Source:
    """What a line's articles say, in the forms that it is asked about."""

    articles: tuple[Cited, ...]  #: that the line cites
    near: frozenset[str]  #: words of the line's evidence
    sentences: tuple[str, ...]  #: that evidence
    days: Window  #: that the digest covers
    ahead: bool | None  #: whether the line tells of what is to come; None when it may be either: it was called off

    @classmethod
    def of(cls, item: Item, sources: Sources, days: Window) -> Self:
        """The sources of one line."""
        near = frozenset(word for proof in item.evidence for word in words_of(proof.text))
        mark = item.text.partition(": ")[0]
        ahead = True if mark == wording.PLANNED else None if mark in wording.MARKS else False
        return cls(sources.cited(item.evidence), near, tuple(proof.text for proof in item.evidence), days, ahead)

    def mentions(self, word: str) -> bool:
        """True for a word of one of the articles, in lower case."""
        return any(word in article.words for article in self.articles)

    def tells(self, name: str) -> bool:
        """True for a name that a sentence of the evidence has in one piece."""
        return any(folded(name) in folded(sentence) for sentence in self.sentences)

    def holds(self, words: str) -> bool:
        """True for words that a cited text has in one piece."""
        return any(folded(words) in article.folded for article in self.articles)

    def dates(self, day: re.Match[str]) -> bool:
        """True for a day (RESOLVED) that a day word can mean, or that the evidence writes in figures."""
        number, month = int(day[2]), day[3].casefold()
        if self.resolves(day[1], number, month):
            return True
        figures = rf"\b{number}(?:st|nd|rd|th)? (?:of )?{month[:3]}|\b{month[:3]}\w*\.? {number}(?:st|nd|rd|th)?\b"
        return not day[1] and any(re.search(figures, sentence, re.IGNORECASE) for sentence in self.sentences)

    def has(self, word: str) -> bool:
        """True for a word of the source or of ours, or a country's name where its adjective stands.

        A negation must be in the very sentences that the line rests on.
        """
        if word in NEGATIONS or word == "t":
            return word in self.near
        return self.mentions(word) or word in wording.OURS or self._by_adjective(word)

    def names(self, name: str) -> bool:
        """True for a name that a text has in one piece, a short form of one, or a country by its adjective."""
        if self.holds(name) or self._by_adjective(name.casefold()):
            return True
        if short := _MFA.fullmatch(name):
            full = any(_MFA_IN_FULL.search(text) for text in self._texts)
            return full and all(self.mentions(word) or self._by_country(word) for word in words_of(short[1]))
        return self._as_office(name)

    def resolves(self, weekday: str | None, number: int, month: str) -> bool:
        """True when a day word of the evidence, the printed one if one is, can mean this day in the period.

        A day without its weekday may also rest on one that the article names elsewhere, "Earlier in the day", unless
        the evidence has a date in figures.
        """
        alone = not weekday and not self.near.intersection(MONTHS)
        said = [weekday.casefold()] if weekday else [*RELATIVE, *filter(self.mentions, en.WEEKDAYS if alone else ())]
        near = self.near | set(en.WEEKDAYS if alone else ())
        known = {article.day.year for article in self.articles if article.day}
        days = list(_days(number, month, known or {self.days.first.year, self.days.last.year}))
        return any(word in near and self._means(word, day) for word in said for day in days)

    def _means(self, word: str, day: date) -> bool:
        """True when a day word of one of the articles can mean this day: what is told as done is not to come."""
        known = [Window(article.day, article.day) for article in self.articles if article.day]
        spans = known or [self.days]
        return any(window.means(word, day, ahead=self.ahead) for window in spans)

    @property
    def _texts(self) -> Iterator[str]:
        return (article.text for article in self.articles)

    def stands_for(self, place: str) -> bool:
        """True for a state or union that a text has by another of its names: "U.S." for the United States."""
        forms = [form for form, state in en.STATE_ALIASES.items() if state == place]
        initials = "".join(word[0] for word in place.split() if word[:1].isupper())
        if len(initials) > 1:
            forms += [initials, ".".join((*initials, ""))]
        found = ((form, text) for form in forms for text in self._texts if form in text)
        return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) for form, text in found)

    def _as_office(self, name: str) -> bool:
        """A body out of a list: its noun is no name ("the Armenian and Russian foreign ministries")."""
        *others, last = words_of(name) or [""]
        stems = {_stem(word) for text in self._texts for word in _WORD.findall(text) if word.islower()}
        known = last in en.OFFICES | en.BODIES or _stem(last) in stems
        return bool(others) and known and all(self.has(word) for word in others)

    def _by_country(self, word: str) -> bool:
        """True for "Tarsian" where Tarsia stands."""
        states = [state for state, (adjective, _) in en.STATES.items() if adjective.casefold() == word]
        return any(map(self.mentions, map(str.casefold, states))) or (word.endswith("an") and self.mentions(word[:-1]))

    def _by_adjective(self, word: str) -> bool:
        adjective = next((adj for state, (adj, _) in en.STATES.items() if state.casefold() == word), "").casefold()
        parts = adjective.split()
        if parts and all(map(self.mentions, parts)):
            return True
        stems = {word, word[:-1]} if word[-1:] in "aeiouy" else {word}
        return len(word) > 3 and any(self.mentions(stem + ending) for stem in stems for ending in _ADJECTIVE_ENDINGS)


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
        if source.dates(found):
            text = text.replace(found[0], " ")
    yield from words_of(text)


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


def _stem(word: str) -> str:
    """One form for "ministry", "ministries" and "ministry’s"."""
    return word.casefold().removesuffix("s").removesuffix("ie").removesuffix("y")


def _days(number: int, month: str, years: Iterable[int]) -> Iterator[date]:
    """That day in these years and in those beside them: December's news tells of January."""
    for year in {each + by for each in years for by in (-1, 0, 1)}:
        try:
            yield date(year, MONTHS.index(month.casefold()) + 1, number)
        except ValueError:
            continue


def dates_outside(item: Item) -> Iterator[re.Match[str]]:
    """The days (RESOLVED) of a line's own voice."""
    yield from RESOLVED.finditer(outside(item))
