"""The seams: what `digest/` and `handlers/` need from the machine, and what the machine needs from them.

Implementations live in `bot/` (Fetcher, Reader, Store, Desk) and `handlers/<platform>/` (Channel). The contract tests
in tests/contracts run on every implementation and on its fake. All methods run on one event loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.model import (
    Address,
    Article,
    Delivery,
    Digest,
    Facts,
    Listing,
    Part,
    Period,
    Report,
    Slot,
    Source,
    Subscription,
)


@dataclass(frozen=True, slots=True)
class Validator:
    """What a server gave us to ask "changed since?" with."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body that was served."""

    url: str  #: after redirects
    body: bytes  #: decoded from its transfer encoding, not from its charset
    content_type: str
    validator: Validator


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validator."""

    url: str


class Fetcher(Protocol):
    """Gets addresses politely and safely."""

    async def get(self, url: str, validator: Validator | None = None) -> Fetched | NotModified:
        """Fetch an address; NotModified only when a validator was given.

        Raises:
            FetchError: Nothing usable came; `reason` says why in a clause that a newsroom understands.
            Forbidden: We may not ask at all.
        """


class Reader(Protocol):
    """Reads who met whom and what was said."""

    @property
    def name(self) -> str:
        """Changes whenever the same article may be read differently."""

    async def read(self, articles: Sequence[Article]) -> Sequence[Facts | None]:
        """Facts for each article, in order; None for one that could not be read (its reason is logged)."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a source has done."""

    source: str
    checked: datetime | None  #: UTC; last time that we asked, None if never
    succeeded: datetime | None  #: UTC; last time that it answered, None if never
    newest: datetime | None  #: UTC; when its newest article was published, None if it has none
    failures: int  #: in a row
    reason: str  #: of the last failure; empty when the last check went well


class Store(Protocol):
    """All that is remembered. Each method is one transaction, safe to repeat, and raises StoreError."""

    async def validator(self, source: Source) -> Validator | None:
        """What the source's last stored answer was validated by."""

    async def unseen(self, listings: Sequence[Listing]) -> Sequence[Listing]:
        """Those whose article is not stored yet, or whose title or dates the source has changed since."""

    async def save_article(self, article: Article, *, listing: Listing) -> Article | None:
        """Store a new article or a new version; None when this version is stored already.

        The version number of what is returned is the one that was stored.
        """

    async def save_round(self, source: Source, *, now: datetime, validator: Validator | None, reason: str = "") -> None:
        """Record a finished check, after its articles are stored: its validator, or the reason that it failed.

        Without a validator, the one that is stored stays.
        """

    async def health(self) -> Sequence[Health]:
        """One a source that was ever checked, by name."""

    async def unread(self, reader: str, *, limit: int) -> Sequence[Article]:
        """Latest versions that this reader has not read yet, newest first."""

    async def save_facts(self, facts: Facts) -> None:
        """Store what was read, in place of what another reader read in that version."""

    async def save_unreadable(self, article: Article, reader: str) -> None:
        """Note that this reader could not read this version, so that it is not tried again and again."""

    async def reports(self, period: Period) -> Sequence[Report]:
        """Latest versions whose `when` lies in the period, with their facts, oldest first."""

    async def put_subscription(self, subscription: Subscription) -> None:
        """Add a subscription, or change the one with this id; nothing if only its `since` differs.

        So a start that puts what the settings say does not take back what was missed while nobody ran.
        """

    async def drop_subscription(self, subscription_id: str) -> None:
        """Remove a subscription; what it was sent stays on record."""

    async def subscriptions(self) -> Sequence[Subscription]:
        """All of them, by id."""

    async def last_slot(self, subscription_id: str) -> Slot | None:
        """The latest slot that has a delivery, None if none has."""

    async def claim(self, subscription: Subscription, slot: Slot, digest: Digest, parts: Sequence[Part]) -> bool:
        """Freeze a slot's edition and parts as PENDING; False if the slot has a delivery already."""

    async def undelivered(self) -> Sequence[Delivery]:
        """Deliveries with a PENDING part, oldest first."""

    async def deliveries(self, *, limit: int = 100) -> Sequence[Delivery]:
        """The latest deliveries, newest first, with the state of each part."""

    async def mark_sending(self, part_key: str) -> bool:
        """PENDING -> SENDING, committed; False if the part is not PENDING any more."""

    async def mark(self, part: Part) -> None:
        """Write a part's state, receipt and reason."""

    async def recover(self) -> int:
        """After a start: every part left SENDING becomes UNKNOWN; how many there were."""


class Desk(Protocol):
    """What a chat's commands are answered from."""

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        """The digest of a period, made now.

        Raises:
            AskError: A topic's name is not known; the message offers the closest.
        """

    async def topics(self) -> Sequence[str]:
        """Names that can be asked for, sorted."""

    async def health(self) -> Sequence[Health]:
        """How each source has done, by name."""


class Channel(Protocol):
    """One chat platform, both directions."""

    async def start(self) -> None:
        """Begin to answer; returns once connected."""

    async def stop(self) -> None:
        """Finish what is in flight and disconnect."""

    def render(self, digest: Digest) -> Sequence[str]:
        """The messages that a digest becomes, each a JSON payload within the platform's limits."""

    async def post(self, address: Address, payload: str, *, key: str) -> str:
        """Send one rendered message; the platform's id for it.

        Raises:
            PostError: It was not taken, or nobody knows.
        """
