"""What every Store promises of the days that it keeps in short: which are behind, and how they come back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from digest import daybooks
from digest.ports import Keep, Page, Store, Untold
from digest.topics import Index, indexed
from tests import builders
from tests.builders import NOW, article, facts

DAY = NOW.date()
EVER = date.min, date.max


async def read(store: Store, day: date, *, text: str = builders.TEXT) -> None:
    """An article of that day was stored, or edited, and read."""
    one = article(url=f"https://courier.example/{day}", published=NOW + (day - DAY), seen=NOW + (day - DAY), text=text)
    stored = await store.save_article(one)
    await store.save_facts(facts(stored or one))


async def told(store: Store) -> None:
    """All that is behind is put on record."""
    while behind := await store.untold(*EVER, limit=1):
        await tell(store, behind[0])


async def tell(store: Store, untold: Untold) -> None:
    around = await store.reports(daybooks.period_of(untold.day))
    own = await store.reports(daybooks.period_on(untold.day))
    await store.save_day(untold, book=daybooks.written(untold.day, around), index=indexed(own))


async def behind(store: Store) -> list[tuple[date, bool, bool]]:
    """Days, and whether their books and their indexes are behind."""
    return [(each.day, each.book is not None, each.index is not None) for each in await store.untold(*EVER, limit=99)]


def plain(index: Index) -> tuple[object, ...]:
    return index.articles, index.marks.tolist(), index.starts.tolist(), index.places.tolist()


async def test_a_day_is_behind_once_something_of_it_was_read_and_until_it_is_told(store: Store) -> None:
    before = await behind(store)

    await read(store, DAY)
    after = await behind(store)
    await told(store)

    assert (before, after, await behind(store)) == ([], [(DAY, True, True)], [])


async def test_what_a_day_told_comes_back_as_it_was(store: Store) -> None:
    await read(store, DAY)
    reports = await store.reports(daybooks.period_of(DAY))

    await told(store)

    assert await store.daybooks(DAY, DAY) == (daybooks.written(DAY, reports),)
    assert [plain(each) for each in await store.indexes(DAY, DAY)] == [plain(indexed(reports))]
    assert await store.daybooks(DAY + timedelta(days=1), date.max) == ()
    assert await store.indexes(date.min, DAY - timedelta(days=1)) == ()


async def read_anew(store: Store) -> None:
    await store.save_facts(facts(article(url=f"https://courier.example/{DAY}"), reader="test-2", statements=()))


async def edited(store: Store) -> None:
    await store.save_article(article(url=f"https://courier.example/{DAY}", text=f"{builders.TEXT}\nMore."))


async def gone(store: Store) -> None:
    one = article(url=f"https://courier.example/{DAY}")
    await store.mark_gone(Page(one.url, "Courier", one.id), now=NOW)


async def forgotten(store: Store) -> None:
    await store.forget(Keep(NOW + timedelta(days=9), NOW, NOW), limit=10)


@pytest.mark.parametrize("change", [read_anew, edited, gone, forgotten])
async def test_whatever_changes_an_article_leaves_its_day_behind(
    store: Store, change: Callable[[Store], Awaitable[None]]
) -> None:
    await read(store, DAY)
    await told(store)

    await change(store)

    assert await behind(store) == [(DAY, True, True)]


async def test_an_article_that_is_there_again_leaves_its_day_behind(store: Store) -> None:
    await read(store, DAY)
    await gone(store)
    await told(store)

    await store.save_article(article(url=f"https://courier.example/{DAY}"))

    assert await behind(store) == [(DAY, True, True)]


async def test_what_changes_nothing_leaves_no_day_behind(store: Store) -> None:
    await read(store, DAY)
    await told(store)

    await store.save_article(article(url=f"https://courier.example/{DAY}"))
    await store.save_article(article(url="https://courier.example/unread"))
    await store.save_unreadable(article(url="https://courier.example/unread"), "test-1")

    assert await behind(store) == []


async def test_a_day_leaves_behind_the_books_that_look_at_it_and_no_index_but_its_own(store: Store) -> None:
    days = [DAY + timedelta(days=shift) for shift in range(-3, 4)]
    for day in days:
        await read(store, day)
    await told(store)

    await read(store, DAY, text=f"{builders.TEXT}\nMore.")

    assert await behind(store) == [
        (DAY + timedelta(days=2), True, False),
        (DAY + timedelta(days=1), True, False),
        (DAY, True, True),
        (DAY - timedelta(days=1), True, False),
    ]


async def test_what_changed_while_a_day_was_told_leaves_it_behind(store: Store) -> None:
    await read(store, DAY)
    (untold,) = await store.untold(*EVER, limit=1)

    await read(store, DAY, text=f"{builders.TEXT}\nMore.")
    await tell(store, untold)

    assert await behind(store) == [(DAY, True, True)]


async def test_one_part_may_be_told_alone(store: Store) -> None:
    await read(store, DAY)
    (untold,) = await store.untold(*EVER, limit=1)

    await store.save_day(untold, book=daybooks.written(DAY, ()), index=None)

    assert await behind(store) == [(DAY, False, True)]


async def test_the_latest_days_come_first_and_only_those_that_were_asked_for(store: Store) -> None:
    days = [DAY - timedelta(days=shift) for shift in range(5)]
    for day in days:
        await read(store, day)

    assert [each.day for each in await store.untold(*EVER, limit=2)] == days[:2]
    assert [each.day for each in await store.untold(days[3], days[1], limit=9)] == days[1:4]


async def test_an_article_moves_with_its_date(store: Store) -> None:
    await read(store, DAY)
    await told(store)
    earlier = article(
        url=f"https://courier.example/{DAY}", published=NOW - timedelta(days=4), text=f"{builders.TEXT}\nMore."
    )

    stored = await store.save_article(earlier)
    assert stored is not None
    await store.save_facts(facts(stored))
    await told(store)

    assert [len(each.notes) for each in await store.daybooks(DAY, DAY)] == [0]
    assert [len(each.notes) for each in await store.daybooks(date.min, DAY - timedelta(days=1))] == [1]
