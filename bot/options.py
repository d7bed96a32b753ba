"""What all commands share: where they print, and the option that names the settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.markup import escape

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


def complain(words: str) -> None:
    """Print what went wrong, on a line of its own beside what a command is for."""
    aside.print(f"readout: {words}", markup=False, highlight=False, soft_wrap=True)
