"""What is marked in a text, and how the text is cut for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.marks import Line, Mark, Part, encounters, lines, marks, statements
from digest.model import Facts, Span
from tests import builders

QUOTED = "The first train will run in June,"


def shown(line: Line, text: str) -> list[tuple[str, list[str]]]:
    return [(segment.span.of(text), [mark.label for mark in segment.marks]) for segment in line]


def mark(label: str, start: int, end: int, part: Part = Part.CONTENT) -> Mark:
    return Mark(label, part, Span(start, end))


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        # plain text stays whole
        ("Nobody met.", [], [[("Nobody met.", [])]]),
        # a quotation within its content
        ("a b c", [mark("1", 0, 5), mark("1", 2, 3)], [[("a ", ["1"]), ("b", ["1", "1"]), (" c", ["1"])]]),
        # crossing: one begins inside another and ends after it
        ("abcd", [mark("E1", 0, 3), mark("1", 1, 4)], [[("a", ["E1"]), ("bc", ["E1", "1"]), ("d", ["1"])]]),
        # three calls in one clause
        ("abc", [mark("E1", 0, 3), mark("E2", 0, 3), mark("E3", 0, 3)], [[("abc", ["E1", "E2", "E3"])]]),
        # a quotation that runs over a paragraph's end
        ("ab\n\ncd", [mark("1", 1, 5)], [[("a", []), ("b", ["1"])], [("c", ["1"]), ("d", [])]]),
        # any line end, and lines with nothing but blanks
        ("a\r\n \rb", [], [[("a", [])], [("b", [])]]),
        # nothing
        ("", [], []),
    ],
)
def test_a_text_is_cut_at_each_border(
    text: str, found: list[Mark], expected: list[list[tuple[str, list[str]]]]
) -> None:
    assert [shown(line, text) for line in lines(text, found)] == expected


@given(
    st.text("ab \n", max_size=30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(1, 12)), max_size=6),
)
def test_each_character_is_under_exactly_the_marks_that_hold_it(text: str, places: list[tuple[int, int]]) -> None:
    spans = sorted({Span(at, min(at + size, len(text))) for at, size in places if at < len(text)})
    found = [Mark(str(number), Part.CONTENT, span) for number, span in enumerate(spans)]

    cut = [segment for line in lines(text, found) for segment in line]

    assert "".join("".join(segment.span.of(text) for segment in cut).split()) == "".join(text.split())
    for segment in cut:
        for at in range(*segment.span):
            assert set(segment.marks) == {mark for mark in found if mark.span.start <= at < mark.span.end}


def test_every_stretch_of_every_fact_is_marked() -> None:
    article, facts = builders.article(), builders.facts()

    found = [(mark.label, mark.part, mark.span.of(article.text)) for mark in marks(article, facts)]

    assert found == [
        ("E1", Part.ENCOUNTER, builders.MEETING),
        ("1", Part.SOURCE, "Venn"),
        ("1", Part.CONTENT, f"“{QUOTED}”"),
        ("1", Part.QUOTATION, QUOTED),
        ("1", Part.CUE, "said"),
    ]


def test_a_mark_neither_begins_nor_ends_with_white_space() -> None:
    article = builders.article(text="He met her \n and left.")
    facts = Facts(article.id, 1, "test-1", encounters=(builders.encounter(evidence=Span(2, 13)),))

    (found,) = marks(article, facts)

    assert found.span.of(article.text) == "met her"


def test_a_mark_of_blanks_is_none() -> None:
    article = builders.article(text="He met her. \n \n")

    facts = Facts(article.id, 1, "test-1", encounters=(builders.encounter(evidence=Span(11, 15)),))

    assert marks(article, facts) == ()


def test_a_statement_without_content_is_labelled_where_it_is_quoted() -> None:
    statement = builders.statement(content=())

    found = marks(builders.article(), builders.facts(statements=(statement,), encounters=()))

    assert [mark.span for mark in found if mark.leads] == [builders.span(QUOTED)]


def test_labels_follow_the_text_whatever_the_order_of_the_facts() -> None:
    early, late = builders.span(builders.MEETING), builders.span(builders.QUOTED)
    facts = builders.facts(
        encounters=(builders.encounter(evidence=late), builders.encounter(evidence=early)),
        statements=(builders.statement(content=(late,)), builders.statement(content=(early,), speech=False)),
    )

    assert [(label, each.evidence) for label, each in encounters(facts)] == [("E1", early), ("E2", late)]
    assert [(label, each.content) for label, each in statements(facts)] == [("1", (early,)), ("2", (late,))]


def test_a_segment_knows_which_labels_begin_and_end_with_it() -> None:
    outer, inner, cue = mark("E1", 0, 4, Part.ENCOUNTER), mark("1", 0, 2), mark("1", 0, 1, Part.CUE)

    first, middle, last = next(lines("abcd", [outer, inner, cue]))

    assert (first.opened, first.closed) == ((outer, inner), ())
    assert (middle.opened, middle.closed) == ((), (inner,))
    assert (last.opened, last.closed) == ((), (outer,))
