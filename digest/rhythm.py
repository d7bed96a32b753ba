"""When a source is asked next: by how often, and at which hours, it really publishes.

    dates that it lists -> begin, heard -> Rhythm -> _Usual, items an hour at any moment -> next_poll, silent

A rhythm is a count of items by the hour over four weeks. What is usual at a moment is the mean of those weeks, times a
factor of the weekday, times a factor of the hour of the day, each held near 1 until enough items say otherwise.

Polls are laid along the square root of that rate. An item waits half an interval, so waiting costs ∫ rate × interval
and polling costs ∫ 1 / interval; for a given number of polls the items wait least where interval = step / √rate. That
asks a source of 25 items an hour every two minutes, of one an hour every ten, of two a day every half hour, and of one
in two months every six hours; and the night of a source that sleeps costs a few polls.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: How far back a rhythm reaches: each weekday four times.
KEPT = timedelta(weeks=4)
_KEPT_H = int(KEPT / _HOUR)

#: A source with an item an hour is asked six times an hour; in √(items × hours). A choice, see benchmarks/rhythm.py.
STEP = 1 / 6
#: A source that nobody knows yet is taken for one with six items a day, as surely as if one item had been seen.
_PRIOR_ITEMS, _PRIOR_H = 1.0, 4.0
#: So many items of average times are added to each weekday and each hour of the day: two quiet nights make no night.
_HELD = 2.0
#: After so many items that were to be expected and did not come, half the rate is believed.
_CALM = 4.0
#: Each wait is longer or shorter by up to this part of it, so that sources do not fall into step.
JITTER = 0.1

#: Silence is worth a word when so many items were to be expected since the last one, and twice as many as in the
#: longest silence of the weeks before; never within hours, and not before a week of the source is known.
#: In a simulated year none of seven newsrooms is called silent wrongly more than once (benchmarks/rhythm.py).
_SILENT_ITEMS, _SILENT_TIMES = 8.0, 2.0
_SILENT_LEAST, _KNOWN = timedelta(hours=6), timedelta(days=7)
_KNOWN_ITEMS = 5

NO_TIME = timedelta()
#: The longest that a server's Retry-After is heeded; more is an error of its.
_HEEDED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """The shortest and the longest time between two visits of a source."""

    shortest: timedelta = timedelta(minutes=2)
    longest: timedelta = timedelta(hours=6)

    def within(self, wait: timedelta) -> timedelta:
        """The wait, or the nearer end of the two."""
        return min(max(wait, self.shortest), self.longest)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many items each hour brought; ends with the last hour that brought one."""

    start: datetime  #: UTC, a full hour; when watching began, or as far back as the first list reached
    items: tuple[int, ...] = ()  #: by the hour from `start`, at most four weeks of them

    @property
    def last(self) -> datetime | None:
        """The hour of the newest item; None before the first."""
        return self.start + (len(self.items) - 1) * _HOUR if self.items else None

    @property
    def per_day(self) -> float | None:
        """How many items a day are usual; None until enough is known to say so."""
        hours = len(self.items)
        return sum(self.items) * 24 / hours if sum(self.items) >= _KNOWN_ITEMS and hours >= 24 else None


