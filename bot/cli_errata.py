"""`readout errata`: lines of editions that went out, and that a later version of their articles does not bear out."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from bot import logs
from bot.options import SettingsFile, local, say
from bot.store import open_store
from config.settings import FILE, Settings, load
from digest.model import Erratum

HEADLINE = "headline"


def errata(
    latest: Annotated[int, typer.Option("--latest", metavar="N", min=1, help="How many lines.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each of them, on a line.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Show what was printed and has been edited by its outlet since: old and new, the latest first."""
    loaded = load(settings or FILE)
    logs.set_up("error")
    found = asyncio.run(_read(loaded, limit=latest))
    if as_json:
        sys.stdout.writelines(json.dumps(_object(*each), ensure_ascii=False) + "\n" for each in found)
        return
    for moment, erratum in found:
        say(f"{local(moment, loaded.local_zone)}  {erratum.edition}  {erratum.section or HEADLINE}")
        say(f"  was: {erratum.before.text}")
        say(f"  now: {erratum.after.text}" if erratum.after else "  now: nothing is left of it")
    if not found:
        say("Nothing that was printed has been edited since")


async def _read(settings: Settings, *, limit: int) -> Sequence[tuple[datetime, Erratum]]:
    async with open_store(settings.store.url, beside=True) as store:
        return await store.errata(limit=limit)


def _object(moment: datetime, erratum: Erratum) -> dict[str, Any]:
    return {
        "at": moment.isoformat(),
        "edition": erratum.edition,
        "story": erratum.story,
        "section": erratum.section or HEADLINE,
        "before": erratum.before.text,
        "after": erratum.after.text if erratum.after else None,
    }
