"""Sitemaps -> listings (https://www.sitemaps.org/protocol.html): those for news, plain ones, and indexes of them.

    bytes -> sitemap_xml.read -> <url> after <url>         -> the newest as listings
                              -> <sitemap> after <sitemap> -> the best to go on with, as Further

A site's newest articles are what is wanted of lists that may hold 50,000.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from digest.errors import SourceError
from digest.model import Listing, Source
from digest.sources import dates, plain
from digest.sources.addresses import absolute
from digest.sources.paths import points
from digest.sources.sitemap_xml import Entry, read

# A choice: more than any outlet here publishes between two visits, even after a night without us.
_NEWEST = 200
# Maps that are written anew for each visitor give one date to all: it says nothing about the articles.
_ONE_MOMENT = timedelta(minutes=1)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")

# Parts of an index that hold no articles, as WordPress's and other systems' plug-ins name them.
_NO_ARTICLES = re.compile(
    r"(?:page|categor(?:y|ies)|post_tag|tags?|author|users?|image|video|photo|product|attachment|taxonom(?:y|ies)|topics?"
    r"|section|static)s?[-_]?(?:sitemap|\d|\.|$)|sitemap[-_](?:page|categor|tag|author|user|image|video|section|static)",
    re.IGNORECASE,
)
_NEWS = re.compile(r"news|latest|recent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Further:
    """Addresses that hold what a source lists, in place of listings; the most promising first, never none."""

    urls: tuple[str, ...]


def listings(body: bytes, source: Source) -> list[Listing] | Further:
    """The 200 newest articles of a sitemap, the newest first; of an index, which sitemaps to go on with.

    Raises:
        SourceError: It is no sitemap, breaks the protocol's limits, or nothing in it tells new from old.
    """
    kind, entries = read(body, source.url)
    if kind == "sitemapindex":
        return _further(entries, source)
    return _articles(entries, source)


def _articles(entries: Sequence[Entry], source: Source) -> list[Listing]:
    changes = not _is_made_now(entries)
    days = {entry: _day(entry, changes=changes) for entry in entries}
    # Sorting is stable: those without a date keep their order, behind those with one.
    ordered = sorted(entries, key=lambda entry: days[entry] or _LONG_AGO, reverse=True)
    newest = list(islice((entry for entry in ordered if _is_ours(entry, source)), _NEWEST + 1))
    if len(newest) > _NEWEST and not any(days[entry] for entry in newest):
        raise SourceError(source.url, f"lists more than {_NEWEST} addresses without dates: nothing tells which are new")
    found: dict[str, Listing] = {}
    for entry in newest[:_NEWEST]:
        listing = _listing(entry, source, changes=changes)
        if listing is not None:
            found.setdefault(listing.url, listing)
    return list(found.values())


def _day(entry: Entry, *, changes: bool) -> datetime | None:
    """The best date that an entry gives, be it only a day; None when it gives none."""
    return dates.moment(entry.published) or (dates.moment(entry.lastmod) if changes else None)


def _is_ours(entry: Entry, source: Source) -> bool:
    """False for what is no article, or in another language than this source's."""
    other = source.language and entry.language and entry.language[:2].lower() != source.language[:2].lower()
    return not other and (bool(entry.title) or points(entry.loc) > 0)


def _is_made_now(entries: Sequence[Entry]) -> bool:
    """True when the dates of change are those of the map."""
    changed = [moment for moment in (dates.moment(entry.lastmod) for entry in entries) if moment]
    return len(changed) > 2 and max(changed) - min(changed) < _ONE_MOMENT


def _listing(entry: Entry, source: Source, *, changes: bool) -> Listing | None:
    url = absolute(entry.loc, base=source.url)
    if url is None:
        return None
    return Listing(
        source=source.name,
        url=url,
        title=" ".join(plain.lines(entry.title)),
        # A day alone says less than the page does.
        published=None if _DAY.fullmatch(entry.published) else dates.moment(entry.published),
        updated=dates.moment(entry.lastmod) if changes else None,
    )


def _further(entries: Sequence[Entry], source: Source) -> Further:
    """The parts of an index by promise: news first, then by date of change, then by the dates and numbers in names."""
    named = {absolute(entry.loc, base=source.url): entry for entry in reversed(entries)}
    wanted = [url for url in named if url and not _NO_ARTICLES.search(url)]
    if not wanted:
        raise SourceError(source.url, "is an index that names no sitemap of articles")
    return Further(tuple(sorted(wanted, key=lambda url: _promise(url, named[url]), reverse=True)))


def _promise(url: str, entry: Entry) -> tuple[bool, float, tuple[int, ...]]:
    name = url.rpartition("/")[2]
    day = dates.moment(entry.lastmod)
    numbers = tuple(int(number) for number in re.findall(r"\d{1,8}", name))
    return _NEWS.search(name) is not None, day.timestamp() if day else 0.0, numbers
