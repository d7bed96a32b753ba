"""What becomes of a chat's subscriptions when somebody there asks for more, for less, or for other times.

Decided on plain values: the caller stores what comes out. One subscription is one digest: topics that come at the same
times come together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digest.errors import AskError
from digest.model import Address, Subscription
from digest.timetable import USUAL, Timetable

#: Choices: far more than an editor reads, few enough that one chat does not slow the others.
SUBSCRIPTIONS, TOPICS = 10, 30
#: Ids of subscriptions that the newsroom's settings made begin so; those that chats make never do.
FIXED = "settings-"
#: Messages a day of alerts, where nobody says how many.
ALERTS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One subscription before and after; None where there was or is none."""

    before: Subscription | None
    after: Subscription | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks to get."""

    topics: tuple[str, ...]  #: empty for everything
    timetable: Timetable | None = None  #: None: as the chat has it already, else as usual
    alerts: int = 0  #: messages a day, each at once; 0: by a timetable


def subscribe(theirs: Sequence[Subscription], wish: Wish, *, address: Address, zone: str, now: datetime) -> Change:
    """Add topics to the digest of the same times, or begin another one; no change where all of it comes already.

    Raises:
        AskError: The chat has as many as it may have.
    """
    known = next((each for each in theirs if _fits(each, wish)), None)
    if known is None:
        if len(theirs) >= SUBSCRIPTIONS:
            message = f"A chat gets at most {SUBSCRIPTIONS} digests. Stop one first: unsubscribe"
            raise AskError(message, sentence="too-many-subscriptions", most=SUBSCRIPTIONS)
        return Change(None, _new(theirs, wish, address=address, zone=zone, now=now))
    if not known.topics:  # everything already
        return Change(known, known)
    topics = () if not wish.topics else _joined(known.topics, wish.topics)
    return Change(known, replace(known, topics=topics))


def unsubscribe(theirs: Sequence[Subscription], topics: Sequence[str]) -> tuple[Change, ...]:
    """Take topics out of all that the chat gets, or everything where none is named; a digest without topics ends."""
    gone = {topic.casefold() for topic in topics}
    changes = list[Change]()
    for each in theirs:
        left = tuple(topic for topic in each.topics if topic.casefold() not in gone)
        if not topics or (each.topics and not left):
            changes.append(Change(each, None))
        elif left != each.topics:
            changes.append(Change(each, replace(each, topics=left)))
    return tuple(changes)


def reschedule(subscription: Subscription, timetable: Timetable | None, *, now: datetime) -> Subscription:
    """Other times from now on; None for none, until others are asked for."""
    days, times = (timetable.days, timetable.times) if timetable else (subscription.days, ())
    return replace(subscription, days=days, times=times, alerts=0, since=now)


def is_fixed(subscription: Subscription) -> bool:
    """True for what the newsroom's settings say: chats do not change it."""
    return subscription.id.startswith(FIXED)


def timetable_of(subscription: Subscription) -> Timetable:
    """The times that it has; the usual ones where it has none."""
    return Timetable(subscription.days, subscription.times or USUAL.times)


def _fits(subscription: Subscription, wish: Wish) -> bool:
    """True for the digest that more topics come with."""
    if subscription.alerts or wish.alerts:  # so many a day of these, and others so many of theirs
        return subscription.alerts == wish.alerts
    return wish.timetable is None or wish.timetable == Timetable(subscription.days, subscription.times)


def _new(theirs: Sequence[Subscription], wish: Wish, *, address: Address, zone: str, now: datetime) -> Subscription:
    timetable = wish.timetable or USUAL
    return Subscription(
        id=_id(theirs, address),
        address=address,
        topics=wish.topics,
        times=() if wish.alerts else timetable.times,
        days=timetable.days,
        zone=zone,
        since=now,
        alerts=wish.alerts,
    )


def _id(theirs: Sequence[Subscription], address: Address) -> str:
    """The chat's, and the first number that is free there: whoever asks twice gets one."""
    where = hashlib.sha256("\0".join([address.platform, address.workspace, address.chat, address.thread]).encode())
    taken = {each.id for each in theirs}
    ids = (f"chat-{where.hexdigest()[:16]}-{number}" for number in range(1, len(theirs) + 2))
    return next(each for each in ids if each not in taken)


def _joined(topics: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    known = {topic.casefold() for topic in topics}
    joined = (*topics, *(topic for topic in more if topic.casefold() not in known))
    if len(joined) > TOPICS:
        message = f"A digest has at most {TOPICS} topics. Stop one first: unsubscribe"
        raise AskError(message, sentence="too-many-topics", most=TOPICS)
    return joined
