"""`readout read`: what is named is read, and printed or kept as it comes."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot import app, inputs
from bot.options import aside, complain
from bot.parsing import ParserProcesses
from bot.views import page
from config.settings import Settings
from digest import reading
from digest.errors import ReadoutError
from digest.model import Article, Report
from digest.ports import Fetcher, Parser
from digest.reading.export import facts_json

Printer = Callable[[Report], None]  #: prints an article with its facts, or keeps it


class OutputError(ReadoutError):
    """What was read cannot be written where it was asked for; the message names it."""


@contextmanager
def progress(words: str, *, total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, nothing when piped; gives the function that moves it on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=aside, transient=True, disable=not aside.is_terminal) as bar:
        task = bar.add_task(words, total=total)
        yield lambda: bar.advance(task)


async def read(
    names: Sequence[str],
    settings: Settings,
    printers: Sequence[Printer],
    *,
    published: datetime | None = None,
) -> int:
    """Read what is named and hand each article with its facts to the printers; how many could not be had.

    Each failure is one line aside, and the others are read all the same.
    """
    failures = 0
    reader = reading.load(settings.reading.model)
    async with app.fetcher(settings) as http, ParserProcesses() as parser:
        with progress("Reading", total=len(names)) as advance:
            for name in names:
                try:
                    async for article in _articles(name, http, parser, published):
                        report = Report(article, await asyncio.to_thread(reader.read, article))
                        for printer in printers:
                            printer(report)
                except ReadoutError as error:
                    failures += 1
                    complain(str(error))
                advance()
    return failures


def as_json(report: Report) -> None:
    """Print one JSON object on one line; its shape is in docs/facts.md."""
    sys.stdout.write(json.dumps(facts_json(report.article, report.facts), ensure_ascii=False) + "\n")


def write_page(path: Path, reports: Sequence[Report]) -> None:
    """Write the articles and their facts as one page that stands alone.

    Raises:
        OutputError: It cannot be written there.
    """
    try:
        path.write_text(page.render(reports), "utf-8")
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error


async def _articles(name: str, fetcher: Fetcher, parser: Parser, published: datetime | None) -> AsyncIterator[Article]:
    if inputs.is_address(name):
        yield await inputs.fetched(name, fetcher=fetcher, parser=parser, now=app.utc_now())
        return
    async for article in inputs.articles(name, parser=parser, published=published, now=app.utc_now()):
        yield article
