"""From settings to values: what is watched, what can be asked for, who gets a digest when."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from config.settings import (
    Region,
    Settings,
    SettingsError,
    SourceSettings,
    SubscriptionSettings,
    TopicSettings,
    load_region,
)
from digest.model import Address, Source, Subscription
from digest.sources import SOURCES
from digest.subscribing import FIXED
from digest.topics import Topic

#: Who gets a digest when there is nobody else: the terminal, every morning.
NOBODY = (SubscriptionSettings(chat="terminal", at=(time(8, 30),)),)


def regions(settings: Settings, *, beside: Path) -> list[Region]:
    """The regions that the settings name.

    Raises:
        SettingsError: One is missing, or something in it is wrong.
    """
    return [load_region(name, beside=beside) for name in settings.regions]


def sources(settings: Settings, around: Sequence[Region]) -> tuple[Source, ...]:
    """What is watched: the newsroom's own sources, then the regions'.

    Raises:
        SettingsError: A kind is unknown, or two sources share a name.
    """
    found = [_source(each, "") for each in settings.sources]
    found += [_source(each, region.name) for region in around for each in region.sources]
    names = [source.name for source in found]
    if twice := [name for name in names if names.count(name) > 1]:
        raise SettingsError(f'sources: two are called "{twice[0]}"; give each a name of its own')
    return tuple(found)


def untried(settings: Settings, around: Sequence[Region]) -> frozenset[str]:
    """Names of sources whose address nobody has fetched yet, as far as the settings say."""
    given = [*settings.sources, *(each for region in around for each in region.sources)]
    return frozenset(each.name for each in given if not each.tried)


def topics(settings: Settings, around: Sequence[Region]) -> tuple[Topic, ...]:
    """What can be asked for by name; the newsroom's own come before a region's of the same name."""
    given = [*settings.topics, *(topic for region in around for topic in region.topics)]
    by_name = {each.name.casefold(): Topic(each.name, _groups(each)) for each in reversed(given)}
    return tuple(by_name.values())


def subscriptions(settings: Settings, *, now: datetime) -> tuple[Subscription, ...]:
    """Who gets a digest when, as the settings say; the terminal when they name nobody and no platform is set up."""
    offline = not settings.slack.on and settings.telegram.token is None
    chats = settings.subscriptions or (NOBODY if offline else ())
    return tuple(_subscription(each, settings, now) for each in chats)


def address(chat: str) -> Address:
    """The address that a chat is written as in the settings (config.settings.CHAT)."""
    platform, _, rest = chat.partition(":")
    if platform == "slack":
        workspace, _, channel = rest.rpartition("/")
        return Address("slack", channel, workspace=workspace)
    where, _, thread = rest.partition("/")
    return Address(platform, where, thread=thread)


def _groups(given: TopicSettings) -> tuple[tuple[str, ...], ...]:
    """Any of `any`, and each of `all`."""
    return (*((given.any,) if given.any else ()), *((word,) for word in given.all))


def _source(given: SourceSettings, region: str) -> Source:
    if given.kind not in SOURCES:
        raise SettingsError(f'sources: {given.name}: kind: "{given.kind}" is not one of {", ".join(SOURCES)}')
    return Source(given.name, given.url, kind=given.kind, region=region, language=given.language)


def _subscription(given: SubscriptionSettings, settings: Settings, now: datetime) -> Subscription:
    what = "|".join([given.chat, *given.topics])
    return Subscription(
        id=FIXED + hashlib.sha256(what.encode()).hexdigest()[:12],
        address=address(given.chat),
        topics=given.topics,
        times=tuple(sorted(given.at)),
        days=given.weekdays,
        zone=given.zone or settings.zone,
        since=now,
    )
