"""Which stories come first, and how weighty who meets is."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from digest.leading import HEAD, MINISTER, OFFICIAL, ordered, place_of, rank
from digest.model import Actor, Encounter, EncounterKind, Report, Statement, Status, Story, When
from tests.builders import article
from tests.digest.newsroom import DIRECT, HADA, HAPPENED, KERN, MARSK, NOON, ORLAN, encounter, person, report, said

LATER = NOON + timedelta(hours=2)


def told(
    key: str, *people: Actor, kind: EncounterKind = EncounterKind.MEETING, status: Status = HAPPENED,
    at: datetime = NOON, iso: str | None = None, outlets: int = 1, words: str = "",
) -> Story:  # fmt: skip
    """A story of one sentence, and of a quotation where there are words."""
    text = f"{key} {key}x.\n“{words},” Hada said." if words else f"{key} {key}x."
    facts: list[Encounter | Statement] = []
    if people:
        facts.append(encounter(text, f"{key} {key}x.", *people, kind=kind, status=status, when=When("then", iso)))
    if words:
        facts.append(said(text, HADA, "Hada", "said", f"{words},", kind=DIRECT))
    reports = [
        report(article(url=f"{key}{n}", title=key, text=text, published=at, source=f"Outlet {n}"), *facts)
        for n in range(outlets)
    ]
    return Story(key, key, tuple(reports))


def weight(story: Story) -> float:
    return -place_of(story)[1]


def keys(*stories: Story) -> list[str]:
    return [story.key for story in ordered(stories)]


def test_what_took_place_comes_before_plans_and_both_before_words() -> None:
    stories = [
        told("words", words="The council is split", outlets=5),
        told("planned", KERN, MARSK, status=Status.PLANNED, outlets=4),
        told("denied", KERN, MARSK, status=Status.DENIED),
        told("held", HADA, person("Bruno Lark")),
    ]

    assert keys(*stories) == ["held", "planned", "denied", "words"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # A summit of three in one outlet, and a council's meeting that is newer.
        (told("a", KERN, KERN, KERN, kind=EncounterKind.CONFERENCE), told("b", HADA, HADA, at=LATER)),
        (told("a", KERN, KERN), told("b", ORLAN, MARSK, outlets=2)),
        (told("a", ORLAN, MARSK), told("b", HADA, HADA, outlets=3)),
        (told("a", ORLAN, MARSK, outlets=3), told("b", ORLAN, MARSK, outlets=2)),
        (told("a", ORLAN, MARSK), told("b", ORLAN, MARSK, kind=EncounterKind.CALL)),
        (told("a", KERN, MARSK), told("b", KERN, MARSK, kind=EncounterKind.CORRESPONDENCE)),
        # Today's, and last week's that is only told now.
        (told("a", ORLAN, MARSK, iso="2031-04-16"), told("b", ORLAN, MARSK, iso="2031-04-11")),
        # Somebody is quoted, and with words that others will deny.
        (told("a", ORLAN, MARSK, words="The lamps stay on"), told("b", ORLAN, MARSK)),
        (told("a", ORLAN, MARSK, words="We will not sign"), told("b", ORLAN, MARSK, words="The lamps stay on")),
        # All else equal, the newest.
        (told("b", ORLAN, MARSK, at=LATER), told("a", ORLAN, MARSK)),
    ],
)
def test_the_weightier_of_two_leads(first: Story, second: Story) -> None:
    assert ordered([first, second]) == ordered([second, first]) == [first, second]


@pytest.mark.parametrize(
    ("role", "country", "expected"),
    [
        ("Tarsian President", "Tarsia", HEAD),
        ("Prime Minister of Tarsia", "Tarsia", HEAD),
        ("president", None, HEAD),
        ("UN Secretary-General", "United Nations", HEAD),
        ("Deputy Prime Minister", "Tarsia", MINISTER),
        ("Foreign Minister", "Tarsia", MINISTER),
        ("Foreign Secretary", "Tarsia", MINISTER),
        ("Vice-President", "Tarsia", MINISTER),
        ("deputy foreign minister", "Tarsia", OFFICIAL),
        ("Tarsia’s ambassador to Velmora", "Tarsia", OFFICIAL),
        # What hangs on an office is not the office.
        ("the Prime Minister’s adviser", "Tarsia", OFFICIAL),
        ("spokesman for the President", "Tarsia", OFFICIAL),
        ("press secretary", "Tarsia", OFFICIAL),
        ("Mayor of Sandmark", None, 0),
        ("bank president", None, 0),
        ("former President", "Tarsia", 0),
        ("", "Tarsia", 0),
    ],
)
def test_rank_is_read_off_the_office(role: str, country: str | None, expected: float) -> None:
    assert rank(person("Ada Venn", role, country)) == expected


def test_a_story_is_as_weighty_as_its_weightiest_report_and_its_outlets() -> None:
    one, other = told("a", HADA, HADA), told("a", KERN, MARSK)
    [report_] = other.reports
    elsewhere = replace(report_, article=replace(report_.article, source="Herald"))

    both = replace(one, reports=(*one.reports, elsewhere))

    assert weight(both) > weight(other) > weight(one)


def test_a_hundred_outlets_are_not_heavier_than_a_handful() -> None:
    assert weight(told("a", KERN, MARSK, outlets=100)) == weight(told("a", KERN, MARSK, outlets=5))


def test_the_order_of_arrival_changes_nothing() -> None:
    stories = [told("a", ORLAN, MARSK), told("b", ORLAN, MARSK), told("c", KERN, HADA), told("d", words="No")]

    assert len({tuple(ordered(order)) for order in itertools.permutations(stories)}) == 1


def test_reports_alone_decide() -> None:
    def renamed(each: Report) -> Report:
        return replace(each, article=replace(each.article, seen=each.article.seen + timedelta(days=3)))

    story = told("a", ORLAN, MARSK)

    assert weight(story) == weight(replace(story, reports=tuple(map(renamed, story.reports))))
