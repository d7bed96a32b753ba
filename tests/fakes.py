"""The ports without a machine behind them: what tests hand in instead of a network, a model, a database, a platform.

MemoryStore keeps the same contract as the SQL store (tests/contracts/test_store.py runs on both). The others do what
their script says and remember what they were asked.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from digest.errors import FetchError, StoreError
from digest.model import (
    Address,
    Article,
    Delivery,
    Digest,
    Facts,
    Listing,
    Part,
    PartState,
    Period,
    Report,
    Slot,
    Source,
    Subscription,
)
from digest.ports import Fetched, Health, NotModified, Validator
from digest.sources import article_id


class FakeFetcher:
    """Serves what it was given; an exception in place of a body is raised."""

    def __init__(self, pages: Mapping[str, bytes | Exception] | None = None) -> None:
        self.pages = dict(pages or {})
        self.asked: list[str] = []  #: addresses in the order that they were asked for

    async def get(self, url: str, validator: Validator | None = None) -> Fetched | NotModified:
        """NotModified when the validator is that of the same bytes."""
        self.asked.append(url)
        page = self.pages.get(url)
        if page is None:
            raise FetchError(url, "404 Not Found")
        if isinstance(page, Exception):
            raise page
        current = Validator(etag=hashlib.sha256(page).hexdigest()[:12])
        if validator == current:
            return NotModified(url)
        return Fetched(url=url, body=page, content_type="text/html; charset=utf-8", validator=current)


class FakeReader:
    """Knows its facts beforehand: by article id, else none at all; cannot read the ids in `unreadable`."""

    def __init__(self, known: Iterable[Facts] = (), *, unreadable: Iterable[str] = (), name: str = "test-1") -> None:
        self._known = {facts.article_id: facts for facts in known}
        self._unreadable = frozenset(unreadable)
        self._name = name
        self.read_ids: list[str] = []  #: article ids in the order that they were handed in

    @property
    def name(self) -> str:
        """As handed in."""
        return self._name

    async def read(self, articles: Sequence[Article]) -> Sequence[Facts | None]:
        """One for each, in order."""
        self.read_ids += [article.id for article in articles]
        return tuple(None if article.id in self._unreadable else self._facts(article) for article in articles)

    def _facts(self, article: Article) -> Facts:
        known = self._known.get(article.id, Facts(article.id, article.version, self._name))
        return replace(known, version=article.version, reader=self._name)


@dataclass(frozen=True, slots=True)
class Posted:
    """One message that a FakeChannel was asked to send, taken or not."""

    address: Address
    payload: str
    key: str


class FakeChannel:
    """Posts by script: each post takes the next outcome (a receipt, or an exception to raise); then all succeed.

    `on_post` runs first, while the part is on its way: a test looks at the store there, or stops the world.
    """

    def __init__(
        self,
        outcomes: Iterable[str | BaseException] = (),
        *,
        messages: Sequence[str] = ('{"text": "digest"}',),
        on_post: Callable[[Posted], Awaitable[None]] | None = None,
    ) -> None:
        self.outcomes = deque(outcomes)
        self.messages = messages  #: what every digest is rendered as
        self.on_post = on_post
        self.attempts: list[Posted] = []  #: everything that was asked for
        self.taken: list[Posted] = []  #: what got a receipt
        self.running = False

    async def start(self) -> None:
        """Note it."""
        self.running = True

    async def stop(self) -> None:
        """Note it."""
        self.running = False

    def render(self, digest: Digest) -> Sequence[str]:
        """The scripted messages, whatever the digest."""
        return self.messages

    async def post(self, address: Address, payload: str, *, key: str) -> str:
        """The next outcome of the script."""
        posted = Posted(address, payload, key)
        self.attempts.append(posted)
        if self.on_post:
            await self.on_post(posted)
        outcome = self.outcomes.popleft() if self.outcomes else f"receipt-{len(self.attempts)}"
        if isinstance(outcome, BaseException):
            raise outcome
        self.taken.append(posted)
        return outcome


@dataclass
class _Round:
    """What MemoryStore knows of a source's checks."""

    url: str
    checked: datetime
    succeeded: datetime | None = None
    failures: int = 0
    reason: str = ""
    validator: Validator | None = None


@dataclass
class _Version:
    """One version of an article, and what was made of it."""

    article: Article
    read_by: str = ""
    facts: Facts | None = None


