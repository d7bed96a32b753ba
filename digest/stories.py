"""Articles of many outlets -> stories: one event, told once.

    reports --drop those with nothing to report--> sort by date --> each joins the story it belongs to, or opens one

Two reports tell one event when they report the same occasion (people, kind, day), or when they appear close together,
name the same people and share their rare words. Every comparison goes through an index of couples and rare
words, so the work grows with the number of articles, not with its square.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from digest.actors import handle, same
from digest.model import Encounter, EncounterKind, Report, Statement, Status, Story

# Outlets date one occasion by their own clock, and an evening's meeting is often printed the next morning.
SAME_OCCASION = timedelta(days=1)
# Reports about one event come within two days; ministers who meet weekly are a week apart.
SAME_NEWS = timedelta(days=2)
# 0.30: cosine of tf-idf over the title and the opening. Set by hand on the two demo outlets and invented rewrites
# (their pairs joined, nothing else); not yet measured on labelled clusters.
SAME_WORDS = 0.30
OPENING_WORDS = 150  # news tells its event in the opening; what follows is background that rival stories share
SHARED_WORDS = 5  # two notices of one line are not alike by a word or two
RARE_WORDS = 12  # how many of a report's most distinctive words are looked up
COMMON = 25  # reports: a word in more of them tells no two apart, and looking it up would cost the square

FACE_TO_FACE = frozenset(
    {EncounterKind.MEETING, EncounterKind.TALKS, EncounterKind.VISIT, EncounterKind.CONFERENCE},
)


def tell(reports: Sequence[Report]) -> tuple[Story, ...]:
    """Group reports into stories, the most pressing first; the same reports in any order give the same stories."""
    worth = sorted((r for r in reports if has_news(r)), key=lambda r: (r.article.when, r.article.id))
    desk = _Desk()
    for filed in _filed(worth):
        desk.file(filed)
    stories = (_story(drawer) for drawer in desk.drawers)
    return tuple(sorted(stories, key=lambda s: (_rank(s), -_newest(s), s.key)))


def has_news(report: Report) -> bool:
    """True when a digest could print something of the report."""
    facts = report.facts
    return any(e.status is not Status.BACKGROUND for e in facts.encounters) or any(map(printable, facts.statements))


def printable(statement: Statement) -> bool:
    """True when someone is known to have said it: thoughts, and words without a speaker, are never printed."""
    return statement.trusted and statement.speaker is not None


def one_kind(one: Encounter, other: Encounter) -> bool:
    """True when two outlets could use these kinds for one occasion; a call is never a meeting."""
    return one.kind is other.kind or {one.kind, other.kind} <= FACE_TO_FACE


def same_people(one: Encounter, other: Encounter) -> bool:
    """True when the smaller list of participants is part of the larger, and at least two are shared."""
    few, many = sorted((one.participants, other.participants), key=len)
    shared = sum(any(same(a, b) for b in many) for a in few)
    return shared == len(few) and (shared >= 2 or len(many) == 1)


def days_agree(one: Encounter, other: Encounter) -> bool | None:
    """Whether both are dated to within a day of each other; None when one of them has no day."""
    first = one.when.day if one.when else None
    second = other.when.day if other.when else None
    return abs(first - second) <= SAME_OCCASION if first and second else None


def same_occasion(one: Encounter, other: Encounter) -> bool:
    """True when nothing in people, kind and day says that these are two occasions. Both from recent reports."""
    return one_kind(one, other) and same_people(one, other) and days_agree(one, other) is not False


# --- joining ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Filed:
    """A report with what it is compared by."""

    report: Report
    words: Mapping[str, float]  #: weighted by rarity; the squares of the weights sum to one
    keys: tuple[str, ...]  #: the most distinctive of them, and each two who meet: reports of one event share one
    own_news: tuple[Encounter, ...]
    people: frozenset[str]  #: who acts or speaks


@dataclass(slots=True)
class _Desk:
    """Stories in the making, with an index of who and what each is about."""

    drawers: list[list[_Filed]] = field(default_factory=list)
    index: dict[str, dict[int, None]] = field(default_factory=lambda: defaultdict(dict))

    def file(self, filed: _Filed) -> None:
        """Put a report where it belongs; the newest story that fits, when several do."""
        number = self._find(filed)
        if number is None:
            number = len(self.drawers)
            self.drawers.append([])
        self.drawers[number].append(filed)
        for key in filed.keys:
            self.index[key][number] = None

    def _find(self, filed: _Filed) -> int | None:
        near = {number for key in filed.keys for number in self.index.get(key, ())}
        fitting = (n for n in sorted(near, reverse=True) if any(_one_event(filed, old) for old in self.drawers[n]))
        return next(fitting, None)


def _one_event(one: _Filed, other: _Filed) -> bool:
    if abs(one.report.article.when - other.report.article.when) > SAME_NEWS or _told_apart(one, other):
        return False
    if any(same_occasion(a, b) for a in one.own_news for b in other.own_news if _two(a) and _two(b)):
        return True
    known = one.people and other.people
    return (not known or bool(one.people & other.people)) and _alike(one.words, other.words)


def _two(encounter: Encounter) -> bool:
    return len(encounter.participants) >= 2


def _told_apart(one: _Filed, other: _Filed) -> bool:
    """True when the same people meet on days that cannot be one, and share no occasion besides."""
    pairs = [(a, b) for a in one.own_news for b in other.own_news if one_kind(a, b) and same_people(a, b)]
    return bool(pairs) and all(days_agree(a, b) is False for a, b in pairs)


# --- words -----------------------------------------------------------------------------------------------------------


def _tokens(report: Report) -> list[str]:
    words: list[str] = re.findall(r"[^\W_]{3,}", f"{report.article.title} {report.article.text}".casefold())
    return words[:OPENING_WORDS]


def _filed(reports: Sequence[Report]) -> Iterable[_Filed]:
    """Each report with the tf-idf of its opening."""
    counts = [Counter(_tokens(report)) for report in reports]
    spread = Counter(word for count in counts for word in count)
    for report, count in zip(reports, counts, strict=True):
        words = _unit({w: _weight(n, spread[w], len(counts)) for w, n in count.items()})
        telling = sorted((w for w in words if spread[w] <= COMMON), key=lambda w: (-words[w], w))
        own = _own_news(report)
        yield _Filed(report, words, (*telling[:RARE_WORDS], *_couples(own)), own, _people(report, own))


def _own_news(report: Report) -> tuple[Encounter, ...]:
    """What happened, and what is planned or denied in the first half; further down a plan is context."""
    half = len(report.article.text) / 2
    news = (e for e in report.facts.encounters if e.status is not Status.BACKGROUND)
    return tuple(e for e in news if e.status is Status.HAPPENED or e.evidence.start <= half)


def _couples(own_news: Sequence[Encounter]) -> Iterable[str]:
    """Not each person: a president is in half of a day's reports."""
    for encounter in own_news:
        names = sorted(handle(actor) for actor in encounter.participants)
        yield from (f"{one} & {other}" for one, other in combinations(names, 2))


