"""From a source's address to stored articles and facts: what is kept, what is asked for again, what is given up."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from digest import pipeline
from digest.errors import FetchError, Forbidden
from digest.gathering import MOST
from digest.model import Article, Change, Edit, Period, Source
from digest.pipeline import Round
from digest.ports import Fetched, NotModified, Validator
from digest.stories import tell
from tests.builders import article, facts, listing, source
from tests.fakes import FakeFetcher, FakeReader, MemoryStore

NOW = datetime(2031, 5, 14, 15, 0, tzinfo=UTC)
SITE = "https://courier.example"
WORDS = (
    "On Tuesday, Tarsian Foreign Minister Davit Orlan met his Velmoran counterpart Elena Marsk in Old Ford.",
    "They agreed to open the bridge on the first of June, after eleven months in which nobody could cross the river.",
    "Orlan said that the customs post would need two more weeks of work before the first lorries could be let through.",
)


def feed(*slugs: str, hours_ago: float | None = 1) -> bytes:
    """Items of one date; of none where `hours_ago` is None."""
    date = f"<pubDate>{format_datetime(NOW - timedelta(hours=hours_ago))}</pubDate>" if hours_ago is not None else ""
    items = "".join(
        f"<item><title>{slug}</title><link>{SITE}/{slug}</link>{date}"
        f"<description>What the feed says of {slug}.</description></item>"
        for slug in slugs
    )
    return f'<rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'.encode()


def page(title: str, *, words: Sequence[str] = WORDS) -> bytes:
    body = "".join(f"<p>{each}</p>" for each in words)
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()


async def gather(
    fetcher: FakeFetcher, store: MemoryStore, of: Source | None = None, *, after: timedelta = timedelta()
) -> Round:
    of = of or source(url=f"{SITE}/feed.xml")
    return await pipeline.gather(of, fetcher=fetcher, store=store, clock=lambda: NOW + after)


async def look(fetcher: FakeFetcher, store: MemoryStore, *, after: timedelta) -> list[Article | None]:
    """All the looks that are due after so long."""
    now = NOW + after
    return [
        await pipeline.look_again(
            each, of, source=source(url=f"{SITE}/feed.xml"), fetcher=fetcher, store=store, clock=lambda: now
        )
        for each, of in await store.looks(now, limit=99)
    ]


async def news(store: MemoryStore) -> list[str]:
    """What a digest of the last day, made now, is made of."""
    await pipeline.read_new(reader=FakeReader(), store=store)
    reports = await store.reports(Period(NOW - timedelta(days=1), NOW + timedelta(minutes=1), "the last 24 hours"))
    return [each.article.url.removeprefix(f"{SITE}/") for each in reports]


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

    second = await gather(fetcher, store, after=timedelta(minutes=2))

    assert [each.title for each in first.articles] == ["school"]
    assert [each.title for each in second.articles] == ["bridge"]


async def test_a_page_that_goes_on_failing_is_asked_for_less_and_less_often_then_its_teaser_is_kept() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", hours_ago=0)})
    fetcher.pages[f"{SITE}/bridge"] = FetchError(f"{SITE}/bridge", "answered 503")

    for minute in range(0, 8 * 60, 2):
        await gather(fetcher, store, after=timedelta(minutes=minute))

    assert fetcher.asked.count(f"{SITE}/bridge") == 11
    assert kept(store)[0].teaser


async def test_the_list_is_asked_for_again_when_its_missing_article_is_to_be() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge")})
    fetcher.pages[f"{SITE}/bridge"] = FetchError(f"{SITE}/bridge", "answered 503")

    found = await gather(fetcher, store)

    assert found.next_poll == NOW + timedelta(minutes=2)
    assert not (await gather(fetcher, store, after=timedelta(minutes=1))).unchanged


class Broken(FakeFetcher):
    """Meets a bug of ours at one address."""

    async def get(self, url: str, validator: Validator | None = None, *, page: bool = False) -> Fetched | NotModified:
        if url.endswith("/bridge"):
            raise ZeroDivisionError
        return await super().get(url, validator, page=page)


async def test_a_bug_met_by_one_article_costs_the_others_nothing() -> None:
    store = MemoryStore()
    fetcher = Broken({f"{SITE}/feed.xml": feed("bridge", "school"), f"{SITE}/school": page("school")})

    found = await gather(fetcher, store)

    assert [each.title for each in found.articles] == ["school"]
    assert not found.reason


async def test_a_long_list_is_fetched_in_several_visits_newest_first() -> None:
    slugs = [f"piece-{n}" for n in range(MOST + 5)]
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed(*slugs)} | {f"{SITE}/{slug}": page(slug) for slug in slugs})
    store = MemoryStore()

    first = await gather(fetcher, store)
    second = await gather(fetcher, store, after=timedelta(minutes=2))

    assert (len(first.articles), len(second.articles)) == (MOST, 5)
    assert first.next_poll == NOW + timedelta(minutes=2)


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


UNTOLD = f"{SITE}/news/12345"


@pytest.mark.parametrize(
    "refusal", [Forbidden(UNTOLD, "may not be fetched"), b"<html><body><h1>Are you a robot?</h1></body></html>"]
)
async def test_a_closed_page_of_which_its_source_says_nothing_is_no_article(refusal: Exception | bytes) -> None:
    """A plain sitemap gives neither title nor summary: empty articles came of one."""
    store, sitemap = MemoryStore(), source(url=f"{SITE}/map.xml", kind="sitemap")
    listed = f"<urlset><url><loc>{UNTOLD}</loc><lastmod>2031-05-14</lastmod></url></urlset>".encode()
    fetcher = FakeFetcher({sitemap.url: listed, UNTOLD: refusal})

    for days in range(3):
        await gather(fetcher, store, sitemap, after=timedelta(days=days))

    assert kept(store) == []
    # closed is closed, until the map gives it another date
    assert fetcher.asked.count(UNTOLD) == 1


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


# --- how old news is -------------------------------------------------------------------------------------------------


async def test_an_article_is_as_old_as_it_says_however_late_it_is_seen() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge"), f"{SITE}/bridge": page("bridge")})
    await gather(fetcher, store)
    fetcher.pages |= {f"{SITE}/feed.xml": feed("archive", hours_ago=24 * 300), f"{SITE}/archive": page("archive")}

    await gather(fetcher, store)

    assert await news(store) == ["bridge"]


async def test_old_news_that_is_listed_with_a_new_date_is_not_news() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", hours_ago=72), f"{SITE}/bridge": page("bridge")})
    await gather(fetcher, store)
    fetcher.pages[f"{SITE}/feed.xml"] = feed("bridge", hours_ago=0)
    fetcher.pages[f"{SITE}/bridge"] = page("bridge", words=[*WORDS, "This paragraph was added by the editors later."])

    again = await gather(fetcher, store)

    assert [each.version for each in again.articles] == [2]
    assert await news(store) == []


async def test_what_has_no_date_is_news_only_where_the_source_was_watched_before() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", hours_ago=None), f"{SITE}/bridge": page("bridge")})
    await gather(fetcher, store)
    fetcher.pages |= {f"{SITE}/feed.xml": feed("bridge", "school", hours_ago=None), f"{SITE}/school": page("school")}

    await gather(fetcher, store)

    assert await news(store) == ["school"]


async def test_a_first_visit_lasts_until_all_that_was_there_is_stored() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", hours_ago=None)})
    fetcher.pages[f"{SITE}/bridge"] = FetchError(f"{SITE}/bridge", "answered 503")
    await gather(fetcher, store)
    fetcher.pages[f"{SITE}/bridge"] = page("bridge")

    late = await gather(fetcher, store, after=timedelta(minutes=5))

    assert [each.news for each in late.articles] == [False]


# --- what is edited, and what is taken down --------------------------------------------------------------------------

HALF_AN_HOUR, DAY = timedelta(minutes=31), timedelta(days=1, minutes=1)


async def one_article() -> tuple[FakeFetcher, MemoryStore]:
    """A source whose one article is stored."""
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge"), f"{SITE}/bridge": page("bridge")})
    await gather(fetcher, store)
    return fetcher, store


async def test_an_edit_that_no_list_tells_of_is_found_by_a_look() -> None:
    fetcher, store = await one_article()
    fetcher.pages[f"{SITE}/bridge"] = page("bridge", words=[*WORDS[:2], WORDS[2].replace("two", "six")])

    [found] = await look(fetcher, store, after=HALF_AN_HOUR)

    assert found is not None
    assert found.version == 2
    [revision] = await store.revisions(found.id)
    assert revision.changes == (Change(Edit.ALTERED, WORDS[2], WORDS[2].replace("two", "six")),)


async def test_a_young_article_is_looked_at_four_times_in_a_day() -> None:
    fetcher, store = await one_article()
    fetcher.asked.clear()

    for minute in range(0, 3 * 24 * 60, 10):
        await look(fetcher, store, after=timedelta(minutes=minute))

    assert fetcher.asked == [f"{SITE}/bridge"] * 4
    assert kept(store)[0].version == 1


async def test_an_old_article_is_not_looked_at() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", hours_ago=48), f"{SITE}/bridge": page("bridge")})

    await gather(fetcher, store)

    assert await look(fetcher, store, after=DAY) == []


async def test_an_article_that_is_not_there_twice_a_day_apart_is_gone_and_not_told() -> None:
    fetcher, store = await one_article()
    del fetcher.pages[f"{SITE}/bridge"]

    for minutes in (31, 121, 12 * 60 + 1, 24 * 60 + 1):
        await look(fetcher, store, after=timedelta(minutes=minutes))
    before = kept(store)[0].gone
    await look(fetcher, store, after=DAY + HALF_AN_HOUR)

    assert before is None
    assert kept(store)[0].gone == NOW + DAY + HALF_AN_HOUR
    reports = await store.reports(Period(NOW - DAY, NOW, "today"))
    assert not pipeline.edit(tell(reports), topics=(), period=Period(NOW - DAY, NOW, "today"), health=()).entries


async def test_an_article_that_is_there_again_is_not_gone() -> None:
    fetcher, store = await one_article()
    served = fetcher.pages.pop(f"{SITE}/bridge")
    await look(fetcher, store, after=HALF_AN_HOUR)
    fetcher.pages[f"{SITE}/bridge"] = served

    await look(fetcher, store, after=timedelta(hours=3))
    del fetcher.pages[f"{SITE}/bridge"]
    await look(fetcher, store, after=DAY + timedelta(hours=1))

    assert kept(store)[0].gone is None


async def test_a_look_that_fails_says_nothing_of_the_article() -> None:
    fetcher, store = await one_article()
    fetcher.pages[f"{SITE}/bridge"] = FetchError(f"{SITE}/bridge", "answered 503")

    for minute in range(0, 4 * 24 * 60, 10):
        await look(fetcher, store, after=timedelta(minutes=minute))

    assert kept(store)[0].gone is None
    assert fetcher.asked.count(f"{SITE}/bridge") == 5


# --- when the source is visited next ---------------------------------------------------------------------------------


async def test_a_source_that_fails_is_left_alone_for_as_long_as_it_asks() -> None:
    refused = FetchError(f"{SITE}/feed.xml", "answered 429", retry_after=3600)

    found = await gather(FakeFetcher({f"{SITE}/feed.xml": refused}), MemoryStore())

    assert found.next_poll is not None
    assert found.next_poll >= NOW + timedelta(hours=1)


async def test_what_the_site_forbids_is_not_asked_for_again_soon() -> None:
    forbidden = Forbidden(f"{SITE}/feed.xml", "may not be fetched")

    found = await gather(FakeFetcher({f"{SITE}/feed.xml": forbidden}), MemoryStore())

    assert found.next_poll is not None
    assert found.next_poll >= NOW + timedelta(hours=5)


async def test_a_source_shows_its_rhythm_also_where_another_one_listed_its_articles_first() -> None:
    store = MemoryStore()
    fetcher = FakeFetcher({f"{SITE}/feed.xml": feed("bridge", hours_ago=0), f"{SITE}/bridge": page("bridge")})
    fetcher.pages[f"{SITE}/politics.xml"] = feed("bridge", hours_ago=0)
    politics = source(name="Courier, politics", url=f"{SITE}/politics.xml")
    await gather(fetcher, store)
    await gather(fetcher, store, politics)
    fetcher.pages |= {f"{SITE}/politics.xml": feed("bridge", "school", hours_ago=-1)}
    fetcher.pages |= {f"{SITE}/feed.xml": feed("bridge", "school", hours_ago=-1), f"{SITE}/school": page("school")}

    await gather(fetcher, store, after=timedelta(hours=1))
    await gather(fetcher, store, politics, after=timedelta(hours=1))

    both = [await store.health_of(source(url=f"{SITE}/feed.xml")), await store.health_of(politics)]
    assert [each.newest for each in both if each] == [NOW + timedelta(hours=1)] * 2
    assert all(each and each.rhythm and each.rhythm.items for each in both)


# --- reading ---------------------------------------------------------------------------------------------------------


async def test_every_article_is_read_once_and_one_bad_one_stops_no_other() -> None:
    store = MemoryStore()
    good, bad = article(url=f"{SITE}/good"), article(url=f"{SITE}/bad")
    for each in (good, bad):
        await store.save_article(each, listing=listing(url=each.url))
    reader = FakeReader([facts(good)], unreadable=[bad.id])

    first = await pipeline.read_new(reader=reader, store=store)
    second = await pipeline.read_new(reader=reader, store=store)

    assert (first.count, second.count) == (1, 0)
    assert sorted(reader.read_ids) == sorted([good.id, bad.id])


async def test_a_better_reader_reads_everything_again() -> None:
    store = MemoryStore()
    await store.save_article(article(), listing=listing())
    await pipeline.read_new(reader=FakeReader(name="test-1"), store=store)

    again = await pipeline.read_new(reader=FakeReader(name="test-2"), store=store)

    assert again.count == 1
