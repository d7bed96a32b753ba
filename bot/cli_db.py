"""`readout db`: the database's file: how large it is, a backup while it is in use, and the way back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import app, logs
from bot.options import SettingsFile, say
from bot.store import backup as copies
from config.settings import FILE, load

db_cli = typer.Typer(help="The database: its size, a backup, a restore.", invoke_without_command=True)

_MB = 1_000_000


@db_cli.callback()
def show(context: typer.Context, settings: SettingsFile = None) -> None:
    """Show how large the database is, its schema, and how much it holds."""
    if context.invoked_subcommand:
        return
    stock = copies.take_stock(_file(settings))
    say(f"file    {stock.file}")
    say(f"size    {stock.size / _MB:,.1f} MB, of which {stock.free / _MB:,.1f} MB are free to be used again")
    say(f"schema  {stock.schema or 'none'}")
    say(f"holds   {', '.join(f'{count:,} {name}' for name, count in stock.rows)}")


@db_cli.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="Where to.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Copy the database to a file, and check the copy. Works while `readout run` does."""
    copies.back_up(_file(settings), file, force=force)
    stock = copies.take_stock(file)
    say(f"{file}: {stock.size / _MB:,.1f} MB, schema {stock.schema}, checked")


@db_cli.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="A backup.")],
    settings: SettingsFile = None,
) -> None:
    """Put a backup in the database's place; the former one is kept beside it. Not while `readout run` does."""
    to = _file(settings)
    former = asyncio.run(copies.restore(file, to, now=app.utc_now()))
    say(f"{to} is now what {file} held")
    if former:
        say(f"The database that was there is {former}")
    say("What was still to be sent then is left to you: `readout deliveries --failed`")


def _file(settings: Path | None) -> Path:
    loaded = load(settings or FILE)
    logs.set_up("error")
    return copies.file_of(loaded.store.url)
