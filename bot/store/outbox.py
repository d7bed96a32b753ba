"""Steps of transactions on what is delivered: slots, their parts and their states; chats that are closed or moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.codec import encode
from bot.store.database import insert_new
from bot.store.rows import deliveries_of, delivery_row, marked, part_row
from bot.store.tables import chats, deliveries, editions, parts, presses, subscriptions
from digest.model import Address, Delivery, Digest, Mode, Part, PartState, Slot, Subscription

#: States that are never the end; UNKNOWN is not while it has a date.
_OPEN = (PartState.PENDING.value, PartState.SENDING.value, PartState.ANCHORED.value)
_FAILED = (PartState.FAILED.value, PartState.UNKNOWN.value)

is_open = and_(
    parts.c.state.in_((*_OPEN, PartState.UNKNOWN.value)), or_(parts.c.state.in_(_OPEN), parts.c.due.is_not(None))
)


async def last_slots(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, Slot]:
    """The latest by day and time."""
    which = deliveries.c.subscription_id
    place = func.row_number().over(partition_by=which, order_by=(deliveries.c.day.desc(), deliveries.c.at.desc()))
    theirs = select(which, deliveries.c.day, deliveries.c.at, place.label("place")).where(which.in_(ids)).subquery()
    rows = await connection.execute(select(theirs).where(theirs.c.place == 1))
    return {row.subscription_id: Slot(row.day, row.at) for row in rows}


async def slots(connection: AsyncConnection, subscription_id: str, since: date) -> Sequence[Slot]:
    """In order."""
    theirs = and_(deliveries.c.subscription_id == subscription_id, deliveries.c.day >= since)
    chosen = select(deliveries.c.day, deliveries.c.at).where(theirs).order_by(deliveries.c.day, deliveries.c.at)
    return tuple(Slot(*row) for row in await connection.execute(chosen))


async def claim(  # noqa: PLR0913 - a slot is all of this
    connection: AsyncConnection,
    subscription: Subscription,
    slot: Slot,
    digest: Digest,
    frozen: Sequence[Part],
    *,
    now: datetime,
) -> bool:
    """The slot, its edition and its parts; False if it is claimed already."""
    await insert_new(connection, editions, {"id": digest.edition, "digest": encode(digest)})
    row = delivery_row(subscription, slot, digest) | {"claimed_at": now}
    if not await insert_new(connection, deliveries, row):
        return False
    number = (await connection.execute(select(deliveries.c.number).where(_is_slot(row)))).scalar_one()
    if frozen:
        await connection.execute(insert(parts), [part_row(part, number) | {"changed_at": now} for part in frozen])
    return True


async def undelivered(connection: AsyncConnection) -> Sequence[Delivery]:
    """Oldest first, with all their parts."""
    return await with_parts(connection, select(parts.c.delivery).where(is_open).distinct())


async def latest(
    connection: AsyncConnection, *, limit: int, chat: str, failed: bool, edition: str
) -> Sequence[Delivery]:
    """Newest first."""
    chosen = select(deliveries.c.number).order_by(deliveries.c.number.desc()).limit(limit)
    if chat:
        chosen = chosen.where(deliveries.c.chat == chat)
    if edition:
        chosen = chosen.where(deliveries.c.edition == edition)
    if failed:
        chosen = chosen.where(deliveries.c.number.in_(select(parts.c.delivery).where(parts.c.state.in_(_FAILED))))
    return tuple(reversed(await with_parts(connection, chosen)))


async def intend(connection: AsyncConnection, part_key: str, mode: Mode, *, now: datetime) -> bool:
    """PENDING -> SENDING; False if it is not PENDING."""
    waiting = and_(parts.c.key == part_key, parts.c.state == PartState.PENDING.value)
    return await _change(connection, waiting, PartState.SENDING, mode=mode.value, intent=now, changed_at=now) == 1


async def mark(connection: AsyncConnection, part: Part, *, now: datetime) -> bool:
    """All but what is frozen, and the intent; False if there is no such part."""
    changes = marked(part) | {"changed_at": now}
    return (await connection.execute(update(parts).where(parts.c.key == part.key).values(changes))).rowcount == 1


async def resend(connection: AsyncConnection, delivery_id: str, *, now: datetime) -> int:
    """What FAILED, or is UNKNOWN and left to people, as new; what may have arrived says so. An edit stays one."""
    fresh = {"due": None, "misses": 0, "doubts": 0, "reason": "asked for again", "changed_at": now}
    theirs = parts.c.delivery == (int(delivery_id) if delivery_id.isdecimal() else -1)
    unknown = and_(theirs, parts.c.state == PartState.UNKNOWN.value, parts.c.due.is_(None))
    failed = and_(theirs, parts.c.state == PartState.FAILED.value)
    found = await _change(connection, unknown, PartState.PENDING, repeat=True, **fresh)
    found += await _change(connection, and_(failed, parts.c.corrects != ""), PartState.ANCHORED, **fresh)
    return found + await _change(connection, and_(failed, parts.c.corrects == ""), PartState.PENDING, **fresh)


async def move(connection: AsyncConnection, address: Address, chat: str) -> None:
    """Of a chat that has another id: its subscriptions, its wishes, and deliveries that are not at their end."""
    unfinished = deliveries.c.number.in_(select(parts.c.delivery).where(is_open))
    for table, which in ((subscriptions, None), (chats, None), (presses, None), (deliveries, unfinished)):
        there = [table.c[name] == getattr(address, name) for name in ("platform", "workspace", "chat")]
        await connection.execute(update(table).where(*there, *([] if which is None else [which])).values(chat=chat))


async def with_parts(connection: AsyncConnection, numbers: Select[int]) -> Sequence[Delivery]:
    """The deliveries of these numbers, oldest first, with all their parts."""
    chosen = select(deliveries).where(deliveries.c.number.in_(numbers)).order_by(deliveries.c.number)
    theirs = select(parts).where(parts.c.delivery.in_(numbers)).order_by(parts.c.delivery, parts.c.number)
    return deliveries_of(await connection.execute(chosen), await connection.execute(theirs))


async def _change(connection: AsyncConnection, which: ColumnElement[bool], state: PartState, **values: object) -> int:
    return (await connection.execute(update(parts).where(which).values(state=state.value, **values))).rowcount


def _is_slot(row: dict[str, Any]) -> ColumnElement[bool]:
    return and_(*(deliveries.c[name] == row[name] for name in ("subscription_id", "day", "at")))
