"""Nothing leaves that its source does not say: what passes, what is refused and why, and hundreds of corruptions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from digest.model import (
    Article,
    Digest,
    Encounter,
    EncounterKind,
    Evidence,
    Item,
    Ours,
    Phrase,
    Quotation,
    Report,
    Span,
    Statement,
    When,
)
from digest.stories import tell
from digest.writing.cited import Sources
from digest.writing.gate import Reason, check
from digest.writing.plain import write
from tests.builders import article
from tests.digest.corruptions import CORRUPTIONS, corrupted, edited
from tests.digest.newsroom import (
    DENIED,
    DIRECT,
    HADA,
    INDIRECT,
    KERN,
    MARSK,
    NOON,
    ORLAN,
    PERIOD,
    PLANNED,
    courier,
    encounter,
    herald,
    ministry,
    person,
    report,
    said,
)

VALLEY = """Council of the valley sits
Hada said the 14 lorries had not left ‘the upper quay of Lark’ on Monday.
Kern added that he ‘cannot pay for 200 lamps’, and that ‘nobody asked the lamplighters’.
Orlan refused to call it ‘a retreat’, the Lake Office said.
Orlan called Marsk on Wednesday about 3 ferries.
Kern refused to meet Hada at Velm.
Ivo Kern, the Tarsian President, and opposition MP Petra Hada sat in the council.
Tarsian Foreign Minister Davit Orlan and Velmoran Foreign Minister Elena Marsk did not sit in it.
"""


def valley() -> Report:
    text = VALLEY
    wednesday = When("on Wednesday", "2031-04-16")
    return report(
        article(
            url="https://valley.example/a", source="Valley", title=text.split("\n", 1)[0], text=text, published=NOON
        ),
        encounter(text, "called Marsk", ORLAN, MARSK, kind=EncounterKind.CALL, when=wednesday, topics=("3 ferries",)),
        encounter(text, "refused to meet", KERN, HADA, status=DENIED, place="Velm"),
        said(
            text,
            HADA,
            "Hada",
            "said",
            "the 14 lorries had not left ‘the upper quay of Lark’ on Monday",
            "the upper quay of Lark",
        ),
        said(
            text,
            KERN,
            "Kern",
            "added",
            "he ‘cannot pay for 200 lamps’, and that ‘nobody asked the lamplighters’",
            "cannot pay for 200 lamps",
            "nobody asked the lamplighters",
        ),
        said(
            text, ORLAN, "Orlan", "refused", "to call it ‘a retreat’", "a retreat", via="a spokesman of the Lake Office"
        ),
    )


def retold() -> Report:
    text = (
        "Ferry\nPetra Hada, an opposition MP, did not praise the 7 crews of Lark Bridge.\n"
        "Tarsian President Ivo Kern will meet Elena Marsk, the Velmoran Foreign Minister.\n"
    )
    return report(
        article(url="https://ferry.example/a", source="Ferry", title="Ferry", text=text, published=NOON),
        said(text, HADA, "Petra Hada", "praise", "the 7 crews of Lark Bridge", kind=INDIRECT),
        encounter(text, "will meet", KERN, MARSK, status=PLANNED),
    )


REPORTS = (courier(), herald(), valley(), retold())
ARTICLES = [each.article for each in REPORTS]


def drafted(*reports: Report) -> Digest:
    return write(tell(reports), topics=(), period=PERIOD, sources_checked=2)


DRAFT = drafted(*REPORTS)
LINES = [(section.name, item) for entry in DRAFT.entries for section in entry.sections for item in section.items]


NAMES = ("Ivo Kern", "Davit Orlan", "Elena Marsk", "Petra Hada", "Tarsian MFA")


def with_line(section: str, item: Item) -> Digest:
    """A digest of this one line."""
    entry = DRAFT.entries[0]
    only = replace(entry.sections[0], name=section, items=(item,))
    return replace(DRAFT, entries=(replace(entry, sections=(only,)),))


def reason(section: str, item: Item) -> Reason | None:
    _, refusals = check(with_line(section, item), Sources(ARTICLES))
    return refusals[0].reason if refusals else None


def test_untouched_lines_leave_as_they_are() -> None:
    assert len(LINES) >= 14
    assert check(DRAFT, Sources(ARTICLES)) == (DRAFT, ())


def test_a_refused_line_falls_and_the_rest_stays_under_a_new_id() -> None:
    section, item = LINES[0]
    wrong = with_line(section, item)
    entry = DRAFT.entries[0]
    both = replace(DRAFT, entries=(replace(entry, headline="Invented"), *wrong.entries))

    digest, [refusal] = check(both, Sources(ARTICLES))

    assert digest.entries == wrong.entries
    assert digest.edition != DRAFT.edition
    assert refusal.fields == {
        "story": entry.story,
        "section": "",
        "text": "Invented",
        "reason": "fabricated",
        "detail": "no article has this title",
    }


def test_an_entry_without_lines_falls_too() -> None:
    digest, refusals = check(DRAFT, Sources([]))

    assert digest.entries == ()
    assert len(refusals) == len(LINES)


def test_every_one_of_hundreds_of_corruptions_is_caught() -> None:
    tried = corrupted(LINES, NAMES)

    missed = [(name, item.text) for name, section, item in tried if reason(section, item) is None]

    assert missed == []
    assert len(tried) >= 500
    assert set(Counter(name for name, _, _ in tried)) == {corruption.__name__ for corruption in CORRUPTIONS}


# --- each rule by itself


def proof(item: Item, label: str, words: str, report: Report) -> Evidence:
    start = report.article.text.index(words)
    return Evidence(label, report.article.id, 1, Span(start, start + len(words)), words)


def spoken(text: str, *facts: Encounter | Statement) -> tuple[Digest, list[Article]]:
    told = report(article(url="https://s.example/a", title="One", text=text, published=NOON), *facts)
    return drafted(told), [told.article]


def line(label: str, before: str, quote: str, after: str, *, of: Report, sentence: str) -> Item:
    """A line of a name, words, a quotation and words."""
    text = f"{label}{before}“{quote}”{after}"
    at = len(label) + len(before) + 1
    evidence = proof(Item(""), label, quote, of)
    return Item(
        text,
        (Span(0, len(label)),),
        (Quotation(Span(at, at + len(quote)), evidence),),
        (proof(Item(""), label, sentence, of),),
    )


KERN_LINE = "Kern added that he ‘cannot pay for 200 lamps’, and that ‘nobody asked the lamplighters’."


@pytest.mark.parametrize(
    ("before", "quote", "after", "why"),
    [
        (" added that he ", "cannot pay for 200 lamps", "", None),
        # Words in another order, or from elsewhere in the article.
        (" added he that ", "cannot pay for 200 lamps", "", Reason.ALTERED),
        (" sat in the council ", "cannot pay for 200 lamps", "", Reason.ALTERED),
        # What follows has to follow.
        (" added that he ", "cannot pay for 200 lamps", ", and that", None),
        (" added that he ", "cannot pay for 200 lamps", " sat in the council", Reason.ALTERED),
        # A negation behind which a quotation is made to begin.
        (": ", "asked the lamplighters", "", Reason.ALTERED),
        # Left out in the middle.
        (" added […] ", "nobody asked the lamplighters", "", Reason.ALTERED),
        (" added that he […] ", "nobody asked the lamplighters", "", Reason.ALTERED),
        # From another sentence than the one it is filed under.
        (": ", "the upper quay of Lark", "", Reason.MISATTRIBUTED),
    ],
)
def test_the_words_around_a_quotation_are_the_sources(before: str, quote: str, after: str, why: Reason | None) -> None:
    item = line("Kern", before, quote, after, of=valley(), sentence=KERN_LINE)

    assert reason("said", item) is why


def test_a_negation_before_the_quotation_is_not_left_out() -> None:
    item = line("Hada", " left ", "the upper quay of Lark", "", of=valley(), sentence=VALLEY.split("\n")[1])

    assert reason("said", item) is Reason.ALTERED


def test_a_line_needs_a_speaker_evidence_and_words() -> None:
    whole = line("Kern", " added that he ", "cannot pay for 200 lamps", "", of=valley(), sentence=KERN_LINE)
    silent = Item("Kern", (Span(0, 4),), (), whole.evidence)

    assert reason("said", replace(whole, strong=())) is Reason.MISATTRIBUTED
    assert reason("said", Item("added that he", (), (), whole.evidence)) is Reason.MISATTRIBUTED
    assert reason("said", Item("Kern added", (Span(0, 4),))) is Reason.FABRICATED
    assert reason("said", silent) is Reason.ALTERED


def test_only_our_own_words_open_a_line() -> None:
    whole = line("Kern", " added that he ", "cannot pay for 200 lamps", "", of=valley(), sentence=KERN_LINE)

    assert reason("said", edited(whole, 0, 0, "Subheading only: ")) is None
    assert reason("said", edited(whole, 0, 0, "Hada: ")) is Reason.ALTERED


def test_what_is_marked_as_ours_is_our_words() -> None:
    whole = line("Kern", " added that he ", "cannot pay for 200 lamps", "", of=valley(), sentence=KERN_LINE)
    opened = edited(whole, 0, 0, "Subheading only: ")
    place = Span(0, len("Subheading only"))

    assert reason("said", replace(opened, ours=(Ours(place, Phrase.SUBHEADING),))) is None
    assert reason("said", replace(opened, ours=(Ours(place, Phrase.DENIED),))) is Reason.ALTERED
    assert reason("said", replace(whole, ours=(Ours(whole.strong[0], Phrase.PLANNED),))) is Reason.ALTERED
    assert reason("said", replace(whole, people=(Span(0, 2),))) is Reason.FABRICATED


def test_evidence_that_is_filed_under_our_words_has_their_label() -> None:
    whole = line("Kern", " added that he ", "cannot pay for 200 lamps", "", of=valley(), sentence=KERN_LINE)
    misfiled = tuple(replace(each, phrase=Phrase.WHO) for each in whole.evidence)

    assert reason("said", replace(whole, evidence=misfiled)) is Reason.ALTERED


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (" did not praise the 7 crews of Lark Bridge", None),
        (" praise the 7 crews of Lark Bridge", Reason.ALTERED),
        (" did not praise the crews of Lark Bridge", Reason.ALTERED),
    ],
)
def test_what_is_retold_is_one_piece_of_the_sentence(words: str, why: Reason | None) -> None:
    sentence = "Petra Hada, an opposition MP, did not praise the 7 crews of Lark Bridge."
    item = Item(f"Hada{words}", (Span(0, 4),), (), (proof(Item(""), "Hada", sentence, retold()),))

    assert reason("said", item) is why


@pytest.mark.parametrize(
    ("label", "section", "text", "why"),
    [
        ("When, where", "met", "Orlan and Marsk spoke by phone", None),
        ("Background", "met", "Orlan and Marsk spoke by phone", Reason.ALTERED),
        ("Background", "background", "Orlan–Marsk call", None),
        ("When, where", "background", "Orlan–Marsk call", Reason.ALTERED),
    ],
)
def test_an_earlier_meeting_is_not_news_nor_news_background(
    label: str, section: str, text: str, why: Reason | None
) -> None:
    sentence = "Orlan called Marsk on Wednesday about 3 ferries."
    strong = (Span(0, 5), Span(10, 15)) if section == "met" else ()
    named = [proof(Item(""), text[slice(*span)], sentence, valley()) for span in strong]
    item = Item(text, strong, (), (proof(Item(""), label, sentence, valley()), *named))

    assert reason(section, item) is why


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Orlan and Marsk spoke by phone, Wednesday 16 April, on 3 ferries", True),
        ("Orlan and Marsk spoke", True),
        ("Orlan and Marsk, call", True),
        # A call is nothing else.
        ("Orlan and Marsk met", False),
        ("Orlan received Marsk", False),
        ("Orlan and Marsk held talks", False),
        # Every part in its place, each from the source.
        ("Orlan and Marsk spoke by phone, on 3 ferries, Wednesday 16 April", False),
        ("Orlan and Marsk spoke by phone in Velm", False),
        ("Orlan and Marsk spoke by phone, on lorries about ferries", False),
        ("Orlan and Marsk Wednesday spoke by phone", False),
        ("Orlan or Marsk spoke by phone", False),
    ],
)
def test_a_line_of_who_met_whom_has_one_shape(text: str, passes: bool) -> None:
    sentence = "Orlan called Marsk on Wednesday about 3 ferries."
    spans = [Span(text.index(name), text.index(name) + 5) for name in ("Orlan", "Marsk")]
    proofs = [proof(Item(""), label, sentence, valley()) for label in ("When, where", "Orlan", "Marsk")]

    assert (reason("met", Item(text, tuple(spans), (), tuple(proofs))) is None) is passes


@pytest.mark.parametrize(
    ("text", "country", "role", "passes"),
    [
        # A country by its adjective, by another of its names, or by its initials.
        ("Armenian envoy Ivo Kern met Elena Marsk.", "Armenia", None, True),
        ("U.S. envoy Ivo Kern met Elena Marsk.", "United States", None, True),
        ("EU envoy Ivo Kern met Elena Marsk.", "European Union", None, True),
        ("Najdani envoy Ivo Kern met Elena Marsk.", "Najdan", None, True),
        ("Velmoran envoy Ivo Kern met Elena Marsk.", "Velmora", None, True),
        ("An envoy, Ivo Kern, met Elena Marsk.", "Armenia", None, False),
        ("An envoy, Ivo Kern, met Elena Marsk.", "European Union", None, False),
        # An office in the text's own words.
        ("The envoy Ivo Kern met Elena Marsk.", None, "envoy", True),
        ("The envoy Ivo Kern met Elena Marsk.", None, "minister", False),
    ],
)
def test_a_country_or_office_is_in_the_source(text: str, country: str | None, role: str | None, passes: bool) -> None:
    kern = person("Ivo Kern", role, country)
    draft, sources = spoken(text, encounter(text, "met", kern, person("Elena Marsk")))

    _, refusals = check(draft, Sources(sources))

    assert (refusals == ()) is passes


@pytest.mark.parametrize(
    ("text", "name", "passes"),
    [
        ("The Tarsian Foreign Ministry met Elena Marsk.", "Tarsian Foreign Ministry", True),
        # Out of a list: "ministry" is no name, a surname is.
        ("The Tarsian and Velmoran foreign ministries met Elena Marsk.", "Tarsian Foreign Ministry", True),
        ("Davit Orlan and Ivo Kern met Elena Marsk.", "Davit Kern", False),
        ("The Tarsian Health Ministry met Elena Marsk.", "Karsund Health Ministry", False),
        ("The Tarsian Foreign Ministry met Elena Marsk.", "Karsund Foreign Ministry", False),
        ("The lake met Elena Marsk.", "Ministry", False),
    ],
)
def test_a_name_is_one_name_of_the_source(text: str, name: str, passes: bool) -> None:
    draft, sources = spoken(text, encounter(text, "met", ministry(name, ""), person("Elena Marsk")))

    _, refusals = check(draft, Sources(sources))

    assert (refusals == ()) is passes


@pytest.mark.parametrize(
    ("when", "iso", "passes"),
    [
        ("on Thursday", "2031-04-17", True),
        # A Thursday, but no longer this week's.
        ("on Thursday", "2031-05-15", False),
        # No Thursday.
        ("on Thursday", "2031-04-18", False),
        ("yesterday", "2031-04-16", True),
        ("yesterday", "2031-04-25", False),
        # No day of any year.
        ("on Thursday", "2032-02-29", False),
    ],
)
def test_a_date_that_we_worked_out_has_to_come_out(when: str, iso: str, passes: bool) -> None:
    text = f"Ivo Kern met Elena Marsk {when}."
    draft, sources = spoken(text, encounter(text, "met", KERN, MARSK, when=When(when, iso)))
    plain = [replace(each, text=text + " Tarsian President Velmoran Foreign Minister") for each in sources]

    _, refusals = check(draft, Sources(plain))

    assert (refusals == ()) is passes


def test_marks_inside_a_quotation_survive() -> None:
    text = "“He told me, ‘Go’, «now» and “again” [sic],” Kern said of Ivo Kern."
    statement = said(text, KERN, "Kern", "said", "He told me, ‘Go’, «now» and “again” [sic],", kind=DIRECT)
    draft, sources = spoken(text, replace(statement, speaker=person("Ivo Kern")))

    assert check(draft, Sources(sources))[1] == ()
    assert "“He told me, ‘Go’, «now» and “again” [sic]”" in draft.entries[0].sections[0].items[0].text


@pytest.mark.parametrize(
    ("label", "filed", "why"),
    [
        ("Both sides", ("Both sides", "Tarsia", "Velmora"), None),
        ("Both sides", ("Both sides", "Tarsia"), Reason.MISATTRIBUTED),
        ("Tarsia", ("Tarsia",), None),
        ("Tarsia", ("Tarsia", "Velmora"), Reason.ALTERED),
    ],
)
def test_what_both_sides_or_one_side_say_is_so(label: str, filed: tuple[str, ...], why: Reason | None) -> None:
    words = " say " if label == "Both sides" else " mentions "
    whole = line(label, words, "cannot pay for 200 lamps", "", of=valley(), sentence=KERN_LINE)
    proofs = tuple(proof(Item(""), each, KERN_LINE, valley()) for each in filed)

    assert reason("readouts", replace(whole, evidence=proofs)) is why


@pytest.mark.parametrize(
    ("who", "why"),
    [("Petra Hada", None), ("Hada", None), ("Ivo Kern", Reason.MISATTRIBUTED), ("Orlan", Reason.MISATTRIBUTED)],
)
def test_a_clause_of_one_is_not_printed_after_the_name_of_another(who: str, why: Reason | None) -> None:
    sentence = "Hada said the 14 lorries had not left ‘the upper quay of Lark’ on Monday."
    words = " said the 14 lorries had not left "
    mine = line(who, words, "the upper quay of Lark", "", of=valley(), sentence=sentence)
    theirs = line("Hada", words, "the upper quay of Lark", "", of=valley(), sentence=sentence)
    draft = with_line("said", mine)
    entry = draft.entries[0]
    both = replace(entry, sections=(replace(entry.sections[0], items=(mine, theirs)),))

    _, refusals = check(replace(draft, entries=(both,)), Sources(ARTICLES))

    assert [refusal.reason for refusal in refusals if refusal.text == mine.text] == ([why] if why else [])


@pytest.mark.parametrize(
    ("sentence", "passes"),
    [
        ("Kern met Hada.", True),
        ("Kern went to meet Hada, and the talks took an hour.", True),
        ("Kern was the guest of Hada.", True),
        ("Kern hopes to meet Hada next week.", False),
        ("If Kern meets Hada, the strike will end.", False),
        ("Reports that Kern met Hada were false.", False),
        ("It is not true that Kern met Hada.", False),
    ],
)
def test_what_was_only_meant_does_not_read_as_done(sentence: str, passes: bool) -> None:
    told = report(
        article(url="https://m.example/a", title="One", text=sentence, published=NOON),
        encounter(sentence, sentence, person("Kern"), person("Hada"), kind=EncounterKind.MEETING),
    )

    _, refusals = check(drafted(told), Sources([told.article]))

    assert (refusals == ()) is passes
