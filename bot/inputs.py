"""What a person hands to `readout read`: text files, saved pages, files of JSON items, addresses, standard input.

    address -> fetched -------------> page.read_page -> Article
    file -> bytes -> a page (HTML) -> page.read_page -> Article, under the file's name
                  -> JSON items, text ------------------> Articles

A JSON item has "text" and may have "id", "title", "date" (ISO); a file holds one item, a list of them, or one a line.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from digest.errors import ReadoutError, SourceError
from digest.lang.detect import detect
from digest.model import Article, Listing, Source
from digest.ports import Fetched, Fetcher, Parser, Validator
from digest.sources.page import read_page

_HALVES = re.compile("[\ud800-\udfff]")
# What a file is, is told by how it begins: people save pages under any name.
_HEAD_BYTES = 4_096
_PAGE_NAMES = (".html", ".htm", ".xhtml")
_BEFORE = r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*"
_PAGE = re.compile(
    rf"{_BEFORE}<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|noscript|main|article|section|header|nav"
    r"|aside|figure|div|span|h[1-6]|p|a|b|i|strong|em|img|br|ul|ol|table|blockquote|center|font)\b",
    re.I | re.S,
)
# What was copied out of a page may begin with a bare headline. Prose that speaks of markup has no two of these.
_END_TAGS = re.compile(r"(?:</(?:p|div|h[1-6]|li|td)>.*?){2}", re.I | re.S)
_XML = re.compile(rf"\s*<\?xml|{_BEFORE}<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.I | re.S)
# A longest line so long was broken to fit a mail or a terminal; where a paragraph is a line, some are longer.
_WIDTHS = range(40, 101)
# Fewer breaks inside sentences may be chance.
_WRAPS = 2
_ENDS = frozenset(".!?:;”’\"'")
# RFC 2606: leads nowhere. A page is read under an address, and who saved it may not have kept that.
_NOWHERE = "https://page.invalid/"


class InputError(ReadoutError):
    """What was handed in cannot be read; the message names it."""


def is_address(name: str) -> bool:
    """True for what is fetched rather than opened."""
    return name.startswith(("http://", "https://"))


async def articles(
    name: str, *, parser: Parser, published: datetime | None = None, now: datetime
) -> AsyncIterator[Article]:
    """The articles in a file, or on standard input for "-".

    Args:
        name: Of the file; its articles go by it.
        parser: Reads a saved page.
        published: When a text or a page was; items have dates of their own.
        now: What time it is, UTC.

    Raises:
        InputError: There is no such file, it is empty or no text, or a JSON item in it has no text.
        SourceError: There is no article on a saved page.
    """
    body = _bytes(name)
    if _is_page(body, name):
        yield await _saved(body, name, parser=parser, published=published, now=now)
        return
    text = _text(body, name)
    if _is_json(text):
        for number, item in enumerate(_items(text, name)):
            yield _from_item(item, f"{name}: item {number + 1}", now)
    else:
        yield _article(_id(text), name, text=_unwrapped(text), title="", published=published, now=now)


async def fetched(url: str, *, fetcher: Fetcher, parser: Parser, now: datetime) -> Article:
    """The article at an address.

    Raises:
        FetchError: It gave nothing usable.
        SourceError: There is no article on the page.
    """
    page = await fetcher.get(url)
    assert isinstance(page, Fetched)  # noqa: S101 - no validator was sent
    if _XML.match(_head(page.body)) and not _PAGE.match(_head(page.body)):
        raise SourceError(url, "is a feed or a sitemap, not an article; `readout digest --source` takes it")
    listing = Listing(source=url, url=page.url, title="")
    return await _cleaned(page, listing, name=url, parser=parser, now=now)


async def _saved(body: bytes, name: str, *, parser: Parser, published: datetime | None, now: datetime) -> Article:
    """The article on a page that lies in a file."""
    listing = Listing(source=name, url=_NOWHERE, title="", published=published)
    page = Fetched(_NOWHERE, body, content_type="", validator=Validator())
    try:
        article = await _cleaned(page, listing, name="", parser=parser, now=now)
    except SourceError as error:
        raise SourceError(name, error.reason) from error
    return replace(article, id=_id(article.text), url=name)


async def _cleaned(page: Fetched, listing: Listing, *, name: str, parser: Parser, now: datetime) -> Article:
    work = partial(
        read_page,
        page.body,
        url=page.url,
        content_type=page.content_type,
        listing=listing,
        source=Source(name=name, url=page.url),
        seen=now,
    )
    return await parser.parse(work, url=page.url)


def _bytes(name: str) -> bytes:
    try:
        body = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    if not body.strip():
        raise InputError(f"{name}: is empty")
    return body


def _is_page(body: bytes, name: str) -> bool:
    """True for HTML, by how it begins, by its name, or by its tags.

    Raises:
        InputError: It is XML that holds no article.
    """
    head = _head(body)
    if _PAGE.match(head) or Path(name).suffix.lower() in _PAGE_NAMES:
        return True
    if _XML.match(head):
        raise InputError(f"{name}: is a feed or other XML, not an article; save the article's page, or its text")
    return _END_TAGS.search(head) is not None and not _is_json(head)


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def _head(body: bytes) -> str:
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return body[:_HEAD_BYTES].decode("utf-16" if wide else "utf-8-sig", "ignore")


def _text(body: bytes, name: str) -> str:
    if body.startswith(b"%PDF") or b"\0" in body:
        raise InputError(f"{name}: is no text; save it as text or as a web page first")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 text; convert it first, for example with iconv") from error
    return io.StringIO(text, newline=None).read()  # line breaks of all systems are one character


def _unwrapped(text: str) -> str:
    """The text with a space for each break that only keeps a line short, as in a mail; as long as it was.

    Such a break stands inside a sentence, where the next word would not have had room. A first line is a headline
    unless the next goes on in small letters.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if width not in _WIDTHS:
        return text
    breaks = [_is_wrap(before, after, width) for before, after in pairwise(lines)]
    if breaks and breaks[0] and not lines[1][:1].islower():
        breaks[0] = False
    if sum(breaks) < _WRAPS:
        return text
    return lines[0] + "".join((" " if wrap else "\n") + line for wrap, line in zip(breaks, lines[1:], strict=True))


