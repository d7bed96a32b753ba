"""Pages that show the real payloads much as Slack does, for the pictures in docs/slack.md.

python -m tests.handlers.slack_pictures FOLDER     # then: chromium --headless --screenshot=… file:///…
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.schedule import upcoming
from digest.desk import Kept, Preview
from digest.model import Address, Section
from digest.ports import Health
from handlers.commands import Ask
from handlers.replies import Words
from handlers.slack import blocks, shelf, views
from tests.builders import NOW, digest, entry, item, subscription

BERLIN = ZoneInfo("Europe/Berlin")

STYLE = """
body { font: 15px/1.46 Lato, "DejaVu Sans", sans-serif; color: #1d1c1d; margin: 0; padding: 16px; width: 600px }
h2 { font-size: 18px; margin: 4px 0 8px } p { margin: 4px 0; white-space: pre-line }
ul { margin: 2px 0 8px; padding-left: 24px }
hr { border: 0; border-top: 1px solid #ddd; margin: 12px 0 } a { color: #1264a3; text-decoration: none }
.small { font-size: 12px; color: #616061 }
.row { display: flex; gap: 8px; flex-wrap: wrap; align-items: flex-start; margin: 8px 0 }
.b { border: 1px solid #bbb; border-radius: 5px; padding: 3px 11px; font: bold 13px sans-serif }
.primary { background: #007a5a; color: #fff; border-color: #007a5a }
.fold { border: 1px solid #ddd; border-radius: 8px; padding: 6px 12px; margin: 8px 0; font: bold 13px sans-serif }
.menu { border: 1px solid #ddd; border-radius: 8px; box-shadow: 0 2px 8px #0002; font-size: 13px; padding: 4px 12px }
.menu div { padding: 3px 0 } .app { font-weight: bold; margin-bottom: 6px }
.tag { font-size: 10px; background: #e8e8e8; border-radius: 3px; padding: 1px 4px; color: #616061; margin-left: 6px }
label { display: block; font-weight: bold; margin-top: 12px }
.field { border: 1px solid #868686; border-radius: 5px; padding: 6px 10px; margin: 4px 0; color: #616061 }
.sheet { border: 1px solid #ddd; border-radius: 10px; padding: 4px 20px 16px; box-shadow: 0 4px 20px #0002 }
.end { justify-content: flex-end } .check { margin-right: 12px; font-size: 14px }
"""


def page(inside: str) -> str:
    """A page of its own."""
    plain = inside.replace("🕒", "◷")  # a machine without a screen seldom has letters for it
    return f"<!doctype html><html lang=en><meta charset=utf-8><style>{STYLE}</style><body>{plain}</body></html>\n"


def message(payload: Mapping[str, Any]) -> str:
    """A message of the bot."""
    return f"<div class=app>Readout<span class=tag>APP</span></div>{shown(payload['blocks'])}"


def modal(view: Mapping[str, Any]) -> str:
    """A form, as it opens."""
    buttons = f'<span class=b>{_text(view["close"])}</span><span class="b primary">{_text(view["submit"])}</span>'
    inside = f'<h2>{_text(view["title"])}</h2>{shown(view["blocks"])}<div class="row end">{buttons}</div>'
    return f"<div class=sheet>{inside}</div>"


def shown(some: Sequence[Mapping[str, Any]]) -> str:
    """Blocks in order."""
    return "".join(_BLOCKS[block["type"]](block) for block in some)


def _text(node: Mapping[str, Any]) -> str:
    return escape(node["text"])


def _context(block: Mapping[str, Any]) -> str:
    texts = (each["text"] for each in block["elements"])
    linked = " ".join(_linked(text) if text.startswith(("<", "Read")) else escape(text) for text in texts)
    return f"<p class=small>{linked}</p>"


def _linked(mrkdwn: str) -> str:
    before, _, rest = mrkdwn.partition("<")
    link, _, after = rest.partition(">")
    url, _, label = link.partition("|")
    rest = _linked(after) if "<" in after else escape(after)
    return f'{escape(before)}<a href="{escape(url)}">{escape(label)}</a>{rest}'


def _rich(block: Mapping[str, Any]) -> str:
    return "".join(_paragraphs(each) for each in block["elements"])


def _paragraphs(each: Mapping[str, Any]) -> str:
    if each["type"] == "rich_text_list":
        return f"<ul>{''.join(f'<li>{_runs(line)}</li>' for line in each['elements'])}</ul>"
    return f"<p>{_runs(each)}</p>"


def _runs(line: Mapping[str, Any]) -> str:
    bold = (f"<b>{escape(run['text'])}</b>" if run.get("style") else escape(run["text"]) for run in line["elements"])
    return "".join(bold)


def _actions(block: Mapping[str, Any]) -> str:
    return f"<div class=row>{''.join(map(_element, block['elements']))}</div>"


def _element(each: Mapping[str, Any]) -> str:
    if each["type"] == "overflow":  # open, so that the picture tells what is in it
        options = "".join(f"<div>{_text(option['text'])}</div>" for option in each["options"])
        return f"<span class=b>⋯</span><div class=menu>{options}</div>"
    if each["type"] == "static_select":
        return f"<span class=b>{_text(each['placeholder'])} ▾</span>"
    return f'<span class="b {each.get("style", "")}">{_text(each["text"])}</span>'


def _feedback(block: Mapping[str, Any]) -> str:
    [buttons] = block["elements"]
    named = ("positive_button", "negative_button")
    told = "".join(f"<span class=b>{_text(buttons[name]['text'])}</span>" for name in named)
    return f"<div class=row>{told}</div>"


def _input(block: Mapping[str, Any]) -> str:
    hint = f"<div class=small>{_text(block['hint'])}</div>" if "hint" in block else ""
    return f"<label>{_text(block['label'])}</label>{_field(block['element'])}{hint}"


def _field(element: Mapping[str, Any]) -> str:
    if element["type"] == "checkboxes":
        boxes = (f"<span class=check>☑ {_text(option['text'])}</span>" for option in element["options"])
        return f"<div>{''.join(boxes)}</div>"
    return f"<div class=field>{escape(element.get('initial_value') or '▾')}</div>"


_BLOCKS = {
    "header": lambda block: f"<h2>{_text(block['text'])}</h2>",
    "section": lambda block: f"<p>{_text(block['text'])}</p>",
    "divider": lambda _: "<hr>",
    "context": _context,
    "rich_text": _rich,
    "container": lambda block: f"<div class=fold>▸ {_text(block['title'])}</div>",
    "actions": _actions,
    "context_actions": _feedback,
    "input": _input,
}


def _digest() -> str:
    background = Section("background", (item(text="a call in January", strong=(), evidence=()),))
    story = entry(sections=(*entry().sections, background))
    [payload] = blocks.render(replace(digest(entries=(story,)), topics=("Ardal",)), Words(BERLIN))
    return message(json.loads(payload))


def _form() -> str:
    say = Words(BERLIN)
    view = views.form(say, channel="C0", zone="Europe/Berlin")
    told = say.preview(Preview(12, 7, ("Ardal and Belmark sign the rail link", "North Sound opens its harbour")))
    return modal(views.previewed(view, told))


def _home() -> str:
    address = Address("slack", "C1", "T1")
    daily = subscription(address=address, topics=("Ardal",), zone="Europe/Berlin")
    alerts = subscription(id="b", address=Address("slack", "D1", "T1"), topics=("North Sound",), times=(), alerts=3)
    kept = [Kept(daily, tuple(upcoming(daily, now=NOW, count=3))), Kept(alerts)]
    health = [Health("Courier", NOW, NOW, NOW), Health("Valley", NOW, NOW, NOW - timedelta(days=60))]
    ask = Ask("topics", (), BERLIN, NOW, address)
    standing = [shelf.Standing(each, 1) for each in kept]
    return shown(shelf.home(standing, {"C1": "news", "D1": ""}, health, ask)["blocks"])


def pages() -> Mapping[str, str]:
    """Each picture's, by name."""
    return {"slack-digest": page(_digest()), "slack-form": page(_form()), "slack-home": page(_home())}


if __name__ == "__main__":
    for name, inside in pages().items():
        Path(sys.argv[1], f"{name}.html").write_text(inside, "utf-8")
