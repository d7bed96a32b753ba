"""Steps of transactions on articles: how a version is added, what changed in it, and the pages to look at again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import daybooks
from bot.store.codec import decode, encode
from bot.store.database import put
from bot.store.rows import ARTICLE, AnyRow, article_row, listing_row
from bot.store.tables import articles, listings, pages
from digest.changes import next_version
from digest.model import Article, Change, Listing, Revision
from digest.ports import Page, Validator
from digest.sources import article_id


async def add(
    connection: AsyncConnection, article: Article, *, listing: Listing | None, page: Page | None, mended: bool
) -> Article | None:
    """Add the article, or its next version if the outlet edited it or we mended it; None when neither was so."""
    stored = await _add(connection, article, mended=mended)
    if page:
        await remember(connection, page)
    if listing:
        await listed(connection, listing, in_vain=stored is None)
    return stored


async def listed(connection: AsyncConnection, listing: Listing, *, in_vain: bool) -> None:
    """Its source lists it so from now on; in vain where no article or version came of it."""
    vain = await _vain(connection, listing) + 1 if in_vain else 0
    await put(connection, listings, listing_row(listing) | {"vain": vain})


async def _add(connection: AsyncConnection, article: Article, *, mended: bool) -> Article | None:
    latest = await _latest(connection, article.id)
    if latest is None:
        stored = replace(article, version=1, first_seen=None)
        await connection.execute(insert(articles).values(**article_row(stored)))
        return stored
    await _mark(connection, article.id, gone=None)
    following = next_version(latest, article, mended=mended)
    if following is None:
        return None
    stored, edits = following
    await connection.execute(update(articles).where(_is_latest(article.id)).values(latest=False))
    await daybooks.changed(connection, [latest.when])
    await connection.execute(insert(articles).values(**article_row(stored), changes=encode(edits)))
    return stored


async def _vain(connection: AsyncConnection, listing: Listing) -> int:
    theirs = and_(listings.c.address_id == article_id(listing.url), listings.c.source == listing.source)
    return (await connection.execute(select(listings.c.vain).where(theirs))).scalar() or 0


async def mark_gone(connection: AsyncConnection, page: Page, *, now: datetime) -> None:
    """All versions of its article."""
    await _mark(connection, page.article, gone=now)
    await connection.execute(delete(pages).where(pages.c.address_id == article_id(page.url)))


async def revisions(connection: AsyncConnection, article: str) -> Sequence[Revision]:
    """Of every version after the first, oldest first."""
    chosen = select(articles.c.id, articles.c.version, articles.c.seen, articles.c.changes)
    later = chosen.where(articles.c.id == article, articles.c.changes != "").order_by(articles.c.version)
    rows = await connection.execute(later)
    return tuple(Revision(row[0], row[1], row[2], decode(row[3], tuple[Change, ...])) for row in rows)


async def exactly(connection: AsyncConnection, ids: Collection[tuple[str, int]]) -> Sequence[Article]:
    """These versions, by id and number."""
    found = list[Article]()
    for key, number in sorted(ids):
        is_it = and_(articles.c.id == key, articles.c.version == number)
        found += (Article(*row) for row in await connection.execute(select(*ARTICLE).where(is_it)))
    return tuple(found)


async def remember(connection: AsyncConnection, page: Page) -> None:
    """The page, or nothing of it where no look is to come."""
    key = article_id(page.url)
    if page.next_look is None:
        await connection.execute(delete(pages).where(pages.c.address_id == key))
    else:
        await put(connection, pages, _page_row(page, key))


async def remembered(connection: AsyncConnection, addresses: Sequence[str]) -> Sequence[Page]:
    """The pages of these addresses' ids that are remembered."""
    rows = await connection.execute(select(pages).where(pages.c.address_id.in_(addresses)))
    return tuple(_page(row) for row in rows)


async def looks(
    connection: AsyncConnection, now: datetime, *, limit: int, but: Collection[str]
) -> Sequence[tuple[Page, Article]]:
    """Due by now, longest due first."""
    is_theirs = and_(articles.c.id == pages.c.article, articles.c.latest)
    chosen = select(*pages.c, *(column.label(f"of_{column.name}") for column in ARTICLE)).join(articles, is_theirs)
    due = chosen.where(pages.c.next_look <= now, pages.c.article != "", pages.c.source.not_in(but))
    rows = (await connection.execute(due.order_by(pages.c.next_look).limit(limit))).all()
    return tuple((_page(row), Article(*row[len(pages.c) :])) for row in rows)


async def _latest(connection: AsyncConnection, article: str) -> Article | None:
    row = (await connection.execute(select(*ARTICLE).where(_is_latest(article)))).first()
    return Article(*row) if row else None


async def _mark(connection: AsyncConnection, article: str, *, gone: datetime | None) -> None:
    unlike = articles.c.gone.is_not(None) if gone is None else articles.c.gone.is_(None)
    marked = await connection.execute(update(articles).where(articles.c.id == article, unlike).values(gone=gone))
    if marked.rowcount:
        moments = await connection.execute(select(articles.c.moment).where(_is_latest(article)))
        await daybooks.changed(connection, moments.scalars().all())


def _is_latest(article: str) -> ColumnElement[bool]:
    return and_(articles.c.id == article, articles.c.latest)


def _page_row(page: Page, key: str) -> dict[str, Any]:
    return {
        "address_id": key,
        "url": page.url,
        "source": page.source,
        "article": page.article,
        "etag": page.validator.etag,
        "last_modified": page.validator.last_modified,
        "tries": page.tries,
        "missing": page.missing,
        "next_look": page.next_look,
    }


def _page(row: AnyRow) -> Page:
    return Page(
        url=row.url,
        source=row.source,
        article=row.article,
        validator=Validator(row.etag, row.last_modified),
        tries=row.tries,
        missing=row.missing,
        next_look=row.next_look,
    )
