"""What is to be done about a part now, and what becomes of it: the whole decision, on plain values.

Why each mode does what it does: docs/decisions/0007-delivery.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from digest.errors import PostError
from digest.model import Mode, Part, PartState

#: History shows a message late. A look that finds nothing counts from here on after the intent.
LAG = timedelta(seconds=90)
#: From one look that counts to the next, and how many must find nothing.
BETWEEN = timedelta(seconds=60)
MISSES = 2
#: Our clock may be ahead of the platform's: looks begin so long before the intent.
BEFORE = timedelta(seconds=60)
#: How long a chat rests after a message whose fate nobody knows: what swallowed one answer may well swallow the next.
REST = timedelta(seconds=60)
#: Tries after a doubt. ANCHOR: each may leave a headline that stands alone, and one is what readers are asked to bear.
#: AT_LEAST_ONCE: each may be a copy; past these the platform is so broken that a person has to look.
AGAIN = {Mode.ANCHOR: 1, Mode.AT_LEAST_ONCE: 5}


#: What a platform may ask us to wait: a zero would be tried again at once for ever, a slip of the pen never again.
SHORTEST_S, LONGEST_S = 1.0, 86_400.0


class Step(Enum):
    """What is to be done about a part."""

    SEND = "send"
    EDIT = "edit"
    LOOK = "look"
    TELL = "tell"  #: the chat, that this part may be missing
    WAIT = "wait"  #: and so do the parts behind it
    NONE = "none"


def step(part: Part, *, now: datetime) -> Step:
    """What is to be done about it now; a part that is SENDING is somebody's already."""
    if part.state in (PartState.SENT, PartState.FAILED) or (part.state is PartState.UNKNOWN and part.due is None):
        return Step.NONE
    if part.state is PartState.SENDING or (part.due is not None and now < part.due):
        return Step.WAIT
    if part.state is PartState.UNKNOWN:
        return Step.LOOK if part.mode is Mode.LOOK else Step.TELL
    return Step.EDIT if part.state is PartState.ANCHORED else Step.SEND


def posted(part: Part, receipt: str) -> Part:
    """A post got its receipt."""
    state = PartState.ANCHORED if part.mode is Mode.ANCHOR else PartState.SENT
    return replace(part, state=state, receipt=receipt, reason="", due=None)


def completed(part: Part) -> Part:
    """The body is edited in."""
    return replace(part, state=PartState.SENT, reason="", due=None)


def doubted(part: Part, reason: str, *, now: datetime) -> Part:
    """Nobody knows whether the post arrived."""
    doubt = replace(part, state=PartState.UNKNOWN, reason=reason, doubts=part.doubts + 1, misses=0, due=now + REST)
    if part.mode is Mode.LOOK:
        return replace(doubt, due=now)
    if part.mode in AGAIN and part.doubts < AGAIN[part.mode]:
        return replace(doubt, state=PartState.PENDING, repeat=part.mode is Mode.AT_LEAST_ONCE)
    return doubt


def missed(part: Part, *, now: datetime) -> Part:
    """A look found nothing; the last one that is needed makes it PENDING again."""
    counts = part.intent is None or now - part.intent >= LAG
    looked = replace(part, misses=part.misses + counts)
    if looked.misses >= MISSES:
        return replace(looked, state=PartState.PENDING, misses=0, due=None)
    return replace(looked, due=now + BETWEEN if counts or part.intent is None else part.intent + LAG)


def unlooked(part: Part, error: PostError, *, now: datetime) -> Part:
    """A look could not be had: later, or, where it never can, the part is left to people."""
    if error.gone or (error.sent == "no" and error.retry_after is None):
        reason = f"{part.reason}; it cannot be looked up: {error}"
        return replace(part, mode=Mode.AT_MOST_ONCE, reason=reason, due=now + REST)
    return replace(part, due=now + _pause(error))


def told(part: Part) -> Part:
    """The chat was told, or is about to be: nothing is done about it any more unless somebody asks."""
    return replace(part, due=None)


def deferred(part: Part, error: PostError, *, now: datetime) -> Part:
    """It was certainly not taken, and may be later."""
    state = PartState.ANCHORED if part.state is PartState.ANCHORED else PartState.PENDING
    return replace(part, state=state, reason=str(error), due=now + _pause(error))


def failed(part: Part, reason: str) -> Part:
    """It will never be taken."""
    return replace(part, state=PartState.FAILED, reason=reason, due=None)


def is_final(error: PostError) -> bool:
    """True when the platform certainly refused, and waiting will not change that."""
    return error.gone or (error.sent == "no" and error.retry_after is None)


def _pause(error: PostError) -> timedelta:
    if error.retry_after is None:
        return REST
    return timedelta(seconds=max(SHORTEST_S, min(error.retry_after, LONGEST_S)))
