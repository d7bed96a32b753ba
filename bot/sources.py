"""Finding out what an address is, and how its site is best watched.

    an address -> a feed or a sitemap: that one
               -> a page -> feeds that it links to -> news sitemaps of robots.txt -> usual places -> the page itself

The page of a section ("/politics") stands for itself, unless it has a feed of its own: who names it wants no more.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, count
from urllib.parse import urljoin, urlsplit

from digest.errors import FetchError, SourceError, Unparsable
from digest.model import Listing, Source
from digest.ports import Fetched, Fetcher, Parser
from digest.sources import canonical, discovery
from digest.sources.addresses import absolute, host_of
from digest.sources.discovery import Clues
from digest.sources.parts import listed
from digest.sources.paths import is_front, points, same_site
from digest.sources.sitemap_xml import is_news

# A feed whose newest item is older was given up; a page may still link to it. A choice.
_DEAD = timedelta(days=90)
# A front page with fewer links that look like articles is hardly a list of them. A choice.
_LIST = 3
# A link that looks like an article this much is one.
_ARTICLE = 3
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """A source that can be watched, and what it lists."""

    source: Source  #: its name is the outlet's, as the site gives it; not checked against those that are known
    listings: tuple[Listing, ...]  #: the newest first

    @property
    def newest(self) -> datetime | None:
        """When its newest item was published; None when it gives no dates."""
        return _date(self.listings[0]) if self.listings else None


async def find(url: str, *, fetcher: Fetcher, parser: Parser, now: datetime, kind: str | None = None) -> Found:
    """How an address is best watched.

    Args:
        url: Of a feed, a sitemap, a site's front page, or the page of a section.
        fetcher: Asks the site, at most some thirty times, and far less where it says itself what it has.
        parser: Reads what it answers.
        now: To tell a live feed from one that was given up.
        kind: The kind to take it for, asking nothing else; None to find out.

    Raises:
        FetchError: The address cannot be fetched.
        SourceError: Nothing was found there.
    """
    site = _Site(fetcher, parser)
    answer = await site.get(url)
    given = Source(host_of(canonical(url)), answer.url if same_site(answer.url, url) else url)
    if kind:
        found = await site.named(replace(given, kind=kind), answer)
        return _called(found, await site.clues(answer), page=answer.url)
    for each in ("feed", "sitemap"):
        tried = await site.tried(replace(given, kind=each), answer)
        if tried:
            return tried
    return await _from_page(given, answer, site, now)


async def twin(found: Found, known: Iterable[Source], *, fetcher: Fetcher, parser: Parser) -> Source | None:
    """The source of its site that lists most of what it lists; None where there is none, or it cannot be asked."""
    site = _Site(fetcher, parser)
    urls = {each.url for each in found.listings}
    for source in known:
        if not same_site(source.url, found.source.url):
            continue
        async for other in site.each([source.url], source):
            if is_mostly(urls, {each.url for each in other.listings}):
                return source
    return None


def is_mostly(urls: Collection[str], others: Collection[str]) -> bool:
    """Whether most of what a source lists is among what another one lists."""
    return len(set(urls) & set(others)) > len(urls) / 2


def together(settings: Sequence[Source], added: Iterable[Source]) -> tuple[Source, ...]:
    """All that is watched: the settings' sources, and the added ones that they do not name since."""
    names, addresses = {each.name for each in settings}, {same(each.url) for each in settings}
    return (*settings, *(each for each in added if each.name not in names and same(each.url) not in addresses))


def same(url: str) -> str:
    """Equal for addresses that lead to one place: http or https, with "www." or a last slash or without.

    What is no address is equal to itself alone.
    """
    at = absolute(url, base=url)
    return (
        urlsplit(at)._replace(scheme="", netloc=_netloc(at), path=urlsplit(at).path.rstrip("/")).geturl() if at else url
    )


