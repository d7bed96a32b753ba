"""The digest on a terminal."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from digest.model import Correction, Item, Section
from handlers.console import ConsoleChannel, text
from handlers.replies import Words
from tests.builders import TITLE, URL, address, digest, entry, item, link, quotation_item, section

ONE = f"""\
{TITLE}

WHO MET WHOM
- Mara Venn (Ardal) met Tomas Reyk (Belmark) in Port Hale, Thursday

WHAT WAS SAID
- Venn: “The first train will run in June,”

Source: Courier {URL}"""


def test_a_story_is_told_under_its_headings() -> None:
    assert text(digest()) == ONE


def test_lines_that_found_no_room_are_counted() -> None:
    assert text(digest(entries=(entry(left_out=1),))) == f"{ONE}\n1 more line there"
    assert text(digest(entries=(entry(left_out=3),))).endswith("\n3 more lines there")


def test_an_update_says_so_in_its_headline() -> None:
    assert text(digest(entries=(entry(update=True),))).startswith(f"New in: {TITLE}\n")


def test_background_stands_in_one_line() -> None:
    background = Section("background", (item(text="a call in January", strong=()), item(text="talks, May", strong=())))

    shown = text(digest(entries=(entry(sections=(section(), background)),)))

    assert "\n\nBackground: a call in January; talks, May\n\nSource:" in shown


def test_several_stories_and_what_is_missing() -> None:
    shown = text(
        digest(
            entries=(entry(), entry(headline="Harbour reopens")),
            more=2,
            unreachable=("Gazette", "Herald"),
            silent=("Valley Post",),
        )
    )

    assert shown.count("─" * 40) == 1
    assert shown.endswith(
        "\n\n2 more stories\nCould not be reached: Gazette and Herald\nSilent longer than usual: Valley Post"
    )


def test_a_quiet_day_says_so() -> None:
    quiet = digest(entries=(), topics=("Ardal", "Belmark"), sources_checked=14)

    shown = text(quiet, Words(ZoneInfo("Asia/Tokyo")))

    assert shown == "Nothing new on Ardal and Belmark since 23 April, 21:00. 14 sources checked."


def test_an_escape_sequence_does_not_reach_the_terminal() -> None:
    hostile = replace(quotation_item(), text="\x1b[31mVenn\x1b[0m said", quotes=(), strong=())

    shown = text(
        digest(entries=(entry(headline="\x1b]0;owned\x07 \u202eidea", sections=(section(items=(hostile,)),)),))
    )

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[31mVenn[0m said" in shown


async def test_a_pipe_gets_plain_text() -> None:
    out = io.StringIO()
    channel = ConsoleChannel(out)
    [payload] = channel.render(digest(entries=(entry(links=(link(url="https://courier.example/" + "x" * 200),)),)))

    receipt = await channel.post(address(), payload, key="part-0")

    assert receipt == "1"
    assert out.getvalue().startswith(f"{TITLE}\n\nWHO MET WHOM\n- Mara Venn")
    assert f"https://courier.example/{'x' * 200}\n" in out.getvalue()


WAS, IS = Item("They met in Velm"), Item("They met in Oldford")


@pytest.mark.parametrize(
    ("correction", "in_digest", "to_readers"),
    [
        (
            Correction("met", WAS, IS, time(14, 5)),
            "Corrected 14:05: Before, it said: They met in Velm",
            "Corrected 14:05: They met in Oldford. Before, it said: They met in Velm",
        ),
        (
            Correction("", WAS, IS, time(14, 5), date(2025, 4, 25)),
            "Corrected 25 April, 14:05: Before, the headline was: They met in Velm",
            "Corrected 25 April, 14:05: They met in Oldford. Before, the headline was: They met in Velm",
        ),
        (
            Correction("met", WAS, None, time(9, 0)),
            "Corrected 09:00: withdrawn: They met in Velm",
            "Corrected 09:00: withdrawn: They met in Velm",
        ),
        (
            Correction("met", WAS, WAS, time(9, 0)),
            "Corrected 09:00: stands again: They met in Velm",
            "Corrected 09:00: stands again: They met in Velm",
        ),
    ],
)
async def test_a_correction_is_printed(correction: Correction, in_digest: str, to_readers: str) -> None:
    out = io.StringIO()
    channel = ConsoleChannel(out)

    await channel.post(address(), channel.correction([correction]), key="part-1", answers="1")

    assert out.getvalue() == f"{to_readers}\n\n"
    assert f"\n\n{in_digest}\n\nSource:" in text(digest(entries=(entry(corrections=(correction,)),)))
    assert not channel.alters(*channel.render(digest()), *channel.render(digest(more=1)))
