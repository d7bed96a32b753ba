"""What fastfeedparser reads wrongly without a word: told from the bytes, so that feedparser is asked instead.

Each was seen in a feed of the four projects that benchmarks/feeds.py reads, where fastfeedparser alone has 77% of the
titles right. Every feed is asked, so that this must take less than the parser does: patterns that begin with one letter
are searched for at the speed of memchr, those that begin with a choice are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.sources import repairs
from digest.sources.parsers import Entry

# It keeps what stands before the first tag, "Example <b>Atom</b>", and takes base64 for text.
_MARKUP = re.compile(
    rb"<(?:title|description|summary|content:encoded)\b"
    rb"(?:[^<>]*\b(?:base64|octet-stream)\b|[^<>]*(?<!/)>[^<]*<(?![/!]))"
)
_DATED = re.compile(
    rb"<(?:\w{1,20}:)?(?:pubDate|published|issued|date|updated|modified|lastBuildDate)\b", re.IGNORECASE
)
_FIRST_ITEM = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)\b", re.IGNORECASE)
_HTTP = ("http://", "https://")


def may_be(body: bytes, found: Sequence[Entry]) -> bool:
    """True where what fastfeedparser found in these bytes may not be what they say."""
    return (
        # FeedBurner's link, in place of the outlet's.
        b"origLink>" in body
        # Entities of the document's own, whose text it drops.
        or repairs.has_own_entities(body)
        or _has_base(body, found)
        or _MARKUP.search(body) is not None
        or _has_title_before_title(body)
        or _has_dates_of_guids(body, found)
    )


def _has_base(body: bytes, found: Sequence[Entry]) -> bool:
    """It resolves nothing against xml:base."""
    return b"xml:base" in body and not all(link.startswith(_HTTP) for entry in found for link in entry.links[:1])


def _has_title_before_title(body: bytes) -> bool:
    """In RSS it takes the first element of this name for the title: <media:title>, <itunes:title>."""
    if b":title" not in body or b"<item" not in body:
        return False
    return any(0 <= item.find(b":title") < item.find(b"<title") for item in body.split(b"<item")[1:])


def _has_dates_of_guids(body: bytes, found: Sequence[Entry]) -> bool:
    """Where an item has no date it reads one out of the guid: "1204"."""
    if not any(entry.published and entry.id and not entry.id.startswith(_HTTP) for entry in found):
        return False
    first = _FIRST_ITEM.search(body)
    return len(_DATED.findall(body, first.start() if first else 0)) < len(found)
