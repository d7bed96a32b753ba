"""What a person hands to `readout read`: text files, files of JSON items, addresses, standard input.

A JSON item has "text" and may have "id", "title", "date" (ISO); a file holds one item, a list of them, or one a line.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from digest.errors import ReadoutError
from digest.lang.detect import detect
from digest.model import Article, Listing, Source
from digest.ports import Fetched, Fetcher, Parser
from digest.sources.page import read_page

_HALVES = re.compile("[\ud800-\udfff]")


class InputError(ReadoutError):
    """What was handed in cannot be read; the message names it."""


def is_address(name: str) -> bool:
    """True for what is fetched rather than opened."""
    return name.startswith(("http://", "https://"))


def articles(name: str, *, published: datetime | None = None, now: datetime) -> Iterator[Article]:
    """The articles in a file, or on standard input for "-"; `published` is for text, items have dates of their own.

    Raises:
        InputError: There is no such file, it is no UTF-8 text, or a JSON item in it has no text.
    """
    text = _text(name)
    if text.lstrip()[:1] in ("{", "["):
        for number, item in enumerate(_items(text, name)):
            yield _from_item(item, f"{name}: item {number + 1}", now)
    else:
        id_ = hashlib.sha256(text.encode()).hexdigest()[:12]
        yield _article(id_, name, text=text, title="", published=published, now=now)


async def fetched(url: str, *, fetcher: Fetcher, parser: Parser, now: datetime) -> Article:
    """The article at an address.

    Raises:
        FetchError: It gave nothing usable.
        SourceError: There is no article on the page.
    """
    page = await fetcher.get(url)
    assert isinstance(page, Fetched)  # noqa: S101 - no validator was sent
    listing = Listing(source=url, url=page.url, title="")
    source = Source(name=url, url=url)
    work = partial(
        read_page,
        page.body,
        url=page.url,
        content_type=page.content_type,
        listing=listing,
        source=source,
        seen=now,
    )
    return await parser.parse(work, url=page.url)


def _text(name: str) -> str:
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not UTF-8 text; convert it first, for example with iconv") from error


def _items(text: str, name: str) -> list[Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        try:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError as error:
            raise InputError(f"{name}: neither JSON nor one JSON item a line: {error}") from error
    return found if isinstance(found, list) else [found]


def _from_item(item: Any, name: str, now: datetime) -> Article:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
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
