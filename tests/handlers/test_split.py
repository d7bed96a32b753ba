"""Where a message may be cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.model import Span
from handlers.lines import Line, Mark, Style
from handlers.split import fit, pack, utf16

LIMIT = 60


def size(line: Line) -> int:
    return len(line.text)


def left_out(characters: int) -> str:
    return f"[{characters} left out]"


def pieces(line: Line) -> list[str]:
    return [piece.text for piece in fit(line, LIMIT, size=size, left_out=left_out)]


def marked(text: str, *stretches: str) -> Line:
    spans = [Span(text.index(each), text.index(each) + len(each)) for each in stretches]
    return Line(text, tuple(Mark(span, Style.WHOLE) for span in spans))


def test_a_line_that_fits_is_left_alone() -> None:
    assert pieces(Line("short")) == ["short"]


def test_a_cut_falls_between_words() -> None:
    assert pieces(Line("word " * 20)) == [("word " * 12).strip(), ("word " * 8).strip()]


def test_a_quotation_moves_to_the_next_piece_whole() -> None:
    quotation = "the first train will run in June, whatever it takes"
    line = marked(f"Venn told the council on Tuesday: “{quotation}”", quotation)

    assert pieces(line) == ["Venn told the council on Tuesday:", f"“{quotation}”"]


def test_a_quotation_longer_than_a_message_is_left_out_and_said_to_be() -> None:
    quotation = "a very long speech, " * 10 + "and its end"

    assert pieces(marked(f"Venn: “{quotation}” (Courier)", quotation)) == ["Venn: [214 left out] (Courier)"]


def test_a_script_without_spaces_is_cut_between_letters() -> None:
    assert "".join(pieces(Line("語" * 200))) == "語" * 200
    assert all(len(piece) <= LIMIT for piece in pieces(Line("語" * 200)))


def test_units_are_packed_in_order_into_few_groups() -> None:
    groups = pack([3, 3, 3, 9, 1], fits=lambda some: sum(some) <= 6)

    assert groups == [[3, 3], [3], [9], [1]]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=90), max_size=30))
def test_nothing_is_lost_and_no_piece_is_too_long(words: list[str]) -> None:
    line = Line(" ".join(words))

    cut = pieces(line)

    assert all(0 < len(piece) <= LIMIT for piece in cut)
    assert "".join("".join(cut).split()) == "".join(line.text.split())


def test_utf16_counts_as_telegram_does() -> None:
    assert utf16("a🌊é") == 4
