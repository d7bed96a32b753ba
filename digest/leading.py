"""Which stories lead a digest: what took place first, then by how much hangs on it.

    held before planned or called off, and both before words alone; among equals
    weight: participants by rank  + outlets  + kind  + fresh  + quotations  + contested words
    then the newest, then the key

From the facts alone: no clock, no chance. What is fresh is so on the day of the article that tells it.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from digest.lang import en
from digest.model import Actor, ActorKind, Encounter, EncounterKind, Report, Status, Story
from digest.remembering import REPORTS, remembered
from digest.sections.choosing import CONTESTED_WORDS
from digest.stories import printable

# Hand-set like the weights of sections/choosing.py: two heads of state in one outlet go before two ministers in two,
# and those before two mayors in four. Outlets count until everyone has it.
HEAD, MINISTER, OFFICIAL = 3.0, 2.0, 1.0
OUTLET, OUTLETS = 1.0, 4
FRESH, QUOTED, CONTESTED = 2.0, 0.25, 1.0
KINDS = {
    EncounterKind.CONFERENCE: 1.0,
    EncounterKind.TALKS: 1.0,
    EncounterKind.VISIT: 1.0,
    EncounterKind.MEETING: 1.0,
    EncounterKind.CALL: 0.5,
    EncounterKind.CORRESPONDENCE: 0.0,
}
COUNTED = 4  # participants and quotations of one report: more of them are a list, not news

_TIERS = {Status.HAPPENED: 0, Status.PLANNED: 1, Status.DENIED: 1}
_WORDS_ALONE = 2
_OF = re.compile(r",| (?:of|for|to|at|in)\b")
_YESTERDAY = timedelta(days=1)  # an evening's meeting is often printed the next morning


#: What stories are ordered by, the least first: tier, weight turned around, newest article turned around, key.
Place: TypeAlias = tuple[int, float, float, str]


def ordered(stories: Iterable[Story]) -> list[Story]:
    """The most pressing first; the same stories in any order give the same."""
    return sorted(stories, key=place_of)


def place_of(story: Story) -> Place:
    """Where a story stands among others."""
    outlets = len({report.article.source for report in story.reports})
    newest = max(report.article.when for report in story.reports).timestamp()
    return place([standing(report) for report in story.reports], outlets, newest, story.key)


def place(own: Sequence[tuple[int, float]], outlets: int, newest: float, key: str) -> Place:
    """By its report that has most among those of its tier, and by how many outlets tell it.

    Args:
        own: `standing` of each of its reports.
        outlets: That tell it.
        newest: When its newest article was published, in seconds since 1970.
        key: Story.key.
    """
    tier = min(each for each, _ in own)
    most = max(heavy for each, heavy in own if each == tier)
    return tier, -float(weight(np.array(most), np.array(outlets))), -newest, key


def weight(most: NDArray[np.float64], outlets: NDArray[np.int64]) -> NDArray[np.float64]:
    """Of stories, by what the weightiest report of each has, and by how many outlets tell it."""
    return most + OUTLET * np.minimum(outlets - 1, OUTLETS)


def standing(report: Report) -> tuple[int, float]:
    """The tier and the weight that a report gives its story."""
    return _own_tier(report), _own_weight(report)


def rank(actor: Actor) -> float:
    """HEAD of a state or government, MINISTER, OFFICIAL, or 0: by the office as it was read.

    A body or a state that acts for a country counts like an official of it.
    """
    if actor.kind is ActorKind.PERSON:
        return _of_office((actor.role or "").casefold(), of_country=actor.represents is not None)
    return OFFICIAL if actor.represents and actor.kind is not ActorKind.GROUP else 0.0


@lru_cache(maxsize=4_096)  # the same few offices over and over
def _of_office(role: str, *, of_country: bool) -> float:
    """By its noun: "Prime Minister of Tarsia" is one, "the Prime Minister’s adviser" an official."""
    *before, noun = _OF.split(role)[0].split() or [""]
    if en.NO_LONGER.intersection(before):
        return 0.0
    if noun in en.HEADS and (of_country or not before):  # not "bank president"
        found = HEAD
    elif noun in en.MINISTERS or (noun == "secretary" and en.SECRETARIES.intersection(before)):
        found = HEAD if "prime" in before else MINISTER
    else:
        return OFFICIAL if of_country and noun in en.OFFICES else 0.0
    return found - 1 if en.DEPUTIES.intersection(before) else found


@remembered(REPORTS)
def _own_tier(report: Report) -> int:
    statuses = {encounter.status for encounter in report.facts.encounters}
    return min((_TIERS[status] for status in statuses if status in _TIERS), default=_WORDS_ALONE)


@remembered(REPORTS)
def _own_weight(report: Report) -> float:
    """Of the encounters that give the report its tier the weightiest, and of what is said."""
    tier = _own_tier(report)
    met = [_met(each, report) for each in report.facts.encounters if _TIERS.get(each.status) == tier]
    quotes = [span for each in report.facts.statements if printable(each) for span in each.quotes]
    contested = any(CONTESTED_WORDS.search(span.of(report.article.text)) for span in quotes)
    return max(met, default=0.0) + QUOTED * min(len(quotes), COUNTED) + CONTESTED * contested


def _met(encounter: Encounter, report: Report) -> float:
    ranks = sum(heapq.nlargest(COUNTED, map(rank, encounter.participants)))
    return ranks + KINDS[encounter.kind] + FRESH * _is_fresh(encounter, report)


def _is_fresh(encounter: Encounter, report: Report) -> bool:
    """True unless the article dates it to two days before itself, or earlier."""
    day = encounter.when.day if encounter.when else None
    return day is None or day >= report.article.when.date() - _YESTERDAY
