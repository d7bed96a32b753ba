"""`readout demo`: what a newsroom sees of the play, on a terminal, on Slack and on Telegram."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from rich.console import Console

from bot.demo.boards import Sent
from bot.demo.play import Played
from bot.views import chats
from handlers import RENDERERS

NAMES = {"slack": "Slack", "telegram": "Telegram"}


def show(played: Played, screen: Console) -> None:
    """Print the digest as each shows it, then what a correction changes there."""
    _rule(screen, "A terminal prints")
    for message in RENDERERS["text"](played.digest, played.zone):
        screen.print(message, markup=False, highlight=False, soft_wrap=True)
    for platform, sent in played.posted.items():
        _rule(screen, f"{NAMES[platform]} shows")
        for each in sent:
            screen.print(chats.bubble(platform, each.payload, f"Readout · message {each.message} of {len(sent)}"))
    for platform in played.corrected:
        _rule(screen, f"{NAMES[platform]}, once the outlet has corrected its article")
        _show_corrected(platform, played, screen)
    screen.print("\nThe same as JSON, as each platform is sent it: .venv/bin/readout demo --json", highlight=False)
    screen.print("Your own news: .venv/bin/readout init, then .venv/bin/readout run", highlight=False)


def as_json(played: Played) -> None:
    """Print an object for each message and edit, on a line, in the order in which a platform is sent them."""
    for line in _objects(played):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _show_corrected(platform: str, played: Played, screen: Console) -> None:
    """The edits in place, each with what it changed, and the reply."""
    stood = {each.message: each.payload for each in played.posted[platform]}
    for each in played.corrected[platform]:
        if each.is_edit:
            title = f"Readout · message {each.message}, edited in place: − before, + now"
            screen.print(chats.edited(platform, stood[each.message], each.payload, title))
        else:
            screen.print(chats.bubble(platform, each.payload, f"Readout · reply to message {each.answers}"))


def _rule(screen: Console, title: str) -> None:
    screen.print()
    screen.rule(title)


def _objects(played: Played) -> Iterator[dict[str, object]]:
    for platform, posted in played.posted.items():
        for each in (*posted, *played.corrected[platform]):
            yield {"platform": platform, **_object(each)}


def _object(each: Sent) -> dict[str, object]:
    does = {"message": each.message, "edit": each.is_edit, "answers": each.answers or None}
    return {**does, "payload": json.loads(each.payload)}