def begin(dates: Sequence[datetime], *, now: datetime) -> Rhythm:
    """The rhythm that a first list shows.

    A list is whole from its oldest item on, except that some sources pin an old one to the top: so the oldest tenth, at
    least one, only says where it is whole. Dates at midnight are days, and tell no hour.
    """
    usable = sorted(date for date in dates if date <= now and date.timetuple()[3:6] != (0, 0, 0))
    recent = [date for date in usable if date > now - KEPT]
    if len(usable) - len(recent) > 1:
        return heard(Rhythm(_hour(now - KEPT)), recent, now=now)
    whole = recent[max(1, len(recent) // 10) :]
    return heard(Rhythm(_hour(whole[0] if len(whole) > 1 else now)), whole if len(whole) > 1 else (), now=now)


def heard(rhythm: Rhythm, moments: Sequence[datetime], *, now: datetime) -> Rhythm:
    """The rhythm with items that appeared at these moments, of which none is later than now."""
    if not moments:
        return rhythm
    at = [_index(rhythm, min(moment, now)) for moment in moments]
    counts = list(rhythm.items) + [0] * (max(at) + 1 - len(rhythm.items))
    for index in at:
        if index >= 0:
            counts[index] += 1
    old = max(0, len(counts) - _KEPT_H)
    return Rhythm(rhythm.start + old * _HOUR, tuple(counts[old:]))


def next_poll(rhythm: Rhythm, *, now: datetime, name: str, pace: Pace, fresh_s: float | None = None) -> datetime:
    """When a source that has just answered is asked again.

    Args:
        rhythm: Of the source.
        now: When it answered.
        name: The source's, which the jitter comes from.
        pace: The bounds of the wait.
        fresh_s: For how long the server said that its answer stays good (Cache-Control: max-age); None for nothing.
    """
    usual = _usual(rhythm)
    wait = pace.within(_wait(usual, now, scale=_calm(usual, rhythm, now), burst=_burst(rhythm, now)))
    fresh = min(timedelta(seconds=min(fresh_s or 0, _HEEDED.total_seconds())), pace.longest)
    return now + _jittered(max(wait, fresh), name=name, now=now, least=max(fresh, pace.shortest))


def next_try(failures: int, *, now: datetime, name: str, pace: Pace, least: timedelta = NO_TIME) -> datetime:
    """When a source that has just failed is asked again: soon at first, then half as often each time.

    Args:
        failures: In a row, this one counted.
        now: When it failed.
        name: The source's, which the jitter comes from.
        pace: The bounds of the wait.
        least: How long the server asked us to wait (Retry-After); heeded for a day at most.
    """
    asked = min(least, _HEEDED)
    wait = max(pace.within(pace.shortest * 2 ** min(failures, 20)), asked)
    return now + _jittered(wait, name=name, now=now, least=max(asked, pace.shortest))


def silent(rhythm: Rhythm, *, now: datetime) -> bool:
    """True where nothing new came for much longer than is usual; a quiet hour counts for as little as it brings."""
    last, known = rhythm.last, len(rhythm.items) * _HOUR
    if last is None or known < _KNOWN or sum(rhythm.items) < _KNOWN_ITEMS or now - last < _SILENT_LEAST:
        return False
    usual = _usual(rhythm)
    return usual.expected(last + _HOUR, now) > max(_SILENT_ITEMS, _SILENT_TIMES * usual.longest)


@dataclass(frozen=True, slots=True)
class _Usual:
    """Items an hour, at any moment of a week."""

    mean: float
    days: tuple[float, ...]  #: factors, Monday first
    hours: tuple[float, ...]  #: factors, by the hour of the day, UTC
    week: float = 0.0  #: items
    longest: float = 0.0  #: silence: items that were to be expected in it

    @classmethod
    def of(cls, rhythm: Rhythm) -> _Usual:
        """What the rhythm shows up to its last item, so that a silence does not make itself usual."""
        first = _number(rhythm.start)
        mean = (sum(rhythm.items) + _PRIOR_ITEMS) / (len(rhythm.items) + _PRIOR_ITEMS * _PRIOR_H)
        day_items, day_hours, hour_items, hour_hours = [0.0] * 7, [0] * 7, [0.0] * 24, [0] * 24
        for number, count in enumerate(rhythm.items, first):
            hour, day = number % 24, _weekday(number)
            hour_hours[hour] += 1
            day_hours[day] += 1
            hour_items[hour] += count
            day_items[day] += count
        # News of nine o'clock comes at five to nine as well: an hour borrows a quarter from each of its neighbours.
        near = [
            0.25 * hour_items[hour - 1] + 0.5 * hour_items[hour] + 0.25 * hour_items[(hour + 1) % 24]
            for hour in range(24)
        ]
        plain = cls(mean, _factors(day_items, day_hours, mean), _factors(near, hour_hours, mean))
        week = sum(plain._of_hour(number) for number in range(7 * 24))
        return replace(plain, week=week, longest=plain._longest_silence(rhythm))

    def expected(self, since: datetime, until: datetime) -> float:
        """Items between two moments."""
        weeks, rest = divmod(max(until - since, timedelta()), timedelta(weeks=1))
        parts = _hours(since, since + rest)
        return weeks * self.week + sum(self._of_hour(number) * hours for number, hours in parts)

    def _longest_silence(self, rhythm: Rhythm) -> float:
        longest = silence = 0.0
        for number, count in enumerate(rhythm.items, _number(rhythm.start)):
            silence = 0.0 if count else silence + self._of_hour(number)
            longest = max(longest, silence)
        return longest

    def _of_hour(self, number: int) -> float:
        return self.mean * self.days[_weekday(number)] * self.hours[number % 24]


# A rhythm changes with a new item only, most checks bring none. 2,000 take some 15 MB, and save 0.3 ms a check.
@lru_cache(maxsize=2_000)
def _usual(rhythm: Rhythm) -> _Usual:
    return _Usual.of(rhythm)


def _factors(items: Sequence[float], hours: Sequence[int], mean: float) -> tuple[float, ...]:
    return tuple((n + _HELD) / (h * mean + _HELD) for n, h in zip(items, hours, strict=True))


def _calm(usual: _Usual, rhythm: Rhythm, now: datetime) -> float:
    """What is left of the usual rate after a silence."""
    return _CALM / (_CALM + usual.expected((rhythm.last or rhythm.start - _HOUR) + _HOUR, now))


def _burst(rhythm: Rhythm, now: datetime) -> float:
    """Items an hour by this hour and the one before alone; one item is no burst."""
    begun = _hour(now) - _HOUR
    recent = sum(rhythm.items[max(0, _index(rhythm, begun)) :]) if rhythm.last and rhythm.last >= begun else 0
    return max(0, recent - 1) / ((now - begun) / _HOUR)


def _wait(usual: _Usual, now: datetime, *, scale: float, burst: float) -> timedelta:
    """The time in which the square root of the rate adds up to one STEP; a burst is believed for an hour."""
    left, waited = STEP, 0.0
    for number, hours in _hours(now, now + timedelta(days=1)):
        root = math.sqrt(max(usual._of_hour(number) * scale, burst if waited < 1 else 0.0))
        if root * hours >= left:
            return timedelta(hours=waited + left / root)
        left -= root * hours
        waited += hours
    return timedelta(hours=waited)


def _jittered(wait: timedelta, *, name: str, now: datetime, least: timedelta) -> timedelta:
    """The wait, a little longer or shorter: by the source's name and the minute, so that a test can tell it again."""
    slot = f"{name}|{now.replace(second=0, microsecond=0).isoformat()}"
    share = int.from_bytes(hashlib.sha256(slot.encode("utf-8", "surrogatepass")).digest()[:4]) / 2**32
    return max(wait * (1 - JITTER + 2 * JITTER * share), least)


def _hours(since: datetime, until: datetime) -> Iterator[tuple[int, float]]:
    """The hours that a stretch touches, each with the part of it that lies within."""
    number, at = _number(since), (since - _EPOCH) / _HOUR
    end = (until - _EPOCH) / _HOUR
    while at < end:
        upto = min(number + 1.0, end)
        yield number, upto - at
        number, at = number + 1, upto


def _number(moment: datetime) -> int:
    """Full hours since 1970."""
    return (moment - _EPOCH) // _HOUR


def _weekday(number: int) -> int:
    return (number // 24 + 3) % 7  # 1 January 1970 was a Thursday


def _hour(moment: datetime) -> datetime:
    return _EPOCH + _number(moment) * _HOUR


def _index(rhythm: Rhythm, moment: datetime) -> int:
    return _number(moment) - _number(rhythm.start)
