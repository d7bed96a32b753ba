"""The newsroom at work: one source's or chat's trouble is its own, and each slot tells what is new since the last."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from structlog.testing import capture_logs

from bot.delivery import Outbox
from bot.newsroom import AT_ONCE, FAILING_AT_ONCE, STARTS, Newsroom
from bot.publishing import Publisher
from digest.errors import FetchError
from digest.model import Article, Encounter, Period, Slot, Source, Span
from digest.ports import Fetched, Health, NotModified, Page, Validator
from digest.sources import article_id
from digest.topics import Topic
from tests.builders import address, article, encounter, facts, listing, statement, subscription
from tests.fakes import FakeChannel, FakeFetcher, FakeReader, MemoryStore

NOW = datetime(2025, 4, 24, 12, 0, tzinfo=UTC)
MORNING = time(8, 30)
MORE = "“We will pay for the bridge,” Venn added."


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def room(
    store: MemoryStore,
    *,
    sources: tuple[Source, ...] = (),
    fetcher: FakeFetcher | None = None,
    clock: Callable[[], datetime] = lambda: NOW,
) -> Newsroom:
    return Newsroom(
        sources,
        (Topic("ardal", (("ardal",),)),),
        store=store,
        fetcher=fetcher or FakeFetcher(),
        reader=FakeReader(),
        clock=clock,
    )


def outlets(count: int) -> tuple[Source, ...]:
    return tuple(Source(f"Outlet {n}", f"https://{n}.example/feed") for n in range(count))


def serving(sources: Sequence[Source]) -> dict[str, bytes | Exception]:
    return {each.url: b'<rss version="2.0"><channel><title>Quiet</title></channel></rss>' for each in sources}


async def settle(newsroom: Newsroom, *, left: int = 0) -> None:
    """Until no more than so many visits and looks are under way."""
    while len(newsroom._running) > left:
        await asyncio.wait(newsroom._running.values(), return_when=asyncio.FIRST_COMPLETED)


async def stored(store: MemoryStore, *, url: str, seen: datetime, published: datetime, what: Encounter) -> Article:
    one = article(url=url, seen=seen, published=published)
    await store.save_article(one, listing=listing(url=url))
    await store.save_facts(facts(one, encounters=(what,)))
    return one


class Exploding(FakeFetcher):
    """A fetcher with a bug."""

    async def get(self, url: str, validator: Validator | None = None, *, page: bool = False) -> Fetched | NotModified:
        raise ZeroDivisionError


class Hanging(FakeFetcher):
    """Never answers at the addresses in `silent`."""

    def __init__(self, pages: Mapping[str, bytes | Exception], *, silent: Collection[str]) -> None:
        super().__init__(pages)
        self._silent = silent

    async def get(self, url: str, validator: Validator | None = None, *, page: bool = False) -> Fetched | NotModified:
        if url in self._silent:
            self.asked.append(url)
            await asyncio.Event().wait()
        return await super().get(url, validator, page=page)


async def test_a_bug_met_by_one_source_costs_the_others_nothing() -> None:
    sources = (Source("A", "https://a.example/feed"), Source("B", "https://b.example/feed"))

    rounds = await room(MemoryStore(), sources=sources, fetcher=Exploding()).gather()

    assert [each.reason for each in rounds] == ["ZeroDivisionError (see the log)"] * 2


async def test_only_sources_that_are_watched_now_are_told_of() -> None:
    store = MemoryStore()
    gone = Source("Gone", "https://gone.example/feed")
    await store.save_round(gone, Health("Gone", checked=NOW, failures=1, reason="answered 404"))
    fetcher = FakeFetcher({"https://a.example/feed": FetchError("https://a.example/feed", "answered 500")})
    newsroom = room(store, sources=(Source("A", "https://a.example/feed"),), fetcher=fetcher)

    await newsroom.gather()

    assert [each.source for each in await newsroom.editor.health()] == ["A"]


# --- watching --------------------------------------------------------------------------------------------------------


async def test_a_source_is_visited_when_it_is_due_and_not_before() -> None:
    sources, store, clock = outlets(1), MemoryStore(), Clock()
    fetcher = FakeFetcher(serving(sources))
    newsroom = room(store, sources=sources, fetcher=fetcher, clock=clock)
    await newsroom.watch()
    await settle(newsroom)
    [health] = await store.health()
    assert health.next_poll

    clock.now = health.next_poll - timedelta(seconds=1)
    await newsroom.watch()
    await settle(newsroom)
    before = len(fetcher.asked)
    clock.now = health.next_poll
    await newsroom.watch()
    await settle(newsroom)

    assert (before, len(fetcher.asked)) == (1, 2)


async def test_a_restart_visits_only_what_is_due() -> None:
    sources, store = outlets(2), MemoryStore()
    await store.save_round(sources[0], Health("Outlet 0", checked=NOW, next_poll=NOW + timedelta(hours=1)))
    fetcher = FakeFetcher(serving(sources))

    newsroom = room(store, sources=sources, fetcher=fetcher)

    await newsroom.watch()
    await settle(newsroom)

    assert fetcher.asked == [sources[1].url]


async def test_what_is_added_while_it_runs_is_visited_and_what_is_taken_out_is_not() -> None:
    first, second = outlets(2)
    fetcher, clock = FakeFetcher(serving([first, second])), Clock()
    newsroom = room(MemoryStore(), sources=(first,), fetcher=fetcher, clock=clock)
    await newsroom.watch()
    await settle(newsroom)

    newsroom.use([first, second])
    await newsroom.watch()
    await settle(newsroom)
    newsroom.use([second])
    clock.now += timedelta(hours=12)
    await newsroom.watch()
    await settle(newsroom)

    assert fetcher.asked == [first.url, second.url, second.url]


async def test_a_source_whose_address_was_changed_is_visited_at_once() -> None:
    before, after = Source("Outlet", "https://a.example/feed"), Source("Outlet", "https://b.example/feed")
    fetcher = FakeFetcher(serving([before, after]))
    newsroom = room(MemoryStore(), sources=(before,), fetcher=fetcher)
    await newsroom.watch()
    await settle(newsroom)

    newsroom.use([after])
    await newsroom.watch()
    await settle(newsroom)

    assert fetcher.asked == [before.url, after.url]


async def test_a_start_spreads_its_first_visits() -> None:
    sources = outlets(STARTS * 2 + 1)
    fetcher = FakeFetcher(serving(sources))
    newsroom = room(MemoryStore(), sources=sources, fetcher=fetcher)

    asked = []
    for _ in range(3):
        await newsroom.watch()
        await settle(newsroom)
        asked.append(len(fetcher.asked))

    assert asked == [STARTS, STARTS * 2, STARTS * 2 + 1]


async def test_slow_sources_hold_up_no_other() -> None:
    sources = outlets(30)
    slow = {each.url for each in sources[:19]}
    fetcher = Hanging(serving(sources), silent=slow)
    newsroom = room(MemoryStore(), sources=sources, fetcher=fetcher)

    await newsroom.watch()
    await settle(newsroom, left=len(slow))

    assert sorted(each.source for each in await newsroom.editor.health()) == sorted(each.name for each in sources[19:])
    await newsroom.stop()


async def test_sources_that_failed_before_take_no_place_of_the_others() -> None:
    sources, clock = outlets(AT_ONCE + 10), Clock()
    fetcher = Hanging({}, silent=())
    newsroom = room(MemoryStore(), sources=sources, fetcher=fetcher, clock=clock)
    for _ in range(3):
        await newsroom.watch()
        await settle(newsroom)
    fetcher._silent = {each.url for each in sources[:-1]}
    fetcher.pages = serving(sources)
    newsroom._failing.discard(sources[-1].name)
    fetcher.asked.clear()

    clock.now += timedelta(hours=1)
    for _ in range(3):
        await newsroom.watch()
    await settle(newsroom, left=len(sources) - 1)

    assert sources[-1].url in fetcher.asked
    assert len(fetcher.asked) == FAILING_AT_ONCE + 1
    await newsroom.stop()


async def test_a_source_that_met_a_bug_is_visited_again_later() -> None:
    clock = Clock()
    newsroom = room(MemoryStore(), sources=outlets(1), fetcher=Exploding(), clock=clock)

    await newsroom.watch()
    await settle(newsroom)

    assert newsroom._next["Outlet 0"] > NOW + timedelta(minutes=10)


async def test_a_clock_that_was_set_back_does_not_stop_the_watch() -> None:
    sources, clock = outlets(1), Clock()
    fetcher = FakeFetcher(serving(sources))
    newsroom = room(MemoryStore(), sources=sources, fetcher=fetcher, clock=clock)
    await newsroom.watch()
    await settle(newsroom)

    clock.now -= timedelta(days=365)
    await newsroom.watch()
    await settle(newsroom)

    assert len(fetcher.asked) == 2


async def test_looks_at_pages_of_a_source_that_is_not_watched_any_more_are_given_up() -> None:
    store = MemoryStore()
    page = Page("https://gone.example/1", "Gone", article().id, next_look=NOW)
    await store.save_article(article(), listing=listing(), page=page)

    await room(store).look()

    assert not store.remembered


async def test_what_a_visit_brings_and_what_was_read_of_it_is_told() -> None:
    url = "https://0.example/1"
    feed = f"<rss version='2.0'><channel><item><title>Bridge</title><link>{url}</link></item></channel></rss>"
    page = f"<html><body><article><h1>Bridge</h1><p>{MORE} So they did in Old Ford.</p></article></body></html>"
    sources = outlets(1)
    fetcher = FakeFetcher({sources[0].url: feed.encode(), url: page.encode()})
    newsroom = room(MemoryStore(), sources=sources, fetcher=fetcher)

    with capture_logs() as events:
        await newsroom.watch()
        await settle(newsroom)

    told = [(each["event"], each["articles"]) for each in events if each["log_level"] == "info"]
    assert told == [("new articles", 1), ("articles read", 1)]


async def test_an_edit_that_a_look_finds_is_read() -> None:
    store, [source] = MemoryStore(), outlets(1)
    url = "https://0.example/1"
    one = article(id=article_id(url), url=url, source=source.name)
    await store.save_article(one, page=Page(one.url, source.name, one.id, next_look=NOW))
    await store.save_facts(facts(one))
    words = "<p>On Tuesday, Orlan met his counterpart Elena Marsk in Old Ford to speak of tolls, he said.</p>" * 3
    edited = f"<html><head><title>{one.title}</title></head><body><article>{words}</article></body></html>".encode()

    newsroom = room(store, sources=(source,), fetcher=FakeFetcher({one.url: edited}))

    await newsroom.look()
    await settle(newsroom)

    assert [each.article.version for each in store.articles[one.id]] == [1, 2]
    assert await store.unread("test-1", limit=9) == ()


# --- telling ---------------------------------------------------------------------------------------------------------


async def test_a_summary_tells_what_was_published_in_its_period() -> None:
    store = MemoryStore()
    await stored(store, url="https://a.example/1", seen=NOW, published=NOW - timedelta(hours=2), what=encounter())
    await stored(store, url="https://a.example/2", seen=NOW, published=NOW - timedelta(days=3), what=encounter())

    digest = await room(store).editor.summary((), Period(NOW - timedelta(days=1), NOW, "the last 24 hours"))

    assert [link.url for entry in digest.entries for link in entry.links] == ["https://a.example/1"]


async def test_what_was_found_late_is_in_the_next_slot_and_old_news_in_none() -> None:
    store = MemoryStore()
    since = datetime(2025, 4, 23, 6, 30, tzinfo=UTC)  # 08:30 in Berlin, the slot before
    courier = Source("Courier", "https://a.example/feed")
    await store.save_round(courier, Health("Courier", checked=NOW, since=since - timedelta(days=9)))
    late = await stored(
        store, url="https://a.example/late", seen=NOW, published=since - timedelta(hours=2), what=encounter()
    )
    await stored(store, url="https://a.example/old", seen=NOW, published=since - timedelta(days=2), what=encounter())
    await stored(
        store, url="https://a.example/told", seen=since - timedelta(hours=1), published=since, what=encounter()
    )

    digest = await room(store, sources=(courier,)).editor.edition(subscription(), Slot(NOW.date(), MORNING))

    assert [link.url for entry in digest.entries for link in entry.links] == [late.url]


async def test_a_source_that_was_just_added_brings_the_slot_its_news_and_nothing_older() -> None:
    store = MemoryStore()
    since = datetime(2025, 4, 23, 6, 30, tzinfo=UTC)
    courier = Source("Courier", "https://a.example/feed")
    await store.save_round(courier, Health("Courier", checked=NOW, since=NOW))
    url = "https://a.example/{}"
    await stored(store, url=url.format("old"), seen=NOW, published=since - timedelta(hours=2), what=encounter())
    new = await stored(
        store, url=url.format("new"), seen=NOW, published=since + timedelta(hours=2), what=encounter(place="Old Ford")
    )

    digest = await room(store, sources=(courier,)).editor.edition(subscription(), Slot(NOW.date(), MORNING))

    assert [link.url for entry in digest.entries for link in entry.links] == [new.url]


async def test_yesterdays_story_comes_back_only_with_something_new() -> None:
    store, clock = MemoryStore(), Clock()
    store.clock = clock
    await store.put_subscription(subscription())
    channel = FakeChannel()
    outbox = Outbox(store, {"console": channel}, clock=clock)
    newsroom = room(store, clock=clock)
    await stored(store, url="https://a.example/1", seen=NOW, published=NOW - timedelta(hours=5), what=encounter())
    clock.now = NOW + timedelta(hours=1)
    await Publisher(newsroom, store, outbox, clock=clock).publish()
    await outbox.idle()

    clock.now = NOW + timedelta(days=1)
    same = NOW + timedelta(hours=9)
    await stored(store, url="https://b.example/1", seen=same, published=same, what=encounter())
    again = await newsroom.editor.edition(subscription(), Slot(clock.now.date(), MORNING))
    later = article(url="https://b.example/2", seen=same, published=same, text=f"{article().text}\n{MORE}")
    quoted = Span(later.text.index("We will pay"), later.text.index(",” Venn added"))
    said = statement(quotes=(quoted,), content=(quoted,), evidence=Span(later.text.index(MORE), len(later.text)))
    await store.save_article(later, listing=listing(url=later.url))
    await store.save_facts(facts(later, statements=(statement(), said)))
    with_more = await newsroom.editor.edition(subscription(), Slot(clock.now.date(), MORNING))

    assert [len(edition.entries) for edition in await store.editions(NOW)] == [1]
    assert again.entries == ()
    [entry] = with_more.entries
    assert entry.update
    assert [link.url for link in entry.links] == [later.url]
    assert [
        quotation.evidence.text for section in entry.sections for item in section.items for quotation in item.quotes
    ] == ["We will pay for the bridge"]


async def test_what_an_edit_changes_in_an_edition_that_went_out_is_put_on_record() -> None:
    store, clock = MemoryStore(), Clock()
    one = await stored(store, url="https://a.example/1", seen=NOW, published=NOW - timedelta(hours=5), what=encounter())
    await store.put_subscription(subscription())
    newsroom = room(store, clock=clock)
    await Publisher(newsroom, store, Outbox(store, {"console": FakeChannel()}, clock=clock), clock=clock).publish()
    [edition] = await store.editions(NOW - timedelta(days=1))

    await store.save_article(replace(one, text=one.text.replace("Mara Venn", "Mara Vann"), version=2))
    await newsroom.read()

    corrected = [erratum for _, erratum in await store.errata()]
    assert {erratum.edition for erratum in corrected} == {edition.edition}
    assert {erratum.section for erratum in corrected} >= {"met"}
    assert all(erratum.after is None for erratum in corrected)  # this reader finds nothing in the new version


async def test_each_slot_is_published_once() -> None:
    store = MemoryStore()
    await store.put_subscription(subscription())
    channel = FakeChannel()
    outbox = Outbox(store, {"console": channel}, clock=lambda: NOW)

    await Publisher(room(store), store, outbox, clock=lambda: NOW).publish()
    await Publisher(room(store), store, outbox, clock=lambda: NOW).publish()
    await outbox.idle()

    assert len(channel.taken) == 1


async def test_one_bad_subscription_never_stops_a_digest() -> None:
    store = MemoryStore()
    await store.put_subscription(subscription(id="bad", topics=("ardla",)))  # a slip of the pen: no such topic
    await store.put_subscription(subscription(id="good", address=address(chat="sports")))
    channel = FakeChannel()

    outbox = Outbox(store, {"console": channel}, clock=lambda: NOW)

    await Publisher(room(store), store, outbox, clock=lambda: NOW).publish()
    await outbox.idle()

    assert [each.address.chat for each in channel.taken] == ["sports"]
