from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.schedule import due, moment, previous, upcoming
from digest.model import Slot, Subscription
from tests.builders import subscription

MORNING, EVENING = time(8, 30), time(18, 0)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def slot(text: str) -> Slot:
    local = datetime.fromisoformat(text)
    return Slot(local.date(), local.time())


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        ("Europe/Berlin", "2025-01-15 08:30", "2025-01-15 07:30"),
        ("Europe/Berlin", "2025-07-15 08:30", "2025-07-15 06:30"),
        ("Asia/Kathmandu", "2025-07-15 08:30", "2025-07-15 02:45"),
        # Forward at 02:00: what is skipped comes when the skip ends.
        ("Europe/Berlin", "2025-03-30 01:59", "2025-03-30 00:59"),
        ("Europe/Berlin", "2025-03-30 02:00", "2025-03-30 01:00"),
        ("Europe/Berlin", "2025-03-30 02:30", "2025-03-30 01:00"),
        ("Europe/Berlin", "2025-03-30 02:59", "2025-03-30 01:00"),
        ("Europe/Berlin", "2025-03-30 03:00", "2025-03-30 01:00"),
        # Forward at midnight, so that the day begins at 01:00.
        ("Africa/Cairo", "2025-04-25 00:00", "2025-04-24 22:00"),
        # By half an hour only.
        ("Australia/Lord_Howe", "2025-10-05 02:10", "2025-10-04 15:30"),
        # A whole day that there was not.
        ("Pacific/Apia", "2011-12-30 08:30", "2011-12-30 10:00"),
        # Back at 03:00: what comes twice counts the first time.
        ("Europe/Berlin", "2025-10-26 02:30", "2025-10-26 00:30"),
        ("Europe/Berlin", "2025-10-26 03:00", "2025-10-26 02:00"),
        ("America/New_York", "2025-11-02 01:30", "2025-11-02 05:30"),
    ],
)
def test_the_moment_of_a_slot(zone: str, local: str, expected: str) -> None:
    assert moment(slot(local), zone) == utc(expected)


@pytest.mark.parametrize(
    ("now", "last", "expected"),
    [
        # Nothing has been served yet.
        ("2025-04-24 06:29", None, "2025-04-23 18:00"),
        ("2025-04-24 06:30", None, "2025-04-24 08:30"),
        ("2025-04-24 06:30", "2025-04-23 18:00", "2025-04-24 08:30"),
        ("2025-04-24 12:00", "2025-04-24 08:30", None),
        # The machine was off for two days: one late slot.
        ("2025-04-24 12:00", "2025-04-22 08:30", "2025-04-24 08:30"),
        # The clock was set back after the slot was served.
        ("2025-04-24 05:30", "2025-04-24 08:30", None),
        ("2025-04-23 06:31", "2025-04-24 08:30", None),
    ],
)
def test_what_is_due(now: str, last: str | None, expected: str | None) -> None:
    twice_a_day = subscription(times=(MORNING, EVENING), zone="Europe/Berlin")

    found = due(twice_a_day, now=utc(now), last=slot(last) if last else None)

    assert found == (slot(expected) if expected else None)


def test_a_subscription_is_not_served_what_came_before_it_began() -> None:
    new = subscription(times=(MORNING,), zone="Europe/Berlin", since=utc("2025-04-24 06:31"))

    assert due(new, now=utc("2025-04-24 12:00"), last=None) is None
    assert due(new, now=utc("2025-04-25 06:30"), last=None) == slot("2025-04-25 08:30")


def test_a_changed_schedule_does_not_reach_back() -> None:
    changed = subscription(times=(time(7, 0),), zone="Europe/Berlin", since=utc("2025-04-24 07:00"))

    assert due(changed, now=utc("2025-04-24 07:01"), last=slot("2025-04-23 08:30")) is None


