"""A check of a source -> how it does from now on, and when it is asked next. Pure: the caller stores it.

what it lists, and what of it is unseen -> news -> when new items appeared
the check went well                     -> answered -> Health
it did not                              -> failed   -> Health
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from digest.errors import FetchError, Forbidden, SourceError
from digest.model import Listing
from digest.ports import Fetched, Health, NotModified
from digest.rhythm import NO_TIME, Pace, Rhythm, begin, heard, next_poll, next_try
from digest.sources import dates


def answered(  # noqa: PLR0913 - keyword-only, and each from another hand
    health: Health,
    fetched: Fetched | NotModified,
    new: Sequence[Listing],
    *,
    left: datetime | None,
    now: datetime,
    pace: Pace,
) -> Health:
    """After a check that went well.

    Args:
        health: Before it.
        fetched: What the source answered.
        new: The items of `news`.
        left: When the first article that could not be had yet is to be tried again; None when all are stored. Until
            they are, the list must be served once more: its validator is not kept.
        now: When it ended.
        pace: The bounds of the wait.
    """
    rhythm = _rhythm(health, new, now=now)
    after = replace(
        health,
        checked=now,
        succeeded=now,
        failures=0,
        reason="",
        trouble=None,
        since=health.since or (None if left else now),
        newest=max([*filter(None, [health.newest]), *(_dated(each, now) or now for each in new)], default=None),
        rhythm=rhythm,
        validator=health.validator if left or isinstance(fetched, NotModified) else fetched.validator,
    )
    usual = next_poll(rhythm, now=now, name=health.source, pace=pace, fresh_s=fetched.fresh_s)
    return replace(after, next_poll=min(usual, max(left, now + pace.shortest)) if left else usual)


def failed(health: Health, error: FetchError | SourceError, *, now: datetime, pace: Pace) -> Health:
    """After a check that failed; what the site forbids is not asked for again soon."""
    failures = health.failures + 1
    asked = timedelta(seconds=error.retry_after or 0) if isinstance(error, FetchError) else NO_TIME
    least = pace.longest if isinstance(error, Forbidden) else asked
    again = next_try(failures, now=now, name=health.source, pace=pace, least=least)
    return replace(health, checked=now, failures=failures, reason=error.reason, trouble=error.trouble, next_poll=again)


def news(listed: Sequence[Listing], unseen: Sequence[Listing], health: Health, *, now: datetime) -> Sequence[Listing]:
    """What is new in a list: dated later than all that it listed before, or never seen by us.

    Either alone would miss some: another source of the same outlet may have shown us the article first, and a date may
    be that of a day, of an event to come, or missing.
    """
    addresses = {each.url for each in unseen}
    return [each for each in listed if each.url in addresses or _is_later(each, health, now)]


def _is_later(listing: Listing, health: Health, now: datetime) -> bool:
    dated = _dated(listing, now)
    return dated is not None and (health.newest is None or dated > health.newest)


def _rhythm(health: Health, new: Sequence[Listing], *, now: datetime) -> Rhythm:
    """With these items: each at its own date, but no earlier than it can have appeared in the list."""
    if health.rhythm is None or health.succeeded is None:
        return begin([dated for each in new if (dated := _dated(each, now))], now=now)
    last = health.succeeded
    return heard(health.rhythm, [min(max(_dated(each, now) or now, last), now) for each in new], now=now)


def _dated(listing: Listing, now: datetime) -> datetime | None:
    return dates.believable(listing.published, seen=now)
