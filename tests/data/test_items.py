"""The own annotated items: their gold is what the facts say, and the facts are of their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

import pytest

from digest.reading.training.annotation import Annotated, Json, lines
from tests.data.items import annotate
from tests.quality import scorers

OPENING, CLOSING = "‘“«„'\"", "’”»“'\""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FUNCTION = {"and", "the", "of", "for", "both"}


def every_draft() -> Iterator[Any]:
    for part in annotate.PARTS:
        for name, draft in annotate.drafts(part):
            yield pytest.param(draft, id=name)


def every_gold() -> Iterator[Any]:
    for part in annotate.PARTS:
        for facts in annotate.gold(part):
            yield pytest.param(facts, id=facts["id"])


@pytest.mark.parametrize("part", annotate.PARTS)
def test_the_generated_files_are_what_the_items_say(part: str) -> None:
    folder = annotate.HERE / part

    written = [(folder / name).read_text("utf-8") for name in ("gold.jsonl", "items.jsonl")]

    again = "run: python -m tests.data.items.annotate"
    assert written == [lines(annotate.gold(part)), lines(annotate.items(part))], again


@pytest.mark.parametrize("facts", list(every_gold()))
def test_participants_places_dates_and_topics_are_in_the_text(facts: Json) -> None:
    text = facts["text"]

    for met in facts["encounters"]:
        for who in met["participants"]:
            assert named(who["name"], text), who["name"]
            assert all(alias.lower() in text.lower() for alias in who["aliases"]), who["aliases"]
        assert met["place"] is None or met["place"] in text
        assert met["when"]["text"] is None or met["when"]["text"] in text
        assert [topic for topic in met["topics"] if topic not in text] == []


@pytest.mark.parametrize("facts", list(every_gold()))
def test_speakers_and_relays_are_in_the_text(facts: Json) -> None:
    for said in facts["statements"]:
        assert said["speaker"] is None or named(said["speaker"], facts["text"]), said["speaker"]
        assert said["via"] is None or named(said["via"], facts["text"]), said["via"]


@pytest.mark.parametrize("facts", list(every_gold()))
def test_a_day_of_the_week_falls_on_its_date(facts: Json) -> None:
    for met in facts["encounters"]:
        day, iso = met["when"]["text"] or "", met["when"]["iso"]
        if iso and len(iso) == len("2031-04-16"):
            told = [name for name in DAYS if name in day.lower()]
            assert told in ([], [DAYS[date.fromisoformat(iso).weekday()]]), (day, iso)


@pytest.mark.parametrize("facts", list(every_gold()))
def test_quotations_lie_inside_their_marks(facts: Json) -> None:
    text = facts["text"]

    for start, end in (said["quote"] for said in facts["statements"] if said["quote"]):
        assert text[start - 1] in OPENING, text[start - 1 : end]
        # The clause's comma may stand inside; a paragraph that goes on has no closing mark.
        assert re.match(rf"[,.?!]?[{CLOSING}]|\s*\n+[{OPENING}]", text[end:]), text[start : end + 2]


@pytest.mark.parametrize("draft", list(every_draft()))
def test_no_item_is_about_a_real_state_or_city(draft: Json) -> None:
    # Easter is an island too, Center a town; world bodies are real, and so are their seats.
    fine = {"Easter", "Center", "Brussels", "New York"}

    real = {place for place in real_places() if re.search(rf"\b{re.escape(place)}\b", draft["text"])}

    assert real <= fine


def test_a_passage_gives_its_parts_to_the_character() -> None:
    text = "‘We sail’, Captain Orm said. ‘Tonight.’"
    row = ["orm", "d", "{‘|We sail|’}, <Captain Orm> ~said~. {‘|Tonight.|’}"]

    statements, quotes = Annotated("sea", text, {"orm": ["Captain Orm"]}).attributions([row])

    (quote,) = quotes
    spans = [(part, text[a:b]) for part in ("content", "source", "cue") for a, b in quote[part]]
    assert spans == [("content", "‘We sail’"), ("content", "‘Tonight.’"), ("source", "Captain Orm"), ("cue", "said")]
    assert [text[slice(*said["quote"])] for said in statements] == ["We sail", "Tonight."]


@pytest.mark.skipif(not scorers.there(), reason="the shared scorers are not on this machine")
@pytest.mark.parametrize("part", annotate.PARTS)
def test_gold_scores_one_against_itself(part: str) -> None:
    told = list(annotate.gold(part))

    figures = scorers.encounter_figures(told, told) | scorers.quote_figures(told, told)

    assert set(figures.values()) == {1.0}


@pytest.mark.parametrize("words", ["said", "said #3", "shouted", ""])
def test_words_that_do_not_stand_once_are_an_error(words: str) -> None:
    sea = Annotated("sea", "Orm said it, Ask said it.", {})

    with pytest.raises(ValueError, match="sea: found"):
        sea.once(words)


def named(name: str, text: str) -> bool:
    """The name as written, or an office or body that the text's words make up ("foreign minister of Tarsia")."""
    words = [word[:5].lower() for word in re.findall(r"[^\W\d]+", name) if word.lower() not in FUNCTION]
    return name in text or all(word in text.lower() for word in words)


def real_places() -> Iterator[str]:
    """Every country and every city that has a time zone named after it."""
    zones = resources.files("tzdata") / "zoneinfo"
    for line in (zones / "iso3166.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")[1]
    for line in (zones / "zone1970.tab").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")[2].rpartition("/")[2].replace("_", " ")
