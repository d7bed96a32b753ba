"""How people say "since when": today, yesterday, week, 24h, 3d, 2w, 2025-03-13, 13 March."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from digest.errors import AskError
from digest.lang.asked import english_period
from digest.model import Period

UNITS = {"h": ("hour", timedelta(hours=1)), "d": ("day", timedelta(days=1)), "w": ("week", timedelta(weeks=1))}
LONGEST = timedelta(days=366)  # what is older is an archive's work, not a digest's
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WORKS = "Try today, yesterday, week, 24h, 3d, 2w, 2025-03-13 or 13 March."

_STRETCH = re.compile(r"the last (?:(\d+) )?(hour|day|week)s?")
_SPAN = re.compile(r"(?:last\s+)?(\d{1,4})\s*(h|d|w)(?:ours?|ays?|eeks?)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")


def parse(words: str, *, now: datetime, zone: ZoneInfo) -> Period:
    """Read a period as its asker's calendar has it; no words mean today.

    Args:
        words: As typed, in any case, in English or a language of digest/lang/asked.py.
        now: Aware; a period never reaches beyond it.
        zone: Where the asker's days begin and end.

    Raises:
        AskError: The words are no period, or one that has not begun or is over a year long.
    """
    asked = english_period(words)
    today = now.astimezone(zone).date()
    if asked in ("", "today"):
        return _day(today, "today", now=now, zone=zone)
    if asked == "yesterday":
        return _day(today - timedelta(days=1), "yesterday", now=now, zone=zone)
    if asked in ("week", "this week", "the week", "last week", "past week", "the last week", "the past week"):
        return Period((now - timedelta(weeks=1)).astimezone(UTC), now.astimezone(UTC), "the last 7 days")
    return _stretch(asked, words, now=now) or _date(asked, words, now=now, zone=zone)


def stretch(period: Period) -> tuple[int, str] | None:
    """How many of which of UNITS a period's label counts back: (24, "hour"); None where it names a day."""
    found = _STRETCH.fullmatch(period.label)
    return (int(found[1] or 1), found[2]) if found else None


def _day(day: date, label: str, *, now: datetime, zone: ZoneInfo) -> Period:
    """From one local midnight to the next: 23 or 25 hours where the clocks change."""
    since, until = (datetime.combine(d, time.min, zone).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return Period(since, min(until, now.astimezone(UTC)), label)


def _stretch(asked: str, words: str, *, now: datetime) -> Period | None:
    found = _SPAN.fullmatch(asked)
    if not found:
        return None
    count, (unit, length) = int(found[1]), UNITS[found[2]]
    if not count or count * length > LONGEST:
        raise _no_period("no-such-stretch", f"“{words.strip()}” is not between an hour and a year.", words.strip())
    label = f"the last {unit}" if count == 1 else f"the last {count} {unit}s"
    return Period((now - count * length).astimezone(UTC), now.astimezone(UTC), label)


def _date(asked: str, words: str, *, now: datetime, zone: ZoneInfo) -> Period:
    today = now.astimezone(zone).date()
    day = _named_day(asked, today)
    if day is None:
        raise _no_period("no-period", f"I can't read “{words.strip()}” as a day or a period.", words.strip())
    if day > today:
        raise _no_period("not-yet", f"{_written(day)} has not come yet.", day)
    if today - day > LONGEST:
        raise _no_period("too-long-ago", f"{_written(day)} is more than a year ago.", day)
    return _day(day, _written(day), now=now, zone=zone)


def _named_day(asked: str, today: date) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        pass
    found = _DAY_MONTH.fullmatch(asked)
    number, name, year = found.groups() if found else (None, None, None)
    if number is None and (found := _MONTH_DAY.fullmatch(asked)):
        name, number, year = found.groups()
    return _calendar(int(number), name, year, today) if number and name else None


def _calendar(number: int, name: str, year: str | None, today: date) -> date | None:
    """The day so named; without a year, the latest that has come."""
    month = next((i for i, full in enumerate(MONTHS, 1) if full.startswith(name)), None)
    if month is None:
        return None
    years = [int(year)] if year else [today.year, today.year - 1]
    days = [day for y in years if (day := _real(y, month, number))]
    return next((day for day in days if day <= today), days[0] if year and days else None)


def _real(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _written(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _no_period(sentence: str, message: str, said: str | date) -> AskError:
    return AskError(f"{message} {WORKS}", sentence=sentence, said=said)
