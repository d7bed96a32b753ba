"""The own annotated news by story is well-formed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, timedelta

import pytest

from tests.data.stories import annotated
from tests.data.test_items import real_places
from tests.quality.clusters import b_cubed


def test_there_are_enough_and_many_outlets_tell_one_story() -> None:
    assert sum(len(list(annotated.articles(part))) for part in annotated.PARTS) >= 60
    for part in annotated.PARTS:
        sizes = Counter(story for _, story in annotated.articles(part))
        outlets = {article.source for article, _ in annotated.articles(part)}
        assert (len(outlets) >= 5, max(sizes.values()) >= 4, min(sizes.values()) == 1) == (True, True, True)


def test_no_text_is_there_twice_and_parts_share_no_story() -> None:
    pairs = [pair for part in annotated.PARTS for pair in annotated.articles(part)]

    assert len({article.text for article, _ in pairs}) == len(pairs)
    assert not set.intersection(*({story for _, story in annotated.articles(part)} for part in annotated.PARTS))


@pytest.mark.parametrize("part", annotated.PARTS)
def test_a_story_is_told_within_days(part: str) -> None:
    told = defaultdict(list)
    for article, story in annotated.articles(part):
        assert article.when.tzinfo is UTC
        told[story].append(article.when)

    assert [story for story, times in told.items() if max(times) - min(times) > timedelta(days=3)] == []


@pytest.mark.parametrize("part", annotated.PARTS)
def test_no_article_is_about_a_real_state_or_city(part: str) -> None:
    told = "\n".join(article.text for article, _ in annotated.articles(part))

    assert [place for place in real_places() if re.search(rf"\b{re.escape(place)}\b", told)] == []


@pytest.mark.parametrize("part", annotated.PARTS)
def test_a_wire_s_dateline_is_its_day(part: str) -> None:
    for article, _ in annotated.articles(part):
        dateline = re.search(r"^[A-Z ]+, (?:March )?(\d+)(?: May)?[. ]", article.text, re.MULTILINE)
        assert dateline is None or int(dateline[1]) == article.when.day, article.title


@pytest.mark.parametrize(
    ("found", "scores"),
    [
        ({"a": 1, "b": 1, "c": 2}, (1.0, 1.0, 1.0)),
        # The two of one story are pure by 2/3, the third by 1/3.
        ({"a": 1, "b": 1, "c": 1}, (5 / 9, 1.0, 5 / 7)),
        ({"a": 1, "b": 2, "c": 3}, (1.0, 2 / 3, 0.8)),
    ],
)
def test_b_cubed_counts_each_article_once(found: dict[str, int], scores: tuple[float, float, float]) -> None:
    assert b_cubed({"a": "x", "b": "x", "c": "y"}, found) == pytest.approx(scores)
