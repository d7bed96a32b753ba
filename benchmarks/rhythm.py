"""How long new items wait until they are seen, and how often sources are asked for that; beside a fixed interval.

A year of each invented newsroom is played through, after four weeks in which its rhythm is learnt; the peer asks as
often, but always after the same time. Nothing is fetched: the clock is ours.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from digest.rhythm import KEPT, Pace, Rhythm, heard, next_poll, silent

START = datetime(2031, 1, 6, tzinfo=UTC)  # a Monday
END = START + KEPT + timedelta(days=364)
PACE = Pace()
Rate = Callable[[datetime], float]  # items an hour


def _works(moment: datetime, opens: int, closes: int) -> bool:
    return moment.weekday() < 5 and opens <= moment.hour < closes


#: Each newsroom's rate, and how many items come at a time, within an hour.
NEWSROOMS: Mapping[str, tuple[Rate, int]] = {
    "two a day": (lambda _: 2 / 24, 1),
    "two a working day, 9 to 18 h": (lambda at: 2 / 9 if _works(at, 9, 18) else 0.0, 1),
    "six a working day, 8 to 20 h": (lambda at: 0.5 if _works(at, 8, 20) else 0.003, 1),
    "forty a day, quiet at night": (lambda at: 40 / 17 if 6 <= at.hour < 23 else 0.02, 1),
    "two hundred a day": (lambda at: (11.0 if 5 <= at.hour < 23 else 0.2) * (1 if at.weekday() < 5 else 0.3), 1),
    "one a week": (lambda _: 1 / 168, 1),
    "bursts of up to 25, days apart": (lambda _: 1 / 48, 25),
}


@dataclass(slots=True)
class _Year:
    """What came of watching for a year."""

    polls: int = 0
    alarms: int = 0
    cpu_s: float = 0.0
    waits_min: list[float] = field(default_factory=list)


def main() -> None:
    """Print the figures."""
    for name, (rate, at_a_time) in NEWSROOMS.items():
        items = list(_published(rate, at_a_time))
        year = _watched(items)
        days = (END - START - KEPT).days
        fixed = sorted(_waits(items, timedelta(days=days) / year.polls))
        print(f"rhythm.wait_p95 = {_p95(year.waits_min):.1f} min ({name}; as many polls, evenly: {_p95(fixed):.1f})")
        print(f"rhythm.polls = {year.polls / days:.0f} a day ({name}; {len(year.waits_min) / days:.1f} items a day)")
        print(f"rhythm.false_alarms = {year.alarms} a year ({name}; times that it was called silent)")
        print(f"rhythm.cost = {year.cpu_s / year.polls * 1e6:.0f} µs of CPU a poll ({name})")


def _published(rate: Rate, at_a_time: int) -> Sequence[datetime]:
    chance = random.Random(4)  # noqa: S311 - nothing secret
    peak = max(rate(START + timedelta(hours=hour)) for hour in range(168))
    found, moment = list[datetime](), START
    while moment < END:
        moment += timedelta(hours=chance.expovariate(peak))
        if chance.random() < rate(moment) / peak:
            count = chance.randint(1, at_a_time)
            found += [moment + timedelta(minutes=chance.uniform(0, 60) * n) for n in range(count)]
    return sorted(found)


def _watched(items: Sequence[datetime]) -> _Year:
    year, rhythm, now, seen, was = _Year(), Rhythm(START), START, 0, False
    while now < END:
        first = seen
        while seen < len(items) and items[seen] <= now:
            seen += 1
        started = time.process_time()
        rhythm = heard(rhythm, items[first:seen], now=now)
        following = next_poll(rhythm, now=now, name="Courier", pace=PACE)
        if now >= START + KEPT:
            year.cpu_s += time.process_time() - started
            year.polls += 1
            year.waits_min += [_minutes(now - item) for item in items[first:seen]]
            is_silent = silent(rhythm, now=now)
            year.alarms += is_silent and not was
            was = is_silent
        now = following
    return year


def _waits(items: Sequence[datetime], every: timedelta) -> list[float]:
    """Of the same items, asked for at even times."""
    return [_minutes(every - (item - START) % every) for item in items if item >= START + KEPT]


def _minutes(wait: timedelta) -> float:
    return wait / timedelta(minutes=1)


def _p95(waits: Sequence[float]) -> float:
    return sorted(waits)[int(len(waits) * 0.95)]