@pytest.mark.parametrize("nothing", [{"times": ()}, {"days": ()}])
def test_a_schedule_without_slots_is_never_due(nothing: dict[str, tuple[()]]) -> None:
    never = subscription(**nothing)

    assert due(never, now=utc("2025-04-24 12:00"), last=None) is None
    assert upcoming(never, now=utc("2025-04-24 12:00"), count=3) == []


def test_only_the_days_of_the_schedule_are_due() -> None:
    mondays = subscription(times=(MORNING,), days=(0,), zone="Europe/Berlin")

    assert due(mondays, now=utc("2025-04-24 12:00"), last=None) == slot("2025-04-21 08:30")


def test_the_next_slots_are_told_with_their_moments() -> None:
    weekdays = subscription(times=(EVENING, MORNING), days=(0, 1, 2, 3, 4), zone="Europe/Berlin")

    assert upcoming(weekdays, now=utc("2025-03-28 07:30"), count=3) == [
        (slot("2025-03-28 18:00"), utc("2025-03-28 17:00")),
        (slot("2025-03-31 08:30"), utc("2025-03-31 06:30")),  # an hour earlier by UTC: summer time
        (slot("2025-03-31 18:00"), utc("2025-03-31 16:00")),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2025-04-24 18:00", "2025-04-24 08:30"),
        ("2025-04-24 08:30", "2025-04-23 18:00"),
        # From a slot that the schedule no longer has.
        ("2025-04-24 12:00", "2025-04-24 08:30"),
        # Over a weekend.
        ("2025-04-21 08:30", "2025-04-18 18:00"),
    ],
)
def test_the_slot_before(given: str, expected: str) -> None:
    weekdays = subscription(times=(MORNING, EVENING), days=(0, 1, 2, 3, 4), zone="Europe/Berlin")

    assert previous(weekdays, slot(given)) == slot(expected)


# Five ways to change clocks: EU, US, Lord Howe's half hour, Cairo's midnight, and none.
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Tbilisi")
# Two of the four lie where clocks are changed in one of the zones.
TIMES = (time(0, 15), time(2, 15), MORNING, EVENING)


@pytest.mark.parametrize("zone", ZONES)
def test_each_slot_of_two_years_is_served_once(zone: str) -> None:
    start = datetime(2025, 1, 1, tzinfo=ZoneInfo(zone))
    four_a_day = subscription(times=TIMES, zone=zone, since=start.astimezone(UTC))
    end = datetime(2027, 1, 1, tzinfo=ZoneInfo(zone))

    served = serve(four_a_day, start=start, end=end)

    assert served == Counter(Slot(date(2025, 1, 1) + timedelta(days=n), at) for n in range(730) for at in TIMES)


def serve(subscription: Subscription, *, start: datetime, end: datetime) -> Counter[Slot]:
    """How often each slot is served by a clock that ticks every half hour and is set back an hour every 50 hours."""
    served: Counter[Slot] = Counter()
    last = None
    now, end = start.astimezone(UTC), end.astimezone(UTC) - timedelta(seconds=1)
    ticks = 0
    while now <= end:
        if slot := due(subscription, now=now, last=last):
            served[slot] += 1
            assert timedelta(0) <= now - moment(slot, subscription.zone) < timedelta(minutes=30)
            last = slot
        ticks += 1
        now += timedelta(minutes=-60 if ticks % 100 == 0 else 30)
    return served


@pytest.mark.parametrize("zone", ZONES)
def test_what_is_told_as_next_is_what_is_served(zone: str) -> None:
    four_a_day = subscription(times=TIMES, zone=zone)
    now = datetime(2025, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    told = upcoming(four_a_day, now=now - timedelta(seconds=1), count=365 * 4)

    moments = [each for _, each in told]
    assert moments == sorted(moments)
    assert all(due(four_a_day, now=at, last=None) == slot for slot, at in told)
    assert all(due(four_a_day, now=at - timedelta(seconds=1), last=None) != slot for slot, at in told)
