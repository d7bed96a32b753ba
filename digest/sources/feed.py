"""RSS, Atom, RDF, CDF and JSON feeds -> listings.

    bytes -> UTF-8 -> JSON: by_json                                                         -> Entry -> Listing
                      XML: mended -> by_fastfeedparser; where it finds less or is known to
                                     misread, by_feedparser

Where an item leads: its link (of several Atom links the alternate one; FeedBurner's origLink before FeedBurner's own),
else its guid or id where that is an address, resolved against xml:base and the feed's address. Whatever `isPermaLink`
says: an item without a link is lost otherwise. One that leads to no http(s) address is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from digest.errors import SourceError
from digest.model import Listing, Source
from digest.sources import charset, misread, parsers, plain, repairs
from digest.sources.addresses import absolute
from digest.sources.parsers import Entry

_HTTP = ("http://", "https://")
# Of a description and a content the longer text is the article. Markup this many times as long as the other holds it.
_CLEARLY_LONGER = 3
# feedparser reads a megabyte and a half a second. What is larger and no sound feed is not worth its time.
_SLOW_BYTES = 1024 * 1024
# A choice: no article is longer; what comes after is not kept.
_TEXT_CHARS = 200_000


def listings(body: bytes, source: Source) -> list[Listing]:
    """The articles that a feed lists, in its order; what has no http(s) address is left out, repeats are too.

    Raises:
        SourceError: It is no feed.
    """
    found: dict[str, Listing] = {}
    for entry, url in entries(body, source):
        if url is not None and url not in found:
            found[url] = _listing(entry, url=url, source=source)
    return list(found.values())


def entries(body: bytes, source: Source) -> Sequence[tuple[Entry, str | None]]:
    """The items of a feed, and where each leads: a canonical address, None where that is nothing that could be fetched.

    Raises:
        SourceError: It is no feed.
    """
    body = charset.as_utf8(body)
    if body.lstrip()[:1] == b"{":
        found = parsers.by_json(body)
        if found is None:
            raise SourceError(source.url, "is JSON, but no JSON feed")
        return _placed(found, source)
    return _of_xml(repairs.mended(body), source)


def _of_xml(body: bytes, source: Source) -> Sequence[tuple[Entry, str | None]]:
    """What fastfeedparser finds, or feedparser where that may be more.

    Raises:
        SourceError: Neither takes it for a feed.
    """
    fast = parsers.by_fastfeedparser(body)
    placed = _placed(fast or (), source)
    if placed and all(url for _, url in placed) and not misread.may_be(body, fast or ()):
        return placed
    slow = parsers.by_feedparser(body) if len(body) <= _SLOW_BYTES else None
    if slow is None and fast is None:
        raise SourceError(source.url, _what_it_is(body))
    # The first of two that find as many.
    return max(_placed(slow or (), source), placed, key=lambda found: sum(url is not None for _, url in found))


def _placed(found: Sequence[Entry], source: Source) -> list[tuple[Entry, str | None]]:
    return [(entry, _address(entry, source)) for entry in found]


def _address(entry: Entry, source: Source) -> str | None:
    """Where an item leads, as a canonical address; None when that is nothing that could be fetched."""
    for link in entry.links:
        if link and (url := absolute(link, base=source.url)):
            return url
    return absolute(entry.id, base=source.url) if entry.id.startswith(_HTTP) else None


def _listing(entry: Entry, *, url: str, source: Source) -> Listing:
    return Listing(
        source=source.name,
        url=url,
        title=plain.title(entry.title),
        summary=_summary(entry.texts)[:_TEXT_CHARS],
        published=entry.published or entry.updated,
        updated=entry.updated,
    )


def _summary(texts: Sequence[str]) -> str:
    """The markup of the longer text."""
    first, *others = sorted({text for text in texts if text}, key=len, reverse=True) or [""]
    if not others or len(first) > _CLEARLY_LONGER * len(others[0]):
        return first
    return max((first, *others), key=lambda text: sum(map(len, plain.lines(text))))


def _what_it_is(body: bytes) -> str:
    """Why this is no feed, as far as a glance tells."""
    if not body.strip():
        return "is empty"
    begins = body.lstrip()[:200].lower()
    return "is a web page, not a feed" if b"<html" in begins or b"<!doctype html" in begins else "is not a feed"
