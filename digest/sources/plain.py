"""Markup as feeds and pages carry it -> plain text.

Every pattern here is linear in the text: what is not closed runs to the end, as browsers read it, and no tag holds "<".
"""

from __future__ import annotations

import html
import re

# Marks that show nothing and break words apart for a reader of text: soft hyphen, zero-width space, word joiner, BOM.
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
# Tab and newline stay; a NUL or an escape in a feed's text is never meant, and half a surrogate pair, which JSON can
# spell, can be written nowhere.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_HIDDEN = re.compile(
    r"<(script|style|template|noscript)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
# With its prefix, as XHTML in Atom may have it: <xhtml:p>.
_BREAK = re.compile(
    r"</?(?:\w{1,20}:)?(?:p|br|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|blockquote|section|article|figure|figcaption"
    r"|hr|pre)\b[^<>]*>",
    re.IGNORECASE,
)
# "5 < 6" is no tag: one begins with a letter, "/" or "!".
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
# A headline may speak of a tag, or set a word in angle brackets: there only what carries text is taken for markup.
_TITLE_TAG = re.compile(
    r"</?(?:\w{1,20}:)?(?:a|abbr|acronym|b|bdi|bdo|big|blockquote|body|br|center|cite|code|del|dfn|div|em|font|h[1-6]|head"
    r"|hr|html|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|sup|table|tbody|td|th"
    r"|title|tr|tt|u|ul|var|wbr)(?:\s[^<>]*)?/?>|<!(?:--|doctype\b)[^<>]*>",
    re.IGNORECASE,
)
# With its semicolon: "Law&regulation" is no trademark, though browsers read "&reg" so.
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
# CDATA in CDATA, an entity of an entity: twice happens when a system quotes its own output; one more for safety.
_WRAPPINGS = 3
# A choice: the longest articles have a fifth of it; what comes after is not read.
_CHARS = 500_000


def line(text: str) -> str:
    """One line of plain text: white space folded, what shows nothing taken out."""
    return " ".join(_CONTROLS.sub("", text).translate(_INVISIBLE).split())


def title(markup: str) -> str:
    """A headline as one line of plain text, from HTML or from text; wrapped or escaped up to three times.

    "AT&T", "a < b" and "the <blink> tag" are left as they are.
    """
    return line(_unwrapped(markup, _TITLE_TAG))


def lines(markup: str) -> tuple[str, ...]:
    """The lines of plain text in a piece of HTML, none empty; wrapped or escaped up to three times."""
    return tuple(filter(None, map(line, _unwrapped(markup, _TAG).split("\n"))))


def _unwrapped(markup: str, tag: re.Pattern[str]) -> str:
    text = markup[:_CHARS]
    for _ in range(_WRAPPINGS):
        if "<" not in text and "&" not in text and "]]>" not in text:
            break
        opened = _opened(text, tag)
        if opened == text:
            break
        text = opened
    return text


def _opened(text: str, tag: re.Pattern[str]) -> str:
    """One wrapping less: CDATA marks and tags gone, blocks on lines of their own, entities as characters."""
    bare = _HIDDEN.sub("", _CDATA.sub("", text))
    # A newline of the source is white space in HTML; only a block begins a line.
    if tag.search(bare):
        bare = tag.sub("", _BREAK.sub("\n", bare.replace("\n", " ")))
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), bare)
