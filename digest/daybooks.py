"""Daybooks: what a day told, in short. Enough to say which stories there are and which lead, without their words.

    reports of four days --stories.threads--> a day's threads, a note an article --> daybook --> the store

A daybook hangs on nothing but the reports around its day, so it is made again whenever one of those changes, and kept.
What is asked for a period is put together of the daybooks of its days (newslist.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from digest import leading, stories
from digest.model import Period, Report

#: Raised by whoever changes what a daybook or an index says of the same articles (stories, leading, topics/index.py):
#: all days are told anew then.
FORM = 1

_DAY = timedelta(days=1)


class Note(NamedTuple):
    """An article that has news."""

    article: str  #: its id
    when: float  #: Article.when, in seconds since 1970
    seen: float  #: Article.first_sight, likewise
    source: str
    thread: int  #: which of the day's it is in
    tier: int  #: leading.standing
    weight: float  #: likewise


@dataclass(frozen=True, slots=True)
class Daybook:
    """The news of a day, UTC."""

    day: date
    notes: tuple[Note, ...] = ()  #: the earliest first
    #: For each thread, the id of the article of the days before that it goes on from; empty where it is new.
    goes_on: tuple[str, ...] = ()


def written(day: date, around: Sequence[Report]) -> Daybook:
    """The daybook of a day.

    Args:
        day: Which.
        around: Reports of `period_of(day)`.
    """
    threads = stories.threads(day, [report for report in around if stories.has_news(report)])
    notes = [_note(report, number) for number, thread in enumerate(threads) for report in thread.reports]
    return Daybook(
        day,
        tuple(sorted(notes, key=lambda note: (note.when, note.article))),
        tuple(each.goes_on.article.id if each.goes_on else "" for each in threads),
    )


def period_of(day: date) -> Period:
    """Whose reports decide a day's daybook."""
    own = period_on(day)
    return Period(own.since - stories.BEFORE, own.until + stories.AFTER, "")


def period_on(day: date) -> Period:
    """Whose reports decide what a day is found by."""
    start = datetime.combine(day, time.min, UTC)
    return Period(start, start + _DAY, "")


def changed_by(day: date) -> list[date]:
    """Days whose daybooks hang on the reports of a day, the day among them."""
    shifts = range(-stories.AFTER.days, stories.BEFORE.days + 1)
    return [day + timedelta(days=shift) for shift in shifts]


def days_of(period: Period) -> list[date]:
    """Days, UTC, that a period touches."""
    first, last = period.since.astimezone(UTC).date(), (period.until - timedelta.resolution).astimezone(UTC).date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _note(report: Report, thread: int) -> Note:
    article = report.article
    tier, weight = leading.standing(report)
    return Note(
        article.id, article.when.timestamp(), article.first_sight.timestamp(), article.source, thread, tier, weight
    )
