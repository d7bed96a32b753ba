"""What the English reader makes of sentences: one table a question, one row a rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from digest import reading
from digest.model import Actor, Article, Encounter, Facts
from digest.reading.export import facts_json
from digest.reading.reader import EnglishReader
from tests.quality.gold import own_items, score_own

pytestmark = pytest.mark.model

PUBLISHED = datetime(2025, 4, 24, 12, tzinfo=UTC)  # a Thursday


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return reading.load()


def article(text: str) -> Article:
    return Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)


def who(encounter: Encounter) -> set[str]:
    return {actor.name for actor in encounter.participants}


MET = (
    # a verb with an object, with a preposition, in the passive
    ("Anna Bel met Ivo Stern in Kessary on Tuesday.", "meeting", {"Anna Bel", "Ivo Stern"}, "happened"),
    ("Minister Anna Bel was received by President Ivo Stern.", "meeting", {"Anna Bel", "Ivo Stern"}, "happened"),
    # a noun that names the occasion
    ("Mayor Anna Bel held talks with Ivo Stern.", "talks", {"Anna Bel", "Ivo Stern"}, "happened"),
    # states in a body of each
    (
        "Talks between the Tarsian and Velmoran foreign ministries were held in Kessary.",
        "talks",
        {"Tarsian Foreign Ministry", "Velmoran Foreign Ministry"},
        "happened",
    ),
    # a call is no meeting
    ("Minister Anna Bel spoke by phone with Ivo Stern on Monday.", "call", {"Anna Bel", "Ivo Stern"}, "happened"),
    ("President Anna Bel had a phone call with Ivo Stern.", "call", {"Anna Bel", "Ivo Stern"}, "happened"),
    ("President Anna Bel sent a letter to King Ivo Stern.", "correspondence", {"Anna Bel", "Ivo Stern"}, "happened"),
    # to come, and denied
    ("Minister Anna Bel will meet Ivo Stern on Monday.", "meeting", {"Anna Bel", "Ivo Stern"}, "planned"),
    ("Minister Anna Bel refused to meet Ivo Stern.", "meeting", {"Anna Bel", "Ivo Stern"}, "denied"),
    ("A meeting between Anna Bel and Ivo Stern was called off.", "meeting", {"Anna Bel", "Ivo Stern"}, "denied"),
    # long past
    ("Minister Anna Bel met Ivo Stern in January.", "meeting", {"Anna Bel", "Ivo Stern"}, "background"),
)


@pytest.mark.parametrize(("text", "kind", "names", "status"), MET)
def test_who_met_whom(reader: EnglishReader, text: str, kind: str, names: set[str], status: str) -> None:
    (encounter,) = reader.read(article(text)).encounters

    assert (encounter.kind.value, who(encounter), encounter.status.value) == (kind, names, status)


NO_MEETING = (
    "Only a third of exporters have met the new requirements.",
    "Ardal Rovers meet Selm Athletic on the pitch on Sunday.",
    "In a new film, the poet Lia Breg talks about her years in exile.",
    "The costs cannot be met by small cellars, the union said.",
    "Minister Anna Bel called for talks.",
)


@pytest.mark.parametrize("text", NO_MEETING)
def test_idioms_sport_and_biographies_are_no_encounters(reader: EnglishReader, text: str) -> None:
    assert reader.read(article(text)).encounters == ()


def test_three_calls_in_one_clause_are_three(reader: EnglishReader) -> None:
    text = "Prime Minister Anna Bel spoke on the phone with Ivo Stern, Lena Fors and Karl Ost."

    found = reader.read(article(text)).encounters

    assert [who(e) - {"Anna Bel"} for e in found] == [{"Ivo Stern"}, {"Lena Fors"}, {"Karl Ost"}]


def test_separate_meetings_are_one_each(reader: EnglishReader) -> None:
    text = "Envoy Anna Bel held separate meetings with Minister Ivo Stern and Speaker Lena Fors in Kessary."

    found = reader.read(article(text)).encounters

    assert [who(e) - {"Anna Bel"} for e in found] == [{"Ivo Stern"}, {"Lena Fors"}]
    assert {e.place for e in found} == {"Kessary"}


SAID = (
    # who: by surname, office, pronoun
    ("Minister Anna Bel spoke first. Bel said the road ‘is open’.", "is open", "Anna Bel", None),
    ("Prime Minister Anna Bel left. “It is late,” the prime minister said.", "It is late,", "Anna Bel", None),
    ("A lawmaker, Anna Bel, shrugged. “It is late,” she said.", "It is late,", "Anna Bel", None),
    # two voices: the inner one speaks, the outer one relays
    ("According to the Kremlin, Anna Bel confirmed that ‘all is well’.", "all is well", "Anna Bel", "the Kremlin"),
    # a ministry keeps its country; its statement speaks for it
    ("The Tarsian Foreign Ministry called the talks ‘useful’.", "useful", "Tarsian Foreign Ministry", None),
    # cues beyond "said"
    ("Minister Anna Bel noted the ‘need to go on’.", "need to go on", "Anna Bel", None),
    ("Minister Anna Bel expressed confidence that ‘the worst is over’.", "the worst is over", "Anna Bel", None),
    ("‘It was cold’, quipped Anna Bel, who teaches law.", "It was cold", "Anna Bel", None),
    # through whom
    ("Anna Bel told Radio Selm that the vote was ‘theatre’.", "theatre", "Anna Bel", "Radio Selm"),
)


@pytest.mark.parametrize(("text", "words", "speaker", "via"), SAID)
def test_who_said_it(reader: EnglishReader, text: str, words: str, speaker: str, via: str | None) -> None:
    (statement,) = (s for s in reader.read(article(text)).statements if s.quotes)

    assert [q.of(text) for q in statement.quotes] == [words]
    assert (statement.speaker.name if statement.speaker else None, statement.via) == (speaker, via)


NOT_SAID = (
    # a scare quote, a slogan, a title
    "Another reason was the ‘inaction’ of the guards.",
    "Protesters carried banners reading ‘Water is not for sale’.",
    "She took part in the panel “Corridors and Crossroads”.",
)


@pytest.mark.parametrize("text", NOT_SAID)
def test_words_that_nobody_said_are_no_statements(reader: EnglishReader, text: str) -> None:
    assert [s for s in reader.read(article(text)).statements if s.quotes and s.speaker] == []


def test_a_quotation_broken_by_its_clause_is_one_statement(reader: EnglishReader) -> None:
    text = "“We had soup,” Anna Bel said. “It was cold.”"

    (statement,) = reader.read(article(text)).statements

    assert [q.of(text) for q in statement.quotes] == ["We had soup,", "It was cold."]


def test_a_counterpart_holds_the_same_office(reader: EnglishReader) -> None:
    text = "Talks were led by Tarsian Deputy Foreign Minister Anna Bel and her Velmoran counterpart Ivo Stern."

    people = named(reader.read(article(text)))

    assert people["Ivo Stern"].role == "Velmoran Deputy Foreign Minister"


def test_glued_furniture_costs_neither_sentence_nor_date(reader: EnglishReader) -> None:
    text = "Become a memberOn Tuesday, Minister Anna Bel met Ivo Stern in Kessary."

    (encounter,) = reader.read(article(text)).encounters

    assert encounter.when is not None
    assert (encounter.when.text, encounter.when.iso) == ("On Tuesday", "2025-04-22")
    assert encounter.evidence.of(text).startswith("On Tuesday")


def test_participants_may_be_named_in_the_next_sentence(reader: EnglishReader) -> None:
    text = (
        "Talks between the Tarsian and Velmoran foreign ministries were held in Kessary.\n"
        "The talks were headed by Tarsian Deputy Foreign Minister Anna Bel and her Velmoran counterpart Ivo Stern."
    )

    (encounter,) = reader.read(article(text)).encounters

    assert who(encounter) == {"Anna Bel", "Ivo Stern"}
    assert encounter.place == "Kessary"


def test_the_same_person_has_the_same_key_in_two_articles(reader: EnglishReader) -> None:
    one = named(reader.read(article("Minister Cem Akdoğan met Ivo Stern.")))
    other = named(reader.read(article("Minister Cem Akdogan met Lena Fors.")))

    assert one["Cem Akdoğan"].key == other["Cem Akdogan"].key


def named(facts: Facts) -> dict[str, Actor]:
    return {actor.name: actor for actor in facts.actors}


@pytest.mark.parametrize("text", ["", " \n ", "“", "’" * 99, "said", "“a\n“b\n“c", "\u200b😀 ‘😀’ said.", "a" * 30_000])
def test_odd_texts_are_read_without_raising(reader: EnglishReader, text: str) -> None:
    facts = reader.read(article(text))

    assert facts.encounters == ()


def test_every_offset_of_the_export_lies_in_the_text(reader: EnglishReader) -> None:
    for item in own_items():
        record = facts_json(item.article, reader.read(item.article))

        for start, end in spans_of(record):
            assert 0 <= start < end <= len(item.article.text)


def spans_of(record: dict[str, object]) -> Iterator[tuple[int, int]]:
    for value in record.values():
        if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value):
            yield value[0], value[1]
        elif isinstance(value, list):
            for inner in value:
                yield from spans_of(
                    inner if isinstance(inner, dict) else {"": inner} if isinstance(inner, list) else {}
                )


def test_the_own_annotated_items_are_read_right(reader: EnglishReader) -> None:
    score = score_own((item, reader.read(item.article)) for item in own_items())

    assert (score.encounters.f1, score.quotes.f1) == (1.0, 1.0)


def test_half_a_character_stops_nothing_and_moves_nothing(reader: EnglishReader) -> None:
    text = "Notes \ud800 and more.\nMinister Anna Bel met Ivo Stern in Selm. “We talked,” Bel said."
    seen = datetime(2025, 4, 24, tzinfo=UTC)
    article = Article("a", 1, "https://news.example/a", "News", "", "en", "", text, None, seen)

    facts = reader.read(article)

    assert [encounter.place for encounter in facts.encounters] == ["Selm"]
    assert [span.of(text) for statement in facts.statements for span in statement.quotes] == ["We talked,"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Presidents Anna Bel, Ivo Stern and Olga Marsk met in Selm.", ["President"] * 3),
        ("UN mediator Anna Bel met Merrin’s Foreign Minister Ivo Stern.", ["UN mediator", "Merrin's Foreign Minister"]),
        ("Political analyst Anna Bel met Ivo Stern.", ["political analyst", None]),
    ],
)
def test_an_office_is_one_persons_and_written_as_within_a_sentence(
    reader: EnglishReader, text: str, roles: list[str | None]
) -> None:
    people = sorted(named(reader.read(article(text))).values(), key=lambda actor: text.index(actor.name))

    assert [actor.role for actor in people] == roles
