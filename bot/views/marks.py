"""Where the facts stand in their text, and the text cut at every border of a mark.

    Facts --marks()--> Mark … --lines()--> lines of Segment …

Marks nest and overlap as they like: one sentence reports a meeting, holds a quotation and names its source. A segment
has no border inside, so that a view has nothing to nest.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from digest.model import Article, Encounter, Facts, Span, Statement

Line = tuple["Segment", ...]
_BREAKS = re.compile(r"[\r\n]+")


class Part(Enum):
    """What a stretch of text is to a fact; the widest first."""

    ENCOUNTER = "encounter"  #: the sentence that reports it
    CONTENT = "content"
    SOURCE = "source"
    CUE = "cue"
    QUOTATION = "quotation"  #: inside the quotation marks


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of one fact."""

    label: str  #: whose: "E2" for the second encounter, "3" for the third statement
    part: Part
    span: Span  #: neither begins nor ends with white space

    @property
    def leads(self) -> bool:
        """True for the stretches that carry the fact's label; every fact that is in the text has one."""
        return self.part in {Part.ENCOUNTER, Part.CONTENT}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one line that the same marks hold from end to end."""

    span: Span
    marks: tuple[Mark, ...]  #: the first to open first; empty for plain text

    @property
    def opened(self) -> tuple[Mark, ...]:
        """The labelled marks that begin here, the outermost first."""
        return tuple(mark for mark in self.marks if mark.leads and mark.span.start == self.span.start)

    @property
    def closed(self) -> tuple[Mark, ...]:
        """The labelled marks that end here."""
        return tuple(mark for mark in self.marks if mark.leads and mark.span.end == self.span.end)


def encounters(facts: Facts) -> tuple[tuple[str, Encounter], ...]:
    """Each encounter with its label, in the order of the text."""
    ordered = sorted(facts.encounters, key=lambda encounter: encounter.evidence)
    return tuple((f"E{number}", encounter) for number, encounter in enumerate(ordered, 1))


def statements(facts: Facts) -> tuple[tuple[str, Statement], ...]:
    """Each statement with its label, in the order of the text: all of them, those that are never printed too."""
    ordered = sorted(facts.statements, key=lambda statement: (_content(statement), statement.quotes))
    return tuple((str(number), statement) for number, statement in enumerate(ordered, 1))


def marks(article: Article, facts: Facts) -> tuple[Mark, ...]:
    """Every stretch of the text that a fact points to, in the order of the text, the widest first."""
    found = [Mark(label, Part.ENCOUNTER, encounter.evidence) for label, encounter in encounters(facts)]
    for label, statement in statements(facts):
        found += (Mark(label, part, span) for part, spans in _parts(statement) for span in spans)
    trimmed = (Mark(mark.label, mark.part, _trimmed(mark.span, article.text)) for mark in found)
    order = list(Part)
    return tuple(
        sorted(
            (mark for mark in trimmed if mark.span.start < mark.span.end),
            key=lambda mark: (mark.span.start, -mark.span.end, order.index(mark.part)),
        )
    )


def lines(text: str, marks: Sequence[Mark]) -> Iterator[Line]:
    """The lines of the text that are not blank, each cut wherever a mark begins or ends.

    Args:
        text: Of the article.
        marks: As `marks` gives them: in the order of the text, within it.
    """
    line: list[Segment] = []
    for segment in _segments(text, marks):
        if text[segment.span.start] not in "\r\n":
            line.append(segment)
            continue
        yield from _unless_blank(line, text)
        line = []
    yield from _unless_blank(line, text)


def _segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    """The whole text in one sweep: cut at marks, and before and after each run of line breaks."""
    breaks = {edge for each in _BREAKS.finditer(text) for edge in each.span()}
    cuts = sorted({0, len(text)} | breaks | {edge for mark in marks for edge in mark.span})
    waiting, around = deque(marks), list[Mark]()
    for start, end in pairwise(cuts):
        around = [mark for mark in around if mark.span.end > start]
        while waiting and waiting[0].span.start == start:
            around.append(waiting.popleft())
        yield Segment(Span(start, end), tuple(around))


def _unless_blank(line: list[Segment], text: str) -> Iterator[Line]:
    if any(segment.span.of(text).strip() for segment in line):
        yield tuple(line)


def _parts(statement: Statement) -> tuple[tuple[Part, tuple[Span, ...]], ...]:
    return (
        (Part.CONTENT, _content(statement)),
        (Part.SOURCE, statement.source),
        (Part.CUE, statement.cue),
        (Part.QUOTATION, statement.quotes),
    )


def _content(statement: Statement) -> tuple[Span, ...]:
    """What carries the label: the content, or what stands in for it where a reader gave none."""
    return statement.content or statement.quotes or (statement.evidence,)


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
