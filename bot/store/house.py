"""Steps of transactions about Readout itself: what it has handled, how much it holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import insert_new
from bot.store.tables import articles, deliveries, handled, parts
from digest.model import PartState
from digest.ports import REMEMBERED, Counts

#: States of a part that has still to be sent, or to be made whole.
_WAITING = (PartState.PENDING.value, PartState.ANCHORED.value)


async def note(connection: AsyncConnection, key: str, *, now: datetime) -> bool:
    """False if it is there already; what is older than REMEMBERED goes."""
    await connection.execute(delete(handled).where(handled.c.at < now - REMEMBERED))
    return await insert_new(connection, handled, {"key": key, "at": now})


async def counts(connection: AsyncConnection, *, now: datetime) -> Counts:
    """Of articles by their indexes alone."""
    latest = select(func.count()).select_from(articles).where(articles.c.latest)
    by_state = await connection.execute(select(parts.c.state, func.count().label("number")).group_by(parts.c.state))
    states: dict[str, int] = {row.state: row.number for row in by_state}
    return Counts(
        articles=(await connection.execute(latest)).scalar_one(),
        read=(await connection.execute(latest.where(articles.c.read_by != ""))).scalar_one(),
        parts=tuple((state, states[state.value]) for state in PartState if state.value in states),
        waiting_since=await _waiting_since(connection, now),
    )


async def _waiting_since(connection: AsyncConnection, now: datetime) -> datetime | None:
    """A part waits from the time that it was put off to, else from when its slot was claimed."""
    could_go = and_(parts.c.state.in_(_WAITING), or_(parts.c.due.is_(None), parts.c.due <= now))
    joined = select(parts.c.due, deliveries.c.claimed_at).join(deliveries, parts.c.delivery == deliveries.c.number)
    since = (due or claimed for due, claimed in await connection.execute(joined.where(could_go)))
    return min(since, default=None)
