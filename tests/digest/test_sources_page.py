import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from digest.errors import SourceError
from digest.model import Article
from digest.sources import article_id
from digest.sources.page import from_listing, read_page
from tests.builders import listing, source

SEEN = datetime(2025, 4, 24, 12, tzinfo=UTC)
URL = "https://courier.example/news/rail-link"
TITLE = "Ardal and Belmark agree to reopen rail link"
LEAD = "The line through Port Hale has been shut for eleven months."
PARAGRAPHS = (
    "On Thursday, Ardal Foreign Minister Mara Venn met her Belmark counterpart Tomas Reyk in Port Hale.",
    "‘The first train will run in June’, Venn told reporters after the talks, which lasted almost three hours.",
    "Reyk said that the customs post would need ‘two more weeks of work’, and that readers of the treaty would agree.",
    "Neither ministry gave a date for the next meeting, which the Belmark side had called ‘urgent’ a week before.",
)
TEXT = "\n".join((TITLE, LEAD, *PARAGRAPHS))

JSON_LD = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "datePublished": "2025-04-24T10:00:00+04:00",
                "author": [{"@type": "Person", "name": "Nora Vale"}],
            }
        ],
    }
)
HEAD = (
    f"<title>{TITLE} – The Courier</title><link rel='canonical' href='/news/rail-link?utm_source=x'>"
    f"<script type='application/ld+json'>{JSON_LD}</script>"
)
NAV = "<ul><li><a href='/politics'>Politics</a></li><li><a href='/membership'>Become a member</a></li></ul>"
APPEAL = "<p class='x'>Papers like ours rely on you. Help us keep local journalism independent.</p>"
SHARE = "<div class='share'><span>Share this</span> <a href='#f'>Facebook</a> <a href='#c'>Copy link</a></div>"
MORE = "<p><strong>Read more: <a href='/news/harvest'>Harvest down by a fifth after hail</a></strong></p>"
BUTTON = "<a class='button' href='/membership'>Become a member</a>"
LETTER = "<form><h4>Sign up for our newsletter</h4><p>Every Friday, in your inbox.</p><button>Subscribe</button></form>"
FOOT = f"<footer><p>© 2025 The Courier. All rights reserved.</p>{NAV}</footer>"
FIGURE = "<figure><img src='/1.jpg'><figcaption>The station in spring. Photo: L. Orr</figcaption></figure>"


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def broadsheet() -> bytes:
    """Semantic, with an appeal glued to the first paragraph and a pointer between two."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{HEAD}</head>
<body><header><nav>{NAV}</nav></header>
<article><h1>{TITLE}</h1><p class="standfirst">{LEAD}</p>
<p class="byline">by <a href="/a">Nora Vale</a> <time>24 April 2025</time></p>
{SHARE}{FIGURE}{APPEAL}<p>{BUTTON}{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{MORE}{paragraphs(PARAGRAPHS[2:])}</article>
<aside><h3>Most read</h3>{NAV}{LETTER}</aside>{FOOT}</body></html>""".encode()


def blog() -> bytes:
    """Theme markup, promotion inside the text, comments below."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{HEAD}</head>
<body class="single"><div id="menu">{NAV}</div>
<div class="post entry"><h1 class="entry-title">{TITLE}</h1><span class="meta">Nora Vale | April 24, 2025</span>
<div class="entry-content"><h2>{LEAD}</h2>{FIGURE}<p>{PARAGRAPHS[0]}</p><div class="promo">{APPEAL}{BUTTON}</div>
{paragraphs(PARAGRAPHS[1:])}{MORE}{SHARE}{LETTER}</div><div class="related"><h3>Read next</h3>{NAV}</div>
<div id="comments"><h3>2 comments</h3><p>Reader_1: About time somebody wrote about this!</p></div></div>
{FOOT}</body></html>""".encode()


def portal() -> bytes:
    """Nested tables, <br><br>, windows-1251 that only the page names."""
    text = "<br><br>\n".join(PARAGRAPHS)
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>{TITLE} – The Courier</title>
<link rel="canonical" href="{URL}"></head><body>
<table width="100%"><tr><td colspan="3"><b>The Courier</b> | {NAV}</td></tr>
<tr><td width="20%">{LETTER}{NAV}</td><td><font size="5"><b>{TITLE}</b></font><br><small>24.04.2025 10:00</small>
<br><br><b>{LEAD}</b>
<br><br>{FIGURE}{text}<br><br><a href="#">Print</a> | <a href="#">Send to a friend</a><br>{APPEAL}</td>
<td width="20%">ADVERTISEMENT<br>{SHARE}</td></tr></table>{FOOT}</body></html>"""
    return page.encode("windows-1251", "xmlcharrefreplace")


def app() -> bytes:
    """Boxes without meaning, the appeal glued in its own box, advertisements between paragraphs."""
    boxes = "".join(f'<div class="x{n}7q"><span>{text}</span></div>' for n, text in enumerate(PARAGRAPHS[1:]))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8">{HEAD}</head>
<body><div id="root"><div class="n1">{NAV}</div>
<div class="z3"><div class="h1">{TITLE}</div><div class="s2">{LEAD}</div>
<div class="b8">Nora Vale · 24 Apr 2025 · 3 min read</div>
{FIGURE}<div class="x07q"><span>{BUTTON}{PARAGRAPHS[0]}</span></div>{boxes}
<div class="k9">Advertisement</div><div class="m5">{APPEAL}</div>
{SHARE}</div><div class="r4"><b>You may also like</b>{NAV}</div>{LETTER}</div>{FOOT}</body></html>""".encode()


