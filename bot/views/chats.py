"""A message as Slack and Telegram show it, on a terminal: from the very payload that is sent to them.

    payload -> rows (what stands in the chat, a line each) -> bubble, or with what was there before -> edited

What is folded away in a chat is one row here, and a button is its label in brackets.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

#: A node of a payload, as the platform writes it.
Node = Mapping[str, Any]

RULE = "rule"
_BULLET = "• "
#: How many rows around what was changed are shown of an edited message.
AROUND = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a chat."""

    text: Text
    mark: str = ""  #: what hangs before it; RULE for a line across

    @property
    def said(self) -> str:
        """By which it is known again in another version of its message."""
        return f"{self.mark}{self.text.plain}"


def bubble(platform: str, payload: str, title: str) -> Panel:
    """A message as people see it."""
    return _panel([_shown(row) for row in ROWS[platform](json.loads(payload))], title)


def edited(platform: str, before: str, after: str, title: str) -> Panel:
    """What an edit changed in a message, with the line above and below: what is gone struck out, then what came."""
    old, new = (list(ROWS[platform](json.loads(payload))) for payload in (before, after))
    matcher = SequenceMatcher(None, [row.said for row in old], [row.said for row in new], autojunk=False)
    shown = list[RenderableType]()
    for group in matcher.get_grouped_opcodes(AROUND):
        shown.append(Text("⋮", "dim"))
        for tag, start, end, begun, done in group:
            same = tag == "equal"
            gone = (
                [] if same else [_signed("−", Row(Text(row.text.plain, "strike"), row.mark)) for row in old[start:end]]
            )
            came = [row if same else _signed("+", row) for row in new[begun:done]]
            shown += map(_shown, [*gone, *came])
    return _panel([*shown, Text("⋮", "dim")], title)


def _signed(sign: str, row: Row) -> Row:
    """With a plus or minus before it; a rule has its own look."""
    return row if row.mark == RULE else Row(row.text, f"{sign} {row.mark}")


def _panel(inside: Sequence[RenderableType], title: str) -> Panel:
    return Panel(Group(*inside), title=Text(title), title_align="left", padding=(0, 1))


def _shown(row: Row) -> RenderableType:
    if row.mark == RULE:
        return Rule(style="dim")
    if not row.mark:
        return row.text
    hanging = Table.grid()
    hanging.add_column(width=len(row.mark))
    hanging.add_column()
    hanging.add_row(row.mark, row.text)
    return hanging


# --- Slack -----------------------------------------------------------------------------------------------------------


def _of_slack(message: Node) -> Iterator[Row]:
    for block in message.get("blocks", ()):
        yield from _BLOCKS[block["type"]](block)
    if "blocks" not in message:
        yield Row(Text(message["text"]))


def _header(block: Node) -> Iterator[Row]:
    yield Row(Text(block["text"]["text"], "bold underline"))


def _rich_text(block: Node) -> Iterator[Row]:
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            yield from (Row(_runs(item), _BULLET) for item in part["elements"])
        else:
            yield Row(_runs(part))


def _runs(section: Node) -> Text:
    styled = ((run["text"], "bold" if run.get("style", {}).get("bold") else "") for run in section["elements"])
    return Text.assemble(*styled)


def _context(block: Node) -> Iterator[Row]:
    small = (_marked_up(each["text"]) if each["type"] == "mrkdwn" else Text(each["text"]) for each in block["elements"])
    yield Row(Text("\n").join(small), "  ")


def _marked_up(mrkdwn: str) -> Text:
    """Links by their labels."""
    text, rest = Text(), mrkdwn
    while "<" in rest:
        before, _, rest = rest.partition("<")
        link, _, rest = rest.partition(">")
        url, _, label = link.partition("|")
        text.append(_unescaped(before)).append(_unescaped(label), f"underline link {_unescaped(url)}")
    return text.append(_unescaped(rest))


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _container(block: Node) -> Iterator[Row]:
    yield Row(Text(block["title"]["text"], "bold"), "▸ ")


def _actions(block: Node) -> Iterator[Row]:
    yield Row(Text("  ").join(_element(each) for each in block["elements"]))


def _element(each: Node) -> Text:
    if each["type"] == "overflow":
        return _button("⋯", *(option["text"]["text"] for option in each["options"]))
    return _button(each["text"]["text"])


def _feedback(block: Node) -> Iterator[Row]:
    named = [element[name] for element in block["elements"] for name in ("positive_button", "negative_button")]
    yield Row(Text("  ").join(_button(each["text"]["text"]) for each in named))


def _button(*labels: str) -> Text:
    return Text(f"[{' | '.join(labels)}]", "cyan")


_BLOCKS: Mapping[str, Callable[[Node], Iterator[Row]]] = {
    "header": _header,
    "rich_text": _rich_text,
    "context": _context,
    "container": _container,
    "actions": _actions,
    "context_actions": _feedback,
    "divider": lambda _: iter([Row(Text(), RULE)]),
}


# --- Telegram --------------------------------------------------------------------------------------------------------

_STYLES = {"bold": "bold", "italic": "italic", "code": "bold"}


def _of_telegram(message: Node) -> Iterator[Row]:
    whole, folded = _entities(message)
    position = 0
    for line in whole.split("\n", allow_blank=True):
        fold = next(((start, end) for start, end in folded if start <= position < end), None)
        if fold is None:
            yield Row(line[len(_BULLET) :], _BULLET) if line.plain.startswith(_BULLET) else Row(line)
        elif fold[0] == position:
            yield Row(line, "▸ ")
        position += len(line.plain) + 1
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        yield Row(Text("  ").join(_button(each["text"]) for each in row))


def _entities(message: Node) -> tuple[Text, Sequence[tuple[int, int]]]:
    """The text with its styles; and which stretches of it stay folded until they are tapped."""
    text, folded = Text(message["text"]), list[tuple[int, int]]()
    units = message["text"].encode("utf-16-le")
    for each in message["entities"]:
        start, end = (
            len(units[: 2 * at].decode("utf-16-le")) for at in (each["offset"], each["offset"] + each["length"])
        )
        if each["type"] == "expandable_blockquote":
            folded.append((start, end))
        else:
            text.stylize(_STYLES.get(each["type"]) or f"underline link {each['url']}", start, end)
    return text, folded


ROWS: Mapping[str, Callable[[Node], Iterator[Row]]] = {"slack": _of_slack, "telegram": _of_telegram}
