"""What is corrected when an outlet edits an article that an edition rests on, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from digest.corrections import cited, corrected, errata, restored, versions
from digest.model import Digest, EncounterKind, Erratum, Item, Report, Status
from digest.stories import tell
from digest.writing.cited import Sources
from digest.writing.gate import check
from digest.writing.plain import write
from tests.builders import article
from tests.digest.newsroom import DIRECT, HADA, KERN, MARSK, NOON, ORLAN, PERIOD, encounter, report, said

FIRST = """Orlan calls Marsk
Tarsian Foreign Minister Davit Orlan and Velmoran Foreign Minister Elena Marsk met in Velm on 16 April.
“We will never sign it,” Hada said.
Tarsian President Ivo Kern spoke by phone with Orlan.
Petra Hada is an opposition MP.
"""


def told(text: str, version: int = 2, **changes: object) -> Report:
    """The article as a perfect reader would read it, whatever it says now."""
    facts = []
    for verb, kind in (("met", EncounterKind.MEETING), ("held talks", EncounterKind.TALKS)):
        if f"Marsk {verb}" in text:
            place = text.split(f"Marsk {verb} in ")[1].split(maxsplit=1)[0]
            facts.append(encounter(text, f"Marsk {verb}", ORLAN, MARSK, kind=kind, place=place))
    if "by phone with" in text:
        facts.append(encounter(text, "by phone with", KERN, ORLAN, kind=EncounterKind.CALL))
    statements = []
    if "Hada said" in text:
        words = text.split("“")[1].split("”", maxsplit=1)[0]
        statements.append(said(text, HADA, "Hada", "said", words, kind=DIRECT))
    of = article(url="https://c.example/a", title=text.split("\n", 1)[0], text=text, published=NOON, version=version)
    return report(replace(of, **changes), *facts, *statements)  # type: ignore[arg-type]


def edition(*reports: Report) -> Digest:
    draft = write(tell(reports), topics=(), period=PERIOD, sources_checked=1)
    digest, refusals = check(draft, Sources(each.article for each in reports))
    assert refusals == ()
    return digest


OUT = edition(told(FIRST, 1))


def found(text: str, **changes: object) -> list[tuple[str, str, str]]:
    new = told(text, **changes)  # type: ignore[arg-type]
    return [(e.section, e.before.text, e.after.text if e.after else "") for e in errata(OUT, {new.article.id: new})]


def reprinted(*changes: Erratum, day: date = date(2025, 4, 24)) -> Digest:
    """OUT, corrected at five past two on 24 April in Tbilisi."""
    at = datetime(2025, 4, 24, 10, 5, tzinfo=UTC)
    return corrected(OUT, [(at, each) for each in changes], zone=ZoneInfo("Asia/Tbilisi"), day=day)


MET = "Davit Orlan (Tarsian Foreign Minister) and Elena Marsk (Velmoran Foreign Minister) met in Velm"
CALLED = "Ivo Kern (Tarsian President) and Orlan spoke by phone"
QUOTED = "Petra Hada (opposition MP): “We will never sign it”"


def test_an_edition_names_the_articles_that_it_rests_on() -> None:
    assert cited(OUT) == {told(FIRST).article.id}
    assert [i.text for s in OUT.entries[0].sections for i in s.items] == [MET, CALLED, QUOTED]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # Another place, another quotation, another kind: old and new.
        ("met in Velm", "met in Oldford", [("met", MET, MET.replace("in Velm", "in Oldford"))]),
        ("We will never sign it", "We will not sign it", [("said", QUOTED, QUOTED.replace("never", "not"))]),
        ("met in Velm", "held talks in Velm", [("met", MET, MET.replace("met", "held talks"))]),
        # Nothing is left of it.
        ("“We will never sign it,” Hada said.\n", "", [("said", QUOTED, "")]),
        ("spoke by phone with Orlan", "is Tarsian President", [("met", CALLED, "")]),
        # The headline.
        ("Orlan calls Marsk", "Orlan meets Marsk", [("", "Orlan calls Marsk", "Orlan meets Marsk")]),
        # Words that no line prints; a sentence more; a sentence with the same words for us.
        (" on 16 April", " on 16 April, over lunch", []),
        ("is an opposition MP", "is an opposition MP of ten years", []),
        ("Orlan calls Marsk\n", "Orlan calls Marsk\nThey are neighbours.\n", []),
    ],
)  # fmt: skip
def test_what_an_edit_changes_is_corrected(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert old in FIRST
    assert found(FIRST.replace(old, new)) == expected


def test_the_version_that_was_told_and_one_that_is_missing_correct_nothing() -> None:
    assert found(FIRST.replace("never", "not"), version=1) == []
    assert errata(OUT, {}) == ()


@pytest.mark.parametrize("changes", [{"teaser": True}, {"gone": NOON}])
def test_a_teaser_or_an_article_that_was_taken_down_proves_nothing(changes: dict[str, object]) -> None:
    assert found("Orlan calls Marsk\nMore on the page.\n", **changes) == []


def test_a_plan_that_took_place_since_is_no_error() -> None:
    plan = FIRST.replace("met in Velm", "will meet in Velm")
    planned = encounter(
        plan, "will meet", ORLAN, MARSK, kind=EncounterKind.MEETING, status=Status.PLANNED, place="Velm"
    )
    first = report(replace(told(FIRST, 1).article, text=plan), planned)
    out = edition(first)

    [erratum] = errata(out, {first.article.id: told(FIRST)})

    assert erratum.before.text.startswith("Planned: ")
    assert erratum.after is not None
    assert erratum.after.text == MET


def test_a_quotation_that_has_another_speaker_now_is_corrected() -> None:
    text = FIRST.replace("Hada said", "Kern said")
    new = told(text)
    moved = said(text, KERN, "Kern", "said", "We will never sign it,", kind=DIRECT)
    facts = replace(new.facts, statements=(moved,))

    [erratum] = [e for e in errata(OUT, {new.article.id: replace(new, facts=facts)}) if e.section == "said"]

    assert erratum.before.text == QUOTED
    assert erratum.after is not None
    assert erratum.after.text == "Kern: “We will never sign it”"


def test_the_corrected_edition_has_the_new_lines_under_a_new_id() -> None:
    new = told(FIRST.replace("never", "not").replace("Tarsian President Ivo Kern spoke by phone with Orlan.\n", ""))
    changes = errata(OUT, {new.article.id: new})

    now = reprinted(*changes)

    assert [i.text for s in now.entries[0].sections for i in s.items] == [MET, QUOTED.replace("never", "not")]
    assert now.edition != OUT.edition
    assert reprinted() == OUT
    assert errata(now, {new.article.id: new}) == ()
    assert check(now, Sources([told(FIRST, 1).article, new.article])) == (now, ())
    assert versions(now) == {(new.article.id, 1), (new.article.id, 2)}


def test_the_corrected_edition_says_what_each_line_was_by_the_readers_clock() -> None:
    new = told(FIRST.replace("never", "not"))

    [correction] = reprinted(*errata(OUT, {new.article.id: new})).entries[0].corrections

    assert (correction.section, correction.before.text, correction.after and correction.after.text) == (
        *("said", QUOTED),
        QUOTED.replace("never", "not"),
    )
    assert (correction.at, correction.day) == (time(14, 5), None)


def test_a_correction_of_another_day_names_it() -> None:
    new = told(FIRST.replace("never", "not"))

    [correction] = reprinted(*errata(OUT, {new.article.id: new}), day=date(2025, 4, 23)).entries[0].corrections

    assert (correction.at, correction.day) == (time(14, 5), date(2025, 4, 24))


def test_a_headline_is_corrected_where_it_stands_and_in_its_link() -> None:
    new = told(FIRST.replace("Orlan calls Marsk", "Orlan meets Marsk"))

    now = reprinted(*errata(OUT, {new.article.id: new}))

    assert (now.entries[0].headline, now.entries[0].links[0].title) == ("Orlan meets Marsk", "Orlan meets Marsk")
    assert check(now, Sources([told(FIRST, 1).article, new.article])) == (now, ())


def test_a_story_of_which_nothing_is_left_says_so_and_passes_the_gate() -> None:
    every = [Erratum(OUT.edition, e.story, s.name, i, None) for e in OUT.entries for s in e.sections for i in s.items]

    [entry] = reprinted(*every).entries

    assert (entry.sections, len(entry.corrections)) == ((), 3)
    assert check(reprinted(*every), Sources(())) == (reprinted(*every), ())
    assert reprinted(Erratum(OUT.edition, "another", "", Item("x"), None)) == OUT


def test_a_line_whose_outlet_takes_its_edit_back_stands_again() -> None:
    edited, back = told(FIRST.replace("never", "not")), told(FIRST, 3)
    known = errata(OUT, {edited.article.id: edited})

    assert [each.after for each in restored(known, (), {back.article.id: back})] == [known[0].before]
    assert list(restored(known, (), {edited.article.id: edited})) == []
    assert list(restored(known, known, {back.article.id: back})) == []


@pytest.mark.parametrize("changes", [{"teaser": True}, {"gone": NOON}])
def test_a_teaser_or_an_article_that_was_taken_down_restores_nothing(changes: dict[str, object]) -> None:
    edited = told(FIRST.replace("never", "not"))
    known = errata(OUT, {edited.article.id: edited})
    back = told(FIRST, 3, **changes)

    assert list(restored(known, (), {back.article.id: back})) == []
