"""`readout sources`: what is watched, and how it does. bot/watchlist.py does the work; this is what a person sees."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape
from rich.table import Table

from bot import app, doctor, logs
from bot.options import SettingsFile, aside, local, say, screen
from bot.sources import Found
from bot.watchlist import Watched, Watchlist
from config.settings import FILE, load
from digest.errors import AskError
from digest.model import Listing
from digest.sources import SOURCES

sources_cli = typer.Typer(help="Which outlets are watched: add, list, remove, check.", no_args_is_help=True)
# What a person is shown of a source that was found.
_SHOWN = 3
Kind = StrEnum("Kind", {name.upper(): name for name in SOURCES})  # type: ignore[misc]  # the registry decides


@sources_cli.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="A feed, a site's front page, a section, a sitemap.")],
    name: Annotated[str, typer.Option("--name", help="What readers know it as. Default: what the site says.")] = "",
    region: Annotated[
        str | None, typer.Option("--region", help="Default: the settings' region, if they name just one.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="What the address is. Default: find out.")] = None,
    settings: SettingsFile = None,
) -> None:
    """Watch an outlet: find out how, show its newest items, remember it. Also while `readout run` goes on."""
    watchlist = _watchlist(settings)
    with aside.status("Asking the site"):
        found, twin = asyncio.run(watchlist.add(url, name=name, region=region, kind=kind))
    _show(found, watchlist.zone)
    if twin:
        say(f'It lists mostly what "{twin.name}" lists ({twin.url}): one of the two is enough, see `sources remove`')


@sources_cli.command(name="list")
def list_(settings: SettingsFile = None) -> None:
    """Show what is watched, and how each source does."""
    watchlist = _watchlist(settings)
    rows = [_row(each, watchlist.zone) for each in asyncio.run(watchlist.watched())]
    if not rows:
        say("Nothing is watched yet: `readout sources add URL`")
    elif screen.is_terminal:
        screen.print(_table(rows), highlight=False)
    else:  # for other programs: a line each, nothing folded
        sys.stdout.writelines("\t".join(row) + "\n" for row in rows)


@sources_cli.command()
def remove(
    name: Annotated[str, typer.Argument(metavar="NAME|URL", help="As `readout sources list` shows it.")],
    settings: SettingsFile = None,
) -> None:
    """Stop watching a source that was added; its articles stay."""
    removed = asyncio.run(_watchlist(settings).remove(name))
    say(f"{removed} is not watched any more")


@sources_cli.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.opml", help="As feed readers export it.")],
    settings: SettingsFile = None,
) -> None:
    """Watch all feeds of an OPML file; folders become regions."""
    try:
        body = file.read_bytes()
    except OSError as error:
        raise AskError(f"{file}: {error.strerror or error}") from error
    added, known = asyncio.run(_watchlist(settings).take_in(body, name=str(file)))
    say(f"{added} added, {known} known already; `readout sources check` fetches each once")


@sources_cli.command()
def export(
    file: Annotated[Path | None, typer.Argument(metavar="FILE.opml", help="Default: standard output.")] = None,
    settings: SettingsFile = None,
) -> None:
    """Write all that is watched as OPML, for other feed readers."""
    body = asyncio.run(_watchlist(settings).give_out())
    if file is None:
        sys.stdout.write(body.decode())
        return
    try:
        file.write_bytes(body)
    except OSError as error:
        raise AskError(f"{file}: {error.strerror or error}") from error


@sources_cli.command()
def check(settings: SettingsFile = None) -> None:
    """Fetch every source once, and say what it gave or why it gave nothing."""
    loaded = load(settings or FILE)
    logs.set_up("error")
    if not asyncio.run(doctor.check_sources(loaded, beside=(settings or FILE).parent, screen=screen)):
        raise typer.Exit(1)


def _watchlist(settings: Path | None) -> Watchlist:
    path = settings or FILE
    loaded = load(path)
    logs.set_up("error")
    return Watchlist(loaded, path, clock=app.utc_now)


def _show(found: Found, zone: ZoneInfo) -> None:
    source = found.source
    say(f"{source.name}: {source.kind}, {source.url}")
    for listing in found.listings[:_SHOWN]:
        say(f"  {_when(listing, zone):20}  {listing.title or listing.url}")
    if not found.listings:
        say("  lists nothing yet")
    say("It is watched from now on, also by a `readout run` that is under way")


def _when(listing: Listing, zone: ZoneInfo) -> str:
    date = listing.published or listing.updated
    return local(date, zone) if date else "no date"


def _row(each: Watched, zone: ZoneInfo) -> tuple[str, str, str, str, str]:
    success = each.health.succeeded if each.health else None
    last = local(success, zone) if success else "never"
    return each.source.name, each.source.kind, each.source.url, last, each.state(app.utc_now())


def _table(rows: Iterable[Iterable[str]]) -> Table:
    table = Table("Name", "Kind", "Address", "Last success", "State", box=None, header_style="bold", pad_edge=False)
    table.columns[2].overflow = "fold"
    for row in rows:
        table.add_row(*map(escape, row))
    return table
