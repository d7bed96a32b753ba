"""What all commands share: where they print, and the option that names the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from config.settings import FILE

screen = Console()
aside = Console(stderr=True)  # progress and complaints, so that what is piped holds results alone

SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help=f"Settings. Default: ./{FILE}, where there is one.")
]
