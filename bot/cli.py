"""The command line: `readout COMMAND`, or `python -m bot COMMAND`.

Errors are one line on standard error. Exit codes: 0 done, 1 it failed, 2 it was called wrongly.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, time
from datetime import date as date_
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer._click.exceptions import ClickException  # Typer brings its own click, and no other door to this

from bot import app, doctor, first, logs, show
from bot.cli_ask import ask
from bot.cli_complaints import complaints
from bot.cli_db import db_cli
from bot.cli_deliveries import deliveries_cli
from bot.cli_digest import digest
from bot.cli_errata import errata
from bot.cli_sources import sources_cli
from bot.demo import show as demo
from bot.demo.play import play
from bot.options import SettingsFile, complain, say, screen
from bot.views.terminal import for_people
from config.settings import FILE, Settings, SettingsError, load
from digest.errors import AskError, ReadoutError
from digest.model import Report

cli = typer.Typer(
    name="readout",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli.add_typer(sources_cli, name="sources")
cli.add_typer(deliveries_cli, name="deliveries")
cli.add_typer(db_cli, name="db")


@cli.callback()
def common(
    version_: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """A chat bot for newsrooms: who met whom and what was said, verbatim and with its evidence."""
    if version_:
        sys.stdout.write(f"readout {version('readout')}\n")
        raise typer.Exit


@cli.command()
def init(settings: SettingsFile = None) -> None:
    """Write a first settings file by asking."""
    first.write(settings or FILE, screen=screen)


@cli.command(name="doctor")
def doctor_(settings: SettingsFile = None) -> None:
    """Check what Readout needs: each line is ok, or says what to do."""
    logs.set_up("error")
    if not asyncio.run(doctor.check_up(settings or FILE, screen=screen)):
        raise typer.Exit(1)


@cli.command()
def run(settings: SettingsFile = None) -> None:
    """Watch, read and post until stopped. Needs settings: `readout init` writes a first file."""
    path = settings or FILE
    loaded = load(path)
    logs.set_up(loaded.log)
    asyncio.run(app.run(loaded, beside=path.parent))


@cli.command()
def read(
    what: Annotated[
        list[str],
        typer.Argument(metavar="FILE|URL…", help="Text, saved pages, JSON items, addresses; - is standard input."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each article, on a line.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            "--html",
            metavar="FILE",
            dir_okay=False,
            writable=True,
            help="Write all of it to one page, with the evidence marked.",
        ),
    ] = None,
    date: Annotated[
        str, typer.Option(metavar="DAY", help="When a file was published: what Thursday means. Such as 2025-04-24.")
    ] = "",
    settings: SettingsFile = None,
) -> None:
    """Read articles: who met whom, and what was said."""
    loaded = _settings(settings)
    logs.set_up("error")
    published = _published(date) if date else None
    if html and not html.parent.is_dir():  # said before the reading, not after
        raise typer.BadParameter(f"{html.parent} is no folder", param_hint="--html")
    reports: list[Report] = []
    printers = [*([show.as_json] if as_json else []), *([reports.append] if html else [])] or [for_people(screen)]
    failures = asyncio.run(show.read(what, loaded, printers, published=published))
    if html and reports:
        show.write_page(html, reports)
    if failures:
        raise typer.Exit(1)


cli.command()(digest)
cli.command()(ask)
cli.command()(errata)
cli.command()(complaints)


@cli.command(name="demo")
def demo_(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print what Slack and Telegram are sent, one JSON object a message.")
    ] = False,
) -> None:
    """Read a bundled newspaper, and show its digest, and a correction, as a terminal, Slack and Telegram do."""
    logs.set_up("error")
    played = asyncio.run(play(say if not as_json else complain))
    if as_json:
        demo.as_json(played)
    else:
        demo.show(played, screen)


def main() -> None:
    """Run the command line, with errors as one line."""
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except ClickException as error:  # called wrongly: 2; typer.Abort, at a question, is none of these
        words = error.format_message().rstrip(".")
        if not words:  # called with no command: help is on the screen
            sys.exit(error.exit_code)
        _end(f"{words}. See `readout --help`", error.exit_code)
    except AskError as error:
        _end(str(error), 2)
    except (ReadoutError, SettingsError) as error:
        _end(str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)


def _end(words: str, code: int) -> NoReturn:
    complain(words)
    sys.exit(code)


def _published(day: str) -> datetime:
    try:
        return datetime.combine(date_.fromisoformat(day), time.min, UTC)
    except ValueError as error:
        raise typer.BadParameter(f"{day} is not a day such as 2025-04-24", param_hint="--date") from error


def _settings(path: Path | None) -> Settings:
    """The settings of a command that works without a file too."""
    return load(path or (FILE if FILE.exists() else None))
