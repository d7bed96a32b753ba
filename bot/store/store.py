"""The Store in SQL: every query, once. SQLAlchemy Core that runs on SQLite and on Postgres.

Each method is one transaction (`reading` or `writing`) and may be repeated. Errors are StoreErrors that name the
database. What is promised about each method stands in digest/ports.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, and_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import checks, daybooks, editions, house, outbox, retention, subscribers, versions, watched
from bot.store.chats import SqlChats, index
from bot.store.database import Database, Engine, batches, open_database
from bot.store.facts import write
from bot.store.lines import note
from bot.store.migrate import migrate
from bot.store.reports import Reports
from bot.store.rows import ARTICLE
from bot.store.tables import articles, listings
from bot.store.together import Together
from digest.daybooks import Daybook
from digest.errors import StoreError
from digest.model import (
    Address,
    Article,
    Delivery,
    Digest,
    Erratum,
    Facts,
    Listing,
    Mode,
    Part,
    Period,
    Report,
    Revision,
    Slot,
    Source,
    Subscription,
)
from digest.ports import VAIN, Counts, Health, Keep, Misprint, Page, Untold
from digest.sources import article_id
from digest.topics import Index

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
        if database.alone:
            async with database.writing() as connection:
                await daybooks.outdate(connection)
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
        # As a thousand digests are queued at 08:30: most of what each took was to reach the disk.
        self._claimed = Together(self._claim)
        self._reports = Reports()
        self._chats = SqlChats(database, clock=clock)

    @property
    def chats(self) -> SqlChats:
        """What chats want and are shown."""
        return self._chats

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
            for some in batches(addresses):
                found += await versions.remembered(connection, some)
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
        async with self._database.writing() as connection:
            await self._note_reading(
                connection, facts.article_id, facts.version, read_by=facts.reader, facts=write(facts)
            )
            await index(connection, facts)
            this = and_(articles.c.id == facts.article_id, articles.c.version == facts.version)
            moments = await connection.execute(select(articles.c.moment).where(this))
            await daybooks.changed(connection, moments.scalars().all())

    async def save_unreadable(self, article: Article, reader: str) -> None:
        """What another reader read in that version stays."""
        async with self._database.writing() as connection:
            await self._note_reading(connection, article.id, article.version, read_by=reader)

    async def _note_reading(self, connection: AsyncConnection, article: str, version: int, **values: str) -> None:
        this = and_(articles.c.id == article, articles.c.version == version)
        if (await connection.execute(update(articles).where(this).values(**values))).rowcount == 0:
            raise StoreError(f"{self._database.name}: article {article} has no version {version}")

    async def reports(self, period: Period) -> Sequence[Report]:
        """Oldest first."""
        async with self._database.reading() as connection:
            return await self._reports.within(connection, period)

    async def latest(self, ids: Collection[str]) -> Sequence[Report]:
        """By id."""
        async with self._database.reading() as connection:
            return await self._reports.latest(connection, ids)

    # --- what days told ----------------------------------------------------------------------------------------------

    async def untold(self, first: date, last: date, *, limit: int) -> Sequence[Untold]:
        """The latest first."""
        async with self._database.reading() as connection:
            return await daybooks.untold(connection, first, last, limit=limit)

    async def save_day(self, untold: Untold, *, book: Daybook | None, index: Index | None) -> None:
        """With the changes that it knows of."""
        async with self._database.writing() as connection:
            await daybooks.save(connection, untold, book=book, index=index)

    async def daybooks(self, first: date, last: date) -> Sequence[Daybook]:
        """By day."""
        async with self._database.reading() as connection:
            return await daybooks.books(connection, first, last)

    async def indexes(self, first: date, last: date) -> Sequence[Index]:
        """By day."""
        async with self._database.reading() as connection:
            return await daybooks.indexes(connection, first, last)

    # --- what was printed --------------------------------------------------------------------------------------------

    async def editions(self, since: datetime, *, subscription_id: str = "") -> Sequence[Digest]:
        """The latest first."""
        async with self._database.reading() as connection:
            return await editions.queued(connection, since, subscription_id=subscription_id)

    async def edition(self, key: str) -> Digest | None:
        """By its id."""
        async with self._database.reading() as connection:
            return await editions.edition(connection, key)

    async def save_errata(self, errata: Sequence[Erratum]) -> None:
        """In one transaction."""
        async with self._database.writing() as connection:
            await editions.note(connection, errata, now=self._clock())

    async def errata(self, *, limit: int = 100, edition: str = "") -> Sequence[tuple[datetime, Erratum]]:
        """The latest first."""
        async with self._database.reading() as connection:
            return await editions.noted(connection, limit=limit, edition=edition)

    async def misprints(self, since: datetime) -> Sequence[Misprint]:
        """Oldest first."""
        async with self._database.reading() as connection:
            return await editions.misprints(connection, since)

    async def correct(self, misprint: Misprint, edition: Digest, parts: Sequence[Part]) -> bool:
        """In one transaction: all of it is there, or nothing."""
        async with self._database.writing() as connection:
            return await editions.correct(connection, misprint, edition, parts, now=self._clock())

    async def versions(self, ids: Collection[tuple[str, int]]) -> Sequence[Article]:
        """One by one: an edition cites a dozen."""
        async with self._database.reading() as connection:
            return await versions.exactly(connection, ids)

    # --- who gets it -------------------------------------------------------------------------------------------------

    async def put_subscription(self, subscription: Subscription) -> None:
        """Add it, or change the one with its id."""
        async with self._database.writing() as connection:
            await subscribers.add(connection, subscription)

    async def drop_subscription(self, subscription_id: str) -> None:
        """Its deliveries stay."""
        async with self._database.writing() as connection:
            await subscribers.drop(connection, subscription_id)

    async def subscriptions(self, *, alerts: bool = False) -> Sequence[Subscription]:
        """By id."""
        async with self._database.reading() as connection:
            return await subscribers.active(connection, alerts=alerts)

    async def due(self, now: datetime) -> Sequence[Subscription]:
        """By id."""
        async with self._database.reading() as connection:
            return await subscribers.due(connection, now)

    async def look_next(self, moments: Mapping[str, datetime]) -> None:
        """In one transaction."""
        async with self._database.writing() as connection:
            await subscribers.look_next(connection, moments)

    async def paused(self) -> Sequence[tuple[Subscription, str]]:
        """By id."""
        async with self._database.reading() as connection:
            return await subscribers.paused(connection)

    async def pause(self, subscription_id: str, reason: str) -> None:
        """Its deliveries stay."""
        async with self._database.writing() as connection:
            await subscribers.pause(connection, subscription_id, reason)

    async def resume(self, subscription_id: str) -> None:
        """Whatever the reason was."""
        async with self._database.writing() as connection:
            await subscribers.pause(connection, subscription_id, "")

    async def pause_workspace(self, platform: str, workspace: str, reason: str) -> int:
        """Those that were paused before keep their reason."""
        async with self._database.writing() as connection:
            return await subscribers.pause_workspace(connection, platform, workspace, reason)

    async def resume_workspace(self, platform: str, workspace: str) -> int:
        """Whatever the reason was."""
        async with self._database.writing() as connection:
            return await subscribers.resume_workspace(connection, platform, workspace)

    async def move(self, address: Address, chat: str) -> None:
        """In one transaction."""
        async with self._database.writing() as connection:
            await outbox.move(connection, address, chat)

    # --- the outbox --------------------------------------------------------------------------------------------------

    async def last_slots(self, subscription_ids: Collection[str]) -> Mapping[str, Slot]:
        """The latest by day and time."""
        found = dict[str, Slot]()
        async with self._database.reading() as connection:
            for some in batches(list(subscription_ids)):
                found |= await outbox.last_slots(connection, some)
        return found

    async def slots(self, subscription_id: str, *, since: date) -> Sequence[Slot]:
        """In order."""
        async with self._database.reading() as connection:
            return await outbox.slots(connection, subscription_id, since)

    async def claim(self, subscription: Subscription, slot: Slot, digest: Digest, parts: Sequence[Part]) -> bool:
        """The slot, its edition and its parts in one transaction: all of it is there, or nothing."""
        return await self._claimed.do((subscription, slot, digest, parts))

    async def _claim(self, claims: Sequence[tuple[Subscription, Slot, Digest, Sequence[Part]]]) -> Sequence[bool]:
        async with self._database.writing() as connection:
            return [await outbox.claim(connection, *each, now=self._clock()) for each in claims]

    async def undelivered(self) -> Sequence[Delivery]:
        """Oldest first, with all their parts."""
        async with self._database.reading() as connection:
            return await outbox.undelivered(connection)

    async def deliveries(
        self, *, limit: int = 100, chat: str = "", failed: bool = False, edition: str = ""
    ) -> Sequence[Delivery]:
        """Newest first."""
        async with self._database.reading() as connection:
            return await outbox.latest(connection, limit=limit, chat=chat, failed=failed, edition=edition)

    async def mark_sending(self, part_key: str, mode: Mode, *, now: datetime) -> bool:
        """Committed when it returns."""
        async with self._database.writing() as connection:
            return await outbox.intend(connection, part_key, mode, now=now)

    async def mark(self, part: Part) -> None:
        """Its payload stays as it was claimed."""
        async with self._database.writing() as connection:
            if not await outbox.mark(connection, part, now=self._clock()):
                raise StoreError(f"{self._database.name}: there is no part {part.key}")

    async def resend(self, delivery_id: str) -> int:
        """Also beside a Readout that runs: it sends them at its next tick."""
        async with self._database.writing() as connection:
            return await outbox.resend(connection, delivery_id, now=self._clock())

    # --- what is kept ------------------------------------------------------------------------------------------------

    async def forget(self, keep: Keep, *, limit: int) -> int:
        """A transaction for each kind."""
        forgotten = 0
        for step in (retention.forget_articles, retention.forget_deliveries, retention.forget_lines):
            async with self._database.writing() as connection:
                forgotten += await step(connection, keep, limit=limit)
        async with self._database.writing() as connection:
            return forgotten + await retention.forget_editions(connection, limit=limit)

    # --- the house itself --------------------------------------------------------------------------------------------

    async def first_time(self, key: str) -> bool:
        """What is older is forgotten on the way."""
        async with self._database.writing() as connection:
            return await house.note(connection, key, now=self._clock())

    async def counts(self, now: datetime) -> Counts:
        """All in one transaction."""
        async with self._database.reading() as connection:
            return await house.counts(connection, now=now)

    @property
    def engine(self) -> Engine:
        """For a platform's library that brings its own tables."""
        return Engine(self._database)


# --- steps of a transaction ------------------------------------------------------------------------------------------


async def _listed(connection: AsyncConnection, addresses: Sequence[str]) -> set[_Listed]:
    """How these addresses were last listed, by any source: two that list alike cost one fetch."""
    known: set[_Listed] = set()
    columns = (listings.c[name] for name in ("address_id", "title", "published", "updated", "vain"))
    chosen = select(*columns)
    for some in batches(addresses):
        theirs = chosen.where(listings.c.address_id.in_(some))
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
