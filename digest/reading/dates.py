"""Dates as written -> what they come to, against the day of publication; unresolved when the text does not decide.

Plain arithmetic does all of it; nothing is guessed. A weekday that is past is the last one on or before publication,
one to come the first on or after it: on a Thursday, "will meet on Thursday" is today. Without a day of publication only
dates that hold their year resolve.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from digest.lang.en import MONTHS, WEEKDAYS
from digest.model import Span

_DAY = "|".join(form for name in WEEKDAYS for form in (name.capitalize(), name.upper()))
_MONTH = (
    "|".join(form for name in MONTHS for form in (name.capitalize(), name.upper()))
    + r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
_PART = r"(?:\s(?:morning|afternoon|evening|night))?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?\d{1,2})?"
_LEAD = r"(?:(?:on|in|for|until|by|since|dated|before|after|to)\s)?"
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
#: Most precise first: what one pattern takes is not offered to the next.
_PATTERNS = tuple(
    (kind, re.compile(rf"(?<!\w)(?i:{_LEAD}){pattern}(?!\w)"))
    for kind, pattern in (
        ("day", rf"(?:{_NUMBER}\s(?P<month>{_MONTH}))(?:,?\s(?P<year>\d{{4}}))?"),
        ("day", rf"(?:(?P<month>{_MONTH})\s{_NUMBER})(?:,?\s(?P<year>\d{{4}}))?"),
        ("day", r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})"),
        (
            "weekday",
            rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Ll]ater|[Ee]arlier)\s(?:on\s)?)?(?P<weekday>{_DAY}){_PART}",
        ),
        (
            "month",
            rf"(?:(?P<which>last|next|this)\s)?(?:(?:early|late|mid-?)\s?)?(?P<month>{_MONTH})(?:,?\s(?P<year>\d{{4}}))?",
        ),
        (
            "relative",
            (
                r"(?i:(?P<relative>today|yesterday|tomorrow|this (?:morning|afternoon|evening)|tonight|last night))"
                rf"{_PART}"
            ),
        ),
        ("span", r"(?i:(?P<which>last|next|this)\s(?P<unit>week|month|year|spring|summer|autumn|winter))"),
        ("year", r"(?P<year>(?:19|20)\d{2})"),
        (
            "after",
            (
                r"(?i:(?:(?:later|earlier)\s)?(?:on\s)?(?:the\s)?(?P<shift>next|following|same|previous|that)\s"
                r"(?:day|morning|afternoon|evening|night))"
            ),
        ),
        ("after", r"(?i:(?:the|a)\s(?:day|evening|night)\s(?P<shift>before))(?=[\s.,;]*(?:$|[.,;]|[a-z]+ed\b))"),
        (
            "after",
            r"(?i:(?:(?:early|late|later|earlier)\s)?in\s(?P<shift>the)\s(?:morning|afternoon|evening|day))(?!\sof\b)",
        ),
        ("ago", r"(?i:(?P<count>\d{{1,3}}|an?|{})\s(?P<unit>day|week|month|year)s?\sago)".format("|".join(_COUNTS))),
        (
            "vague",
            (
                r"(?i:(?:in the|in|this|last|next|the following|for the) (?:spring|summer|autumn|winter)|"
                r"(?:at|over) the weekend|(?:last|next|this) weekend|earlier this (?:week|month|year))"
            ),
        ),
    )
)


#: The third this year, their second meeting this month: how often, not when.
_COUNTED = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+th)(?: \w+)? $")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as the text has it."""

    span: Span
    kind: str  #: the kind of pattern, the key of `_PATTERNS`
    groups: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """A named part of the pattern, empty where it has none."""
        return dict(self.groups).get(name, "")

    @property
    def ahead(self) -> bool:
        """True when the words say that it is to come, whatever the tense."""
        return self.get("which").lower() == "next" or self.get("relative").lower() in ("tomorrow", "tonight")


def mentions(text: str, span: Span) -> list[Mention]:
    """The dates written in a stretch of the text, in order, none within another."""
    found: list[Mention] = []
    stretch = span.of(text)  # a copy, so that glued furniture before it ("memberOn Thursday") is no part of the word
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(stretch):
            here = Span(match.start() + span.start, match.end() + span.start)
            alone = (
                kind != "month" or match.group("month") not in ("May", "March") or match.start() != match.start("month")
            )
            modal = kind == "month" and match.group("month") == "May" and not alone and not match.group("year")
            counts = kind == "span" and _COUNTED.search(text[: here.start])
            if not modal and not counts and not any(here.overlaps(other.span) for other in found):
                groups = tuple((k, v) for k, v in match.groupdict().items() if v)
                found.append(Mention(here, kind, groups))
    return sorted(found, key=lambda mention: mention.span)


