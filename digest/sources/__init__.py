"""What outlets serve -> listings and articles. Bytes in, values out; nothing here fetches.

    a feed's bytes -> feed.listings -> Listing -> (its page is fetched) -> page.read_page    -> Article
    a sitemap's    -> sitemap.…                -> (it cannot be had)    -> page.from_listing -> Article (teaser)
    a page's       -> section.…

    an index of sitemaps -> Further: addresses, whose bytes parts.listed gets through the Fetcher that it is handed

To read another kind of source, write NAME.py with a `listings` like feed's and add its line to SOURCES. Where nobody
knows yet what an address is, discovery.py tells.
"""

from __future__ import annotations

from collections.abc import Callable

from digest.model import Listing, Source
from digest.sources import feed, section, sitemap
from digest.sources.addresses import article_id, canonical
from digest.sources.sitemap import Further

__all__ = ["SOURCES", "Further", "SourceParser", "article_id", "canonical"]

#: From the bytes that Source.url answered with: its listings, or where they are. Raises SourceError when the bytes are
#: not of that kind. parts.listed goes where it points.
SourceParser = Callable[[bytes, Source], list[Listing] | Further]

SOURCES: dict[str, SourceParser] = {
    "feed": feed.listings,
    "sitemap": sitemap.listings,
    "section": section.listings,
}
