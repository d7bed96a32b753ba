"""Articles of many outlets -> stories: one event, told once.

    reports --words--> how alike each two are --time, occasions--> corrected --grouping--> groups --tell--> stories

Two reports tell one event when they appear close together and share their rare words. Encounters correct that: the same
people on another day are another event, however alike the words, and the same occasion is the same event, however
unlike. Only reports that share a rare word or a couple are compared, so the work grows with the number of
articles, not with its square.

Each day is looked at by itself, with the two days before it and the one after: what is one story that day, and which
earlier article it goes on from. So what a day tells can be kept (digest/daybooks.py), and hangs on four days alone.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from digest.model import Report, Statement, Status, Story
from digest.remembering import REPORTS, remembered
from digest.stories.grouping import LEAST, grouped, parts
from digest.stories.occasions import News, days_agree, news, one_kind, one_occasion, same_occasion, same_people
from digest.stories.words import Pairs, likeness

__all__ = [
    "AFTER",
    "BEFORE",
    "Thread",
    "days_agree",
    "group",
    "has_news",
    "one_kind",
    "printable",
    "same_occasion",
    "same_people",
    "story_of",
    "tell",
    "threads",
]

# Likeness of words fades to nothing over these days: an update comes the next day, ministers who meet weekly do not.
# 3 to 7: .971, .962, .971, .971, .965 on tests/data/stories/open.toml.
FADED_DAYS = 5
_DAY_S = 86_400
# What is less alike by its words is taken for not alike at all: the groups are the same, in a fifth of the time.
FAINT = 0.03
# An occasion that two reports share makes them one story if they appear within these.
FRESH_DAYS = 2
# What a shared occasion is worth, if the words are not worth more: just enough to join two.
SHARED = 0.15
# What it takes away that two reports tell of two occasions: more than most words give. 0, .1, .15 to .4, .45 to 1:
# .936, .965, .971, .961 on open.toml; .5 also keeps apart what the tests tell of one small world.
APART = 0.50
# Days that are looked at with a day: B-cubed F1 on open.toml was .937 with one before and one after, .961 with two and
# one, with more, and with all that there is at once.
BEFORE, AFTER = timedelta(days=2), timedelta(days=1)
# Reports on one couple that each report is compared with, the latest: enough to find its story, few for a linear cost.
RECENT = 50


@dataclass(frozen=True, slots=True)
class Thread:
    """What is one story on one day, and the story of the days before that it goes on with."""

    reports: tuple[Report, ...]  #: of that day, the earliest first
    goes_on: Report | None  #: the latest of the days before; None where nothing was told of it


def tell(reports: Sequence[Report]) -> tuple[Story, ...]:
    """Group reports into stories, the earliest first; the same reports in any order give the same stories.

    Which of them lead a digest is told in digest/leading.py.
    """
    return tuple(story_of(told) for told in group([report for report in reports if has_news(report)]))


def group(reports: Sequence[Report]) -> list[tuple[Report, ...]]:
    """Reports of one event together, the earliest first. All that are handed in, whether or not they have news."""
    ordered = sorted(reports, key=_earliest)
    number = {id(report): place for place, report in enumerate(ordered)}
    days = _daily(ordered)
    ties = [
        (number[id(thread.reports[0])], number[id(other)])
        for day in days
        for thread in threads(day, _around(day, days))
        for other in (*thread.reports, *([thread.goes_on] if thread.goes_on else []))
    ]
    found = defaultdict[int, list[Report]](list)
    for place, first in enumerate(parts(len(ordered), ties)):
        found[first].append(ordered[place])
    return [tuple(told) for told in found.values()]


def threads(day: date, around: Sequence[Report]) -> list[Thread]:
    """What is told on a day (UTC), by story, the earliest first.

    Args:
        day: Which.
        around: Reports from BEFORE it to AFTER it.
    """
    ordered = sorted(around, key=_earliest)
    found = list[Thread]()
    for numbers in _grouped(ordered):
        days = [(ordered[number].article.when.date(), ordered[number]) for number in numbers]
        if mine := tuple(report for at, report in days if at == day):
            found.append(Thread(mine, next((report for at, report in reversed(days) if at < day), None)))
    return found


def story_of(reports: Sequence[Report]) -> Story:
    """One story, of its reports, the earliest first."""
    return Story(reports[0].article.id, max(reports, key=_informative).article.title, tuple(reports))


def _earliest(report: Report) -> tuple[datetime, str]:
    return report.article.when, report.article.id


def _daily(ordered: Sequence[Report]) -> Mapping[date, Sequence[Report]]:
    days = defaultdict[date, list[Report]](list)
    for report in ordered:
        days[report.article.when.date()].append(report)
    return days


def _around(day: date, days: Mapping[date, Sequence[Report]]) -> list[Report]:
    shifts = range(-BEFORE.days, AFTER.days + 1)
    return [report for shift in shifts for report in days.get(day + timedelta(days=shift), ())]


@remembered(REPORTS)
def has_news(report: Report) -> bool:
    """True when a digest could print something of the report; of what its outlet has taken down, nothing."""
    facts = report.facts
    return report.article.gone is None and (
        any(e.status is not Status.BACKGROUND for e in facts.encounters) or any(map(printable, facts.statements))
    )


def printable(statement: Statement) -> bool:
    """True when someone is known to have said it: thoughts, and words without a speaker, are never printed."""
    return statement.trusted and statement.speaker is not None


# --- how alike -------------------------------------------------------------------------------------------------------


def _grouped(ordered: Sequence[Report]) -> list[list[int]]:
    alike = _Likeness(ordered)
    return grouped(len(ordered), alike.ties(), alike)


class _Likeness:
    """How alike two reports are: by words, less so with time, corrected by their encounters.

    The correction is worked out for those that are asked about: most share a word or two and no more.
    """

    def __init__(self, ordered: Sequence[Report]) -> None:
        self._told = [news(report) for report in ordered]
        self._days = np.array([report.article.when.timestamp() / _DAY_S for report in ordered])
        self._pairs = _faded(likeness(ordered), self._days)
        places = self._pairs.later * len(ordered) + self._pairs.earlier
        fresh = (tie for tie in _couples(self._told) if self._days[tie[0]] - self._days[tie[1]] <= FRESH_DAYS)
        self._fresh = dict.fromkeys(fresh)
        self._words = {later * len(ordered) + earlier: 0.0 for later, earlier in self._fresh}
        self._words |= zip(places.tolist(), self._pairs.likeness.tolist(), strict=True)

    def ties(self) -> list[tuple[int, int]]:
        """Those that may be alike enough to be one story, by their words or by who meets in both."""
        close = self._pairs.where(self._pairs.likeness >= LEAST).listed()
        return list(dict.fromkeys([*((later, earlier) for later, earlier, _ in close), *self._fresh]))

    def __call__(self, later: int, earlier: int) -> float:
        """Of two by their places."""
        words = self._words.get(later * len(self._told) + earlier)
        if words is None:
            return 0.0
        days = float(self._days[later] - self._days[earlier])
        return _corrected(words, days, one_occasion(self._told[earlier], self._told[later]))


def _faded(pairs: Pairs, days: NDArray[np.float64]) -> Pairs:
    """How alike reports still are that are so many days apart."""
    still = pairs.likeness * (1 - (days[pairs.later] - days[pairs.earlier]) / FADED_DAYS)
    return pairs._replace(likeness=still).where(still >= FAINT)


def _couples(told: Sequence[News]) -> Iterator[tuple[int, int]]:
    """Each report with the latest earlier ones in which the same two meet."""
    holding: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=RECENT))
    for number, own in enumerate(told):
        for couple in own.couples:
            yield from ((number, earlier) for earlier in holding[couple] if earlier != number)
            holding[couple].append(number)


def _corrected(words: float, days: float, occasion: bool | None) -> float:
    """How alike two reports are, so many days apart; `occasion`: whether they share one, None when nobody knows."""
    if occasion:
        return max(words, SHARED) if days <= FRESH_DAYS else words
    return words if occasion is None else words - APART


@remembered(REPORTS)
def _informative(report: Report) -> tuple[bool, int]:
    """How much of the news a report holds; `max` keeps the earliest of equals."""
    held = sum(e.status is not Status.BACKGROUND for e in report.facts.encounters)
    said = sum(printable(s) and bool(s.quotes) for s in report.facts.statements)
    return not report.article.teaser, 2 * held + said
