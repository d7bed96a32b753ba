"""A store as after three years of watching: an invented week (newsday.py), dated anew for every week of them.

The rows go through the store's own tables, without syncing, many at a time. One article in twenty was edited once. What
the last two weeks told is put on record by Readout itself; what the same news told before, is dated anew like the news.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, create_engine, event, insert, select, update

from benchmarks.newsday import OUTLETS, STORIES, reports
from bot.lists import Lists
from bot.store import open_store
from bot.store.codec import encode
from bot.store.daybooks import BOOK, INDEX, read_book, read_index, write_book, write_index
from bot.store.facts import write
from bot.store.rows import article_row
from bot.store.tables import articles
from bot.store.tables import days as told_days
from digest.daybooks import FORM, Daybook, period_on
from digest.model import Change, Edit, Source
from digest.ports import Health

#: The moment at which the archive ends: a Friday evening, with most of the day's news in.
NOW = datetime(2031, 5, 16, 19, tzinfo=UTC)
SOURCES = tuple(Source(outlet, f"https://{number}.example/feed") for number, outlet in enumerate(OUTLETS))
TOLD = 14  # days; what the news of the weeks before tells follows from them
_EDITED = 20  # one in so many
_PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -500000", "locking_mode = EXCLUSIVE")
_SLIP = "An earlier version misspelt a name."
_CHANGES = encode((Change(Edit.ADDED, "", _SLIP),))
Row = dict[str, Any]


def address(file: Path) -> str:
    """Of the store in this file."""
    return f"sqlite+aiosqlite:///{file}"


async def build(file: Path, *, count: int) -> int:
    """Make a store of so many articles, or a few more to the end of a day; how many days they are."""
    async with open_store(address(file)) as store:
        for source in SOURCES:
            since = NOW - timedelta(days=1200)
            health = Health(source.name, checked=NOW, succeeded=NOW, newest=NOW, since=since)
            await store.save_round(source, health)
    week = [_day(NOW - timedelta(days=days)) for days in range(7)]
    with _connected(file) as connection:
        days = _fill(connection, week, count)
    async with open_store(address(file)) as store:
        lists = Lists(store)
        for back in range(min(days, TOLD)):
            await lists.of(period_on((NOW - timedelta(days=back)).date()))
    with _connected(file) as connection:
        for back in range(TOLD, days):
            _tell(connection, week[back % 7], back)
    return days


def _fill(connection: Connection, week: Sequence[Sequence[Row]], count: int) -> int:
    days = written = 0
    while written < count:
        rows = [row for row in week[days % 7] for row in _dated(row, weeks=days // 7)]
        connection.execute(insert(articles), rows)
        day = (NOW - timedelta(days=days)).date()
        parts = [{"day": day, "part": part, "changes": 1, "told": 0} for part in (BOOK, INDEX)]
        connection.execute(insert(told_days), parts)
        written += len(week[days % 7])
        days += 1
    return days


def _tell(connection: Connection, rows: Sequence[Row], back: int) -> None:
    """What a day told: what the same news did in the week that is the last one to be told by Readout."""
    like = TOLD - 7 + back % 7
    day, told = ((NOW - timedelta(days=each)).date() for each in (back, like))
    weeks = back // 7 - like // 7
    ids = {_name(row, like // 7): _name(row, back // 7) for row in rows}
    found = select(told_days.c.part, told_days.c.content).where(told_days.c.day == told)
    for part, content in connection.execute(found).all():
        anew = _book_anew(content, ids, day, weeks) if part == BOOK else _index_anew(content, ids)
        this = and_(told_days.c.day == day, told_days.c.part == part)
        connection.execute(update(told_days).where(this).values(told=1, form=FORM, content=anew))


def _book_anew(content: bytes, ids: Mapping[str, str], day: date, weeks: int) -> bytes:
    book, back_s = read_book(day, content), timedelta(weeks=weeks).total_seconds()
    notes = (n._replace(article=ids[n.article], when=n.when - back_s, seen=n.seen - back_s) for n in book.notes)
    return write_book(Daybook(day, tuple(notes), tuple(ids.get(each, each) for each in book.goes_on)))


def _index_anew(content: bytes, ids: Mapping[str, str]) -> bytes:
    index = read_index(content)
    return write_index(replace(index, articles=tuple(ids[each] for each in index.articles)))


@contextmanager
def _connected(file: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    with engine.begin() as connection:
        yield connection
    engine.dispose()


def _day(at: datetime) -> Sequence[Row]:
    """Rows of an invented day's articles, read."""
    told = reports(at.date(), stories=STORIES)
    return [article_row(each.article) | {"read_by": each.facts.reader, "facts": write(each.facts)} for each in told]


def _dated(row: Row, *, weeks: int) -> Iterator[Row]:
    """The same news so many weeks earlier, as an article of its own; both versions of one that was edited."""
    back = timedelta(weeks=weeks)
    url, name = _url(row, weeks), _name(row, weeks)
    moments = {key: row[key] - back for key in ("published", "seen", "moment")}
    latest = row | moments | {"id": name, "url": url, "facts": _again(row, name, moments["published"]), "changes": ""}
    if int(name[:4], 16) % _EDITED:
        yield latest
        return
    yield latest | {"latest": False}
    yield latest | {"version": 2, "text": f"{row['text']}\n{_SLIP}", "first_seen": moments["seen"], "changes": _CHANGES}


def _url(row: Row, weeks: int) -> str:
    return f"{row['url']}/{weeks}"


def _name(row: Row, weeks: int) -> str:
    return hashlib.sha256(_url(row, weeks).encode()).hexdigest()


def _again(row: Row, name: str, published: datetime) -> str:
    """Its facts, about that article and that day."""
    facts: str = row["facts"].replace(row["id"], name)
    return facts.replace(f"{row['published']:%Y-%m-%d}", f"{published:%Y-%m-%d}")
