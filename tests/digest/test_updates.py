"""What a story that was told yesterday brings that is new."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from digest.model import Digest, Encounter, Period, Report, Statement, Status, Story, When
from digest.pipeline import edit
from digest.stories import tell
from digest.updates import unheard, update
from digest.writing import plain
from tests.builders import article
from tests.digest.newsroom import (
    DIRECT,
    INDIRECT,
    KERN,
    MARSK,
    NOON,
    ORLAN,
    PLANNED,
    courier,
    encounter,
    herald,
    report,
    said,
)

TODAY = NOON + timedelta(hours=20)
YESTERDAY = Period(NOON - timedelta(hours=12), NOON + timedelta(hours=6), "yesterday")
FERRY, TIMBER = "The ferry will cross for free on Sundays", "Timber pays 40 crowns"


def told(*reports: Report) -> Digest:
    story = Story(reports[0].article.id, reports[0].article.title, reports)
    return plain.write([story], topics=(), period=YESTERDAY, sources_checked=2)


def later(text: str, *facts: Encounter | Statement, at: datetime = TODAY) -> Report:
    return report(article(url=f"https://courier.example/{text}", text=text, published=at, seen=at), *facts)


def quoting(words: str) -> Report:
    text = f"Day two\n‘{words}’, Marsk said."
    return later(text, said(text, MARSK, "Marsk", "said", words, kind=DIRECT))


def reporting(words: str) -> Report:
    text = f"Day two\nMarsk said that {words}."
    return later(text, said(text, MARSK, "Marsk", "said", words, kind=INDIRECT))


def meeting(status: Status, iso: str | None = None) -> Report:
    text = "Day two\nOrlan and Marsk, in Old Ford."
    return later(text, encounter(text, "Old Ford", ORLAN, MARSK, status=status, when=When("then", iso)))


def story(*reports: Report) -> Story:
    return Story(reports[0].article.id, reports[0].article.title, reports)


def test_a_story_that_was_not_told_is_all_new() -> None:
    elsewhere = later("Elsewhere\nKern slept.")

    assert update(story(courier()), told(elsewhere)) is None


def test_the_same_reports_hold_nothing_new() -> None:
    assert not update(story(courier(), herald()), told(courier(), herald()))


@pytest.mark.parametrize(
    ("report", "new"),
    [
        (quoting(FERRY), True),
        # Yesterday's quotation in another outlet, whole, in part, or in other marks.
        (quoting("The ‘Seven Gates Plan’ or the Seven Gates Fund: we need one"), False),
        (quoting("We cannot pay for both"), False),
        (reporting("the lark has been counted twice by strangers"), True),
        # Paraphrases of what yesterday's articles hold.
        (reporting("the Seven Gates Plan and the Fund cannot be paid for"), False),
        # A number is news, however few the other words.
        (reporting("both had agreed to count the 340 lorries together"), True),
        (meeting(Status.HAPPENED), False),
        (meeting(Status.HAPPENED, "2031-04-17"), False),
        # They met again.
        (meeting(Status.HAPPENED, "2031-04-24"), True),
        (meeting(Status.BACKGROUND, "2031-04-24"), False),
        # "Will meet", from an outlet that is late.
        (meeting(PLANNED), False),
    ],
)
def test_a_later_report_brings_what_yesterdays_did_not_have(report: Report, new: bool) -> None:
    assert bool(update(story(courier(), herald(), report), told(courier(), herald()))) is new


@pytest.mark.parametrize("status", [Status.HAPPENED, Status.DENIED])
def test_a_plan_that_came_about_or_fell_through_is_new(status: Status) -> None:
    plan = replace(meeting(PLANNED), article=replace(meeting(PLANNED).article, seen=NOON, id="plan"))

    found = update(story(plan, meeting(status)), told(plan))

    assert found
    assert [encounter.status for _, encounter in found.encounters] == [status]


def test_what_is_new_comes_with_its_report() -> None:
    new = quoting(FERRY)

    found = update(story(courier(), new), told(courier()))

    assert found
    assert found.encounters == ()
    assert found.statements == ((new, new.facts.statements[0]),)


def test_an_edit_of_an_old_article_is_no_update() -> None:
    new = quoting(FERRY)
    edited = replace(new, article=replace(new.article, version=2, first_seen=NOON, seen=TODAY))

    assert not update(story(courier(), edited), told(courier()))


def test_a_story_is_known_by_any_article_of_it() -> None:
    early = later("Before\nKern slept.", at=NOON - timedelta(hours=1))

    assert update(story(early, herald()), told(herald())) is not None, "the story has another key by now"


def test_what_nobody_said_is_no_news() -> None:
    text = f"Day two\n‘{TIMBER}’, a man said. Kern thought that nobody had asked the lamplighters."
    nobody = said(text, None, "a man", "said", TIMBER, kind=DIRECT)
    thought = said(text, KERN, "Kern", "thought", "nobody had asked the lamplighters", kind=INDIRECT, speech=False)

    assert not update(story(courier(), later(text, nobody, thought)), told(courier()))


# --- what a digest tells of it


def keys(*reports: Report) -> set[str]:
    return {each.article.id for each in reports}


def test_a_story_without_a_new_article_is_not_told_again() -> None:
    assert list(unheard([story(courier(), herald())], new=set(), told=[])) == []


def test_a_new_story_is_told_as_its_new_articles_tell_it() -> None:
    [only] = unheard([story(courier(), herald())], new=keys(herald()), told=[])

    assert only.reports == (herald(),)
    assert only.headline == herald().article.title
    assert not only.update


def test_of_a_story_that_was_told_only_what_is_new_is_told() -> None:
    new = quoting(FERRY)

    [only] = unheard([story(courier(), new)], new=keys(new), told=[told(courier())])

    assert only.update
    assert [each.article for each in only.reports] == [new.article]
    assert only.reports[0].facts.statements == new.facts.statements


def test_a_story_with_nothing_new_is_left_out() -> None:
    again = quoting("We cannot pay for both")

    assert list(unheard([story(courier(), herald(), again)], new=keys(again), told=[told(courier(), herald())])) == []


def test_what_the_latest_edition_told_is_not_new() -> None:
    first, second = quoting(FERRY), quoting(TIMBER)
    latest = plain.write([story(courier(), first)], topics=(), sources_checked=2,
                         period=Period(YESTERDAY.until, TODAY + timedelta(hours=1), ""))  # fmt: skip
    later_still = replace(second, article=replace(second.article, seen=TODAY + timedelta(hours=2)))

    [only] = unheard([story(courier(), first, later_still)], new=keys(later_still), told=[latest, told(courier())])

    assert [each.article.id for each in only.reports] == [second.article.id]


def test_a_digest_tells_an_update_under_its_mark() -> None:
    text = f"{courier().article.text}‘{FERRY}’, Marsk said.\n"
    new = later(text, said(text, MARSK, "Marsk", "said", FERRY, kind=DIRECT))
    new = replace(new, article=replace(new.article, title="Marsk frees the ferry"))
    period = Period(YESTERDAY.until, TODAY + timedelta(hours=1), "")

    digest = edit(tell([courier(), new]), topics=[], period=period, health=[], new=keys(new), told=[told(courier())])

    [entry] = digest.entries
    assert entry.update
    assert [item.text for section in entry.sections for item in section.items] == [
        f"Elena Marsk (Velmoran Foreign Minister): “{FERRY}”"
    ]
