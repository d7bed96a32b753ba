"""Quotation marks: what lies between them, whatever their style."""

from __future__ import annotations

import pytest

from digest.reading.quotes import masked, stretches

MARKS: tuple[tuple[str, list[str]], ...] = (
    # a mark followed by a letter is an apostrophe
    ("‘Tarsia’s future is Velmora’s future’, Orbel said.", ["Tarsia’s future is Velmora’s future"]),
    # a plural possessive closes nothing when a plainer mark follows
    (
        "The minister said: ‘We support the parties’ efforts to find a way’.",
        ["We support the parties’ efforts to find a way"],
    ),
    # but it closes when nothing else does
    ("He spoke of ‘serious concerns’ over the plan.", ["serious concerns"]),
    # clipped words and years
    ("Bel told us that ‘nothing has changed since the ’90s’.", ["nothing has changed since the ’90s"]),
    ("The mayor said ‘rock ’n’ roll’ was banned.", ["rock ’n’ roll"]),
    # other marks inside are part of the words
    ("‘He told me, “Do not worry”, and left’, Bel said.", ["He told me, “Do not worry”, and left"]),
    # brackets and an inner title in straight marks
    (
        'She praised ‘efforts to open [roads] within the "Open Valley" plan’ of Tarsia.',
        ['efforts to open [roads] within the "Open Valley" plan'],
    ),
    # other styles
    ("„Die Brücke“, she said, «le pont» and “bridge”.", ["Die Brücke", "le pont", "bridge"]),
    ('"A," she said. "B."', ["A,", "B."]),
    ("'We don't know', she said. 'It's early.'", ["We don't know", "It's early."]),
    # a possessive with nothing open
    ("The protesters’ demands were ‘fair’.", ["fair"]),
    # an opening mark that nothing closes costs no other quotation
    ("He said “one thing. She said “another thing” later.", ["another thing"]),
    ("A ‘lost mark.\nShe said ‘a kept one’.", ["a kept one"]),
    # a quotation over paragraphs opens each one and closes only the last
    ("“First part.\n“Second part,” she said.", ["First part.", "Second part,"]),
    # nothing between marks, nothing at all
    ("“” and ‘’ and ’ alone", []),
    ("", []),
)


@pytest.mark.parametrize(("text", "expected"), MARKS)
def test_what_lies_between_the_marks(text: str, expected: list[str]) -> None:
    found = [stretch.span.of(text) for stretch in stretches(text)]

    assert found == expected


def test_a_paragraph_that_goes_on_says_so() -> None:
    first, second = stretches("“First part.\n“Second part,” she said.")

    assert first.continues
    assert not second.continues


def test_the_masked_text_keeps_every_offset() -> None:
    text = "‘The parties’ efforts’, she said, are Velmora’s «best» hope."

    shaped = masked(text)

    assert len(shaped) == len(text)
    assert shaped == '"The parties\' efforts", she said, are Velmora\'s "best" hope.'
