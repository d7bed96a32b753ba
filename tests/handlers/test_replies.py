"""The bot's words: every sentence in every language."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, time, timedelta
from functools import partial
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor
from hypothesis import given
from hypothesis import strategies as st

from digest import periods, timetable
from digest.desk import Kept, Missed, Preview, Stage, Why
from digest.errors import AskError, Cause, Trouble
from digest.model import Chat, Length, Muted, Phrase
from digest.ports import Health
from digest.rhythm import Rhythm
from digest.sections import SECTIONS
from digest.sections.wording import WORDS
from digest.subscribing import Wish, subscribe
from digest.topics import Hit, How, Topic, parse
from handlers import replies
from handlers.commands import COMMANDS
from handlers.commands.choosing import PRESETS
from handlers.replies import LANGUAGES, Words
from handlers.replies.texts import Texts, WordsError, texts
from tests.builders import NOW, address, report, slot, subscription

BERLIN = ZoneInfo("Europe/Berlin")

#: As people may ask for them: each way in which a period is named.
PERIODS = [
    periods.parse(asked, now=NOW, zone=BERLIN)
    for asked in ("today", "yesterday", "week", "1h", "24h", "1d", "2d", "1w", "2w", "13 March", "2025-01-02")
]

WELL = Health("Courier", NOW, NOW, NOW)
TROUBLES = [replace(WELL, failures=3, trouble=Trouble(cause, 503 if cause is Cause.ANSWERED else 0)) for cause in Cause]
LOST = Health("Gazette", NOW, NOW - timedelta(days=1), NOW, failures=3, reason="answered 503")
NEVER = Health("Herald", NOW, None, None, failures=9, reason="has no such host")
SILENT = Health("Valley", NOW, NOW, NOW - timedelta(days=60))
BUSY = replace(SILENT, rhythm=Rhythm(NOW - timedelta(days=70), (1,) * 240))
RARE = replace(SILENT, rhythm=Rhythm(NOW - timedelta(days=70), (1, *[0] * 239, 1)))

BUTTONS, FIELDS = (
    re.findall(rf"^{kind}-([\w-]+)", files(replies).joinpath("en.ftl").read_text("utf-8"), re.MULTILINE)
    for kind in ("button", "field")
)

KEPT = [
    Kept(subscription(topics=("Ardal",)), ((slot(), NOW), (slot(), NOW), (slot(), NOW))),
    Kept(subscription(times=())),
    *(Kept(subscription(alerts=number)) for number in range(1, 7)),
]


def misreadings() -> Iterator[AskError]:
    """Every way in which words may make no sense, as it is told in English."""
    city = {"said": "Zzz", "closest": "Zzv"}
    yield from (AskError("no city", sentence=name, **city) for name in ("no-city", "no-city-closest"))
    yield AskError("no language", sentence="no-language", said="x", names="en")
    yield AskError("no setting", sentence="no-setting", said="x")
    full = [subscription(id=str(n), times=(time(n),)) for n in range(10)]
    topics = [Topic("Ardal", (("ardal",),))]
    many = Wish(tuple(map(str, range(31))))
    wishes = {"address": address(), "zone": "UTC", "now": NOW}
    attempts: list[Callable[[], object]] = [
        lambda: parse("", topics),
        lambda: parse("-ardal", topics),
        lambda: parse("word " * 100, topics),
        lambda: parse("ardel", topics),
        lambda: timetable.parse("soon"),
        lambda: subscribe(full, Wish(("a",), timetable.parse("23:00")), **wishes),  # type: ignore[arg-type]
        lambda: subscribe([subscription(topics=("x",))], many, **wishes),  # type: ignore[arg-type]
        *(
            partial(periods.parse, said, now=NOW, zone=BERLIN)
            for said in ("999w", "soonish", "2099-01-01", "2001-01-01")
        ),
    ]
    for attempt in attempts:
        with pytest.raises(AskError) as caught:
            attempt()
        yield caught.value


#: What each sentence may be about; one with nothing to be about has one empty row.
ABOUT: Mapping[str, Sequence[tuple[Any, ...]]] = {
    "heading": [(section,) for section in SECTIONS],
    "update": [("Harbour reopens",)],
    "read": [(1,), (2,)],
    "evidence": [(number, articles) for number in range(30) for articles in (1, 2, 5)],
    "corrected": [(time(14, 5), None), (time(9, 0), NOW.date())],
    "more": [(number,) for number in range(130)],
    "more_lines": [(number,) for number in range(130)],
    "unreachable": [(["Gazette"],), (["Gazette", "Herald", "Valley"],)],
    "silent": [(["Gazette"],), (["Gazette", "Herald", "Valley"],)],
    "left_out": [(1,), (12_345,)],
    "part": [(1, 3)],
    "quiet": [(topics, NOW, number) for topics in ([], ["Ardal", "Belmark"]) for number in range(30)],
    "nothing": [(topics, period, 14, NOW) for topics in ([], ["Ardal"]) for period in PERIODS],
    "topics": [(["Ardal"] * number,) for number in range(30)],
    "sources": [(health, NOW) for health in ([], [WELL], [WELL, LOST, NEVER, SILENT, BUSY, RARE], [LOST], TROUBLES)],
    "about": [(verb,) for verb in COMMANDS],
    "usage": [("summary",)],
    "unknown": [("sumary", []), ("sumary", ["summary", "sources"])],
    "missing": [("f3",)],
    "moved": [("-100200",)],
    "moment": [(NOW,)],
    "within": [(period,) for period in PERIODS],
    "misread": [(error,) for error in misreadings()],
    "button": [(name,) for name in BUTTONS],
    "field": [(name,) for name in FIELDS],
    "home": [(name,) for name in ("yours", "direct", "none", "sources")],
    "more_digests": [(number,) for number in range(30)],
    "weekday": [(day,) for day in range(7)],
    "gets": [(kept,) for kept in KEPT],
    "named": [([],), (["Ardal", "Belmark"],)],
    "paused": [("blocked",)],
    "preview": [(Preview(number, 7, ("Harbour reopens",)),) for number in range(30)],
    "stopped": [([],), (["Ardal"],)],
    "not_subscribed": [([],), (["Ardal"],)],
    "scheduled": [(KEPT[0],)],
    "schedule_off": [([],), (["Ardal"],)],
    "times": [(timetable.parse(said),) for said in (*PRESETS[:-1], "hourly", "mon, thu 9:00", "weekends 10:00")],
    "muted": [((),), ((Muted("", NOW), Muted("Ardal", None)),)],
    "settings": [(Chat(address()), "UTC"), (Chat(address(), quiet=(time(22), time(7)), silent=True), "Asia/Baku")],
    "length": [(length,) for length in Length],
    "who_is_meant": [("who",), ("met",)],
    "nobody": [("Venn", 30)],
    "several": [(["Mara Venn", "Tomas Reyk"],)],
    "person": [("Mara Venn, Ardal Foreign Minister", "Courier", NOW, NOW)],
    "last_met": [("Venn and Reyk met", "Courier")],
    "last_said": [("Venn: “No”", "Courier")],
    "nothing_met": [("Venn", period) for period in PERIODS],
    "nothing_said": [("Venn", period) for period in PERIODS],
    "why_nothing": [("rail",)],
    "why": [
        (Why("Rail", ("a", "b"), tuple(Hit("a", how, "A", report()) for how in How), NOW), NOW),
        (Why("R", ()), NOW),
    ],
    "missed": [(Missed(stage, "Rail", ("Courier",), 2, ("whaling",), NOW), NOW) for stage in Stage],
    "menu_who": [("Mara Venn",)],
    "menu_mute": [("Ardal",), ("",)],
    "logged": [(7,)],
    "too_old": [("topics",)],
    "not_yours": [("Anna", "topics"), ("", "topics")],
    "back": [(number,) for number in range(30)],
    "managing": [("The Wire",)],
    "manage_nothing": [("@wire",)],
    "inline_said": [("Mara Venn",)],
    "inline_met": [("Mara Venn",)],
    "city": [("Asia/Yerevan", NOW)],
    "phrase": [(each, "Ardal") if "{}" in WORDS[each] else (each,) for each in Phrase],
    "reported": [("Speaker", "Rail link"), ("Speaker", "")],
    "late": [(NOW,)],
    "day_and_time": [(NOW,)],
}

#: A number of stories, and how each language counts them: one row a plural form that it has.
PLURALS = {
    "en": {1: "1 more story", 2: "2 more stories", 21: "21 more stories", 1_234: "1,234 more stories"},
    "ru": {
        1: "ещё 1 новость",
        21: "ещё 21 новость",
        2: "ещё 2 новости",
        1_234: "ещё 1\N{NO-BREAK SPACE}234 новости",
        5: "ещё 5 новостей",
        11: "ещё 11 новостей",
        12: "ещё 12 новостей",
        30: "ещё 30 новостей",
    },
    # After a number the noun stays as it is.
    "hy": {1: "ևս 1 լուր", 2: "ևս 2 լուր", 1_234: "ևս 1\N{NO-BREAK SPACE}234 լուր"},
    "ka": {1: "კიდევ 1 ამბავი", 2: "კიდევ 2 ამბავი", 1_234: "კიდევ 1\N{NO-BREAK SPACE}234 ამბავი"},
    "az": {1: "daha 1 xəbər", 2: "daha 2 xəbər", 1_234: "daha 1.234 xəbər"},
}


#: What has no word of English, or only such as are typed in every language.
SAME = {"part", "person", "clock-utc", "moment", "usage-schedule", "usage-settings"}


@pytest.mark.parametrize("phrase", Phrase)
def test_words_in_lines_are_those_that_the_gate_has_held(phrase: Phrase) -> None:
    name = "Ardal" if "{}" in WORDS[phrase] else ""

    assert Words().phrase(phrase, name) == WORDS[phrase].replace("{}", name)


def front() -> list[str]:
    return [name for name, _ in inspect.getmembers(Words, inspect.isfunction) if not name.startswith("_")]


def source(language: str) -> str:
    return files(replies).joinpath(f"{language}.ftl").read_text(encoding="utf-8")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names = set[str]()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's name for it
        self.names.add(node.id.name)


def messages(text: str) -> Mapping[str, ast.Message]:
    return {entry.id.name: entry for entry in FluentParser().parse(text).body if isinstance(entry, ast.Message)}


def sentences(text: str) -> Mapping[str, set[str]]:
    """Each sentence of a language, and what it is about."""
    told = dict[str, set[str]]()
    for name, message in messages(text).items():
        variables = _Variables()
        variables.visit(message)
        told[name] = variables.names
    return told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zone", [UTC, BERLIN])
@pytest.mark.parametrize("sentence", front())
def test_every_sentence_is_said_in_every_language(sentence: str, zone: ZoneInfo, language: str) -> None:
    say = getattr(Words(zone, language), sentence)

    for about in ABOUT.get(sentence, [()]):
        told = say(*about)

        assert told.strip() == told != ""
        assert not re.search(r"[{}$\u2066-\u2069]|\?\?\?", told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_sentence_about_the_same(language: str) -> None:
    assert sentences(source(language)) == sentences(source("en"))


def test_each_sentence_is_there_once() -> None:
    for language in LANGUAGES:
        ids = Counter(re.findall(r"^([\w-]+) =", source(language), re.MULTILINE))

        assert ids.most_common(1)[0][1] == 1, language


def test_a_missing_sentence_and_one_about_something_else_are_seen() -> None:
    english = "update = New in: { $headline }\nrepeat = (possible repeat)"

    assert sentences("update = Neu: { $headline }") != sentences(english)
    assert sentences("update = Neu: { $title }\nrepeat = (wohl doppelt)") != sentences(english)


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    there = {file.name.removesuffix(".ftl") for file in files(replies).iterdir() if file.name.endswith(".ftl")}

    assert there == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_take_the_plural_of_the_language(language: str) -> None:
    words = Words(language=language)

    assert {number: words.more(number) for number in PLURALS[language]} == PLURALS[language]


@pytest.mark.parametrize(
    ("language", "number", "told"),
    [
        ("ru", 1, "1 источник"),
        ("ru", 2, "2 источника"),
        ("ru", 5, "5 источников"),
        ("ru", 11, "11 источников"),
        ("ru", 21, "21 источник"),
        ("en", 1, "1 источник"),
        ("en", 2, "2 источников"),
    ],
)
def test_which_plural_a_number_takes_is_known_by_the_language(language: str, number: int, told: str) -> None:
    counted = """\
