"""Feed parsers, made one: what each gives of an item, as an Entry.

fastfeedparser reads more than a thousand feeds a second, feedparser a dozen; feedparser knows what the other one does
not. JSON needs neither.
"""

from __future__ import annotations

import calendar
import html
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import fastfeedparser  # type: ignore[import-untyped]
import feedparser  # type: ignore[import-untyped]

from digest.sources import dates

# Atom links that can be the article: absent means "alternate" (RFC 4287, 4.2.7.2).
_ARTICLE = ("alternate", None, "")
# And those that never are.
_NEVER = ("enclosure", "replies", "edit", "self", "hub", "license")
_READABLE = ("text/html", "application/xhtml+xml", None, "")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as a parser gives it: still markup, still any address."""

    links: tuple[str, ...]  #: where the article may be, the best first; empty strings among them
    title: str
    texts: tuple[str, ...]  #: description and content, whichever it has
    published: datetime | None
    updated: datetime | None
    id: str = ""  #: its guid or Atom id


def by_json(body: bytes) -> list[Entry] | None:
    """The items of a JSON feed (jsonfeed.org, 1.0 and 1.1); None when it is not one."""
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    items = parsed.get("items") if isinstance(parsed, dict) else None
    if not isinstance(items, list):
        return None
    return [_from_json(item) for item in items if isinstance(item, dict)]


def _from_json(item: Mapping[str, Any]) -> Entry:
    texts = [_string(item.get("summary")), _string(item.get("content_text"))]
    return Entry(
        links=(_string(item.get("url")), _string(item.get("external_url"))),
        title=html.escape(_string(item.get("title")), quote=False),
        # Plain text, as the format has it, made markup: everything else here is.
        texts=(*(html.escape(text, quote=False) for text in texts), _string(item.get("content_html"))),
        published=dates.moment(_string(item.get("date_published"))),
        updated=dates.moment(_string(item.get("date_modified"))),
        id=_string(item.get("id")),
    )


def by_fastfeedparser(body: bytes) -> list[Entry] | None:
    """Its items; None when it does not take the bytes for a feed."""
    try:
        parsed = fastfeedparser.parse(body, include_tags=False, include_media=False, include_enclosures=False)
    except Exception:  # it raises whatever it met on the way; all of it means "ask the other one"
        return None
    return [_from_fastfeedparser(entry) for entry in parsed["entries"]]


def _from_fastfeedparser(entry: Mapping[str, Any]) -> Entry:
    contents = entry.get("content")
    texts = [content.get("value") for content in contents] if isinstance(contents, list) else []
    links = entry.get("links") or ()
    return Entry(
        links=_best(links, otherwise=_string(entry.get("link"))) if links else (_string(entry.get("link")),),
        title=_string(entry.get("title")),
        texts=tuple(map(_string, [entry.get("description"), *texts])),
        published=dates.moment(_string(entry.get("published"))),
        updated=dates.moment(_string(entry.get("updated"))),
        id=_string(entry.get("id")),
    )


def _best(links: Sequence[Mapping[str, Any]], *, otherwise: str) -> tuple[str, ...]:
    """The addresses among an item's Atom links that may be the article; `otherwise` is an RSS link, or any of these."""
    never = {_string(link.get("href")) for link in links if link.get("rel") in _NEVER}
    articles = [link for link in links if link.get("rel") in _ARTICLE]
    # One article in several formats: a page before a PDF.
    articles.sort(key=lambda link: link.get("type") not in _READABLE)
    others = [otherwise, *(_string(link.get("href")) for link in links if link not in articles)]
    return (*(_string(link.get("href")) for link in articles), *(url for url in others if url not in never))


def by_feedparser(body: bytes) -> list[Entry] | None:
    """Its items; None when it does not take the bytes for a feed."""
    # A stream, because it takes bytes and strings for addresses and file names. What it would sanitise and resolve is
    # made plain text by us.
    parsed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        return None
    # As plain dicts: its own give what was published for what was updated, and warn of it.
    return [_from_feedparser(dict(entry)) for entry in parsed.entries]


def _from_feedparser(entry: Mapping[str, Any]) -> Entry:
    texts = [content.get("value") for content in entry.get("content") or ()]
    return Entry(
        links=(*_of_outlet(entry), *_best(entry.get("links") or (), otherwise=_string(entry.get("link")))),
        title=_string(entry.get("title")),
        texts=tuple(map(_string, [entry.get("summary"), *texts])),
        published=_moment(entry.get("published_parsed")),
        updated=_moment(entry.get("updated_parsed")),
        id=_string(entry.get("id")),
    )


def _of_outlet(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """FeedBurner's own links count readers and lead on; the outlet's address is in origLink."""
    link = _string(entry.get("feedburner_origlink"))
    return (link,) if link.startswith(("http://", "https://")) else ()


def _moment(parsed: struct_time | None) -> datetime | None:
    """A date of feedparser's, which is UTC; None when absent or absurd."""
    try:
        return dates.moment(datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _string(value: object) -> str:
    """The value if it is a string: a feed may hold anything anywhere."""
    return value.strip() if isinstance(value, str) else ""
