"""A desk that answers what the test says, and remembers what it was asked; what chats choose is really kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.schedule import upcoming
from digest.desk import Kept, Missed, Preview, Profile, Stage, Why
from digest.errors import AskError
from digest.model import Address, Digest, Period, Subscription
from digest.ports import Chats, Health
from digest.topics import Topic, parse
from tests import builders
from tests.builders import NOW
from tests.fakes import MemoryStore

CITIES = {"yerevan": "Asia/Yerevan", "berlin": "Europe/Berlin"}


@dataclass
class FakeDesk:
    """Raises `refusal` instead of a digest when there is one."""

    digest: Digest = field(default_factory=builders.digest)
    known: Sequence[str] = ("Ardal", "Belmark", "North Sound")
    checked: Sequence[Health] = ()
    refusal: Exception | None = None
    profiles: Sequence[Profile] = ()
    reason: Why | None = None
    stage: Missed = field(default_factory=lambda: Missed(Stage.NO_SOURCE))
    asked: list[tuple[tuple[str, ...], Period]] = field(default_factory=list)
    recorded: list[tuple[str, str, str]] = field(default_factory=list)  #: what was asked of the record
    store: MemoryStore = field(default_factory=MemoryStore)

    @property
    def chats(self) -> Chats:
        return self.store.chats

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        self.asked.append((tuple(topics), period))
        if self.refusal:
            raise self.refusal
        return replace(self.digest, topics=tuple(topics), period=period)

    async def topics(self) -> Sequence[str]:
        return self.known

    async def health(self) -> Sequence[Health]:
        return self.checked

    async def topic(self, asked: str) -> str:
        return parse(asked, [Topic(name, ((name.casefold(),),)) for name in self.known]).name

    async def preview(self, topics: Sequence[str]) -> Preview:
        return Preview(12, 7, ("Ardal and Belmark agree",))

    async def kept(self, address: Address) -> Sequence[Kept]:
        return [self._kept(each, reason) for each, reason in await self.chats.subscriptions(address)]

    async def kept_in(self, platform: str, workspace: str) -> Sequence[Kept]:
        return [self._kept(each, reason) for each, reason in await self.chats.workspace(platform, workspace)]

    async def put(self, subscription: Subscription) -> Kept:
        await self.store.put_subscription(subscription)
        return self._kept(subscription, "")

    def _kept(self, subscription: Subscription, reason: str) -> Kept:
        return Kept(subscription, tuple(upcoming(subscription, now=NOW, count=3)) if subscription.times else (), reason)

    async def drop(self, subscription: Subscription) -> None:
        await self.store.drop_subscription(subscription.id)

    async def zone(self, place: str) -> str:
        if place in CITIES.values():
            return place
        if place == "Yerevn":
            raise AskError("Closest: Yerevan", sentence="no-city-closest", said=place, closest="Yerevan, Erevan")
        if place.casefold() not in CITIES:
            raise AskError(f"I know no city “{place}”.", sentence="no-city", said=place)
        return CITIES[place.casefold()]

    async def who(self, name: str, *, days: int) -> Sequence[Profile]:
        return self.profiles

    async def met(self, name: str, other: str, period: Period) -> Digest:
        self.recorded.append((name, other, period.label))
        return self.digest

    async def said(self, name: str, about: str, period: Period) -> Digest:
        self.recorded.append((name, about, period.label))
        return self.digest

    async def why(self, address: Address, item: str) -> Why | None:
        return self.reason

    async def missed(self, address: Address, url: str) -> Missed:
        return self.stage


def profile(**changes: object) -> Profile:
    """Of Mara Venn, whom the digest of the builders is about."""
    said = builders.digest(
        entries=(builders.entry(sections=(builders.section(name="said", items=(builders.quotation_item(),)),)),)
    )
    plain = Profile(builders.actor(), "Courier", NOW - timedelta(hours=1), builders.digest(), said)
    return replace(plain, **changes)  # type: ignore[arg-type]
