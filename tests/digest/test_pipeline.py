"""From a source's address to stored articles and facts: what is kept, what is asked for again, what is given up."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from digest import pipeline
from digest.errors import FetchError, Forbidden
from digest.model import Article, Source
from digest.pipeline import Round
from tests.builders import article, facts, listing, source
from tests.fakes import FakeFetcher, FakeReader, MemoryStore

NOW = datetime(2031, 5, 14, 15, 0, tzinfo=UTC)
SITE = "https://courier.example"
WORDS = (
    "On Tuesday, Tarsian Foreign Minister Davit Orlan met his Velmoran counterpart Elena Marsk in Old Ford.",
    "They agreed to open the bridge on the first of June, after eleven months in which nobody could cross the river.",
    "Orlan said that the customs post would need two more weeks of work before the first lorries could be let through.",
)


def feed(*slugs: str, hours_ago: float = 1) -> bytes:
    date = format_datetime(NOW - timedelta(hours=hours_ago))
    items = "".join(
        f"<item><title>{slug}</title><link>{SITE}/{slug}</link><pubDate>{date}</pubDate>"
        f"<description>What the feed says of {slug}.</description></item>"
        for slug in slugs
    )
    return f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'.encode()


def page(title: str) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in WORDS)
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()


async def gather(fetcher: FakeFetcher, store: MemoryStore, of: Source | None = None) -> Round:
    of = of or source(url=f"{SITE}/feed.xml")
    return await pipeline.gather(of, fetcher=fetcher, store=store, clock=lambda: NOW)


def kept(store: MemoryStore) -> list[Article]:
    return [versions[-1].article for versions in store.articles.values()]


async def test_what_a_feed_lists_is_fetched_whole_and_stored() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge"), f"{SITE}/bridge": page("bridge")})

    found = await gather(fetcher, store)

    assert [each.url for each in found.articles] == [f"{SITE}/bridge"]
    assert all(words in kept(store)[0].text for words in WORDS)
    assert not kept(store)[0].teaser


async def test_a_feed_that_did_not_change_costs_one_request() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge"), f"{SITE}/bridge": page("bridge")})
    await gather(fetcher, store)
    fetcher.asked.clear()

    found = await gather(fetcher, store)

    assert found.unchanged
    assert fetcher.asked == [f"{SITE}/feed.xml"]


async def test_a_page_that_fails_for_now_is_asked_for_next_time_and_stops_no_other() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", "school"), f"{SITE}/school": page("school")})
    fetcher.pages[f"{SITE}/bridge"] = FetchError(f"{SITE}/bridge", "answered 503")
    first = await gather(fetcher, store)
    fetcher.pages[f"{SITE}/bridge"] = page("bridge")

    second = await gather(fetcher, store)

    assert [each.title for each in first.articles] == ["school"]
    assert [each.title for each in second.articles] == ["bridge"]


@pytest.mark.parametrize(
    ("refusal", "hours_ago"),
    [
        # robots.txt or our own guard: it will not help to come back
        (Forbidden(f"{SITE}/bridge", "robots.txt forbids it"), 1),
        # out of reach for longer than we wait
        (FetchError(f"{SITE}/bridge", "answered 503"), 7),
    ],
)
async def test_a_page_that_cannot_be_had_is_kept_as_its_teaser(refusal: Exception, hours_ago: float) -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", hours_ago=hours_ago), f"{SITE}/bridge": refusal})

    await gather(fetcher, store)

    assert kept(store)[0].teaser
    assert "What the feed says of bridge." in kept(store)[0].text


async def test_a_page_behind_a_captcha_is_kept_as_its_teaser() -> None:
    store = MemoryStore()
    wall = b"<html><body><h1>Are you a robot?</h1><p>Enable JavaScript to continue.</p></body></html>"
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge"), f"{SITE}/bridge": wall})

    await gather(fetcher, store)

    assert kept(store)[0].teaser


@pytest.mark.parametrize("broken", [FetchError(f"{SITE}/feed.xml", "answered 500"), b"<html>no feed here</html>"])
async def test_a_source_that_fails_is_recorded_with_its_reason(broken: bytes | Exception) -> None:
    store = MemoryStore()

    found = await gather(FakeFetcher({f"{SITE}/feed.xml": broken}), store)

    health = await store.health()
    assert found.reason
    assert (health[0].failures, health[0].reason) == (1, found.reason)


async def test_every_article_is_read_once_and_one_bad_one_stops_no_other() -> None:
    store = MemoryStore()
    good, bad = article(url=f"{SITE}/good"), article(url=f"{SITE}/bad")
    for each in (good, bad):
        await store.save_article(each, listing=listing(url=each.url))
    reader = FakeReader([facts(good)], unreadable=[bad.id])

    first = await pipeline.read_new(reader=reader, store=store)
    second = await pipeline.read_new(reader=reader, store=store)

    assert (first, second) == (1, 0)
    assert sorted(reader.read_ids) == sorted([good.id, bad.id])


async def test_a_better_reader_reads_everything_again() -> None:
    store = MemoryStore()
    await store.save_article(article(), listing=listing())
    await pipeline.read_new(reader=FakeReader(name="test-1"), store=store)

    again = await pipeline.read_new(reader=FakeReader(name="test-2"), store=store)

    assert again == 1
