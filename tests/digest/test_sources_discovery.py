"""What a site says of its feeds and sitemaps."""

from __future__ import annotations

import pytest

from digest.sources import discovery

URL = "https://courier.example/"


def page(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def link(href: str, kind: str = "application/rss+xml", *, title: str = "", rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{kind}" title="{title}" href="{href}">'


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        (link("/feed.xml"), "", ["/feed.xml"]),
        (link("/a", "application/atom+xml") + link("/j", "application/feed+json; charset=utf-8"), "", ["/a", "/j"]),
        (link("/x.xml", "text/xml", rel="ALTERNATE home"), "", ["/x.xml"]),
        # WordPress: the comments' feed, and an interface for programs.
        (
            link("/feed/", title="Courier » Feed")
            + link("/comments/feed/", title="Courier » Comments Feed")
            + link("/wp-json/wp/v2/pages/7", "application/json")
            + link("/wp-json/oembed", "application/json+oembed"),
            "",
            ["/feed/"],
        ),
        # The other languages of a page are pages.
        ('<link rel="alternate" hreflang="ka" href="/ka/">' + link("/style.css", "text/css", rel="stylesheet"), "", []),
        # Only in the text, as older sites have it.
        (
            "",
            '<a href="/rss">RSS</a> <a href="/about">About</a> <a href="/en/rss.xml">English</a>',
            ["/rss", "/en/rss.xml"],
        ),
        ("", '<a href="/news/how-we-feed-the-hungry">How we feed</a> <a href="/feedback">Write to us</a>', []),
        ('<base href="https://courier.example/en/">' + link("feed"), "", ["/en/feed"]),
        (link("javascript:alert(1)") + link("") + link("http://["), "", []),
    ],
)
def test_feeds_that_a_page_links_to(head: str, body: str, found: list[str]) -> None:
    assert discovery.feeds(page(head, body), url=URL) == [f"https://courier.example{each}" for each in found]


def test_the_feed_of_this_part_of_the_site_comes_first() -> None:
    both = page(link("/feed/") + link("/politics/feed/"))

    assert discovery.feeds(both, url=f"{URL}politics")[0] == f"{URL}politics/feed/"
    assert discovery.feeds(both, url=URL)[0] == f"{URL}feed/"


def test_a_page_with_a_thousand_feeds_leads_to_a_few() -> None:
    assert len(discovery.feeds(page("".join(link(f"/{n}.xml") for n in range(1_000))), url=URL)) < 10


@pytest.mark.parametrize(
    ("robots", "found"),
    [
        (b"User-agent: *\nDisallow:\nSitemap: https://courier.example/map.xml\n", ["/map.xml"]),
        # News first; case, spaces, comments, a byte order mark and relative addresses do not matter.
        (
            b"\xef\xbb\xbfsitemap:/a.xml # all\r\nSITEMAP : https://courier.example/sitemap-news.xml\r\nSitemap:/a.xml",
            ["/sitemap-news.xml", "/a.xml"],
        ),
        (b"<html>Not found</html>", []),
        (b"Sitemap:\nSitemap: ftp://courier.example/a.xml", []),
    ],
)
def test_sitemaps_that_a_robots_txt_names(robots: bytes, found: list[str]) -> None:
    assert discovery.sitemaps(robots, url=URL) == [f"https://courier.example{each}" for each in found]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (page('<meta property="og:site_name" content="The Courier"><title>News</title>'), "The Courier"),
        (page("<title>A long headline - The Courier</title>"), ""),
        (
            b"<rss><channel><title>The Courier \xc2\xbb Feed</title><item><title>One</title></item></channel></rss>",
            "The Courier",
        ),
        (b"<rss><channel><item><title>An item</title></item></channel></rss>", ""),
        (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Courier &amp;amp; Co</title></feed>',
            "Courier & Co",
        ),
        (b'{"version": "https://jsonfeed.org/version/1.1", "title": "The Courier RSS", "items": []}', "The Courier"),
        # Says nothing, or far too much.
        (b"<rss><channel><title>Latest news</title></channel></rss>", ""),
        (b"<rss><channel><title>RSS</title></channel></rss>", ""),
        (b"<rss><channel><title>" + b"Courier " * 20 + b"</title></channel></rss>", ""),
        (
            b'<urlset xmlns:n="x"><url><n:news><n:publication><n:name>Courier</n:name></n:publication></n:news></url>',
            "Courier",
        ),
        (b"", ""),
        (b"{[", ""),
    ],
)
def test_what_an_outlet_calls_itself(body: bytes, name: str) -> None:
    assert discovery.outlet(body) == name


@pytest.mark.parametrize(
    ("head", "is_article"),
    [
        ('<meta property="og:type" content="article">', True),
        ('<script type="application/ld+json">{"@type": "NewsArticle"}</script>', True),
        ('<script type="application/ld+json">[{"@type": "NewsArticle"}, {"@type": "NewsArticle"}]</script>', False),
        ('<meta property="og:type" content="website">', False),
    ],
)
def test_pages_that_say_that_they_are_articles(head: str, is_article: bool) -> None:
    assert discovery.is_article(page(head)) is is_article
