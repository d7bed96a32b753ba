"""The learned tagger: its decoding and windows by themselves, and what it finds with its weights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise, product

import numpy as np
import pytest

from digest import reading
from digest.model import Article, Span, Statement
from digest.reading import tagger
from digest.reading.decoding import BEGIN, INSIDE, OUT, Scores, best_path, runs
from digest.reading.encoder import STRIDE
from digest.reading.pieces import WINDOW, Pieces, load_vocabulary, pieces, windows
from digest.reading.reader import EnglishReader
from digest.reading.tagger import Attribution, Tagger

VOCABULARY = load_vocabulary(tagger.WEIGHTS / tagger.VOCABULARY)


# --- decoding, without weights ---


def scores_of(rng: np.random.Generator, count: int) -> Scores:
    return np.asarray(rng.normal(size=(count, 3)) * 3, np.float32)


def legal(path: Iterable[int]) -> bool:
    return all(not (tag == INSIDE and before == OUT) for before, tag in pairwise((OUT, *path)))


@pytest.mark.parametrize("seed", range(30))
def test_the_path_is_the_best_of_all_legal_ones(seed: int) -> None:
    logs = scores_of(np.random.default_rng(seed), 6)

    found = best_path(logs)

    ways = [way for way in product((OUT, BEGIN, INSIDE), repeat=6) if legal(way)]
    assert tuple(found) == max(ways, key=lambda way: sum(float(logs[i, tag]) for i, tag in enumerate(way)))


def test_two_runs_that_touch_stay_two() -> None:
    tags = [BEGIN, INSIDE, BEGIN, OUT, BEGIN]
    scores = np.full((5, 3), -9, np.float32)
    scores[range(5), tags] = 9

    found = runs(scores)

    assert [(run.start, run.end) for run in found] == [(0, 2), (2, 3), (4, 5)]
    assert all(run.confidence > 0.99 for run in found)


def test_no_pieces_have_no_path() -> None:
    assert best_path(np.zeros((0, 3), np.float32)) == []


# --- pieces and windows ---


def cut(text: str) -> Pieces:
    return pieces(VOCABULARY, text)


@pytest.mark.parametrize("paragraphs", [1, 3, 40, 400])
def test_windows_leave_no_piece_out(paragraphs: int) -> None:
    found = cut("\n".join(["“We are ready,” Anna Bel said, and left."] * paragraphs))

    held = list(windows(found, STRIDE))

    assert held[0][0] == 0
    assert held[-1][1] == len(found)
    assert all(start < after_start <= end for (start, end), (after_start, _) in pairwise(held))
    assert all(end - start <= WINDOW for start, end in held)


# what a byte-pair or a lower-casing tokenizer could move
@pytest.mark.parametrize("text", ["Zoë Ağabəyli said", "😀😀 Anna said", "İİ said", "a\u0301b said", "\ud800 said"])
def test_offsets_are_code_points_of_the_text_as_given(text: str) -> None:
    found = cut(text)

    assert found.span(len(found) - 1, len(found)).of(text) == "said"


# --- with the weights ---


@pytest.fixture(scope="module")
def loaded() -> Tagger:
    return tagger.load()


def attributions(loaded: Tagger, text: str) -> tuple[Attribution, ...]:
    tags = loaded.tag(text)
    return tags.attributions if tags else ()


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text).strip("‘’“”\",. '") for span in spans]


FOUND = (
    # quotation, verb, name
    ("“We will open the bridge in May,” Anna Bel said.", ["We will open the bridge in May"], ["Anna Bel"], ["said"]),
    # the same in other marks
    ("‘We will open the bridge in May,’ Anna Bel said.", ["We will open the bridge in May"], ["Anna Bel"], ["said"]),
    # a that-clause
    (
        "Mayor Ivo Stern said that the bridge would open in May.",
        ["that the bridge would open in May"],
        ["Mayor Ivo Stern"],
        ["said"],
    ),
    # the clause first
    (
        "The bridge will open in May, the ministry announced.",
        ["The bridge will open in May"],
        ["the ministry"],
        ["announced"],
    ),
    # according to
    (
        "According to the ministry, the bridge will open in May.",
        ["the bridge will open in May"],
        ["the ministry"],
        ["According to"],
    ),
    # broken by its clause: one attribution in two pieces
    (
        "“The bridge is ready,” Anna Bel said. “It will open in May.”",
        ["The bridge is ready", "It will open in May"],
        ["Anna Bel"],
        ["said"],
    ),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "content", "source", "cue"), FOUND)
def test_content_source_and_cue_are_found(
    loaded: Tagger, text: str, content: list[str], source: list[str], cue: list[str]
) -> None:
    (found,) = attributions(loaded, text)

    assert (words(text, found.content), words(text, found.source), words(text, found.cue)) == (content, source, cue)
    assert found.confidence > 0.6
    assert found.speech > 0.5


@pytest.mark.model
def test_a_belief_is_no_speech(loaded: Tagger) -> None:
    (found,) = attributions(loaded, "Anna Bel believes that the bridge will open in May.")

    assert found.speech < 0.5


@pytest.mark.model
def test_nobody_speaks_where_nothing_is_said(loaded: Tagger) -> None:
    assert attributions(loaded, "The bridge is 400 metres long. It rained on Tuesday.") == ()


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "\n\n", "‘", "”" * 600, "\ud800\udfff", "said " * 2000, "\x00\u202e\ufeff said"])
def test_no_text_makes_it_raise(loaded: Tagger, text: str) -> None:
    found = attributions(loaded, text)

    assert all(0 <= span.start < span.end <= len(text) for a in found for span in spans(a))


# --- joined with the rules ---


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return reading.load()


def read(reader: EnglishReader, text: str) -> tuple[Statement, ...]:
    seen = datetime(2030, 1, 1, tzinfo=UTC)
    return reader.read(Article("a", 1, "https://news.example/a", "News", "", "en", "", text, None, seen)).statements


@pytest.mark.model
def test_a_form_that_no_rule_knows_is_found_and_its_speaker_named(reader: EnglishReader) -> None:
    text = "Finance Minister Anna Bel met farmers on Monday.\nBel spoke of a “very hard winter” for farmers."

    (found,) = (statement for statement in read(reader, text) if statement.trusted)

    assert found.speaker is not None
    assert found.speaker.name == "Anna Bel"
    assert [quote.of(text) for quote in found.quotes] == ["very hard winter"]


# each is somebody's, and none was said
NOT_PRINTED = (
    # a belief
    "Finance Minister Anna Bel believes that the bridge will open in May.",
    # a decision, with a word in marks
    "Parliament voted on Monday to ‘pause’ the membership of the union.",
    # a banner
    "Protesters carried banners reading ‘Water is not for sale’.",
    # a form that the tagger knows, and no verb of saying
    "Finance Minister Anna Bel was in no doubt that the bridge will open in May.",
)


@pytest.mark.model
@pytest.mark.parametrize("text", NOT_PRINTED)
def test_what_was_not_surely_said_is_never_printed(reader: EnglishReader, text: str) -> None:
    found = read(reader, text)

    assert found
    assert not any(statement.trusted for statement in found)


def spans(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.content, *attribution.source, *attribution.cue)


@pytest.mark.model
def test_a_text_reads_the_same_however_much_stands_before_it(loaded: Tagger) -> None:
    filler = "The bridge is 400 metres long and made of steel.\n" * 60
    text = "“We will open the bridge in May,” Anna Bel said."

    alone, after = attributions(loaded, text), attributions(loaded, filler + text)

    assert [words(text, a.content) for a in alone] == [words(filler + text, a.content) for a in after]
