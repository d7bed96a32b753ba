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
    # opened by one kind of mark, closed by another of its weight
    ('“We are close," she said. “Very close," she added.', ["We are close,", "Very close,"]),
    ('"We are close,” she said. "Very close,” she added.', ["We are close,", "Very close,"]),
    ("‘We are close', she said. ‘Velmora’s turn', she added.", ["We are close", "Velmora’s turn"]),
    ("'The parties’ plan is good’, she said.", ["The parties’ plan is good"]),
    ("«We are close”, she said. „Very close»", ["We are close", "Very close"]),
    # or of the other weight, with a stop beside it; an apostrophe or inches have none
    ("“We are close,’ she said.", ["We are close,"]),
    ("‘We are close,” she said of the miners’ plan.", ["We are close,"]),
    ("“We back the boys' plan for a 6\" pipe, she said.", []),
    # the right mark of a later quotation is no reason to swallow what is between
    ('“It is late," Bel said. "Go home,” Orr said.', ["It is late,", "Go home,"]),
    # opened by a mark that closes: Swedish, or a slip
    ("”We are close”, she said. ”Very.”", ["We are close", "Very."]),
    ("’We are close’, she said.", ["We are close"]),
    ("’Twas the ’90s, the boys’ mother said.", []),
    ("“Done. ” She left. ”", ["Done. "]),
    # what the next paragraph starts with is none of this one's business
    ("‘Our boys’ and girls’ clubs’\nnext", ["Our boys’ and girls’ clubs"]),
    ("He said '9\ns more', she said.", []),
    # marks of one kind inside each other
    ("“The “so-called” plan has failed,” she said.", ["The “so-called” plan has failed,"]),
    ('"The "so-called" plan has failed," she said.', ['The "so-called" plan has failed,']),
    ("He called it “a “plan” of sorts” and left. “Go,” she said.", ["a “plan” of sorts", "Go,"]),
    # no inner one where the sentence before has ended, or where a mark is missing
    ("“It is late, she said. “Go home,” he said. “Now.”", ["Go home,", "Now."]),
    ("He said “one thing, and “another thing” later.", ["another thing"]),
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


def test_a_paragraph_goes_on_only_into_a_quotation() -> None:
    text = "He said “one thing.\n“Another he did not say."

    assert stretches(text) == ()


def test_the_masked_text_keeps_every_offset() -> None:
    text = "‘The parties’ efforts’, she said, are Velmora’s «best» hope."

    shaped = masked(text)

    assert len(shaped) == len(text)
    assert shaped == '"The parties\' efforts", she said, are Velmora\'s "best" hope.'
