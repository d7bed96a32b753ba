"""What a message looks like in its chat, by the payload that is sent."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console, RenderableType
from rich.style import Style

from bot.views import chats
from digest.model import Span
from handlers.replies import Words
from handlers.slack import blocks
from handlers.telegram import render, under
from tests.builders import digest, entry, item, section


def printed(shown: RenderableType) -> list[str]:
    """Each line within its frame."""
    screen = Console(file=io.StringIO(), width=160, no_color=True)
    screen.print(shown)
    assert isinstance(screen.file, io.StringIO)
    return [line.strip("│╭╮╰╯─ \n") for line in screen.file.getvalue().splitlines()]


def payloads(verb: str = "met") -> dict[str, str]:
    """A digest of one story, as each platform is sent it."""
    line = item(text=f"Mara Venn {verb} Tomas Reyk", strong=(Span(0, len("Mara Venn")),))
    said = digest(entries=(entry(headline="Rail <link> opens", sections=(section(items=(line,)),)),))
    telegram = render.buttoned(render.render(said)[0], under.lasting(said, Words()))
    return {"slack": blocks.render(said)[0], "telegram": telegram}


@pytest.mark.parametrize(
    ("platform", "buttons"),
    [
        ("slack", ["[⋯ | Why is this here? | Who is Mara Venn? | Mute … | Settings]", "[Right]  [Wrong]"]),
        ("telegram", ["[Wrong?]  [Who?]  [Mute]"]),
    ],
)
def test_a_message_shows_its_lines_its_folded_evidence_and_its_buttons_by_name(
    platform: str, buttons: list[str]
) -> None:
    shown = printed(chats.bubble(platform, payloads()[platform], "Readout"))

    assert shown[:2] == ["Readout", "Rail <link> opens"]
    assert "• Mara Venn met Tomas Reyk" in shown
    assert "Read the article · Courier" in shown
    assert [line for line in shown if line.startswith("[")] == buttons
    assert [line for line in shown if "Evidence" in line] == ["▸ Evidence: 1 sentence from the article"]
    assert not any("blocks" in line or "offset" in line for line in shown)


def test_styles_stand_where_telegram_counts_them_in_utf_16_units() -> None:
    message = {"text": "🕒🕒 bold\nlast", "entities": [{"type": "bold", "offset": 5, "length": 4}]}

    [first, _] = chats.ROWS["telegram"](message)

    assert [(span.style, first.text.plain[span.start : span.end]) for span in first.text.spans] == [("bold", "bold")]


def test_a_link_is_its_label_and_leads_where_the_payload_says() -> None:
    block = {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": "At: <https://a.example/?a=1&amp;b=2|A &amp; B>"}],
    }

    [row] = chats.ROWS["slack"]({"blocks": [block]})

    assert row.text.plain == "At: A & B"
    assert [Style.parse(str(span.style)).link for span in row.text.spans] == ["https://a.example/?a=1&b=2"]


@pytest.mark.parametrize("platform", ["slack", "telegram"])
def test_an_edit_shows_what_went_and_what_came(platform: str) -> None:
    before, after = payloads()[platform], payloads("wrote to")[platform]

    shown = printed(chats.edited(platform, before, after, "edited"))

    assert "− • Mara Venn met Tomas Reyk" in shown
    assert "+ • Mara Venn wrote to Tomas Reyk" in shown
    assert "Rail <link> opens" not in shown


def test_a_message_of_plain_words_is_shown_as_they_are() -> None:
    assert printed(chats.bubble("slack", json.dumps({"text": "Nothing new"}), "Readout"))[1] == "Nothing new"
