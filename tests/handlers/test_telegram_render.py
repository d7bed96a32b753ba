"""What a digest looks like on Telegram."""

from __future__ import annotations

import json
from typing import Any

from digest.model import Digest, Section
from handlers.telegram.render import render
from tests.builders import MEETING, TITLE, digest, entry, item, link, quotation_item, section

ONE = f"""\
{TITLE}

Who met whom
• Mara Venn (Ardal) met Tomas Reyk (Belmark) in Port Hale, Thursday

What was said
• Venn: “The first train will run in June,”

🕒 Background: a call in January; talks, May
Read at: Courier · Herald
Evidence: 2 sentences from the article
When, where: {MEETING}
Mara Venn: The first train will run in June,

1 more story
Could not be reached: Gazette"""


def message(of: Digest) -> dict[str, Any]:
    [payload] = render(of)
    parsed: dict[str, Any] = json.loads(payload)
    return parsed


def spans(of: dict[str, Any], kind: str) -> list[str]:
    units = of["text"].encode("utf-16-le")
    found = [(each["offset"], each["offset"] + each["length"]) for each in of["entities"] if each["type"] == kind]
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in found]


def one() -> Digest:
    background = Section("background", (item(text="a call in January", strong=()), item(text="talks, May", strong=())))
    sections = (section(), section(name="said", items=(quotation_item(),)), background)
    links = (link(), link(outlet="Herald", url="https://herald.example/a"))
    return digest(entries=(entry(sections=sections, links=links),), more=1, unreachable=("Gazette",))


def test_a_story_is_told_under_its_headings() -> None:
    assert message(one())["text"] == ONE


def test_entities_say_what_is_bold_linked_and_folded() -> None:
    told = message(one())

    assert spans(told, "bold") == [
        *(TITLE, "Who met whom", "Mara Venn", "Tomas Reyk", "What was said"),
        *("Evidence: 2 sentences from the article", "When, where:", "Mara Venn:"),
    ]
    assert spans(told, "italic") == ["Background: a call in January; talks, May"]
    assert spans(told, "text_link") == ["Courier", "Herald"]
    assert spans(told, "expandable_blockquote") == [ONE[ONE.index("Evidence") : ONE.index("\n\n1 more")]]
    assert "parse_mode" not in told


def test_offsets_count_utf16_units() -> None:
    told = message(digest(entries=(entry(headline="🌊🌊 floods", sections=(section(),)),)))

    assert spans(told, "bold")[:4] == ["🌊🌊 floods", "Who met whom", "Mara Venn", "Tomas Reyk"]


def test_two_stories_share_one_quotation_of_evidence() -> None:
    told = message(digest(entries=(entry(), entry(headline="Harbour reopens"))))

    [folded] = spans(told, "expandable_blockquote")
    assert folded.startswith(f"Evidence: 4 sentences from the article\n{TITLE}\nWhen, where:")
    assert "\nHarbour reopens\nWhen, where:" in folded
    assert told["text"].count("———") == 1


def test_an_address_that_telegram_would_refuse_is_not_linked() -> None:
    told = message(digest(entries=(entry(links=(link(url="https://localhost/x"),)),)))

    assert spans(told, "text_link") == []
    assert "Read the article · Courier" in told["text"]


def test_lines_that_found_no_room_are_counted_beside_the_link() -> None:
    told = message(digest(entries=(entry(left_out=2),)))

    assert "Read the article · Courier · 2 more lines there" in told["text"]


def test_a_quiet_day_is_one_line() -> None:
    assert message(digest(entries=()))["text"] == "Nothing new since 23 April, 12:00 UTC. 2 sources checked."
