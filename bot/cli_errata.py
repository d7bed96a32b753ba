"""`readout errata`: lines of editions that went out, and that a later version of their articles does not bear out."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot import logs
from bot.cli_deliveries import place
from bot.delivery.corrections import is_under_way
from bot.options import SettingsFile, local, say
from bot.store import open_store
from config.settings import FILE, Settings, load
from digest.model import Delivery, Erratum, PartState
from digest.ports import Store

HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Found:
    """An erratum, and what the chats know of it."""

    at: datetime
    erratum: Erratum
    headline: str  #: of its story, as it went out; empty where that is not kept
    told: tuple[tuple[str, str], ...]  #: each chat that got the edition, and whether it was told


def errata(
    latest: Annotated[int, typer.Option("--latest", metavar="N", min=1, help="How many lines.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each of them, on a line.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Show what was printed and has been edited by its outlet since: old and new, and who was told. Latest first."""
    loaded = load(settings or FILE)
    logs.set_up("error")
    found = asyncio.run(_read(loaded, limit=latest))
    if as_json:
        sys.stdout.writelines(json.dumps(_object(each), ensure_ascii=False) + "\n" for each in found)
        return
    for each in found:
        _show(each, loaded.local_zone)
    if not found:
        say("Nothing that was printed has been edited since")


def _show(found: Found, zone: ZoneInfo) -> None:
    erratum = found.erratum
    say(f"{local(found.at, zone)}  {erratum.edition}  {erratum.section or HEADLINE}")
    if erratum.section and found.headline:
        say(f"  in: {found.headline}")
    say(f"  was: {erratum.before.text}")
    say(f"  now: {erratum.after.text}" if erratum.after else "  now: nothing is left of it")
    for chat, told in found.told:
        say(f"  {chat}: {told}")


async def _read(settings: Settings, *, limit: int) -> Sequence[Found]:
    async with open_store(settings.store.url, beside=True) as store:
        return [await _found(store, *each) for each in await store.errata(limit=limit)]


async def _found(store: Store, at: datetime, erratum: Erratum) -> Found:
    edition = await store.edition(erratum.edition)
    entries = edition.entries if edition else ()
    headline = next((entry.headline for entry in entries if entry.story == erratum.story), "")
    got = await store.deliveries(edition=erratum.edition)
    return Found(at, erratum, headline, tuple((place(each.address), told(each, at)) for each in reversed(got)))


def told(delivery: Delivery, at: datetime) -> str:
    """Whether the chat of a delivery was told of an erratum that was found then, and why not."""
    if not any(part.state is PartState.SENT for part in delivery.messages):
        return "not told: it has nothing of this digest"
    if delivery.corrected is None or delivery.corrected < at:
        return "not told yet"
    edits = [part for part in delivery.parts if part.corrects]
    replies = [part for part in delivery.parts if part.answers]
    if is_under_way(delivery):
        return "is being told"
    lost = next((f"; a message could not be edited: {part.reason}" for part in edits if part.reason), "")
    if replies and replies[-1].state is not PartState.SENT:
        return f"not told: {replies[-1].reason}{lost}"
    return f"told{lost}" if replies else "nothing to tell"


def _object(found: Found) -> dict[str, Any]:
    erratum = found.erratum
    return {
        "at": found.at.isoformat(),
        "edition": erratum.edition,
        "story": erratum.story,
        "headline": found.headline,
        "section": erratum.section or HEADLINE,
        "before": erratum.before.text,
        "after": erratum.after.text if erratum.after else None,
        "chats": [{"chat": chat, "told": told} for chat, told in found.told],
    }
