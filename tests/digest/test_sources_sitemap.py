"""Sitemaps of all shapes -> listings, and what hostile ones come to."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from digest.errors import FetchError, SourceError
from digest.inplace import IN_THREAD
from digest.model import Listing, Source
from digest.ports import Fetched, NotModified, Validator
from digest.sources import Further, parts, sitemap
from tests.fakes import FakeFetcher

URL = "https://courier.example/sitemap.xml"
SOURCE = Source("Courier", URL, kind="sitemap")
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*urls: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NS} {NEWS}>{"".join(urls)}</urlset>'.encode()


def url(loc: str, lastmod: str = "", *, title: str = "", published: str = "", language: str = "") -> str:
    news = (
        f"<news:news><news:publication><news:name>Courier</news:name><news:language>{language}</news:language>"
        f"</news:publication><news:publication_date>{published}</news:publication_date>"
        f"<news:title>{title}</news:title></news:news>"
        if title
        else ""
    )
    return f"<url><loc>{loc}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}{news}</url>"


def index(*maps: tuple[str, str]) -> bytes:
    rows = "".join(
        f"<sitemap><loc>https://courier.example/{name}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for name, day in maps
    )
    return f"<sitemapindex {NS}>{rows}</sitemapindex>".encode()


def listings(body: bytes, source: Source = SOURCE) -> list[Listing]:
    found = sitemap.listings(body, source)
    assert isinstance(found, list)
    return found


def test_a_news_sitemap_gives_titles_and_dates_the_newest_first() -> None:
    body = urlset(
        url("https://courier.example/a", title="Older &amp; wiser", published="2025-04-24T08:00:00+04:00"),
        url("https://courier.example/b", "2025-04-24T09:00:00Z", title="Newer", published="2025-04-24T06:00Z"),
    )

    newer, older = listings(body)

    assert newer == Listing(
        source="Courier",
        url="https://courier.example/b",
        title="Newer",
        published=datetime(2025, 4, 24, 6, tzinfo=UTC),
        updated=datetime(2025, 4, 24, 9, tzinfo=UTC),
    )
    assert (older.title, older.published) == ("Older & wiser", datetime(2025, 4, 24, 4, tzinfo=UTC))


def test_a_plain_sitemap_gives_articles_and_when_they_were_changed() -> None:
    body = urlset(
        url("https://courier.example/", "2025-04-24T12:00:00Z"),
        url("https://courier.example/politics/", "2025-04-24T12:00:00Z"),
        url("https://courier.example/tag/some-long-tag-here/", "2025-04-24T12:00:00Z"),
        url("https://courier.example/news/ministers-agree", "2025-04-23T12:00:00Z"),
    )

    assert listings(body) == [
        Listing(
            source="Courier",
            url="https://courier.example/news/ministers-agree",
            title="",
            updated=datetime(2025, 4, 23, 12, tzinfo=UTC),
        )
    ]


def test_a_day_alone_is_left_to_the_page_but_orders_the_list() -> None:
    body = urlset(
        url("https://courier.example/old", title="Old", published="2025-04-22"),
        url("https://courier.example/new", title="New", published="2025-04-23"),
    )

    assert [(each.title, each.published) for each in listings(body)] == [("New", None), ("Old", None)]


def test_dates_that_are_the_maps_own_say_nothing_of_the_articles() -> None:
    made = "2025-04-24T12:00:0{}Z"
    body = urlset(*(url(f"https://courier.example/news/item-{n}", made.format(n)) for n in range(4)))

    assert {each.updated for each in listings(body)} == {None}


def test_of_a_large_map_only_the_newest_are_taken() -> None:
    rows = [
        url(f"https://courier.example/news/{n:06}", f"2025-04-{1 + n // 24:02}T{n % 24:02}:00Z") for n in range(400)
    ]

    found = listings(urlset(*rows))

    assert [each.url[-6:] for each in (found[0], found[-1])] == ["000399", "000200"]


def test_articles_in_another_language_than_the_sources_are_left_out() -> None:
    body = urlset(
        url("https://courier.example/a", title="English", published="2025-04-24", language="en-GB"),
        url("https://courier.example/b", title="Հայերեն", published="2025-04-24", language="hy"),
        url("https://courier.example/c", title="Not said", published="2025-04-24"),
    )

    assert [each.title for each in listings(body, replace(SOURCE, language="en"))] == ["English", "Not said"]


@pytest.mark.parametrize(
    "body",
    [
        # As files are stored, not as HTTP packs them.
        gzip.compress(urlset(url("https://courier.example/a", title="A", published="2025-04-24")), mtime=0),
        # No namespace, or another one.
        b"<urlset><url><loc> https://courier.example/a </loc></url></urlset>".replace(b"/a", b"/news/1234567"),
        b'<urlset xmlns="http://www.google.com/schemas/sitemap/0.84"><url><loc>/news/1234567</loc></url></urlset>',
        # An end that is missing.
        b"<urlset><url><loc>https://courier.example/news/1234567</loc></url>",
        # Pictures have addresses too.
        b"<urlset xmlns:i='x'><url><i:image><i:loc>https://c.example/1.jpg</i:loc></i:image><loc>/news/12345</loc></url>",
        urlset(url("https://courier.example/news/1234567")).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
)
def test_odd_maps_are_read_all_the_same(body: bytes) -> None:
    (found,) = listings(body)

    assert found.url.startswith("https://courier.example/")


def test_bare_ampersands_are_kept_wherever_a_step_ends() -> None:
    forms = ("{}&lang=en&amp;x=1", "<![CDATA[{}&lang=en&x=1]]>")
    addresses = [forms[n % 2].format(f"https://courier.example/news.php?id=1{n:05}") for n in range(3_000)]
    body = urlset(*(url(each, f"2025-04-24T12:{n % 60:02}:00Z") for n, each in enumerate(addresses)))

    found = listings(body)

    assert len(found) == 200
    assert all(each.url.endswith("&lang=en&x=1") for each in found)


def test_a_quiet_weekend_is_no_failure() -> None:
    assert listings(urlset()) == []


# --- indexes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("maps", "first"),
    [
        # The one for news, whatever the dates say.
        ((("post-sitemap9.xml", "2025-04-24"), ("news-sitemap.xml", "2025-04-01")), "news-sitemap.xml"),
        ((("posts-1.xml", "2025-04-24T10:00Z"), ("posts-2.xml", "2025-04-24T09:00Z")), "posts-1.xml"),
        # Without dates the highest number: numbers are numbers.
        ((("post-sitemap9.xml", ""), ("post-sitemap10.xml", "")), "post-sitemap10.xml"),
        (
            (("articles-2025-04.xml", ""), ("articles-2025-05.xml", ""), ("articles-2024-12.xml", "")),
            "articles-2025-05.xml",
        ),
        # What holds no articles comes from the same plug-in, with the same dates.
        ((("category-sitemap.xml", "2025-04-25"), ("post-sitemap.xml", "2025-04-24")), "post-sitemap.xml"),
        ((("sitemap-tags.xml", "2025-04-25"), ("author-sitemap.xml", "2025-04-25"), ("map.xml", "")), "map.xml"),
    ],
)
def test_an_index_leads_to_its_most_promising_map(maps: tuple[tuple[str, str], ...], first: str) -> None:
    found = sitemap.listings(index(*maps), SOURCE)

    assert isinstance(found, Further)
    assert found.urls[0] == f"https://courier.example/{first}"


async def follow(pages: Mapping[str, bytes | Exception], fetcher: FakeFetcher | None = None) -> list[str]:
    """The addresses of what the index at URL comes to."""
    fetcher = fetcher or FakeFetcher()
    fetcher.pages = {f"https://courier.example/{name}": page for name, page in pages.items()}
    answer = await fetcher.get(URL)
    found, _ = await parts.listed(answer, SOURCE, fetcher=fetcher, parser=IN_THREAD)
    return [each.url.rpartition("/")[2] for each in found]


def article_map(*names: str) -> bytes:
    return urlset(*(url(f"https://courier.example/news/{name}", "2025-04-24") for name in names))


async def test_the_two_newest_maps_of_an_index_are_read() -> None:
    fetcher = FakeFetcher()
    pages = {f"part-{n}.xml": article_map(f"10000{n}") for n in range(5)}
    listed = index(*((name, f"2025-04-0{n + 1}") for n, name in enumerate(pages)))

    assert await follow({"sitemap.xml": listed} | pages, fetcher) == ["100004", "100003"]
    assert len(fetcher.asked) == 3


async def test_a_map_that_cannot_be_had_is_passed_over() -> None:
    pages: dict[str, bytes | Exception] = {
        "sitemap.xml": index(("a3.xml", ""), ("a2.xml", ""), ("a1.xml", "")),
        "a3.xml": FetchError("a3", "answered 503"),
        "a2.xml": b"<html></html>",
        "a1.xml": article_map("100001"),
    }

    assert await follow(pages) == ["100001"]


async def test_an_index_in_an_index_is_followed_once() -> None:
    pages = {
        "sitemap.xml": index(("2025.xml", "")),
        "2025.xml": index(("2025-04.xml", "")),
        "2025-04.xml": article_map("100001"),
    }

    assert await follow(pages) == ["100001"]


@pytest.mark.parametrize(
    ("pages", "asked", "reason"),
    [
        # In a circle, alone and over others.
        ({"sitemap.xml": index(("sitemap.xml", ""))}, 1, "leads to no sitemap of articles"),
        (
            {"sitemap.xml": index(("b.xml", "")), "b.xml": index(("sitemap.xml", ""), ("b.xml", ""))},
            2,
            "leads to no sitemap",
        ),
        # Ever deeper.
        (
            {"sitemap.xml": index(("1.xml", ""))} | {f"{n}.xml": index((f"{n + 1}.xml", "")) for n in range(1, 9)},
            3,
            "leads to no sitemap of articles",
        ),
        # Thousands that are not there: four are asked for.
        ({"sitemap.xml": index(*((f"{n}.xml", "") for n in range(5_000)))}, 5, "which answered 404"),
        ({"sitemap.xml": index(("tag-sitemap.xml", ""))}, 1, "names no sitemap of articles"),
        ({"sitemap.xml": index()}, 1, "names no sitemap of articles"),
    ],
)
async def test_an_index_that_leads_nowhere_ends_soon(pages: Mapping[str, bytes], asked: int, reason: str) -> None:
    fetcher = FakeFetcher()

    with pytest.raises(SourceError, match=reason):
        await follow(pages, fetcher)

    assert len(fetcher.asked) == asked


async def test_an_index_that_did_not_change_is_read_again_all_the_same() -> None:
    # Its dates are days, at best: a map that it names may have changed since.
    fetcher = FakeFetcher({URL: index(("a1.xml", "")), "https://courier.example/a1.xml": article_map("100001")})

    _, answer = await parts.listed(await fetcher.get(URL), SOURCE, fetcher=fetcher, parser=IN_THREAD)

    assert isinstance(answer, Fetched)
    assert answer.validator == Validator()


async def test_what_did_not_change_lists_nothing() -> None:
    assert await parts.listed(NotModified(URL), SOURCE, fetcher=FakeFetcher(), parser=IN_THREAD) == (
        (),
        NotModified(URL),
    )


# --- what is no sitemap ----------------------------------------------------------------------------------------------

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><urlset><url><loc>&i;</loc></url></urlset>"
).encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b"\x00\x01", "is not a sitemap"),
        (b"<!doctype html><html><body>Hello</body></html>", "is a web page, not a sitemap"),
        (b'<rss version="2.0"><channel/></rss>', "is a feed, not a sitemap"),
        (gzip.compress(b"<urlset>", mtime=0)[:-4] + b"\x00\x00\x00\x00", "is damaged gzip"),
        (LAUGHS, "has a document type"),
        (
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
            "has a doc",
        ),
        (b"<urlset>" + b"<a/>" * 2_000_000, "thousands of tags"),
        (b"<urlset>" + b"&a;" * 2_000_000, "thousands of tags"),
        (b"<urlset>" + b"<url>" * 1_000_000, "thousands of tags"),
        (b"<urlset>" + b"<url/>" * 60_000, "more than the 50,000 addresses"),
        (gzip.compress(b"<urlset>" + bytes(b" " * (60 << 20)), mtime=0), "larger than the 50 MiB"),
        (urlset(*(url(f"https://courier.example/news/{n:06}") for n in range(300))), "nothing tells which are new"),
    ],
)
def test_what_cannot_be_read_says_why_and_quickly(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        sitemap.listings(body, SOURCE)
