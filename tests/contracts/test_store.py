"""What every Store promises: the SQL store on a file and in memory, and the fake that other tests use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from digest.errors import Cause, StoreError, Trouble
from digest.model import Article, Change, Delivery, Edit, Erratum, Item, Mode, Part, PartState, Revision, Slot
from digest.ports import VAIN, Counts, Health, Keep, Page, Store, Validator
from digest.rhythm import Rhythm
from tests import builders
from tests.builders import NOW, article, digest, facts, listing, part, period, slot, source, subscription

OTHER_URL = "https://courier.example/news/harbour"
ETAG = Validator(etag='"1"')


async def save(store: Store, *articles: Article) -> None:
    for one in articles:
        await store.save_article(one, listing=listing(url=one.url, title=one.title))


def at(moment: datetime, name: str) -> Article:
    """An article of its own that was published then."""
    return article(url=f"https://courier.example/news/{name}", published=moment)


def erratum() -> Erratum:
    """To the first line of the digest."""
    line, story = digest().entries[0].sections[0].items[0], digest().entries[0].story
    return Erratum(digest().edition, story, "met", line, replace(line, text="one"))


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


async def test_a_text_that_was_mended_by_us_is_the_next_version_and_no_edit(store: Store) -> None:
    await save(store, article(text="Ministers met.\nTune in at eight."))

    stored = await store.save_article(article(text="Ministers met."), mended=True)

    assert stored == article(version=2, first_seen=NOW, text="Ministers met.")
    assert [each.changes for each in await store.revisions(article().id)] == [()]


async def test_a_text_that_goes_back_to_an_earlier_one_is_a_new_version(store: Store) -> None:
    await save(store, article(), article(text="A slip."))

    stored = await store.save_article(article(), listing=listing())

    assert stored == article(version=3, first_seen=NOW)


async def test_dates_that_change_in_vain_are_not_believed_for_ever(store: Store) -> None:
    await store.save_article(article(), listing=listing())
    for hour in range(VAIN):
        await store.save_article(article(), listing=listing(updated=NOW + timedelta(hours=hour)))

    assert await store.unseen([listing(updated=NOW + timedelta(hours=VAIN))]) == ()
    renamed = listing(title="Rail link: what we know")
    assert await store.unseen([renamed]) == (renamed,)


async def test_what_is_passed_over_is_seen_until_it_is_listed_otherwise(store: Store) -> None:
    await store.save_page(Page(listing().url, "Courier", tries=1, next_look=NOW))

    await store.pass_over(listing())

    assert await store.unseen([listing()]) == ()
    assert await store.pages([listing()]) == ()
    assert await store.unread("reader", limit=9) == ()
    later = listing(updated=NOW)
    assert await store.unseen([later]) == (later,)


async def test_dates_of_what_is_passed_over_are_not_believed_for_ever(store: Store) -> None:
    for hour in range(VAIN):
        await store.pass_over(listing(updated=NOW + timedelta(hours=hour)))

    assert await store.unseen([listing(updated=NOW + timedelta(hours=VAIN))]) == ()


async def test_dates_are_believed_again_after_an_edit(store: Store) -> None:
    await store.save_article(article(), listing=listing())
    for hour in range(VAIN):
        await store.save_article(article(), listing=listing(updated=NOW + timedelta(hours=hour)))
    later = listing(updated=NOW + timedelta(days=1))

    await store.save_article(article(text="Corrected."), listing=listing(title="Rail link: what we know"))

    assert await store.unseen([replace(later, title="Rail link: what we know")]) != ()


async def test_a_teaser_does_not_replace_the_whole_text(store: Store) -> None:
    renamed = listing(title="Rail link: what we know")
    await save(store, article())

    stored = await store.save_article(article(title=renamed.title, text="A teaser.", teaser=True), listing=renamed)

    assert stored is None
    assert await store.unseen([renamed]) == ()


async def test_the_whole_text_replaces_a_teaser(store: Store) -> None:
    await save(store, article(text="A teaser.", teaser=True))

    stored = await store.save_article(article(), listing=listing())

    assert stored == article(version=2, first_seen=NOW)


async def test_an_article_stays_as_old_as_it_was_first_said_to_be(store: Store) -> None:
    await save(store, article())

    stored = await store.save_article(article(text="Corrected.", published=NOW + timedelta(hours=3)), listing=listing())

    assert stored is not None
    assert stored.published == article().published


async def test_what_nobody_can_date_is_no_news_until_somebody_can(store: Store) -> None:
    await save(store, article(published=None, news=False))

    again = await store.save_article(article(text="Corrected.", published=None), listing=listing())
    dated = await store.save_article(article(text="Corrected twice."), listing=listing())

    assert [version.news for version in (again, dated) if version] == [False, True]


# --- what was edited, and what is gone -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        builders.TEXT.replace(" ", "  "),
        # other marks, and page furniture that comes and goes
        builders.TEXT.replace("“", '"').replace("”", '"'),
        f"{builders.TEXT}\nAdvertisement",
    ],
)
async def test_what_is_no_edit_makes_no_version(store: Store, same: str) -> None:
    await save(store, article())

    assert await store.save_article(article(text=same), listing=listing()) is None
    assert await store.revisions(article().id) == ()


async def test_it_is_kept_what_each_edit_changed(store: Store) -> None:
    june, july = builders.QUOTED, builders.QUOTED.replace("June", "July")
    await save(store, article())
    await save(store, article(text=builders.TEXT.replace(june, july), seen=NOW + timedelta(hours=1)))
    await save(store, article(text=f"{builders.TITLE}\n{july}", seen=NOW + timedelta(hours=2)))

    assert await store.revisions(article().id) == (
        Revision(article().id, 2, NOW + timedelta(hours=1), (Change(Edit.ALTERED, june, july),)),
        Revision(article().id, 3, NOW + timedelta(hours=2), (Change(Edit.REMOVED, builders.MEETING, ""),)),
    )


async def test_a_teaser_that_became_the_whole_text_was_not_edited(store: Store) -> None:
    await save(store, article(text="A teaser.", teaser=True), article(seen=NOW + timedelta(hours=1)))

    assert await store.revisions(article().id) == (Revision(article().id, 2, NOW + timedelta(hours=1), ()),)


async def test_a_page_is_remembered_while_a_look_is_to_come(store: Store) -> None:
    page = Page(builders.URL, "Courier", article().id, ETAG, 2, NOW, NOW + timedelta(hours=1))

    await store.save_page(page)
    before = await store.pages([listing(), listing(url=OTHER_URL)])
    await store.save_page(replace(page, next_look=None))

    assert before == (page,)
    assert await store.pages([listing()]) == ()


async def test_looks_are_those_that_are_due_longest_first(store: Store) -> None:
    late, later = article(url=f"{OTHER_URL}/1"), article(url=f"{OTHER_URL}/2", source="Herald")
    to_come = article(url=f"{OTHER_URL}/3")
    for one, minutes in ((later, 1), (late, 2), (to_come, -1)):
        page = Page(one.url, one.source, one.id, next_look=NOW - timedelta(minutes=minutes))
        await store.save_article(one, listing=listing(url=one.url), page=page)
    await store.save_page(Page(f"{OTHER_URL}/4", "Courier", next_look=NOW))  # its article was never had

    looks = await store.looks(NOW, limit=9)

    assert [of for _, of in looks] == [late, later]
    assert [page.url for page, _ in looks] == [late.url, later.url]
    assert [of for _, of in await store.looks(NOW, limit=1)] == [late]
    assert [of for _, of in await store.looks(NOW, limit=9, but=["Courier"])] == [later]


async def test_an_article_that_is_gone_is_marked_with_its_facts(store: Store) -> None:
    page = Page(builders.URL, "Courier", article().id, next_look=NOW)
    await store.save_article(article(), listing=listing(), page=page)
    await store.save_facts(facts())

    await store.mark_gone(page, now=NOW)

    assert await store.reports(period()) == (builders.report(article=article(gone=NOW)),)
    assert await store.pages([listing()]) == ()


async def test_an_article_that_is_had_again_is_not_gone(store: Store) -> None:
    page = Page(builders.URL, "Courier", article().id, next_look=NOW)
    await store.save_article(article(), listing=listing(), page=page)
    await store.save_facts(facts())
    await store.mark_gone(page, now=NOW)

    assert await store.save_article(article(), listing=listing()) is None

    assert await store.reports(period()) == (builders.report(),)


# --- how sources do --------------------------------------------------------------------------------------------------


async def test_health_comes_back_as_it_was_saved(store: Store) -> None:
    full = Health(
        "Courier",
        checked=NOW,
        succeeded=NOW - timedelta(minutes=5),
        newest=NOW - timedelta(hours=1),
        failures=2,
        reason="no answer in 20 s",
        since=NOW - timedelta(days=9),
        next_poll=NOW + timedelta(minutes=8),
        rhythm=Rhythm(NOW - timedelta(hours=3), (2, 0, 1)),
        validator=ETAG,
    )
    assert await store.health_of(source()) is None

    await store.save_round(source(), Health("Courier", checked=NOW))
    await store.save_round(source(), full)

    assert await store.health_of(source()) == full


@pytest.mark.parametrize("trouble", [None, Trouble(Cause.ANSWERED, 503), Trouble(Cause.SLOW)])
async def test_a_source_s_trouble_comes_back_with_its_reason(store: Store, trouble: Trouble | None) -> None:
    failed = Health("Courier", checked=NOW, failures=1, reason="answered 503", trouble=trouble)

    await store.save_round(source(), failed)

    assert await store.health_of(source()) == failed


async def test_health_of_one_address_says_nothing_of_another(store: Store) -> None:
    moved = source(url="https://courier.example/new-feed.xml")
    await store.save_round(source(), Health("Courier", checked=NOW, validator=ETAG))
    before = await store.health_of(moved)

    await store.save_round(moved, Health("Courier", checked=NOW))

    assert before is None
    assert await store.health_of(source()) is None
    assert await store.health() == (Health("Courier", checked=NOW),)


async def test_health_is_by_name(store: Store) -> None:
    await store.save_round(source(name="Herald"), Health("Herald", checked=NOW))
    await store.save_round(source(), Health("Courier", checked=NOW))

    assert [each.source for each in await store.health()] == ["Courier", "Herald"]


# --- sources that were added ------------------------------------------------------------------------------------------


async def test_added_sources_come_back_as_they_were_put_by_name(store: Store) -> None:
    full = source(name="Herald", url="https://herald.example/map.xml", kind="sitemap", region="south", language="ka")
    await store.put_source(full)
    await store.put_source(source())

    assert await store.added_sources() == (source(), full)


async def test_an_added_source_is_changed_by_its_name(store: Store) -> None:
    await store.put_source(source())

    await store.put_source(source(url="https://courier.example/new.xml"))

    assert await store.added_sources() == (source(url="https://courier.example/new.xml"),)


async def test_two_added_sources_never_have_one_address(store: Store) -> None:
    await store.put_source(source())

    with pytest.raises(StoreError):
        await store.put_source(source(name="Courier again"))

    assert await store.added_sources() == (source(),)


async def test_a_dropped_source_is_gone_and_its_articles_stay(store: Store) -> None:
    await store.put_source(source())
    await save(store, article())

    assert await store.drop_source("Courier")
    assert not await store.drop_source("Courier")

    assert await store.added_sources() == ()
    assert await store.unseen([listing()]) == ()


# --- lines that a site repeats ---------------------------------------------------------------------------------------


async def test_a_line_is_repeated_from_the_third_page_of_its_site_on(store: Store) -> None:
    found = [await store.repeated("a.example", page, {1, -2}) for page in ("p", "q", "q", "r")]
    elsewhere = await store.repeated("b.example", "s", {1})
    later = await store.repeated("a.example", "t", {1, 3})

    assert [set(each) for each in found] == [set(), set(), set(), {1, -2}]
    assert (set(elsewhere), set(later)) == (set(), {1})


async def test_a_line_of_64_bits_is_noted(store: Store) -> None:
    most, least = 2**63 - 1, -(2**63)

    found = [await store.repeated("a.example", page, {most, least}) for page in "pqr"]

    assert set(found[-1]) == {most, least}


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


async def test_reports_that_were_asked_for_before_tell_what_changed_since(store: Store) -> None:
    page = Page(builders.URL, "Courier", article().id, next_look=NOW)
    await store.save_article(article(), listing=listing(), page=page)
    await store.save_facts(facts())
    told = [await store.reports(period())]

    await store.save_unreadable(article(), "test-2")
    told.append(await store.reports(period()))
    await store.save_facts(facts(reader="test-2", statements=()))
    told.append(await store.reports(period()))
    await store.mark_gone(page, now=NOW)
    told.append(await store.reports(period()))

    read_anew = builders.report(facts=facts(reader="test-2", statements=()))
    gone = replace(read_anew, article=article(gone=NOW))
    assert told == [(builders.report(),), (builders.report(),), (read_anew,), (gone,)]


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


async def test_alerts_are_stored_with_a_subscription(store: Store) -> None:
    await store.put_subscription(subscription(alerts=3))

    assert await store.subscriptions() == (subscription(alerts=3),)
    assert await store.subscriptions(alerts=True) == (subscription(alerts=3),)


async def test_alerts_are_found_among_the_subscriptions(store: Store) -> None:
    await store.put_subscription(subscription())
    await store.put_subscription(subscription(id="alert", alerts=1))

    assert await store.subscriptions(alerts=True) == (subscription(id="alert", alerts=1),)


async def test_a_subscription_is_due_until_it_is_to_be_looked_at_later(store: Store) -> None:
    await store.put_subscription(subscription())
    assert await store.due(NOW) == (subscription(),)

    await store.look_next({subscription().id: NOW + timedelta(hours=1)})

    assert await store.due(NOW) == ()
    assert await store.due(NOW + timedelta(hours=1)) == (subscription(),)


async def test_a_subscription_that_is_changed_is_due_at_once(store: Store) -> None:
    await store.put_subscription(subscription())
    await store.look_next({subscription().id: NOW + timedelta(hours=1)})

    await store.put_subscription(subscription())
    assert await store.due(NOW) == ()
    await store.put_subscription(subscription(topics=("ardal",)))

    assert await store.due(NOW) == (subscription(topics=("ardal",)),)


async def test_a_look_that_a_wrong_clock_put_far_ahead_is_due(store: Store) -> None:
    await store.put_subscription(subscription())

    await store.look_next({subscription().id: NOW + timedelta(days=365)})

    assert await store.due(NOW) == (subscription(),)


async def test_a_paused_subscription_is_not_due(store: Store) -> None:
    await store.put_subscription(subscription())

    await store.pause(subscription().id, "kicked")

    assert await store.due(NOW) == ()


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
    assert replace(delivery, id="") == builders.delivery(id="", parts=(part(changed=NOW),))


async def test_the_latest_slot_is_by_day_and_time(store: Store) -> None:
    evening, next_day = slot(at=time(18, 0)), slot(day=date(2025, 4, 25))
    assert await store.last_slots([subscription().id]) == {}

    for n, one in enumerate([evening, next_day, slot()]):
        await store.claim(subscription(), one, digest(), [part(key=str(n))])

    assert await store.last_slots([subscription().id, "other"]) == {subscription().id: next_day}


async def test_a_slot_without_messages_is_served_all_the_same(store: Store) -> None:
    assert await store.claim(subscription(), slot(), digest(), [])

    assert await store.last_slots([subscription().id, "other"]) == {subscription().id: slot()}
    assert await store.undelivered() == ()


async def test_parts_are_claimed_as_pending(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part(state=PartState.SENT, receipt="1", reason="x")])

    assert await only_part(store) == part(changed=NOW)


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


async def test_deliveries_can_be_those_of_a_chat_and_those_that_went_wrong(store: Store) -> None:
    there = replace(subscription(), id="elsewhere", address=replace(subscription().address, chat="elsewhere"))
    for n, which in enumerate([subscription(), subscription(), there]):
        one = slot(day=slot().day + timedelta(days=n))
        await store.claim(which, one, digest(), [part(key=str(n))])
    await store.mark(part(key="0", state=PartState.UNKNOWN))
    await store.mark(part(key="2", state=PartState.FAILED))

    async def keys(**wanted: Any) -> list[str]:
        return [each.parts[0].key for each in await store.deliveries(**wanted)]

    assert await keys(chat="newsdesk") == ["1", "0"]
    assert await keys(failed=True) == ["2", "0"]
    assert await keys(chat="elsewhere", failed=True) == ["2"]


async def test_a_part_is_taken_for_sending_once(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    later = NOW + timedelta(minutes=1)

    assert await store.mark_sending(part().key, Mode.LOOK, now=later)
    assert not await store.mark_sending(part().key, Mode.ANCHOR, now=NOW)
    assert not await store.mark_sending("no such part", Mode.LOOK, now=NOW)

    sending = await only_part(store)
    assert (sending.state, sending.mode, sending.intent) == (PartState.SENDING, Mode.LOOK, later)


async def test_a_mark_writes_all_but_what_was_frozen_and_the_intent(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.mark_sending(part().key, Mode.LOOK, now=NOW)
    become = part(
        state=PartState.UNKNOWN,
        receipt="77",
        reason="no answer",
        mode=Mode.AT_MOST_ONCE,
        doubts=2,
        misses=1,
        due=NOW + timedelta(seconds=90),
        repeat=True,
    )

    await store.mark(replace(become, payload="another", number=9, intent=None))

    assert await only_part(store) == replace(become, intent=NOW, changed=NOW)


@pytest.mark.parametrize(
    ("state", "due", "is_open"),
    [
        (PartState.PENDING, None, True),
        (PartState.SENDING, None, True),
        (PartState.ANCHORED, None, True),
        (PartState.UNKNOWN, NOW, True),
        (PartState.UNKNOWN, None, False),
        (PartState.FAILED, None, False),
        (PartState.SENT, None, False),
    ],
)
async def test_what_is_left_to_people_is_not_undelivered(
    store: Store, state: PartState, due: datetime | None, is_open: bool
) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.mark(part(state=state, due=due))

    assert bool(await store.undelivered()) == is_open


async def test_what_is_left_to_people_can_be_sent_again(store: Store) -> None:
    states = [PartState.SENT, PartState.UNKNOWN, PartState.FAILED, PartState.UNKNOWN]
    await store.claim(subscription(), slot(), digest(), [part(key=str(n), number=n) for n in range(4)])
    for n, state in enumerate(states):
        await store.mark(part(key=str(n), state=state, due=NOW if n == 3 else None, doubts=2))  # that one is looked up

    (delivery,) = await store.deliveries()
    found = await store.resend(delivery.id)
    none = await store.resend("no such delivery")

    (delivery,) = await store.deliveries()
    assert (found, none) == (2, 0)
    assert [(each.state, each.repeat, each.doubts) for each in delivery.parts] == [
        (PartState.SENT, False, 2),
        (PartState.PENDING, True, 0),
        (PartState.PENDING, False, 0),
        (PartState.UNKNOWN, False, 2),
    ]


async def test_a_paused_subscription_keeps_its_reason_until_it_is_tried_again(store: Store) -> None:
    await store.put_subscription(subscription())
    await store.put_subscription(subscription(id="subscription-2"))

    await store.pause("subscription-1", "archived")
    await store.pause("no such subscription", "gone")

    assert await store.paused() == ((subscription(), "archived"),)
    assert [each.id for each in await store.subscriptions()] == ["subscription-2"]
    await store.resume("subscription-1")
    await store.resume("no such subscription")
    assert await store.paused() == ()
    assert len(await store.subscriptions()) == 2


async def test_a_workspace_that_left_is_paused_and_no_other(store: Store) -> None:
    for name in ("one", "two", "other"):
        there = builders.address(platform="slack", chat=f"C-{name}", workspace="T2" if name == "other" else "T1")
        await store.put_subscription(subscription(id=name, address=there))
    await store.pause("two", "archived")

    assert await store.pause_workspace("slack", "T1", "uninstalled") == 1
    assert [(each.id, reason) for each, reason in await store.paused()] == [("one", "uninstalled"), ("two", "archived")]
    assert [each.id for each in await store.subscriptions()] == ["other"]

    assert await store.resume_workspace("slack", "T2") == 0
    assert await store.resume_workspace("telegram", "T1") == 0
    assert await store.resume_workspace("slack", "T1") == 2
    assert await store.paused() == ()


async def test_what_a_platform_sends_twice_is_told_from_what_it_sends_once(store: Store) -> None:
    assert await store.first_time("telegram 1")
    assert await store.first_time("telegram 2")
    assert not await store.first_time("telegram 1")


async def test_nothing_is_counted_in_an_empty_store(store: Store) -> None:
    assert await store.counts(NOW) == Counts(0, 0, (), None)


async def test_what_there_is_is_counted(store: Store) -> None:
    await save(store, article(), article(url=OTHER_URL))
    await store.save_facts(facts())
    parts = [part(), part(key="part-1", number=1), part(key="part-2", number=2)]
    await store.claim(subscription(), slot(), digest(), parts)
    await store.mark(part(state=PartState.SENT))
    await store.mark(part(key="part-1", due=NOW + timedelta(hours=1)))
    later = NOW + timedelta(hours=2)

    now, then = await store.counts(NOW), await store.counts(later)

    assert (now.articles, now.read) == (2, 1)
    assert now.parts == ((PartState.PENDING, 2), (PartState.SENT, 1))
    assert (now.waiting_since, then.waiting_since) == (NOW, NOW)
    await store.mark(part(key="part-2", state=PartState.UNKNOWN))
    assert (await store.counts(NOW)).waiting_since is None
    assert (await store.counts(later)).waiting_since == NOW + timedelta(hours=1)


async def test_a_chat_that_moved_is_served_where_it_is_now(store: Store) -> None:
    await store.put_subscription(subscription())
    for n in range(2):
        one = slot(day=slot().day + timedelta(days=n))
        await store.claim(subscription(), one, digest(), [part(key=str(n))])
    await store.mark(part(key="0", state=PartState.SENT))

    await store.move(subscription().address, "-100")

    assert [each.address.chat for each in await store.subscriptions()] == ["-100"]
    assert [each.address.chat for each in await store.deliveries()] == ["-100", "newsdesk"]


async def test_a_mark_on_an_unknown_part_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no part"):
        await store.mark(part(key="no such part"))


async def test_editions_are_found_by_when_they_were_claimed_and_for_whom(store: Store) -> None:
    first, second = digest(), digest(edition="d_second", more=1)
    await store.claim(subscription(), slot(), first, [part()])
    await store.claim(subscription(), slot(at=time(18, 0)), second, [part(key="part-1")])
    await store.claim(subscription(id="subscription-2"), slot(), first, [part(key="part-2")])

    assert await store.editions(NOW) == (first, second)
    assert await store.editions(NOW, subscription_id="subscription-1") == (second, first)
    assert await store.editions(NOW, subscription_id="subscription-2") == (first,)
    assert await store.editions(NOW + timedelta(days=1)) == ()


async def test_an_erratum_is_kept_once_a_line(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    line, story = digest().entries[0].sections[0].items[0], digest().entries[0].story
    first = Erratum(digest().edition, story, "met", line, replace(line, text="one"))
    headline = Erratum(digest().edition, story, "", Item("Old"), None)

    await store.save_errata([first, headline])
    await store.save_errata([replace(first, after=None)])

    assert {erratum for _, erratum in await store.errata()} == {headline, replace(first, after=None)}
    assert len(await store.errata(limit=1)) == 1
    assert [moment - NOW for moment, _ in await store.errata()] == [timedelta(microseconds=1), timedelta()]
    assert await store.errata(edition="d_another") == ()


async def test_an_erratum_that_is_found_again_keeps_its_moment(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.save_errata([erratum()])

    await store.save_errata([erratum()])

    assert await store.errata() == ((NOW, erratum()),)


async def test_a_delivery_is_misprinted_until_it_is_corrected(store: Store) -> None:
    await store.put_subscription(subscription())
    await store.claim(subscription(), slot(), digest(), [part()])
    before = await store.misprints(NOW)
    await store.save_errata([erratum()])
    [misprint] = await store.misprints(NOW)
    corrected = digest(edition="d_corrected", more=1)
    edit = part(key="e", number=1, state=PartState.ANCHORED, receipt="m1", corrects="part-0", repeat=True)

    done = [await store.correct(misprint, corrected, [edit, part(key="r", number=2, answers="m1")]) for _ in range(2)]

    assert (before, done, await store.misprints(NOW)) == ((), [True, False], ())
    assert (misprint.zone, misprint.edition, misprint.shown) == ("Europe/Berlin", digest(), digest())
    assert misprint.errata == ((NOW, erratum()),)
    (delivery,) = await store.undelivered()
    assert (delivery.edition, delivery.shows, delivery.corrected) == (digest().edition, "d_corrected", NOW)
    assert delivery.messages == delivery.parts[:1]
    assert [(each.key, each.state, each.receipt, each.repeat) for each in delivery.parts] == [
        ("part-0", PartState.PENDING, "", False),
        ("e", PartState.ANCHORED, "m1", True),
        ("r", PartState.PENDING, "", False),
    ]
    assert [(each.corrects, each.answers) for each in delivery.parts] == [("", ""), ("part-0", ""), ("", "m1")]
    assert await store.deliveries(edition=digest().edition) == (delivery,)
    assert await store.deliveries(edition="d_corrected") == ()
    assert [await store.edition(key) for key in ("d_corrected", "d_none")] == [corrected, None]
    assert await store.chats.edition("d_corrected", subscription().address) == corrected
    assert await store.chats.edition("d_corrected", replace(subscription().address, chat="x")) is None
    assert await store.editions(NOW) == (digest(),)  # what readers were told is what went out


async def test_a_further_erratum_is_held_against_what_the_chat_shows(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.save_errata([erratum()])
    [misprint] = await store.misprints(NOW)
    corrected = digest(edition="d_corrected", more=1)
    await store.correct(misprint, corrected, [])

    await store.save_errata([erratum(), replace(erratum(), section="")])

    [again] = await store.misprints(NOW)
    assert (again.zone, again.edition, again.shown) == ("UTC", digest(), corrected)
    assert len(again.errata) == 2
    assert await store.misprints(NOW + timedelta(days=1)) == ()


async def test_a_chat_that_is_closed_is_corrected_once_it_is_open(store: Store) -> None:
    await store.put_subscription(subscription())
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.save_errata([erratum()])

    await store.pause("subscription-1", "archived")
    closed = await store.misprints(NOW)
    await store.resume("subscription-1")

    assert (closed, len(await store.misprints(NOW))) == ((), 1)


async def test_an_edit_that_is_asked_for_again_stays_an_edit(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.save_errata([erratum()])
    [misprint] = await store.misprints(NOW)
    edit = part(key="e", number=1, state=PartState.ANCHORED, receipt="m1", corrects="part-0")
    await store.correct(misprint, digest(edition="d_corrected"), [edit])
    await store.mark(replace(edit, state=PartState.FAILED))

    assert await store.resend(misprint.delivery.id) == 1

    (delivery,) = await store.deliveries()
    assert delivery.parts[1].state is PartState.ANCHORED


async def test_any_version_of_an_article_is_found(store: Store) -> None:
    await store.save_article(article())
    await store.save_article(replace(article(), text=article().text + "\nMore."))

    found = await store.versions([(article().id, 2), (article().id, 1), ("another", 1)])

    assert [(each.id, each.version) for each in found] == [(article().id, 1), (article().id, 2)]


async def test_the_latest_versions_of_articles_are_found_by_id(store: Store) -> None:
    await store.save_article(article())
    await store.save_facts(facts())
    await store.save_article(replace(article(), text=article().text + "\nMore."))

    unread = await store.latest([article().id, "another"])
    await store.save_facts(facts(version=2))
    [report] = await store.latest([article().id, "another"])

    assert unread == ()
    assert (report.article.version, report.facts.version) == (2, 2)


async def test_two_slots_may_have_one_edition(store: Store) -> None:
    assert await store.claim(subscription(), slot(), digest(), [part()])
    assert await store.claim(subscription(), slot(at=time(18, 0)), digest(), [part(key="part-1")])


async def test_the_slots_of_a_subscription_are_told_from_a_day_on(store: Store) -> None:
    later = replace(slot(), at=time(18, 0))
    day_before = replace(slot(), day=slot().day - timedelta(days=1))
    for n, one in enumerate([later, day_before, slot()]):
        await store.claim(subscription(), one, digest(), [part(key=str(n))])

    assert await store.slots(subscription().id, since=slot().day) == (slot(), later)


# --- what is kept ----------------------------------------------------------------------------------------------------

#: What is older than this is forgotten.
BEFORE = NOW - timedelta(days=30)
KEEP = Keep(BEFORE, BEFORE, BEFORE)


async def test_articles_are_forgotten_by_their_date_and_never_taken_for_new_again(store: Store) -> None:
    long_ago = BEFORE - timedelta(days=1)
    old = replace(at(long_ago, "old"), seen=long_ago)
    looked_at = replace(at(long_ago, "looked at again"), seen=long_ago)
    await save(store, old, looked_at, at(NOW, "new"))
    await store.save_article(replace(looked_at, text=f"{looked_at.text}\nMore.", seen=NOW))

    forgotten = [await store.forget(KEEP, limit=9) for _ in range(2)]

    assert forgotten == [1, 0]
    every = [(each.id, number) for each in (old, looked_at, at(NOW, "new")) for number in (1, 2)]
    assert {each.url for each in await store.versions(every)} == {looked_at.url, at(NOW, "new").url}
    assert await store.unseen([listing(url=old.url, title=old.title)]) == ()


async def test_only_so_many_are_forgotten_at_once(store: Store) -> None:
    long_ago = BEFORE - timedelta(days=1)
    await save(store, *(replace(at(long_ago, str(n)), seen=long_ago) for n in range(5)))

    assert [await store.forget(KEEP, limit=2) for _ in range(4)] == [2, 2, 1, 0]


async def test_what_was_sent_is_forgotten_with_its_edition_and_errata(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part(state=PartState.SENT)])
    await store.mark(part(state=PartState.SENT))
    await store.save_errata([erratum()])
    [misprint] = await store.misprints(NOW)
    await store.correct(misprint, digest(edition="d_corrected"), [])

    kept = await store.forget(KEEP, limit=9)
    later = Keep(BEFORE, NOW + timedelta(days=1), BEFORE)
    while await store.forget(later, limit=9):
        pass

    assert kept == 0
    assert await store.deliveries() == ()
    assert [await store.edition(key) for key in (digest().edition, "d_corrected")] == [None, None]
    assert await store.errata() == ()


@pytest.mark.parametrize(
    ("state", "due", "is_kept"),
    [
        (PartState.PENDING, None, True),
        (PartState.ANCHORED, None, True),
        (PartState.UNKNOWN, NOW, True),
        (PartState.UNKNOWN, None, False),
        (PartState.FAILED, None, False),
    ],
)
async def test_what_is_under_way_is_never_forgotten(
    store: Store, state: PartState, due: datetime | None, is_kept: bool
) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.mark(part(state=state, due=due))

    await store.forget(Keep(BEFORE, NOW + timedelta(days=400), BEFORE), limit=9)

    assert bool(await store.deliveries()) == is_kept


async def test_what_a_living_subscription_was_last_sent_is_kept_however_old(store: Store) -> None:
    await store.put_subscription(subscription())
    for who in (subscription(), subscription(id="dropped")):
        await store.claim(who, slot(), digest(), [part(key=who.id, state=PartState.SENT)])
        await store.mark(part(key=who.id, state=PartState.SENT))

    await store.forget(Keep(BEFORE, NOW + timedelta(days=400), BEFORE), limit=9)

    assert [each.subscription_id for each in await store.deliveries()] == ["subscription-1"]
    assert await store.last_slots(["subscription-1"]) == {"subscription-1": slot()}
    assert await store.editions(NOW, subscription_id="subscription-1") == (digest(),)


async def test_lines_that_a_site_has_not_repeated_lately_are_forgotten(store: Store) -> None:
    for page in ("a", "b", "c"):
        await store.repeated("courier.example", page, [7])

    kept = await store.forget(KEEP, limit=9)
    forgotten = await store.forget(Keep(BEFORE, BEFORE, NOW + timedelta(days=1)), limit=9)

    assert (kept, forgotten) == (0, 1)
    assert await store.repeated("courier.example", "d", [7]) == frozenset()
