"""Steps of transactions on what was printed: editions that went out, errata to them, and what was made of those."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.codec import decode, encode
from bot.store.database import insert_new, put
from bot.store.outbox import with_parts
from bot.store.rows import correcting_row
from bot.store.tables import deliveries, editions, errata, parts, subscriptions
from digest.model import Delivery, Digest, Erratum, Part
from digest.ports import Misprint

#: Errata to one edition: more than it has lines.
_ALL = 10_000


async def queued(connection: AsyncConnection, since: datetime, *, subscription_id: str) -> Sequence[Digest]:
    """Each once, the latest first."""
    latest = func.max(deliveries.c.number)
    chosen = select(editions.c.digest).join(deliveries).where(deliveries.c.claimed_at >= since)
    if subscription_id:
        chosen = chosen.where(deliveries.c.subscription_id == subscription_id)
    rows = await connection.execute(chosen.group_by(editions.c.id, editions.c.digest).order_by(latest.desc()))
    return tuple(decode(row.digest, Digest) for row in rows)


async def edition(connection: AsyncConnection, key: str) -> Digest | None:
    """By its id."""
    text = (await connection.execute(select(editions.c.digest).where(editions.c.id == key))).scalar()
    return decode(text, Digest) if text is not None else None


async def note(connection: AsyncConnection, found: Sequence[Erratum], *, now: datetime) -> None:
    """A line that is corrected again has the last erratum; one that is told again keeps its moment."""
    moments = {each.edition: await _after(connection, each.edition, now) for each in found}
    for each in found:
        key = {"edition": each.edition, "story": each.story, "section": each.section, "line": each.before.text}
        is_it = and_(*(errata.c[name] == value for name, value in key.items()))
        known = (await connection.execute(select(errata.c.erratum).where(is_it))).scalar()
        if known != (written := encode(each)):
            await put(connection, errata, key | {"erratum": written, "made_at": moments[each.edition]})


async def _after(connection: AsyncConnection, edition: str, now: datetime) -> datetime:
    """Now, but after the edition's other errata though a clock was set back: by that it is known which are new."""
    newest = await connection.execute(select(func.max(errata.c.made_at)).where(errata.c.edition == edition))
    latest: datetime | None = newest.scalar()
    return max(now, latest + timedelta(microseconds=1)) if latest else now


async def noted(connection: AsyncConnection, *, limit: int, edition: str) -> tuple[tuple[datetime, Erratum], ...]:
    """The latest first; of one moment in the order of their lines."""
    chosen = select(errata.c.made_at, errata.c.erratum).order_by(errata.c.made_at.desc(), errata.c.line).limit(limit)
    if edition:
        chosen = chosen.where(errata.c.edition == edition)
    return tuple((row.made_at, decode(row.erratum, Erratum)) for row in await connection.execute(chosen))


async def misprints(connection: AsyncConnection, since: datetime) -> Sequence[Misprint]:
    """In the order of the deliveries; those of a chat that is closed are left until it is open again."""
    newest = select(errata.c.edition, func.max(errata.c.made_at).label("made_at")).group_by(errata.c.edition).subquery()
    is_new = or_(deliveries.c.corrected.is_(None), deliveries.c.corrected < newest.c.made_at)
    closed = select(subscriptions.c.id).where(subscriptions.c.paused != "")
    found = select(deliveries.c.number).join(newest, newest.c.edition == deliveries.c.edition)
    found = found.where(deliveries.c.claimed_at >= since, is_new, deliveries.c.subscription_id.not_in(closed))
    return tuple([await _misprint(connection, each) for each in await with_parts(connection, found)])


async def _misprint(connection: AsyncConnection, delivery: Delivery) -> Misprint:
    zone = select(subscriptions.c.zone).where(subscriptions.c.id == delivery.subscription_id)
    first = await edition(connection, delivery.edition)
    shown = await edition(connection, delivery.shows) if delivery.shows else first
    assert first is not None and shown is not None  # noqa: S101, PT018 - by a foreign key, and written with `shows`
    found = await noted(connection, limit=_ALL, edition=delivery.edition)
    return Misprint(delivery, (await connection.execute(zone)).scalar() or "UTC", first, shown, found)


async def correct(
    connection: AsyncConnection, misprint: Misprint, reprinted: Digest, frozen: Sequence[Part], *, now: datetime
) -> bool:
    """The corrected edition, its parts, and that the delivery shows it; False if it has been corrected meanwhile."""
    number, before = int(misprint.delivery.id), misprint.delivery.corrected
    is_it = and_(deliveries.c.number == number, deliveries.c.corrected.is_not_distinct_from(before))
    shown = {"shows": reprinted.edition, "corrected": misprint.newest}
    if (await connection.execute(update(deliveries).where(is_it).values(shown))).rowcount == 0:
        return False
    row = {"id": reprinted.edition, "digest": encode(reprinted), "corrects": misprint.delivery.edition}
    await insert_new(connection, editions, row)
    if frozen:
        await connection.execute(insert(parts), [correcting_row(each, number) | {"changed_at": now} for each in frozen])
    return True
