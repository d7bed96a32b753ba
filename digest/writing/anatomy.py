"""The parts of a printed line, for whoever has to check it: marks, quotations, speakers, the words between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.model import Item, Quotation, Span
from digest.sections import wording

_HIDDEN = "\0"  # stands for a quoted character: in no article, since cleaning drops control characters
_IN_MARKS = re.compile(rf"“{_HIDDEN}+(?: \[…\])?”")
_PLACE = re.compile(r" \([^()]*\)")
_VIA = re.compile(r", via [^,:;“”]+(?:,|(?=:))")


def masked(item: Item) -> str:
    """The line with every quoted character hidden; as long as the line."""
    text = item.text
    for quotation in item.quotes:
        span = quotation.span
        text = text[: span.start] + _HIDDEN * len(span.of(text)) + text[span.end :]
    return text


def outside(item: Item) -> str:
    """What the line says in its own voice, a space in place of each quotation."""
    return re.sub(rf"“?{_HIDDEN}+”?", " ", masked(item)).replace(wording.CUT, " ")


def stray_marks(item: Item) -> bool:
    """True when a mark of ours opens on anything but a quotation, or a quotation stands without its marks."""
    text = masked(item)
    bare = _IN_MARKS.sub("", text)
    return bool(set(bare) & {"“", "”", _HIDDEN})


def introductions(item: Item) -> Iterator[tuple[Span, str]]:
    """Each name as it is introduced, with the country or office in brackets behind it."""
    for span in item.strong:
        place = _PLACE.match(item.text, span.end)
        whole = Span(span.start, place.end() if place else span.end)
        yield whole, whole.of(item.text)


def speakers(item: Item) -> Iterator[tuple[Quotation, str]]:
    """Each quotation with the last name before it; empty where there is none."""
    for quotation in item.quotes:
        before = [name for span, name in introductions(item) if span.end <= quotation.span.start]
        yield quotation, before[-1] if before else ""


def introduced(item: Item) -> int:
    """Where the speaker's name with its brackets ends; 0 without a speaker."""
    return next((span.end for span, _ in introductions(item)), 0)


def clause(item: Item) -> Span:
    """What follows the speaker: all of a line but its opening mark and the name with its brackets."""
    first = introduced(item)
    via = _VIA.match(item.text, first)
    return Span(via.end() if via else first, len(item.text))
