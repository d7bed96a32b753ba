"""When things happen: the slots of a subscription, and the ticks that look at them.

A slot is a date and a time by the subscriber's own clock; the moment it stands for follows from the zone:

    an ordinary day     08:30 is 08:30
    clocks go forward   a time that is skipped (02:30) is the moment at which the skip ends (03:00)
    clocks go back      a time that comes twice (02:30) is its first coming

So later slots never have earlier moments, slots can be compared by date and time alone, and each is served once: by a
clock that was set back, after a restart, or late. Ticks are only occasions to look; they decide nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from digest.model import Slot, Subscription

log = structlog.get_logger()

_DAY = timedelta(days=1)
#: Any schedule that has slots at all has one in so many days, also next to a day that a zone left out (Samoa, 2011).
_LOOK_DAYS = 16
#: How long `Ticker.stop` lets jobs end by themselves, and how long it then waits for what they must finish. Together
#: less than the 10 s that a stop may take.
GRACE_S = 4.0
END_S = 4.0


def moment(slot: Slot, zone: str) -> datetime:
    """The moment, UTC, that a slot stands for in an IANA zone."""
    local = datetime.combine(slot.day, slot.at, tzinfo=ZoneInfo(zone))  # fold 0: the first coming
    utc = local.astimezone(UTC)
    if utc.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
        return utc
    return _end_of_gap(local)


def _end_of_gap(local: datetime) -> datetime:
    """When the clocks went forward over a local time that there was not.

    PEP 495: with fold 0 such a time is read by the offset before the gap, with fold 1 by the one after, so that the
    change lies between the two.
    """
    before, after = local.replace(fold=1).astimezone(UTC), local.astimezone(UTC)
    old = before.astimezone(local.tzinfo).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(local.tzinfo).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def due(subscription: Subscription, *, now: datetime, last: Slot | None) -> Slot | None:
    """The slot to serve now: the latest that has come, unless it is served or came before the subscription began.

    Slots that were missed are served by the one after them, so a late machine sends one digest, not many. `last` is the
    latest slot that was served, None for none.
    """
    came = _latest(subscription, now)
    if came is None or (last is not None and _order(came) <= _order(last)):
        return None
    if subscription.since is not None and moment(came, subscription.zone) < subscription.since:
        return None
    return came


def previous(subscription: Subscription, slot: Slot) -> Slot:
    """The slot before this one by the schedule; a day before it when the schedule has no slots."""
    earlier = (each for each in _falling(subscription, slot.day) if _order(each) < _order(slot))
    return next(earlier, Slot(slot.day - _DAY, slot.at))


def upcoming(subscription: Subscription, *, now: datetime, count: int) -> list[tuple[Slot, datetime]]:
    """The next slots after now, each with its moment in UTC; fewer than `count` only when the schedule has none."""
    slots = (
        (slot, moment(slot, subscription.zone)) for slot in _rising(subscription, _today(subscription, now), count)
    )
    return list(islice((each for each in slots if each[1] > now), count))


def _latest(subscription: Subscription, now: datetime) -> Slot | None:
    slots = _falling(subscription, _today(subscription, now))
    return next((slot for slot in slots if moment(slot, subscription.zone) <= now), None)


def _today(subscription: Subscription, now: datetime) -> date:
    return now.astimezone(ZoneInfo(subscription.zone)).date()


def _order(slot: Slot) -> tuple[date, time]:
    return slot.day, slot.at


def _falling(subscription: Subscription, start: date) -> Iterator[Slot]:
    """Slots from the end of a day backwards."""
    for n in range(_LOOK_DAYS):
        yield from reversed(_slots(subscription, start - n * _DAY))


def _rising(subscription: Subscription, start: date, count: int) -> Iterator[Slot]:
    """Slots from the start of a day on, enough for `count` that are still to come."""
    for n in range(_LOOK_DAYS + 7 * count):
        yield from _slots(subscription, start + n * _DAY)


def _slots(subscription: Subscription, day: date) -> list[Slot]:
    if day.weekday() not in subscription.days:
        return []
    return [Slot(day, at) for at in sorted(subscription.times)]


class Ticker:
    """Runs jobs again and again on the running loop, each never beside itself; a job that breaks is run again."""

    def __init__(self) -> None:
        # It warns whenever a job is still running at its next tick, which is how slow sources are dealt with here.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._running: set[asyncio.Future[object]] = set()
        self._stopping = False

    def every(self, seconds: float, job: Callable[[], Awaitable[object]], *, name: str) -> None:
        """Run a job at the start and every so many seconds from then; left out while it is still running."""

        async def run() -> None:  # a coroutine function, else the scheduler would call it in a thread
            await self._run(job, name)

        self._scheduler.add_job(run, "interval", seconds=seconds, id=name, next_run_time=datetime.now(UTC))

    def start(self) -> None:
        """Begin; needs the running loop."""
        self._scheduler.start()

    async def stop(self, *, grace_s: float = GRACE_S, end_s: float = END_S) -> None:
        """Start nothing more; let what is running end, for `grace_s` by itself, then cancelled for `end_s`."""
        self._stopping = True
        self._scheduler.remove_all_jobs()
        if late := await _wait(self._running, grace_s):
            for task in late:
                task.cancel()
            await _wait(late, end_s)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # the scheduler stops in the loop's next turn

    async def _run(self, job: Callable[[], Awaitable[object]], name: str) -> None:
        if self._stopping:
            return
        task: asyncio.Future[object] = asyncio.ensure_future(job())
        self._running.add(task)
        await asyncio.wait([task])
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("job broke", job=name, exc_info=error)


async def _wait(tasks: set[asyncio.Future[object]], timeout_s: float) -> set[asyncio.Future[object]]:
    """Those that are not done by then."""
    return (await asyncio.wait(set(tasks), timeout=timeout_s))[1] if tasks else set()
