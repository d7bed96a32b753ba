"""The page of `readout read --html`, as a browser takes it apart."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace

import pytest
from lxml import html
from lxml.html import HtmlElement

from bot.views import page
from digest.model import Facts, Report, Span
from tests import builders

QUOTED = "The first train will run in June,"
HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "</style></title></p><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "&amp;&lt;b&gt;&#60;",
    "javascript:alert(1)",
    "\u202eright to left\u2066",
    "\ud800 half a pair \udc00",
    "\x00\x1b[31m\x7f\x85",
]


def parsed(*reports: Report) -> HtmlElement:
    return html.document_fromstring(page.render(reports).encode())


def by_class(root: HtmlElement, name: str) -> list[str]:
    """The texts of what carries this class, in order; the legend's samples left out."""
    return [each.text_content() for each in root.xpath(f"//article//*[contains(concat(' ',@class,' '),' {name} ')]")]


def paragraphs(root: HtmlElement) -> list[str]:
    """The lines of the texts, without the labels in them."""
    for label in root.xpath("//article//*[contains(@class, 'label')]"):
        label.drop_tree()
    return [each.text_content() for each in root.xpath("//h2 | //div[@class='text']/p")]


def hostile_report(words: str) -> Report:
    """A report in which everything that comes from outside says the same."""
    text = f"{words}\n{words} met {words}"
    article = builders.article(title=words, text=text, author=words, section=words, outlet=words)
    article = replace(article, url=words)
    actor = builders.actor(name=words, role=words)
    half = Span(len(words) // 2, len(words) + 3)
    met = builders.encounter(participants=(actor, actor), place=words, topics=(words, words), evidence=half)
    said = builders.statement(
        speaker=actor, via=words, addressee=actor, content=(half,), quotes=(half,), source=(half,), cue=(half,)
    )
    return Report(article, builders.facts(article, encounters=(met,), statements=(said,), reader=words))


def test_every_part_of_every_fact_is_marked_in_the_text() -> None:
    root = parsed(builders.report())

    assert by_class(root, "encounter") == [
        "Ardal Foreign Minister Mara ",
        "Venn",
        " met her Belmark counterpart Tomas Reyk in Port Hale on Thursday.",
    ]
    assert by_class(root, "content") == ["“", QUOTED, "”"]
    assert by_class(root, "quotation") == [QUOTED]
    assert by_class(root, "source") == ["Venn"]
    assert by_class(root, "cue") == ["said"]


def test_the_text_is_whole_whatever_is_marked_in_it() -> None:
    text = "\n".join(f"{number} one two three four" for number in range(9))
    article = builders.article(title="0 one two three four", text=text)
    crossing = tuple(
        builders.statement(content=(Span(at, at + 30),), quotes=(Span(at + 5, at + 40),), source=(), cue=())
        for at in range(0, 150, 7)
    )

    root = parsed(Report(article, builders.facts(article, encounters=(), statements=crossing)))

    assert paragraphs(root) == text.split("\n")


def test_a_mark_tells_whose_it_is_and_a_shared_stretch_tells_all() -> None:
    statement = builders.statement(
        via="the harbour office", content=(builders.span(builders.MEETING),), confidence=0.87
    )

    root = parsed(builders.report(facts=builders.facts(statements=(statement,))))

    (tip,) = root.xpath("//*[@title][text()='Venn']/@title")
    people = "Mara Venn (Ardal Foreign Minister) – Tomas Reyk (Belmark Foreign Minister)"
    assert tip.split("\n") == [
        "1 source, content: Mara Venn (Ardal Foreign Minister), direct, via the harbour office, 87% sure",
        f"E1 encounter: meeting, happened, {people}, Port Hale, on Thursday (2025-04-24)",
    ]


def test_labels_lead_to_the_fact_and_back_to_its_first_stretch() -> None:
    pieces = (builders.span("“The first train"), builders.span("run in June,”"))
    root = parsed(builders.report(facts=builders.facts(statements=(builders.statement(content=pieces),))))

    from_text = [(each.get("id"), each.get("href")) for each in root.xpath("//div[@class='text']//a")]

    assert from_text == [("a1-E1-text", "#a1-E1"), ("a1-1-text", "#a1-1"), (None, "#a1-1")]
    assert root.xpath("//section[@class='facts']//a/@href") == ["#a1-E1-text", "#a1-1-text"]


def test_several_articles_share_a_page_and_no_anchor() -> None:
    root = parsed(builders.report(), builders.report(), hostile_report("a b"))

    ids, targets = Counter(root.xpath("//@id")), {href[1:] for href in root.xpath("//a/@href") if href[0] == "#"}

    assert ids.most_common(1)[0][1] == 1
    assert targets <= set(ids)
    assert root.xpath("//nav//a/@href") == ["#a1", "#a2", "#a3"]


def test_a_fact_that_stands_nowhere_in_the_text_is_listed_without_a_link() -> None:
    root = parsed(builders.report(facts=builders.facts(encounters=(builders.encounter(evidence=Span(0, 0)),))))

    assert root.xpath("//*[@id='a1-E1']//a") == []
    assert root.xpath("//*[@id='a1-E1']//*[@class='label']/text()") == ["E1"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"speech": False}, "a thought, belief or plan"),
        ({"confidence": 0.4}, "not sure enough"),
        ({"speaker": None}, "speaker not clear"),
    ],
)
def test_what_is_never_printed_is_shown_as_such(changes: dict[str, object], reason: str) -> None:
    root = parsed(builders.report(facts=builders.facts(statements=(builders.statement(**changes),))))

    assert f"not printed: {reason}" in root.xpath("//*[@id='a1-1']")[0].text_content()
    assert by_class(root, "doubt")[:2] == ["Venn", "“"]


