"""What the settings subscribe, at a start."""

from __future__ import annotations

from bot import app
from config.settings import Settings, SubscriptionSettings
from digest.model import Address
from tests.builders import NOW, subscription
from tests.fakes import FakeChannel, MemoryStore

NEWS = Settings(subscriptions=(SubscriptionSettings(chat="slack:C0123"), SubscriptionSettings(chat="slack:T2/C0456")))


async def test_a_channel_without_a_workspace_is_in_that_of_our_token() -> None:
    store, slack = MemoryStore(), FakeChannel()
    slack.home = "T1"

    await app._subscribe(NEWS, store, {"slack": slack}, now=NOW)

    assert {each.address for each in await store.subscriptions()} == {
        Address("slack", "C0123", "T1"),
        Address("slack", "C0456", "T2"),
    }


async def test_what_the_settings_say_no_more_is_dropped_and_what_chats_chose_stays() -> None:
    store = MemoryStore()
    await store.put_subscription(subscription(id="settings-gone"))
    await store.put_subscription(subscription(id="chat-1"))

    await app._subscribe(Settings(), store, {}, now=NOW)

    assert [each.id for each in await store.subscriptions() if not each.id.startswith("settings-")] == ["chat-1"]
    assert "settings-gone" not in [each.id for each in await store.subscriptions()]
