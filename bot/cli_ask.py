"""`readout ask`: what a chat may ask, from the command line. What is chosen here is what the terminal gets."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import beat, logs
from bot.app import utc_now
from bot.desk import FrontDesk
from bot.editor import Editor
from bot.options import SettingsFile, say
from bot.sources import together
from bot.store import open_store
from config.settings import FILE, load
from digest.model import Address, Digest
from handlers.commands import Answer, Ask, answer, spoken
from handlers.console import text

TERMINAL = Address("terminal", "")


def ask(
    words: Annotated[list[str], typer.Argument(metavar="WORDS…", help="As in a chat: summary armenia week; who NAME.")],
    settings: SettingsFile = None,
) -> None:
    """Ask what a chat asks: summary, who, met, said, why, missed, subscribe, schedule …; `help` lists all."""
    logs.set_up("error")
    given, asked = asyncio.run(_answered(" ".join(words), settings or FILE))
    if isinstance(given, Digest):
        say(text(given, asked.say))
        return
    say(given.text)
    for suggestion in given.suggestions:
        about = f" – {suggestion.about}" if suggestion.about else ""
        say(f"  readout ask {' '.join([suggestion.verb, *suggestion.words])}{about}")
    for choice in (choice for row in given.choices for choice in row):
        mark = {True: "✓ ", False: "  ", None: "  "}[choice.on]
        say(f"{mark}{choice.label}: readout ask {' '.join(choice.words)}")


async def _answered(said: str, path: Path) -> tuple[Answer, Ask]:
    """Beside a running Readout too: it looks at what was chosen at its next tick."""
    loaded = load(path)
    around = beat.regions(loaded, beside=path.parent)
    known, own = beat.topics(loaded, around), beat.sources(loaded, around)
    async with open_store(loaded.store.url, beside=True) as store:
        watched = together(own, await store.added_sources())
        desk = FrontDesk(Editor(store, known, sources=lambda: watched, clock=utc_now), store, clock=utc_now)
        verb, rest = spoken(said)
        chat = await store.chats.wishes(TERMINAL)
        asked = Ask(verb, rest, loaded.local_zone, utc_now(), TERMINAL, chat=chat)
        return await answer(asked, desk), asked
