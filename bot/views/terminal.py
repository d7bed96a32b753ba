"""An article with its facts on a terminal: the text with its evidence marked, who met whom, who said what.

Everything is also told without colour: labels and braces in the text lead to the table and to the statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.rule import Rule
from rich.table import Column, Table
from rich.text import Text

from bot.views.marks import Line, Mark, Part, encounters, lines, marks, statements
from bot.views.wording import byline, day, not_read, said, speaker, unprinted, visible, who
from digest.model import Encounter, Facts, Report, Span, Statement

#: Bold, italic and underline are left where colours are not.
STYLES = {
    Part.ENCOUNTER: "green",
    Part.CONTENT: "",
    Part.SOURCE: "bold",
    Part.CUE: "italic",
    Part.QUOTATION: "underline cyan",
}


def for_people(screen: Console) -> Callable[[Report], None]:
    """A printer of articles, each with its facts."""

    def show(report: Report) -> None:
        screen.print(Rule())
        for each in _parts(report):
            screen.print(each)

    return show


def _parts(report: Report) -> Iterator[Text | Table]:
    facts = report.facts
    if reason := not_read(report.article):
        yield from (_text(report.article.title, "bold"), *_byline(report), Text(reason))
        return
    told = [(label, statement) for label, statement in statements(facts) if statement.trusted]
    text = _marked(report, {label for label, _ in told} | {label for label, _ in encounters(facts)})
    yield from _headed(report, text)
    if facts.encounters:
        yield _table(encounters(facts))
    yield from _sayings(report, told)
    if not (facts.encounters or told):
        yield Text("Nobody met, nobody is quoted.")
    yield from _left_out(facts)


def _headed(report: Report, text: Iterator[Text]) -> Iterator[Text]:
    """The title and who wrote it, above the text; a title that is the text's first line is printed there, once."""
    article = report.article
    is_first = article.text.strip().partition("\n")[0].strip() == article.title.strip()
    title = next(text) if is_first else _text(article.title)
    title.rstrip()
    title.stylize("bold")
    yield from (title, *_byline(report), Text())
    yield from text


def _byline(report: Report) -> Iterator[Text]:
    if by := byline(report.article):
        yield _text(by, "dim")


def _marked(report: Report, labels: set[str]) -> Iterator[Text]:
    """The text, a paragraph at a time, and how to read its marks."""
    found = [mark for mark in marks(report.article, report.facts) if mark.label in labels]
    around: list[Span] = []
    for line in lines(report.article.text, found):
        yield _paragraph(line, report.article.text, around).append("\n")
    if found:
        key = Text("{E1 the sentence of an encounter}  {1 what was said}: ", "dim")
        for words, part in (("quotation", Part.QUOTATION), ("source", Part.SOURCE), ("cue", Part.CUE)):
            key.append(words, STYLES[part]).append(" ")
        yield key


def _paragraph(line: Line, text: str, around: list[Span]) -> Text:
    """Braces around what carries a label; one that ends before a brace opened inside it is closed by name.

    Args:
        line: Of the text.
        text: Of the article.
        around: What is open, the outermost first; carried from line to line.
    """
    shown = Text()
    for segment in line:
        for span, labels in _labels(segment.opened).items():
            around.append(span)
            shown.append(f"{{{labels} ", "dim")
        style = " ".join(filter(None, (STYLES[mark.part] for mark in segment.marks)))
        shown.append(visible(segment.span.of(text)), style)
        for span, labels in reversed(_labels(segment.closed).items()):
            shown.append("}" if span == around[-1] else f" {labels}}}", "dim")
            around.remove(span)
    return shown


def _labels(found: Iterable[Mark]) -> dict[Span, str]:
    """The labels of each stretch: two statements may share one."""
    shared: dict[Span, list[str]] = {}
    for mark in found:
        shared.setdefault(mark.span, []).append(mark.label)
    return {span: " ".join(labels) for span, labels in shared.items()}


def _table(found: Sequence[tuple[str, Encounter]]) -> Table:
    heads = (Column(head, overflow="fold") for head in ("", "Who", "How", "When", "Where", "About", "Status"))
    table = Table(*heads, box=SIMPLE, header_style="dim", pad_edge=False)
    for label, each in found:
        people = "\n".join(who(actor) for actor in each.participants)
        topics = "; ".join(each.topics)
        cells = (label, people, each.kind.value, day(each), each.place, topics, each.status.value)
        table.add_row(*(_text(cell or "–") for cell in cells))
    return table


def _sayings(report: Report, told: Sequence[tuple[str, Statement]]) -> Iterator[Text | Table]:
    """Statements under their speakers, in the order in which these first speak."""
    groups: dict[str, list[tuple[str, Statement]]] = {}
    for label, statement in told:
        groups.setdefault(speaker(statement), []).append((label, statement))
    for name, group in groups.items():
        yield _text(name, "bold")
        grid = Table.grid(Column(justify="right", style="dim", min_width=4), Column(), padding=(0, 0, 0, 1))
        for label, statement in group:
            via = f" (via {visible(statement.via)})" if statement.via else ""
            grid.add_row(label, Text.assemble(visible(said(report.article, statement)), (via, "dim")))
        yield grid


def _left_out(facts: Facts) -> Iterator[Text]:
    """One line on what was found and is no surely said statement: why the labels above have gaps."""
    reasons: dict[str, list[str]] = {}
    for label, statement in statements(facts):
        if not statement.trusted:
            reasons.setdefault(unprinted(statement), []).append(label)
    if reasons:
        told = "; ".join(f"{', '.join(labels)}: {reason}" for reason, labels in reasons.items())
        yield Text(f"\nFound and left out: {told}.", "dim")


def _text(words: str, style: str = "") -> Text:
    return Text(visible(words), style)
