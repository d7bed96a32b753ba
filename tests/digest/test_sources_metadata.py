"""What a page says of itself, as publishing systems write it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.digest.test_sources_page import PARAGRAPHS, SEEN, TITLE, URL, read, simple


def linked(*things: object, wrap: str = "{}") -> str:
    scripts = (wrap.replace("{}", json.dumps(thing)) for thing in things)
    return "".join(f"<script type='application/ld+json'>{script}</script>" for script in scripts)


ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "author": {"@type": "Person", "name": "Nora Vale"},
    "publisher": {"@type": "Organization", "name": "The Courier"},
    "articleSection": ["Politics", "Rail"],
    "datePublished": "2025-04-24T10:00:00+04:00",
}
AT_SIX = datetime(2025, 4, 24, 6, tzinfo=UTC)
# Yoast's manner: one graph, in which things name each other.
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#site", "name": "The Courier"},
        {"@type": "Person", "@id": "#nora", "name": "Nora Vale"},
        {**ARTICLE, "author": [{"@id": "#nora"}], "publisher": {"@id": "#site"}, "articleSection": "Politics"},
    ],
}
METAS = (
    f'<meta property="og:title" content="{TITLE} | The Courier"><meta property="og:site_name" content="The Courier">'
    '<meta name="Author" content="Nora Vale"><meta property="article:section" content="Politics">'
    '<meta property="article:published_time" content="2025-04-24T10:00:00+0400">'
)


@pytest.mark.parametrize(
    "head",
    [
        linked(ARTICLE),
        linked(GRAPH),
        linked([{"@type": "BreadcrumbList"}, ARTICLE]),
        linked({"@type": "WebPage", "mainEntity": ARTICLE}),
        linked(ARTICLE, wrap="/*<![CDATA[*/ {} /*]]>*/"),
        # another article's box comes first
        linked(
            {"@type": "NewsArticle", "headline": "Harvest", "url": "/news/harvest"},
            {**ARTICLE, "url": f"{URL}?utm_source=x"},
        ),
        METAS,
        # what is broken is passed over
        linked({"@type": "NewsArticle"}, wrap="{}}}") + METAS,
    ],
)
def test_author_section_outlet_and_date_are_found(head: str) -> None:
    article = read(simple(*PARAGRAPHS, head=head))

    assert (article.author, article.section, article.outlet) == ("Nora Vale", "Politics", "The Courier")
    assert article.published == AT_SIX
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta property="article:author" content="https://social.example/nora">', ""),
        (linked({**ARTICLE, "author": ["Nora Vale", {"name": "Ilya Orr"}, "Nora Vale"]}), "Nora Vale, Ilya Orr"),
        # the outlet itself is no author
        (linked({**ARTICLE, "author": {"@type": "Organization", "name": "The Courier"}}), ""),
        ("", ""),
    ],
)
def test_an_author_is_a_name(head: str, author: str) -> None:
    assert read(simple(*PARAGRAPHS, head=head)).author == author


def dated(**stated: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in stated.items())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        # one with a zone before one without, and that before a bare day
        (dated(pubdate="2025-04-24T10:00:00", date="2025-04-24 10:00:00 +0400"), AT_SIX),
        (dated(pubdate="2025-04-24", date="2025-04-24T06:00:00"), AT_SIX),
        (dated(date="2025-04-24T06:00:00Z"), AT_SIX),
        # as e-mail has it
        (dated(pubdate="Thu, 24 Apr 2025 10:00:00 +0400"), AT_SIX),
        ("<meta itemprop='datePublished' content='2025-04-24T06:00:00.000+00:00'>", AT_SIX),
        # year 1, and a day to come, are mistakes
        (dated(pubdate="0001-01-01T00:00:00", date="2025-04-24T06:00:00Z"), AT_SIX),
        (dated(pubdate="2027-04-24T00:00:00Z"), None),
    ],
)
def test_of_several_dates_the_surest_is_believed(head: str, expected: datetime | None) -> None:
    assert read(simple(*PARAGRAPHS, head=head)).published == expected


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        # a bare day, in nobody knows which zone: the page knows the hour
        (datetime(2025, 4, 24, tzinfo=UTC), AT_SIX),
        (AT_SIX - timedelta(hours=1), AT_SIX - timedelta(hours=1)),
        # the day is another one: the source is believed
        (datetime(2025, 4, 20, tzinfo=UTC), datetime(2025, 4, 20, tzinfo=UTC)),
        (SEEN + timedelta(days=9), AT_SIX),
    ],
)
def test_the_sources_date_comes_first_where_it_has_an_hour(listed: datetime, expected: datetime) -> None:
    assert read(simple(*PARAGRAPHS, head=linked(ARTICLE)), published=listed).published == expected


@pytest.mark.parametrize(
    ("url", "head"),
    [
        # for telephones, for AMP, numbered, tracked
        ("https://m.courier.example/news/rail-link", f"<link rel='canonical' href='{URL}'>"),
        ("https://amp.courier.example/news/rail-link", f"<link rel='canonical' href='{URL}'>"),
        (f"{URL}/amp/", f"<link rel='canonical' href='{URL}'>"),
        ("https://courier.example/?p=117", f"<link rel='canonical' href='{URL}'>"),
        (f"{URL}?utm_source=rss&fbclid=1", ""),
        (f"{URL}?print=1", f"<meta property='og:url' content='{URL}'>"),
    ],
)
def test_one_article_under_several_addresses_is_one(url: str, head: str) -> None:
    assert read(simple(*PARAGRAPHS, head=head), url=url).url == URL


def test_a_headline_in_another_form_is_not_told_twice() -> None:
    head = f"<title>{TITLE} - The Courier</title>" + linked({**ARTICLE, "headline": TITLE})

    assert read(simple(TITLE.upper(), *PARAGRAPHS, head=head)).text == "\n".join((TITLE, *PARAGRAPHS))