def _netloc(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def name_apart(source: Source, taken: Iterable[str]) -> Source:
    """The source under a name that is free: "Courier", else "Courier (courier.example)", else with a number."""
    others = {name.casefold() for name in taken}
    names = chain([source.name], (f"{source.name} ({each})" for each in chain([host_of(source.url)], count(2))))
    return replace(source, name=next(name for name in names if name.casefold() not in others))


def _date(listing: Listing) -> datetime | None:
    return listing.published or listing.updated


# --- asking a site ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Site:
    """Asks a site and reads what it says."""

    fetcher: Fetcher
    parser: Parser

    async def get(self, url: str) -> Fetched:
        answer = await self.fetcher.get(url)
        assert isinstance(answer, Fetched)  # noqa: S101 - no validator was sent
        return answer

    async def clues(self, page: Fetched) -> Clues:
        return await self.parser.parse(partial(discovery.clues, page.body, url=page.url), url=page.url)

    async def named(self, source: Source, answer: Fetched) -> Found:
        """What a source lists, under the name that it gives itself.

        Raises:
            SourceError: It is not of its kind.
        """
        listings, _ = await listed(answer, source, fetcher=self.fetcher, parser=self.parser)
        newest = sorted(listings, key=lambda each: _date(each) or _LONG_AGO, reverse=True)
        name = await self.parser.parse(partial(discovery.outlet, answer.body), url=answer.url)
        return Found(replace(source, name=name or source.name), tuple(newest))

    async def tried(self, source: Source, answer: Fetched) -> Found | None:
        """The same; None where it is not of its kind.

        Raises:
            Unparsable: It is of none.
        """
        try:
            return await self.named(source, answer)
        except Unparsable:
            raise
        except SourceError:
            return None

    async def each(self, urls: Iterable[str], source: Source, *, news: bool = False) -> AsyncIterator[Found]:
        """The source at those of these addresses where it lists something; with `news`, sitemaps for news only."""
        for url in urls:
            try:
                answer = await self.get(url)
                if news and not await self.parser.parse(partial(is_news, answer.body), url=url):
                    continue
                found = await self.tried(replace(source, url=url), answer)
            except (FetchError, Unparsable):
                continue
            if found and found.listings:
                yield found

    async def maps(self, url: str) -> list[str]:
        """The sitemaps that the site's robots.txt names; none where it has none."""
        try:
            robots = await self.get(urljoin(url, "/robots.txt"))
        except FetchError:
            return []
        return discovery.sitemaps(robots.body, url=url)


async def _from_page(given: Source, page: Fetched, site: _Site, now: datetime) -> Found:
    """The first living source that the page leads to; one that was given up where there is no other."""
    clues = await site.clues(page)
    dead: Found | None = None
    async for found in _ways(given, page, clues, site):
        if found.newest is None or now - found.newest < _DEAD:
            return _called(found, clues, page=page.url)
        dead = dead or found
    if dead:
        return _called(dead, clues, page=page.url)
    raise SourceError(
        given.url,
        "has no feed, no news sitemap and no list of articles that Readout could find; "
        "give the address of its feed, or of a page that lists its news",
    )


async def _ways(given: Source, page: Fetched, clues: Clues, site: _Site) -> AsyncIterator[Found]:
    """What can be watched of a site, the best way first; each is asked for only when those before did not do."""
    feed, sitemap = replace(given, kind="feed"), replace(given, kind="sitemap")
    section = await site.tried(replace(given, kind="section"), page)
    is_part = not is_front(page.url) and points(page.url) < _ARTICLE and not clues.is_article
    own = [each for each in clues.feeds if is_part and discovery.is_own(each, page=page.url)]
    async for found in site.each(own, feed):
        yield found
    if is_part and section:
        yield section
    async for found in site.each([each for each in clues.feeds if each not in own], feed):
        yield found
    maps = await site.maps(page.url)
    async for found in site.each(maps, sitemap, news=True):
        yield found
    async for found in site.each(discovery.guessed_feeds(page.url), feed):
        yield found
    async for found in site.each(discovery.guessed_maps(page.url), sitemap, news=True):
        yield found
    if section and len(section.listings) >= _LIST:
        yield section
    async for found in site.each(maps, sitemap):
        yield found


def _called(found: Found, clues: Clues, *, page: str) -> Found:
    """Under the name that the page gives its outlet, else the source, else the page's title; then the host stands."""
    own = found.source.name if found.source.name != host_of(found.source.url) else ""
    section = found.source.kind == "section"
    named = [clues.outlet, "" if section else own, clues.title, found.source.name]
    name = next(filter(None, named))
    part = clues.heading if section and not is_front(page) else ""
    name = f"{name}: {part}" if part and part.casefold() not in name.casefold() else name
    return replace(found, source=replace(found.source, name=name))
