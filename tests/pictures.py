"""The pictures of docs/telegram.md, from the messages that the bot really sends: python -m tests.pictures FOLDER

Writes a page of HTML each; blitz-py, or a browser, makes pictures of them:

    blitz_py.render_png(page, width=440)
"""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from digest.model import Address, Digest, Section
from tests.builders import digest, entry, item, link, part, quotation_item, section, slot, subscription
from tests.handlers import tdlib
from tests.handlers.desk import FakeDesk, profile
from tests.handlers.telegram_bot import Bot, running

PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 14px; width: 412px; background: #cfdcc8; font: 15px/1.35 "DejaVu Sans", sans-serif; }}
.said {{ background: #fff; border-radius: 12px; padding: 9px 12px; white-space: pre-wrap; }}
.row {{ display: flex; }}
.row div {{ flex: 1; margin: 4px 2px 0; padding: 8px 4px; border-radius: 8px; text-align: center; color: #fff;
  background: #7c9a76; font-size: 14px; }}
blockquote {{ margin: 4px 0; padding: 4px 8px; border-left: 3px solid #3a8ac4; background: #eaf3fa; font-size: 14px; }}
a {{ color: #2a79b5; text-decoration: none; }} code {{ font-family: "DejaVu Sans Mono"; }}
</style><body><div class="said">{said}</div>{buttons}</body>"""


def page(message: Any) -> str:
    """A message as people see it."""
    rows = message.data.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = "".join('<div class="row">' + "".join(map(_button, row)) + "</div>" for row in rows)
    # Fonts without emoji have this clock.
    return PAGE.format(said=tdlib.html(message.text, message.entities).replace("🕒", "◷"), buttons=buttons)


def _button(button: Mapping[str, str]) -> str:
    return f"<div>{escape(button['text'])}</div>"


def edition() -> Digest:
    """One story with all that a story may have."""
    aside = Section("background", (item(text="a call in January", strong=()), item(text="talks, May", strong=())))
    sections = (section(), section(name="said", items=(quotation_item(),)), aside)
    links = (link(), link(outlet="Herald", url="https://herald.example/a"))
    return digest(edition="d_8f3k2a1c", topics=("Ardal",), entries=(entry(sections=sections, links=links),))


async def shown(bot: Bot) -> AsyncIterator[tuple[str, Any]]:
    """Each message by the name of its picture."""
    anna = bot.tg.person("Anna")
    where = Address("telegram", str(anna["id"]))
    await bot.desk.store.claim(subscription(address=where), slot(), edition(), [part()])
    receipt = await bot.channel.post(where, bot.channel.render(edition())[0], key="1")
    assert receipt
    yield "digest", await bot.tg.next(anna)
    keyboard = await bot.asked(anna, anna, "/topics")
    for label in ("Ardal", "North Sound"):
        await bot.pressed(keyboard, label)
    yield "topics", keyboard
    await bot.pressed(keyboard, "Times")
    yield "times", keyboard
    yield "who", await bot.asked(anna, anna, "/who Venn")


async def pages() -> Mapping[str, str]:
    """All of them."""
    desk = FakeDesk(profiles=(profile(),))
    async with running(desk) as bot:
        return {name: page(message) async for name, message in shown(bot)}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, text in asyncio.run(pages()).items():
        (folder / f"telegram-{name}.html").write_text(text, encoding="utf-8")
