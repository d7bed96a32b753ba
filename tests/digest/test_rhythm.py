"""When sources are asked again: weeks of invented newsrooms, played through with a clock of our own."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise, takewhile

import pytest

from digest.rhythm import JITTER, KEPT, Pace, Rhythm, begin, heard, next_poll, next_try, silent

MONDAY = datetime(2031, 3, 3, tzinfo=UTC)
PACE = Pace()
NOTHING = Rhythm(MONDAY)
Rate = Callable[[datetime], float]  # items an hour


# --- newsrooms -------------------------------------------------------------------------------------------------------


def works(moment: datetime) -> bool:
    return moment.weekday() < 5 and 9 <= moment.hour < 18


def twice_a_day(moment: datetime) -> float:
    return 2 / 24


def ministry(moment: datetime) -> float:
    return 2 / 9 if works(moment) else 0.0


def agency(moment: datetime) -> float:
    return 40 / 17 if 6 <= moment.hour < 23 else 0.02


def weekly(moment: datetime) -> float:
    return 1 / 168


def published(rate: Rate, *, days: int, burst: int = 1, seed: int = 1) -> list[datetime]:
    """Items as chance spreads them at this rate; each is the first of up to `burst` within the hour."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    peak = max(rate(MONDAY + timedelta(hours=hour)) for hour in range(168))
    found, moment = list[datetime](), MONDAY
    while moment < MONDAY + timedelta(days=days):
        moment += timedelta(hours=chance.expovariate(peak))
        if chance.random() < rate(moment) / peak:
            found += [moment + timedelta(minutes=chance.uniform(0, 60) * n) for n in range(chance.randint(1, burst))]
    return sorted(found)


@dataclass
class Watch:
    """What came of watching a source after the first four weeks."""

    polls: list[datetime] = field(default_factory=list)
    delays_min: list[float] = field(default_factory=list)
    alarms: list[datetime] = field(default_factory=list)  #: polls at which it had just become silent
    days: float = 0.0

    def p95_min(self) -> float:
        return sorted(self.delays_min)[int(len(self.delays_min) * 0.95)]

    def polls_a_day(self) -> float:
        return len(self.polls) / self.days


def watched(items: Sequence[datetime], *, days: int, start: datetime = MONDAY) -> Watch:
    """Poll these items as the newsroom would."""
    watch, rhythm, now, waiting, was = Watch(days=days - KEPT.days), Rhythm(start), start, list(items), False
    while now < start + timedelta(days=days):
        new = list(takewhile(lambda moment: moment <= now, waiting))  # noqa: B023 - used up here
        del waiting[: len(new)]
        rhythm = heard(rhythm, new, now=now)
        if now >= start + KEPT:
            watch.polls.append(now)
            watch.delays_min += [(now - moment) / timedelta(minutes=1) for moment in new]
            watch.alarms += [now] if silent(rhythm, now=now) and not was else []
            was = silent(rhythm, now=now)
        now = next_poll(rhythm, now=now, name="Courier", pace=PACE)
    return watch


# --- when it is asked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "burst", "p95_min", "polls_a_day"),
    [
        # two a day, whenever: every forty minutes would do
        (twice_a_day, 1, 50, 45),
        # two a working day: most polls fall into its hours
        (ministry, 1, 60, 40),
        # forty a day and a quiet night: half of what a poll every ten minutes (144) lets them wait
        (agency, 1, 8, 200),
        # bursts of up to 25 within the hour, after days of nothing
        (weekly, 25, 130, 60),
    ],
)
def test_items_wait_little_for_few_polls(rate: Rate, burst: int, p95_min: float, polls_a_day: float) -> None:
    days = 42 if rate is agency else 84

    watch = watched(published(rate, days=days, burst=burst), days=days)

    assert watch.p95_min() <= p95_min
    assert watch.polls_a_day() <= polls_a_day


def test_a_quiet_night_is_left_in_peace() -> None:
    watch = watched(published(agency, days=35), days=35)

    night = [poll for poll in watch.polls if poll.hour in (0, 1, 2, 3, 4)]
    noon = [poll for poll in watch.polls if poll.hour in (10, 11, 12, 13, 14)]
    assert len(night) < len(noon) / 4


def test_a_burst_is_followed_closely_and_forgotten_in_two_hours() -> None:
    quiet = heard(NOTHING, [MONDAY + timedelta(hours=hour) for hour in range(0, 600, 60)], now=MONDAY + KEPT)
    now = MONDAY + timedelta(days=27, minutes=30)
    burst = heard(quiet, [now - timedelta(minutes=n) for n in range(10)], now=now)

    def wait(rhythm: Rhythm, at: datetime) -> timedelta:
        return next_poll(rhythm, now=at, name="Courier", pace=PACE) - at

    assert wait(quiet, now) > timedelta(minutes=45)
    assert wait(burst, now) < timedelta(minutes=8)
    assert wait(burst, now + timedelta(hours=2)) > timedelta(minutes=30)


