"""What the English reader makes of who said what: one table a question, one row a rule. All texts are invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest import reading
from digest.model import Article, Span, Statement, StatementKind
from digest.reading.content import gist
from digest.reading.export import facts_json
from digest.reading.quotes import stretches, touching
from digest.reading.reader import EnglishReader

PUBLISHED = datetime(2025, 4, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return reading.load()


def article(text: str) -> Article:
    return Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)


def trusted(reader: EnglishReader, text: str) -> list[Statement]:
    return [s for s in reader.read(article(text)).statements if s.trusted]


GISTS = (
    # each of two quotations keeps both its marks
    ("{a road ‘open to all’ and ‘free’}", "a road ‘open to all’ and ‘free’"),
    # a border that cuts one mark of a pair takes the other too
    ("{the road ‘is open}’ to all", "the road ‘is open’"),
    ("the ‘{road’ is open}", "‘road’ is open"),
    # a border inside a quotation takes no mark
    ("“it is {late in the day} again”", "late in the day"),
    # stray marks and stops at the edges go, and line breaks
    ("{, the ministers’\nplan”; }", "the ministers’ plan"),
)


@pytest.mark.parametrize(("marked", "expected"), GISTS)
def test_a_gist_has_both_marks_of_a_pair_or_none(marked: str, expected: str) -> None:
    text = marked.replace("{", "").replace("}", "")
    span = Span(marked.index("{"), marked.index("}") - 1)

    assert gist(text, (span,), touching(stretches(text), (span,))) == expected


def test_the_gist_of_a_direct_quotation_has_no_marks() -> None:
    text = "“It is late,” she said."
    (quote,) = stretches(text)

    assert gist(text, (quote.outer,), (quote,), direct=True) == "It is late"


DENIED = (
    ("Minister Anna Bel denied that she had met Ivo Stern.", "denied that she had met Ivo Stern"),
    ("Minister Anna Bel denied that she had “ever met” Ivo Stern.", "denied that she had “ever met” Ivo Stern"),
    ("Minister Anna Bel doubted that the road “would open”.", "doubted that the road “would open”"),
    (
        "Minister Anna Bel dismissed claims that she had met Ivo Stern in May.",
        "dismissed claims that she had met Ivo Stern in May",
    ),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_what_is_denied_never_reads_as_if_it_had_been_said(reader: EnglishReader, text: str, expected: str) -> None:
    facts = reader.read(article(text))

    assert [record["gist"] for record in facts_json(article(text), facts)["statements"]] == [expected]


UNSAID = (
    "Minister Anna Bel refused to say that the road was open.",
    "Minister Anna Bel refused to say whether the road “would be open by the spring”.",
    "Minister Anna Bel did not say whether the road “would be open by the spring”.",
    "Minister Anna Bel never said “We will close the road in spring”.",
    "Minister Anna Bel denied saying “We will close the road in spring”.",
    "“We will close the road”, Anna Bel denied saying.",
)


@pytest.mark.model
@pytest.mark.parametrize("text", UNSAID)
def test_what_was_not_said_is_kept_with_its_denial_and_never_printed(reader: EnglishReader, text: str) -> None:
    (statement,) = reader.read(article(text)).statements

    assert not statement.trusted
    assert statement.gist.split()[0] in {"refused", "did", "never", "denied"}


@pytest.mark.model
def test_a_partial_statement_of_one_word_is_never_printed(reader: EnglishReader) -> None:
    found = reader.read(article("Anna Bel called Ivo Stern, ‘informing’ him of the vote.")).statements

    assert [(s.kind, s.trusted) for s in found if s.quotes] == [(StatementKind.PARTIAL, False)]


@pytest.mark.model
def test_one_word_is_a_statement_where_it_says_something_of_a_thing(reader: EnglishReader) -> None:
    (statement,) = trusted(reader, "Campaigner Anna Bel called that ‘optimistic’.")

    assert statement.gist == "that ‘optimistic’"


VOICES = (
    # a spokesperson without a name, and the pronoun for one
    (
        "A spokesperson for the Tarsian Foreign Ministry said the road ‘is open’.",
        ["spokesperson for the Tarsian Foreign Ministry"],
    ),
    ("Tarsian spokesman Karl Ost left. Bel’s spokeswoman said the road “is open”.", ["Bel’s spokeswoman"]),
    (
        "Minister Anna Bel left. A spokesman for Bel said the road was open. “It is dry,” he said.",
        ["spokesman for Bel", "spokesman for Bel"],
    ),
    # two who said it together, also as "they" and "both"
    (
        "Kardian PM Anna Bel and Veltish President Ivo Stern met in Selm, and said the road “is open”.",
        ["Anna Bel and Ivo Stern"],
    ),
    ("Minister Anna Bel met Ivo Stern in Kessary. They said the road “will open”.", ["Anna Bel and Ivo Stern"]),
    ("Minister Anna Bel met Ivo Stern in Kessary. Both said the road “will open”.", ["Anna Bel and Ivo Stern"]),
    # she and he, by forename, title, surname, spouse
    ("Karl Ost was received by Anna Bel. “It is late,” he said. “Very,” she said.", ["Karl Ost", "Anna Bel"]),
    ("Mr Stern met Ms Bel at noon. Stern greeted Bel. “It is late,” she said.", ["Bel"]),
    ("President Ivo Stern came. Sona Bayeva met him. Stern smiled. “It is late,” she said.", ["Sona Bayeva"]),
    ("Minister Tove Fors and her husband met Karl Ost. Ost was late. “It is late,” she said.", ["Tove Fors"]),
    # a name that the clause behind it parts from its verb; a name behind its owner's
    ("Sven Orbel, who was then Tarsia’s president, told the Courier: “We are friends.”", ["Sven Orbel"]),
    ("Selim’s agent, Fatos Gjika, said that the striker “will listen”.", ["Fatos Gjika"]),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "speakers"), VOICES)
def test_whose_words_they_are(reader: EnglishReader, text: str, speakers: list[str]) -> None:
    assert [s.speaker.name for s in trusted(reader, text) if s.speaker] == speakers


@pytest.mark.model
def test_what_somebody_is_accused_of_saying_is_kept_as_his_by_way_of_the_accuser_and_never_printed(
    reader: EnglishReader,
) -> None:
    (statement,) = reader.read(
        article("Mayor Anna Bel accused Ivo Stern of saying that “the bridge is ours”.")
    ).statements

    assert (statement.speaker.name if statement.speaker else "", statement.via) == ("Ivo Stern", "Anna Bel")
    assert not statement.trusted


FRAMED = (
    # the verb under the cue is the speaker's own deed or view: it is part of what was said
    (
        "Minister Anna Bel confirmed that she had accepted an invitation ‘to open the fair’ on 19 May.",
        "she had accepted an invitation ‘to open the fair’ on 19 May",
    ),
    ("Minister Anna Bel said that she hoped ‘to see the port open’.", "she hoped ‘to see the port open’"),
    # whence it is known is no part of it
    (
        "Minister Anna Bel confirmed that the port was ‘open to all’, according to the office of Ivo Stern.",
        "the port was ‘open to all’",
    ),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), FRAMED)
def test_the_content_keeps_the_verb_that_frames_its_quotation(reader: EnglishReader, text: str, expected: str) -> None:
    assert [s.gist for s in trusted(reader, text)] == [expected]


RELAYS = (
    # who relays what somebody did or said
    (
        "According to the Tarsian government’s press office, Anna Bel drew attention to “the queues” at the pass.",
        ("Anna Bel", "the Tarsian government’s press office"),
    ),
    (
        "Anna Bel left. According to the Tarsian side, Bel offered to host the talks.",
        ("Anna Bel", "the Tarsian side"),
    ),
    (
        "Karl Ost, as reported by the government press service, welcomed “the good news”.",
        ("Karl Ost", "the government press service"),
    ),
    # a paper that cites somebody
    ("The Selm Post, citing two diplomats, wrote that the talks “went on for hours”.", ("two diplomats", "Selm Post")),
    # an outlet: by its name, as an agency, in a participle, through a participle
    ("Minister Anna Bel told Radio Selm that the road “was open”.", ("Anna Bel", "Radio Selm")),
    ("Minister Anna Bel told the agency SelmInfo that the road “was open”.", ("Anna Bel", "SelmInfo")),
    ("Minister Anna Bel told Radio Selm about it, adding that it was “dry as a bone”.", ("Anna Bel", "Radio Selm")),
    # a court, a ministry or members of parliament are no outlet
    ("Minister Anna Bel told the High Court that the road “was open”.", ("Anna Bel", None)),
    ("Minister Anna Bel told MPs that the road “was open”.", ("Anna Bel", None)),
    # who quotes somebody
    ("Anna Bel met Ivo Stern. “The bridge will stay,” Bel quoted Stern as saying.", ("Ivo Stern", "Anna Bel")),
    ("Anna Bel left. “The bridge will stay,” Ivo Stern was quoted by Bel as saying.", ("Ivo Stern", "Anna Bel")),
    ("Anna Bel quoted Ivo Stern as saying that the bridge “will stay”.", ("Ivo Stern", "Anna Bel")),
    # a paper of one's own
    ("Minister Anna Bel wrote in a memo that the road “was open”.", ("Anna Bel", "memo")),
)


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), RELAYS)
def test_who_relays_it(reader: EnglishReader, text: str, expected: tuple[str, str | None]) -> None:
    (statement,) = trusted(reader, text)

    assert (statement.speaker.name if statement.speaker else None, statement.via) == expected
