"""Facts of articles on a screen: `readout read`."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot import app, inputs
from config.settings import Settings
from digest import reading
from digest.errors import ReadoutError
from digest.model import Actor, Article, Encounter, Facts, Statement
from digest.reading.export import facts_json
from digest.reading.models import READ

Printer = Callable[[Article, Facts], None]


@contextmanager
def progress(aside: Console, words: str, *, total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, nothing when piped; gives the function that moves it on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=aside, transient=True, disable=not aside.is_terminal) as bar:
        task = bar.add_task(words, total=total)
        yield lambda: bar.advance(task)


async def read(
    names: Sequence[str], settings: Settings, printer: Printer, *, published: datetime | None = None, aside: Console
) -> int:
    """Read what is named and print each article's facts; how many could not be had.

    Each failure is one line aside, and the others are read all the same.
    """
    failures = 0
    reader = reading.load(settings.reading.model)
    with progress(aside, "Reading", total=len(names)) as advance:
        for name in names:
            try:
                async for article in _articles(name, settings, published):
                    printer(article, await asyncio.to_thread(reader.read, article))
            except ReadoutError as error:
                failures += 1
                aside.print(f"readout: {error}", markup=False, highlight=False)
            advance()
    return failures


def as_json(article: Article, facts: Facts) -> None:
    """Print one JSON object on one line; its shape is in docs/facts.md."""
    sys.stdout.write(json.dumps(facts_json(article, facts), ensure_ascii=False) + "\n")


def for_people(screen: Console) -> Printer:
    """A printer of encounters as a table, and each statement under its speaker."""

    def show(article: Article, facts: Facts) -> None:
        screen.rule(f"[bold]{escape(article.title)}")
        if facts.encounters:
            screen.print(_encounters(facts.encounters))
        for speaker, said in _by_speaker(facts.statements):
            screen.print(f"[bold]{escape(speaker)}")
            for statement in said:
                screen.print(f"  {_said(statement, article)}", highlight=False)
        if article.language not in READ:
            screen.print(f"Not read: it is written in “{article.language}”, and so far only English is read.")
        elif not (facts.encounters or facts.statements):
            screen.print("Nobody met, nobody is quoted.")

    return show


async def _articles(name: str, settings: Settings, published: datetime | None) -> AsyncIterator[Article]:
    if not inputs.is_address(name):
        for article in inputs.articles(name, published=published, now=app.utc_now()):
            yield article
        return
    async with app.fetcher(settings) as http:
        yield await inputs.fetched(name, fetcher=http, now=app.utc_now())


def _encounters(encounters: Sequence[Encounter]) -> Table:
    table = Table("Who", "How", "When", "Where", "About", "Status", box=SIMPLE, header_style="dim", pad_edge=False)
    for each in encounters:
        when = f"{each.when.text} ({each.when.iso})" if each.when and each.when.iso else each.when and each.when.text
        who = "\n".join(_who(actor) for actor in each.participants)
        cells = (who, each.kind.value, when, each.place, "; ".join(each.topics), each.status.value)
        table.add_row(*(escape(cell or "–") for cell in cells))
    return table


def _who(actor: Actor) -> str:
    return f"{actor.name} ({actor.role})" if actor.role else actor.name


def _by_speaker(statements: Sequence[Statement]) -> Iterator[tuple[str, list[Statement]]]:
    """Statements in the order in which their speakers first speak; thoughts and plans left out."""
    groups: dict[str, list[Statement]] = {}
    for each in statements:
        if each.speech:
            groups.setdefault(_who(each.speaker) if each.speaker else "Speaker not clear", []).append(each)
    yield from groups.items()


def _said(statement: Statement, article: Article) -> str:
    text = " … ".join(f"“{span.of(article.text)}”" for span in statement.quotes) or statement.gist
    via = f" [dim](via {escape(statement.via)})[/]" if statement.via else ""
    return f"{escape(text)}{via}"
