"""Where two sides each tell of one meeting: what only one of them names.

- Only Merrin’s side names “Crossing of Hope”; only Talvia’s, “3+3 platform”
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from digest.model import ActorKind, Item, Span, Status, Story
from digest.sections.line import Piece, cite, item, quote
from digest.sections.told import Told, told

NAMED = 2  # names of a side: the line shows that the readouts differ, the evidence how
# Two or more words in capitals, or a figure joined to one, inside a quotation: "Crossroads of Peace", "3+3 Regional".
# Fewer are mostly the sides' own countries.
_NAME = re.compile(r"(?:\d+[+–-]\d+|[^\W\d_a-z]\w+)(?: (?:of|for|and) [^\W\d_a-z]\w+| [^\W\d_a-z]\w+)+|\b\d+\+\d+\b")

_OFFICE = re.compile(r"\bMinist|\bPresident|\bGovernment|\bForeign|\bRepublic|\bParliament|\bEmbassy")


def readouts(story: Story) -> tuple[Item, ...]:
    """One line when exactly two countries met and both speak; nothing when neither names what the other does not."""
    sides = _sides(story)
    spoken = {side: [t for t in told(story) if _speaks_for(t, side)] for side in sides}
    if len(sides) != 2 or not all(spoken.values()):
        return ()
    first, second = sides
    only = {first: _only(spoken[first], spoken[second]), second: _only(spoken[second], spoken[first])}
    if not all(only.values()):
        return ()
    return (_line(only),)


def _sides(story: Story) -> tuple[str, ...]:
    """The countries whose people met, in the order of the lines above."""
    encounters = (e for r in story.reports for e in r.facts.encounters if e.status is Status.HAPPENED)
    return tuple(dict.fromkeys(a.represents for e in encounters for a in e.participants if a.represents))


def _speaks_for(told: Told, side: str) -> bool:
    speaker = told.speaker
    speaks = speaker.represents == side and speaker.kind in (ActorKind.PERSON, ActorKind.BODY)
    return speaks and bool(told.statement.quotes) and not told.earlier and not told.statement.headline


def _only(mine: Sequence[Told], theirs: Sequence[Told]) -> list[tuple[Told, Span]]:
    """Names in one side's quotations that the sentences of the other do not have."""
    other = " ".join(t.statement.evidence.of(t.report.article.text) for t in theirs).casefold()
    found = {span.of(t.report.article.text): (t, span) for t in mine for span in _names(t)}
    return [where for name, where in found.items() if name.casefold() not in other][:NAMED]


def _names(told: Told) -> Iterator[Span]:
    text = told.report.article.text
    for span in told.statement.quotes:
        for name in _NAME.finditer(text, span.start, span.end):
            # The capital of a sentence is no name's, and everyone names offices.
            if name.start() != span.start and not _OFFICE.search(name[0]):
                yield Span(name.start(), name.end())


def _line(only: dict[str, list[tuple[Told, Span]]]) -> Item:
    pieces = list[Piece]()
    for number, (side, names) in enumerate(only.items()):
        opening, naming = ("; only ", "’s, ") if number else ("Only ", "’s side names ")
        pieces += [Piece(opening), Piece(side, strong=True), Piece(naming)]
        for place, (each, span) in enumerate(names):
            pieces += [*([Piece(" and ")] if place else []), *quote(each.report, span, side)]
    evidence = [cite(t.report, t.statement.evidence, side) for side, names in only.items() for t, _ in names]
    return item(pieces, evidence)
