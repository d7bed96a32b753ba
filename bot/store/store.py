"""The Store in SQL: every query, once. SQLAlchemy Core that runs on SQLite and on Postgres.

Each method is one transaction (`reading` or `writing`) and may be repeated. Errors are StoreErrors that name the
database. What is promised about each method stands in digest/ports.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.codec import encode
from bot.store.database import Database, insert_new, open_database, put
from bot.store.migrate import migrate
from bot.store.rows import (
    ARTICLE,
    AnyRow,
    article_row,
    deliveries_of,
    delivery_row,
    facts_of,
    listing_row,
    part_row,
    round_row,
    subscription_of,
    subscription_row,
    validator_row,
)
from bot.store.tables import articles, deliveries, editions, listings, parts, sources, subscriptions
from digest.errors import StoreError
from digest.model import (
    Article,
    Delivery,
    Digest,
    Facts,
    Listing,
    Part,
    PartState,
    Period,
    Report,
    Slot,
    Source,
    Subscription,
)
from digest.ports import Health, Validator
from digest.sources import article_id

# Addresses in one question: far below the 32,766 values that SQLite takes (https://www.sqlite.org/limits.html).
_AT_ONCE = 500

#: A listed address as it was last listed: its id, title, and two dates.
_Listed = tuple[str, str, datetime | None, datetime | None]


def now_utc() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_store(url: str, *, clock: Callable[[], datetime] = now_utc) -> AsyncIterator[SqlStore]:
    """Open the database at an SQLAlchemy address, make it if need be, and bring it to this version's schema.

    Closed at the end of the `async with`; another process may open it then.

    Args:
        url: "sqlite+aiosqlite:///readout.sqlite"; "sqlite+aiosqlite://" for one in memory that ends with the store.
        clock: Gives the moment, UTC, that goes on record with a change of state.

    Raises:
        StoreError: Another process uses the file, a later Readout made it, or it is no database.
    """
    database = open_database(url)
    try:
        await migrate(database)
        yield SqlStore(database, clock=clock)
    finally:
        await database.close()


class SqlStore:
    """ports.Store on a migrated database; `open_store` makes one."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # --- watching ----------------------------------------------------------------------------------------------------

    async def validator(self, source: Source) -> Validator | None:
        """Of this name and this address: a validator says nothing about another address."""
        chosen = select(sources.c.etag, sources.c.last_modified).where(
            sources.c.name == source.name, sources.c.url == source.url
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(chosen)).first()
        return Validator(*row) if row and any(row) else None

    async def unseen(self, listings: Sequence[Listing]) -> Sequence[Listing]:
        """In the order of the list, each address once: of two entries for one address the first counts."""
        by_address: dict[str, Listing] = {}
        for listing in listings:
            by_address.setdefault(article_id(listing.url), listing)
        async with self._database.reading() as connection:
            known = await _listed(connection, list(by_address))
        return tuple(
            listing
            for address, listing in by_address.items()
            if (address, listing.title, listing.published, listing.updated) not in known
        )

    async def save_article(self, article: Article, *, listing: Listing) -> Article | None:
        """A teaser never takes the place of a whole text: it is not stored, and its listing stays unseen."""
        async with self._database.writing() as connection:
            latest = await _latest(connection, article.id)
            if latest and article.teaser and not latest.teaser:
                return None
            await put(connection, listings, listing_row(listing))
            if latest and (latest.title, latest.text) == (article.title, article.text):
                return None
            stored = replace(article, version=1, first_seen=None)
            if latest:
                first = latest.first_seen or latest.seen
                stored = replace(article, version=latest.version + 1, first_seen=first)
                await connection.execute(update(articles).where(_is_latest(article.id)).values(latest=False))
            await connection.execute(insert(articles).values(**article_row(stored)))
        return stored

    async def save_round(self, source: Source, *, now: datetime, validator: Validator | None, reason: str = "") -> None:
        """A validator of None keeps the one that is known, unless the address has changed."""
        async with self._database.writing() as connection:
            known = (await connection.execute(select(sources).where(sources.c.name == source.name))).first()
            row = round_row(known, source, now=now, reason=reason) | validator_row(known, source, validator)
            await put(connection, sources, row)

    async def health(self) -> Sequence[Health]:
        """One a source, by name."""
        newest = select(func.max(articles.c.published)).where(articles.c.source == sources.c.name).scalar_subquery()
        columns = (sources.c.name, sources.c.checked, sources.c.succeeded, newest, sources.c.failures, sources.c.reason)
        async with self._database.reading() as connection:
            return tuple(Health(*row) for row in await connection.execute(select(*columns).order_by(sources.c.name)))

    # --- reading -----------------------------------------------------------------------------------------------------

    async def unread(self, reader: str, *, limit: int) -> Sequence[Article]:
        """Newest first."""
        async with self._database.reading() as connection:
            return tuple(Article(*row) for row in await connection.execute(_unread(reader, limit)))

    async def save_facts(self, facts: Facts) -> None:
        """In place of what another reader read in that version."""
        await self._note_reading(facts.article_id, facts.version, read_by=facts.reader, facts=encode(facts))

    async def save_unreadable(self, article: Article, reader: str) -> None:
        """What another reader read in that version stays."""
        await self._note_reading(article.id, article.version, read_by=reader)

    async def _note_reading(self, article: str, version: int, **values: str) -> None:
        this = and_(articles.c.id == article, articles.c.version == version)
        async with self._database.writing() as connection:
            if (await connection.execute(update(articles).where(this).values(**values))).rowcount == 0:
                raise StoreError(f"{self._database.name}: article {article} has no version {version}")

    async def reports(self, period: Period) -> Sequence[Report]:
        """Oldest first."""
        within = and_(articles.c.moment >= period.since, articles.c.moment < period.until)
        chosen = (
            select(*ARTICLE, articles.c.facts)
            .where(articles.c.latest, within, articles.c.facts.is_not(None))
            .order_by(articles.c.moment, articles.c.id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(chosen)).all()
        return tuple(Report(Article(*row[:-1]), facts_of(row[-1])) for row in rows)

    # --- who gets it -------------------------------------------------------------------------------------------------

    async def put_subscription(self, subscription: Subscription) -> None:
        """Add it, or change the one with its id."""
        same_id = select(subscriptions).where(subscriptions.c.id == subscription.id)
        async with self._database.writing() as connection:
            row = (await connection.execute(same_id)).first()
            if row and replace(subscription_of(row), since=subscription.since) == subscription:
                return
            await put(connection, subscriptions, subscription_row(subscription))

    async def drop_subscription(self, subscription_id: str) -> None:
        """Its deliveries stay."""
        async with self._database.writing() as connection:
            await connection.execute(delete(subscriptions).where(subscriptions.c.id == subscription_id))

    async def subscriptions(self) -> Sequence[Subscription]:
        """All of them, by id."""
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(subscriptions).order_by(subscriptions.c.id))).all()
        return tuple(subscription_of(row) for row in rows)

    # --- the outbox --------------------------------------------------------------------------------------------------

    async def last_slot(self, subscription_id: str) -> Slot | None:
        """The latest by day and time."""
        latest = (deliveries.c.day.desc(), deliveries.c.at.desc())
        chosen = select(deliveries.c.day, deliveries.c.at).where(deliveries.c.subscription_id == subscription_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(chosen.order_by(*latest).limit(1))).first()
        return Slot(*row) if row else None

    async def claim(self, subscription: Subscription, slot: Slot, digest: Digest, parts: Sequence[Part]) -> bool:
        """The slot, its edition and its parts in one transaction: all of it is there, or nothing."""
        now = self._clock()
        async with self._database.writing() as connection:
            await _freeze(connection, digest)
            row = delivery_row(subscription, slot, digest) | {"claimed_at": now}
            if not await insert_new(connection, deliveries, row):
                return False
            number = (await connection.execute(select(deliveries.c.number).where(_is_slot(row)))).scalar_one()
            await _add_parts(connection, [part_row(part, number) | {"changed_at": now} for part in parts])
        return True

    async def undelivered(self) -> Sequence[Delivery]:
        """Oldest first, with all their parts."""
        pending = select(parts.c.delivery).where(parts.c.state == PartState.PENDING.value).distinct()
        return await self._deliveries(pending)

    async def deliveries(self, *, limit: int = 100) -> Sequence[Delivery]:
        """Newest first."""
        newest = select(deliveries.c.number).order_by(deliveries.c.number.desc()).limit(limit)
        return tuple(reversed(await self._deliveries(newest)))

    async def _deliveries(self, numbers: Select[int]) -> Sequence[Delivery]:
        chosen = select(deliveries).where(deliveries.c.number.in_(numbers)).order_by(deliveries.c.number)
        theirs = select(parts).where(parts.c.delivery.in_(numbers)).order_by(parts.c.delivery, parts.c.number)
        async with self._database.reading() as connection:
            return deliveries_of(await connection.execute(chosen), await connection.execute(theirs))

    async def mark_sending(self, part_key: str) -> bool:
        """Committed when it returns."""
        waiting = and_(parts.c.key == part_key, parts.c.state == PartState.PENDING.value)
        return await self._change(waiting, state=PartState.SENDING) == 1

    async def mark(self, part: Part) -> None:
        """Its payload stays as it was claimed."""
        if not await self._change(parts.c.key == part.key, part.state, receipt=part.receipt, reason=part.reason):
            raise StoreError(f"{self._database.name}: there is no part {part.key}")

    async def recover(self) -> int:
        """Only at a start: while a process sends, its SENDING parts are its own."""
        doubtful = parts.c.state == PartState.SENDING.value
        return await self._change(doubtful, PartState.UNKNOWN, reason="Readout stopped while it was being sent")

    async def _change(self, which: ColumnElement[bool], state: PartState, **values: str) -> int:
        changes = {"state": state.value, "changed_at": self._clock()} | values
        async with self._database.writing() as connection:
            return (await connection.execute(update(parts).where(which).values(**changes))).rowcount


