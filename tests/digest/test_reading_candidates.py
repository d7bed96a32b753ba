"""What the heads choose among, and what the rules tell them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from digest.model import Span
from digest.reading import tagger
from digest.reading.candidates import Candidates, pieces_of
from digest.reading.hints import MARKS
from digest.reading.models import DEFAULT_MODEL
from digest.reading.parse import load_model, parse, units
from digest.reading.people import Cast
from digest.reading.pieces import load_vocabulary, pieces
from digest.reading.statements import Statements

pytestmark = pytest.mark.model

TEXT = (
    "President Anna Bel met Foreign Minister Ivo Stern in Kessary on Monday. She will visit the old harbour in May. "
    "The two sides said that the talks in Ardal were useful."
)


@pytest.fixture(scope="module")
def among() -> Candidates:
    doc = parse(load_model(DEFAULT_MODEL), TEXT)
    cast, sentences = Cast(doc, TEXT), units(doc, TEXT)
    return Candidates(cast, sentences, Statements(cast, sentences).quoted)


def test_everyone_who_is_named_or_meant_may_have_taken_part(among: Candidates) -> None:
    named = [(one.span.of(TEXT), one.actor.name) for one in among.who]

    assert ("Anna Bel", "Anna Bel") in named
    assert ("Ivo Stern", "Ivo Stern") in named
    assert ("She", "Anna Bel") in named
    assert ("sides", "two sides") in named


def test_places_are_names_and_what_stands_behind_in_or_to(among: Candidates) -> None:
    assert {"Kessary", "Ardal", "old harbour"} <= {one.name for one in among.where}


def test_dates_are_as_written(among: Candidates) -> None:
    assert [one.mention.span.of(TEXT) for one in among.when] == ["on Monday", "in May"]


def test_each_candidate_has_a_row_of_features(among: Candidates) -> None:
    word = next(one.head.head for one in among.who if one.actor.name == "Anna Bel")

    who, where = among.who_features(word, among.who), among.features(word, among.where)

    assert word.text == "met"
    assert (len(who), len(where)) == (len(among.who), len(among.where))
    assert np.isfinite(who).all()
    assert np.isfinite(where).all()


def test_a_rule_speaks_for_those_whom_it_finds_at_a_word_and_against_the_rest(among: Candidates) -> None:
    word = next(one.head.head for one in among.who if one.actor.name == "Anna Bel")

    rows = among.who_features(word, among.who)[:, -2:].tolist()
    said = dict(zip([one.actor.name for one in among.who], rows, strict=True))

    assert (said["Anna Bel"], said["Ivo Stern"], said["two sides"]) == ([1, 0], [1, 0], [0, 1])


def test_the_pieces_of_a_word_by_which_a_rule_tells_are_marked(among: Candidates) -> None:
    found = pieces(load_vocabulary(tagger.WEIGHTS / tagger.VOCABULARY), TEXT)

    marks = among.hints.marks(found)

    assert marks.shape == (len(found), MARKS)
    assert "met" in [TEXT[found.starts[i] : found.ends[i]] for i in np.flatnonzero(marks[:, 0])]


def test_every_candidate_has_pieces(among: Candidates) -> None:
    found = pieces(load_vocabulary(tagger.WEIGHTS / tagger.VOCABULARY), TEXT)

    at = pieces_of(found, among.who)

    assert (at[:, 0] < at[:, 1]).all()
    assert all(one.span.overlaps(found.span(start, end)) for one, (start, end) in zip(among.who, at, strict=True))


def test_a_span_is_within_the_pieces_that_it_shares_a_letter_with() -> None:
    found = pieces(load_vocabulary(tagger.WEIGHTS / tagger.VOCABULARY), "Kessary met")

    whole = found.within(Span(0, 7))

    assert found.span(whole.start, whole.stop) == Span(0, 7)
    assert found.within(Span(8, 11)).start == whole.stop
    assert all(a <= b for a, b in pairwise(found.starts))
