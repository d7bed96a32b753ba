"""Putting a printed line together: pieces of text in order -> an Item whose spans are right by construction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest.model import Evidence, Item, Ours, Phrase, Quotation, Report, Span
from digest.sections.wording import WORDS


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line."""

    text: str
    strong: bool = False
    person: bool = False  #: whether it names a person; such a piece is strong
    quoted: Evidence | None = None  #: where these very characters stand; None for words outside the marks
    phrase: Phrase | None = None  #: whose words they are, or stand among; None for words that are not ours


def ours(phrase: Phrase, name: str = "", *, strong: bool = False) -> tuple[Piece, ...]:
    """Words of ours, around a name where they have a place for one."""
    before, place, after = WORDS[phrase].partition("{}")
    if not place:
        return (Piece(before, strong=strong, phrase=phrase),)
    pieces = Piece(before, phrase=phrase), Piece(name, strong=True, phrase=phrase), Piece(after, phrase=phrase)
    return tuple(piece for piece in pieces if piece.text)


def quote(report: Report, span: Span, label: str | Phrase, *, cut: bool = False) -> tuple[Piece, ...]:
    """A quotation in our marks; `cut` says that the source's goes on."""
    evidence = cite(report, span, label)
    return Piece("“"), Piece(evidence.text, quoted=evidence), Piece(" […]”" if cut else "”")


def cite(report: Report, span: Span, label: str | Phrase) -> Evidence:
    """The characters of a span, as evidence for what a name or words of ours say."""
    article, phrase = report.article, label if isinstance(label, Phrase) else None
    called = WORDS[label] if isinstance(label, Phrase) else label
    return Evidence(called, article.id, article.version, span, span.of(article.text), phrase)


def item(pieces: Iterable[Piece], evidence: Iterable[Evidence]) -> Item:
    """One line; evidence that is given twice is kept once, in order."""
    text, strong, people, quotes, own = "", list[Span](), list[Span](), list[Quotation](), list[Ours]()
    for piece in pieces:
        span = Span(len(text), len(text) + len(piece.text))
        text += piece.text
        if piece.strong:
            strong.append(span)
        if piece.person:
            people.append(span)
        if piece.phrase and own and own[-1] == Ours(Span(own[-1].span.start, span.start), piece.phrase):
            own[-1] = Ours(Span(own[-1].span.start, span.end), piece.phrase)
        elif piece.phrase:
            own.append(Ours(span, piece.phrase))
        if piece.quoted:
            quotes.append(Quotation(span, piece.quoted))
    cites = tuple(dict.fromkeys(evidence))
    return Item(text, tuple(strong), tuple(quotes), cites, tuple(own), tuple(people))
