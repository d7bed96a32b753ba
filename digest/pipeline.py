"""The verbs: how news comes in, is read, and goes out.

    gather    source --fetch--> listings --unseen, fetch, page--> articles --> store
    read_new  store --> articles --reader--> facts --> store
    edit      reports --stories--> those on the topics --sections, writing--> draft --gate--> digest

Every step can run twice: what is stored already is not stored again. One bad article never stops a source.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from digest import stories
from digest.errors import FetchError, Forbidden, SourceError
from digest.model import Article, Digest, Listing, Period, Report, Source
from digest.ports import Fetched, Fetcher, Health, NotModified, Reader, Store
from digest.sources import SOURCES
from digest.sources.page import from_listing, read_page
from digest.topics import Topic, matches
from digest.writing import gate, plain

log = structlog.get_logger()

#: A page that cannot be had for so long after its listing's date is stored as the teaser that its source gave.
PATIENCE = timedelta(hours=6)
#: Articles that the reader gets at once: enough to keep it busy, few enough to lose little at a stop.
BATCH = 8


@dataclass(frozen=True, slots=True)
class Round:
    """What one visit of a source brought."""

    source: str
    articles: tuple[Article, ...] = ()  #: new ones and new versions, as stored
    unchanged: bool = False  #: True when the server said so
    reason: str = ""  #: why it failed; empty when it went well


async def gather(source: Source, *, fetcher: Fetcher, store: Store, clock: Callable[[], datetime]) -> Round:
    """Visit a source and store what is new there.

    Its validator is saved only when every new article is stored, so that what failed is listed again next time.
    """
    try:
        fetched = await fetcher.get(source.url, await store.validator(source))
        listed = [] if isinstance(fetched, NotModified) else await asyncio.to_thread(_listings, fetched, source)
    except (FetchError, SourceError) as error:
        await store.save_round(source, now=clock(), validator=None, reason=error.reason)
        log.warning("source failed", source=source.name, reason=error.reason)
        return Round(source.name, reason=error.reason)
    unseen = await store.unseen(listed)
    articles = [await _article(each, source, fetcher=fetcher, now=clock()) for each in unseen]
    stored = [
        await store.save_article(article, listing=listing)
        for listing, article in zip(unseen, articles, strict=True)
        if article
    ]
    validator = fetched.validator if isinstance(fetched, Fetched) and None not in articles else None
    await store.save_round(source, now=clock(), validator=validator)
    return Round(source.name, tuple(a for a in stored if a), unchanged=isinstance(fetched, NotModified))


async def read_new(*, reader: Reader, store: Store) -> int:
    """Read every article that this reader has not read yet; how many it read."""
    count = 0
    while articles := await store.unread(reader.name, limit=BATCH):
        for article, facts in zip(articles, await reader.read(articles), strict=True):
            if facts is None:
                await store.save_unreadable(article, reader.name)
            else:
                await store.save_facts(facts)
                count += 1
    return count


def edit(reports: Sequence[Report], *, topics: Sequence[Topic], period: Period, health: Sequence[Health]) -> Digest:
    """The digest of these reports: stories on any of the topics (none: all), each line held against its source."""
    told = [each for each in stories.tell(reports) if not topics or any(matches(each, topic) for topic in topics)]
    draft = plain.write(
        told,
        topics=[topic.name for topic in topics],
        period=period,
        sources_checked=sum(each.checked is not None for each in health),
        unreachable=[each.source for each in health if each.failures],
    )
    texts = {(report.article.id, report.article.version): report.article.text for report in reports}
    digest, refusals = gate.check(draft, texts)
    for refusal in refusals:
        log.warning("line refused", **refusal.fields)
    return digest


def _listings(fetched: Fetched, source: Source) -> list[Listing]:
    return SOURCES[source.kind](fetched.body, source)


async def _article(listing: Listing, source: Source, *, fetcher: Fetcher, now: datetime) -> Article | None:
    """The listed article; its teaser where the page is closed to us; None when it is worth another try."""
    try:
        page = await fetcher.get(listing.url)
        assert isinstance(page, Fetched)  # noqa: S101 - no validator was sent
        return await asyncio.to_thread(
            read_page,
            page.body,
            url=page.url,
            content_type=page.content_type,
            listing=listing,
            source=source,
            seen=now,
        )
    except (SourceError, Forbidden) as error:
        log.info("teaser kept", url=listing.url, reason=error.reason)
        return from_listing(listing, source, now)
    except FetchError as error:
        late = now - (listing.published or now) > PATIENCE
        log.info("page failed", url=listing.url, reason=error.reason, given_up=late)
        return from_listing(listing, source, now) if late else None
