"""What TDLib reads in a message: Telegram's apps and its Bot API server are made of it. Nothing is sent anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import tdjson

TAGS: Mapping[str, tuple[str, str]] = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "code": ("<code>", "</code>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}
TYPES: Mapping[str, str] = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeCode": "code",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeExpandableBlockQuote": "expandable_blockquote",
}

Entity = Mapping[str, Any]


# It tells of all that it does otherwise.
tdjson.td_execute(json.dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}).encode())


def united(entities: Sequence[Entity]) -> list[dict[str, Any]]:
    """The same looks with as few entities as can be: two of a kind that overlap or touch are one."""
    kept = list[dict[str, Any]]()
    for each in sorted(entities, key=lambda e: (e["type"], e.get("url", ""), e["offset"])):
        last = kept[-1] if kept else {}
        same = (last.get("type"), last.get("url")) == (each["type"], each.get("url"))
        if same and each["offset"] <= last["offset"] + last["length"]:
            last["length"] = max(last["length"], each["offset"] + each["length"] - last["offset"])
        else:
            kept.append(dict(each))
    return sorted(kept, key=lambda e: (e["offset"], -e["length"], e["type"]))


def html(text: str, entities: Sequence[Entity]) -> str:
    """The same message in Telegram's HTML: what we would send if we sent markup."""
    units = text.encode("utf-16-le")
    ordered = united(entities)
    edges = sorted({0, len(units) // 2, *(e["offset"] for e in ordered), *(e["offset"] + e["length"] for e in ordered)})
    told = ""
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        told += "".join(_tags(e)[1] for e in reversed(ordered) if e["offset"] + e["length"] == start)
        told += "".join(_tags(e)[0] for e in ordered if e["offset"] == start)
        told += escape(units[2 * start : 2 * end].decode("utf-16-le"), quote=False)
    return told


def parsed(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """The text and the entities that TDLib makes of HTML."""
    asked = {"@type": "parseTextEntities", "text": markup, "parse_mode": {"@type": "textParseModeHTML"}}
    told = json.loads(tdjson.td_execute(json.dumps(asked).encode()) or b"{}")
    assert told.get("@type") == "formattedText", told
    return told["text"], [_entity(each) for each in told["entities"]]


def _entity(told: Mapping[str, Any]) -> dict[str, Any]:
    url = {"url": told["type"]["url"]} if "url" in told["type"] else {}
    return {"type": TYPES[told["type"]["@type"]], "offset": told["offset"], "length": told["length"], **url}


def _tags(entity: Entity) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    return TAGS[entity["type"]]
