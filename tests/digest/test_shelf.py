"""Which articles of a newslist are on a topic: the same as looking through every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from benchmarks import newsday
from digest.daybooks import written
from digest.model import Period, Report
from digest.newslist import Newslist
from digest.stories import tell
from digest.topics import Shelf, Topic, indexed, narrowed, parse
from tests import builders
from tests.digest.newsroom import courier, herald

DAY = date(2031, 5, 16)
NEWS = newsday.reports(DAY, stories=60)
ALWAYS = Period(datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC), "")
KNOWN = (Topic("tarsia", (("Tarsia", "Tarsian", "Tarsgrad"),)), Topic("lark", (("Lark Bridge", "the lark"),)))
PEOPLE = sorted({actor.name for each in NEWS for actor in each.facts.actors})


def on_the_shelf(reports: Sequence[Report], topics: Sequence[Topic]) -> list[str]:
    """Ids of the articles that the list's shelf finds."""
    days = sorted({each.article.when.date() for each in reports})
    news = Newslist([written(day, reports) for day in days], ALWAYS)
    shelf = Shelf(news, [indexed([r for r in reports if r.article.when.date() == day]) for day in days])
    doubtful = shelf.open(topics, news.all())
    shelf.settle(topics, [each for each in reports if each.article.id in doubtful])
    return sorted(news.notes[place].article for place in shelf.on(topics, news.all()).nonzero()[0])


def looked_through(reports: Sequence[Report], topics: Sequence[Topic]) -> list[str]:
    """The same, by looking at every story."""
    stories = [kept for each in tell(reports) if (kept := narrowed(each, topics))]
    return sorted(report.article.id for story in stories for report in story.reports)


@pytest.mark.parametrize(
    "asked",
    [
        *("tarsia", "Marsk", "elena marsk", "velmoran foreign ministry", "toll -velmora", "tarsia or karsund"),
        *(
            "Марск",
            "zzz",
            "lark",
            "person:Orlan",
            "person:davit orlan",
            "body:ministry",
            "place:old ford",
            "place:ford",
        ),
        *("outlet:courier", "outlet:Herald -tarsia", "word:tolls", '"Seven Gates"', "word:3", "country:velmora"),
        *("kern -outlet:herald", "hada and marsk", "old ford", "tarsia -opinion", "section:news", "section:rail-link"),
        *("rail -section:news", "train and venn", "Port Hale", "venn’s", "+3", "person:ministry", "b", "marsks"),
    ],
)
def test_a_shelf_finds_what_looking_through_all_stories_finds(asked: str) -> None:
    reports = [courier(), herald(), builders.report()]
    topics = [parse(asked, KNOWN)]

    assert on_the_shelf(reports, topics) == looked_through(reports, topics)


@pytest.mark.parametrize(
    "asked",
    [
        *(country.casefold() for country in newsday.COUNTRIES[:4]),
        *("tarsia and velmora", "tarsia -velmora", "tarsian foreign ministry", "minister", "bridge or ferry -tarsia"),
        *PEOPLE[:6],
        *(f"person:{name.split()[-1]}" for name in PEOPLE[6:10]),
        *(f"outlet:{name}" for name in newsday.OUTLETS[:2]),
        "before the winter",
    ],
)
def test_of_a_day_too(asked: str) -> None:
    topics = [parse(asked, ())]

    assert on_the_shelf(NEWS, topics) == looked_through(NEWS, topics)


def test_of_several_topics_any_counts() -> None:
    topics = [parse(asked, ()) for asked in ("tarsia -bridge", "velmora and castria", PEOPLE[0])]

    assert on_the_shelf(NEWS, topics) == looked_through(NEWS, topics)


def test_no_topic_is_all() -> None:
    assert on_the_shelf(NEWS, []) == looked_through(NEWS, [])
