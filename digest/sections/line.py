"""Putting a printed line together: pieces of text in order -> an Item whose spans are right by construction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from digest.model import Evidence, Item, Quotation, Report, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line."""

    text: str
    strong: bool = False
    quoted: Evidence | None = None  #: where these very characters stand; None for words outside the marks


def quote(report: Report, span: Span, label: str, *, cut: bool = False) -> tuple[Piece, ...]:
    """A quotation in our marks; `cut` says that the source's goes on."""
    evidence = cite(report, span, label)
    return Piece("“"), Piece(evidence.text, quoted=evidence), Piece(" […]”" if cut else "”")


def cite(report: Report, span: Span, label: str) -> Evidence:
    """The characters of a span, as evidence."""
    article = report.article
    return Evidence(label, article.id, article.version, span, span.of(article.text))


def item(pieces: Iterable[Piece], evidence: Iterable[Evidence]) -> Item:
    """One line; evidence that is given twice is kept once, in order."""
    text, strong, quotes = "", list[Span](), list[Quotation]()
    for piece in pieces:
        span = Span(len(text), len(text) + len(piece.text))
        text += piece.text
        if piece.strong:
            strong.append(span)
        if piece.quoted:
            quotes.append(Quotation(span, piece.quoted))
    return Item(text, tuple(strong), tuple(quotes), tuple(dict.fromkeys(evidence)))
