"""Articles of many outlets -> stories: one event, told once.

    reports --words--> how alike each two are --time, occasions--> corrected --grouping--> groups --tell--> stories

Two reports tell one event when they appear close together and share their rare words. Encounters correct that: the same
people on another day are another event, however alike the words, and the same occasion is the same event, however
unlike. Only reports that share a rare word or a couple are compared, so the work grows with the number of
articles, not with its square.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from digest.model import Report, Statement, Status, Story
from digest.remembering import remembered
from digest.stories.grouping import LEAST, grouped, parts
from digest.stories.occasions import News, days_agree, news, one_kind, one_occasion, same_occasion, same_people
from digest.stories.words import Pairs, likeness

__all__ = ["days_agree", "group", "has_news", "one_kind", "printable", "same_occasion", "same_people", "tell"]

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
# Reports on one couple that each report is compared with, the latest: enough to find its story, few for a linear cost.
RECENT = 50


def tell(reports: Sequence[Report]) -> tuple[Story, ...]:
    """Group reports into stories, the earliest first; the same reports in any order give the same stories.

    Which of them lead a digest is told in digest/leading.py.
    """
    return tuple(_story(told) for told in group([report for report in reports if has_news(report)]))


def group(reports: Sequence[Report]) -> list[tuple[Report, ...]]:
    """Reports of one event together, the earliest first. All that are handed in, whether or not they have news."""
    ordered = sorted(reports, key=lambda r: (r.article.when, r.article.id))
    return [tuple(ordered[number] for number in numbers) for numbers in grouped(_alike(ordered))]


@remembered
def has_news(report: Report) -> bool:
    """True when a digest could print something of the report."""
    facts = report.facts
    return any(e.status is not Status.BACKGROUND for e in facts.encounters) or any(map(printable, facts.statements))


def printable(statement: Statement) -> bool:
    """True when someone is known to have said it: thoughts, and words without a speaker, are never printed."""
    return statement.trusted and statement.speaker is not None


# --- how alike -------------------------------------------------------------------------------------------------------


def _alike(ordered: Sequence[Report]) -> list[dict[int, float]]:
    """For each report how alike earlier ones are: by words, less so with time, corrected by their encounters.

    Left out are those with which it can be no story, whatever their encounters say.
    """
    told = [news(report) for report in ordered]
    days = np.array([report.article.when.timestamp() / _DAY_S for report in ordered])
    pairs = _faded(likeness(ordered), days)
    fresh = [(number, earlier) for number, earlier in _couples(told) if days[number] - days[earlier] <= FRESH_DAYS]
    close = [(number, earlier) for number, earlier, _ in pairs.where(pairs.likeness >= LEAST).listed()]
    part = np.array(parts(len(ordered), [*fresh, *close]), np.int64)
    alike = [dict[int, float]() for _ in ordered]
    for number, earlier, words in pairs.where(part[pairs.later] == part[pairs.earlier]).listed():
        alike[number][earlier] = words
    for number, earlier in fresh:
        alike[number].setdefault(earlier, 0.0)
    return [
        {
            earlier: _corrected(words, days[number] - days[earlier], one_occasion(told[earlier], told[number]))
            for earlier, words in row.items()
        }
        for number, row in enumerate(alike)
    ]


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


# --- the story -------------------------------------------------------------------------------------------------------


def _story(reports: tuple[Report, ...]) -> Story:
    return Story(reports[0].article.id, max(reports, key=_informative).article.title, reports)


@remembered
def _informative(report: Report) -> tuple[bool, int]:
    """How much of the news a report holds; `max` keeps the earliest of equals."""
    held = sum(e.status is not Status.BACKGROUND for e in report.facts.encounters)
    said = sum(printable(s) and bool(s.quotes) for s in report.facts.statements)
    return not report.article.teaser, 2 * held + said
