"""Newslists: what is told in a period, in short, for whoever asks; what days tell is put on record on the way.

articles are read -> tell() -> a day's daybook and index -> store
a period -> of() -> its newslist -> on(topics) -> what is wanted of it -> ranked -> stories(): the first ones, whole
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from digest import daybooks, pipeline
from digest.model import Period, Report, Story
from digest.newslist import Newslist, Wanted
from digest.ports import Store
from digest.remembering import WRITTEN
from digest.stories import story_of
from digest.topics import Shelf, Topic

T = TypeVar("T")

#: Days that are told as soon as something was read of them; older ones when they are asked for, and one now and then.
RECENT = timedelta(days=9)


@dataclass(slots=True)
class News:
    """The news of a period, and the shelf of it once a topic was asked for."""

    list: Newslist
    period: Period
    shelf: Shelf | None = None


class Lists:
    """Makes newslists, of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pen = asyncio.Lock()
        self._telling = asyncio.Lock()
        self._stories: OrderedDict[tuple[int, ...], Story] = OrderedDict()  # the one that was asked for last at the end

    async def apart(self, work: Callable[[], T]) -> T:
        """In a thread, one at a time: what takes a good part of a second, in which chats are answered."""
        async with self._pen:
            return await asyncio.to_thread(work)

    async def tell(self, today: date) -> None:
        """Put on record what was read of the last days; and one of those days before that are behind."""
        await self._tell_all(today - RECENT, date.max)
        await self._tell_one(date.min, today - RECENT)

    async def of(self, period: Period) -> News:
        """The news of a period, as all that was read by now tells it."""
        days = daybooks.days_of(period)
        await self._tell_all(days[0], days[-1])
        books = await self._store.daybooks(days[0], days[-1])
        return News(Newslist(books, period), period)

    async def on(self, news: News, topics: Sequence[Topic], among: Wanted) -> Wanted:
        """Which articles of those are on any of the topics (none: all)."""
        if not topics:
            return among
        if news.shelf is None:
            days = daybooks.days_of(news.period)
            shelf = Shelf(news.list, await self._store.indexes(days[0], days[-1]))
            news.shelf = news.shelf or shelf  # another may have asked at the same time
        if doubtful := news.shelf.open(topics, among):
            news.shelf.settle(topics, await self._store.latest(doubtful))
        return news.shelf.on(topics, among)

    async def stories(self, news: News, numbers: Sequence[int]) -> list[Story]:
        """These stories of a list, with all their reports."""
        ids = [news.list.articles(number) for number in numbers]
        found = await self._store.latest([each for some in ids for each in some])
        reports = {report.article.id: report for report in found if report.article.gone is None}
        told = (tuple(reports[each] for each in some if each in reports) for some in ids)
        return [self._story(each) for each in told if each]

    def _story(self, reports: tuple[Report, ...]) -> Story:
        """The same one for the same reports: what was written of it is remembered with it."""
        key = tuple(map(id, reports))
        story = self._stories.pop(key, None) or story_of(reports)
        self._stories[key] = story
        if len(self._stories) > WRITTEN:
            self._stories.popitem(last=False)
        return story

    async def _tell_all(self, first: date, last: date) -> None:
        while await self._store.untold(first, last, limit=1):
            await self._tell_one(first, last)

    async def _tell_one(self, first: date, last: date) -> None:
        """The latest day of those that are behind. One at a time, beside digests that need no such day."""
        async with self._telling:
            for day in await self._store.untold(first, last, limit=1):
                await pipeline.tell_day(day, store=self._store, apart=asyncio.to_thread)