def _people(report: Report, own_news: Sequence[Encounter]) -> frozenset[str]:
    speakers = (s.speaker for s in report.facts.statements if s.speaker is not None)
    return frozenset(handle(a) for a in (*speakers, *(p for e in own_news for p in e.participants)))


def _weight(times: int, reports_with: int, reports: int) -> float:
    return (1 + math.log(times)) * math.log((1 + reports) / reports_with)


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    shared = one.keys() & other.keys()
    return len(shared) >= SHARED_WORDS and math.fsum(one[w] * other[w] for w in shared) >= SAME_WORDS


# --- the story -------------------------------------------------------------------------------------------------------


def _story(drawer: Sequence[_Filed]) -> Story:
    reports = tuple(filed.report for filed in drawer)
    return Story(reports[0].article.id, max(reports, key=_informative).article.title, reports)


def _informative(report: Report) -> tuple[bool, int]:
    """How much of the news a report holds; `max` keeps the earliest of equals."""
    held = sum(e.status is not Status.BACKGROUND for e in report.facts.encounters)
    said = sum(printable(s) and bool(s.quotes) for s in report.facts.statements)
    return not report.article.teaser, 2 * held + said


def _statuses(story: Story) -> Iterable[Status]:
    return (e.status for report in story.reports for e in report.facts.encounters)


def _rank(story: Story) -> int:
    """0: someone met; 1: a meeting is planned or called off; 2: only words."""
    statuses = set(_statuses(story))
    if Status.HAPPENED in statuses:
        return 0
    return 1 if statuses & {Status.PLANNED, Status.DENIED} else 2


def _newest(story: Story) -> float:
    return max(report.article.when for report in story.reports).timestamp()
