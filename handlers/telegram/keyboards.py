"""Buttons: what a reply offers, as an inline keyboard.

    Choice, Suggestion -> Press in the store -> its number -> callback_data -> Press, in its own chat alone

callback_data carries that number and no words. Limits: core.telegram.org/bots/api#inlinekeyboardbutton, and what
github.com/tginfo/Telegram-Limits measured.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from digest.model import Address, Press
from digest.ports import Chats
from handlers.commands import Choice, Reply
from handlers.lines import line

#: Pressed later, a button is too old: what it would change has changed since.
AGE = timedelta(hours=48)
#: Buttons of one keyboard, and of one row of it; a label that is longer is cut by phones.
BUTTONS, ROW, LABEL = 100, 8, 48
#: Before what is chosen.
CHOSEN = "✓ "

_NUMBER = re.compile(r"\d{1,15}")

Rows = Sequence[Sequence[Choice]]
#: An InlineKeyboardMarkup in JSON.
Markup = Mapping[str, object]


def rows(reply: Reply) -> Rows:
    """What a reply offers: its choices, and each suggestion that is a whole command."""
    suggested = [
        (Choice(" ".join([f"/{each.verb}", *each.words]), (each.verb, *each.words)),)
        for each in reply.suggestions
        if not each.about
    ]
    return [*reply.choices, *suggested]


async def keyboard(offered: Rows, address: Address, chats: Chats, *, user: str) -> Markup | None:
    """The buttons under a message, each on record; None for none.

    Args:
        offered: What they say and ask for.
        address: Where they are shown.
        chats: Where they are kept.
        user: Who alone may press them; empty for everybody there.

    Raises:
        StoreError: They are not on record, so they must not be shown.
    """
    kept = _fitting(offered)
    presses = [Press(address, choice.words, user) for row in kept for choice in row]
    if not presses:
        return None
    numbers = iter(await chats.show(presses))
    return markup([[(label(choice), str(next(numbers))) for choice in row] for row in kept])


def markup(buttons: Sequence[Sequence[tuple[str, str]]]) -> Markup:
    """Labels, each with its callback_data."""
    shown = [[{"text": text, "callback_data": data} for text, data in row] for row in buttons]
    return {"inline_keyboard": shown}


def label(choice: Choice) -> str:
    """What stands on the button; a topic's name may hold anything."""
    text = line(choice.label).text or "·"
    text = text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"
    return f"{CHOSEN}{text}" if choice.on else text


def number(callback: str) -> int | None:
    """The number that a button carries; None where it carries none."""
    return int(callback) if _NUMBER.fullmatch(callback) else None


def is_old(press: Press, now: datetime) -> bool:
    """True for a button that was shown too long ago."""
    return press.shown is not None and now - press.shown > AGE


def _fitting(offered: Rows) -> list[Sequence[Choice]]:
    kept, count = list[Sequence[Choice]](), 0
    for row in offered:
        for start in range(0, len(row), ROW):
            piece = row[start : start + ROW]
            if count + len(piece) > BUTTONS:
                return kept
            kept.append(piece)
            count += len(piece)
    return kept
