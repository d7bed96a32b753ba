"""Whom a digest names."""

from __future__ import annotations

from dataclasses import replace

from digest.model import Item, Section, Span
from digest.sections.line import Piece, item
from handlers.named import people
from tests.builders import entry

VENN = Piece("Mara Venn", strong=True, person=True)
REYK = Piece("Tomas Reyk", strong=True, person=True)
OFFICE = Piece(" (Ardal’s Foreign Minister)")
MINISTRY = Piece("Ardal MFA", strong=True)


def said(*lines: Item) -> list[str]:
    return [each.called for each in people([entry(sections=(Section("said", lines),))])]


def test_each_person_is_there_once_with_the_office() -> None:
    met = item([VENN, OFFICE, Piece(" met "), REYK], [])
    short = item([Piece("Venn", strong=True, person=True), Piece(": “We are ready”")], [])

    assert said(met, short, replace(met)) == ["Mara Venn (Ardal’s Foreign Minister)", "Tomas Reyk"]


def test_an_office_of_a_later_line_and_a_full_name_after_the_short_one_are_found() -> None:
    short = item([Piece("Venn", strong=True, person=True), Piece(": yes")], [])
    later = item([VENN, OFFICE, Piece(": no")], [])

    assert said(item([VENN, Piece(": yes")], []), short, later) == ["Mara Venn (Ardal’s Foreign Minister)"]
    assert said(short, later) == ["Mara Venn (Ardal’s Foreign Minister)"]


def test_bodies_are_left_out_where_a_person_is_named() -> None:
    body = item([MINISTRY, Piece(" called it “open”")], [])

    assert said(body, item([REYK, Piece(": no")], [])) == ["Tomas Reyk"]
    assert said(body) == ["Ardal MFA"]


def test_a_digest_from_before_lines_said_who_is_a_person_offers_all_names() -> None:
    old = Item("Mara Venn met Ardal MFA", (Span(0, 9), Span(14, 23)))

    assert said(old) == ["Mara Venn", "Ardal MFA"]
