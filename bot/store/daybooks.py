"""Steps of transactions on what days tell: what is kept of each, and which are behind their articles.

A day has two parts, a daybook and an index. Each counts the changes that it hangs on, and knows how many of them there
were when it was made. The database sees a part as one value: it is only ever read whole.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from struct import Struct

import numpy as np
from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import insert_new
from bot.store.tables import days
from digest.daybooks import FORM, Daybook, Note, changed_by
from digest.ports import Untold
from digest.topics import Index

BOOK, INDEX = "book", "index"
#: Of an index, before its arrays: bytes of the ids, marks, places.
_HEAD = Struct("<III")


async def changed(connection: AsyncConnection, moments: Collection[datetime], *, forgotten: bool = False) -> None:
    """Note that reports of these moments' days came, went, or are others now; `forgotten` lets go of what they told."""
    for day in {moment.astimezone(UTC).date() for moment in moments}:
        for part in (BOOK, INDEX):
            await insert_new(connection, days, {"day": day, "part": part, "changes": 0, "told": 0})
        theirs = or_(
            and_(days.c.part == BOOK, days.c.day.in_(changed_by(day))), and_(days.c.part == INDEX, days.c.day == day)
        )
        await connection.execute(update(days).where(theirs).values(changes=days.c.changes + 1))
        if forgotten:
            await connection.execute(update(days).where(days.c.day == day).values(content=None))


async def outdate(connection: AsyncConnection) -> None:
    """What an earlier Readout told in another form is to be told anew."""
    theirs = and_(days.c.form != FORM, days.c.told > 0)
    await connection.execute(update(days).where(theirs).values(told=-1))


async def untold(connection: AsyncConnection, first: date, last: date, *, limit: int) -> Sequence[Untold]:
    """The latest day first."""
    behind = select(days.c.day, days.c.part, days.c.changes).where(days.c.changes != days.c.told)
    chosen = behind.where(days.c.day.between(first, last)).order_by(days.c.day.desc()).limit(2 * limit)
    found = defaultdict[date, dict[str, int]](dict)
    for day, part, changes in await connection.execute(chosen):
        found[day][part] = changes
    return tuple(Untold(day, parts.get(BOOK), parts.get(INDEX)) for day, parts in found.items())[:limit]


async def save(connection: AsyncConnection, told: Untold, *, book: Daybook | None, index: Index | None) -> None:
    """In place of what was kept."""
    made = [(BOOK, told.book, write_book(book))] if book else []
    made += [(INDEX, told.index, write_index(index))] if index else []
    for part, changes, content in made:
        this = and_(days.c.day == told.day, days.c.part == part)
        await connection.execute(update(days).where(this).values(told=changes, form=FORM, content=content))


async def books(connection: AsyncConnection, first: date, last: date) -> Sequence[Daybook]:
    """By day."""
    chosen = select(days.c.day, days.c.content).where(_kept(BOOK, first, last)).order_by(days.c.day)
    return tuple(read_book(day, content) for day, content in await connection.execute(chosen))


async def indexes(connection: AsyncConnection, first: date, last: date) -> Sequence[Index]:
    """By day."""
    chosen = select(days.c.content).where(_kept(INDEX, first, last)).order_by(days.c.day)
    return tuple(read_index(content) for (content,) in await connection.execute(chosen))


def _kept(part: str, first: date, last: date) -> ColumnElement[bool]:
    return and_(days.c.part == part, days.c.day.between(first, last), days.c.content.is_not(None))


# --- as bytes --------------------------------------------------------------------------------------------------------


def write_book(book: Daybook) -> bytes:
    """JSON, a list for each field of a note: a thousand are read in two milliseconds."""
    columns = list(zip(*book.notes, strict=True))
    return json.dumps([columns, book.goes_on], separators=(",", ":")).encode()


def read_book(day: date, content: bytes) -> Daybook:
    """What `write_book` wrote."""
    columns, goes_on = json.loads(content)
    return Daybook(day, tuple(map(Note._make, zip(*columns, strict=True))), tuple(goes_on))


def write_index(index: Index) -> bytes:
    """The ids as JSON, then the arrays as they lie in memory: they are not read, but used where they are."""
    ids = json.dumps(index.articles).encode()
    arrays = index.marks.astype("<i8"), index.starts.astype("<u4"), index.places.astype("<u2")
    head = _HEAD.pack(len(ids), len(index.marks), len(index.places))
    return b"".join([head, ids, *(each.tobytes() for each in arrays)])


def read_index(content: bytes) -> Index:
    """What `write_index` wrote."""
    ids, marks, places = _HEAD.unpack_from(content)
    at = _HEAD.size + ids
    found = []
    for kind, count in (("<i8", marks), ("<u4", marks + 1), ("<u2", places)):
        found.append(np.frombuffer(content, kind, count, at))
        at += found[-1].nbytes
    return Index(tuple(json.loads(content[_HEAD.size : _HEAD.size + ids])), *found)
