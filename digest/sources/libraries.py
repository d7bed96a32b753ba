"""The libraries that pages are read with, loaded at first use: a second and 60 MB, for the process that reads them."""

from __future__ import annotations

import importlib
import warnings
from datetime import datetime, timedelta
from functools import cache
from types import ModuleType

from lxml.html import HtmlElement

from digest.lang.detect import detect


def load() -> None:
    """Load them, and the model of languages, so that the first page need not wait."""
    _module("trafilatura")
    _module("htmldate")
    detect("On Thursday")


def extract(page: HtmlElement) -> str:
    """The text of the article on a page, a paragraph a line; empty where there is none. Uses the tree up.

    Tables stay: one of data may hold what an article is about, and layout is no table any more (paragraphs.py).
    """
    text: str | None = _module("trafilatura").extract(
        page, include_comments=False, favor_precision=True, include_tables=True
    )
    return text or ""


def find_date(page: HtmlElement, *, latest: datetime) -> str | None:
    """The day that can be made out in a page, as ISO 8601; None where none can."""
    day: str | None = _module("htmldate").find_date(
        page, extensive_search=False, original_date=True, max_date=latest + timedelta(days=1)
    )
    return day


def decoded(body: bytes) -> str:
    """The characters of bytes in a charset that nobody names, by what they look like."""
    text: str = _module("trafilatura.utils").decode_file(body)
    return text


@cache
def _module(name: str) -> ModuleType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # urllib3 misses a library for proxies, which nobody here uses
        return importlib.import_module(name)
