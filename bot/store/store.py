"""The Store in SQL: every query, once. SQLAlchemy Core that runs on SQLite and on Postgres.

Each method is one transaction (`reading` or `writing`) and may be repeated. Errors are StoreErrors that name the
database. What is promised about each method stands in digest/ports.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, insert, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import checks, versions, watched
from bot.store.codec import encode
from bot.store.database import Database, insert_new, open_database, put
from bot.store.facts import write
from bot.store.lines import note
from bot.store.migrate import migrate
from bot.store.reports import Reports
from bot.store.rows import (
    ARTICLE,
    deliveries_of,
    delivery_row,
    part_row,
    subscription_of,
    subscription_row,
)
from bot.store.tables import articles, deliveries, editions, listings, parts, subscriptions
from bot.store.together import Together
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
    Revision,
    Slot,
    Source,
    Subscription,
)
from digest.ports import VAIN, Health, Page
from digest.sources import article_id

# Addresses in one question: far below the 32,766 values that SQLite takes (https://www.sqlite.org/limits.html).
_AT_ONCE = 500

#: A listed address as it was last listed: its id, title, and two dates; no dates where those are not believed.
_Listed = tuple[str, str] | tuple[str, str, datetime | None, datetime | None]


def now_utc() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_store(
    url: str, *, clock: Callable[[], datetime] = now_utc, beside: bool = False
) -> AsyncIterator[SqlStore]:
    """Open the database at an SQLAlchemy address, make it if need be, and bring it to this version's schema.

    Closed at the end of the `async with`; another process may open it then.

    Args:
        url: "sqlite+aiosqlite:///readout.sqlite"; "sqlite+aiosqlite://" for one in memory that ends with the store.
        clock: Gives the moment, UTC, that goes on record with a change of state.
        beside: True to work beside a running Readout, for a command that changes no more than it says.

    Raises:
        StoreError: Another process uses the file, a later Readout made it, or it is no database.
    """
    database = open_database(url, beside=beside)
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
        # A thousand sources are asked after each other in seconds: one by one, this took as long as asking them.
        self._asked = Together(self._health_of)
        self._checked = Together(self._save_rounds)
        self._reports = Reports()

    # --- watching ----------------------------------------------------------------------------------------------------

    async def health_of(self, source: Source) -> Health | None:
        """Of this name and this address: a validator or a rhythm says nothing about another address."""
        return await self._asked.do(source)

    async def put_source(self, source: Source) -> None:
        """Its place in the list is by name; when it was added stays on record."""
        async with self._database.writing() as connection:
            await watched.add(connection, source, now=self._clock())

    async def drop_source(self, name: str) -> bool:
        """What is known of its checks stays too."""
        async with self._database.writing() as connection:
            return await watched.drop(connection, name)

    async def added_sources(self) -> Sequence[Source]:
        """By name."""
        async with self._database.reading() as connection:
            return await watched.added(connection)

    async def unseen(self, listings: Sequence[Listing]) -> Sequence[Listing]:
        """In the order of the list, each address once: of two entries for one address the first counts."""
        by_address: dict[str, Listing] = {}
        for listing in listings:
            by_address.setdefault(article_id(listing.url), listing)
        async with self._database.reading() as connection:
            known = await _listed(connection, list(by_address))
        return tuple(listing for address, listing in by_address.items() if not _told(address, listing) & known)

    async def save_article(
        self, article: Article, *, listing: Listing | None = None, page: Page | None = None, mended: bool = False
    ) -> Article | None:
        """A teaser never takes the place of a whole text: the looks that are to come may bring that."""
        async with self._database.writing() as connection:
            return await versions.add(connection, article, listing=listing, page=page, mended=mended)

    async def pass_over(self, listing: Listing) -> None:
        """Its dates, too, are believed for VAIN changes only."""
        async with self._database.writing() as connection:
            await versions.listed(connection, listing, in_vain=True)
            await versions.remember(connection, Page(listing.url, listing.source))

    async def repeated(self, site: str, page: str, lines: Collection[int]) -> Collection[int]:
        """Of the site's 400 latest lines, and its 400 latest that it repeats."""
        async with self._database.writing() as connection:
            return await note(connection, site, page, lines, now=self._clock())

    async def pages(self, listings: Sequence[Listing]) -> Sequence[Page]:
        """By address."""
        addresses = [article_id(listing.url) for listing in listings]
        found = list[Page]()
        async with self._database.reading() as connection:
            for first in range(0, len(addresses), _AT_ONCE):
                found += await versions.remembered(connection, addresses[first : first + _AT_ONCE])
        return tuple(found)

    async def save_page(self, page: Page) -> None:
        """In place of what was known of its address."""
        async with self._database.writing() as connection:
            await versions.remember(connection, page)

    async def looks(self, now: datetime, *, limit: int, but: Collection[str] = ()) -> Sequence[tuple[Page, Article]]:
        """Longest due first."""
        async with self._database.reading() as connection:
            return await versions.looks(connection, now, limit=limit, but=but)

    async def mark_gone(self, page: Page, *, now: datetime) -> None:
        """Its facts stay too."""
        async with self._database.writing() as connection:
            await versions.mark_gone(connection, page, now=now)

    async def revisions(self, article_id: str) -> Sequence[Revision]:
        """Oldest first."""
        async with self._database.reading() as connection:
            return await versions.revisions(connection, article_id)

    async def save_round(self, source: Source, health: Health) -> None:
        """In place of what was known of the source by this name."""
        await self._checked.do((source, health))

    async def _health_of(self, asked: Sequence[Source]) -> Sequence[Health | None]:
        async with self._database.reading() as connection:
            return await checks.of(connection, asked)

    async def _save_rounds(self, checked: Sequence[tuple[Source, Health]]) -> Sequence[None]:
        async with self._database.writing() as connection:
            await checks.write(connection, checked)
        return [None] * len(checked)

    async def health(self) -> Sequence[Health]:
        """One a source, by name."""
        async with self._database.reading() as connection:
            return await checks.every(connection)

    # --- reading -----------------------------------------------------------------------------------------------------

    async def unread(self, reader: str, *, limit: int) -> Sequence[Article]:
        """Newest first."""
        async with self._database.reading() as connection:
            return tuple(Article(*row) for row in await connection.execute(_unread(reader, limit)))

    async def save_facts(self, facts: Facts) -> None:
        """In place of what another reader read in that version."""
        await self._note_reading(facts.article_id, facts.version, read_by=facts.reader, facts=write(facts))

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
        async with self._database.reading() as connection:
            return await self._reports.within(connection, period)

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
    columns = (listings.c[name] for name in ("address_id", "title", "published", "updated", "vain"))
    chosen = select(*columns)
    for first in range(0, len(addresses), _AT_ONCE):
        theirs = chosen.where(listings.c.address_id.in_(addresses[first : first + _AT_ONCE]))
        for address, title, published, updated, vain in await connection.execute(theirs):
            known.add((address, title) if vain >= VAIN else (address, title, published, updated))
    return known


def _told(address: str, listing: Listing) -> set[_Listed]:
    return {(address, listing.title), (address, listing.title, listing.published, listing.updated)}


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
