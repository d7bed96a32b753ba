"""What a chat's commands are answered from: the news, the record, and what the chat itself has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from digest.model import Actor, Address, Digest, Period, Slot, Subscription
from digest.ports import Chats, Health
from digest.topics import Hit


@dataclass(frozen=True, slots=True)
class Kept:
    """A subscription, and what becomes of it next."""

    subscription: Subscription
    upcoming: tuple[tuple[Slot, datetime], ...] = ()  #: its next slots, each with its moment in UTC; none for alerts
    paused: str = ""  #: why its chat is closed to us; empty while it is not


@dataclass(frozen=True, slots=True)
class Preview:
    """What the last days would have brought."""

    stories: int
    days: int
    headlines: tuple[str, ...] = ()  #: of the latest few


@dataclass(frozen=True, slots=True)
class Profile:
    """Who somebody is, by the record."""

    actor: Actor  #: as the latest article presents them
    outlet: str  #: whose article that is
    seen: datetime  #: UTC; when it was published
    met: Digest  #: whom they met, the latest first
    said: Digest  #: what they said, the latest first


@dataclass(frozen=True, slots=True)
class Why:
    """Why a story was in a digest."""

    headline: str
    topics: tuple[str, ...]  #: that the chat asked for; none where it gets everything
    hits: tuple[Hit, ...] = ()  #: of the first topic that the story is on
    seen: datetime | None = None  #: UTC; when its first article was first seen


class Stage(Enum):
    """How far an article came that is not in a digest, in the order of its way."""

    NO_SOURCE = "no-source"  #: nobody watches its site
    NOT_LISTED = "not-listed"  #: its site is watched, and has not listed it
    NOT_FETCHED = "not-fetched"  #: its page could not be fetched
    GONE = "gone"  #: its outlet took it down
    WAITING = "waiting"  #: stored, and not read yet
    UNREADABLE = "unreadable"  #: stored, and could not be read
    NOTHING = "nothing"  #: read, and nobody met or said anything in it
    OFF_TOPIC = "off-topic"  #: read, and not about what the chat asked for
    MUTED = "muted"  #: about something that the chat has muted
    OLD = "old"  #: from before the chat's digests, or of an unknown date
    NOT_YET = "not-yet"  #: comes with the next digest
    NO_ROOM = "no-room"  #: in a story that other lines, or other stories, left no room for
    TOLD = "told"  #: it is in a digest that went out


@dataclass(frozen=True, slots=True)
class Missed:
    """Where an article fell out on its way to a chat, or that it did not."""

    stage: Stage
    title: str = ""  #: the article's; empty where none is stored
    sources: tuple[str, ...] = ()  #: that list it, or watch its site
    tries: int = 0  #: to fetch its page
    lacking: tuple[str, ...] = ()  #: terms of the chat's topics that it does not meet
    when: datetime | None = None  #: UTC; of the stage: when it was taken down, or told


class Desk(Protocol):
    """Answers for every platform. Raises StoreError; AskError where a person's words make no sense."""

    @property
    def chats(self) -> Chats:
        """What chats want and are shown."""

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        """The digest of a period, made now.

        Raises:
            AskError: A topic's name is not known; the message offers the closest.
        """

    async def topics(self) -> Sequence[str]:
        """Names that can be asked for, sorted."""

    async def health(self) -> Sequence[Health]:
        """How each source has done, by name."""

    async def topic(self, asked: str) -> str:
        """What a topic is called, once it is understood.

        Raises:
            AskError: It is empty, or misspelt.
        """

    async def preview(self, topics: Sequence[str]) -> Preview:
        """What the last 7 days would have brought on any of these topics; on none: altogether."""

    async def kept(self, address: Address) -> Sequence[Kept]:
        """What a chat gets, and when next."""

    async def kept_in(self, platform: str, workspace: str) -> Sequence[Kept]:
        """What all chats of a workspace get; the digests of one chat in the order of `kept`."""

    async def put(self, subscription: Subscription) -> Kept:
        """Store a subscription, new or changed; it is looked at at once."""

    async def drop(self, subscription: Subscription) -> None:
        """End it; what it was sent stays on record."""

    async def zone(self, place: str) -> str:
        """The time zone of a city, in any of its languages, or of an IANA name.

        Raises:
            AskError: No such place is known.
        """

    async def who(self, name: str, *, days: int) -> Sequence[Profile]:
        """Everyone of a name who acted or spoke in so many last days; who was in the news last comes first."""

    async def met(self, name: str, other: str, period: Period) -> Digest:
        """Whom somebody met in a period, by article; with `other` only encounters with one of that name."""

    async def said(self, name: str, about: str, period: Period) -> Digest:
        """What somebody said in a period, by article; with `about` only what has these words."""

    async def why(self, address: Address, item: str) -> Why | None:
        """Why a story of one of the chat's last digests was in it; None where none fits.

        Args:
            address: The chat.
            item: The story's number in the last digest, from 1; or words of its headline or lines.
        """

    async def missed(self, address: Address, url: str) -> Missed:
        """How far an article came on its way to a chat."""
