"""`readout deliveries`: a receipt for each message that was due, and a second try for those that are left to people."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import beat, logs
from bot.options import SettingsFile, say, tabulate
from bot.store import open_store
from config.settings import FILE, Settings, load
from digest.errors import AskError
from digest.model import Address, Delivery, Mode, Part, PartState, Subscription

deliveries_cli = typer.Typer(help="What was delivered, and what was not.", invoke_without_command=True)

_COLUMNS = ("Delivery", "Due", "Chat", "Part", "State", "Since", "Message", "Why")


@deliveries_cli.callback()
def list_(  # noqa: PLR0913, PLR0917 - a command has as many options as it has
    context: typer.Context,
    chat: Annotated[str, typer.Option("--chat", metavar="C", help="As in the settings, or its id alone.")] = "",
    failed: Annotated[
        bool, typer.Option("--failed", help="Only what failed, and what may or may not have arrived.")
    ] = False,
    latest: Annotated[
        int, typer.Option("--latest", metavar="N", min=1, help="How many deliveries, the latest first.")
    ] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each message, on a line.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Show a receipt for each message: its state, since when, the platform's id, and why it is not there."""
    if context.invoked_subcommand:
        return
    loaded = _settings(settings)
    found, paused = asyncio.run(_read(loaded, chat=chat_id(chat), failed=failed, limit=latest))
    if as_json:
        sys.stdout.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in _objects(found))
        return
    rows = [_row(delivery, part, loaded.local_zone) for delivery in found for part in delivery.parts]
    if not rows:
        say("Nothing was delivered yet" if not (chat or failed) else "Nothing of that kind")
    else:
        tabulate(_COLUMNS, rows)
    for subscription, reason in paused:
        goes_on = "It goes on once the chat is open: Readout asks at its start and every hour"
        say(f"Paused: {place(subscription.address)}: {reason} {goes_on}")


@deliveries_cli.command()
def resend(
    delivery: Annotated[str, typer.Argument(metavar="ID", help="As `readout deliveries` shows it.")],
    settings: SettingsFile = None,
) -> None:
    """Send again what failed, or may not have arrived (marked as a repeat). Also while `readout run` goes on."""
    found = asyncio.run(_resend(_settings(settings), delivery))
    if not found:
        raise AskError(f"delivery {delivery} has no message that is left to people; `readout deliveries --failed` has")
    say(f"{found} {'message' if found == 1 else 'messages'} will be sent again by `readout run`, within seconds")


async def _read(
    settings: Settings, *, chat: str, failed: bool, limit: int
) -> tuple[Sequence[Delivery], Sequence[tuple[Subscription, str]]]:
    async with open_store(settings.store.url, beside=True) as store:
        return await store.deliveries(limit=limit, chat=chat, failed=failed), await store.paused()


async def _resend(settings: Settings, delivery: str) -> int:
    async with open_store(settings.store.url, beside=True) as store:
        return await store.resend(delivery)


def _settings(path: Path | None) -> Settings:
    loaded = load(path or FILE)
    logs.set_up("error")
    return loaded


def chat_id(chat: str) -> str:
    """Of a chat as the settings write it, or as its platform does."""
    return beat.address(chat).chat if ":" in chat else chat


def _row(delivery: Delivery, part: Part, zone: ZoneInfo) -> tuple[str, ...]:
    due = f"{delivery.slot.day} {delivery.slot.at:%H:%M}"
    since = f"{part.changed.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}" if part.changed else ""
    return (
        delivery.id,
        due,
        place(delivery.address),
        which(delivery, part),
        part.state.value,
        since,
        part.receipt,
        why(part),
    )


def which(delivery: Delivery, part: Part) -> str:
    """2/3 of a digest's messages; of its corrections "edit of 2/3", or "reply"."""
    edited = next((each for each in delivery.parts if each.key == part.corrects), None)
    if edited is not None:
        return f"edit of {which(delivery, edited)}"
    return "reply" if part.answers else f"{part.number + 1}/{len(delivery.messages)}"


def why(part: Part) -> str:
    """What a newsroom has to know of a message that did not simply arrive; empty for one that did."""
    if not part.doubts or part.state is not PartState.SENT:
        return part.reason
    if part.mode is Mode.LOOK:
        return "was in doubt, and looked up"
    what = "a headline of it may stand there alone" if part.mode is Mode.ANCHOR else "it may stand there twice"
    return f"was in doubt: {what}"


def place(address: Address) -> str:
    """A chat as the settings write it, without its workspace."""
    return f"{address.platform}:{address.chat}" + (f"/{address.thread}" if address.thread else "")


def _objects(deliveries: Sequence[Delivery]) -> Iterator[dict[str, object]]:
    for delivery in deliveries:
        for part in delivery.parts:
            yield {
                "delivery": delivery.id,
                "subscription": delivery.subscription_id,
                "day": delivery.slot.day.isoformat(),
                "at": f"{delivery.slot.at:%H:%M}",
                "platform": delivery.address.platform,
                "workspace": delivery.address.workspace,
                "chat": delivery.address.chat,
                "thread": delivery.address.thread,
                "edition": delivery.edition,
                "part": part.number + 1,
                "of": len(delivery.messages),
                "corrects": part.corrects or None,
                "answers": part.answers or None,
                "key": part.key,
                "state": part.state.value,
                "since": _moment(part.changed),
                "message": part.receipt,
                "mode": part.mode.value if part.mode else None,
                "sent": _moment(part.intent),
                "doubts": part.doubts,
                "due": _moment(part.due),
                "why": why(part),
            }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
