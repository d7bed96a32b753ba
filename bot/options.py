"""What all commands share: where they print, and the option that names the settings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from config.settings import FILE

screen = Console()
aside = Console(stderr=True)  # progress and complaints, so that what is piped holds results alone

SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help=f"Settings. Default: ./{FILE}, where there is one.")
]


def local(moment: datetime, zone: ZoneInfo) -> str:
    """A moment on the newsroom's clocks, and which these are: "2026-12-01 15:54 +04"."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def say(words: str) -> None:
    """Print a line for people: no markup in it, and not folded."""
    screen.print(escape(words), highlight=False, soft_wrap=True)


def tabulate(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows: for people as a table; for other programs a line each, with tabs, and nothing folded."""
    if not screen.is_terminal:
        sys.stdout.writelines("\t".join(row) + "\n" for row in rows)
        return
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    table.columns[-1].overflow = "fold"
    for row in rows:
        table.add_row(*map(escape, row))
    screen.print(table, highlight=False)


def complain(words: str) -> None:
    """Print what went wrong, on a line of its own beside what a command is for."""
    aside.print(f"readout: {words}", markup=False, highlight=False, soft_wrap=True)
