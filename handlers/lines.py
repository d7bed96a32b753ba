"""A line of text with what a platform must know about it: names, links, and stretches that are never cut.

    Item -> item_line -> Line -> (split.py) -> blocks.py, render.py, console.py

Everything that came from an article passes through `line` or `item_line`, which take out what could forge a
message on any platform: control characters, and marks that turn the reading direction around.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate, pairwise

from digest.model import Item, Span

#: Breaks inside what we print as one line.
BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"

#: C0 and C1 (a terminal obeys them), breaks, halves of surrogate pairs, the byte order mark, and what turns the reading
#: direction around: Unicode's directional marks, embeddings, overrides and isolates (UAX 9, section 2).
FORGING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Style(Enum):
    """What a stretch of a line is."""

    STRONG = "strong"
    QUIET = "quiet"  #: beside the point: italics where there are any
    LINK = "link"
    WHOLE = "whole"  #: looks like the rest, but is never cut
    FOLDED = "folded"  #: out of sight until asked for


#: Cut through one of these and the line says something else. Quiet text is prose.
UNCUTTABLE = frozenset({Style.STRONG, Style.LINK, Style.WHOLE})


@dataclass(frozen=True, slots=True)
class Mark:
    """A styled stretch."""

    span: Span
    style: Style
    url: str = ""  #: of a LINK: http or https


@dataclass(frozen=True, slots=True)
class Line:
    """One line: no line break inside, marks in rising order, none empty."""

    text: str = ""
    marks: tuple[Mark, ...] = ()

    def __bool__(self) -> bool:
        """False when there is nothing to see."""
        return bool(self.text.strip())


def line(text: str, *styles: Style, url: str = "") -> Line:
    """A clean line, styled from end to end."""
    clean, _ = _clean(text)
    clean = clean.strip()
    return Line(clean, tuple(Mark(Span(0, len(clean)), style, url) for style in styles) if clean else ())


def item_line(item: Item) -> Line:
    """An item as a clean line: its names strong, its quotations uncuttable."""
    clean, places = _clean(item.text)
    strong = [(span, Style.STRONG) for span in item.strong]
    whole = [(quotation.span, Style.WHOLE) for quotation in item.quotes]
    moved = [Mark(Span(places[span.start], places[span.end]), style) for span, style in strong + whole]
    return Line(clean, _ordered(moved))


def join(lines: Iterable[Line], by: str = "") -> Line:
    """The lines one after another, as one line."""
    text, marks = "", list[Mark]()
    for position, each in enumerate(lines):
        text += by if position else ""
        marks += (replace(mark, span=shift(mark.span, len(text))) for mark in each.marks)
        text += each.text
    return Line(text, _ordered(marks))


def part(of: Line, span: Span) -> Line:
    """A stretch of a line, with what falls into it of every mark."""
    inside = [
        replace(mark, span=shift(Span(max(mark.span.start, span.start), min(mark.span.end, span.end)), -span.start))
        for mark in of.marks
        if mark.span.overlaps(span)
    ]
    return Line(span.of(of.text), _ordered(inside))


def runs(of: Line) -> Sequence[tuple[str, frozenset[Style], str]]:
    """The line as stretches that look the same: (text, styles, address of the link or nothing)."""
    visible = [mark for mark in of.marks if mark.style is not Style.WHOLE]
    edges = sorted({0, len(of.text), *(edge for mark in visible for edge in mark.span)})
    stretches = [Span(start, end) for start, end in pairwise(edges)]
    return [(stretch.of(of.text), *_looks(visible, stretch)) for stretch in stretches]


def strip(of: Line) -> Line:
    """The line without the spaces and breaks at its ends."""
    start = len(of.text) - len(of.text.lstrip())
    return part(of, Span(start, max(start, len(of.text.rstrip()))))


def shift(span: Span, by: int) -> Span:
    """The span, so many characters further on."""
    return Span(span.start + by, span.end + by)


def _looks(marks: Iterable[Mark], stretch: Span) -> tuple[frozenset[Style], str]:
    over = [mark for mark in marks if mark.span.holds(stretch)]
    return frozenset(mark.style for mark in over), next((mark.url for mark in over if mark.url), "")


def _ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted((mark for mark in marks if mark.span.start < mark.span.end), key=lambda mark: mark.span))


def _clean(text: str) -> tuple[str, Sequence[int]]:
    """The text without what forges, and where each of its offsets went."""
    if not FORGING.search(text):
        return text, range(len(text) + 1)
    kept = [FORGING.sub(_instead, char) for char in text]
    return "".join(kept), [0, *accumulate(map(len, kept))]


def _instead(found: re.Match[str]) -> str:
    """A break inside a line is a space; half of a surrogate pair, which no platform takes, shows that it was there."""
    if found[0] in BREAKS:
        return " "
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else ""