@pytest.mark.parametrize(
    ("text", "headline", "lines"),
    [
        (f"{builders.TITLE}\nThey met.", builders.TITLE, ["They met."]),
        ("They met.", builders.TITLE, ["They met."]),  # a feed's title that the text does not repeat
        ("", builders.TITLE, []),
    ],
)
def test_a_headline_is_shown_once(text: str, headline: str, lines: list[str]) -> None:
    article = builders.article(text=text)

    root = parsed(Report(article, Facts(article.id, 1, "test-1")))

    assert paragraphs(root) == [headline, *lines]
    assert "Nobody met, nobody is quoted." in root.text_content()


def test_a_byline_stands_under_the_headline() -> None:
    article = builders.article(author="Nino Lado", section="Politics", outlet="The Courier")

    first, *_ = by_class(parsed(Report(article, Facts(article.id, 1, "test-1"))), "quiet")

    assert first == "By Nino Lado · Politics · The Courier"


def test_a_first_paragraph_is_no_headline() -> None:
    article = builders.article(title="They met. " * 40, text="They met. " * 40)

    title, line = paragraphs(parsed(Report(article, Facts(article.id, 1, "test-1"))))

    assert len(title) == page.TITLE_CHARS + 1
    assert line == article.text


def test_an_article_in_another_language_is_shown_and_said_to_be_unread() -> None:
    article = builders.article(language="hy")

    root = parsed(Report(article, Facts(article.id, 1, "test-1")))

    assert "Not read: it is written in “hy”" in root.text_content()
    assert root.xpath("//div[@class='text']/@lang") == ["hy"]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_article_can_bring_markup_or_addresses(words: str) -> None:
    root = parsed(hostile_report(words))

    plain = parsed(hostile_report("plain words"))
    assert [each.tag for each in root.iter()] == [each.tag for each in plain.iter()]
    assert not [
        name for each in root.iter() for name in each.attrib if name.startswith("on") or name in {"src", "style"}
    ]
    assert all(href[0] == "#" for href in root.xpath("//@href"))


@pytest.mark.parametrize("words", HOSTILE)
def test_what_an_article_says_is_shown_as_it_is_and_steers_nothing(words: str) -> None:
    root = parsed(hostile_report(words))

    title, line = paragraphs(root)
    assert len(title) == len(words)
    assert line == f"{title} met {title}"
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", root.text_content())


def test_an_address_is_a_link_that_names_no_referrer() -> None:
    root = parsed(builders.report())

    assert [href for href in root.xpath("//a/@href") if href[0] != "#"] == [builders.URL]
    assert root.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]


def test_the_page_allows_its_own_style_and_nothing_else() -> None:
    root = parsed(builders.report())

    (policy,) = root.xpath("//meta[@http-equiv]/@content")
    (style,) = root.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_a_long_article_with_a_thousand_statements_is_whole() -> None:
    text = "\n".join(["She said <no> & “no more”. " * 40] * 190)
    article = builders.article(text=text, title="Long")
    said = tuple(
        builders.statement(content=(Span(at, at + 150),), quotes=(Span(at + 5, at + 90),), source=(), cue=())
        for at in range(0, 200_000, 200)
    )

    root = parsed(Report(article, builders.facts(article, statements=said)))

    assert len(text) > 200_000
    assert paragraphs(root)[1:] == text.split("\n")
    assert len(root.xpath("//section[@class='facts']/ol[2]/li")) == len(said)
