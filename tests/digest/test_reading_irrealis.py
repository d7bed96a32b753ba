"""What a text only supposes, asks, wishes or plans in vain has not happened: one table a question, one row a form."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest import reading
from digest.model import Article
from digest.reading.hints import no_occasion
from digest.reading.models import DEFAULT_MODEL
from digest.reading.parse import load_model, parse
from digest.reading.reader import EnglishReader

pytestmark = pytest.mark.model

PUBLISHED = datetime(2025, 4, 24, 12, tzinfo=UTC)  # a Thursday


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return reading.load()


def told(reader: EnglishReader, text: str) -> list[tuple[str, str]]:
    """The kind and status of each encounter."""
    article = Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)
    return [(met.kind.value, met.status.value) for met in reader.read(article).encounters]


@pytest.mark.parametrize(
    "text",
    [
        "If Anna Bel and Ivo Stern had met in Selm, the strike would be over, the union said.",
        "Had Minister Anna Bel met President Ivo Stern in Selm, the strike would be over.",
        "If Minister Anna Bel meets President Ivo Stern, she will ask for gas.",
        "Unless Minister Anna Bel meets President Ivo Stern, there will be no deal.",
        "It is unclear whether Minister Anna Bel met President Ivo Stern in Selm.",
        "Reporters asked if Minister Anna Bel had met President Ivo Stern.",
        "Minister Anna Bel may have met President Ivo Stern in Selm, the Courier wrote.",
        "Minister Anna Bel is thought to have met President Ivo Stern in Selm.",
        "Mayor Lidia Penn wishes Minister Anna Bel had met Ivo Stern.",
        "Q: Will Minister Anna Bel meet President Ivo Stern in Selm?",
        # no people meet
        "Minister Anna Bel met criticism from President Ivo Stern on Monday.",
        "Minister Anna Bel met with criticism from President Ivo Stern on Monday.",
        "The plan of Minister Anna Bel met resistance from President Ivo Stern.",
        "Minister Anna Bel met President Ivo Stern halfway on the price of gas.",
        # named, not phoned
        "Mayor Lidia Penn called Erik Dahl a liar on Monday.",
        "Mayor Lidia Penn called Mayor Erik Dahl a liar.",
    ],
)
def test_what_is_supposed_asked_or_said_in_a_figure_is_no_encounter(reader: EnglishReader, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Minister Anna Bel would have met President Ivo Stern on Monday, her office said.",
        "Minister Anna Bel could have met President Ivo Stern in Selm.",
        "Minister Anna Bel was due to meet President Ivo Stern on Monday but fell ill.",
        "Minister Anna Bel, who was due to meet President Ivo Stern on Monday, fell ill.",
        "Minister Anna Bel was scheduled to meet President Ivo Stern on Tuesday but cancelled the trip.",
        "Minister Anna Bel was expected to meet President Ivo Stern on Monday but did not turn up.",
        "Minister Anna Bel was to meet President Ivo Stern on Monday. She fell ill and sent her deputy.",
        "Minister Anna Bel was due to meet President Ivo Stern in Selm, but the meeting was cancelled.",
    ],
)
def test_a_plan_that_came_to_nothing_is_denied(reader: EnglishReader, text: str) -> None:
    assert told(reader, text) == [("meeting", "denied")]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Anna Bel is due to meet President Ivo Stern on Monday, but the agenda is open.",
        "Minister Anna Bel was due to meet President Ivo Stern on Thursday evening.",
        # a meeting that is spoken of, without a date
        "No date has been set for a meeting between Minister Anna Bel and President Ivo Stern.",
        "A meeting between Minister Anna Bel and President Ivo Stern is planned, but no date has been set.",
        "Minister Anna Bel will meet President Ivo Stern. No date has been set for the meeting.",
        # what was cancelled is another thing
        "Minister Anna Bel is due to meet President Ivo Stern on Monday and cancelled a debt of Tarsia.",
    ],
)
def test_a_plan_without_a_date_stays_a_plan(reader: EnglishReader, text: str) -> None:
    assert told(reader, text) == [("meeting", "planned")]


def test_who_met_halfway_in_a_call_spoke_by_phone(reader: EnglishReader) -> None:
    text = "“He met me halfway,” Minister Anna Bel said after a phone call with President Ivo Stern on Monday."

    assert told(reader, text) == [("call", "happened")]


def test_a_correction_under_an_article_tells_of_no_encounter(reader: EnglishReader) -> None:
    text = (
        "Bel opens the port of Selm\n\nMinister Anna Bel opened the port of Selm.\n\n"
        "Correction: An earlier version of this article said that Anna Bel had met Ivo Stern in Selm. She did not."
    )

    assert told(reader, text) == []


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("Anna Bel came to win support for a summit.", True),
        ("Anna Bel gave up hopes of a meeting.", True),
        ("Anna Bel won support for the summit.", False),
        ("Anna Bel gave up hopes of a meeting with Ivo Stern.", False),
        ("Anna Bel arrived in time for a summit.", False),
    ],
)
def test_an_occasion_that_somebody_only_wants_is_none(text: str, wished: bool) -> None:
    word = next(token for token in parse(load_model(DEFAULT_MODEL), text) if token.lemma_ in ("summit", "meeting"))

    assert no_occasion(word) is wished
