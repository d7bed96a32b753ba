"""What Slack's messages and views are made of: texts that stay as they are, and what a button says.

A button is a command typed for somebody: its value holds the words, and Slack hands them back as they were.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

#: Of a button's and an option's label; of an option's value.
BUTTON_CHARS, OPTION_VALUE_CHARS = 75, 150
#: Of a button's value.
VALUE_CHARS = 2000

#: A block as Slack's JSON has it: this folder is the door that dicts leave by.
Block = dict[str, Any]


def escape(text: str) -> str:
    """Text that cannot become a mention, a broadcast or a link (docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> Block:
    """Text that Slack prints as it is."""
    return {"type": "plain_text", "text": text, "emoji": False}


def section(text: str) -> Block:
    """Words as they are: nothing in them is markup."""
    return {"type": "section", "text": plain(text)}


def option(label: str, value: str) -> Block:
    """One of a menu's."""
    return {"text": plain(cut(label, BUTTON_CHARS)), "value": value}


def cut(text: str, chars: int) -> str:
    """A label that has room."""
    return text if len(text) <= chars else f"{text[: chars - 1].rstrip()}…"


def value(words: Sequence[str]) -> str:
    """What a button, or an option of a menu, holds."""
    return json.dumps(list(words), ensure_ascii=False, separators=(",", ":"))


def said_by(value: str) -> tuple[str, ...]:
    """The words of a button; none where it is of a version of ours that wrote them differently."""
    try:
        words = json.loads(value)
    except ValueError:
        return ()
    return tuple(map(str, words)) if isinstance(words, list) else ()