@dataclass
class MemoryStore:
    """The Store in dictionaries; gone with the process."""

    rounds: dict[str, _Round] = field(default_factory=dict)
    listings: dict[tuple[str, str], Listing] = field(default_factory=dict)  #: by address id and source
    articles: dict[str, list[_Version]] = field(default_factory=dict)
    editions: dict[str, Digest] = field(default_factory=dict)
    subscribed: dict[str, Subscription] = field(default_factory=dict)
    outbox: list[Delivery] = field(default_factory=list)  #: oldest first

    async def validator(self, source: Source) -> Validator | None:
        known = self.rounds.get(source.name)
        return known.validator if known and known.url == source.url else None

    async def unseen(self, listings: Sequence[Listing]) -> Sequence[Listing]:
        known = {(address, seen.title, seen.published, seen.updated) for (address, _), seen in self.listings.items()}
        by_address: dict[str, Listing] = {}
        for listing in listings:
            by_address.setdefault(article_id(listing.url), listing)
        return tuple(
            listing
            for address, listing in by_address.items()
            if (address, listing.title, listing.published, listing.updated) not in known
        )

    async def save_article(self, article: Article, *, listing: Listing) -> Article | None:
        versions = self.articles.setdefault(article.id, [])
        latest = versions[-1].article if versions else None
        if latest and article.teaser and not latest.teaser:
            return None
        self.listings[article_id(listing.url), listing.source] = listing
        if latest and (latest.title, latest.text) == (article.title, article.text):
            return None
        first = versions[0].article.seen if versions else None
        stored = replace(article, version=len(versions) + 1, first_seen=first)
        versions.append(_Version(stored))
        return stored

    async def save_round(self, source: Source, *, now: datetime, validator: Validator | None, reason: str = "") -> None:
        known = self.rounds.setdefault(source.name, _Round(source.url, now))
        if known.url != source.url:
            known.url, known.validator = source.url, None
        known.checked, known.reason = now, reason
        known.failures = known.failures + 1 if reason else 0
        if not reason:
            known.succeeded = now
        if validator is not None:
            known.validator = validator if validator != Validator() else None

    async def health(self) -> Sequence[Health]:
        return tuple(
            Health(name, known.checked, known.succeeded, self._newest(name), known.failures, known.reason)
            for name, known in sorted(self.rounds.items())
        )

    def _newest(self, source: str) -> datetime | None:
        dates = (version.article.published for version in self._versions() if version.article.source == source)
        return max((published for published in dates if published), default=None)

    def _versions(self) -> Iterable[_Version]:
        return (version for versions in self.articles.values() for version in versions)

    def _latest(self) -> list[_Version]:
        latest = (versions[-1] for versions in self.articles.values() if versions)
        return sorted(latest, key=lambda version: (version.article.when, version.article.id))

    async def unread(self, reader: str, *, limit: int) -> Sequence[Article]:
        waiting = [version.article for version in self._latest() if version.read_by != reader]
        return tuple(reversed(waiting))[:limit]

    async def save_facts(self, facts: Facts) -> None:
        version = self._version(facts.article_id, facts.version)
        version.read_by, version.facts = facts.reader, facts

    async def save_unreadable(self, article: Article, reader: str) -> None:
        self._version(article.id, article.version).read_by = reader

    def _version(self, key: str, number: int) -> _Version:
        found = next((one for one in self.articles.get(key, ()) if one.article.version == number), None)
        if found is None:
            raise StoreError(f"article {key} has no version {number}")
        return found

    async def reports(self, period: Period) -> Sequence[Report]:
        return tuple(
            Report(version.article, version.facts)
            for version in self._latest()
            if version.facts and period.since <= version.article.when < period.until
        )

    async def put_subscription(self, subscription: Subscription) -> None:
        known = self.subscribed.get(subscription.id)
        if known is None or replace(known, since=subscription.since) != subscription:
            self.subscribed[subscription.id] = subscription

    async def drop_subscription(self, subscription_id: str) -> None:
        self.subscribed.pop(subscription_id, None)

    async def subscriptions(self) -> Sequence[Subscription]:
        return tuple(self.subscribed[key] for key in sorted(self.subscribed))

    async def last_slot(self, subscription_id: str) -> Slot | None:
        slots = (one.slot for one in self.outbox if one.subscription_id == subscription_id)
        return max(slots, key=lambda slot: (slot.day, slot.at), default=None)

    async def claim(self, subscription: Subscription, slot: Slot, digest: Digest, parts: Sequence[Part]) -> bool:
        if any((one.subscription_id, one.slot) == (subscription.id, slot) for one in self.outbox):
            return False
        self.editions.setdefault(digest.edition, digest)
        number = str(len(self.outbox) + 1)
        frozen = tuple(replace(part, state=PartState.PENDING, receipt="", reason="") for part in parts)
        self.outbox.append(Delivery(number, subscription.id, subscription.address, slot, digest.edition, frozen))
        return True

    async def undelivered(self) -> Sequence[Delivery]:
        return tuple(one for one in self.outbox if any(part.state is PartState.PENDING for part in one.parts))

    async def deliveries(self, *, limit: int = 100) -> Sequence[Delivery]:
        return tuple(reversed(self.outbox))[:limit]

    async def mark_sending(self, part_key: str) -> bool:
        part = self._part(part_key)
        if part is None or part.state is not PartState.PENDING:
            return False
        self._put(replace(part, state=PartState.SENDING))
        return True

    async def mark(self, part: Part) -> None:
        known = self._part(part.key)
        if known is None:
            raise StoreError(f"there is no part {part.key}")
        self._put(replace(known, state=part.state, receipt=part.receipt, reason=part.reason))

    async def recover(self) -> int:
        doubtful = [part for one in self.outbox for part in one.parts if part.state is PartState.SENDING]
        for part in doubtful:
            self._put(replace(part, state=PartState.UNKNOWN, reason="Readout stopped while it was being sent"))
        return len(doubtful)

    def _part(self, key: str) -> Part | None:
        return next((part for one in self.outbox for part in one.parts if part.key == key), None)

    def _put(self, part: Part) -> None:
        self.outbox = [
            replace(one, parts=tuple(part if old.key == part.key else old for old in one.parts)) for one in self.outbox
        ]
