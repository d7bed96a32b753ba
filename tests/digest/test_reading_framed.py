"""Where and when an occasion was that is part of another, and what is no place: one row a rule."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest import reading
from digest.model import Actor, ActorKind, Article, Encounter, EncounterKind, Span, Status, When
from digest.reading.framed import framed
from digest.reading.reader import EnglishReader
from tests import builders

PUBLISHED = datetime(2025, 4, 24, 12, tzinfo=UTC)  # a Thursday
BEL, STERN, FORS = (builders.actor(key=name.casefold(), name=name) for name in ("Anna Bel", "Ivo Stern", "Lena Fors"))
TEXT = "Bel visited Selm on Monday. She {} met Stern."


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return reading.load()


def encounters(reader: EnglishReader, text: str) -> list[Encounter]:
    article = Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)
    return list(reader.read(article).encounters)


def met(kind: EncounterKind, *who: Actor, place: str | None = None, iso: str | None = None) -> Encounter:
    start = 0 if kind is EncounterKind.VISIT else TEXT.index("She")
    when = When("on Monday", iso) if iso else None
    return Encounter(kind, who, Status.HAPPENED, Span(start, len(TEXT)), place=place, when=when)


def test_a_meeting_on_a_visit_is_where_and_when_the_visit_is() -> None:
    visit = met(EncounterKind.VISIT, BEL, place="Selm", iso="2025-04-21")
    meeting = met(EncounterKind.MEETING, BEL, STERN)

    _, found = framed(TEXT, [visit, meeting], {})

    assert (found.place, found.when) == ("Selm", visit.when)


def test_a_meeting_with_a_place_or_day_of_its_own_takes_nothing_from_another() -> None:
    visit = met(EncounterKind.VISIT, BEL, place="Selm", iso="2025-04-21")
    elsewhere = met(EncounterKind.MEETING, BEL, STERN, place="Ardal")
    later = met(EncounterKind.MEETING, BEL, STERN, iso="2025-04-23")

    _, first, second = framed(TEXT, [visit, elsewhere, later], {})

    assert (first.when, second.place) == (None, None)


@pytest.mark.parametrize(("word", "place"), [("also", "Selm"), ("later", "Selm"), ("often", None)])
def test_after_a_meeting_only_a_sentence_that_goes_on_with_it_is_there_too(word: str, place: str | None) -> None:
    text = TEXT.format(word)
    first = Encounter(EncounterKind.MEETING, (BEL, FORS), Status.HAPPENED, Span(0, 27), place="Selm")
    second = Encounter(EncounterKind.MEETING, (BEL, STERN), Status.HAPPENED, Span(28, len(text)))

    _, found = framed(text, [first, second], {})

    assert found.place == place


def test_a_call_is_nowhere_and_of_no_other_people() -> None:
    visit = met(EncounterKind.VISIT, BEL, place="Selm", iso="2025-04-21")
    call, others = met(EncounterKind.CALL, BEL, STERN), met(EncounterKind.MEETING, STERN, FORS)

    _, *found = framed(TEXT, [visit, call, others], {})

    assert found == [call, others]


@pytest.mark.parametrize(("break_", "place"), [(" ", "Selm"), ("\n\n", None)])
def test_a_paragraph_that_opens_with_a_place_is_there(break_: str, place: str | None) -> None:
    text = f"In Selm the welcome was warmer.{break_}Bel met Stern."
    meeting = Encounter(EncounterKind.MEETING, (BEL, STERN), Status.HAPPENED, Span(text.index("Bel"), len(text)))

    (found,) = framed(text, [meeting], {0: "Selm"})

    assert found.place == place


WHERE: tuple[tuple[str, str | None, str | None], ...] = (
    # the day since when it was not
    ("Minister Anna Bel and Ivo Stern met on Monday for the first time since 2020.", None, "2025-04-21"),
    ("Minister Anna Bel and Ivo Stern met for the first time since the August shelling.", None, None),
    # a person, or what is moved there, is no place
    ("Minister Anna Bel and Ivo Stern met at Metropolitan Gavril of Selm on Monday.", None, "2025-04-21"),
    # here, in a report that says where it was written
    ("SELM, Velmora (RNA) — Anna Bel and Ivo Stern signed a pact on a tunnel here on Monday.", "Selm", "2025-04-21"),
    # the place that the sentences before opened with
    ("In Selm the welcome was warmer. Minister Anna Bel met Ivo Stern in his garden.", "Selm", None),
    # a name of two words
    ("Anna Bel is to brief Minister Ivo Stern in person in Port Almer on Friday.", "Port Almer", "2025-04-25"),
    # the day on which one of them came
    ("Anna Bel, who arrived on Tuesday, spoke by phone with Foreign Minister Ivo Stern, her office said.", None, None),
    # how often, not when
    ("Minister Anna Bel held talks with Ivo Stern in Selm, the third this year.", "Selm", None),
    # after a call on a day
    ("The road is open, Minister Anna Bel said after talks with Ivo Stern on Monday.", None, "2025-04-21"),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "place", "iso"), WHERE)
def test_what_is_a_place_and_a_day(reader: EnglishReader, text: str, place: str | None, iso: str | None) -> None:
    (found,) = encounters(reader, text)

    assert (found.place, found.when.iso if found.when else None) == (place, iso)


WHO: tuple[tuple[str, set[str]], ...] = (
    # who leads a delegation of others; delegations headed by two
    ("A delegation of parents led by Anna Bel handed Minister Ivo Stern a petition.", {"Anna Bel", "Ivo Stern"}),
    (
        "Talks took place in Selm between the delegations headed by Minister Anna Bel and Minister Ivo Stern.",
        {"Anna Bel", "Ivo Stern"},
    ),
    # a host; who was present; who joined
    ("Minister Anna Bel flew to Selm for a dinner hosted by President Ivo Stern.", {"Anna Bel", "Ivo Stern"}),
    (
        "Minister Anna Bel and Minister Ivo Stern signed the pact in the presence of President Lena Fors.",
        {"Anna Bel", "Ivo Stern", "Lena Fors"},
    ),
    (
        "Minister Anna Bel met Minister Ivo Stern. The two were joined by President Lena Fors.",
        {"Anna Bel", "Ivo Stern", "Lena Fors"},
    ),
    # states between the names
    (
        "Anna Bel discussed fish with Ivo Stern of Tarsia and Lena Fors of Velmora.",
        {"Anna Bel", "Ivo Stern", "Lena Fors"},
    ),
    # a group by another name, and by a long one
    (
        "Minister Anna Bel also met, behind closed doors, members of the Tarsian community in the Havlab district.",
        {"Anna Bel", "members of the Tarsian community"},
    ),
    ("Minister Anna Bel held a meeting with the management of the theatre.", {"Anna Bel", "management of the theatre"}),
    # a council that decides on a day sits, with those of its members who are named; not the mayor of another town
    (
        (
            "Selm Town Council voted on Monday to move the market. Mayor Anna Bel spoke, and Cllr Ivo Stern. "
            "A letter from Karl Ost, the mayor of Ardal, was read."
        ),
        {"Anna Bel", "Ivo Stern"},
    ),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "who"), WHO)
def test_who_takes_part(reader: EnglishReader, text: str, who: set[str]) -> None:
    found = [{actor.name for actor in encounter.participants} for encounter in encounters(reader, text)]

    assert who in found


NAMED: tuple[tuple[str, set[str]], ...] = (
    # a surname of two parts, an honour, a title told later, a long name
    (
        "Anna Okel-Baye, the president, met Ivo Stern. President Okel-Baye left.",
        {"Anna Okel-Baye", "Ivo Stern"},
    ),
    (
        "HE Anna Bel met the Emir of Wadi Sirr, Sheikh Saqr bin Hamad Al-Murri.",
        {"Anna Bel", "Saqr bin Hamad Al-Murri"},
    ),
    ("Ivo Stern and Pirkko Lahti met in Selm. Ms Lahti left.", {"Ivo Stern", "Pirkko Lahti"}),
    ("Coun Anna Bel met Ivo Stern. Coun Bel left.", {"Anna Bel", "Ivo Stern"}),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "who"), NAMED)
def test_a_person_is_one_under_every_name(reader: EnglishReader, text: str, who: set[str]) -> None:
    article = Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)

    persons = [actor for actor in reader.read(article).actors if actor.kind is ActorKind.PERSON]
    assert {actor.name for actor in persons} == who
