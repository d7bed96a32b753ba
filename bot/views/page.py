"""Articles with their facts as one page that stands alone: no script, no network, no other file.

Jinja escapes whatever an article says, `visible` disarms what escaping lets through, and the page's own policy allows
its one style sheet and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.inputs import is_address
from bot.views import wording
from bot.views.marks import Line, Mark, Part, encounters, lines, marks, statements
from digest.model import Article, Encounter, Facts, Report, Statement

TITLE_CHARS = 160  # a text without a headline begins with a paragraph: more would be no title


@dataclass(frozen=True, slots=True)
class Link:
    """A label in the text that leads to its fact; the first of a fact is what the fact leads back to."""

    label: str
    tip: str
    first: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line as it is shown."""

    text: str
    links: tuple[Link, ...]  #: before it
    classes: str  #: empty for plain text
    tip: str  #: one line a fact


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article on the page."""

    id: str  #: "a1" for the first; it begins every other id
    article: Article
    facts: Facts
    title: str
    headline: tuple[Piece, ...]  #: the first line, where it is the title; else empty
    lines: tuple[tuple[Piece, ...], ...]
    encounters: tuple[tuple[str, Encounter], ...]
    statements: tuple[tuple[str, Statement], ...]
    marked: frozenset[str]  #: labels that stand in the text

    @property
    def address(self) -> str:
        """Where the article can be read; empty for a file."""
        return self.article.url if is_address(self.article.url) else ""


def render(reports: Sequence[Report]) -> str:
    """The page, as text that UTF-8 can hold."""
    sheets = tuple(_sheet(f"a{number}", report) for number, report in enumerate(reports, 1))
    style = _TEMPLATES.get_template("page.css").render(sheets=sheets)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _TEMPLATES.get_template("page.html").render(sheets=sheets, style=style, style_hash=allowed, words=wording)


def _disarmed(value: Any) -> Any:
    """What a template prints, without the characters that steer a browser."""
    return wording.visible(value) if isinstance(value, str) else value


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_disarmed,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _sheet(id_: str, report: Report) -> Sheet:
    article, facts = report.article, report.facts
    found = marks(article, facts)
    shown = tuple(_pieces(lines(article.text, found), id_, report))
    title = article.title.strip()
    first = "".join(piece.text for piece in shown[0]).strip() if shown else ""
    is_headline = first == title and len(title) <= TITLE_CHARS
    return Sheet(
        id=id_,
        article=article,
        facts=facts,
        title=title if len(title) <= TITLE_CHARS else f"{title[:TITLE_CHARS]}…",
        headline=shown[0] if is_headline else (),
        lines=shown[1:] if is_headline else shown,
        encounters=encounters(facts),
        statements=statements(facts),
        marked=frozenset(mark.label for mark in found),
    )


def _pieces(cut: Iterator[Line], id_: str, report: Report) -> Iterator[tuple[Piece, ...]]:
    """Each line as pieces; a fact's first label in the text is its anchor."""
    tips = _tips(report.facts)
    doubtful = {label for label, statement in statements(report.facts) if wording.unprinted(statement)}
    anchored: set[str] = set()
    for line in cut:
        pieces = []
        for segment in line:
            links = tuple(Link(mark.label, tips[mark.label], mark.label not in anchored) for mark in segment.opened)
            anchored.update(link.label for link in links)
            classes = _classes(segment.marks, id_, doubtful)
            pieces.append(Piece(segment.span.of(report.article.text), links, classes, _tip(segment.marks, tips)))
        yield tuple(pieces)


def _classes(around: Sequence[Mark], id_: str, doubtful: set[str]) -> str:
    """What a stretch is and whose; "doubt" where no statement that it belongs to may be printed."""
    names = {mark.part.value for mark in around} | {f"{id_}-{mark.label}" for mark in around}
    said = {mark.label for mark in around if mark.part is not Part.ENCOUNTER}
    if said and said <= doubtful:
        names.add("doubt")
    return " ".join(sorted(names))


def _tips(facts: Facts) -> dict[str, str]:
    """A line on each fact, by label."""
    met = {label: wording.met(encounter) for label, encounter in encounters(facts)}
    said = {label: ", ".join((wording.speaker(each), *wording.manner(each))) for label, each in statements(facts)}
    return met | said


def _tip(around: Sequence[Mark], tips: dict[str, str]) -> str:
    """What a stretch is to each of its facts, the innermost first."""
    parts: dict[str, list[str]] = {}
    for mark in reversed(around):
        parts.setdefault(mark.label, []).append(mark.part.value)
    return "\n".join(f"{label} {', '.join(names)}: {tips[label]}" for label, names in parts.items())
