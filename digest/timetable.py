"""How people say when a digest is to come: 08:30, weekdays 18:00, mon and thu 9:00 and 18:00, every 4 hours.

words -> days, times -> Subscription -> bot/schedule.py, which says when that is by the subscriber's clock
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from digest.errors import AskError
from digest.lang.asked import english_timetable

WORKS = "Try 08:30, weekdays 18:00, mon and thu 9:00, every 4 hours, or off."

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EVERY_DAY, _WEEKDAYS, _WEEKEND = tuple(range(7)), tuple(range(5)), (5, 6)
_DAYS = {
    **dict.fromkeys(("daily", "everyday", "every day", "each day", "all days"), _EVERY_DAY),
    **dict.fromkeys(("weekdays", "weekday", "workdays", "working days"), _WEEKDAYS),
    **dict.fromkeys(("weekends", "weekend"), _WEEKEND),
    **{short: (day,) for day, name in enumerate(_NAMES) for short in (name, f"{name}s", name[:3], name[:4], name[:2])},
    "thur": (3,),
    "thurs": (3,),
    "tues": (1,),
}
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]m)?"
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?")
_EVERY = re.compile(
    rf"every\s+(?:(?P<hours>\d{{1,2}})\s+)?hours?(?:\s+(?:from\s+)?(?P<first>{_CLOCK})\s*(?:to|until|till|-|–)\s*(?P<last>{_CLOCK}))?"
)
_HOURLY = re.compile(r"\bhourly\b")
_RANGE = re.compile(r"\b([a-z]+)\s*(?:-|–|to)\s*([a-z]+)\b")
_PIECE = re.compile(rf"every day|each day|all days|working days|[a-z]+|{_CLOCK}|\S")
_FILLING = {"at", "and", "on", "every", "each", "the", ",", ";", "՝", "&", "+"}


@dataclass(frozen=True, slots=True)
class Timetable:
    """Days of the week and times of the day, by the clock of whoever said it."""

    days: tuple[int, ...] = _EVERY_DAY  #: 0 = Monday, rising
    times: tuple[time, ...] = (time(8, 30),)  #: rising


#: Before anybody said anything.
USUAL = Timetable()


def parse(words: str, *, was: Timetable = USUAL) -> Timetable:
    """Read when a digest is to come; days alone keep the times that there were, times alone the days.

    Raises:
        AskError: The words are no days or times.
    """
    said = _HOURLY.sub("every 1 hours", english_timetable(words))
    every = _EVERY.search(said)
    times = _repeated(every, words) if every else ()
    rest = f"{said[: every.start()]} {said[every.end() :]}" if every else said
    days, more = _read(rest, words)
    if not days and not times and not more:
        raise _unreadable(words)
    both = tuple(sorted({*times, *more}))
    return Timetable(days or was.days, both or was.times)


def split(words: Sequence[str]) -> tuple[Sequence[str], str]:
    """The words before a timetable, and the timetable: the longest ending that is one, or nothing."""
    for start in range(len(words)):
        ending = " ".join(words[start:])
        if words[start].casefold() not in _FILLING - {"every", "at"} and _is_one(ending):
            return words[:start], ending
    return words, ""


def _is_one(words: str) -> bool:
    try:
        parse(words)
    except AskError:
        return False
    return True


def _read(rest: str, words: str) -> tuple[tuple[int, ...], tuple[time, ...]]:
    days, times = set[int](), set[time]()
    for found in _RANGE.finditer(rest):
        if found[1] in _DAYS and found[2] in _DAYS:
            days |= set(_between(_DAYS[found[1]][0], _DAYS[found[2]][0]))
            rest = rest.replace(found[0], " ")
    for piece in _PIECE.findall(rest):
        if piece in _DAYS:
            days |= set(_DAYS[piece])
        elif at := _clock(piece):
            times.add(at)
        elif piece not in _FILLING:
            raise _unreadable(words)
    return tuple(sorted(days)), tuple(sorted(times))


def _between(first: int, last: int) -> Iterable[int]:
    """From a day to a day, over the week's end where need be."""
    return (day % 7 for day in range(first, (last if last >= first else last + 7) + 1))


def _clock(piece: str) -> time | None:
    """08:30, 8.30, 8am, 6 pm; a bare number is no time."""
    found = _TIME.fullmatch(piece.strip())
    if not found or not (found[2] or found[3]):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _repeated(every: re.Match[str], words: str) -> tuple[time, ...]:
    """Every so many hours from midnight, or between two times."""
    step = int(every["hours"] or 1)
    first = _bound(every["first"], words) if every["first"] else time(0, 0)
    last = _bound(every["last"], words) if every["last"] else time(23, 59)
    if not 1 <= step <= 12 or first > last:
        raise _unreadable(words)
    return tuple(
        time(hour, first.minute) for hour in range(first.hour, 24, step) if first <= time(hour, first.minute) <= last
    )


def _bound(written: str, words: str) -> time:
    """In "from 8 to 20" a bare number is an hour."""
    at = _clock(written) or _clock(f"{written.strip()}:00")
    if at is None:
        raise _unreadable(words)
    return at


def _unreadable(words: str) -> AskError:
    said = " ".join(words.split())
    return AskError(f"I can't read “{said}” as a time. {WORKS}", sentence="not-a-time", said=said)
