"""Pages that list articles, of several shapes; what is around the list is left out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from digest.errors import SourceError
from digest.model import Source
from digest.sources import paths, section

URL = "https://courier.example/en/politics"
SOURCE = Source("Courier", URL, kind="section")

HEADLINES = (
    "Ministers of Tarsia and Velmora agree to reopen the crossing",
    "Prime minister briefs neighbouring president by telephone",
    "Parents in Lower Kesh refuse to send children to school",
    "Grape harvest down by a fifth after hail in May",
)
MENU = (
    '<nav><ul><li><a href="/en/politics">Politics</a><li><a href="/en/foreign-policy">Foreign policy of the region</a>'
    '</ul></nav><div class="main-menu"><a href="/en/about-our-newsroom">About our newsroom and people</a></div>'
)
FOOT = (
    '<footer><a href="/en/how-we-work-and-correct-errors">How we work and correct our errors</a></footer>'
    '<div class="pagination"><a href="/en/politics/page/2">Older news of this section, page two</a></div>'
    '<div class="tags"><a href="/en/tag/tarsia-velmora-border-talks">All about the talks on the border</a></div>'
    '<a href="https://ads.example/buy-now-and-save-much">Buy now and save very much money today</a>'
    '<a href="/ru/news/ministry-talks-on-the-border">The same page in another language of ours</a>'
    '<a href="/files/report-of-the-year-2025.pdf">Read our full report of the year 2025</a>'
    '<a href="/en/author/nino-arveladze-and-others">All articles by Nino Arveladze and others</a>'
    '<a href="javascript:void(0)">Share this page with your friends now</a>'
)


def slug(headline: str) -> str:
    return "-".join(headline.lower().split()[:6])


def page(rows: str) -> bytes:
    head = '<meta charset="utf-8"><title>Politics – Courier</title>'
    body = f"{MENU}<main><h1>Politics</h1>{rows}</main>{FOOT}"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


CARDS = "".join(
    f'<article class="card post-{n}"><a href="/en/news/{slug(each)}"><img src="/{n}.jpg" alt=""></a><h2>'
    f'<a href="/en/news/{slug(each)}?utm_source=front">{each}</a></h2>'
    f'<time datetime="2025-04-24T1{n}:00:00+04:00">today</time>'
    "<p>What it is about, in one sentence that tells more.</p>"
    f'<a href="/en/news/{slug(each)}#more">Read more</a></article>'
    for n, each in enumerate(HEADLINES)
)
LIST = "<ul>" + "".join(f'<li><a href="/en/{slug(each)}/">{each}</a>' for each in HEADLINES) + "</ul>"
NUMBERS = (
    "<table>"
    + "".join(f'<tr><td>1{n}:00<td><a href="/en/article.php?id=77{n}">{each}</a>' for n, each in enumerate(HEADLINES))
    + "</table>"
)
WHOLE_CARD = "".join(
    f'<a class="x{n}7q" href="/en/2025/04/24/{slug(each)}.html"><div><img></div><div class="headline">{each}</div>'
    f"<div>Three minutes to read, and a teaser that goes on for a while.</div></a>"
    for n, each in enumerate(HEADLINES)
)
BESIDE = "".join(
    f'<div class="item"><h3>{each}</h3><p>A teaser that tells what it is about.</p>'
    f'<a href="/archives/61234{n}">Continue reading</a></div>'
    for n, each in enumerate(HEADLINES)
)
SIDEBAR_CLASS = f'<div class="content has-sidebar menu-open">{CARDS}</div>'


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(CARDS, id="cards with a picture, a headline and Read more"),
        pytest.param(LIST, id="a plain list"),
        pytest.param(NUMBERS, id="a portal's table, addresses with numbers"),
        pytest.param(WHOLE_CARD, id="an app: the whole card is a link, classes say nothing"),
        pytest.param(BESIDE, id="the headline is not a link, Continue reading is"),
        pytest.param(SIDEBAR_CLASS, id="a box around all of it is named after a sidebar"),
    ],
)
def test_the_articles_of_a_page_are_found_and_nothing_else(rows: str) -> None:
    found = section.listings(page(rows), SOURCE)

    assert [each.title for each in found] == list(HEADLINES)


def test_a_card_gives_date_and_teaser() -> None:
    found = section.listings(page(CARDS), SOURCE)

    assert found[1].url == f"https://courier.example/en/news/{slug(HEADLINES[1])}"
    assert found[1].published == datetime(2025, 4, 24, 7, tzinfo=UTC)
    assert found[1].summary == "What it is about, in one sentence that tells more."


@pytest.mark.parametrize("given", ["2025-04-24", "2025-04-24T11:00", "yesterday"])
def test_a_date_that_names_no_moment_is_left_to_the_article(given: str) -> None:
    rows = CARDS.replace("2025-04-24T11:00:00+04:00", given)

    assert section.listings(page(rows), SOURCE)[1].published is None


def test_addresses_are_resolved_against_the_base_of_the_page() -> None:
    rows = f'<base href="https://www.courier.example/en/">{LIST.replace("/en/", "")}'

    found = section.listings(page(rows), SOURCE)

    assert found[0].url == f"https://www.courier.example/en/{slug(HEADLINES[0])}/"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is not a web page"),
        (b"\x00\x01", "is not a web page"),
        (b"<html><body><div id=root></div><script src=app.js></script></body></html>", "shows no links"),
        (page(""), "shows no links"),
        (page("<h1>Are you a robot?</h1><p>Enable JavaScript to continue.</p>"), "shows no links"),
        (b'<a href="/a-b-c-d">words and words here</a>' * 200_000, "larger than 5 MiB"),
        (b'<a href="/a-b-c-d">words</a>' * 6_000, "more than 5,000 links"),
        (b"<div>" * 200_000, "shows no links"),
        (b'<a href="http://[">one two three four</a><a href="//">five</a>', "shows no links"),
    ],
)
def test_a_page_without_a_list_says_so(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        section.listings(body, SOURCE)


# --- what an address tells -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/2025/04/24/ministers-agree",
        "/news/ministers-agree-to-reopen-crossing",
        "/eng/news/823456.html",
        "/en/article/171234",
        "/archives/612345",
        "/?p=12345",
        "/article.php?id=771",
        "/en/foreign-policy/ministers-agree-to-reopen-467889",
        "/ministers-agree-to-reopen-crossing/",
        "/en/news/2025/123",
        "/%D5%B0%D5%A1%D5%B5%D5%A1%D5%BD%D5%BF%D5%A1%D5%B6-%D5%A1%D5%AF-%D5%AB%D5%B6",
        # WordPress can be told to.
        "/category/politics/ministers-agree-to-reopen-crossing",
    ],
)
def test_addresses_of_articles(path: str) -> None:
    assert paths.points(f"https://courier.example{path}") >= 2


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/tag/peace-talks",
        "/author/nino-arveladze",
        "/en/politics/page/2",
        "/2025/04/",
        "/2025/",
        "/page/3/",
        "/privacy-policy/",
        "/about",
        "/feed/",
        "/photo.jpg",
        "/report-of-the-year-in-numbers.pdf",
        "/category/politics",
        "/search?q=one-two-three",
    ],
)
def test_addresses_that_are_never_articles(path: str) -> None:
    assert paths.points(f"https://courier.example{path}") < 0


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://en.example.com/a", "https://example.com/b", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("http://127.0.0.1:80/a", "http://127.0.0.1:81/b", True),
        ("http://127.0.0.1/a", "http://127.0.0.2/b", False),
    ],
)
def test_one_site_is_one_registered_domain(url: str, other: str, same: bool) -> None:
    assert paths.same_site(url, other) is same


@pytest.mark.parametrize(
    ("path", "front"),
    [("/", True), ("/en/", True), ("/eng/index.html", True), ("/home", True), ("/politics", False), ("/?p=1", False)],
)
def test_front_pages(path: str, front: bool) -> None:
    assert paths.is_front(f"https://courier.example{path}") is front
