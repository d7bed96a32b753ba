"""What chats' commands are answered from: the record, and the reasons, on a real newsroom and a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import FrontDesk
from bot.newsroom import Newsroom
from digest.desk import Missed, Stage
from digest.errors import AskError
from digest.model import ActorKind, Article, Chat, Digest, Muted, Period, Source, Span
from digest.ports import Page
from digest.topics import How, Topic
from tests.builders import (
    NOW,
    URL,
    actor,
    address,
    article,
    counterpart,
    encounter,
    facts,
    listing,
    part,
    slot,
    source,
    statement,
    subscription,
)
from tests.fakes import FakeFetcher, FakeReader, MemoryStore

MONTH = Period(NOW - timedelta(days=30), NOW, "the last 30 days")
KNOWN = (Topic("ardal", (("ardal",),)), Topic("whaling", (("whaling",),)))


def desk_of(store: MemoryStore, *, sources: Sequence[Source] = (source(),)) -> FrontDesk:
    room = Newsroom(
        sources, KNOWN, store=store, fetcher=FakeFetcher(), reader=FakeReader(name="test-1"), clock=lambda: NOW
    )
    return FrontDesk(room.editor, store, clock=lambda: NOW)


async def read(store: MemoryStore, one: Article | None = None, **changes: object) -> Article:
    one = one or article()
    await store.save_article(one, listing=listing(url=one.url))
    await store.save_facts(facts(one, **changes))
    return one


async def told(store: MemoryStore, desk: FrontDesk, *topics: str) -> Digest:
    """A digest of a day that went out to the chat."""
    digest = await desk.summary(topics, Period(NOW - timedelta(days=1), NOW, "today"))
    one = subscription(topics=topics)
    await store.put_subscription(one)
    await store.claim(one, slot(), digest, [part()])
    return digest


def lines(digest: Digest) -> list[str]:
    return [item.text for entry in digest.entries for section in entry.sections for item in section.items]


# --- the record ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["venn", "Mara Venn", "reyk", "Рейк"])
async def test_a_person_is_found_by_any_spelling_of_the_name(name: str) -> None:
    store = MemoryStore()
    await read(store)

    [profile] = await desk_of(store).who(name, days=30)

    assert profile.actor.name in ("Mara Venn", "Tomas Reyk")
    assert profile.outlet == "Courier"


async def test_a_record_has_whom_they_met_and_what_they_said_verbatim() -> None:
    store = MemoryStore()
    await read(store)

    [profile] = await desk_of(store).who("venn", days=30)

    both = "Mara Venn (Ardal Foreign Minister) and Tomas Reyk (Belmark Foreign Minister)"
    assert lines(profile.met) == [f"{both} met in Port Hale, Thursday 24 April, on rail link"]
    assert lines(profile.said) == ["Mara Venn (Ardal Foreign Minister): “The first train will run in June”"]


async def test_a_record_is_of_one_person_and_not_of_others_in_the_article() -> None:
    store = MemoryStore()
    await read(store)

    assert lines(await desk_of(store).said("reyk", "", MONTH)) == []


async def test_encounters_with_one_person_are_found() -> None:
    store = MemoryStore()
    await read(store)
    desk = desk_of(store)

    assert lines(await desk.met("venn", "reyk", MONTH)) == lines(await desk.met("venn", "belmark", MONTH)) != []
    assert lines(await desk.met("venn", "brandt", MONTH)) == []


async def test_words_about_something_are_found_by_their_gist() -> None:
    store = MemoryStore()
    about = statement(gist="the first train will run in June")
    await read(store, statements=(about,))
    desk = desk_of(store)

    assert lines(await desk.said("venn", "first train", MONTH)) != []
    assert lines(await desk.said("venn", "whaling", MONTH)) == []


async def test_people_who_share_a_name_are_two() -> None:
    store, other = MemoryStore(), actor(key="ida venn", name="Ida Venn", role=None, represents=None)
    text = "Ida Venn met Olav Sund in Carrow.\nOn Thursday."
    two = article(url="https://courier.example/2", text=text, title="Ida Venn", published=NOW - timedelta(hours=2))
    met = encounter(participants=(other, counterpart(key="olav sund", name="Olav Sund")), evidence=_all(text))
    await read(store)
    await read(store, two, encounters=(met,), statements=(), actors=(other,))

    found = await desk_of(store).who("venn", days=30)

    assert [each.actor.name for each in found] == ["Mara Venn", "Ida Venn"]


async def test_an_article_that_was_taken_down_is_on_no_record() -> None:
    store = MemoryStore()
    one = await read(store)
    await store.mark_gone(Page(one.url, "Courier", article=one.id), now=NOW)

    assert await desk_of(store).who("venn", days=30) == []


# --- why -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", ["1", "rail link", "Port Hale"])
async def test_a_story_of_the_last_digest_is_explained(item: str) -> None:
    store = MemoryStore()
    await read(store)
    desk = desk_of(store)
    await told(store, desk, "ardal")

    found = await desk.why(address(), item)

    assert found is not None
    assert (found.topics, found.hits[0].how, found.hits[0].words) == (("ardal",), How.COUNTRY, "Ardal")
    assert found.seen == NOW


@pytest.mark.parametrize("item", ["2", "0", "whaling", ""])
async def test_what_is_in_no_digest_of_the_chat_is_not_explained(item: str) -> None:
    store = MemoryStore()
    await read(store)
    desk = desk_of(store)
    await told(store, desk, "ardal")

    assert await desk.why(address(), item) is None
    assert await desk.why(address(chat="elsewhere"), "1") is None


# --- why not ---------------------------------------------------------------------------------------------------------


async def missed(store: MemoryStore, url: str = URL) -> Missed:
    return await desk_of(store).missed(address(), url)


async def test_a_site_that_nobody_watches() -> None:
    assert await missed(MemoryStore(), "https://other.example/a") == Missed(Stage.NO_SOURCE)


async def test_a_site_that_has_not_listed_it() -> None:
    assert await missed(MemoryStore()) == Missed(Stage.NOT_LISTED, sources=("Courier",))


async def test_a_page_that_could_not_be_fetched() -> None:
    store = MemoryStore()
    await store.save_page(Page(URL, "Courier", tries=2, next_look=NOW))

    assert await missed(store) == Missed(Stage.NOT_FETCHED, tries=2)


async def test_an_article_that_waits_to_be_read_or_could_not_be() -> None:
    store = MemoryStore()
    await store.save_article(article())
    assert (await missed(store)).stage is Stage.WAITING

    await store.save_unreadable(article(), "test-1")
    assert (await missed(store)).stage is Stage.UNREADABLE


async def test_an_article_that_was_taken_down() -> None:
    store = MemoryStore()
    one = await read(store)
    await store.mark_gone(Page(one.url, "Courier", article=one.id), now=NOW)

    found = await missed(store)

    assert (found.stage, found.when) == (Stage.GONE, NOW)


async def test_an_article_in_which_nobody_met_or_spoke() -> None:
    store = MemoryStore()
    await read(store, encounters=(), statements=())

    assert (await missed(store)).stage is Stage.NOTHING


async def test_an_article_on_something_else() -> None:
    store = MemoryStore()
    await read(store)
    await store.put_subscription(subscription(topics=("whaling",)))

    found = await missed(store)

    assert (found.stage, found.lacking) == (Stage.OFF_TOPIC, ("whaling",))


async def test_an_article_that_was_told() -> None:
    store = MemoryStore()
    await read(store)
    await told(store, desk_of(store), "ardal")

    found = await missed(store)

    assert (found.stage, found.when) == (Stage.TOLD, NOW)


async def test_an_article_that_comes_with_the_next_digest() -> None:
    store = MemoryStore()
    await read(store)
    await store.put_subscription(subscription(topics=("ardal",)))

    assert (await missed(store)).stage is Stage.NOT_YET


async def test_an_article_that_other_stories_left_no_room_for() -> None:
    store = MemoryStore()
    await told(store, desk_of(store), "ardal")
    await read(store, replace(article(), seen=NOW - timedelta(hours=1)))

    assert (await missed(store)).stage is Stage.NO_ROOM


async def test_a_preview_counts_what_a_week_would_have_brought() -> None:
    store = MemoryStore()
    await read(store)
    desk = desk_of(store)

    assert (await desk.preview(["ardal"])).headlines == (article().title,)
    assert (await desk.preview(["whaling"])).stories == 0


async def test_an_unknown_city_offers_the_closest() -> None:
    desk = desk_of(MemoryStore())

    assert await desk.zone("Тбилиси") == "Asia/Tbilisi"
    with pytest.raises(AskError, match="Yerevan"):
        await desk.zone("Yerevn")


def _all(text: str) -> Span:
    return Span(0, text.index("\n"))


async def test_a_persons_office_is_no_second_person_of_the_name() -> None:
    store = MemoryStore()
    office = statement(speaker=actor(key="venn’s office", name="Venn’s office", kind=ActorKind.BODY, aliases=()))
    await read(store, statements=(statement(), office))

    assert [each.actor.name for each in await desk_of(store).who("venn", days=30)] == ["Mara Venn"]


async def test_a_story_of_a_digest_that_was_asked_for_is_explained_by_its_headline() -> None:
    store = MemoryStore()
    await read(store)
    await store.put_subscription(subscription(topics=("ardal",)))

    found = await desk_of(store).why(address(), "reopen rail link")

    assert found is not None
    assert (found.headline, found.hits[0].how) == (article().title, How.COUNTRY)


async def test_an_article_on_what_a_chat_has_muted() -> None:
    store = MemoryStore()
    await read(store)
    await store.chats.save(Chat(address(), muted=(Muted("ardal", None),)))

    found = await missed(store)

    assert (found.stage, found.lacking) == (Stage.MUTED, ("ardal",))


async def test_a_headline_is_nobodys_words_on_record() -> None:
    store = MemoryStore()
    await read(store, statements=(statement(headline=True),))

    assert lines(await desk_of(store).said("venn", "", MONTH)) == []
