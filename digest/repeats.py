"""Lines that a site repeats: a call, a disclaimer, a box, in whatever language, that no list of phrases knows.

    article -> marks of its lines -> the store notes them, and tells which stand on three pages of the site -> without

The first two pages of a site are stored with such a line, and mended when they are looked at again (looking.py): as a
version in which the outlet changed nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace

from digest.model import Article
from digest.sources.addresses import host_of
from digest.sources.furniture import folded, quotes_somebody

#: On so many pages of its site a line is no part of an article.
PAGES = 3
#: Lines of a site that the store need remember, the latest, besides those that it repeats: those of some twenty pages.
#: A sentence that ministries use now and then ("Issues of mutual interest were discussed") is forgotten in between.
REMEMBERED = 400

# A choice: what shares more with other pages is an article that was published again, as updates of one story are.
_MOST = 0.5
# A choice: a paragraph; what is longer was written for its article.
_CHARS = 500
# A choice: live blogs have hundreds.
_LINES = 1_000


def site(article: Article) -> str:
    """Whose lines they are: outlets have several feeds, and feeds have several outlets."""
    return host_of(article.url)


def marks(article: Article) -> Mapping[int, str]:
    """Its lines that may be repeated, each by a number of 64 bits that stands for it whatever its marks and case.

    Never the headline, nor a line with a quotation in it.
    """
    if article.teaser:
        return {}
    lines = article.text.split("\n")[1:_LINES]
    return {_mark(line): line for line in lines if len(line) <= _CHARS and not quotes_somebody(line)}


def without(article: Article, repeated: Collection[int]) -> Article:
    """The article less the lines of these marks; as it is where that would leave less than half of it."""
    gone = {line for mark, line in marks(article).items() if mark in repeated}
    head, *lines = article.text.split("\n")
    kept = "\n".join([head, *(line for line in lines if line not in gone)])
    return replace(article, text=kept) if gone and len(kept) >= _MOST * len(article.text) else article


def _mark(line: str) -> int:
    digest = hashlib.blake2b(folded(line).encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