def resolve(mention: Mention, published: date | None, *, future: bool, before: date | None = None) -> str | None:  # noqa: PLR0911 - one return a kind of date
    """The ISO day, month or year that a date comes to; None when the text does not decide it.

    Args:
        mention: As `mentions` found it.
        published: The day of publication, where the outlet is; None when it is not known.
        future: Whether the text tells of something to come.
        before: The day that the text told of before: what "the next day" is the next to.
    """
    future = future or mention.ahead
    if mention.kind == "day":
        return _day(mention, published, future=future)
    if mention.kind == "month":
        return _month(mention, published, future=future)
    if mention.kind == "year":
        return mention.get("year")
    if mention.kind == "after":
        shift = _DAYS[mention.get("shift").lower()]
        return (before + timedelta(days=shift)).isoformat() if before else None
    if mention.kind == "ago":
        return _ago(mention, published) if published else None
    if published is None:
        return None
    if mention.kind == "weekday":
        return _weekday(mention, published, future=future).isoformat()
    if mention.kind == "relative":
        return (published + timedelta(days=_SHIFT.get(mention.get("relative").lower(), 0))).isoformat()
    return _span(mention, published) if mention.kind == "span" else None


_DAYS = {"same": 0, "that": 0, "the": 0, "next": 1, "following": 1, "previous": -1, "before": -1}
_SHIFT = {"yesterday": -1, "last night": -1, "tomorrow": 1}


def _weekday(mention: Mention, published: date, *, future: bool) -> date:
    wanted = WEEKDAYS.index(mention.get("weekday").lower())
    if future and mention.get("which").lower() != "next" and wanted == published.weekday():
        return published  # will meet on Wednesday, told on Wednesday: a week ahead is "next Wednesday"
    if future and mention.get("which").lower() != "last":
        return published + timedelta(days=(wanted - published.weekday() - 1) % 7 + 1)
    return published - timedelta(days=(published.weekday() - wanted) % 7)


def _day(mention: Mention, published: date | None, *, future: bool) -> str | None:
    month = int(mention.get("number") or 0) or _month_number(mention.get("month"))
    day = int(mention.get("day"))
    if mention.get("year"):
        return _valid(int(mention.get("year")), month, day)
    if published is None:
        return None
    years = (published.year - 1, published.year, published.year + 1)
    days = [date.fromisoformat(iso) for year in years if (iso := _valid(year, month, day))]
    fitting = [d for d in days if (d >= published if future else d <= published + timedelta(days=1))]
    chosen = (min(fitting) if future else max(fitting)) if fitting else None
    return chosen.isoformat() if chosen else None


def _month(mention: Mention, published: date | None, *, future: bool) -> str | None:
    month = _month_number(mention.get("month"))
    if mention.get("year"):
        return f"{mention.get('year')}-{month:02}"
    if published is None:
        return None
    later = month < published.month if future else False
    earlier = month > published.month if not future else False
    if mention.get("which").lower() == "next" and month <= published.month:
        later = True
    return f"{published.year + later - earlier}-{month:02}"


def _ago(mention: Mention, published: date) -> str | None:
    """Two years ago: the year; three months ago: the month; ten days ago: the day; some weeks ago is none."""
    word = mention.get("count").lower()
    count = int(word) if word.isdigit() else 1 if word in ("a", "an") else _COUNTS.index(word) + 1
    unit = mention.get("unit").lower()
    if unit == "year":
        return str(published.year - count)
    if unit == "month":
        months = published.year * 12 + published.month - 1 - count
        return f"{months // 12}-{months % 12 + 1:02}"
    return (published - timedelta(days=count)).isoformat() if unit == "day" else None


def _span(mention: Mention, published: date) -> str | None:
    """Last month, next year; a week only as the month that holds it whole."""
    step = {"last": -1, "this": 0, "next": 1}[mention.get("which").lower()]
    if mention.get("unit").lower() == "year":
        return str(published.year + step)
    if mention.get("unit").lower() == "month":
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if mention.get("unit").lower() == "week":
        monday = published - timedelta(days=published.weekday() - 7 * step)
        sunday = monday + timedelta(days=6)
        return monday.isoformat()[:7] if monday.month == sunday.month else None
    return None


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
