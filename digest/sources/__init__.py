"""What outlets serve -> listings and articles. Bytes in, values out; nothing here fetches.

    a feed's bytes -> feed.listings -> Listing -> (its page is fetched) -> page.read_page    -> Article
                                               -> (it cannot be had)    -> page.from_listing -> Article (teaser)

To read another kind of source, write NAME.py with a `listings` like feed's and add its line to SOURCES.
"""

from __future__ import annotations

from collections.abc import Callable

from digest.model import Listing, Source
from digest.sources import feed
from digest.sources.addresses import article_id, canonical

__all__ = ["SOURCES", "SourceParser", "article_id", "canonical"]

#: From the bytes that Source.url answered with. Raises SourceError when they are not of that kind.
SourceParser = Callable[[bytes, Source], list[Listing]]

SOURCES: dict[str, SourceParser] = {"feed": feed.listings}
