"""Finding out what an address is: which way a site is watched, under which name, and how much it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from bot.sources import find, name_apart, same, together, twin
from digest.errors import FetchError, SourceError
from digest.inplace import IN_THREAD
from tests.builders import NOW, source
from tests.fakes import FakeFetcher

SITE = "https://courier.example"
TITLES = (
    "Ministers agree to reopen the old crossing",
    "Parents refuse to send children to school",
    "Grape harvest is down",
)


def rss(title: str = "The Courier", *, when: datetime = NOW) -> bytes:
    date = f"{when:%a, %d %b %Y %H:%M:%S} GMT"
    items = "".join(
        f"<item><title>{each}</title><link>{SITE}/news/{n}2345</link><pubDate>{date}</pubDate></item>"
        for n, each in enumerate(TITLES)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()


def front(head: str = "", *, listed: int = 3, heading: str = "") -> bytes:
    cards = "".join(f'<li><h2><a href="/news/{n}2345">{each}</a></h2></li>' for n, each in enumerate(TITLES[:listed]))
    title = f"<h1>{heading}</h1>" if heading else ""
    return f"<!doctype html><html><head>{head}</head><body>{title}<ul>{cards}</ul></body></html>".encode()


def news_map(title: str = TITLES[0]) -> bytes:
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{SITE}/news/12345</loc><news:news><news:publication><news:name>The Courier</news:name>"
        f"</news:publication><news:publication_date>2025-04-24T10:00:00Z</news:publication_date>"
        f"<news:title>{title}</news:title></news:news></url></urlset>"
    ).encode()


PLAIN_MAP = f"<urlset><url><loc>{SITE}/news/12345</loc><lastmod>2025-04-24</lastmod></url></urlset>".encode()
LINK = '<link rel="alternate" type="application/rss+xml" href="/{}">'
NAME = '<meta property="og:site_name" content="Courier">'
ROBOTS = b"Sitemap: https://courier.example/all.xml\nSitemap: https://courier.example/news-map.xml"
DEAD = datetime(2019, 1, 1, tzinfo=UTC)


def site(pages: Mapping[str, bytes | Exception]) -> FakeFetcher:
    return FakeFetcher({f"{SITE}/{path}": page for path, page in pages.items()})


@pytest.mark.parametrize(
    ("pages", "path", "kind", "at"),
    [
        # What it is itself.
        ({"f": rss()}, "f", "feed", "f"),
        ({"map.xml": news_map()}, "map.xml", "sitemap", "map.xml"),
        ({"map.xml": PLAIN_MAP}, "map.xml", "sitemap", "map.xml"),
        # What it says that it has, its first word first.
        ({"": front(LINK.format("a") + LINK.format("b")), "a": rss(), "b": rss()}, "", "feed", "a"),
        ({"": front(LINK.format("a") + LINK.format("b")), "a": b"<html>", "b": rss()}, "", "feed", "b"),
        (
            {"": front(LINK.format("a")), "robots.txt": ROBOTS, "news-map.xml": news_map()},
            "",
            "sitemap",
            "news-map.xml",
        ),
        # What it does not say, but has.
        ({"": front(listed=0), "feed/": rss()}, "", "feed", "feed/"),
        ({"": front(listed=0), "sitemap-news.xml": news_map()}, "", "sitemap", "sitemap-news.xml"),
        # A feed that was given up is worse than the page, and better than nothing.
        ({"": front(LINK.format("a")), "a": rss(when=DEAD)}, "", "section", ""),
        ({"": front(LINK.format("a"), listed=0), "a": rss(when=DEAD)}, "", "feed", "a"),
        # The page itself; a sitemap of all there is only where the page shows nothing.
        ({"": front(), "robots.txt": ROBOTS, "all.xml": PLAIN_MAP}, "", "section", ""),
        ({"": front(listed=2), "robots.txt": ROBOTS, "all.xml": PLAIN_MAP}, "", "sitemap", "all.xml"),
        # A section stands for itself, unless it has a feed of its own.
        ({"politics": front(LINK.format("feed.xml")), "feed.xml": rss()}, "politics", "section", "politics"),
        (
            {"politics": front(LINK.format("politics/feed")), "politics/feed": rss()},
            "politics",
            "feed",
            "politics/feed",
        ),
        ({"politics": front(LINK.format("feed.xml"), listed=0), "feed.xml": rss()}, "politics", "feed", "feed.xml"),
        # An article stands for its outlet.
        (
            {"news/ministers-agree-to-reopen": front(LINK.format("f")), "f": rss()},
            "news/ministers-agree-to-reopen",
            "feed",
            "f",
        ),
    ],
)
async def test_how_an_address_is_watched(pages: Mapping[str, bytes], path: str, kind: str, at: str) -> None:
    found = await find(f"{SITE}/{path}", fetcher=site(pages), parser=IN_THREAD, now=NOW)

    assert (found.source.kind, found.source.url) == (kind, f"{SITE}/{at}")
    assert found.listings


async def test_an_address_without_a_path_is_a_front_page() -> None:
    fetcher = FakeFetcher({SITE: front()})

    found = await find(SITE, fetcher=fetcher, parser=IN_THREAD, now=NOW)

    assert (found.source.kind, len(found.listings)) == ("section", 3)


async def test_a_site_that_says_what_it_has_is_asked_twice() -> None:
    fetcher = site({"": front(LINK.format("feed.xml")), "feed.xml": rss(), "feed/": rss()})

    await find(f"{SITE}/", fetcher=fetcher, parser=IN_THREAD, now=NOW)

    assert fetcher.asked == [f"{SITE}/", f"{SITE}/feed.xml"]


async def test_a_site_with_nothing_is_asked_little_and_the_answer_says_what_to_do() -> None:
    fetcher = site({"": front(listed=0)})

    with pytest.raises(SourceError, match=r"has no feed, no news sitemap and no list of articles .* give the address"):
        await find(f"{SITE}/", fetcher=fetcher, parser=IN_THREAD, now=NOW)

    assert len(fetcher.asked) <= 15


@pytest.mark.parametrize(
    ("pages", "path", "name"),
    [
        ({"": front(NAME + LINK.format("f")), "f": rss("Latest news")}, "", "Courier"),
        ({"": front("<title>Home</title>" + LINK.format("f")), "f": rss("The Courier » Feed")}, "", "The Courier"),
        ({"": front("<title>The Courier</title>" + LINK.format("f")), "f": rss("RSS")}, "", "The Courier"),
        ({"f": rss("RSS")}, "f", "courier.example"),
        ({"map.xml": news_map()}, "map.xml", "The Courier"),
        ({"politics": front(NAME, heading="Politics")}, "politics", "Courier: Politics"),
        (
            {"politics": front("<title>Politics – Courier</title>", heading="Politics")},
            "politics",
            "Politics – Courier",
        ),
        ({"": front(NAME, heading="Today")}, "", "Courier"),
    ],
)
async def test_what_it_is_called(pages: Mapping[str, bytes], path: str, name: str) -> None:
    found = await find(f"{SITE}/{path}", fetcher=site(pages), parser=IN_THREAD, now=NOW)

    assert found.source.name == name


async def test_a_kind_that_was_named_is_not_looked_for() -> None:
    fetcher = site({"": front(LINK.format("f")), "f": rss()})

    found = await find(f"{SITE}/", fetcher=fetcher, parser=IN_THREAD, now=NOW, kind="section")

    assert (found.source.kind, fetcher.asked) == ("section", [f"{SITE}/"])
    with pytest.raises(SourceError, match="is a web page, not a feed"):
        await find(f"{SITE}/", fetcher=fetcher, parser=IN_THREAD, now=NOW, kind="feed")


async def test_an_address_that_cannot_be_had_says_why() -> None:
    fetcher = FakeFetcher({SITE: FetchError(SITE, "took longer than 20 s")})

    with pytest.raises(FetchError, match="took longer than 20 s"):
        await find(SITE, fetcher=fetcher, parser=IN_THREAD, now=NOW)


async def test_the_newest_items_come_first_whatever_the_order() -> None:
    old, new = rss(when=DEAD), rss(when=NOW).replace(b"/news/", b"/story/")
    both = old.replace(b"</channel></rss>", b"") + new.partition(b"</title>")[2]

    found = await find(f"{SITE}/f", fetcher=site({"f": both}), parser=IN_THREAD, now=NOW)

    assert ["/story/" in each.url for each in found.listings] == [True] * 3 + [False] * 3
    assert found.newest == NOW


def test_what_the_settings_name_since_is_watched_once() -> None:
    given = source()
    other = source(name="Herald", url="https://herald.example/f")
    same_name, same_address = (
        source(url="https://courier.example/old"),
        source(name="X", url=f"{given.url}?utm_source=x"),
    )

    assert together([given], [same_name, same_address, other]) == (given, other)


def test_a_name_that_is_taken_gets_the_host_then_a_number() -> None:
    taken = ["courier", "Courier (courier.example)"]

    assert name_apart(source(), []).name == "Courier"
    assert name_apart(source(), taken[:1]).name == "Courier (courier.example)"
    assert name_apart(source(), taken).name == "Courier (2)"


@pytest.mark.parametrize(
    "other", ["https://courier.example/f", "http://www.courier.example/f", "https://courier.example/f/?utm_source=x"]
)
def test_one_place_has_many_spellings(other: str) -> None:
    assert same("http://courier.example/f") == same(other)
    assert same("http://courier.example/g") != same(other)


async def test_a_source_that_lists_the_same_is_the_twin_of_another_of_its_site() -> None:
    fetcher = site({"f": rss(), "map.xml": news_map(), "other": b"<html>"})
    feed, broken = source(url=f"{SITE}/f"), source(name="Other", url=f"{SITE}/other")
    elsewhere = source(name="Herald", url="https://herald.example/f")
    found = await find(f"{SITE}/map.xml", fetcher=fetcher, parser=IN_THREAD, now=NOW)

    assert await twin(found, [elsewhere, broken, feed], fetcher=fetcher, parser=IN_THREAD) == feed
    assert await twin(found, [elsewhere, broken], fetcher=fetcher, parser=IN_THREAD) is None