# --- steps of a transaction ------------------------------------------------------------------------------------------


async def _listed(connection: AsyncConnection, addresses: Sequence[str]) -> set[_Listed]:
    """How these addresses were last listed, by any source: two that list alike cost one fetch."""
    known: set[_Listed] = set()
    for first in range(0, len(addresses), _AT_ONCE):
        chosen = select(listings.c.address_id, listings.c.title, listings.c.published, listings.c.updated).where(
            listings.c.address_id.in_(addresses[first : first + _AT_ONCE])
        )
        known.update((row[0], row[1], row[2], row[3]) for row in await connection.execute(chosen))
    return known


def _is_latest(article: str) -> ColumnElement[bool]:
    return and_(articles.c.id == article, articles.c.latest)


async def _latest(connection: AsyncConnection, article: str) -> AnyRow | None:
    names = ("version", "title", "text", "teaser", "seen", "first_seen")
    columns = (articles.c[name] for name in names)
    return (await connection.execute(select(*columns).where(_is_latest(article)))).first()


def _unread(reader: str, limit: int) -> Select[*tuple[Any, ...]]:
    """Two ranges of an index, found and sorted by it alone: "<>" would walk through all that was ever read."""
    key = (articles.c.id, articles.c.version, articles.c.moment)
    others = (articles.c.read_by < reader, articles.c.read_by > reader)
    waiting = union_all(*(select(*key).where(articles.c.latest, other) for other in others)).subquery()
    newest = select(waiting).order_by(waiting.c.moment.desc(), waiting.c.id.desc()).limit(limit).subquery()
    is_newest = and_(articles.c.id == newest.c.id, articles.c.version == newest.c.version)
    return select(*ARTICLE).join(newest, is_newest).order_by(newest.c.moment.desc(), newest.c.id.desc())


async def _freeze(connection: AsyncConnection, digest: Digest) -> None:
    await insert_new(connection, editions, {"id": digest.edition, "digest": encode(digest)})


def _is_slot(row: dict[str, Any]) -> ColumnElement[bool]:
    return and_(*(deliveries.c[name] == row[name] for name in ("subscription_id", "day", "at")))


async def _add_parts(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        await connection.execute(insert(parts), rows)
