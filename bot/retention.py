"""Every night: forget what is older than the newsroom wants to keep, a little at a time.

Each step is a short transaction, and the next waits: a digest that is due in between is sent as ever.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from config.settings import StoreSettings
from digest.ports import Keep, Store

log = structlog.get_logger()

#: By the newsroom's clock; a machine that is off then does it when it is on.
HOUR = 3
#: Rows of a kind in one step: some tens of milliseconds.
AT_ONCE = 200
PAUSE_S = 0.2


class Janitor:
    """Has done today's work, or has not."""

    def __init__(
        self,
        store: Store,
        settings: StoreSettings,
        *,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        pause_s: float = PAUSE_S,
    ) -> None:
        self._store = store
        self._settings = settings
        self._zone = zone
        self._clock = clock
        self._pause_s = pause_s
        self._done: date | None = None  # None: not since the start

    async def tick(self) -> int:
        """Once a day, after HOUR: forget what is too old; how much that was."""
        now = self._clock()
        local = now.astimezone(self._zone)
        if local.hour < HOUR or local.date() == self._done:
            return 0
        forgotten = 0
        while step := await self._store.forget(keep(self._settings, now), limit=AT_ONCE):
            forgotten += step
            await asyncio.sleep(self._pause_s)
        self._done = local.date()
        if forgotten:
            log.info("forgotten", rows=forgotten)
        return forgotten


def keep(settings: StoreSettings, now: datetime) -> Keep:
    """From when on each kind is kept."""
    days = (settings.articles_days, settings.deliveries_days, settings.lines_days)
    return Keep(*(now - timedelta(days=each) for each in days))
