"""Which articles are one story, which are two, and which come first."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from digest.model import Actor, EncounterKind, Facts, Report, Status, When
from digest.stories import group, tell
from tests.builders import article
from tests.data.stories import annotated
from tests.digest.newsroom import (
    DIRECT,
    HAPPENED,
    KERN,
    MARSK,
    NOON,
    ORLAN,
    PLANNED,
    courier,
    encounter,
    herald,
    person,
    report,
    said,
)

MEETING, CALL, TALKS = EncounterKind.MEETING, EncounterKind.CALL, EncounterKind.TALKS


def meeting(
    url: str, *people: Actor, at: datetime = NOON, kind: EncounterKind = MEETING, status: Status = HAPPENED,
    iso: str | None = None, words: str = "",
) -> Report:  # fmt: skip
    """An article of one sentence about one occasion, whose words no other article has."""
    text = words or f"{url} {url}x {url}y {url}z."
    told = encounter(text, text, *people, kind=kind, status=status, when=When("then", iso))
    return report(article(url=url, title=url * 3, text=text, published=at, seen=at), told)


def speech(url: str, words: str, at: datetime = NOON) -> Report:
    text = f"{words} “We are ready,” Kern said."
    statement = said(text, KERN, "Kern", "said", "We are ready,", kind=DIRECT)
    return report(article(url=url, title=words[:40], text=text, published=at, seen=at), statement)


def test_two_outlets_telling_one_meeting_are_one_story() -> None:
    stories = tell([herald(), courier()])

    [story] = stories
    assert [r.article.source for r in story.reports] == ["Courier", "Herald"]
    assert story.key == courier().article.id
    assert story.headline == courier().article.title, "the article that says most"


@pytest.mark.parametrize(
    ("other", "one_story"),
    [
        (meeting("b", ORLAN, MARSK, at=NOON + timedelta(hours=20)), True),
        # Talks or meeting: outlets differ.
        (meeting("b", MARSK, ORLAN, kind=TALKS), True),
        # An outlet that only has the surnames.
        (meeting("b", replace(ORLAN, key="orlan", name="Orlan"), MARSK), True),
        # Each outlet spells names in its own way.
        (meeting("b", person("Dawit Orlann"), person("Elena Marssk")), True),
        # One outlet names somebody more.
        (meeting("b", ORLAN, MARSK, KERN), True),
        # A call is not a meeting, and a summit not the meeting on its margins.
        (meeting("b", ORLAN, MARSK, kind=CALL), False),
        (meeting("b", ORLAN, MARSK, KERN, kind=EncounterKind.CONFERENCE), False),
        (meeting("b", ORLAN, KERN), False),
        # The same people, a week later: by the article's date, and by the date that it gives.
        (meeting("b", ORLAN, MARSK, at=NOON + timedelta(days=7)), False),
        (meeting("b", ORLAN, MARSK, iso="2031-04-24"), False),
        # Each outlet's own calendar: a day apart is the same evening.
        (meeting("b", ORLAN, MARSK, iso="2031-04-18"), True),
        # Context is not news.
        (meeting("b", ORLAN, MARSK, status=Status.BACKGROUND), False),
        # The plan in the morning, the meeting in the evening.
        (meeting("b", ORLAN, MARSK, status=PLANNED), True),
    ],
)
def test_an_occasion_joins_reports_by_people_kind_and_day(other: Report, one_story: bool) -> None:
    first = meeting("a", ORLAN, MARSK, iso="2031-04-17")
    newsworthy = replace(other, facts=replace(other.facts, statements=speech("c", "Else.").facts.statements))

    stories = tell([first, newsworthy])

    assert (len(stories) == 1) is one_story


def test_reports_with_the_same_people_and_words_are_one_story() -> None:
    words = "Kern opened the dam at Upper Lark after the flood took the old sluice and two hundred sheep."
    rewritten = "After the flood took two hundred sheep and the old sluice, Kern opened the dam at Upper Lark."
    others = [speech(f"o{n}", f"Budget item number {n} passed in committee {n} of chamber {n}.") for n in range(5)]

    stories = tell([speech("a", words), speech("b", rewritten, NOON + timedelta(hours=3)), *others])

    assert ("a", "b") in [tuple(r.article.url for r in story.reports) for story in stories]
    assert len(stories) <= 6


def test_nothing_to_report_makes_no_story() -> None:
    background = meeting("a", ORLAN, MARSK, status=Status.BACKGROUND)
    thought = speech("b", "Quiet.")
    [words] = thought.facts.statements
    silent = replace(thought, facts=replace(thought.facts, statements=(replace(words, speech=False),)))
    nobody = replace(thought, facts=replace(thought.facts, statements=(replace(words, speaker=None),)))

    assert tell([background, silent, nobody]) == ()


def test_the_order_of_arrival_changes_nothing() -> None:
    reports = [courier(), herald(), meeting("a", ORLAN, KERN), speech("b", "A speech on harvests.")]

    assert len({tell(order) for order in itertools.permutations(reports)}) == 1


def test_the_order_of_a_region_s_news_changes_nothing() -> None:
    told = [Report(article, Facts(article.id, 1, "unread")) for article, _ in annotated.articles("open")]
    by_letters = sorted(told, key=lambda report: report.article.text)

    assert group(by_letters) == group(told)


def test_a_headline_comes_from_an_article_rather_than_a_teaser() -> None:
    teaser = replace(courier(), article=replace(courier().article, teaser=True))

    [story] = tell([teaser, herald()])

    assert story.headline == herald().article.title


def test_a_day_of_a_thousand_reports_is_told_in_seconds() -> None:
    people = [Actor(f"first{n} last{n}", f"First{n} Last{n}") for n in range(2_000)]
    words = "The two spoke about the price of timber in district {n} and the ferry of quay {n} for an hour."
    reports = [
        meeting(f"u{n}", people[n], people[n + 1], words=words.format(n=n)) for n in range(1_000)
    ]  # everyone meets two neighbours, and all use the same words

    began = time.perf_counter()
    stories = tell(reports)

    assert len(stories) > 900
    assert time.perf_counter() - began < 5, "linear: a minute would be the square"
