"""Dates that a feed or page gives -> a moment that news can be ordered by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

# Hardly a newspaper was online before; feeds that say 1970 or year 1 mean "no date".
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
# The widest spread between two zones is 26 h: a local time that was labelled UTC can lie this far ahead.
_AHEAD = timedelta(hours=26)


def moment(text: str | None) -> datetime | None:
    """An ISO 8601 date or time as UTC, taken for UTC where it names no zone; None when unusable or absurd."""
    try:
        read = datetime.fromisoformat((text or "").strip())
        aware = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return aware if aware >= _EARLIEST else None


def believable(published: datetime | None, *, seen: datetime) -> datetime | None:
    """The date itself, or None when it lies in the future of the moment that we saw the article."""
    return published if published is not None and published <= seen + _AHEAD else None
