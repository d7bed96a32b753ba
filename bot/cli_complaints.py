"""`readout complaints`: what readers say is wrong with what they were told."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from bot import logs
from bot.cli_deliveries import chat_id, place
from bot.options import SettingsFile, local, say, tabulate
from bot.store import open_store
from config.settings import FILE, Settings, load
from digest.model import Digest
from digest.ports import Filed
from handlers.commands.checking import what_is_wrong
from handlers.replies import Words

_COLUMNS = ("Complaint", "Filed", "Chat", "By", "What", "About")


@dataclass(frozen=True, slots=True)
class Found:
    """A complaint, and what it is about."""

    filed: Filed
    headline: str  #: of its story; empty where it is about a digest as a whole, or that is not on record
    first: str  #: headline of that digest; empty where it is not on record


def complaints(
    chat: Annotated[str, typer.Option("--chat", metavar="C", help="As in the settings, or its id alone.")] = "",
    latest: Annotated[int, typer.Option("--latest", metavar="N", min=1, help="How many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each of them, on a line.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Show what readers reported as wrong (/wrong, and the buttons under a digest). Latest first."""
    loaded = load(settings or FILE)
    logs.set_up("error")
    found = asyncio.run(_read(loaded, chat=chat_id(chat), limit=latest))
    if as_json:
        sys.stdout.writelines(json.dumps(_object(each), ensure_ascii=False) + "\n" for each in found)
    elif found:
        tabulate(_COLUMNS, [_row(each, loaded) for each in found])
    else:
        say("Nobody there has reported anything as wrong" if chat else "Nobody has reported anything as wrong")


async def _read(settings: Settings, *, chat: str, limit: int) -> Sequence[Found]:
    async with open_store(settings.store.url, beside=True) as store:
        filed = await store.chats.complained(limit=limit, chat=chat)
        names = {each.complaint.edition for each in filed if each.complaint.edition}
        editions = {name: await store.edition(name) for name in names}
        return [_found(each, editions.get(each.complaint.edition)) for each in filed]


def _found(filed: Filed, edition: Digest | None) -> Found:
    entries = edition.entries if edition else ()
    headline = next((entry.headline for entry in entries if entry.story == filed.complaint.story), "")
    return Found(filed, headline, entries[0].headline if entries else "")


def _row(found: Found, settings: Settings) -> tuple[str, ...]:
    filed, complaint = found.filed, found.filed.complaint
    whole = f"the digest that begins with: {found.first}" if found.first else ""
    return (
        str(filed.number),
        local(filed.at, settings.local_zone),
        place(complaint.address),
        complaint.user,
        what_is_wrong(complaint, Words()),
        found.headline or whole,
    )


def _object(found: Found) -> dict[str, object]:
    filed, complaint = found.filed, found.filed.complaint
    return {
        "complaint": filed.number,
        "at": filed.at.isoformat(),
        "platform": complaint.address.platform,
        "workspace": complaint.address.workspace,
        "chat": complaint.address.chat,
        "thread": complaint.address.thread,
        "user": complaint.user,
        "what": complaint.what,
        "edition": complaint.edition or None,
        "story": complaint.story or None,
        "headline": found.headline or None,
    }
