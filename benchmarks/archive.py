"""A store as after three years of watching: an invented week (newsday.py), dated anew for every week of them.

The rows go through the store's own tables, without syncing, many at a time. One article in twenty was edited once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, insert

from benchmarks.newsday import OUTLETS, STORIES, reports
from bot.store import open_store
from bot.store.codec import encode
from bot.store.facts import write
from bot.store.rows import article_row
from bot.store.tables import articles
from digest.model import Change, Edit, Source
from digest.ports import Health

#: The moment at which the archive ends: a Friday evening, with most of the day's news in.
NOW = datetime(2031, 5, 16, 19, tzinfo=UTC)
SOURCES = tuple(Source(outlet, f"https://{number}.example/feed") for number, outlet in enumerate(OUTLETS))
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
    return _fill(_engine(file), count)


def _fill(engine: Engine, count: int) -> int:
    week = [_day(NOW - timedelta(days=days)) for days in range(7)]
    days = written = 0
    with engine.begin() as connection:
        while written < count:
            rows = [row for row in week[days % 7] for row in _dated(row, weeks=days // 7)]
            connection.execute(insert(articles), rows)
            written += len(week[days % 7])
            days += 1
    engine.dispose()
    return days


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}")

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _day(at: datetime) -> Sequence[Row]:
    """Rows of an invented day's articles, read."""
    told = reports(at.date(), stories=STORIES)
    return [article_row(each.article) | {"read_by": each.facts.reader, "facts": write(each.facts)} for each in told]


def _dated(row: Row, *, weeks: int) -> Iterator[Row]:
    """The same news so many weeks earlier, as an article of its own; both versions of one that was edited."""
    back = timedelta(weeks=weeks)
    url = f"{row['url']}/{weeks}"
    name = hashlib.sha256(url.encode()).hexdigest()
    moments = {key: row[key] - back for key in ("published", "seen", "moment")}
    latest = row | moments | {"id": name, "url": url, "facts": _again(row, name, moments["published"]), "changes": ""}
    if int(name[:4], 16) % _EDITED:
        yield latest
        return
    yield latest | {"latest": False}
    yield latest | {"version": 2, "text": f"{row['text']}\n{_SLIP}", "first_seen": moments["seen"], "changes": _CHANGES}


def _again(row: Row, name: str, published: datetime) -> str:
    """Its facts, about that article and that day."""
    facts: str = row["facts"].replace(row["id"], name)
    return facts.replace(f"{row['published']:%Y-%m-%d}", f"{published:%Y-%m-%d}")
