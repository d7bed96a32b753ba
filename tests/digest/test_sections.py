"""What each section makes of a story: the words of each line, and what stands behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from digest.model import (
    Actor,
    ActorKind,
    Encounter,
    EncounterKind,
    Item,
    Phrase,
    Report,
    Span,
    Statement,
    Status,
    Story,
    When,
)
from digest.sections import SECTIONS
from digest.sections.background import background
from digest.sections.met import met
from digest.sections.readouts import readouts
from digest.sections.said import said as said_section
from digest.stories import tell
from tests.builders import article
from tests.digest.newsroom import (
    BACKGROUND,
    DENIED,
    DIRECT,
    HADA,
    HAPPENED,
    INDIRECT,
    KERN,
    MARSK,
    NOON,
    ORLAN,
    PARTIAL,
    PLANNED,
    courier,
    encounter,
    herald,
    report,
    said,
)

CALL, VISIT, MEETING = EncounterKind.CALL, EncounterKind.VISIT, EncounterKind.MEETING
CONFERENCE, LETTER = EncounterKind.CONFERENCE, EncounterKind.CORRESPONDENCE


def two_outlets() -> Story:
    [story] = tell([courier(), herald()])
    return story


def of_text(text: str, *facts: Encounter | Statement) -> Story:
    told = report(article(url="https://one.example/a", title="One", text=text, published=NOON), *facts)
    return Story("one", "One", (told,))


def lines(items: tuple[Item, ...]) -> list[str]:
    return [item.text for item in items]


def test_the_sections_stand_in_printing_order() -> None:
    assert list(SECTIONS) == ["met", "said", "readouts", "background"]


@pytest.mark.parametrize("name", SECTIONS)
def test_every_quotation_is_its_article_to_the_character_and_has_evidence(name: str) -> None:
    texts = {r.article.id: r.article.text for r in two_outlets().reports}

    items = SECTIONS[name](two_outlets(), ())

    assert items
    for item in items:
        assert item.evidence
        assert all(proof.span.of(texts[proof.article_id]) == proof.text for proof in item.evidence)
        assert all(q.span.of(item.text) == q.evidence.text for q in item.quotes)
        assert all(q.evidence.span.of(texts[q.evidence.article_id]) == q.evidence.text for q in item.quotes)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_story_without_facts_has_no_lines(name: str) -> None:
    assert SECTIONS[name](of_text("Nothing happened."), ()) == ()


# --- who met whom


def test_one_meeting_in_two_outlets_is_one_line_with_both_sentences() -> None:
    first, planned, called_off = met(two_outlets())

    assert first.text == (
        "Elena Marsk (Velmoran Foreign Minister) received Davit Orlan (Tarsian Foreign Minister) in Old Ford, "
        "Thursday 17 April, on tolls"
    )
    assert {proof.article_id for proof in first.evidence if proof.label == "When, where"} == {
        courier().article.id,
        herald().article.id,
    }
    assert [span.of(first.text) for span in first.strong] == ["Elena Marsk", "Davit Orlan"]
    assert first.people == first.strong
    assert planned.text == "Planned: Ivo Kern (Tarsian President) to visit Velm, 12 June"
    assert called_off.text == "Called off: Petra Hada (opposition MP) and Marsk, visit"


BOTH = "Davit Orlan (Tarsian Foreign Minister) and Ivo Kern (Tarsian President)"
TOGETHER = {"kind": MEETING}


@pytest.mark.parametrize(
    ("sentence", "fact", "line"),
    [
        # A call says so: it is no meeting. What it went over is said where the sentence says it.
        (
            "Orlan called Kern today.",
            {"kind": CALL, "when": When("today", "2031-04-17")},
            "{} spoke by phone, 17 April",
        ),
        ("Orlan and Kern spoke.", {"kind": CALL}, "{} spoke"),
        ("Orlan and Kern spoke on Zoom.", {"kind": CALL}, "{} spoke by video"),
        ("Orlan met Kern.", TOGETHER, "{} met"),
        ("Orlan and Kern held talks.", {}, "{} held talks"),
        ("Orlan and Kern at a summit.", {"kind": CONFERENCE, "place": "Velm"}, "{} at a summit in Velm"),
        ("Orlan and Kern at an event.", {"kind": CONFERENCE}, "{} at a conference"),
        # Who received whom, and who wrote to whom, as the sentence has it.
        ("Orlan received Kern.", TOGETHER, "{Orlan} received {Kern}"),
        ("Orlan was received by Kern.", TOGETHER, "{Kern} received {Orlan}"),
        ("In Velm Kern receives Orlan.", TOGETHER, "{Kern} received {Orlan}"),
        ("Orlan and Kern were received.", TOGETHER, "{} met"),
        ("Orlan wrote to Kern.", {"kind": LETTER}, "{Orlan} wrote to {Kern}"),
        ("Kern sent a letter to Orlan.", {"kind": LETTER}, "{Kern} wrote to {Orlan}"),
        ("Orlan was handed a letter from Kern.", {"kind": LETTER}, "{Kern} wrote to {Orlan}"),
        ("Orlan and Kern exchanged letters.", {"kind": LETTER}, "{}, in writing"),
        # Nobody visits together with the host.
        ("Orlan visited Kern.", {"kind": VISIT, "place": "Velm"}, "{}, visit to Velm"),
        # The article's own preposition and article; a common noun without one is no place to name.
        ("Orlan met Kern at the old mill.", TOGETHER | {"place": "old mill"}, "{} met at the old mill"),
        ("Orlan met Kern at Velm Palace.", TOGETHER | {"place": "Velm Palace"}, "{} met at Velm Palace"),
        ("Orlan met Kern in the city of Velm.", TOGETHER | {"place": "Velm"}, "{} met in Velm"),
        ("Orlan met Kern to move the quay.", TOGETHER | {"place": "quay"}, "{} met"),
        ("Orlan met Kern on the second tunnel.", TOGETHER | {"place": "second tunnel"}, "{} met"),
        ("Orlan met Kern in his garden.", TOGETHER | {"place": "his garden"}, "{} met"),
        # A weekday is read on another day, so its date stands with it; unresolved, it stays as written.
        ("Orlan met Kern.", TOGETHER | {"when": When("on Monday", "2031-04-14")}, "{} met, Monday 14 April"),
        ("Orlan met Kern.", TOGETHER | {"when": When("On Monday")}, "{} met, Monday"),
        ("Orlan met Kern.", TOGETHER | {"when": When("April 14th", "2031-04-14")}, "{} met, 14 April"),
        ("Orlan met Kern.", TOGETHER | {"when": When("in late March")}, "{} met, in late March"),
        ("Orlan met Kern.", TOGETHER | {"when": When("for May", "2031-05")}, "{} met, May"),
        ("Orlan met Kern.", TOGETHER | {"when": When("April 9–10", "2031-04-09")}, "{} met, April 9–10"),
        # A day that was worked out, where its weekday is named somewhere.
        ("On Monday Orlan met Kern.", TOGETHER | {"when": When("that night", "2031-04-14")}, "{} met, 14 April"),
        ("Orlan met Kern.", TOGETHER | {"when": When("that night", "2031-04-14")}, "{} met"),
        # A sentence is no date.
        ("Orlan met Kern.", TOGETHER | {"when": When("after the talks on the treaty of Velm")}, "{} met"),
        # Topics, as long as they are short and say something.
        (
            "Orlan met Kern.",
            TOGETHER | {"topics": ("timber", "the ferry of the upper lake", "fish")},
            "{} met, on timber and fish",
        ),
        ("Orlan met Kern.", TOGETHER | {"topics": ("bilateral relations",)}, "{} met"),
    ],
)
def test_an_encounter_reads_as_its_kind(sentence: str, fact: dict[str, Any], line: str) -> None:
    when = fact["when"].text if "when" in fact else ""
    text = f"{sentence} It was {when}." if when else sentence  # a date that its paragraph has not is another's
    told = replace(encounter(text, sentence, ORLAN, KERN), **fact)

    [item] = met(of_text(text, told))

    one, other = BOTH.split(" and ")
    assert item.text == line.replace("{}", BOTH).replace("{Orlan}", one).replace("{Kern}", other)


@pytest.mark.parametrize(
    ("text", "place", "status", "line"),
    [
        ("Kern visited Velm.", "Velm", HAPPENED, "{} visited Velm"),
        ("Kern toured the old mill.", "old mill", HAPPENED, "{} visited the old mill"),
        ("Kern will come to Velm.", "Velm", PLANNED, "Planned: {} to visit Velm"),
        ("A visit by Kern to Velm was postponed.", "Velm", DENIED, "Put off: {}, visit to Velm"),
    ],
)
def test_a_visit_of_one(text: str, place: str | None, status: Status, line: str) -> None:
    told = replace(encounter(text, text, KERN, kind=VISIT, status=status), place=place)

    [item] = met(of_text(text, told))

    assert item.text == line.replace("{}", "Ivo Kern (Tarsian President)")


def test_a_visit_of_one_to_nowhere_says_nothing() -> None:
    text = "Kern was on a visit."

    assert met(of_text(text, encounter(text, text, KERN, kind=VISIT))) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "According to the Tarsian president’s office, Kern will meet Orlan.",
            "Planned: {} to meet, according to the Tarsian president’s office",
        ),
        ("Kern will meet Orlan, the council said.", "Planned: {} to meet, the council said"),
        ("Kern will meet Orlan.", "Planned: {} to meet"),
    ],
)
def test_who_announces_a_plan_is_said(text: str, line: str) -> None:
    told = encounter(text, text, ORLAN, KERN, kind=MEETING, status=PLANNED)

    assert lines(met(of_text(text, told))) == [line.replace("{}", BOTH)]


def test_a_plan_that_two_articles_tell_is_nobodys() -> None:
    text = "Kern will meet Orlan, the council said."
    told = encounter(text, text, ORLAN, KERN, kind=MEETING, status=PLANNED)
    one, other = (report(article(url=url, text=text), told) for url in "ab")

    assert lines(met(Story("a", "a", (one, other)))) == [f"Planned: {BOTH} to meet"]


def test_a_letter_is_between_those_whom_its_sentence_names() -> None:
    text = "The council took note of a letter from Kern."
    council = Actor("velm council", "Velm Council", ActorKind.BODY)

    [item] = met(of_text(text, encounter(text, text, council, KERN, HADA, kind=EncounterKind.CORRESPONDENCE)))

    assert item.text == "Ivo Kern (Tarsian President) wrote to Velm Council"


def test_no_plans_to_meet_of_the_very_people_who_met_is_no_line() -> None:
    text = "Kern met Orlan.\nKern and Orlan have no plans for dinner.\nKern and Orlan cancelled the dinner.\n"
    one = encounter(text, "met Orlan", KERN, ORLAN, kind=MEETING)
    plans = encounter(text, "no plans", KERN, ORLAN, kind=MEETING, status=DENIED, when=When("dinner"))
    dinner = encounter(text, "cancelled", KERN, ORLAN, kind=MEETING, status=DENIED, when=When("the dinner"))

    _, second = lines(met(of_text(text, one, plans, dinner)))

    assert second.startswith("Called off: ")


def test_a_group_is_no_name_the_second_time_either() -> None:
    text = "Kern met winegrowers.\nOrlan met winegrowers.\n"
    group = Actor("winegrowers", "winegrowers", ActorKind.GROUP)
    told = [
        encounter(text, f"{who} met", actor, group, kind=MEETING) for who, actor in (("Kern", KERN), ("Orlan", ORLAN))
    ]

    assert "and winegrowers met" in lines(met(of_text(text, *told)))[1]


def test_who_is_introduced_once_is_short_after_that() -> None:
    text = "Orlan met Kern.\nOrlan met Marsk.\n"
    one = encounter(text, "met Kern", ORLAN, KERN, kind=MEETING)
    other = encounter(text, "met Marsk", ORLAN, MARSK, kind=MEETING)

    assert lines(met(of_text(text, one, other))) == [
        f"{BOTH} met",
        "Orlan and Elena Marsk (Velmoran Foreign Minister) met",
    ]


def test_a_date_of_another_paragraph_is_not_printed() -> None:
    text = "Orlan met Kern.\nOn Monday, Marsk was ill.\n"
    told = encounter(text, "met", ORLAN, KERN, kind=MEETING, when=When("On Monday", "2031-04-14"))

    assert lines(met(of_text(text, told))) == [f"{BOTH} met"]


@pytest.mark.parametrize(("words", "count"), [("gave a press conference", 1), ("opened a forum", 2)])
def test_telling_the_press_of_a_meeting_is_no_second_encounter(words: str, count: int) -> None:
    text = f"Orlan met Kern.\nOrlan and Kern {words}.\n"
    meeting = encounter(text, "met Kern", ORLAN, KERN, kind=MEETING)
    conference = encounter(text, words, ORLAN, KERN, kind=CONFERENCE, when=When("later that day"))

    assert len(met(of_text(text, meeting, conference))) == count


def test_who_is_named_in_a_refused_line_is_introduced_in_the_next() -> None:
    text = "Orlan met Kern.\nOrlan met Marsk.\nKern said: “We will never sign it.”\n"
    one = encounter(text, "met Kern", ORLAN, KERN, kind=MEETING)
    other = encounter(text, "met Marsk", ORLAN, MARSK, kind=MEETING)
    story = of_text(text, one, other, said(text, KERN, "Kern", "said", "We will never sign it.", kind=DIRECT))

    assert lines(met(story, {f"{BOTH} met"})) == [
        "Davit Orlan (Tarsian Foreign Minister) and Elena Marsk (Velmoran Foreign Minister) met"
    ]
    assert lines(said_section(story)) == ["Kern: “We will never sign it”"]
    assert lines(said_section(story, {f"{BOTH} met"})) == ["Ivo Kern (Tarsian President): “We will never sign it”"]


def test_two_of_one_surname_keep_their_first_names() -> None:
    text = "Orlan met Kern.\nOlga Kern met Orlan.\n"
    olga = Actor("olga kern", "Olga Kern")
    one = encounter(text, "met Kern", ORLAN, KERN, kind=MEETING)
    other = encounter(text, "met Orlan", olga, KERN, kind=MEETING)

    assert lines(met(of_text(text, one, other)))[1] == "Olga Kern and Ivo Kern met"


@pytest.mark.parametrize(
    ("role", "country", "printed"),
    [
        ("Tarsian President", "Tarsia", " (Tarsian President)"),
        ("President", "Tarsia", " (Tarsia’s President)"),
        ("council's chief executive", None, " (council’s chief executive)"),
        ("EU envoy", "European Union", " (EU envoy)"),
        (None, "Tarsia", " (Tarsia)"),
        ("first deputy commander of the land forces staff", "Tarsia", " (Tarsia)"),
        ("Tarsia's special envoy for the bridge dispute", "Tarsia", " (Tarsia’s special envoy)"),
        (None, None, ""),
    ],
)
def test_a_person_is_introduced_with_office_and_country(role: str | None, country: str | None, printed: str) -> None:
    told = encounter("Pat Lim met Kern.", "met", Actor("pat lim", "Pat Lim", role=role, represents=country), KERN)

    [item] = met(of_text("Pat Lim met Kern.", told))

    assert item.text.startswith(f"Pat Lim{printed} and ")


@pytest.mark.parametrize(
    ("sentence", "status", "opening"),
    [
        ("They will meet.", PLANNED, "Planned: "),
        ("The meeting was called off.", DENIED, "Called off: "),
        ("The meeting was cancelled.", DENIED, "Called off: "),
        ("The meeting was postponed.", DENIED, "Put off: "),
        ("Orlan refused to meet Kern.", DENIED, "Refused: "),
        ("There are no plans to meet.", DENIED, "Not meeting: "),
    ],
)
def test_what_did_not_take_place_never_reads_as_done(sentence: str, status: Status, opening: str) -> None:
    [item] = met(of_text(sentence, encounter(sentence, sentence, ORLAN, KERN, status=status)))

    assert item.text.startswith(opening)
    assert item.evidence[0].label == opening.removesuffix(": ")


def test_who_does_not_meet_needs_no_noun_for_it() -> None:
    text = "There are no plans for Orlan and Kern to meet."

    [item] = met(of_text(text, encounter(text, "no plans", ORLAN, KERN, kind=MEETING, status=DENIED)))

    assert item.text == f"Not meeting: {BOTH}"


def test_what_took_place_comes_first() -> None:
    text = "Orlan will meet Kern.\nOrlan met Marsk.\n"
    plan = encounter(text, "will meet", ORLAN, KERN, kind=MEETING, status=PLANNED)
    done = encounter(text, "met Marsk", ORLAN, MARSK, kind=MEETING)

    items = met(of_text(text, plan, done))

    assert [item.text[:7] for item in items] == ["Davit O", "Planned"]


def test_a_plan_that_a_later_article_tells_as_done_is_done() -> None:
    morning, evening = "Orlan will meet Kern in Velm.\n", "Orlan met Kern.\n"
    plan = report(
        article(url="u1", text=morning, published=NOON),
        encounter(morning, "will", ORLAN, KERN, status=PLANNED, place="Velm"),
    )
    done = report(
        article(url="u2", text=evening, published=NOON + timedelta(hours=6)), encounter(evening, "met", ORLAN, KERN)
    )

    [item] = met(Story("one", "One", (plan, done)))

    assert item.text == f"{BOTH} held talks in Velm"
    assert "Planned" not in {proof.label for proof in item.evidence}


def test_a_second_meeting_planned_in_the_same_article_is_a_line_of_its_own() -> None:
    text = "Orlan met Kern.\nThey will meet again in autumn.\n"
    done, plan = encounter(text, "met", ORLAN, KERN), encounter(text, "will", ORLAN, KERN, status=PLANNED)

    assert len(met(of_text(text, done, plan))) == 2


def test_a_meeting_told_again_without_day_or_place_is_no_second_one() -> None:
    text = "On Monday Orlan met Kern in Velm.\nOrlan and Kern met after a row.\nOrlan met Kern on 3 March.\n"
    one = encounter(text, "On Monday", ORLAN, KERN, kind=MEETING, place="Velm", when=When("On Monday"))
    again = encounter(text, "after a row", ORLAN, KERN, kind=MEETING)
    other = encounter(text, "3 March", ORLAN, KERN, kind=MEETING, when=When("on 3 March"))

    assert len(met(of_text(text, one, again, other))) == 2


def test_an_encounter_told_twice_in_one_article_is_one_line() -> None:
    text = "Orlan met Kern.\nThe meeting of Orlan and Kern took an hour.\n"

    assert len(met(of_text(text, encounter(text, "met", ORLAN, KERN), encounter(text, "took", ORLAN, KERN)))) == 1


@pytest.mark.parametrize("iso", ["2031-04-01", "2031-01", "2030"])
def test_months_old_news_is_not_told_as_todays(iso: str) -> None:
    story = of_text("Orlan met Kern.", encounter("Orlan met Kern.", "met", ORLAN, KERN, when=When("then", iso)))

    assert met(story) == ()
    assert len(background(story)) == 1


def test_a_long_list_of_participants_is_cut_and_says_so() -> None:
    many = [Actor(f"p{n}", f"Pat{n} Lim") for n in range(7)]

    [item] = met(of_text("They met.", encounter("They met.", "met", *many)))

    assert item.text == "Pat0 Lim, Pat1 Lim, Pat2 Lim, Pat3 Lim, Pat4 Lim and others held talks"


# --- what was said


def test_the_most_telling_come_first_and_a_quotation_of_two_outlets_is_one_line() -> None:
    first, *rest = said_section(two_outlets())

    assert first.text == (
        "Tarsian MFA: “The Tarsian side will not accept new tolls, including those on the Lark Bridge, in any form”"
    )
    assert {proof.article_id for proof in first.evidence} == {courier().article.id, herald().article.id}
    assert "Kern, via the Kern Office, confirmed that he “will travel to Velmora” in June" in lines(tuple(rest))
    assert "Velmoran MFA stated that both had “agreed to count the lorries together”" in lines(tuple(rest))


def test_those_who_met_come_before_those_who_talk_about_it() -> None:
    text = "Orlan met Marsk.\nHada said: “They will never agree on the 14 lamps.”\nOrlan said: “We had a long day.”\n"
    outsider = said(text, HADA, "Hada", "said", "They will never agree on the 14 lamps.", kind=DIRECT)
    party = said(text, ORLAN, "Orlan", "said", "We had a long day.", kind=DIRECT)

    first, second = lines(said_section(of_text(text, outsider, party, encounter(text, "met", ORLAN, MARSK))))

    assert first.startswith("Orlan: ")
    assert second.startswith("Petra Hada")


def test_what_only_the_subheading_says_is_marked_and_last() -> None:
    last = said_section(Story("one", "One", (courier(),)))[-1]

    assert last.text == "Subheading only: Tarsia said that the “closed” crossing “serves neither people”"


def test_the_headline_is_not_said_again() -> None:
    text = "Kern ‘ready’ for talks now\nNothing else.\n"
    statement = said(text, KERN, "Kern", "for", "ready’ for talks now", "ready", headline=True)
    told = report(article(title="Kern ‘ready’ for talks now", text=text), statement)

    assert said_section(Story("one", "One", (told,))) == ()


UNBROKEN = "who has sailed the lower river with the old ferry ever since the great flood took the bridge away"
LONG = "the ferry will stop, the bridge will close, the quay will be sold, the lamps will go out, and nobody comes back"


@pytest.mark.parametrize(
    ("text", "statement", "line"),
    [
        # A fragment keeps its frame; "also" goes.
        ("Hada also called it ‘a slow flood’.", ("Hada", "called", "it ‘a slow flood’", "a slow flood"),
         "called it “a slow flood”"),
        # A negation between the speaker and the verb stays.
        ("Hada did not call it ‘a slow flood’.", ("Hada", "call", "it ‘a slow flood’", "a slow flood"),
         "did not call it “a slow flood”"),
        # What stands in between does not.
        ("Hada, who came late, called it ‘a slow flood’.", ("Hada", "called", "it ‘a slow flood’", "a slow flood"),
         "called it “a slow flood”"),
        # The speaker after the words.
        ("It was ‘a slow flood’, Hada said.", ("Hada", "said", "It was ‘a slow flood’", "a slow flood"),
         ": It was “a slow flood”"),
        # "that" would hang in the air after a colon.
        ("According to Hada, that it is ‘a slow flood’.", ("Hada", "According to", "that it is ‘a slow flood’",
          "a slow flood"),
         ": it is “a slow flood”"),
        # A clause around its speaker.
        ("Her stall, Hada said, ‘had met every rule’.", ("Hada", "said", "had met every rule", "had met every rule"),
         ": Her stall […] “had met every rule”"),
        # Marks inside are the source's.
        ("Hada called it ‘a “slow” flood’.", ("Hada", "called", "it ‘a “slow” flood’", "a “slow” flood"),
         "called it “a “slow” flood”"),
        # A long quotation ends where a clause does.
        (f"Hada warned that ‘{LONG}’.", ("Hada", "warned", f"that ‘{LONG}’", LONG),
         "warned that “the ferry will stop, the bridge will close, the quay will be sold […]”"),
        # A long way to the words is left out, the words are not.
        ("Hada mentioned the price of timber in the valley, the ferry and the mill, and ‘a slow flood of paper’.",
         ("Hada", "mentioned", "the price of timber in the valley, the ferry and the mill, and ‘a slow flood of paper’",
          "a slow flood of paper"),
         "mentioned […] “a slow flood of paper”"),
        # Not where the words would hang in the air.
        ("Hada mentioned the price of timber in the valley, and the mill and the crews, who ‘may follow in May’.",
         ("Hada", "mentioned", "the price of timber in the valley, and the mill and the crews, who ‘may follow in May’",
          "may follow in May"),
         "mentioned the price of timber in the valley, and the mill and the crews, who “may follow in May”"),
        # What comes after the last quotation and breaks off at once goes.
        (f"Hada told the Bee that ‘nothing moves’, while Kern, {UNBROKEN}.",
         ("Hada", "told", f"the Bee that ‘nothing moves’, while Kern, {UNBROKEN}", "nothing moves"),
         "told the Bee that “nothing moves” […]"),
    ],
)  # fmt: skip
def test_a_fragment_reads_as_a_sentence_in_the_articles_words(text: str, statement: tuple[str, ...], line: str) -> None:
    [item] = said_section(of_text(text, said(text, HADA, *statement)))

    assert item.text == f"Petra Hada (opposition MP){'' if line.startswith(':') else ' '}{line}"


@pytest.mark.parametrize(
    ("text", "quotes", "line"),
    [
        # Broken by its clause: one statement, two pieces; the comma before "she said" is not hers.
        ("“We wait,” Hada said. “We count.”", ("We wait,", "We count."), "“We wait”; “We count”"),
        # Over two paragraphs, the first is printed.
        ("Hada said: “We wait.\n“We count.”", ("We wait.\n“We count.",), "“We wait […]”"),
    ],
)
def test_a_direct_quotation_follows_a_colon(text: str, quotes: tuple[str, ...], line: str) -> None:
    statement = said(text, HADA, "Hada", "said", quotes[0], *quotes, kind=DIRECT)

    [item] = said_section(of_text(text, statement))

    assert item.text == f"Petra Hada (opposition MP): {line}"


@pytest.mark.parametrize("part", [{"speaker": None}, {"speech": False}])
def test_words_without_a_speaker_and_thoughts_are_never_printed(part: dict[str, object]) -> None:
    text = "“We will never sign this paper,” Hada said."
    statement = replace(said(text, HADA, "Hada", "said", "We will never sign this paper,", kind=DIRECT), **part)  # type: ignore[arg-type]

    assert said_section(of_text(text, statement)) == ()


def test_what_is_retold_is_printed_only_where_nothing_is_quoted() -> None:
    text = "Hada said the ferry was late.\nKern said: “We will never sign it.”\n"
    retold = said(text, HADA, "Hada", "said", "the ferry was late", kind=INDIRECT)
    quoted = said(text, KERN, "Kern", "said", "We will never sign it.", kind=DIRECT)

    assert lines(said_section(of_text(text, retold))) == ["Petra Hada (opposition MP) said the ferry was late"]
    assert lines(said_section(of_text(text, retold, quoted))) == [
        "Ivo Kern (Tarsian President): “We will never sign it”"
    ]


def test_a_sentence_read_as_two_statements_is_one_clause() -> None:
    text = "Hada praised the crew and thanked the port."
    first = said(text, HADA, "Hada", "praised", "praised the crew", kind=INDIRECT)
    both = said(text, HADA, "Hada", "praised", "praised the crew and thanked the port", kind=INDIRECT)

    assert lines(said_section(of_text(text, first, both))) == [
        "Petra Hada (opposition MP) praised the crew and thanked the port"
    ]


def test_what_is_retold_before_its_speaker_is_marked_as_reported() -> None:
    text = "The ferry was “Sea Rose” and late, according to Hada."
    statement = said(text, HADA, "Hada", "according to", "The ferry was “Sea Rose” and late", kind=INDIRECT)

    [item] = said_section(of_text(text, statement))

    assert item.text == "Petra Hada (opposition MP), as reported: The ferry was ‘Sea Rose’ and late"


@pytest.mark.parametrize(
    ("via", "printed"),
    [
        ("the Kern Office", ", via the Kern Office"),
        # The outlet itself, a paper of one's own, a name that would break the line.
        ("the Courier", ""),
        ("a letter", ""),
        ("Rask, an aide", ""),
        # Somebody else's paper.
        ("the ministry’s statement", ", via the ministry’s statement"),
        # As the article has it, with its article.
        ("ferry office", ", via the ferry office"),
    ],
)
def test_who_relays_is_said_when_it_is_somebody_else(via: str, printed: str) -> None:
    text = "“We will never sign it,” Hada said, wrote the ferry office."
    statement = said(text, HADA, "Hada", "said", "We will never sign it,", kind=DIRECT, via=via)

    [item] = said_section(of_text(text, statement))

    assert item.text == f"Petra Hada (opposition MP){printed}: “We will never sign it”"


def test_what_an_office_relays_goes_on_from_the_speakers_name() -> None:
    text = "The ferry office said that MP Hada “will never sign it”."
    statement = said(text, HADA, "The ferry office", "said", "that MP Hada “will never sign it”", "will never sign it",
                     via="the ferry office")  # fmt: skip

    assert lines(said_section(of_text(text, statement))) == [
        "Petra Hada (opposition MP), via the ferry office, “will never sign it”"
    ]


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("the slow flood of paper", ["Petra Hada (opposition MP): […] “the slow flood of paper”"]),
        ("may follow in May", []),  # what may, nobody could tell
    ],
)
def test_a_quotation_that_is_far_off_is_not_cut_away(quote: str, line: list[str]) -> None:
    far = "who had come by the last ferry of the day, with two lamps and a dog, and whom nobody had asked to speak " * 2
    words = f"the price of all the timber and the state of the lower ferry, {LONG} and ‘{quote}’"
    text = f"Hada, {far}, mentioned {words}."

    assert one_line(text, "Hada", "mentioned", words, quote) == line


def test_what_one_confirms_of_oneself_keeps_the_verb() -> None:
    text = "According to her office, Hada confirmed that she had accepted a bid ‘to see the dam’ in May.\n"
    statement = said(text, HADA, "she", "accepted", "a bid ‘to see the dam’ in May", "to see the dam", via="her office")

    [line] = lines(said_section(of_text(text, statement)))

    assert line.endswith(", confirmed that she had accepted a bid “to see the dam” in May")


def test_a_speaker_who_breaks_into_the_words_is_left_out_of_them() -> None:
    text = "The traders, she said, ‘had met every rule, and then the rules moved’.\n"
    statement = said(text, HADA, "she", "said", text[:-2], "had met every rule, and then the rules moved")

    [line] = lines(said_section(of_text(text, statement)))

    assert line == "Petra Hada (opposition MP): The traders […] “had met every rule, and then the rules moved”"


def test_another_act_between_the_speaker_and_the_verb_is_left_to_itself() -> None:
    text = "Hada briefed the crews on the plan and thanked the port."
    statement = said(text, HADA, "Hada", "thanked", "the port", kind=INDIRECT)

    assert lines(said_section(of_text(text, statement))) == ["Petra Hada (opposition MP) thanked the port"]


def test_a_bodys_words_stay_the_bodys_and_two_ministries_stay_two() -> None:
    text = "The Foreign Ministry said: “We will never sign it.”\n"
    bare = Actor("foreign ministry", "Foreign Ministry", ActorKind.BODY, None, "Velmora")

    [item] = said_section(
        of_text(text, said(text, bare, "Foreign Ministry", "said", "We will never sign it.", kind=DIRECT))
    )

    assert item.text == "Foreign Ministry (Velmora): “We will never sign it”"


# --- readouts and background


def test_two_readouts_show_what_only_one_side_says() -> None:
    [item] = readouts(two_outlets())

    assert item.text == (
        "Only Tarsia’s side mentions “Lark Bridge” and uses the word “open”; "
        "only Velmora’s mentions “Seven Gates Plan” and “Seven Gates Fund”"
    )


def test_a_line_says_which_of_its_words_are_ours() -> None:
    [item] = readouts(two_outlets())

    assert [(each.phrase, each.span.of(item.text)) for each in item.ours] == [
        (Phrase.ONLY, "Only Tarsia’s side"),
        (Phrase.MENTIONS, "mentions"),
        (Phrase.AND, "and"),
        (Phrase.USES_WORD, "uses the word"),
        (Phrase.AND_ONLY, "only Velmora’s"),
        (Phrase.MENTIONS, "mentions"),
        (Phrase.AND, "and"),
    ]
    assert item.people == ()


@pytest.mark.parametrize("side", [courier, herald])
def test_one_side_alone_has_no_second_readout(side: object) -> None:
    told: Report = courier() if side is courier else herald()
    alone = replace(told, facts=replace(told.facts, statements=told.facts.statements[-1:]))

    assert readouts(Story("one", "One", (alone,))) == ()


@pytest.mark.parametrize(
    ("kern", "marsk", "expected"),
    [
        # A name of both is shared; its sentence in the other text may have it without marks.
        ("“We want the Lark Bridge.”", "“We want the Lark Bridge.”", ["Both sides say “We want the Lark Bridge.”"]),
        ("“We want the Lark Bridge.”", "“It is good.”", ["Only Tarsia’s side mentions “Lark Bridge”"]),
        ("the Lark Bridge is ‘theirs’", "“It is good.”", []),
        ("they want ‘one Lark Bridge’", "they want ‘a Lark Bridge’", ["Both sides mention “Lark Bridge”"]),
        # The capital of a sentence, offices and titles, and whoever met are nobody's point.
        ("“We agree. On Wednesday we sign.”", "“It is good.”", []),
        ("they had ‘thanked Mr Aldan Orr’", "“It is good.”", []),
        ("it was ‘as Ivo Kern had hoped’", "“It is good.”", []),
        # How each calls the talks.
        ("it was ‘a frank talk’", "it was ‘a talk’", ["Only Tarsia’s side uses the word “frank”"]),
        # What is open here is no talks.
        ("it was ‘met with an open mind’", "it was ‘a talk’", []),
        (
            "it was ‘frank’",
            "it was ‘warm and useful’",
            ["Only Tarsia’s side uses the word “frank”; only Velmora’s uses the words “warm” and “useful”"],
        ),
        # A phrase of both; a courtesy is none.
        ("they had ‘agreed in principle’", "both ‘agreed in principle’", ["Both sides say “agreed in principle”"]),
        ("it was ‘of mutual interest’", "it was ‘of mutual interest’", []),
        # Numbers of one thing, in marks where the article has marks.
        (
            "nine points were settled",
            "“Seven of the 11 points are closed.”",
            ["Numbers differ: Tarsia’s side, nine points; Velmora’s, “Seven of the 11 points”"],
        ),
        ("nine points were settled", "9 points were settled", []),
        ("nine points were settled", "seven lamps were lit", []),
        ("the talks took nine days", "the talks took seven days", []),
    ],
)
def test_what_the_two_sides_say_is_compared(kern: str, marsk: str, expected: list[str]) -> None:
    text = f"Kern said {kern}\nMarsk said {marsk}\nKern met Marsk.\n"

    def statement(actor: Actor, who: str, words: str) -> Statement:
        quotes = re.findall(r"[“‘]([^”’]+)[”’]", words)
        kind = DIRECT if words.startswith("“") else PARTIAL if quotes else INDIRECT
        return said(text, actor, who, "said", words.strip("“”"), *quotes, kind=kind)

    story = of_text(text, statement(KERN, "Kern", kern), statement(MARSK, "Marsk", marsk),
                    encounter(text, "Kern met", KERN, MARSK))  # fmt: skip

    assert lines(readouts(story)) == expected


def test_the_background_is_a_few_words_an_encounter() -> None:
    assert lines(background(two_outlets())) == ["Orlan–Marsk meeting, January"]


def test_people_without_a_surname_are_set_apart_by_more_than_a_dash() -> None:
    envoys = Actor("envoys of both", "envoys of both", ActorKind.GROUP)
    told = encounter("They met.", "met", envoys, KERN, kind=CALL, status=BACKGROUND)

    assert lines(background(of_text("They met.", told))) == ["envoys of both – Kern call"]


def test_a_meeting_of_today_that_a_later_article_recalls_stays_todays() -> None:
    first, later = "Orlan met Kern.\n", "Orlan had met Kern.\n"
    today = When("today", "2031-04-17")
    done = report(article(url="u1", text=first, published=NOON), encounter(first, "met", ORLAN, KERN, when=today))
    recalled = report(
        article(url="u2", text=later, published=NOON),
        encounter(later, "met", ORLAN, KERN, status=BACKGROUND, when=today),
    )

    story = Story("one", "One", (done, recalled))

    assert len(met(story)) == 1
    assert background(story) == ()


def one_line(text: str, *statement: str, **other: Any) -> list[str]:
    return lines(said_section(of_text(text, said(text, HADA, *statement, **other))))


def test_the_comma_that_closes_a_quotation_goes_with_the_words_after_it() -> None:
    text = "Hada said it was “a slow flood of paper,” a reference to the mill."
    words = "it was “a slow flood of paper,” a reference to the mill"

    assert one_line(text, "Hada", "said", words, "a slow flood of paper,") == [
        "Petra Hada (opposition MP) said it was “a slow flood of paper”, a reference to the mill"
    ]


def test_a_clause_without_a_border_ends_with_a_quotation_that_says_something() -> None:
    words = "the plan ‘a slow flood of paper’ and that both had ‘agreed to go on with all of it and then some of it’"
    text = f"Hada called {words}."
    quotes = ("a slow flood of paper", "agreed to go on with all of it and then some of it")

    assert one_line(text, "Hada", "called", words, *quotes) == [
        "Petra Hada (opposition MP) called the plan “a slow flood of paper” […]"
    ]


def test_a_mark_that_lost_its_partner_goes_too() -> None:
    words = "the plan was the so-called ‘slow flood of the valley, "
    words += "which nobody in the whole of the valley had ever wanted to see’"
    text = f"Hada said {words}."

    assert one_line(text, "Hada", "said", words, kind=INDIRECT) == [
        "Petra Hada (opposition MP) said the plan was the so-called slow flood of the valley […]"
    ]


def test_a_second_piece_is_left_out_where_it_is_long() -> None:
    long = "It has been like this ever since the first ferry came up the river with nobody at all on board"
    text = f"“We wait for the ferry every day,” Hada said. “{long}.”"
    statement = said(text, HADA, "Hada", "said", "We wait for the ferry every day,", kind=DIRECT)
    second = Span(text.index(long), text.index(long) + len(long))
    both = replace(statement, quotes=(*statement.quotes, second))

    assert lines(said_section(of_text(text, both))) == ["Petra Hada (opposition MP): “We wait for the ferry every day”"]


@pytest.mark.parametrize(
    "text",
    [
        "Her stall by the upper quay of the lake and the mill and the old ferry too, Hada said, ‘had met every rule’.",
        "Her ‘stall’, Hada said, ‘had met every rule’.",
    ],
)
def test_a_clause_that_cannot_be_put_around_its_speaker_is_not_printed(text: str) -> None:
    assert one_line(text, "Hada", "said", "had met every rule", "had met every rule") == []


def test_a_statement_without_words_is_not_printed() -> None:
    text = "Hada spoke."
    nothing = replace(said(text, HADA, "Hada", "spoke", "spoke", kind=INDIRECT), content=())

    assert said_section(of_text(text, nothing)) == ()


def test_two_statements_of_one_speaker_run_on() -> None:
    text = "“We will never sign it at all,” Hada said. Hada called it ‘a slow flood of paper’."
    direct = said(text, HADA, "Hada", "said", "We will never sign it at all,", kind=DIRECT)
    fragment = said(text, HADA, "Hada", "called", "it ‘a slow flood of paper’", "a slow flood of paper")
    apart = replace(fragment, source=(Span(43, 47),), cue=(Span(48, 54),))

    assert lines(said_section(of_text(text, direct, apart))) == [
        "Petra Hada (opposition MP) called it “a slow flood of paper”; “We will never sign it at all”"
    ]


@pytest.mark.parametrize(("place", "sentences"), [("Velm", 2), ("Atlantis", 1)])
def test_a_place_told_elsewhere_brings_its_sentence(place: str, sentences: int) -> None:
    text = "Davit Orlan and Ivo Kern met.\nThe talks took place in Velm.\n"

    [item] = met(of_text(text, encounter(text, "met.", ORLAN, KERN, place=place)))

    assert len([proof for proof in item.evidence if proof.label in ("When, where", "Where")]) == sentences
