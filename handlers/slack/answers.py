"""What the bot answers, as Slack messages: the words, and under them buttons.

    Reply -> messages -> chat.postEphemeral, chat.postMessage, a response_url

Limits: docs.slack.dev/reference/block-kit/block-elements/button-element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from handlers.commands import Choice, Reply, Suggestion
from handlers.replies import Words
from handlers.slack.blocks import BLOCK_CHARS, words_of
from handlers.slack.elements import BUTTON_CHARS, VALUE_CHARS, Block, cut, escape, plain, section, value

#: Buttons that stand beside each other on a desktop; rows of one button are put together up to so many.
ROW = 5
#: Rows in one message: with the words that leaves half of its blocks free. A person reads far fewer.
ROWS = 25

#: Action ids of buttons whose answer takes the place of what stood there, and of those whose answer is whispered.
SAY, ASK = re.compile(r"ro:say:\d+"), re.compile(r"ro:ask:\d+")


def messages(reply: Reply, say: Words) -> list[Block]:
    """The reply as messages without a place; the buttons are under the last."""
    texts = words_of("\n".join([reply.text, *_listed(reply.suggestions)]), BLOCK_CHARS, say)
    told: list[Block] = [{"text": escape(text), "mrkdwn": False, "blocks": [section(text)]} for text in texts]
    told[-1]["blocks"] += rows(_rows(reply))
    return told


def rows(choices: Sequence[Sequence[Choice]], *, place: str = "") -> list[Block]:
    """Rows of buttons; those of a view name the chat that they are about by `place`."""
    numbers = count()
    shown = [[button(each, next(numbers)) for each in row if _fits(each)] for row in choices[:ROWS]]
    named = [{"block_id": f"ro:at:{place}:{number}"} if place else {} for number in range(len(shown))]
    return [{"type": "actions", "elements": row[:25], **name} for row, name in zip(shown, named, strict=True) if row]


def button(choice: Choice, number: int) -> Block:
    """One button; the number makes its action's id its own."""
    chosen = {"style": "primary"} if choice.on else {}
    return {
        "type": "button",
        "action_id": f"ro:say:{number}",
        "text": plain(cut(choice.label, BUTTON_CHARS)),
        "value": value(choice.words),
        **chosen,
    }


def typed(suggestion: Suggestion) -> str:
    """As people type it on Slack."""
    command = "/summary" if suggestion.verb == "summary" else f"/readout {suggestion.verb}"
    return " ".join([command, *suggestion.words])


def _listed(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    """Those that say what may follow a command; the others are buttons."""
    return (f"• {typed(each)} – {each.about}" for each in suggestions if each.about)


def _rows(reply: Reply) -> list[tuple[Choice, ...]]:
    """Rows of one button side by side, then what could be asked next."""
    told = list[tuple[Choice, ...]]()
    for alone, some in groupby(reply.choices, key=lambda row: len(row) == 1):
        together = list(some)
        told += _side_by_side([row[0] for row in together]) if alone else together
    asked = [Choice(typed(each), (each.verb, *each.words)) for each in reply.suggestions if not each.about]
    return [*told, *_side_by_side(asked)]


def _side_by_side(choices: Sequence[Choice]) -> list[tuple[Choice, ...]]:
    return [tuple(choices[start : start + ROW]) for start in range(0, len(choices), ROW)]


def _fits(choice: Choice) -> bool:
    """False for one that Slack would refuse: what it says can still be typed."""
    return bool(choice.label.strip()) and len(value(choice.words)) <= VALUE_CHARS
