"""Our own words in a digest's lines, in the language of the chat; everything else as it was written."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

import pytest

from digest.model import Chat, Digest, Evidence, Item, Phrase, Section
from digest.sections.line import Piece, cite, item, ours, quote
from handlers import outline, phrases
from handlers.commands import spoken_to
from handlers.console import text
from handlers.replies import LANGUAGES, Words
from handlers.slack import blocks
from handlers.telegram import render
from tests.builders import MEETING, address, digest, entry, evidence, report, span

RUSSIAN = spoken_to(Chat(address(), language="ru"), ZoneInfo("Asia/Yerevan"))
NAME = Piece("Ardal", strong=True)


def planned() -> Item:
    """Planned: Ardal to meet Belmark."""
    names = Piece(" to meet "), Piece("Belmark", strong=True)
    return item([*ours(Phrase.PLANNED), Piece(": "), NAME, *names], [evidence(label="Planned", phrase=Phrase.PLANNED)])


def compared() -> Item:
    """Only Ardal’s side mentions “Port Hale”; only Belmark’s uses the word “rail”."""
    [mine, theirs] = [quote(report(), span(words), "Ardal") for words in ("Port Hale", "Mara Venn")]
    first = [*ours(Phrase.ONLY, "Ardal"), Piece(" "), *ours(Phrase.MENTIONS), Piece(" "), *mine, Piece("; ")]
    second = [*ours(Phrase.AND_ONLY, "Belmark"), Piece(" "), *ours(Phrase.USES_WORD), Piece(" "), *theirs]
    return item([*first, *second], [evidence()])


def both() -> Item:
    """Both sides say “Port Hale”."""
    opening = [*ours(Phrase.BOTH, strong=True), Piece(" "), *ours(Phrase.SAY), Piece(" ")]
    return item([*opening, *quote(report(), span("Port Hale"), Phrase.BOTH)], [evidence()])


def told(*sections: Section) -> Digest:
    return digest(entries=(entry(sections=sections),))


@pytest.mark.parametrize(
    ("line", "russian"),
    [
        (planned(), "Запланировано: Ardal to meet Belmark"),
        (
            compared(),
            "Только сторона Ardal упоминает “Port Hale”; только сторона Belmark употребляет слово “Mara Venn”",
        ),
        (both(), "Обе стороны говорят: “Port Hale”"),
    ],
    ids=["planned", "compared", "both"],
)
def test_what_is_ours_is_said_in_the_chat_s_language(line: Item, russian: str) -> None:
    assert phrases.worded(line, RUSSIAN).text == russian


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", [planned(), compared(), both()], ids=["planned", "compared", "both"])
def test_names_and_quotations_stay_as_written_in_every_language(line: Item, language: str) -> None:
    worded = phrases.worded(line, Words(language=language))

    for before, after in zip(line.quotes, worded.quotes, strict=True):
        assert after.span.of(worded.text) == before.evidence.text
        assert worded.text[after.span.start - 1] == "“"
    names = [(a.of(line.text), b.of(worded.text)) for a, b in zip(line.strong, worded.strong, strict=True)]
    assert all(now == was for was, now in names if was != "Both sides")
    assert (worded.text == line.text) is (language == "en")


def test_both_sides_stay_strong() -> None:
    worded = phrases.worded(both(), RUSSIAN)

    assert [each.of(worded.text) for each in worded.strong] == ["Обе стороны"]


def test_a_fact_that_reads_like_a_word_of_ours_is_left_alone() -> None:
    fact = Item("Planned: the new town, Background: a novel")
    name = Evidence("Who", "a", 1, span("Venn"), "Venn")

    assert phrases.worded(fact, RUSSIAN) == fact
    assert phrases.label(name, RUSSIAN) == "Who"


def test_every_platform_says_it() -> None:
    one = told(Section("met", (planned(),)), Section("readouts", (compared(),)))

    shown = [text(one, RUSSIAN), *blocks.render(one, RUSSIAN), *render.render(one, RUSSIAN)]

    for each in shown:
        assert "Запланировано: " in each
        assert "Planned" not in each
        assert "Только сторона " in each


def test_the_evidence_is_filed_in_the_chat_s_language() -> None:
    one = told(Section("met", (item([NAME], [cite(report(), span(MEETING), Phrase.HELD)]),)))

    [telegram] = render.render(one, RUSSIAN)

    assert "Когда, где: " in json.loads(telegram)["text"]
    assert "*Когда, где*" in blocks.render(one, RUSSIAN)[0]
    assert outline.evidence_line(evidence(), Words()).text.startswith("When, where: ")
