"""Steps of transactions on what was printed: editions that went out, and errata to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.codec import decode, encode
from bot.store.database import put
from bot.store.tables import deliveries, editions, errata
from digest.model import Digest, Erratum


async def queued(connection: AsyncConnection, since: datetime, *, subscription_id: str) -> Sequence[Digest]:
    """Each once, the latest first."""
    latest = func.max(deliveries.c.number)
    chosen = select(editions.c.digest).join(deliveries).where(deliveries.c.claimed_at >= since)
    if subscription_id:
        chosen = chosen.where(deliveries.c.subscription_id == subscription_id)
    rows = await connection.execute(chosen.group_by(editions.c.id, editions.c.digest).order_by(latest.desc()))
    return tuple(decode(row.digest, Digest) for row in rows)


async def note(connection: AsyncConnection, found: Sequence[Erratum], *, now: datetime) -> None:
    """A line that is corrected again has the last erratum."""
    for each in found:
        key = {"edition": each.edition, "story": each.story, "section": each.section, "line": each.before.text}
        await put(connection, errata, key | {"erratum": encode(each), "made_at": now})


async def noted(connection: AsyncConnection, *, limit: int) -> Sequence[tuple[datetime, Erratum]]:
    """The latest first; of one moment in the order of their lines."""
    chosen = select(errata.c.made_at, errata.c.erratum).order_by(errata.c.made_at.desc(), errata.c.line).limit(limit)
    return tuple((row.made_at, decode(row.erratum, Erratum)) for row in await connection.execute(chosen))
