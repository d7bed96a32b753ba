"""What every Store promises: the SQL store on a file and in memory, and the fake that other tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.store import open_store
from digest.errors import StoreError
from digest.model import Article, Delivery, Part, PartState, Slot
from digest.ports import Health, Store, Validator
from tests import builders
from tests.builders import NOW, article, digest, facts, listing, part, period, slot, source, subscription
from tests.fakes import MemoryStore

OTHER_URL = "https://courier.example/news/harbour"
ETAG = Validator(etag='"1"')


@pytest.fixture(params=["fake", "sqlite in memory", "sqlite file"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "fake":
        yield MemoryStore()
        return
    file = "" if request.param == "sqlite in memory" else f"/{tmp_path}/readout.sqlite"
    async with open_store(f"sqlite+aiosqlite://{file}", clock=lambda: NOW) as opened:
        yield opened


async def save(store: Store, *articles: Article) -> None:
    for one in articles:
        await store.save_article(one, listing=listing(url=one.url, title=one.title))


def at(moment: datetime, name: str) -> Article:
    """An article of its own that was published then."""
    return article(url=f"https://courier.example/news/{name}", published=moment)


async def only_part(store: Store) -> Part:
    """The one part of the one delivery."""
    (delivery,) = await store.deliveries()
    (part,) = delivery.parts
    return part


# --- watching --------------------------------------------------------------------------------------------------------


async def test_a_listing_is_unseen_until_its_article_is_stored(store: Store) -> None:
    assert await store.unseen([listing()]) == (listing(),)

    await store.save_article(article(), listing=listing())

    assert await store.unseen([listing()]) == ()


@pytest.mark.parametrize(
    "changed",
    [
        # A corrected headline is the first sign of a corrected article.
        {"title": "Ardal and Belmark do not agree"},
        {"published": NOW},
        {"published": None},
    ],
)
async def test_a_listing_that_the_source_changed_is_unseen_again(store: Store, changed: dict[str, object]) -> None:
    await store.save_article(article(), listing=listing())

    assert await store.unseen([listing(**changed)]) == (listing(**changed),)


async def test_a_changed_listing_of_the_same_text_is_seen_after_one_look(store: Store) -> None:
    renamed = listing(title="Rail link: what we know")
    await store.save_article(article(), listing=listing())

    assert await store.save_article(article(), listing=renamed) is None
    assert await store.unseen([renamed]) == ()


async def test_two_sources_that_title_one_article_differently_do_not_take_turns(store: Store) -> None:
    other = listing(source="Courier World", title="World: rail link")
    await store.save_article(article(), listing=listing())
    await store.save_article(article(), listing=other)

    assert await store.unseen([listing(), other]) == ()


async def test_an_address_that_is_listed_twice_counts_once(store: Store) -> None:
    again = listing(title="The same, lower on the page")

    assert await store.unseen([listing(), again]) == (listing(),)


async def test_a_page_with_another_canonical_address_is_seen_by_the_listed_one(store: Store) -> None:
    listed = listing(url="https://courier.example/short/77")
    await store.save_article(article(), listing=listed)

    assert await store.unseen([listed]) == ()


async def test_unseen_takes_a_long_list(store: Store) -> None:
    long = [listing(url=f"https://courier.example/{n}") for n in range(1_200)]
    await store.save_article(article(url=long[1_100].url), listing=long[1_100])

    assert len(await store.unseen(long)) == 1_199


async def test_a_new_article_is_version_one_whatever_it_says(store: Store) -> None:
    stored = await store.save_article(article(version=7), listing=listing())

    assert stored == article(version=1)


async def test_the_same_text_and_title_make_no_new_version(store: Store) -> None:
    await save(store, article())

    assert await store.save_article(article(seen=NOW + timedelta(hours=1)), listing=listing()) is None


@pytest.mark.parametrize("changed", [{"text": "Another text."}, {"title": "Another headline"}])
async def test_a_changed_article_is_the_next_version(store: Store, changed: dict[str, str]) -> None:
    await save(store, article())

    stored = await store.save_article(article(**changed), listing=listing())

    assert stored == article(version=2, first_seen=NOW, **changed)


async def test_a_text_that_goes_back_to_an_earlier_one_is_a_new_version(store: Store) -> None:
    await save(store, article(), article(text="A slip."))

    stored = await store.save_article(article(), listing=listing())

    assert stored == article(version=3, first_seen=NOW)


async def test_a_teaser_does_not_replace_the_whole_text_and_is_tried_again(store: Store) -> None:
    renamed = listing(title="Rail link: what we know")
    await save(store, article())

    stored = await store.save_article(article(title=renamed.title, text="A teaser.", teaser=True), listing=renamed)

    assert stored is None
    assert await store.unseen([renamed]) == (renamed,)


async def test_the_whole_text_replaces_a_teaser(store: Store) -> None:
    await save(store, article(text="A teaser.", teaser=True))

    stored = await store.save_article(article(), listing=listing())

    assert stored == article(version=2, first_seen=NOW)


async def test_a_source_has_the_validator_of_its_last_stored_answer(store: Store) -> None:
    assert await store.validator(source()) is None

    await store.save_round(source(), now=NOW, validator=ETAG)

    assert await store.validator(source()) == ETAG


@pytest.mark.parametrize(
    ("validator", "reason", "expected"),
    [
        # Nothing changed: what was sent is still good.
        (None, "", ETAG),
        (None, "no answer in 20 s", ETAG),
        # The server answered and gave none, so the old one belongs to an older answer.
        (Validator(), "", None),
    ],
)
async def test_what_becomes_of_a_validator(
    store: Store, validator: Validator | None, reason: str, expected: Validator | None
) -> None:
    await store.save_round(source(), now=NOW, validator=ETAG)

    await store.save_round(source(), now=NOW, validator=validator, reason=reason)

    assert await store.validator(source()) == expected


async def test_a_validator_is_not_used_for_another_address(store: Store) -> None:
    moved = source(url="https://courier.example/new-feed.xml")
    await store.save_round(source(), now=NOW, validator=ETAG)

    assert await store.validator(moved) is None
    await store.save_round(moved, now=NOW, validator=None, reason="404 Not Found")
    assert await store.validator(moved) is None


async def test_health_counts_failures_until_a_check_goes_well(store: Store) -> None:
    later, latest = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
    await store.save_round(source(), now=NOW, validator=ETAG)
    await store.save_round(source(), now=later, validator=None, reason="no answer in 20 s")
    await store.save_round(source(), now=latest, validator=None, reason="503 Service Unavailable")
    failing = await store.health()

    await store.save_round(source(), now=latest, validator=None)

    assert failing == (Health("Courier", latest, NOW, None, 2, "503 Service Unavailable"),)
    assert await store.health() == (Health("Courier", latest, latest, None, 0, ""),)


async def test_health_is_by_name_and_knows_the_newest_article(store: Store) -> None:
    await store.save_round(source(name="Herald"), now=NOW, validator=None, reason="refused")
    await store.save_round(source(), now=NOW, validator=None)
    await save(store, at(NOW - timedelta(days=2), "old"), at(NOW - timedelta(days=1), "new"))

    assert await store.health() == (
        Health("Courier", NOW, NOW, NOW - timedelta(days=1), 0, ""),
        Health("Herald", NOW, None, None, 1, "refused"),
    )


# --- reading ---------------------------------------------------------------------------------------------------------


async def test_unread_are_latest_versions_newest_first(store: Store) -> None:
    old, new = at(NOW - timedelta(hours=2), "old"), at(NOW - timedelta(hours=1), "new")
    undated = article(url=OTHER_URL, published=None, seen=NOW)
    await save(store, old, undated, new, replace(new, text="Corrected."))

    waiting = await store.unread("test-1", limit=10)

    assert waiting == (undated, replace(new, text="Corrected.", version=2, first_seen=new.seen), old)
    assert await store.unread("test-1", limit=1) == (undated,)


async def test_an_article_that_was_read_waits_for_other_readers_only(store: Store) -> None:
    await save(store, article())

    await store.save_facts(facts())

    assert await store.unread("test-1", limit=10) == ()
    assert await store.unread("test-0", limit=10) == (article(),)
    assert await store.unread("test-2", limit=10) == (article(),)


async def test_an_unreadable_article_is_not_tried_again_by_that_reader(store: Store) -> None:
    await save(store, article())

    await store.save_unreadable(article(), "test-1")

    assert await store.unread("test-1", limit=10) == ()
    assert await store.unread("test-2", limit=10) == (article(),)
    assert await store.reports(period()) == ()


async def test_what_an_earlier_reader_read_outlives_one_that_could_not(store: Store) -> None:
    await save(store, article())
    await store.save_facts(facts())

    await store.save_unreadable(article(), "test-2")

    assert await store.reports(period()) == (builders.report(),)


async def test_facts_replace_those_of_another_reader(store: Store) -> None:
    await save(store, article())
    await store.save_facts(facts())

    await store.save_facts(facts(reader="test-2", statements=()))

    (report,) = await store.reports(period())
    assert report.facts == facts(reader="test-2", statements=())


async def test_facts_of_a_version_that_is_not_stored_are_refused(store: Store) -> None:
    await save(store, article())

    with pytest.raises(StoreError, match="no version 2"):
        await store.save_facts(facts(version=2))


async def test_reports_lie_in_the_period_oldest_first(store: Store) -> None:
    asked = period()
    first, last = at(asked.since, "first"), at(asked.until - timedelta(seconds=1), "last")
    undated = article(url=OTHER_URL, published=None, seen=asked.since + timedelta(hours=1))
    outside = at(asked.since - timedelta(seconds=1), "early"), at(asked.until, "late")
    await save(store, last, *outside, undated, first)
    for one in (first, last, undated, *outside):
        await store.save_facts(facts(one))

    reports = await store.reports(asked)

    assert [report.article for report in reports] == [first, undated, last]
    assert [report.facts for report in reports] == [facts(first), facts(undated), facts(last)]


async def test_a_corrected_article_is_reported_once_it_is_read_again(store: Store) -> None:
    corrected = article(text="Corrected.", version=2, first_seen=NOW)
    await save(store, article())
    await store.save_facts(facts())
    await save(store, corrected)
    before = await store.reports(period())

    await store.save_facts(facts(corrected))

    assert before == ()
    assert [report.article for report in await store.reports(period())] == [corrected]


# --- subscriptions ---------------------------------------------------------------------------------------------------


async def test_subscriptions_come_back_as_they_were_put_by_id(store: Store) -> None:
    place = builders.address(platform="slack", workspace="T1", chat="C1", thread="17.4")
    full = subscription(id="b", address=place, topics=("ardal", "rail"), times=(time(8, 30), time(18, 0)), days=(0, 4))
    await store.put_subscription(full)
    await store.put_subscription(subscription(id="a"))

    assert await store.subscriptions() == (subscription(id="a"), full)


async def test_a_subscription_is_changed_by_its_id(store: Store) -> None:
    await store.put_subscription(subscription())

    await store.put_subscription(subscription(zone="Asia/Tbilisi"))

    assert await store.subscriptions() == (subscription(zone="Asia/Tbilisi"),)


async def test_a_subscription_that_is_put_again_unchanged_keeps_its_beginning(store: Store) -> None:
    await store.put_subscription(subscription(since=NOW))

    await store.put_subscription(subscription(since=NOW + timedelta(days=1)))

    assert await store.subscriptions() == (subscription(since=NOW),)


async def test_a_subscription_that_is_changed_begins_anew(store: Store) -> None:
    changed = subscription(times=(time(7, 0),), since=NOW + timedelta(days=1))
    await store.put_subscription(subscription(since=NOW))

    await store.put_subscription(changed)

    assert await store.subscriptions() == (changed,)


async def test_a_dropped_subscription_leaves_its_deliveries(store: Store) -> None:
    await store.put_subscription(subscription())
    await store.claim(subscription(), slot(), digest(), [part()])

    await store.drop_subscription(subscription().id)
    await store.drop_subscription(subscription().id)

    assert await store.subscriptions() == ()
    assert len(await store.deliveries()) == 1


# --- the outbox ------------------------------------------------------------------------------------------------------


async def test_a_slot_is_claimed_once(store: Store) -> None:
    assert await store.claim(subscription(), slot(), digest(), [part()])
    assert not await store.claim(subscription(), slot(), digest(edition="edition-2"), [part(key="other")])

    (delivery,) = await store.deliveries()
    assert replace(delivery, id="") == builders.delivery(id="")


async def test_the_latest_slot_is_by_day_and_time(store: Store) -> None:
    evening, next_day = slot(at=time(18, 0)), slot(day=date(2025, 4, 25))
    assert await store.last_slot(subscription().id) is None

    for n, one in enumerate([evening, next_day, slot()]):
        await store.claim(subscription(), one, digest(), [part(key=str(n))])

    assert await store.last_slot(subscription().id) == next_day
    assert await store.last_slot("another") is None


async def test_a_slot_without_messages_is_served_all_the_same(store: Store) -> None:
    assert await store.claim(subscription(), slot(), digest(), [])

    assert await store.last_slot(subscription().id) == slot()
    assert await store.undelivered() == ()


async def test_parts_are_claimed_as_pending(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part(state=PartState.SENT, receipt="1", reason="x")])

    assert await only_part(store) == part()


async def test_undelivered_are_oldest_first_with_all_their_parts(store: Store) -> None:
    slots = [Slot(date(2025, 4, day), time(8, 30)) for day in (23, 22, 24)]
    for n, one in enumerate(slots):
        await store.claim(subscription(), one, digest(), [part(key=f"{n}-{m}", number=m) for m in range(2)])
    await finish(store, (await store.deliveries())[1])
    await store.mark(part(key="0-0", state=PartState.SENT, receipt="77"))

    waiting = await store.undelivered()

    assert [one.slot for one in waiting] == [slots[0], slots[2]]
    assert [(one.key, one.state) for one in waiting[0].parts] == [
        ("0-0", PartState.SENT),
        ("0-1", PartState.PENDING),
    ]


async def finish(store: Store, delivery: Delivery) -> None:
    for one in delivery.parts:
        await store.mark(replace(one, state=PartState.SENT))


async def test_deliveries_are_newest_first(store: Store) -> None:
    slots = [Slot(date(2025, 4, day), time(8, 30)) for day in (22, 23, 24)]
    for n, one in enumerate(slots):
        await store.claim(subscription(), one, digest(), [part(key=str(n))])

    assert [one.slot for one in await store.deliveries(limit=2)] == [slots[2], slots[1]]


async def test_a_part_is_taken_for_sending_once(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])

    assert await store.mark_sending(part().key)
    assert not await store.mark_sending(part().key)
    assert not await store.mark_sending("no such part")


async def test_a_mark_changes_the_state_and_nothing_else(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])

    await store.mark(part(payload="another", number=9, state=PartState.SENT, receipt="77"))

    assert await only_part(store) == part(state=PartState.SENT, receipt="77")


async def test_a_mark_on_an_unknown_part_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no part"):
        await store.mark(part(key="no such part"))


async def test_what_was_on_its_way_at_a_stop_is_unknown_after_the_start(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part(), part(key="part-1", number=1)])
    await store.mark_sending("part-0")

    assert await store.recover() == 1
    assert await store.recover() == 0

    (delivery,) = await store.deliveries()
    assert [one.state for one in delivery.parts] == [PartState.UNKNOWN, PartState.PENDING]
    assert delivery.parts[0].reason


async def test_two_slots_may_have_one_edition(store: Store) -> None:
    assert await store.claim(subscription(), slot(), digest(), [part()])
    assert await store.claim(subscription(), slot(at=time(18, 0)), digest(), [part(key="part-1")])
