"""Corrections and clarifications under an article are no news: no fact comes out of them."""

from __future__ import annotations

import pytest

from digest.reading.notes import notes, without_notes

NEWS = "Bel opens the port of Selm\n\nMinister Anna Bel opened the port of Selm on Monday.\n\n"

NOTES: tuple[str, ...] = (
    "Correction: An earlier version of this article said that Anna Bel had met Ivo Stern.",
    "CORRECTION (22 April): Anna Bel met Ivo Stern, not Lena Fors.",
    "Correction, April 22: Anna Bel met Ivo Stern on Monday.",
    "*Clarification* – Ms Bel spoke with Ivo Stern by phone.",
    "Corrections and clarifications: Ms Bel met Ivo Stern.",
    "Editor’s note: A previous version of this story misstated where Anna Bel spoke with Lena Fors.",
    "[Editor's note: Anna Bel met Ivo Stern.]",
    "This story has been updated to correct the name of the envoy whom Anna Bel met.",
    "This article was amended on 22 April 2025. Anna Bel met Ivo Stern on Monday, not on Sunday.",
    "An earlier version of this article said that the ministers had met. They did not.",
    "In an earlier version of this report we said that Anna Bel had met Ivo Stern.",
    "(Corrects place in headline; Bel met Stern in Selm)",
    "This article originally said that Anna Bel had met Ivo Stern.",
)


@pytest.mark.parametrize("note", NOTES)
def test_what_a_correction_says_is_not_read(note: str) -> None:
    text = f"{NEWS}{note}\n\nShe left on Tuesday."

    read = without_notes(text)

    assert [span.of(text) for span in notes(text)] == [note]
    assert read == text.replace(note, " " * len(note))


def test_a_label_on_a_line_of_its_own_makes_the_next_one_a_note() -> None:
    text = f"{NEWS}Correction\n\nAnna Bel met Ivo Stern.\n\nShe left on Tuesday."

    assert [span.of(text) for span in notes(text)] == ["Correction", "Anna Bel met Ivo Stern."]


@pytest.mark.parametrize(
    "news",
    [
        "The ministry published a correction: Minister Anna Bel met Ivo Stern.",
        "Corrections officers met Minister Anna Bel in Selm.",
        "Clarification is needed, said Minister Anna Bel: she met nobody.",
        "This report was handed to Minister Anna Bel by Ivo Stern.",
        "An earlier version of the treaty was signed by Anna Bel and Ivo Stern.",
        "“This article was amended twice,” said Anna Bel of the constitution.",
    ],
)
def test_other_corrections_are_news(news: str) -> None:
    text = f"{NEWS}{news}"

    assert without_notes(text) == text


def test_a_headline_is_no_note() -> None:
    text = "Correction: Bel met Stern in Selm, ministry says\n\nMinister Anna Bel met Ivo Stern in Selm."

    assert without_notes(text) == text
