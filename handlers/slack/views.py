"""The form in which a channel is subscribed, as Slack's modal: what it looks like, and what somebody filled in.

Limits: docs.slack.dev/reference/views/modal-views.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.replies import Words
from handlers.slack.elements import BUTTON_CHARS, OPTION_VALUE_CHARS, Block, cut, option, plain, section

SUBSCRIBE = "subscribe_channel"
TITLE_CHARS = 24
#: Of a section.
PREVIEW_CHARS = 2900
#: Options that Slack shows at once.
OPTIONS = 100
USUAL_TIMES = "08:30"

#: Blocks of the form; each holds one element, whose action has the same name.
WHERE, WHAT, TIMES, DAYS, ZONE, PREVIEW = "where", "what", "times", "days", "zone", "preview"


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody filled in."""

    channel: str
    topics: tuple[str, ...]
    times: str
    days: tuple[int, ...]
    zone: str


def form(say: Words, *, channel: str, zone: str) -> Block:
    """The empty form; `channel` is where it was asked for, empty for where the asker is."""
    there = {"initial_conversation": channel} if channel else {"default_to_current_conversation": True}
    # What another organisation shares cannot be chosen; a channel that is shared later is found out when it is posted.
    own = {"include": ["public", "private"], "exclude_bot_users": True, "exclude_external_shared_channels": True}
    days = [option(say.weekday(day), str(day)) for day in range(7)]
    return {
        "type": "modal",
        "callback_id": SUBSCRIBE,
        "title": plain(cut(say.field("title"), TITLE_CHARS)),
        "submit": plain(cut(say.field("submit"), TITLE_CHARS)),
        "close": plain(cut(say.field("close"), TITLE_CHARS)),
        "blocks": [
            _input(WHERE, say.field("channel"), {"type": "conversations_select", "filter": own, **there}),
            _input(WHAT, say.field("topics"), {"type": "multi_external_select", "min_query_length": 0})
            | {"hint": plain(say.field("topics-hint")), "optional": True, "dispatch_action": True},
            _input(TIMES, say.field("times"), {"type": "plain_text_input", "initial_value": USUAL_TIMES})
            | {"hint": plain(say.field("times-hint"))},
            _input(DAYS, say.field("days"), {"type": "checkboxes", "options": days, "initial_options": days}),
            _input(ZONE, say.field("zone"), {"type": "plain_text_input", "initial_value": zone}),
            {**section(say.field("looking")), "block_id": PREVIEW},
        ],
    }


def previewed(view: Mapping[str, Any], text: str) -> Block:
    """The form as it stands, with another preview: fields keep what was filled in as long as they are the same."""
    kept = ("type", "callback_id", "title", "submit", "close")
    below = {**section(cut(text, PREVIEW_CHARS)), "block_id": PREVIEW}
    blocks = [below if block["block_id"] == PREVIEW else block for block in view["blocks"]]
    return {**{name: view[name] for name in kept}, "blocks": blocks}


def filled(view: Mapping[str, Any]) -> Filled:
    """Read a form that was sent."""
    given = {block: fields[block] for block, fields in view["state"]["values"].items()}
    return Filled(
        channel=given[WHERE]["selected_conversation"],
        topics=chosen(given[WHAT]),
        times=given[TIMES]["value"] or "",
        days=tuple(sorted(int(day) for day in chosen(given[DAYS]))),
        zone=given[ZONE]["value"] or "",
    )


def chosen(action: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of a field of which several can be chosen."""
    return tuple(each["value"] for each in action.get("selected_options") or ())


def topics(names: Sequence[str]) -> list[Block]:
    """Topics to choose from; one whose name has no room can be named in a command."""
    return [option(cut(name, BUTTON_CHARS), name) for name in names if len(name) <= OPTION_VALUE_CHARS][:OPTIONS]


def _input(block: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block, "label": plain(label), "element": {"action_id": block, **element}}
