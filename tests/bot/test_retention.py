"""What is too old is forgotten at night, once, and in small steps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.retention import AT_ONCE, Janitor, keep
from config.settings import StoreSettings
from tests.builders import article, listing
from tests.fakes import MemoryStore

TBILISI = ZoneInfo("Asia/Tbilisi")
NIGHT = datetime(2025, 4, 24, 0, 30, tzinfo=UTC)  # half past four there
SETTINGS = StoreSettings(articles_days=30)


class Night:
    """A store with some old articles, and a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = NIGHT
        self.store = MemoryStore(clock=lambda: self.now)
        self.janitor = Janitor(self.store, SETTINGS, zone=TBILISI, clock=lambda: self.now, pause_s=0)

    async def old(self, count: int) -> None:
        long_ago = NIGHT - timedelta(days=31)
        for number in range(count):
            url = f"https://courier.example/{number}"
            await self.store.save_article(article(url=url, seen=long_ago, published=long_ago), listing=listing(url=url))


async def test_all_that_is_too_old_goes_in_one_night() -> None:
    night = Night()
    await night.old(2 * AT_ONCE + 1)

    assert await night.janitor.tick() == 2 * AT_ONCE + 1
    assert night.store.articles == {}


async def test_nothing_is_done_before_three_nor_twice_a_day() -> None:
    night = Night()
    night.now -= timedelta(hours=2)  # half past two
    await night.old(1)
    before = await night.janitor.tick()
    night.now += timedelta(hours=1)
    first = await night.janitor.tick()
    await night.old(1)

    assert (before, first, await night.janitor.tick()) == (0, 1, 0)
    night.now += timedelta(days=1)
    assert await night.janitor.tick() == 1


def test_each_kind_is_kept_as_long_as_the_settings_say() -> None:
    settings = StoreSettings(articles_days=30, deliveries_days=40, lines_days=50)

    kept = keep(settings, NIGHT)

    assert [(NIGHT - each).days for each in (kept.articles, kept.deliveries, kept.lines)] == [30, 40, 50]
