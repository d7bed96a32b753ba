"""The newsroom at work: one source's or chat's trouble is its own, and each slot tells what is new since the last."""

from datetime import UTC, datetime, time, timedelta

from bot.delivery import Outbox
from bot.newsroom import Newsroom
from digest.errors import FetchError
from digest.model import Article, Encounter, Period, Slot, Source
from digest.ports import Fetched, NotModified, Validator
from digest.topics import Topic
from tests.builders import address, article, encounter, facts, listing, subscription
from tests.fakes import FakeChannel, FakeFetcher, FakeReader, MemoryStore

NOW = datetime(2025, 4, 24, 12, 0, tzinfo=UTC)
MORNING = time(8, 30)


def room(store: MemoryStore, *, sources: tuple[Source, ...] = (), fetcher: FakeFetcher | None = None) -> Newsroom:
    return Newsroom(
        sources,
        (Topic("ardal", (("ardal",),)),),
        store=store,
        fetcher=fetcher or FakeFetcher(),
        reader=FakeReader(),
        clock=lambda: NOW,
    )


async def stored(store: MemoryStore, *, url: str, seen: datetime, published: datetime, what: Encounter) -> Article:
    one = article(url=url, seen=seen, published=published)
    await store.save_article(one, listing=listing(url=url))
    await store.save_facts(facts(one, encounters=(what,)))
    return one


class Exploding(FakeFetcher):
    """A fetcher with a bug."""

    async def get(self, url: str, validator: Validator | None = None) -> Fetched | NotModified:
        raise ZeroDivisionError


async def test_a_bug_met_by_one_source_costs_the_others_nothing() -> None:
    sources = (Source("A", "https://a.example/feed"), Source("B", "https://b.example/feed"))

    rounds = await room(MemoryStore(), sources=sources, fetcher=Exploding()).gather()

    assert [each.reason for each in rounds] == ["ZeroDivisionError (see the log)"] * 2


async def test_only_sources_that_are_watched_now_are_told_of() -> None:
    store = MemoryStore()
    gone = Source("Gone", "https://gone.example/feed")
    await store.save_round(gone, now=NOW, validator=None, reason="answered 404")
    fetcher = FakeFetcher({"https://a.example/feed": FetchError("https://a.example/feed", "answered 500")})
    newsroom = room(store, sources=(Source("A", "https://a.example/feed"),), fetcher=fetcher)

    await newsroom.gather()

    assert [each.source for each in await newsroom.health()] == ["A"]


async def test_a_summary_tells_what_was_published_in_its_period() -> None:
    store = MemoryStore()
    await stored(store, url="https://a.example/1", seen=NOW, published=NOW - timedelta(hours=2), what=encounter())
    await stored(store, url="https://a.example/2", seen=NOW, published=NOW - timedelta(days=3), what=encounter())

    digest = await room(store).summary((), Period(NOW - timedelta(days=1), NOW, "the last 24 hours"))

    assert [link.url for entry in digest.entries for link in entry.links] == ["https://a.example/1"]


async def test_what_was_found_late_is_in_the_next_slot_and_old_news_in_none() -> None:
    store = MemoryStore()
    since = datetime(2025, 4, 23, 6, 30, tzinfo=UTC)  # 08:30 in Berlin, the slot before
    late = await stored(
        store, url="https://a.example/late", seen=NOW, published=since - timedelta(hours=2), what=encounter()
    )
    await stored(store, url="https://a.example/old", seen=NOW, published=since - timedelta(days=2), what=encounter())
    await stored(
        store, url="https://a.example/told", seen=since - timedelta(hours=1), published=since, what=encounter()
    )

    digest = await room(store).edition(subscription(), Slot(NOW.date(), MORNING))

    assert [link.url for entry in digest.entries for link in entry.links] == [late.url]


async def test_each_slot_is_published_once() -> None:
    store = MemoryStore()
    await store.put_subscription(subscription())
    channel = FakeChannel()
    outbox = Outbox(store, {"console": channel}, clock=lambda: NOW)

    await room(store).publish(outbox)
    await room(store).publish(outbox)

    assert len(channel.taken) == 1


async def test_one_bad_subscription_never_stops_a_digest() -> None:
    store = MemoryStore()
    await store.put_subscription(subscription(id="bad", topics=("ardla",)))  # a slip of the pen: no such topic
    await store.put_subscription(subscription(id="good", address=address(chat="sports")))
    channel = FakeChannel()

    await room(store).publish(Outbox(store, {"console": channel}, clock=lambda: NOW))

    assert [each.address.chat for each in channel.taken] == ["sports"]