sources = { $count } { $count ->
        [one] источник
        [few] источника
       *[other] источников
    }
"""

    assert Texts(language, counted).say("sources", count=number) == told


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text("{}$-\"'\\[]*.#\n aж"), min_size=1))
def test_words_from_outside_stand_as_they_are(headline: str, names: list[str]) -> None:
    for language in LANGUAGES:
        words = Words(language=language)

        assert headline in words.update(headline)
        assert ", ".join(names) in words.topics(names)
        assert all(name in words.unreachable(names) for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_very_many_outlets_are_told(language: str) -> None:
    names = [f"The Outlet of Port {number}" for number in range(500)]
    lost = [replace(LOST, source=name) for name in names]
    words = Words(BERLIN, language)

    told = [words.unreachable(names), words.silent(names), words.sources(lost, NOW), words.topics(names)]
    told += [words.quiet(names, NOW, 500), words.nothing(names, PERIODS[0], 500, NOW)]

    assert all(names[-1] in each for each in told)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("today", "today"),
        ("yesterday", "yesterday"),
        ("week", "in the last 7 days"),
        ("1h", "in the last hour"),
        ("24h", "in the last 24 hours"),
        ("1w", "in the last week"),
        ("13 March", "on 13 March 2025"),
    ],
)
def test_a_period_is_told_as_it_was_asked_for(asked: str, told: str) -> None:
    assert Words(BERLIN).within(periods.parse(asked, now=NOW, zone=BERLIN)) == told


@pytest.mark.parametrize(
    ("language", "coming", "times", "day"),
    [
        ("en", "Thu 24 April, 14:00", "weekdays 08:30 and 18:00", "on 13 March 2025"),
        ("ru", "чт, 24 апреля, 14:00", "по будням в 08:30 и 18:00", "за 13 марта 2025\N{NARROW NO-BREAK SPACE}г."),
        ("hy", "հնգ, 24 ապրիլի, 14:00", "աշխատանքային օրերին՝ 08:30 և 18:00", "այդ օրը (13 մարտի, 2025 թ.)"),
        ("ka", "ხუთ, 24 აპრილი, 14:00", "სამუშაო დღეებში, 08:30 და 18:00 საათზე", "იმ დღეს (13 მარტი, 2025)"),
        # The short name would be "C.a.", and Tuesday's "Ç.a.".
        ("az", "cümə axşamı, 24 aprel, 14:00", "iş günləri, saat 08:30 və 18:00", "13 mart 2025 tarixində"),
    ],
)
def test_times_are_written_as_the_language_does(language: str, coming: str, times: str, day: str) -> None:
    words = Words(BERLIN, language)

    assert words.day_and_time(NOW) == coming
    assert words.times(timetable.parse("weekdays 08:30, 18:00")) == times
    assert words.within(periods.parse("13 March", now=NOW, zone=BERLIN)) == day


@pytest.mark.parametrize(
    ("language", "told"), [("en", "1 January 2099 has"), ("ru", "1 января 2099\N{NARROW NO-BREAK SPACE}г. ещё")]
)
def test_a_day_that_cannot_be_asked_for_is_named_in_the_language(language: str, told: str) -> None:
    with pytest.raises(AskError) as error:
        periods.parse("2099-01-01", now=NOW, zone=BERLIN)

    assert Words(language=language).misread(error.value).startswith(told)


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_no_sentence_is_left_in_english(language: str) -> None:
    theirs, english = messages(source(language)), messages(source("en"))

    same = {name for name in theirs.keys() & english.keys() if theirs[name].equals(english[name])}

    assert same <= SAME


def test_a_moment_has_the_date_of_another_day_and_the_zone_of_nobody() -> None:
    assert Words(BERLIN).moment(NOW) == "24 April, 14:00"
    assert Words(BERLIN).moment(NOW, near=NOW) == "14:00"
    assert Words().moment(NOW, near=NOW) == "12:00 UTC"


def test_a_language_that_we_do_not_have_is_answered_in_english() -> None:
    assert Words(language="xx").repeat() == Words(language="en").repeat()


def test_a_broken_file_says_where() -> None:
    with pytest.raises(WordsError, match=r'^en\.ftl:2: Expected token: "}"'):
        Texts("en", "repeat = (possible repeat)\nupdate = New in: { $headline\n")


def test_a_missing_file_says_which() -> None:
    with pytest.raises(WordsError, match=r"^xx\.ftl cannot be read: .*Install Readout again"):
        texts("xx")


def test_a_sentence_that_is_not_there_is_named() -> None:
    with pytest.raises(WordsError, match=r"^en\.ftl: update is missing$"):
        Texts("en", "repeat = (possible repeat)").say("update", headline="Harbour reopens")
    with pytest.raises(WordsError, match=r"^en\.ftl: update: Unknown external: headline$"):
        Texts("en", "update = New in: { $headline }").say("update")
