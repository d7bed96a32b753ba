"""What every store promises to chats: the SQL one on a file and in memory, and the fake that other tests use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from digest.model import Chat, Complaint, Length, Muted, Press
from digest.ports import Filed, Page, Store, Trace
from tests.builders import (
    NOW,
    URL,
    actor,
    address,
    article,
    digest,
    encounter,
    facts,
    listing,
    part,
    slot,
    statement,
    subscription,
)

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


async def test_a_chat_that_never_said_what_it_wants_has_the_defaults(store: Store) -> None:
    assert await store.chats.wishes(address()) == Chat(address())


async def test_what_a_chat_wants_comes_back_as_it_was_saved(store: Store) -> None:
    wanted = Chat(
        address(),
        language="ka",
        zone="Asia/Tbilisi",
        length=Length.SHORT,
        quiet=(time(22, 0), time(7, 0)),
        silent=True,
        muted=(Muted("", NOW), Muted("rail", NOW)),
    )
    await store.chats.save(Chat(address(), language="ru"))

    await store.chats.save(wanted)

    assert await store.chats.wishes(address()) == wanted
    assert await store.chats.wished([address(), address(thread="7")]) == {address(): wanted}
    assert await store.chats.wishes(address(thread="7")) == Chat(address(thread="7"))


async def test_a_chat_sees_its_own_subscriptions_alone_paused_ones_too(store: Store) -> None:
    mine, paused = subscription(id="a"), subscription(id="b")
    for each in (mine, paused, subscription(id="c", address=address(workspace="T2"))):
        await store.put_subscription(each)
    await store.pause("b", "kicked")

    assert await store.chats.subscriptions(address()) == ((mine, ""), (paused, "kicked"))


async def test_a_workspace_s_subscriptions_are_in_the_order_of_its_chats(store: Store) -> None:
    mine = subscription(id="b", address=address(workspace="T1", chat="C1"))
    beside = subscription(id="a", address=address(workspace="T1", chat="C2"))
    below = subscription(id="c", address=address(workspace="T1", chat="C1", thread="7"))
    foreign = subscription(id="d", address=address(workspace="T2", chat="C1"))
    for each in (beside, below, mine, foreign):
        await store.put_subscription(each)
    await store.pause("c", "archived")

    assert await store.chats.workspace(address().platform, "T1") == ((mine, ""), (below, "archived"), (beside, ""))
    assert await store.chats.workspace("elsewhere", "T1") == ()


async def test_a_chat_sees_its_own_editions_the_latest_first(store: Store) -> None:
    later = replace(slot(), day=slot().day + timedelta(days=1))
    other = subscription(id="other", address=address(chat="elsewhere"))
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.claim(subscription(), later, digest(edition="edition-2"), [part(key="2")])
    await store.claim(other, slot(), digest(edition="edition-3"), [part(key="3")])

    assert await store.chats.editions(address(), limit=5) == (digest(edition="edition-2"), digest())
    assert await store.chats.editions(address(), limit=1) == (digest(edition="edition-2"),)


async def test_an_edition_is_found_where_it_was_queued_and_nowhere_else(store: Store) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])

    assert await store.chats.edition("edition-1", address()) == digest()
    assert await store.chats.edition("edition-1", address(chat="elsewhere")) is None
    assert await store.chats.edition("edition-1", address(thread="7")) is None
    assert await store.chats.edition("no such edition", address()) is None


async def test_a_chat_is_paused_in_all_its_threads_and_alone(store: Store) -> None:
    mine, thread = subscription(id="a"), subscription(id="b", address=address(thread="7"))
    for each in (mine, thread, subscription(id="c", address=address(chat="elsewhere"))):
        await store.put_subscription(each)
    await store.pause("a", "archived")

    assert await store.chats.pause(address(), "kicked") == 1

    assert await store.paused() == ((mine, "archived"), (thread, "kicked"))
    assert await store.chats.resume(address(thread="7")) == 2
    assert await store.chats.resume(address()) == 0
    assert await store.paused() == ()


@pytest.mark.parametrize("name", ["Venn", "mara venn", "REYK", "Рейк"])
async def test_articles_are_found_by_who_acts_or_speaks_there(store: Store, name: str) -> None:
    await store.save_article(article())
    await store.save_facts(facts())

    assert await store.chats.named(name, since=LONG_AGO, limit=9) == (article().id,)
    assert await store.chats.named(name, since=NOW, limit=9) == ()


@pytest.mark.parametrize("name", ["", "Vennberg", "Mara Reyk Brandt"])
async def test_nobody_else_is_found(store: Store, name: str) -> None:
    await store.save_article(article())
    await store.save_facts(facts())

    assert await store.chats.named(name, since=LONG_AGO, limit=9) == ()


async def test_who_is_named_follows_the_latest_reading(store: Store) -> None:
    other = actor(key="ida brandt", name="Ida Brandt", aliases=())
    await store.save_article(article())
    await store.save_facts(facts())

    alone = encounter(participants=(other,))
    await store.save_facts(facts(reader="test-2", encounters=(alone,), statements=(statement(speaker=other),)))

    assert await store.chats.named("Venn", since=LONG_AGO, limit=9) == ()
    assert await store.chats.named("Brandt", since=LONG_AGO, limit=9) == (article().id,)


async def test_what_a_moved_chat_says_under_its_new_id_counts(store: Store) -> None:
    old, new, thread = address(), address(chat="-100"), address(thread="7")
    for each in (Chat(old, language="ru"), Chat(new, language="ka"), Chat(thread, language="hy")):
        await store.chats.save(each)
    await store.put_subscription(subscription())

    await store.move(old, "-100")

    assert await store.chats.wishes(new) == Chat(new, language="ka")
    assert (await store.chats.wishes(address(chat="-100", thread="7"))).language == "hy"
    assert len(await store.chats.subscriptions(new)) == 1


async def test_a_button_does_what_it_was_shown_for_in_its_own_chat_alone(store: Store) -> None:
    first, second = Press(address(), ("topics", "on", "rail")), Press(address(), ("help",), user="7")

    numbers = await store.chats.show([first, second])

    assert len(set(numbers)) == 2
    assert await store.chats.pressed(numbers[0], address()) == replace(first, shown=NOW)
    assert await store.chats.pressed(numbers[1], address()) == replace(second, shown=NOW)
    assert await store.chats.pressed(numbers[0], address(chat="elsewhere")) is None
    assert await store.chats.pressed(max(numbers) + 1, address()) is None


async def test_complaints_are_numbered(store: Store) -> None:
    complaint = Complaint(address(), "7", "edition-1", "story-1", "speaker")

    assert [await store.chats.complain(complaint) for _ in range(2)] == [1, 2]


async def test_complaints_are_told_newest_first_and_by_chat(store: Store) -> None:
    here = Complaint(address(), "7", "edition-1", "story-1", "speaker")
    there = Complaint(address(chat="elsewhere", thread="9"), "8", "", "", "it was on Monday")
    for complaint in (here, there, here):
        await store.chats.complain(complaint)

    assert await store.chats.complained(limit=2) == (Filed(3, NOW, here), Filed(2, NOW, there))
    assert await store.chats.complained(limit=2, chat="elsewhere") == (Filed(2, NOW, there),)


async def test_an_address_that_nobody_listed_left_no_trace(store: Store) -> None:
    assert await store.chats.trace(URL) == Trace(URL)


async def test_a_page_that_failed_is_traced_to_its_tries(store: Store) -> None:
    await store.save_page(Page(URL, "Courier", tries=2, next_look=NOW))

    assert await store.chats.trace(URL) == Trace(URL, tries=2)


async def test_an_article_is_traced_until_it_is_read(store: Store) -> None:
    await store.save_article(article(), listing=listing())
    assert await store.chats.trace(URL) == Trace(URL, listed=("Courier",), article=article())

    await store.save_unreadable(article(), "test-1")
    assert await store.chats.trace(URL) == Trace(URL, listed=("Courier",), article=article(), tried=True)

    await store.save_facts(facts())
    assert await store.chats.trace(URL) == Trace(URL, listed=("Courier",), article=article(), tried=True, read=True)
