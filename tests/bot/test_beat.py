"""From settings to what is watched, asked for, and sent."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import beat
from config.settings import (
    Settings,
    SettingsError,
    SourceSettings,
    SubscriptionSettings,
    TelegramSettings,
    TopicSettings,
)
from digest.model import Address

NOW = datetime(2031, 5, 14, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("chat", "address"),
    [
        ("terminal", Address("terminal", "")),
        ("slack:C0123", Address("slack", "C0123")),
        ("slack:T01/C0123", Address("slack", "C0123", workspace="T01")),
        ("telegram:-100123", Address("telegram", "-100123")),
        ("telegram:@valley_news", Address("telegram", "@valley_news")),
        # a forum topic
        ("telegram:-100123/7", Address("telegram", "-100123", thread="7")),
    ],
)
def test_a_chat_is_written_as_platform_and_id(chat: str, address: Address) -> None:
    assert beat.address(chat) == address


def test_a_region_brings_its_sources_and_topics() -> None:
    settings = Settings(regions=("south-caucasus",))

    around = beat.regions(settings, beside=Path())

    assert "OC Media" in {source.name for source in beat.sources(settings, around)}
    assert {source.region for source in beat.sources(settings, around)} == {"South Caucasus"}
    assert "armenia-russia" in {topic.name for topic in beat.topics(settings, around)}


def test_the_newsrooms_own_topic_comes_before_a_regions_of_the_same_name() -> None:
    settings = Settings(regions=("south-caucasus",), topics=(TopicSettings(name="Armenia", any=("Artsakh",)),))

    topics = beat.topics(settings, beat.regions(settings, beside=Path()))

    assert [topic.groups for topic in topics if topic.name.casefold() == "armenia"] == [(("Artsakh",),)]


def test_any_and_all_are_both_asked_for() -> None:
    settings = Settings(topics=(TopicSettings(name="dam", any=("Tesh", "Ardal"), all=("water", "dispute")),))

    (topic,) = beat.topics(settings, [])

    assert topic.groups == (("Tesh", "Ardal"), ("water",), ("dispute",))


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ((SourceSettings(name="A", url="https://a.example/f", kind="rs"),), 'A: kind: "rs" is not one of feed'),
        ((SourceSettings(name="A", url="https://a.example/f"),) * 2, 'two are called "A"'),
    ],
)
def test_a_source_that_cannot_be_watched_is_named(sources: tuple[SourceSettings, ...], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        beat.sources(Settings(sources=sources), [])


def test_without_a_subscription_the_terminal_gets_one_a_day() -> None:
    (only,) = beat.subscriptions(Settings(), now=NOW)

    assert (only.address.platform, only.times, only.days) == ("terminal", (time(8, 30),), tuple(range(7)))


def test_with_a_platform_and_no_subscription_digests_come_on_request_only() -> None:
    settings = Settings(telegram=TelegramSettings(token=SecretStr("1:A")))

    assert beat.subscriptions(settings, now=NOW) == ()


def test_a_subscription_keeps_its_id_when_its_times_change() -> None:
    early = SubscriptionSettings(chat="slack:C1", at=(time(8),))
    late = SubscriptionSettings(chat="slack:C1", at=(time(18), time(9)), zone="Asia/Baku")

    (first,) = beat.subscriptions(Settings(subscriptions=(early,)), now=NOW)
    (second,) = beat.subscriptions(Settings(subscriptions=(late,)), now=NOW)

    assert first.id == second.id
    assert (second.times, second.zone) == ((time(9), time(18)), "Asia/Baku")
