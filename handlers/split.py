"""Lines into parts under a limit. A cut falls between words, never inside a quotation, a name or a link.

What cannot be cut and has no room even alone is replaced by a sentence that says so; nothing else is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from digest.model import Span
from handlers.lines import UNCUTTABLE, Line, join, line, part, strip

T = TypeVar("T")

#: How much room a line takes, in whatever a platform counts: characters once escaped, UTF-16 units.
Size = Callable[[Line], int]


def fit(long: Line, limit: int, *, size: Size, left_out: Callable[[int], str]) -> Sequence[Line]:
    """The line as pieces that each take `limit` at most.

    Args:
        long: The line; one that fits comes back as it is, and one with nothing to see as no piece at all.
        limit: The most that a piece may take; more than `left_out` ever says.
        size: How much room a line takes. Never less for more text.
        left_out: Says that so many characters had no room.
    """
    if size(long) <= limit:
        return [long] if long else []
    pieces = list[Line]()
    for atom in _atoms(long):
        for small in _small(atom, limit, size, left_out):
            grown = join([pieces[-1], small]) if pieces else small
            if pieces and size(grown) <= limit:
                pieces[-1] = grown
            else:
                pieces.append(small)
    return [strip(piece) for piece in pieces if piece]


def pack(units: Iterable[T], *, fits: Callable[[Sequence[T]], bool]) -> Sequence[Sequence[T]]:
    """The units in order, as few groups as they fit in; one that does not fit alone is a group of its own."""
    groups = list[list[T]]()
    for unit in units:
        if groups and fits([*groups[-1], unit]):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return groups


def utf16(text: str) -> int:
    """How many UTF-16 units the text has: what Telegram counts and measures offsets in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _atoms(of: Line) -> Iterator[Line]:
    """The stretches that a cut may not fall into: a word, or a quotation, name or link with its spaces."""
    start = 0
    for place in _breaks(of):
        yield part(of, Span(start, place))
        start = place
    yield part(of, Span(start, len(of.text)))


def _breaks(of: Line) -> Iterator[int]:
    whole = [mark.span for mark in of.marks if mark.style in UNCUTTABLE]
    for place, char in enumerate(of.text[:-1], start=1):
        if char == " " and not any(span.start < place < span.end for span in whole):
            yield place


def _small(atom: Line, limit: int, size: Size, left_out: Callable[[int], str]) -> Iterator[Line]:
    """The atom if it has room; else its halves, or where it has to stay whole, the notice that it is left out."""
    if size(atom) <= limit:
        yield atom
    elif any(mark.style in UNCUTTABLE for mark in atom.marks) or len(atom.text) == 1:
        yield join([line(left_out(len(atom.text))), Line(" ")])
    else:  # a script without spaces, or an address
        middle = len(atom.text) // 2
        for half in (Span(0, middle), Span(middle, len(atom.text))):
            yield from _small(part(atom, half), limit, size, left_out)


def plain_parts(text: str, limit: int, *, size: Size, left_out: Callable[[int], str]) -> Sequence[str]:
    """Plain words of several lines, cleaned, as texts that each take `limit` at most; cut between lines if at all."""
    lines = [piece for each in text.split("\n") for piece in fit(line(each), limit, size=size, left_out=left_out)]
    groups = pack(lines, fits=lambda some: size(join(some, "\n")) <= limit)
    return [join(group, "\n").text for group in groups]
