"""One sentence as statements see it: its quotations, and the words that report."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.model import Span
from digest.reading.cues import Cue
from digest.reading.quotes import Stretch

_OPENS_CLAUSE = ("", ":", ",", ".", "-", "—", "–")  #: what may stand before the mark of a quotation that is a clause


@dataclass(frozen=True, slots=True)
class Scene:
    """One unit with its quotations and cues."""

    text: str  #: of the article
    unit: Tokens
    quotes: tuple[Stretch, ...]
    cues: tuple[Cue, ...]
    quoted: set[int]  #: tokens of the document that lie in quotations

    def tokens(self, stretch: Stretch) -> list[Token]:
        """The words and marks between a quotation's marks, as far as they are in this unit."""
        return [t for t in self.unit if stretch.span.start <= t.idx < stretch.span.end]

    def is_clause(self, stretch: Stretch) -> bool:
        """A quotation that is a clause of its own: it opens with a capital and ends with a mark or a comma outside."""
        tokens = self.tokens(stretch)
        first = stretch.span.of(self.text)[:1]
        if not tokens or not (first.isupper() or not first.isalpha()):
            return False
        doc, before = self.unit.doc, tokens[0].i - 2
        opening = doc[before].text if before >= self.unit.start else ""
        return opening in _OPENS_CLAUSE or any(t.dep_ in ("nsubj", "nsubjpass", "expl") for t in tokens)


def chars(unit: Tokens) -> Span:
    """Where a run of tokens lies in the text."""
    last = unit[-1]
    return Span(unit[0].idx, last.idx + len(last))
