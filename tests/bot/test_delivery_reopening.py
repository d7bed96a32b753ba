"""Chats that were closed to us: when their digests go on, and when nothing is tried."""

from __future__ import annotations

from bot.delivery import Reopener
from digest.errors import PostError
from tests.builders import address, subscription
from tests.fakes import FakeChannel, MemoryStore

SILENT = PostError("Slack cannot be reached", sent="no", retry_after=30)


async def closed(*chats: str) -> MemoryStore:
    """A store in which a subscription of each of these is paused."""
    store = MemoryStore()
    for chat in chats:
        await store.put_subscription(subscription(id=chat, address=address(chat=chat)))
        await store.pause(chat, "Readout was removed or blocked there.")
    return store


async def still_closed(store: MemoryStore) -> list[str]:
    return [each.id for each, _ in await store.paused()]


async def test_only_what_is_open_goes_on() -> None:
    channel = FakeChannel()
    channel.opens = {"gone": False, "silent": SILENT}
    store = await closed("gone", "open", "silent")

    assert await Reopener(store, {"console": channel}).look() == 1

    assert await still_closed(store) == ["gone", "silent"]
    assert channel.attempts == []


async def test_what_a_platform_cannot_tell_of_is_tried_once_a_start() -> None:
    channel = FakeChannel()
    channel.opens = {"topic": None}
    store = await closed("topic")
    reopener = Reopener(store, {"console": channel})

    assert await reopener.look() == 1
    await store.pause("topic", "That topic is closed or gone.")
    assert await reopener.look() == 0

    assert await still_closed(store) == ["topic"]
    assert await Reopener(store, {"console": channel}).look() == 1


async def test_a_platform_that_is_off_is_not_asked() -> None:
    store = await closed("newsdesk")
    channels = dict[str, FakeChannel]()
    reopener = Reopener(store, channels)

    assert await reopener.look() == 0
    channels["console"] = FakeChannel()
    assert await reopener.look() == 1
