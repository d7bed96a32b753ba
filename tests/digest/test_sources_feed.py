import codecs
import itertools
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import SourceError
from digest.model import Listing
from digest.sources import SOURCES, feed, page, plain
from tests.builders import source

SOURCE = source(url="https://courier.example/feed.xml")
SEEN = datetime(2025, 4, 25, tzinfo=UTC)


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
MARKUP = "<p>It was shut for a year.</p>"
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [{"id": "1",
"url": "https://courier.example/a", "title": "Rail link reopens", "content_html": "<p>It was shut for a year.</p>",
"date_published": "2025-04-24T10:00:00+04:00"}]}"""


@pytest.mark.parametrize(
    ("body", "summary"),
    [(RSS, "It was shut for a year."), (ATOM, MARKUP), (JSON, MARKUP)],
    ids=["rss", "atom", "json"],
)
def test_an_item_is_read_whatever_the_format(body: bytes, summary: str) -> None:
    assert only(body) == Listing(
        source="Courier",
        url="https://courier.example/a",
        title="Rail link reopens",
        summary=summary,
        published=datetime(2025, 4, 24, 6, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<![CDATA[Ardal & Belmark]]>", "Ardal & Belmark"),
        # wrapped twice, as some systems do when they quote their own output
        ("<![CDATA[<![CDATA[Ardal &amp; Belmark]]]]><![CDATA[>]]>", "Ardal & Belmark"),
        ("&lt;![CDATA[Ardal &amp;amp; Belmark]]&gt;", "Ardal & Belmark"),
        ("Ardal &amp;amp;amp; Belmark", "Ardal & Belmark"),
        ("&lt;b&gt;Ardal&lt;/b&gt; &amp;quot;agrees&amp;quot;", 'Ardal "agrees"'),
        # a sign, not a tag; a word, not an entity
        ("5 &lt; 6 and 7 &gt; 3", "5 < 6 and 7 > 3"),
        ("a &lt; b, AT&amp;T, Law&amp;regulation", "a < b, AT&T, Law&regulation"),
        ("History of the &amp;lt;blink&amp;gt; tag", "History of the <blink> tag"),
        # no sound XML: a parser that goes on loses what follows
        ("AT&T in caf&eacute; R&D & more", "AT&T in café R&D & more"),
        ("Rail &undefined; link", "Rail &undefined; link"),
        # markup in the open
        ("Ardal <b>agrees</b> today", "Ardal agrees today"),
        ("Ar\u00addal\n   agrees\u200b", "Ardal agrees"),
        ("Премьер &#8212; в Ардале", "Премьер — в Ардале"),
    ],
)
def test_a_title_comes_out_as_plain_text(title: str, expected: str) -> None:
    assert only(rss(f"<title>{title}</title><link>https://courier.example/a</link>")).title == expected


@pytest.mark.parametrize(
    "title",
    [
        '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Rail <em>link</em> reopens</div></title>',
        '<title type="html">Rail &lt;em>link&lt;/em> reopens</title>',
        '<title type="application/octet-stream">UmFpbCA8ZW0+bGluazwvZW0+IHJlb3BlbnM=</title>',
        '<title>Rail link reopens</title><m:title xmlns:m="http://search.yahoo.com/mrss/">A photograph</m:title>',
    ],
)
def test_a_title_in_atom_has_many_forms(title: str) -> None:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{title}<link href="https://courier.example/a"/></entry></feed>'

    assert only(body.encode()).title == "Rail link reopens"


def test_the_title_of_a_picture_is_not_the_articles() -> None:
    item = (
        '<media:title xmlns:media="http://search.yahoo.com/mrss/">A photograph</media:title>'
        "<title>Rail link reopens</title><link>https://courier.example/a</link>"
    )

    assert only(rss(item)).title == "Rail link reopens"


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
        ("<!-- begin -->One.<script>never closed", "One."),
    ],
)
def test_a_summary_comes_to_the_words_alone(description: str, expected: str) -> None:
    body = rss(
        f"<title>T</title><link>https://courier.example/a</link><description><![CDATA[{description}]]></description>"
    )

    assert page.from_listing(only(body), SOURCE, SEEN).text == f"T\n{expected}"


@pytest.mark.parametrize(
    ("description", "content"),
    [
        ("Short.", "&lt;p&gt;The longer of the two.&lt;/p&gt;"),
        ("The longer of the two.", "Short."),
        # more markup, fewer words
        ("The longer of the two.", "&lt;img src='https://courier.example/a-long-address.jpg'/&gt;Short."),
    ],
)
def test_of_two_texts_the_longer_is_kept(description: str, content: str) -> None:
    item = (
        f"<title>T</title><link>https://courier.example/a</link><description>{description}</description>"
        f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">{content}</content:encoded>'
    )

    assert plain.lines(only(rss(item)).summary) == ("The longer of the two.",)


@pytest.mark.parametrize("date", ["gibberish", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "99999", ""])
def test_an_absurd_date_is_no_date(date: str) -> None:
    assert (
        only(rss(f"<title>T</title><link>https://courier.example/a</link><pubDate>{date}</pubDate>")).published is None
    )


@pytest.mark.parametrize(
    ("date", "hour"),
    [
        ("Thu, 24 Apr 2025 06:00:00 GMT", 6),
        ("Thu, 24 Apr 2025 10:00:00 +0400", 6),
        ("24 Apr 25 06:00 UT", 6),
        # it was a Thursday
        ("Mon, 24 Apr 2025 06:00:00 GMT", 6),
        # zones that the parsers know, and that they do not
        ("Thu, 24 Apr 2025 02:00:00 EDT", 6),
        ("Thu, 24 Apr 2025 09:00:00 MSK", 6),
        ("Thu, 24 Apr 2025 10:00:00 GET", 6),
        ("Thu, 24 Apr 2025 10:00 AZT", 6),
        ("2025-04-24T10:00:00+04:00", 6),
        ("2025-04-24 10:00:00 +0400", 6),
        ("2025-04-24T06:00Z", 6),
        ("2025-04-24", 0),
        ("Thursday, April 24, 2025 - 06:00", 6),
    ],
)
def test_a_date_is_read_in_many_forms(date: str, hour: int) -> None:
    body = rss(f"<title>T</title><link>https://courier.example/a</link><pubDate>{date}</pubDate>")

    assert only(body).published == datetime(2025, 4, 24, hour, tzinfo=UTC)


def test_a_number_in_a_guid_is_no_date() -> None:
    body = rss("<title>T</title><link>https://courier.example/a</link><guid isPermaLink='false'>2031</guid>")

    assert only(body).published is None


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("<link>/news/a</link>", "https://courier.example/news/a"),
        ("<link>https://courier.example/?a=1&b=2</link>", "https://courier.example/?a=1&b=2"),
        ("<guid>https://courier.example/a</guid>", "https://courier.example/a"),
        ("<guid isPermaLink='true'>/a</guid>", "https://courier.example/a"),
        # better than none: most of these do lead to the article
        ("<guid isPermaLink='false'>https://courier.example/?p=1</guid>", "https://courier.example/?p=1"),
        (
            "<link>https://feeds.example/~r/1</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>https://courier.example/a</f:origLink>",
            "https://courier.example/a",
        ),
    ],
)
def test_an_item_leads_to_its_article(item: str, expected: str) -> None:
    assert only(rss(f"<title>T</title>{item}")).url == expected


@pytest.mark.parametrize(
    "links",
    [
        '<link rel="self" href="https://courier.example/a.atom"/><link href="https://courier.example/a"/>',
        '<link rel="replies" href="https://courier.example/c"/><link rel="alternate" href="https://courier.example/a"/>',
        '<link type="application/pdf" href="https://courier.example/a.pdf"/><link href="https://courier.example/a"/>',
        '<link rel="enclosure" href="https://courier.example/a.mp3"/><link rel="related" href="https://courier.example/a"/>',
        '<link rel="enclosure" href="https://courier.example/a.mp3"/><id>https://courier.example/a</id>',
        '<link xml:base="https://courier.example/news/" href="../a"/>',
    ],
)
def test_of_several_atom_links_the_articles_page_is_taken(links: str) -> None:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>{links}</entry></feed>'.encode()

    assert only(body).url == "https://courier.example/a"


def test_a_json_feed_may_hold_anything_anywhere() -> None:
    body = b"""{"version": "https://jsonfeed.org/version/1", "items": [null, 1, [], {"url": 5, "title": {}},
    {"id": 7, "external_url": "/a?b=1&c=2", "title": "a < b & c \\ud800", "content_text": "x < y\\n\\nz"}]}"""

    found = only(codecs.BOM_UTF8 + body)

    assert (found.url, found.title) == ("https://courier.example/a?b=1&c=2", "a < b & c")
    assert plain.lines(found.summary) == ("x < y", "z")


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


RUSSIAN = "Железную дорогу открыли через год после закрытия"


@pytest.mark.parametrize(
    ("head", "charset", "title"),
    [
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r", RUSSIAN),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251", RUSSIAN),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", RUSSIAN),
        ("", "utf-32", RUSSIAN),
        # named wrongly, or not at all
        ('<?xml version="1.0" encoding="utf-8"?>', "cp1251", RUSSIAN),
        ('<?xml version="1.0" encoding="utf-8"?>', "utf-16", RUSSIAN),
        ('<?xml version="1.0" encoding="windows-1251"?>', "utf-8", RUSSIAN),
        ('<?xml version="1.0" encoding="x-unheard-of"?>', "utf-8-sig", RUSSIAN),
        ("", "cp1251", RUSSIAN),
        # by the name of the smaller set that it grew from
        ('<?xml version="1.0" encoding="gb2312"?>', "gbk", "朱镕基会见"),
        ('<?xml version="1.0" encoding="Shift_JIS"?>', "cp932", "鉄道①再開"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252", "“Rail” – it opens"),
    ],
)
def test_a_feed_is_read_in_the_charset_that_it_has(head: str, charset: str, title: str) -> None:
    feed_text = (
        f"<rss><channel><item><title>{title}</title><link>https://courier.example/a</link></item></channel></rss>"
    )

    assert only((head + feed_text).encode(charset)).title == title


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{secret}"> %p;]>',
        # a billion laughs
        '<!DOCTYPE rss [<!ENTITY a "'
        + "ha" * 10
        + '">'
        + "".join(f'<!ENTITY {y} "{f"&{x};" * 10}">' for x, y in itertools.pairwise("abcdefghx"))
        + "]>",
    ],
    ids=["external entity", "external subset", "laughs"],
)
def test_an_entity_of_the_documents_own_opens_nothing(doctype: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text('<!ENTITY x "secret">')
    body = doctype.replace("{secret}", str(secret)).encode() + rss(
        "<title>a &x; b</title><link>https://courier.example/a</link>"
    ).removeprefix(b'<?xml version="1.0"?>')

    found = only(body)

    assert "secret" not in found.title + found.summary
    assert len(found.title) < 100


@pytest.mark.slow
@pytest.mark.parametrize(
    "inside",
    [
        "<title " + " ".join(f'a{number}="1"' for number in range(20_000)) + ">T</title>",
        "<title>" + "word " * 2_000_000 + "</title>",
        "<description>" + "&" * 3_000_000 + "</description>",
        "<description>" + "<a>" * 300_000 + "</description>",
        "<description><![CDATA[" + "<script>" * 500_000 + "]]></description>",
        "<description>" + "<!--" * 1_000_000,
    ],
    ids=["20,000 attributes", "10 MB title", "ampersands", "depth", "scripts", "comments"],
)
def test_a_hostile_feed_takes_seconds_at_most(inside: str) -> None:
    body = rss(f"<link>https://courier.example/a</link>{inside}")

    started = time.process_time()
    found = feed.listings(body, SOURCE)
    for listing in found:
        plain.lines(listing.summary)

    assert len(found) <= 1
    assert time.process_time() - started < 5


def test_an_empty_feed_lists_nothing() -> None:
    assert feed.listings(rss(), SOURCE) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b"<!doctype html><html><body><h1>Are you a robot?</h1></body></html>", "is a web page, not a feed"),
        (b"no feed at all", "is not a feed"),
        (b'{"hello": 1}', "is JSON, but no JSON feed"),
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