@pytest.mark.parametrize(
    ("items_an_hour", "shortest", "longest"),
    [
        (60, timedelta(minutes=2), timedelta(minutes=2.5)),
        (0, timedelta(hours=5), timedelta(hours=6.7)),
    ],
)
def test_no_wait_leaves_the_pace(items_an_hour: int, shortest: timedelta, longest: timedelta) -> None:
    busy = Rhythm(MONDAY, (items_an_hour,) * 672) if items_an_hour else Rhythm(MONDAY, (1,) + (0,) * 600 + (1,))
    now = MONDAY + KEPT + timedelta(days=0 if items_an_hour else 90)

    wait = next_poll(busy, now=now, name="Courier", pace=PACE) - now

    assert shortest <= wait <= longest


def test_a_new_source_that_shows_its_dates_is_known_at_once() -> None:
    now = MONDAY + timedelta(days=30)
    dates = [now - timedelta(hours=n, minutes=7) for n in range(20)]

    rhythm = begin(dates, now=now)

    assert rhythm.per_day is None  # not for a day yet
    assert next_poll(rhythm, now=now, name="Courier", pace=PACE) - now < timedelta(minutes=13)


def test_an_old_item_that_is_pinned_to_the_top_does_not_make_a_source_slow() -> None:
    now = MONDAY + timedelta(days=30)
    dates = [now - timedelta(hours=n, minutes=7) for n in range(20)]

    rhythm = begin([now - timedelta(days=20), *dates], now=now)

    assert rhythm.start > now - timedelta(days=1)


def test_a_list_that_reaches_back_further_than_four_weeks_shows_them_whole() -> None:
    now = MONDAY + timedelta(days=60, minutes=5)
    dates = [now - timedelta(days=n) for n in (1, 20, 40, 50)]

    assert begin(dates, now=now).start == now.replace(minute=0) - KEPT


def test_a_rhythm_forgets_what_is_older_than_four_weeks() -> None:
    old = heard(NOTHING, [MONDAY], now=MONDAY)

    later = heard(old, [MONDAY + timedelta(days=40)], now=MONDAY + timedelta(days=40))

    assert sum(later.items) == 1
    assert len(later.items) == KEPT // timedelta(hours=1)


def test_an_answer_that_stays_good_is_not_asked_for_earlier() -> None:
    busy = Rhythm(MONDAY, (30,) * 100)
    now = MONDAY + timedelta(hours=100)

    wait = next_poll(busy, now=now, name="Courier", pace=PACE, fresh_s=3600) - now

    assert wait >= timedelta(hours=1)


def test_jitter_is_told_by_name_and_minute_alone() -> None:
    def wait(name: str, now: datetime = MONDAY) -> timedelta:
        return next_poll(NOTHING, now=now, name=name, pace=PACE) - now

    waits = [wait(f"outlet {n}") for n in range(200)]

    assert wait("Courier") == wait("Courier")
    assert len(set(waits)) == 200
    assert max(waits) / min(waits) < (1 + JITTER) / (1 - JITTER)


# --- when it fails ---------------------------------------------------------------------------------------------------


def test_a_source_that_fails_is_tried_less_and_less_often() -> None:
    waits = [next_try(n, now=MONDAY, name="Courier", pace=PACE) - MONDAY for n in range(1, 30)]

    assert waits[0] < timedelta(minutes=5)
    assert all(later > earlier * 1.5 for earlier, later in pairwise(waits[:6]))
    assert timedelta(hours=5) < waits[-1] < timedelta(hours=7)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        (timedelta(minutes=30), timedelta(minutes=30)),
        # a year is a slip of theirs
        (timedelta(days=365), timedelta(days=1)),
    ],
)
def test_retry_after_is_heeded(asked: timedelta, waited: timedelta) -> None:
    wait = next_try(1, now=MONDAY, name="Courier", pace=PACE, least=asked) - MONDAY

    assert waited <= wait <= waited * (1 + JITTER)


# --- silence ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [twice_a_day, ministry, agency, weekly])
def test_chance_and_weekends_are_no_silence(rate: Rate) -> None:
    days = 42 if rate is agency else 84

    watch = watched(published(rate, days=days, seed=5), days=days)

    assert watch.alarms == []


@pytest.mark.parametrize(
    ("rate", "within"),
    [
        (agency, timedelta(days=1)),
        # the next weekend comes between
        (ministry, timedelta(days=8)),
        (twice_a_day, timedelta(days=9)),
        (weekly, timedelta(days=28 * 4)),
    ],
)
def test_a_source_that_stopped_is_told_of(rate: Rate, within: timedelta) -> None:
    end = MONDAY + timedelta(days=42, hours=12)
    items = [item for item in published(rate, days=43, seed=2) if item < end]

    watch = watched(items, days=160 if rate is weekly else 60)

    assert watch.alarms
    assert watch.alarms[0] - end <= within


def test_a_source_that_nobody_knows_is_never_called_silent() -> None:
    rhythm = heard(NOTHING, [MONDAY], now=MONDAY)

    assert not silent(rhythm, now=MONDAY + timedelta(days=60))
