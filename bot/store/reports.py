"""Reports of a period, or of some articles: steps of transactions, and a memory of those that were asked for before."""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import facts
from bot.store.database import batches
from bot.store.rows import ARTICLE
from bot.store.tables import articles
from digest.model import Article, Period, Report
from digest.remembering import REPORTS

# Rows in one question: few enough that the event loop is not held up for long by a week that nobody asked for yet.
_AT_ONCE = 250

#: What decides a report: its article and version, who read it last, and whether it is gone.
_Key: TypeAlias = tuple[str, int, str, datetime | None]
_KEY = (articles.c.id, articles.c.version, articles.c.read_by, articles.c.gone)


class Reports:
    """The reports of a period; each is read from its row once, as long as nothing about it changes.

    What a reader read in a version never changes (ports.Reader.name), so each answer is of the moment when it is asked
    for: the database is asked every time which reports there are, and only for the rows of those that are not kept.
    One takes 22 kB.
    """

    def __init__(self, *, limit: int = REPORTS) -> None:
        self._limit = limit
        self._kept: OrderedDict[_Key, Report] = OrderedDict()  # the one that was asked for last at the end

    async def within(self, connection: AsyncConnection, period: Period) -> Sequence[Report]:
        """Of the latest versions whose `when` lies in the period, oldest first."""
        within = and_(articles.c.moment >= period.since, articles.c.moment < period.until)
        chosen = select(*_KEY).where(articles.c.latest, articles.c.facts.is_not(None), within)
        rows = await connection.execute(chosen.order_by(articles.c.moment, articles.c.id))
        return await self._of(connection, [(row[0], row[1], row[2], row[3]) for row in rows])

    async def latest(self, connection: AsyncConnection, ids: Collection[str]) -> Sequence[Report]:
        """The latest version of each of these articles, where it was read; by id.

        Which one is the latest is not asked of the database: SQLite would look through all that are.
        """
        keys = list[_Key]()
        chosen = select(*_KEY, articles.c.latest, articles.c.facts.is_not(None)).order_by(articles.c.id)
        for some in batches(sorted(ids)):
            rows = await connection.execute(chosen.where(articles.c.id.in_(some)))
            keys += [(row[0], row[1], row[2], row[3]) for row in rows if row[4] and row[5]]
        return await self._of(connection, keys)

    async def _of(self, connection: AsyncConnection, keys: Sequence[_Key]) -> Sequence[Report]:
        found = {key: report for key in keys if (report := self._kept.get(key))}
        missing = [key for key in keys if key not in found]
        for first in range(0, len(missing), _AT_ONCE):
            found |= await _read(connection, missing[first : first + _AT_ONCE])
        found = {key: found[key] for key in keys}
        self._keep(found)
        return tuple(found.values())

    def _keep(self, found: dict[_Key, Report]) -> None:
        """The newest of a period that is too long."""
        for key, report in found.items():
            # Else a later reader has tried in vain, and may yet try again: its name says nothing about these facts.
            if report.facts.reader == key[2]:
                self._kept[key] = report
                self._kept.move_to_end(key)
        while len(self._kept) > self._limit:
            self._kept.popitem(last=False)


async def _read(connection: AsyncConnection, keys: Sequence[_Key]) -> dict[_Key, Report]:
    """The reports of these keys; the versions may be a moment old, should others have been stored since."""
    wanted = {(key[0], key[1]): key for key in keys}
    chosen = select(*ARTICLE, articles.c.facts).where(articles.c.id.in_([key[0] for key in keys]))
    rows = (await connection.execute(chosen)).all()
    with _collecting_paused():
        return {
            wanted[row[0], row[1]]: Report(Article(*row[:-1]), facts.read(row[-1]))
            for row in rows
            if (row[0], row[1]) in wanted
        }


@contextmanager
def _collecting_paused() -> Iterator[None]:
    """While many values are made that all stay, the collector looks through them again and again, for nothing.

    A day of 900 reports takes 350 ms of processor with it, 270 without. Nothing is awaited meanwhile.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
