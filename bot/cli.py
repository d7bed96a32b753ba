"""The command line: `readout COMMAND`, or `python -m bot COMMAND`.

Errors are one line on standard error. Exit codes: 0 done, 1 it failed, 2 it was called wrongly.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn
from urllib.parse import urlsplit

import typer
from typer._click.exceptions import ClickException  # Typer brings its own click, and no other door to this

from bot import app, beat, doctor, first, inputs, logs, show
from bot.cli_deliveries import deliveries_cli
from bot.cli_errata import errata
from bot.cli_sources import sources_cli
from bot.demo import show as demo
from bot.options import SettingsFile, aside, screen
from bot.store import open_store
from bot.views.terminal import for_people
from config.settings import FILE, Settings, SettingsError, load
from digest import periods
from digest.errors import AskError, ReadoutError
from digest.model import Digest, Report, Source
from digest.topics import Topic
from handlers import RENDERERS

cli = typer.Typer(
    name="readout",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
cli.add_typer(sources_cli, name="sources")
cli.add_typer(deliveries_cli, name="deliveries")
cli.command()(errata)


class Form(StrEnum):
    """What a digest is printed as."""

    TEXT = "text"
    SLACK = "slack"
    TELEGRAM = "telegram"


@cli.callback()
def common(
    version_: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    """A chat bot for newsrooms: who met whom and what was said, verbatim and with its evidence."""
    if version_:
        sys.stdout.write(f"readout {version('readout')}\n")
        raise typer.Exit


@cli.command()
def run(settings: SettingsFile = None) -> None:
    """Watch, read and post until stopped. Needs settings: `readout init` writes a first file."""
    path = settings or FILE
    loaded = load(path)
    logs.set_up(loaded.log)
    asyncio.run(app.run(loaded, beside=path.parent))


@cli.command(name="demo")
def demo_() -> None:
    """Read a bundled newspaper, and show its digest as a terminal, Slack and Telegram would get it."""
    logs.set_up("error")
    asyncio.run(demo.show(screen))


@cli.command()
def read(
    what: Annotated[list[str], typer.Argument(metavar="FILE|URL…", help="Text, JSON items, addresses; - for stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", dir_okay=False, writable=True, help="Write one page, each span marked."),
    ] = None,
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When a text file was published: what Thursday means.")
    ] = None,
    settings: SettingsFile = None,
) -> None:
    """Read articles: who met whom, and what was said."""
    loaded = _settings(settings)
    logs.set_up("error")
    if html and not html.parent.is_dir():  # said before the reading, not after
        raise typer.BadParameter(f"{html.parent} is no folder", param_hint="--html")
    reports: list[Report] = []
    printers = [*([show.as_json] if as_json else []), *([reports.append] if html else [])] or [for_people(screen)]
    published = date.replace(tzinfo=UTC) if date else None
    failures = asyncio.run(show.read(what, loaded, printers, published=published, aside=aside))
    if html and reports:
        show.write_page(html, reports)
    if failures:
        raise typer.Exit(1)


@cli.command()
def digest(
    source: Annotated[list[str], typer.Option(metavar="URL", help="A feed; may be given several times.")],
    topic: Annotated[list[str] | None, typer.Option(metavar="T", help="Only stories on this; several: any.")] = None,
    since: Annotated[str, typer.Option(metavar="24h|DATE", help="How far back.")] = "24h",
    form: Annotated[Form, typer.Option("--as", help="What it is printed as.")] = Form.TEXT,
    settings: SettingsFile = None,
) -> None:
    """Make a digest of some feeds, now. Nothing is stored."""
    loaded = _settings(settings)
    logs.set_up("error")
    for url in source:
        if not inputs.is_address(url):
            raise typer.BadParameter(f"{url} is not an http:// or https:// address", param_hint="--source")
    around = beat.regions(loaded, beside=(settings or FILE).parent)
    made, failures = asyncio.run(_digest(loaded, source, beat.topics(loaded, around), topic or [], since))
    for failure in failures:
        aside.print(f"readout: {failure}", markup=False, highlight=False, soft_wrap=True)
    if len(failures) == len(set(source)):
        raise typer.Exit(1)
    for message in RENDERERS[form.value](made, loaded.local_zone):
        sys.stdout.write(message + "\n")


@cli.command(name="doctor")
def doctor_(settings: SettingsFile = None) -> None:
    """Check what Readout needs: each line is ok, or says what to do."""
    logs.set_up("error")
    if not asyncio.run(doctor.check_up(settings or FILE, screen=screen)):
        raise typer.Exit(1)


@cli.command()
def init(settings: SettingsFile = None) -> None:
    """Write a first settings file by asking."""
    first.write(settings or FILE, screen=screen)


def main() -> None:
    """Run the command line, with errors as one line."""
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except ClickException as error:  # called wrongly: 2; typer.Abort, at a question, is none of these
        words = error.format_message().rstrip(".")
        if not words:  # called with no command: help is on the screen
            sys.exit(error.exit_code)
        _complain(f"{words}. See `readout --help`", error.exit_code)
    except AskError as error:
        _complain(str(error), 2)
    except (ReadoutError, SettingsError) as error:
        _complain(str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)


def _complain(words: str, code: int) -> NoReturn:
    aside.print(f"readout: {words}", markup=False, highlight=False, soft_wrap=True)
    sys.exit(code)


def _settings(path: Path | None) -> Settings:
    """The settings of a command that works without a file too."""
    return load(path or (FILE if FILE.exists() else None))


async def _digest(
    settings: Settings, urls: list[str], known: tuple[Topic, ...], topics: list[str], since: str
) -> tuple[Digest, list[str]]:
    """The digest, and a line for each source that failed."""
    sources = tuple(Source(urlsplit(url).hostname or url, url) for url in dict.fromkeys(urls))
    period = periods.parse(since, now=app.utc_now(), zone=settings.local_zone)
    async with (
        open_store(app.MEMORY) as store,
        app.newsroom(settings, sources, known, store=store) as room,
    ):
        with show.progress(aside, "Fetching and reading", total=len(sources)) as advance:
            rounds = await room.gather(done=lambda _: advance())
        failures = [f"{each.source}: {each.reason}" for each in rounds if each.reason]
        return await room.summary(topics, period), failures
