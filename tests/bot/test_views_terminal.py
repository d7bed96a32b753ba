"""What `readout read` shows on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.views.terminal import for_people
from bot.views.wording import said
from digest.model import Facts, Report, Span, StatementKind
from tests import builders


def shown(report: Report, *, styled: bool = False, width: int = 300) -> str:
    """What is printed, so wide that nothing is folded; if asked, with the codes of a colourless terminal."""
    screen = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=styled,
        color_system="standard" if styled else None,
        no_color=True,
    )
    for_people(screen)(report)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def marked(text: str, *spans: tuple[int, int], encounter: tuple[int, int] | None = None) -> str:
    """A text with statements at these spans, as it is printed; its blank lines left out."""
    article = builders.article(text=text)
    said = [builders.statement(content=(Span(*span),), quotes=(), source=(), cue=()) for span in spans]
    met = [builders.encounter(evidence=Span(*encounter))] if encounter else []
    report = Report(article, Facts(article.id, 1, "test-1", encounters=tuple(met), statements=tuple(said)))
    _, _, _, *printed = shown(report).splitlines()  # the rule, the title, and a blank line
    return "\n".join(line for line in printed[: 2 * len(text.splitlines())] if line)


def test_a_person_sees_the_text_who_met_and_who_said_what() -> None:
    printed = shown(builders.report())

    assert f"{{E1 {builders.MEETING}}}" in printed
    assert "{1 “The first train will run in June,”} Venn said." in printed
    assert "Mara Venn (Ardal Foreign Minister)" in printed
    assert "on Thursday (2025-04-24)" in printed
    assert "   1 “The first train will run in June,”" in printed


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({"author": "Nino Lado, Ana Reyk", "section": "Politics", "outlet": "The Courier"},
         "By Nino Lado, Ana Reyk · Politics · The Courier"),
        ({"outlet": "The Courier"}, "The Courier"),
        ({"author": "Nino\x1b[31m Lado"}, "By Nino␛[31m Lado"),
    ],
)  # fmt: skip
def test_a_byline_stands_under_the_title(named: dict[str, str], expected: str) -> None:
    article = builders.article(**named)

    _, title, second, *_ = shown(Report(article, builders.facts(article))).splitlines()

    assert (title, second) == (builders.TITLE, expected)


@pytest.mark.parametrize(
    ("text", "spans", "encounter", "expected"),
    [
        # one within the other: the inner is closed first
        ("abcd", [(1, 2)], (0, 4), "{E1 a{1 b}cd}"),
        # crossing: what ends before its inner one is closed by name
        ("abcd", [(2, 4)], (0, 3), "{E1 ab{1 c E1}d}"),
        # the same stretch twice
        ("abcd", [(1, 3), (1, 3)], None, "a{1 2 bc}d"),
        # over a paragraph's end
        ("ab\ncd", [(1, 4)], None, "a{1 b\nc}d"),
    ],
)
def test_braces_tell_what_begins_and_ends_where(
    text: str, spans: list[tuple[int, int]], encounter: tuple[int, int] | None, expected: str
) -> None:
    assert marked(text, *spans, encounter=encounter) == expected


def test_without_colours_quotation_source_and_cue_are_told_by_line_weight_and_slant() -> None:
    printed = shown(builders.report(), styled=True)

    assert "\x1b[4mThe first train will run in June,\x1b[0m" in printed
    assert "\x1b[1mVenn\x1b[0m" in printed
    assert "\x1b[3msaid\x1b[0m" in printed


def test_what_is_no_sure_statement_is_named_and_not_marked() -> None:
    unsure = builders.statement(confidence=0.4)
    thought = builders.statement(content=(builders.span("Venn said"),), quotes=(), speech=False)

    printed = shown(builders.report(facts=builders.facts(statements=(unsure, thought))))

    assert "Found and left out: 1: not sure enough; 2: a thought, belief or plan." in printed
    assert "{1" not in printed.replace("{1 what was said}", "")


def test_a_relay_is_named_and_a_speaker_who_is_not_clear_is_not_made_up() -> None:
    relayed = builders.statement(via="the harbour office")
    nobody = builders.statement(speaker=None)

    printed = shown(builders.report(facts=builders.facts(statements=(relayed, nobody))))

    assert "June,” (via the harbour office)" in printed
    assert "Speaker not clear" in printed


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Nobody met, nobody is quoted."),
        ("ru", "Not read: it is written in “ru”, and so far only English is read."),
    ],
)
def test_an_article_without_facts_says_why(language: str, says: str) -> None:
    article = builders.article(language=language)

    assert says in shown(Report(article, Facts(article.id, 1, "test-1")))


def test_on_a_narrow_terminal_nothing_is_cut_off() -> None:
    assert "…" not in shown(builders.report(), width=30)


@pytest.mark.parametrize("text", [f"{builders.TITLE}\n{builders.MEETING}", f"{builders.TITLE}\n\n{builders.MEETING}"])
def test_a_headline_is_printed_once_whether_a_blank_line_follows_it_or_not(text: str) -> None:
    article = builders.article(text=text)

    printed = shown(Report(article, Facts(article.id, 1, "test-1")))

    assert printed.count(builders.TITLE) == 1
    assert printed.index(builders.TITLE) < printed.index(builders.MEETING)


def test_a_title_that_the_text_does_not_have_stands_above_it() -> None:
    article = builders.article(text=builders.MEETING)

    _, title, blank, first, *_ = shown(Report(article, Facts(article.id, 1, "test-1"))).splitlines()

    assert (title, blank, first) == (builders.TITLE, "", builders.MEETING)


@pytest.mark.parametrize(
    ("sentence", "gist", "expected"),
    [
        ("Venn called the talks ‘frank’.", "the talks ‘frank’", "called the talks ‘frank’"),
        ("Venn had thanked him for ‘the tea’.", "him for ‘the tea’", "thanked him for ‘the tea’"),
        # what stands alone does so
        ("Venn said that it was ‘late’.", "it was ‘late’", "it was ‘late’"),
        ("Venn said it was ‘late’.", "it was ‘late’", "it was ‘late’"),
        # a name is no verb, and a gist that the sentence has otherwise stays as it is
        ("“It is late,” Venn ‘noted’ of it.", "‘noted’ of it", "‘noted’ of it"),
        ("Venn called them ‘late’.", "the trains ‘late’", "the trains ‘late’"),
    ],
)
def test_what_was_said_is_no_fragment(sentence: str, gist: str, expected: str) -> None:
    article, quoted = builders.article(text=sentence), Span(sentence.index("‘") + 1, sentence.index("’"))
    told = builders.statement(
        kind=StatementKind.PARTIAL, gist=gist, evidence=Span(0, len(sentence)), content=(quoted,), quotes=(quoted,)
    )

    assert said(article, told) == expected


@pytest.mark.parametrize("hostile", ["\x1b]0;owned\x07", "\x9b31m", "\u202e", "\ud800", "\r", "\b"])
def test_an_article_cannot_steer_the_terminal(hostile: str) -> None:
    words = f"{hostile}a [bold]b[/] {hostile}c"
    article = builders.article(title=words, text=f"{words}\n{words}")
    actor = builders.actor(name=words, role=words)
    said = builders.statement(speaker=actor, via=words, content=(Span(0, 9),), quotes=(Span(0, 9),), source=(), cue=())
    met = builders.encounter(participants=(actor,), place=words, topics=(words,), evidence=Span(0, 9))

    printed = shown(Report(article, builders.facts(article, encounters=(met,), statements=(said,))))

    assert hostile not in printed
    assert "[bold]b[/]" in printed
    assert printed.encode()
