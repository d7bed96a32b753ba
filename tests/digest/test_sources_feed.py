from datetime import UTC, datetime

import pytest

from digest.errors import SourceError
from digest.model import Listing
from digest.sources import SOURCES, feed
from tests.builders import source

SOURCE = source(url="https://courier.example/feed.xml")


def rss(*items: str) -> bytes:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{inside}</channel></rss>'.encode()


def only(body: bytes) -> Listing:
    (listing,) = feed.listings(body, SOURCE)
    return listing


RSS = rss(
    "<title>Rail link reopens</title><link>https://courier.example/a?utm_source=rss</link>"
    "<pubDate>Thu, 24 Apr 2025 10:00:00 +0400</pubDate><description>It was shut for a year.</description>"
)
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry>
<title type="html">Rail link reopens</title><link rel="alternate" href="https://courier.example/a"/>
<published>2025-04-24T06:00:00Z</published>
<content type="html">&lt;p&gt;It was shut for a year.&lt;/p&gt;</content></entry></feed>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [{"id": "1",
"url": "https://courier.example/a", "title": "Rail link reopens", "content_html": "<p>It was shut for a year.</p>",
"date_published": "2025-04-24T10:00:00+04:00"}]}"""


@pytest.mark.parametrize("body", [RSS, ATOM, JSON], ids=["rss", "atom", "json"])
def test_an_item_is_read_whatever_the_format(body: bytes) -> None:
    assert only(body) == Listing(
        source="Courier",
        url="https://courier.example/a",
        title="Rail link reopens",
        summary="It was shut for a year.",
        published=datetime(2025, 4, 24, 6, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<![CDATA[Ardal & Belmark]]>", "Ardal & Belmark"),
        # wrapped twice, as some systems do when they quote their own output
        ("<![CDATA[<![CDATA[Ardal &amp; Belmark]]]]><![CDATA[>]]>", "Ardal & Belmark"),
        ("Ardal &amp;amp;amp; Belmark", "Ardal & Belmark"),
        ("&lt;b&gt;Ardal&lt;/b&gt; &amp;quot;agrees&amp;quot;", 'Ardal "agrees"'),
        # a sign, not a tag
        ("5 &lt; 6 and 7 &gt; 3", "5 < 6 and 7 > 3"),
        ("Ar\u00addal\n   agrees\u200b", "Ardal agrees"),
        ("Премьер &#8212; в Ардале", "Премьер — в Ардале"),
    ],
)
def test_a_title_comes_out_as_plain_text(title: str, expected: str) -> None:
    assert only(rss(f"<title>{title}</title><link>https://courier.example/a</link>")).title == expected


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
        ('<p>One.</p><p><a href="https://courier.example/a">Read more</a></p>', "One."),
        ("One said ‘no’. Read more…", "One said ‘no’."),
        ("One […]", "One"),
        ("<p>One.</p><p>The post Rail appeared first on Courier.</p>", "One."),
        ("Become a memberOn Thursday, they met.", "On Thursday, they met."),
        ("<script>var x = 1</script>One.", "One."),
    ],
)
def test_a_summary_is_the_words_alone(description: str, expected: str) -> None:
    body = rss(
        f"<title>T</title><link>https://courier.example/a</link><description><![CDATA[{description}]]></description>"
    )

    assert only(body).summary == expected


@pytest.mark.parametrize("date", ["gibberish", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "99999", ""])
def test_an_absurd_date_is_no_date(date: str) -> None:
    assert (
        only(rss(f"<title>T</title><link>https://courier.example/a</link><pubDate>{date}</pubDate>")).published is None
    )


def test_a_relative_link_is_resolved() -> None:
    assert only(rss("<title>T</title><link>/news/a</link>")).url == "https://courier.example/news/a"


def test_one_bad_item_does_not_cost_the_others() -> None:
    body = rss(
        "<title>no link</title>",
        "<title>script</title><link>javascript:alert(1)</link>",
        "<title>broken</title><link>http://[x/</link>",
        "<title>good</title><link>https://courier.example/a</link>",
        "<title>again</title><link>https://courier.example/a?utm_source=x</link>",
    )

    assert [listing.title for listing in feed.listings(body, SOURCE)] == ["good"]


@pytest.mark.parametrize(
    "body",
    [
        # fastfeedparser refuses both of these
        b"<RSS><CHANNEL><ITEM><TITLE>Rail link reopens</TITLE><LINK>https://courier.example/a</LINK></ITEM></CHANNEL></RSS>",
        b'<channel><item href="https://courier.example/a"><title>Rail link reopens</title></item></channel>',
        # cut off in the middle of its second item
        RSS.replace(b"</channel></rss>", b"<item><title>Second"),
    ],
    ids=["capitals", "cdf", "cut off"],
)
def test_what_one_parser_refuses_the_other_reads(body: bytes) -> None:
    assert feed.listings(body, SOURCE)[0].title == "Rail link reopens"


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r"),
        # named wrongly, or not at all
        ('<?xml version="1.0" encoding="utf-8"?>', "cp1251"),
        ("", "cp1251"),
    ],
)
def test_a_feed_is_read_in_the_charset_that_it_has(head: str, charset: str) -> None:
    title = "Железную дорогу открыли через год после закрытия"
    feed_text = (
        f"<rss><channel><item><title>{title}</title><link>https://courier.example/a</link></item></channel></rss>"
    )

    assert only((head + feed_text).encode(charset)).title == title


def test_an_empty_feed_lists_nothing() -> None:
    assert feed.listings(rss(), SOURCE) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html><body><h1>Are you a robot?</h1></body></html>", "is a web page, not a feed"),
        (b"no feed at all", "is not a feed"),
        (b'{"hello": 1}', "is not a feed"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        feed.listings(body, SOURCE)

    assert caught.value.reason == reason


@pytest.mark.parametrize("kind", SOURCES)
def test_every_kind_of_source_refuses_what_it_cannot_read(kind: str) -> None:
    with pytest.raises(SourceError):
        SOURCES[kind](b"\x00\x01", SOURCE)
