"""Markup as feeds and pages carry it -> plain text."""

from __future__ import annotations

import html
import re

# Marks that show nothing and break words apart for a reader of text: soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
# Tab and newline stay; a NUL or an escape in a feed's text is never meant.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_HIDDEN = re.compile(r"<(script|style|template|noscript)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|blockquote|section|article|figure|figcaption|hr|pre)\b[^<>]*>",
    re.IGNORECASE,
)
# "5 < 6" is no tag: one begins with a letter, "/" or "!".
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
# CDATA in CDATA, an entity of an entity: twice happens when a system quotes its own output; one more for safety.
_WRAPPINGS = 3


def line(text: str) -> str:
    """One line of plain text: white space folded, what shows nothing taken out."""
    return " ".join(_CONTROLS.sub("", text).translate(_INVISIBLE).split())


def lines(markup: str) -> tuple[str, ...]:
    """The lines of plain text in a piece of HTML, none empty; wrapped or escaped up to three times."""
    text = markup
    for _ in range(_WRAPPINGS):
        opened = _opened(text)
        if opened == text:
            break
        text = opened
    return tuple(filter(None, map(line, text.split("\n"))))


def _opened(text: str) -> str:
    """One wrapping less: CDATA marks and tags gone, blocks on lines of their own, entities as characters."""
    bare = _HIDDEN.sub("", _CDATA.sub("", text))
    # A newline of the source is white space in HTML; only a block begins a line.
    if _TAG.search(bare):
        bare = _TAG.sub("", _BREAK.sub("\n", bare.replace("\n", " ")))
    return html.unescape(bare)