def read(body: bytes, *, content_type: str = "text/html", url: str = URL, **listed: object) -> Article:
    of = listing(**{"url": URL, "title": TITLE, "summary": "", "published": None, **listed})
    return read_page(body, url=url, content_type=content_type, listing=of, source=source(), seen=SEEN)


def simple(*texts: str, head: str = "") -> bytes:
    body = f"<body><article>{paragraphs(texts)}</article></body>"
    return f"<html><head><meta charset='utf-8'>{head}</head>{body}</html>".encode()


@pytest.mark.parametrize("template", [broadsheet, blog, portal, app])
def test_an_article_comes_out_whole_and_with_nothing_else(template: object) -> None:
    assert callable(template)

    article = read(template())

    assert article.text == TEXT
    assert (article.url, article.id) == (URL, article_id(URL))
    assert (article.title, article.language, article.teaser) == (TITLE, "en", False)


def test_a_page_is_read_in_50_ms() -> None:
    body = broadsheet()
    read(body)

    started = time.perf_counter()
    for _ in range(10):
        read(body)

    assert (time.perf_counter() - started) / 10 < 0.05


@pytest.mark.parametrize(
    ("listed", "template", "expected"),
    [
        # the feed knows best
        (datetime(2025, 4, 24, 5, tzinfo=UTC), broadsheet, datetime(2025, 4, 24, 5, tzinfo=UTC)),
        # JSON-LD, with its zone
        (None, broadsheet, datetime(2025, 4, 24, 6, tzinfo=UTC)),
        # a date in the future is a mistake
        (SEEN + timedelta(days=3), broadsheet, datetime(2025, 4, 24, 6, tzinfo=UTC)),
        # nothing but a line of text
        (None, portal, datetime(2025, 4, 24, tzinfo=UTC)),
    ],
)
def test_the_date_is_the_surest_there_is(listed: datetime | None, template: object, expected: datetime) -> None:
    assert callable(template)

    assert read(template(), published=listed).published == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://courier.example/news/other?utm_source=x", "https://courier.example/news/other"),
        ("https://www.courier.example/news/other", "https://www.courier.example/news/other"),
        # a copy must not pass for another outlet's article
        ("https://other.example/news/rail-link", URL),
        # a front page as the address of every article would make them one
        ("https://courier.example/", URL),
    ],
)
def test_the_canonical_address_is_the_pages_own(link: str, expected: str) -> None:
    body = simple(*PARAGRAPHS, head=f"<link rel='canonical' href='{link}'>")

    assert read(body, url=f"{URL}?ref=front").url == expected


def test_a_page_that_names_only_its_outlet_has_the_listings_title() -> None:
    assert read(simple(*PARAGRAPHS, head="<title>The Courier</title>")).title == TITLE


@pytest.mark.parametrize(
    "body",
    [
        # one charset under the name of another
        simple(*PARAGRAPHS).decode().encode("windows-1251"),
        simple(*PARAGRAPHS),
        simple(*PARAGRAPHS).decode().encode("utf-8-sig"),
    ],
)
def test_quotation_marks_survive_a_charset_named_wrongly(body: bytes) -> None:
    article = read(body, content_type="text/html; charset=utf-8")

    assert "‘The first train will run in June’, Venn told" in article.text


def test_a_link_in_a_sentence_is_a_part_of_it() -> None:
    sentence = "Readers can <a href='/donate'>donate</a> to the fund, <a href='/x'>read more</a> of it, Venn said."

    assert "Readers can donate to the fund, read more of it, Venn said." in read(simple(sentence, *PARAGRAPHS)).text


def test_a_standfirst_that_extraction_leaves_out_is_put_back() -> None:
    head = f"<meta name='description' content='{LEAD}'>"
    body = simple(*PARAGRAPHS, head=head).replace(
        b"<article>", f"<header><p class='dek'>{LEAD}</p></header><article>".encode()
    )

    assert read(body).text == TEXT


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is an empty page"),
        (b"  \n", "is an empty page"),
        (b"<html><body></body></html>", "holds no article text"),
        (
            b"<html><body><h1>Are you a robot?</h1><p>Enable JavaScript to continue.</p></body></html>",
            "shows a captcha instead of the article",
        ),
        (simple("Subscribe to continue reading this article."), "is behind a wall for subscribers"),
        (broadsheet()[: len(broadsheet()) // 2], "breaks off in the middle"),
    ],
    ids=["nothing", "spaces", "no text", "captcha", "wall", "cut off"],
)
def test_a_page_without_its_article_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(body)

    assert caught.value.reason == reason


def test_a_page_that_hides_what_the_feed_gave_leaves_that_as_a_teaser() -> None:
    article = read(simple(PARAGRAPHS[0]), summary="\n".join(PARAGRAPHS))

    assert article.text == "\n".join((TITLE, *PARAGRAPHS))
    assert article.teaser


def test_an_article_about_captchas_is_an_article() -> None:
    about = "Venn said that the ministry’s site asks ‘are you a robot?’ too often, and that the captcha would go."

    assert about in read(simple(*PARAGRAPHS, about, *PARAGRAPHS, *PARAGRAPHS)).text


def test_a_listing_makes_a_teaser_article() -> None:
    given = listing(
        url=f"{URL}?utm_source=rss", title=TITLE, summary=f"Become a member{PARAGRAPHS[0]}\nRead more", published=None
    )

    article = from_listing(given, source(language="ru"), SEEN)

    assert article.text == f"{TITLE}\n{PARAGRAPHS[0]}"
    assert (article.url, article.teaser, article.language, article.published) == (URL, True, "ru", None)
    assert article.when == SEEN
