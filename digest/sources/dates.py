"""Dates that a feed or page gives -> a moment that news can be ordered by."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime

# Hardly a newspaper was online before; feeds that say 1970 or year 1 mean "no date".
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
# "2025-04-24 10:00:00 +0400"
_SPACED_ZONE = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
# The widest spread between two zones is 26 h: a local time that was labelled UTC can lie this far ahead.
_AHEAD = timedelta(hours=26)


def moment(text: str | None) -> datetime | None:
    """A date or time as UTC, taken for UTC where it names no zone; None when unusable or absurd.

    ISO 8601, or as e-mail has it (RFC 5322), which some pages use too.
    """
    try:
        read = _read((text or "").strip())
        aware = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return aware if aware >= _EARLIEST else None


def vagueness(text: str) -> int:
    """How much a usable date leaves open: 0 nothing, 1 its zone, 2 its time too."""
    read = _read(text.strip())
    if len(text.strip()) <= len("2025-04-24"):
        return 2
    return 1 if read.tzinfo is None else 0


def is_bare_day(published: datetime) -> bool:
    """True for midnight: the day is known, hardly ever the time."""
    return published.time() == time.min


def _read(text: str) -> datetime:
    """Raise ValueError when it is none."""
    try:
        return datetime.fromisoformat(_SPACED_ZONE.sub("", text))
    except ValueError:
        return parsedate_to_datetime(text)


def believable(published: datetime | None, *, seen: datetime) -> datetime | None:
    """The date itself, or None when it lies in the future of the moment that we saw the article."""
    return published if published is not None and published <= seen + _AHEAD else None
