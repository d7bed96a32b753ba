"""How news comes in: a source's list, the pages that it leads to, and a second look at those that are young.

    gather      source --fetch--> listings --unseen, fetch, page--> articles --> store
    look_again  store --> page --fetch if changed--> the next version, or none, or gone --> store

What a source listed counts as seen once its article is stored, and the list's validator is kept once all are; so
whatever stops half way is done again. One bad article never stops a source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from digest import looking, repeats, watching
from digest.errors import FetchError, Forbidden, Gone, SourceError
from digest.inplace import IN_THREAD
from digest.model import Article, Listing, Source
from digest.ports import Fetcher, Health, NotModified, Page, Parser, Store, Validator
from digest.rhythm import Pace
from digest.sources import parts
from digest.sources.page import from_listing, read_page

log = structlog.get_logger()

Clock = Callable[[], datetime]

#: A page that cannot be had for so long, after its listing's date or our first try, is stored as its source's teaser.
PATIENCE = timedelta(hours=6)
#: New pages that one visit fetches, newest first: at one a second it lasts a minute, and then the list is looked at
#: again. A choice; most feeds list ten to fifty.
MOST = 60
PACE = Pace()


@dataclass(frozen=True, slots=True)
class Round:
    """What one visit of a source brought."""

    source: str
    articles: tuple[Article, ...] = ()  #: new ones and new versions, as stored
    unchanged: bool = False  #: True when the server said so
    reason: str = ""  #: why it failed; empty when it went well
    health: Health | None = None  #: how the source does now, as stored; None where not even that could be stored

    @property
    def next_poll(self) -> datetime | None:
        """When the source is to be visited next, UTC; None: as soon as can be."""
        return self.health.next_poll if self.health else None


async def gather(  # noqa: PLR0913 - all of it is handed in
    source: Source,
    *,
    fetcher: Fetcher,
    store: Store,
    clock: Clock,
    pace: Pace = PACE,
    parser: Parser = IN_THREAD,
    health: Health | None = None,
) -> Round:
    """Visit a source, store what is new there, and note when it is visited next.

    `health` is what the last visit left, where the caller kept it; else the store is asked.
    """
    health = health or await store.health_of(source) or Health(source.name)
    try:
        fetched = await fetcher.get(source.url, health.validator)
        listed, fetched = await parts.listed(fetched, source, fetcher=fetcher, parser=parser)
    except (FetchError, SourceError) as error:
        after = watching.failed(health, error, now=clock(), pace=pace)
        await store.save_round(source, after)
        log.warning("source failed", source=source.name, reason=error.reason)
        return Round(source.name, reason=error.reason, health=after)
    unseen = await store.unseen(listed) if listed else ()
    new = watching.news(listed, unseen, health, now=clock())
    visit = _Visit(source, fetcher, parser, store=store, clock=clock, watched=health.since is not None)
    await visit.store_all(unseen)
    after = watching.answered(health, fetched, new, left=visit.left, now=clock(), pace=pace)
    await store.save_round(source, after)
    return Round(source.name, tuple(visit.stored), isinstance(fetched, NotModified), health=after)


async def look_again(  # noqa: PLR0913 - all of it is handed in
    page: Page,
    article: Article,
    *,
    source: Source,
    fetcher: Fetcher,
    store: Store,
    clock: Clock,
    parser: Parser = IN_THREAD,
) -> Article | None:
    """Look whether an outlet has edited or taken down an article; the new version, as stored, where there is one."""
    listing = Listing(page.source, page.url, article.title, published=article.published)
    try:
        found, validator = await _fetch(listing, source, page.validator, fetcher=fetcher, parser=parser, now=clock())
    except Gone:
        await _note_missing(page, article, store=store, now=clock())
        return None
    except (FetchError, SourceError) as error:
        log.info("look failed", url=page.url, reason=error.reason)
        await store.save_page(looking.failed(page, article, now=clock()))
        return None
    looked = looking.looked(page, article, validator=validator, now=clock())
    current = found if found and found.id == article.id else article
    repeated = await _repeated(current, store)
    clean, known = repeats.without(current, repeated), repeats.without(article, repeated)
    if clean.text == article.text:
        await store.save_page(looked)
        return None
    # One of the first of its site was stored with what the site repeats, as it turned out since.
    return await store.save_article(clean, page=looked, mended=clean.text == known.text)


class _Visit:
    """The pages that one visit of a source fetches."""

    def __init__(  # noqa: PLR0913 - all of it is handed in
        self, source: Source, fetcher: Fetcher, parser: Parser, *, store: Store, clock: Clock, watched: bool
    ) -> None:
        self._source, self._fetcher, self._parser = source, fetcher, parser
        self._store, self._clock = store, clock
        self._watched = watched  #: True when an undated article cannot have been there before
        self.stored = list[Article]()
        self.left: datetime | None = None  #: when the first of those that are still missing is to be tried again

    async def store_all(self, unseen: Sequence[Listing]) -> None:
        """Fetch and store these, each at once; those that cannot be had for now are left."""
        newest = sorted(unseen, key=lambda each: each.published.timestamp() if each.published else 0, reverse=True)
        if len(newest) > MOST:
            self._leave(self._clock())
        pages = {page.url: page for page in await self._store.pages(newest)} if newest else {}
        for listing in newest[:MOST]:
            await self._store_one(listing, pages.get(listing.url) or Page(listing.url, self._source.name))

    async def _store_one(self, listing: Listing, page: Page) -> None:
        if not page.article and page.next_look and page.next_look > self._clock():
            self._leave(page.next_look)
            return
        try:
            had = await self._had(listing, page)
            if had is None:
                await self._store.pass_over(listing)
                return
            article, validator = had
            article = repeats.without(article, await _repeated(article, self._store))
            looked = looking.looked(page, article, validator=validator, now=self._clock())
            stored = await self._store.save_article(article, listing=listing, page=looked)
        except Exception as error:  # one bad article must not cost its source the others
            if not isinstance(error, FetchError):
                log.exception("article broke", url=listing.url)
            missed = looking.missed(page, now=self._clock())
            await self._store.save_page(missed)
            self._leave(missed.next_look)
        else:
            self.stored += [stored] if stored else []

    async def _had(self, listing: Listing, page: Page) -> tuple[Article, Validator] | None:
        """The listed article; its teaser where the page is closed to us, or was not to be had for too long.

        None where there is not even that: a plain sitemap says nothing of what it lists.

        Raises:
            Exception: It is worth another try.
        """
        now = self._clock()
        try:
            article, validator = await _fetch(
                listing, self._source, Validator(), fetcher=self._fetcher, parser=self._parser, now=now
            )
            assert article is not None  # noqa: S101 - no validator was sent
        except (SourceError, Forbidden) as error:
            log.info("teaser kept", url=listing.url, reason=error.reason)
        except Exception as error:
            since = min(filter(None, [listing.published, page.missing]), default=now)
            log.info("page failed", url=listing.url, reason=str(error), given_up=now - since > PATIENCE)
            if now - since <= PATIENCE:
                raise
        else:
            return self._placed(article), validator
        teaser = await self._parser.parse(partial(from_listing, listing, self._source, now), url=listing.url)
        return (self._placed(teaser), Validator()) if teaser.text else None

    def _placed(self, article: Article) -> Article:
        return replace(article, news=self._watched or article.published is not None)

    def _leave(self, until: datetime | None) -> None:
        self.left = min(filter(None, [self.left, until]), default=None)


async def _fetch(  # noqa: PLR0913 - keyword-only, and each from another hand
    listing: Listing, source: Source, validator: Validator, *, fetcher: Fetcher, parser: Parser, now: datetime
) -> tuple[Article | None, Validator]:
    """The article of a page and what to ask for it with next time; None when it did not change since the validator.

    Raises:
        FetchError: The page cannot be had.
        SourceError: It holds no article, or not the whole of it.
    """
    fetched = await fetcher.get(listing.url, validator, page=True)
    if isinstance(fetched, NotModified):
        return None, validator
    work = partial(
        read_page,
        fetched.body,
        url=fetched.url,
        content_type=fetched.content_type,
        listing=listing,
        source=source,
        seen=now,
    )
    article = await parser.parse(work, url=fetched.url)
    return article, fetched.validator


async def _repeated(article: Article, store: Store) -> Collection[int]:
    """Marks of the lines of an article that its site repeats."""
    marks = repeats.marks(article)
    return await store.repeated(repeats.site(article), article.id, marks.keys()) if marks else ()


async def _note_missing(page: Page, article: Article, *, store: Store, now: datetime) -> None:
    missing, gone = looking.not_found(page, article, now=now)
    if gone:
        log.info("article gone", url=page.url)
        await store.mark_gone(missing, now=now)
    else:
        await store.save_page(missing)
