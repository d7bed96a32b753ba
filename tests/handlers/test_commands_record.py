"""Asking about people, and why something is in a digest or is not."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from digest.desk import Missed, Stage, Why
from digest.model import Complaint, Digest, Ours, Phrase, Span
from digest.topics import Hit, How
from handlers.commands import Answer, Ask, Reply, answer, spoken
from tests.builders import NOW, actor, address, counterpart, digest, entry, item, report, section
from tests.handlers.desk import FakeDesk, profile


async def say(desk: FakeDesk, text: str) -> Answer:
    verb, words = spoken(text)
    return await answer(Ask(verb, words, ZoneInfo("Europe/Berlin"), NOW, address(), "7"), desk)


async def reply(desk: FakeDesk, text: str) -> Reply:
    given = await say(desk, text)
    assert isinstance(given, Reply)
    return given


async def test_a_person_is_told_with_office_last_encounter_and_last_words_each_with_its_source() -> None:
    told = await reply(FakeDesk(profiles=[profile()]), "who venn")

    assert told.text.splitlines() == [
        "Mara Venn, Ardal Foreign Minister (Courier, 13:00)",
        "Last met: Mara Venn (Ardal) met Tomas Reyk (Belmark) in Port Hale, Thursday (Courier, https://courier.example/news/rail-link)",
        "Last said: Venn: “The first train will run in June,” (Courier, https://courier.example/news/rail-link)",
    ]


async def test_what_the_record_does_not_have_is_not_told() -> None:
    told = await reply(FakeDesk(profiles=[profile(met=digest(entries=()), said=digest(entries=()))]), "who venn")

    assert told.text == "Mara Venn, Ardal Foreign Minister (Courier, 13:00)"


async def test_a_plan_is_not_whom_somebody_last_met() -> None:
    ours = (Ours(Span(0, len("Planned")), Phrase.PLANNED),)
    plan = item(text="Planned: Mara Venn to meet Tomas Reyk", strong=(), people=(), ours=ours)
    ahead = digest(entries=(entry(sections=(section(items=(plan,)),)),))

    told = await reply(FakeDesk(profiles=[profile(met=ahead, said=digest(entries=()))]), "who venn")

    assert told.text == "Mara Venn, Ardal Foreign Minister (Courier, 13:00)"


async def test_a_name_of_several_people_is_asked_about() -> None:
    several = FakeDesk(profiles=[profile(), profile(actor=counterpart())])

    told = await reply(several, "who m")

    assert told.text == "2 people match: Mara Venn, Ardal Foreign Minister; Tomas Reyk, Belmark Foreign Minister."
    assert [row[0].words for row in told.choices] == [("who", "Mara", "Venn"), ("who", "Tomas", "Reyk")]


async def test_nobody_of_a_name_is_said_to_be_nobody() -> None:
    assert (await reply(FakeDesk(), "who smith")).text == "No “smith” in the last 30 days."


@pytest.mark.parametrize("verb", ["who", "met", "said"])
async def test_a_name_is_needed(verb: str) -> None:
    assert (await reply(FakeDesk(), verb)).text.startswith(f"Who is meant? Try /{verb} NAME")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("met venn", ("venn", "", "the last 30 days")),
        ("met mara venn with reyk week", ("mara venn", "reyk", "the last 7 days")),
        ("said venn about rail link", ("venn", "rail link", "the last 30 days")),
        ("said mara venn yesterday", ("mara venn", "", "yesterday")),
    ],
)
async def test_the_record_is_asked_for_names_words_and_a_period(text: str, asked: tuple[str, str, str]) -> None:
    desk = FakeDesk()

    assert isinstance(await say(desk, text), Digest)

    assert desk.recorded == [asked]


async def test_two_bare_names_are_two_people_where_nobody_has_both() -> None:
    desk = FakeDesk(digest=digest(entries=()))

    told = await reply(desk, "met venn reyk")

    assert [asked[:2] for asked in desk.recorded] == [("venn reyk", ""), ("venn", "reyk")]
    assert told.text == "No encounter of venn reyk in the last 30 days."


async def test_why_gives_the_rule_and_the_words_that_matched() -> None:
    hit = Hit("ardal", How.ACTOR, "Mara Venn", report())
    desk = FakeDesk(reason=Why("Rail link agreed", ("ardal",), (hit,), NOW))

    assert (await reply(desk, "why 1")).text == (
        "“Rail link agreed” is here because of ardal: Mara Venn acts or speaks (Courier). First seen 14:00."
    )


@pytest.mark.parametrize("how", How)
async def test_every_rule_has_its_words(how: How) -> None:
    desk = FakeDesk(reason=Why("Rail link agreed", ("ardal",), (Hit("ardal", how, "Ardal", report()),)))

    assert "because of ardal" in (await reply(desk, "why rail")).text


async def test_why_of_what_is_not_there_says_so() -> None:
    assert (await reply(FakeDesk(), "why whaling")).text == "None of the last digests here has “whaling”."


@pytest.mark.parametrize("stage", Stage)
async def test_every_stage_at_which_an_article_falls_out_has_its_words(stage: Stage) -> None:
    found = Missed(stage, "Rail link agreed", ("Courier",), 2, ("whaling",), NOW)

    told = await reply(FakeDesk(stage=found), "missed https://courier.example/a")

    assert told.text.endswith(".")
    assert "{" not in told.text


async def test_an_address_is_needed() -> None:
    assert (await reply(FakeDesk(), "missed rail")).text.startswith("Which article?")


async def test_a_complaint_is_logged_with_its_number() -> None:
    desk = FakeDesk()
    offered = await reply(desk, "wrong edition:edition-9 story:s1")

    told = await reply(desk, " ".join(offered.choices[1][0].words))

    assert offered.text == "What is wrong?"
    assert told.text == "Logged as #1. Thank you."
    assert desk.store.chats.complaints == [Complaint(address(), "7", "edition-9", "s1", "speaker")]


async def test_a_reader_whose_name_was_found_is_told_what_else_to_ask() -> None:
    told = await reply(FakeDesk(profiles=[profile(actor=replace(actor(), role=None))]), "who venn")

    assert [(each.verb, each.words) for each in told.suggestions] == [
        ("met", ("Mara", "Venn")),
        ("said", ("Mara", "Venn")),
    ]
