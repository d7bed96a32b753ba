"""The XML of sitemaps, read as a stream: nothing is kept of it but addresses, dates and titles.

    bytes, perhaps a gzip file -> steps of 64 KiB -> <url> or <sitemap>, one after the other -> Entry

Limits are the protocol's own (https://www.sitemaps.org/protocol.html). Entities are not resolved, and a document that
is no sitemap is left as soon as that shows.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from lxml import etree

from digest.errors import SourceError

_MOST_BYTES = 50 << 20
_MOST_ENTRIES = 50_000
# A choice. Tags and references between two entries; real ones, with pictures and translations, have some dozens.
_MOST_BETWEEN = 20_000
_STEP_BYTES = 64 << 10
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WBITS = 31
_BARE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][\da-fA-F]{1,6});)")
_REFERENCE_BYTES = 12
_TAGS = ("{*}urlset", "{*}sitemapindex", "{*}url", "{*}sitemap")


@dataclass(frozen=True, slots=True)
class Entry:
    """One <url> or <sitemap>, as text; what it does not give is empty."""

    loc: str
    lastmod: str = ""
    title: str = ""
    published: str = ""
    language: str = ""


def read(body: bytes, url: str) -> tuple[str, list[Entry]]:
    """The root's name, "urlset" or "sitemapindex", and the entries that have an address, in their order.

    Raises:
        SourceError: It is no sitemap, or breaks the protocol's limits.
    """
    root, entries = "", []
    for element, ended in _elements(body, url):
        name = etree.QName(element).localname
        if not ended:
            root = root or _root(element, name, url)
        elif root and name in ("url", "sitemap"):
            entries.append(_entry(element))
            if len(entries) > _MOST_ENTRIES:
                raise SourceError(url, f"lists more than the {_MOST_ENTRIES:,} addresses that a sitemap may")
            _forget(element)
    if not root:
        raise SourceError(url, _what_it_is(body))
    return root, [entry for entry in entries if entry.loc]


def is_news(body: bytes) -> bool:
    """True for a sitemap of Google's news kind, as far as its first lines tell."""
    try:
        return b"/schemas/sitemap-news/" in next(_parts(body, ""), b"")
    except SourceError:
        return False


def _root(element: etree._Element, name: str, url: str) -> str:
    if name not in ("urlset", "sitemapindex"):
        return ""
    if element.getroottree().docinfo.internalDTD is not None:
        raise SourceError(url, "has a document type, which no sitemap needs")
    return name


def _elements(body: bytes, url: str) -> Iterator[tuple[etree._Element, bool]]:
    """Elements that matter, each as it begins (False) and as it ends (True)."""
    parser = etree.XMLPullParser(
        events=("start", "end"),
        tag=_TAGS,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    between = 0
    for part in _mended(_parts(body, url)):
        between += part.count(b"<") + part.count(b"&")
        try:
            parser.feed(part)
        except etree.XMLSyntaxError:
            break  # broken beyond repair: what stood before is good
        for event, element in parser.read_events():
            between = 0
            yield cast("etree._Element", element), event == "end"
        if between > _MOST_BETWEEN:
            raise SourceError(url, "is no sitemap: thousands of tags, and no address among them")
    with suppress(etree.XMLSyntaxError):
        parser.close()
    # The parser keeps back what it cannot be sure of before the end.
    for event, element in parser.read_events():
        yield cast("etree._Element", element), event == "end"


def _parts(body: bytes, url: str) -> Iterator[bytes]:
    """The body in steps, unpacked if it is a gzip file.

    Raises:
        SourceError: It is larger than a sitemap may be, or its gzip is damaged.
    """
    size = 0
    for part in _unpacked(body, url) if body.startswith(_GZIP_MAGIC) else _steps(body):
        size += len(part)
        if size > _MOST_BYTES:
            raise SourceError(url, f"is larger than the {_MOST_BYTES >> 20} MiB that a sitemap may be")
        yield part


def _mended(parts: Iterator[bytes]) -> Iterator[bytes]:
    """With bare ampersands written out: "?x=1&y=2" is common, and a parser that forgives it forgets the y."""
    held, wide = b"", None
    for part in parts:
        wide = b"\0" in part[:4] if wide is None else wide  # UTF-16, which hardly anyone writes by hand
        if wide:
            yield part
            continue
        whole, held = _apart(held + part)
        yield _BARE.sub(b"&amp;", whole)
    yield _BARE.sub(b"&amp;", held)


def _apart(part: bytes) -> tuple[bytes, bytes]:
    """A step less what may be the beginning of a reference that goes on in the next."""
    at = part.rfind(b"&", -_REFERENCE_BYTES)
    return (part[:at], part[at:]) if at >= 0 and b";" not in part[at:] else (part, b"")


def _steps(body: bytes) -> Iterator[bytes]:
    return (body[at : at + _STEP_BYTES] for at in range(0, len(body), _STEP_BYTES))


def _unpacked(body: bytes, url: str) -> Iterator[bytes]:
    """What a gzip file holds, in steps that are never larger than ours."""
    unpack = zlib.decompressobj(_GZIP_WBITS)
    try:
        while body and not unpack.eof:
            part = unpack.decompress(body, _STEP_BYTES)
            body = unpack.unconsumed_tail
            if not part and not body:
                return
            yield part
    except zlib.error as error:
        raise SourceError(url, "is damaged gzip") from error


def _entry(element: etree._Element) -> Entry:
    own = _fields(element)
    news = _fields(own["news"]) if "news" in own else {}
    publication = _fields(news["publication"]) if "publication" in news else {}
    return Entry(
        loc=_text(own.get("loc")),
        lastmod=_text(own.get("lastmod")),
        title=_text(news.get("title")),
        published=_text(news.get("publication_date")),
        language=_text(publication.get("language")),
    )


def _fields(element: etree._Element) -> dict[str, etree._Element]:
    """The elements in one, by name; the first of each."""
    found: dict[str, etree._Element] = {}
    for child in element.iterchildren(tag=etree.Element):
        found.setdefault(etree.QName(child).localname, child)
    return found


def _text(element: etree._Element | None) -> str:
    # Written out twice: by a site that means well, or by us within CDATA.
    return (element.text or "").strip().replace("&amp;", "&") if element is not None else ""


def _forget(element: etree._Element) -> None:
    """Free what was read: a large map would else lie in memory as a tree."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _what_it_is(body: bytes) -> str:
    begins = body.lstrip()[:500].lower()
    if not begins:
        return "is empty"
    if b"<html" in begins or b"<!doctype html" in begins:
        return "is a web page, not a sitemap"
    return "is a feed, not a sitemap" if b"<rss" in begins or b"<feed" in begins else "is not a sitemap"