def _is_wrap(before: str, after: str, width: int) -> bool:
    word, _, _ = after.partition(" ")
    return bool(word and before and before[-1] not in _ENDS) and len(before) + 1 + len(word) > width


def _id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _items(text: str, name: str) -> list[Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError as error:
            raise InputError(f"{name}: neither JSON nor one JSON item a line: {error}") from error
    if not found and isinstance(found, list):
        raise InputError(f"{name}: holds no items")
    return found if isinstance(found, list) else [found]


def _from_item(item: Any, name: str, now: datetime) -> Article:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not item["text"].strip():
        raise InputError(f'{name}: needs "text"; an item has "id", "title", "date" and "text"')
    id_, title = str(item.get("id", name)), str(item.get("title") or "")
    return _article(id_, name, text=item["text"], title=title, published=_date(item, name), now=now)


def _date(item: dict[str, Any], name: str) -> datetime | None:
    if not item.get("date"):
        return None
    try:
        when = datetime.fromisoformat(item["date"])
    except (TypeError, ValueError) as error:
        raise InputError(f'{name}: "date" {item["date"]!r} is not an ISO date such as 2025-04-24') from error
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _article(  # noqa: PLR0913 - the fields of an article
    id_: str, url: str, *, text: str, title: str, published: datetime | None, now: datetime
) -> Article:
    text = _encodable(text)
    return Article(
        id=_encodable(id_),
        version=1,
        url=url,
        source="",
        region="",
        language=detect(text),
        title=_encodable(title) or text.strip().partition("\n")[0],
        text=text,
        published=published,
        seen=now,
    )


def _encodable(text: str) -> str:
    """The text with � for halves of surrogate pairs, which JSON may hold and nothing takes; as long as it was."""
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
