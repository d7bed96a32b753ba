"""RSS, Atom, RDF and JSON feeds -> listings.

fastfeedparser reads a thousand real feeds a second, feedparser a dozen; but feedparser also reads what the other one
refuses (base64 content, odd encodings, broken XML). So feedparser is asked only where fastfeedparser found nothing.
"""

from __future__ import annotations

import calendar
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import fastfeedparser  # type: ignore[import-untyped]
import feedparser  # type: ignore[import-untyped]

from digest.errors import SourceError
from digest.model import Listing, Source
from digest.sources import charset, dates, furniture, plain
from digest.sources.addresses import absolute


@dataclass(frozen=True, slots=True)
class _Item:
    """An item as either parser gives it: still markup, still any address."""

    link: str
    title: str
    texts: tuple[str, ...]  #: description and content, whichever it has
    published: datetime | None
    updated: datetime | None


def listings(body: bytes, source: Source) -> list[Listing]:
    """The articles that a feed lists, in its order; what has no http(s) address is left out, repeats are too.

    Raises:
        SourceError: It is no feed.
    """
    found: dict[str, Listing] = {}
    for item in _items(charset.as_claimed(body), source):
        listing = _listing(item, source)
        if listing is not None:
            found.setdefault(listing.url, listing)
    return list(found.values())


def _listing(item: _Item, source: Source) -> Listing | None:
    """One item in plain text; None when it leads nowhere."""
    url = absolute(item.link, base=source.url) if item.link.strip() else None
    if url is None:
        return None
    title = " ".join(plain.lines(item.title))
    texts = [furniture.without(plain.lines(text), title=title) for text in item.texts]
    # Of a description and a content the longer one is the article, or the more of it.
    summary = max(("\n".join(text) for text in texts), key=len, default="")
    return Listing(
        source=source.name,
        url=url,
        title=title,
        summary=summary,
        published=item.published or item.updated,
        updated=item.updated,
    )


def _items(body: bytes, source: Source) -> Sequence[_Item]:
    """What the first parser that finds an item finds.

    Raises:
        SourceError: Neither takes it for a feed.
    """
    fast = _by_fastfeedparser(body)
    if fast:
        return fast
    slow = _by_feedparser(body)
    if slow is None and fast is None:
        raise SourceError(source.url, _what_it_is(body))
    return slow or ()


def _what_it_is(body: bytes) -> str:
    """Why this is no feed, as far as a glance tells."""
    if not body.strip():
        return "is empty"
    begins = body.lstrip()[:200].lower()
    return "is a web page, not a feed" if b"<html" in begins or b"<!doctype html" in begins else "is not a feed"


def _by_fastfeedparser(body: bytes) -> list[_Item] | None:
    """Its items; None when it does not take the bytes for a feed."""
    try:
        parsed = fastfeedparser.parse(body)
    except Exception:  # it raises whatever it met on the way; all of it means "ask the other one"
        return None
    return list(_from_fastfeedparser(parsed["entries"]))


def _from_fastfeedparser(entries: Sequence[Mapping[str, Any]]) -> Iterator[_Item]:
    for entry in entries:
        contents = entry.get("content")
        texts = [content.get("value") for content in contents] if isinstance(contents, list) else []
        yield _Item(
            link=_string(entry.get("link")),
            title=_string(entry.get("title")),
            texts=tuple(map(_string, [entry.get("description"), *texts])),
            published=dates.moment(_string(entry.get("published"))),
            updated=dates.moment(_string(entry.get("updated"))),
        )


def _by_feedparser(body: bytes) -> list[_Item] | None:
    """Its items; None when it does not take the bytes for a feed."""
    # A stream, because it takes bytes and strings for addresses and file names. What it would sanitise and resolve is
    # made plain text by us.
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return list(_from_feedparser(parsed.entries)) if parsed.get("version") or parsed.entries else None


def _from_feedparser(entries: Sequence[Mapping[str, Any]]) -> Iterator[_Item]:
    for entry in entries:
        texts = [content.get("value") for content in entry.get("content") or ()]
        yield _Item(
            link=_string(entry.get("link")),
            title=_string(entry.get("title")),
            texts=tuple(map(_string, [entry.get("summary"), *texts])),
            published=_moment(entry.get("published_parsed")),
            updated=_moment(entry.get("updated_parsed")),
        )


def _moment(parsed: struct_time | None) -> datetime | None:
    """A date of feedparser's, which is UTC; None when absent or absurd."""
    try:
        return dates.moment(datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _string(value: object) -> str:
    """The value if it is a string: a JSON feed may hold anything anywhere."""
    return value if isinstance(value, str) else ""
