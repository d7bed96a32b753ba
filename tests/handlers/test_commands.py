"""What is asked, and what comes back, whatever the platform."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from digest.errors import AskError, Cause, Trouble
from digest.model import Chat, Digest
from digest.ports import Health
from digest.rhythm import Rhythm
from handlers.commands import COMMANDS, Ask, Reply, Suggestion, answer, split_topics, spoken
from handlers.replies import LANGUAGES, Words
from tests.builders import NOW, address, digest
from tests.handlers.desk import FakeDesk

KNOWN = ("Ardal", "Belmark", "North Sound", "Sound")


def ask(text: str) -> Ask:
    verb, words = spoken(text)
    return Ask(verb, words, ZoneInfo("Europe/Berlin"), NOW, address())


async def said(text: str, desk: FakeDesk | None = None) -> Reply:
    given = await answer(ask(text), desk or FakeDesk())
    assert isinstance(given, Reply)
    return given


@pytest.mark.parametrize(
    ("text", "topics", "label"),
    [
        # nothing said: everything, and not "today", which just after midnight is empty
        ("summary", (), "the last 24 hours"),
        ("summary today", (), "today"),
        ("summary ardal", ("Ardal",), "the last 24 hours"),
        ("summary ardal yesterday", ("Ardal",), "yesterday"),
        # two known names in a row are two topics
        ("summary ardal belmark week", ("Ardal", "Belmark"), "the last 7 days"),
        # the longest name wins
        ("summary north sound", ("North Sound",), "the last 24 hours"),
        # a mix is one topic, for the desk to read
        ("summary ardal and belmark 3d", ("ardal and belmark",), "the last 3 days"),
        # the longest ending that is a period
        ("summary ardal 13 March", ("Ardal",), "13 March 2025"),
        # in other languages than English
        ("summary ardal вчера", ("Ardal",), "yesterday"),
        ("summary ardal 13 մարտի", ("Ardal",), "13 March 2025"),
        # digits alone make no period
        ("summary 3+3", ("3+3",), "the last 24 hours"),
    ],
)
async def test_a_summary_takes_topics_and_a_period(text: str, topics: tuple[str, ...], label: str) -> None:
    desk = FakeDesk()

    given = await answer(ask(text), desk)

    assert isinstance(given, Digest)
    [(asked, period)] = desk.asked
    assert (asked, period.label) == (topics, label)


async def test_an_empty_summary_says_what_was_checked_and_offers_more() -> None:
    desk = FakeDesk(digest(entries=(), sources_checked=14, unreachable=("Gazette",)))

    reply = await said("summary ardal today", desk)

    assert reply.text == "Nothing on Ardal today. 14 sources checked at 14:00.\nCould not be reached: Gazette"
    assert reply.suggestions == (Suggestion("summary", ("Ardal", "week")), Suggestion("topics"))


async def test_an_empty_stretch_reads_as_a_sentence() -> None:
    reply = await said("summary", FakeDesk(digest(entries=(), sources_checked=1)))

    assert reply.text == "Nothing in the last 24 hours. 1 source checked at 14:00."


async def test_a_misspelt_topic_is_answered_with_the_closest() -> None:
    desk = FakeDesk(refusal=AskError("No topic “ardel”. Closest: Ardal."))

    assert (await said("summary ardel", desk)).text == "No topic “ardel”. Closest: Ardal."


async def test_a_day_that_has_not_come_is_no_topic() -> None:
    desk = FakeDesk()

    reply = await said("summary 2031-01-01", desk)

    assert reply.text.startswith("1 January 2031 has not come yet.")
    assert not desk.asked


@pytest.mark.parametrize(
    ("words", "suggested"),
    [
        ("settings volume loud", Suggestion("settings")),
        ("settings quiet always", Suggestion("settings")),
        ("settings language klingon", Suggestion("settings")),
        ("settings zone Atlantis", Suggestion("settings")),
        ("subscribe ardel", Suggestion("topics")),
        ("summary 2031-01-01", Suggestion("summary", ("week",))),
        ("summary ardal 999d", Suggestion("summary", ("ardal", "week"))),
        ("met Venn with Reyk 2025-13-45", Suggestion("met", ("Venn", "with", "Reyk", "week"))),
        ("subscribe ardal 25:99", Suggestion("subscribe", ("ardal", "weekdays", "08:30"))),
        ("subscribe -opinion", Suggestion("topics")),
    ],
)
async def test_what_cannot_be_read_is_answered_with_what_helps_there(words: str, suggested: Suggestion) -> None:
    assert (await said(words)).suggestions == (suggested,)


async def test_a_misspelt_command_is_answered_with_the_closest() -> None:
    assert (await said("/sumary ardal")).text == "I don't know “sumary”. Closest: summary."


#: Twelve items a day for eleven days, the last of them 37 hours ago.
BUSY = Rhythm(NOW - timedelta(hours=37 + 262), (1, 0) * 131 + (1,))

WELL = Health("Courier", NOW, NOW, NOW, rhythm=Rhythm(NOW - timedelta(days=10), (1,) * 240))
LOST = Health("Gazette", NOW, NOW - timedelta(hours=1), NOW, failures=3, reason="took longer than 20 s")
NEVER = Health("Herald", NOW, None, None, failures=9, reason="has no such host")
SILENT = Health("Valley", NOW, NOW, NOW - timedelta(hours=37), rhythm=BUSY)
DEAD = Health("Echo", NOW, NOW, NOW - timedelta(days=60))


ALL_SORTS = """\
5 sources, 1 as usual.
Could not be reached: Gazette since 13:00 (took longer than 20 s); Herald never yet (has no such host).
Silent longer than usual: Valley, last item 23 April, 01:00 (usually 12 a day); Echo, last item 23 February, 13:00.\
"""


@pytest.mark.parametrize(
    ("checked", "expected"),
    [
        ([], "No source has been visited yet."),
        ([WELL], "1 source, all as usual."),
        # one failure between two answers is nobody's business
        ([WELL, replace(LOST, failures=1)], "2 sources, all as usual."),
        (
            [WELL, LOST],
            "2 sources, 1 as usual.\nCould not be reached: Gazette since 13:00 (took longer than 20 s).",
        ),
        ([WELL, LOST, NEVER, SILENT, DEAD], ALL_SORTS),
        # it cannot be both: nobody knows what a site that does not answer has published
        (
            [replace(SILENT, failures=2, reason="refused the connection")],
            "1 source, none as usual.\nCould not be reached: Valley since 14:00 (refused the connection).",
        ),
    ],
)
async def test_sources_tells_who_is_lost_from_who_is_silent(checked: Sequence[Health], expected: str) -> None:
    assert (await said("sources", FakeDesk(checked=checked))).text == expected


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Could not be reached: Gazette since 13:00 (answered 503)."),
        ("ru", "Нет связи с источниками: Gazette с 13:00 (код ответа 503)."),
    ],
)
async def test_why_a_source_is_lost_is_told_in_the_chat_s_language(language: str, told: str) -> None:
    lost = replace(LOST, reason="answered 503", trouble=Trouble(Cause.ANSWERED, 503))

    reply = await answer(replace(ask("sources"), chat=Chat(address(), language=language)), FakeDesk(checked=[lost]))

    assert isinstance(reply, Reply)
    assert reply.text.splitlines()[-1] == told


async def test_an_empty_summary_says_whose_silence_is_unusual() -> None:
    desk = FakeDesk(digest(entries=(), sources_checked=2, silent=("Herald", "Valley")))

    reply = await said("summary today", desk)

    assert reply.text == "Nothing today. 2 sources checked at 14:00.\nSilent longer than usual: Herald and Valley"


async def test_help_lists_every_command() -> None:
    reply = await said("help")

    assert {"help", *(each.verb for each in reply.suggestions)} == set(COMMANDS) - {"start"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_is_described_in_every_language(language: str, verb: str) -> None:
    # Telegram's setMyCommands takes 1 to 256 characters
    assert 0 < len(Words(language=language).about(verb)) <= 256


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", ["start", "help"])
async def test_first_words_and_help_are_in_the_language_of_the_chat(language: str, verb: str) -> None:
    words = Words(language=language)

    reply = await answer(replace(ask(verb), chat=Chat(address(), language=language)), FakeDesk())

    assert isinstance(reply, Reply)
    assert reply.text == (words.hello() if verb == "start" else words.help())
    assert all(each.about == words.about(each.verb) for each in reply.suggestions)


def test_nothing_said_asks_for_help() -> None:
    assert spoken("  ") == ("help", ())


def test_a_topic_is_asked_for_once() -> None:
    assert split_topics(["ardal", "ARDAL"], KNOWN) == ("Ardal",)
