"""Which occasions the English reader finds in invented sentences: one table a question, one row a rule."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest import reading
from digest.model import Article, Encounter
from digest.reading.reader import EnglishReader

pytestmark = pytest.mark.model

PUBLISHED = datetime(2025, 4, 24, 12, tzinfo=UTC)  # a Thursday

#: kind, who, place, day, status; "-" for none
Row = tuple[str, set[str], str, str, str]


@pytest.fixture(scope="module")
def reader() -> EnglishReader:
    return reading.load()


def read(reader: EnglishReader, text: str) -> list[Row]:
    article = Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)
    return [row(encounter) for encounter in reader.read(article).encounters]


def row(encounter: Encounter) -> Row:
    iso = encounter.when.iso if encounter.when else None
    who = {actor.name for actor in encounter.participants}
    return encounter.kind.value, who, encounter.place or "-", iso or "-", encounter.status.value


BEL_STERN = {"Anna Bel", "Ivo Stern"}
BEL_FORS = {"Anna Bel", "Lena Fors"}

SEVERAL: tuple[tuple[str, list[Row]], ...] = (
    # each partner with a place of his own
    (
        "Envoy Anna Bel met separately with Ivo Stern in Kessary and with Lena Fors in Ardal.",
        [
            ("meeting", BEL_STERN, "Kessary", "-", "happened"),
            ("meeting", BEL_FORS, "Ardal", "-", "happened"),
        ],
    ),
    # the verb left out of the second part, and a day that counts from the first
    (
        "Minister Anna Bel met Ivo Stern in Kessary on 22 April and Lena Fors in Ardal the next day.",
        [
            ("meeting", BEL_STERN, "Kessary", "2025-04-22", "happened"),
            ("meeting", BEL_FORS, "Ardal", "2025-04-23", "happened"),
        ],
    ),
    # on a visit, one after another; the parse loses the second behind "PM"
    (
        (
            "On 22 April, Commissioner Anna Bel paid a visit to Selm, where she met President Ivo Stern, "
            "PM Karl Ost and leaders of two parties."
        ),
        [
            ("visit", {"Anna Bel"}, "Selm", "2025-04-22", "happened"),
            ("meeting", BEL_STERN, "Selm", "2025-04-22", "happened"),
            ("meeting", {"Anna Bel", "Karl Ost"}, "Selm", "2025-04-22", "happened"),
            ("meeting", {"Anna Bel", "leaders of two parties"}, "Selm", "2025-04-22", "happened"),
        ],
    ),
    # "meetings with", not "talks with": one each
    (
        "Minister Anna Bel held bilateral meetings with Ivo Stern and Lena Fors in Selm.",
        [("meeting", BEL_STERN, "Selm", "-", "happened"), ("meeting", BEL_FORS, "Selm", "-", "happened")],
    ),
    # counterparts named in a list
    (
        "Prime Minister Anna Bel rang her counterparts in Tarsia and Velmora, Ivo Stern and Lena Fors, on Monday.",
        [("call", BEL_STERN, "-", "2025-04-21", "happened"), ("call", BEL_FORS, "-", "2025-04-21", "happened")],
    ),
    # a letter carried by another
    (
        "Minister Anna Bel met Ivo Stern and handed him a letter from President Karl Ost.",
        [
            ("meeting", BEL_STERN, "-", "-", "happened"),
            ("correspondence", {"Karl Ost", "Ivo Stern"}, "-", "-", "happened"),
        ],
    ),
)


@pytest.mark.parametrize(("text", "rows"), SEVERAL)
def test_each_occasion_of_a_sentence_has_its_own_place_and_day(
    reader: EnglishReader, text: str, rows: list[Row]
) -> None:
    assert read(reader, text) == rows


OTHER_WORDS: tuple[tuple[str, Row], ...] = (
    # what people do only together
    (
        "Minister Anna Bel is to brief Ivo Stern in person in Selm on Monday.",
        ("meeting", BEL_STERN, "Selm", "2025-04-28", "planned"),
    ),
    (
        "Minister Anna Bel will open the port together with President Ivo Stern on Monday.",
        ("meeting", BEL_STERN, "-", "2025-04-28", "planned"),
    ),
    (
        "Deputy Minister Anna Bel handed Ambassador Ivo Stern a note of protest.",
        ("meeting", BEL_STERN, "-", "-", "happened"),
    ),
    ("Minister Anna Bel discussed fish with Mayor Ivo Stern.", ("talks", BEL_STERN, "-", "-", "happened")),
    ("Ambassador Ivo Stern paid a farewell call on Minister Anna Bel.", ("meeting", BEL_STERN, "-", "-", "happened")),
    ("Minister Anna Bel hosted a dinner for Ivo Stern in Selm.", ("meeting", BEL_STERN, "Selm", "-", "happened")),
    # a summit that the verb does not name
    (
        "President Anna Bel hosted President Ivo Stern for the fourth summit.",
        ("conference", BEL_STERN, "-", "-", "happened"),
    ),
    # before the press together
    (
        "Minister Anna Bel spoke at a joint press conference with Ivo Stern in Selm.",
        ("conference", BEL_STERN, "Selm", "-", "happened"),
    ),
    # in a phrase that frames the news; who met is its subject
    (
        "During her meeting with Ivo Stern on Monday, Minister Anna Bel praised the port.",
        ("meeting", BEL_STERN, "-", "2025-04-21", "happened"),
    ),
    (
        "Speaking after talks with Ivo Stern in Selm, Minister Anna Bel praised the port.",
        ("talks", BEL_STERN, "Selm", "-", "happened"),
    ),
    # "agreed" is not about the call
    (
        "In a phone call, Minister Anna Bel and Minister Ivo Stern agreed on a truce.",
        ("call", BEL_STERN, "-", "-", "happened"),
    ),
    # the other side called
    ("Minister Anna Bel received a call from Ivo Stern.", ("call", BEL_STERN, "-", "-", "happened")),
    ("Anna Bel and Ivo Stern held a video call on Monday.", ("call", BEL_STERN, "-", "2025-04-21", "happened")),
    # in one's own words
    (
        "“I met Minister Ivo Stern in Selm on Monday,” Anna Bel said.",
        ("meeting", BEL_STERN, "Selm", "2025-04-21", "happened"),
    ),
    # offices behind names and before them
    (
        "Anna Bel, the Tarsian foreign minister, and her Velmoran counterpart, Ivo Stern, met in Selm.",
        ("meeting", BEL_STERN, "Selm", "-", "happened"),
    ),
    (
        "The Tarsian foreign minister and her Velmoran counterpart met in Selm.",
        ("meeting", {"Tarsian foreign minister", "Velmoran foreign minister"}, "Selm", "-", "happened"),
    ),
    (
        "The two countries’ foreign ministers, Anna Bel of Tarsia and Ivo Stern of Velmora, prepare to meet in Selm.",
        ("meeting", BEL_STERN, "Selm", "-", "planned"),
    ),
    (
        "President of the Republic of Tarsia Anna Bel received Ambassador Ivo Stern.",
        ("meeting", BEL_STERN, "-", "-", "happened"),
    ),
    (
        "The Tarsian and Velmoran delegations met in Selm.",
        ("meeting", {"Tarsian Delegation", "Velmoran Delegation"}, "Selm", "-", "happened"),
    ),
    (
        (
            "The head of the Border Service of Tarsia, General Anna Bel, and the chief of the Border Committee of "
            "Velmora, Colonel Ivo Stern, held a meeting in Selm."
        ),
        ("meeting", BEL_STERN, "Selm", "-", "happened"),
    ),
    # who tells of it takes no part
    (
        "Minister Anna Bel spoke by phone with Minister Ivo Stern, according to a ministry source.",
        ("call", BEL_STERN, "-", "-", "happened"),
    ),
    # the occasion is named behind a comma
    (
        "President Anna Bel and Minister Ivo Stern met in Selm on Monday, their first talks since the crash.",
        ("meeting", BEL_STERN, "Selm", "2025-04-21", "happened"),
    ),
    # invited is the visitor, not the host
    (
        "President Anna Bel has invited President Ivo Stern to visit Tarsia.",
        ("visit", {"Ivo Stern"}, "Tarsia", "-", "planned"),
    ),
    # a body that sits is a party of its own
    (
        "The next session of the Commission is scheduled for May in the city of Selm.",
        ("conference", {"Commission"}, "Selm", "2025-05", "planned"),
    ),
)


@pytest.mark.parametrize(("text", "expected"), OTHER_WORDS)
def test_an_occasion_is_found_in_other_words(reader: EnglishReader, text: str, expected: Row) -> None:
    assert read(reader, text) == [expected]


LATER: tuple[tuple[str, list[Row]], ...] = (
    # the group's members follow
    (
        "Three ambassadors met Minister Anna Bel in Selm. They are Ivo Stern, Karl Ost and Lena Fors.",
        [("meeting", {"Anna Bel", "Ivo Stern", "Karl Ost", "Lena Fors"}, "Selm", "-", "happened")],
    ),
    # somebody else was there
    (
        "President Anna Bel met President Ivo Stern in Selm. Velmoran President Karl Ost joined them for an hour.",
        [("meeting", {*BEL_STERN, "Karl Ost"}, "Selm", "-", "happened")],
    ),
    # a ministry, then the official who did it
    (
        (
            "The Tarsian Foreign Ministry summoned Velmora’s ambassador, Ivo Stern, on Tuesday. "
            "Deputy Minister Anna Bel handed Stern a note."
        ),
        [("meeting", BEL_STERN, "-", "2025-04-22", "happened")],
    ),
    # before the press, those who met
    (
        (
            "Minister Anna Bel met her Velmoran counterpart Ivo Stern in Selm. Bel told reporters at a joint news "
            "conference that the road is open."
        ),
        [("meeting", BEL_STERN, "Selm", "-", "happened"), ("conference", BEL_STERN, "-", "-", "happened")],
    ),
    # the talks of whoever says so
    (
        "Fishermen held talks with Minister Anna Bel. Bel said that talks will resume on Monday.",
        [
            ("talks", {"Fishermen", "Anna Bel"}, "-", "-", "happened"),
            ("talks", {"Fishermen", "Anna Bel"}, "-", "2025-04-28", "planned"),
        ],
    ),
    # the visitor is told before
    (
        "Commissioner Anna Bel visited Selm. With Prime Minister Ivo Stern, issues of trade were discussed.",
        [("visit", {"Anna Bel"}, "Selm", "-", "happened"), ("meeting", BEL_STERN, "Selm", "-", "happened")],
    ),
    # an earlier one of the same people
    (
        "Minister Anna Bel met Minister Ivo Stern. Their previous meeting was in Selm in March.",
        [("meeting", BEL_STERN, "-", "-", "happened"), ("meeting", BEL_STERN, "Selm", "2025-03", "background")],
    ),
    # a council's sitting: those of its members who are named
    (
        "The city council met on Monday. Mayor Anna Bel said the fee would stay. Councillor Ivo Stern disagreed.",
        [("conference", BEL_STERN, "-", "2025-04-21", "happened")],
    ),
)


@pytest.mark.parametrize(("text", "rows"), LATER)
def test_participants_and_rounds_are_told_by_later_sentences(reader: EnglishReader, text: str, rows: list[Row]) -> None:
    assert read(reader, text) == rows


DAYS_AND_PLACES: tuple[tuple[str, str, str, str], ...] = (
    # the day of the words is not the day of the meeting
    ("Minister Anna Bel denied on Tuesday that she had met Ivo Stern in Selm.", "Selm", "-", "denied"),
    # before "where"
    (
        "Envoy Anna Bel is expected in Selm on Monday, where she will be received by Ivo Stern.",
        "Selm",
        "2025-04-28",
        "planned",
    ),
    # the dateline, once the text says "here"
    ("SELM, Velmora — Minister Anna Bel met Ivo Stern here on Monday.", "Selm", "2025-04-21", "happened"),
    # a place in apposition, and one with hyphens
    ("Minister Anna Bel met Ivo Stern in the Velmoran capital, Selm.", "Selm", "-", "happened"),
    ("Minister Anna Bel met Ivo Stern in Orsk-on-Sea.", "Orsk-on-Sea", "-", "happened"),
    # a bare weekday is of this week, whatever today is; a date of the same day is long past
    ("On Friday, Minister Anna Bel met Ivo Stern in Selm.", "Selm", "2025-04-18", "happened"),
    ("On 18 April, Minister Anna Bel met Ivo Stern in Selm.", "Selm", "2025-04-18", "background"),
    # nothing came of it
    ("There are no plans for a meeting between Anna Bel and Ivo Stern.", "-", "-", "denied"),
)


@pytest.mark.parametrize(("text", "place", "day", "status"), DAYS_AND_PLACES)
def test_where_when_and_whether(reader: EnglishReader, text: str, place: str, day: str, status: str) -> None:
    ((_, who, *rest),) = read(reader, text)

    assert (who, rest) == (BEL_STERN, [place, day, status])


NO_RULE: tuple[tuple[str, Row], ...] = (
    (
        "Anna Bel has not forgotten the evening in Selm in March when she sat across the table from Ivo Stern.",
        ("meeting", BEL_STERN, "Selm", "2025-03", "background"),
    ),
    (
        "Minister Anna Bel dined with Ivo Stern in Selm on Monday.",
        ("meeting", BEL_STERN, "Selm", "2025-04-21", "happened"),
    ),
    (
        "Minister Anna Bel was the guest of Ivo Stern in Selm on Monday.",
        ("visit", BEL_STERN, "Selm", "2025-04-21", "happened"),
    ),
)


@pytest.mark.parametrize(("text", "expected"), NO_RULE)
def test_an_occasion_that_no_rule_knows_is_found_by_the_heads(reader: EnglishReader, text: str, expected: Row) -> None:
    assert read(reader, text) == [expected]


BY_PHONE = (
    "Minister Anna Bel and Ivo Stern discussed the new date over the phone on Monday.",
    # what its own sentence leaves open, the next ones say
    (
        "Velm published an account of a conversation between Minister Anna Bel and President Ivo Stern on Monday.\n"
        "Both sides agree that the call lasted 17 minutes."
    ),
)


@pytest.mark.parametrize("text", BY_PHONE)
def test_a_call_is_never_a_meeting(reader: EnglishReader, text: str) -> None:
    assert [(kind, who) for kind, who, *_ in read(reader, text)] == [("call", BEL_STERN)]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Mayor Anna Bel hopes to meet Minister Ivo Stern next week.", {"planned"}),
        ("Mayor Anna Bel said that she hoped to meet Minister Ivo Stern soon.", {"planned"}),
        ("Mayor Anna Bel had hoped to meet Minister Ivo Stern on Monday.", {"denied"}),
        ("Mayor Anna Bel failed to meet Minister Ivo Stern.", {"denied"}),
        ("Mayor Anna Bel almost met Minister Ivo Stern.", {"denied"}),
        ("Reports that Mayor Anna Bel met Minister Ivo Stern were false, her office said.", {"denied"}),
    ],
)
def test_what_is_hoped_tried_or_untrue_has_not_happened(reader: EnglishReader, text: str, statuses: set[str]) -> None:
    assert {status for *_, status in read(reader, text)} <= statuses


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Anna Bel conveyed an invitation from President Ivo Stern ‘to visit Selm at a convenient time’.", []),
        ("Anna Bel accepted an invitation from President Ivo Stern to visit Selm in May.", ["visit"]),
    ],
)
def test_an_invitation_is_a_visit_only_once_it_is_accepted(reader: EnglishReader, text: str, kinds: list[str]) -> None:
    assert [kind for kind, *_ in read(reader, text)] == kinds


ONCE = (
    # in wider words, later
    (
        "Prime Minister Anna Bel spoke by phone with President Ivo Stern on Monday. The exchange was useful, Bel said.",
        ("call", BEL_STERN, "-", "2025-04-21", "happened"),
    ),
    # twice in one sentence
    (
        "President Anna Bel and Minister Ivo Stern met in Selm on Monday, their first talks since the crash.",
        ("meeting", BEL_STERN, "Selm", "2025-04-21", "happened"),
    ),
)


@pytest.mark.parametrize(("text", "expected"), ONCE)
def test_what_rules_and_heads_both_find_is_one_occasion(reader: EnglishReader, text: str, expected: Row) -> None:
    assert read(reader, text) == [expected]


NO_OCCASION = (
    "Parliament discussed the bill with amendments.",
    "Analyst Anna Bel discussed the reform with Radio Selm.",
    "Anna Bel and Ivo Stern opened fire on the reform.",
    "Minister Anna Bel called on Ivo Stern to resign.",
    "The council meets every Monday.",
    "Minister Anna Bel presented the report to Ivo Stern.",
    "In an interview with Ivo Stern, Minister Anna Bel said the road is open.",
    "Minister Anna Bel had dinner at home.",
    "She was present when the fire broke out.",
)


@pytest.mark.parametrize("text", NO_OCCASION)
def test_the_same_words_in_another_sense_are_no_occasion(reader: EnglishReader, text: str) -> None:
    assert read(reader, text) == []


def test_who_is_to_chair_a_session_has_not_chaired_it(reader: EnglishReader) -> None:
    text = "The presidents of Tarsia and Velmora are to chair the second session of the Supreme Council in May."

    assert [(kind, day, status) for kind, _, _, day, status in read(reader, text)] == [
        ("conference", "2025-05", "planned")
    ]


def test_what_two_do_not_plan_is_not_what_three_or_a_companion_do(reader: EnglishReader) -> None:
    text = (
        "President Lena Fors will host President Anna Bel and President Ivo Stern in Selm on Friday.\n\n"
        "A separate meeting between Bel and Stern is not scheduled. Stern will be accompanied by Minister Karl Ost.\n\n"
        "Foreign Minister Ida Lund met Speaker Tom Ray on Monday.\n\n"
        "An earlier attempt to bring the three leaders together failed in March, when Stern pulled out over a boat."
    )

    denied = [who for _, who, _, _, status in read(reader, text) if status == "denied"]

    assert denied == [BEL_STERN]


def test_an_honour_is_no_pronoun(reader: EnglishReader) -> None:
    text = (
        "HE Dr. Lena Al Fors, Minister of Trade, received HE Ivo Stern, Minister of Ports, in Selm on Monday."
        "\n\nHE Dr. Al Fors had visited Ardal in March, where she held talks with Foreign Minister Anna Bel."
    )

    talks = read(reader, text)[-1]

    assert talks == ("talks", {"Lena Al Fors", "Anna Bel"}, "-", "2025-03", "background")


def test_what_was_discussed_during_a_call_is_no_meeting_beside_it(reader: EnglishReader) -> None:
    text = (
        "Meanwhile the Foreign Minister, Dr Anna Bel, received in her office yesterday a phone call from her "
        "Tarsian counterpart, Ivo Stern, during which they discussed the dispatch of a field hospital."
    )

    assert read(reader, text) == [("call", BEL_STERN, "-", "2025-04-23", "happened")]


def test_what_two_were_to_have_met_for_is_that_meeting(reader: EnglishReader) -> None:
    text = "Anna Bel and Ivo Stern were to have met in Selm this Saturday to sign a protocol on ferries."

    assert read(reader, text) == [("meeting", BEL_STERN, "Selm", "2025-04-26", "denied")]


def test_a_guest_who_is_called_visiting_is_told_as_met(reader: EnglishReader) -> None:
    text = "Anna Bel met on Sunday with visiting Deputy Commander of Land Forces Major General Ivo Stern."

    assert read(reader, text) == [("meeting", BEL_STERN, "-", "2025-04-20", "happened")]


TOPICS = (
    ("Minister Anna Bel held talks with Ivo Stern on fish quotas.", ("fish quotas",)),
    ("Minister Anna Bel met Ivo Stern. The two discussed the ferry and the port.", ("ferry", "port")),
    ("Minister Anna Bel met Ivo Stern with a focus on fish quotas.", ("fish quotas",)),
    ("Minister Anna Bel met Ivo Stern. The agenda included the railway.", ("railway",)),
)


@pytest.mark.parametrize(("text", "topics"), TOPICS)
def test_topics_are_short_noun_phrases_as_written(reader: EnglishReader, text: str, topics: tuple[str, ...]) -> None:
    article = Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)

    (encounter,) = reader.read(article).encounters

    assert encounter.topics == topics


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Interior Minister Ada Lisk met her counterpart Jon Pell via videoconference on Friday.", "call"),
        ("Ada Lisk, the mayor of Kessary, met Governor Jon Pell by video link on Friday.", "call"),
        ("President Ada Lisk and Prime Minister Jon Pell held virtual talks on Friday.", "call"),
        ("Interior Minister Ada Lisk met her counterpart Jon Pell in Kessary on Friday.", "meeting"),
    ],
)
def test_a_meeting_by_video_is_a_call(reader: EnglishReader, text: str, kind: str) -> None:
    assert [told[0] for told in read(reader, text)] == [kind]


def test_a_pronoun_in_what_an_office_says_is_its_head_and_not_who_spoke_before(reader: EnglishReader) -> None:
    text = (
        "President Henrik Moll called Prime Minister Anna Bel on Friday.\n"
        "‘It is a pleasure’, said Ivo Stern, a government spokesman.\n"
        "Moll’s office added that the president had raised the case of the four men, and that he expected them to be "
        "home ‘within two days’."
    )

    article = Article("a", 1, "https://news.example/a", "News", "", "en", "", text, PUBLISHED, PUBLISHED)

    speakers = {s.speaker and s.speaker.name for s in reader.read(article).statements if "days" in s.gist}

    assert "Ivo Stern" not in speakers
