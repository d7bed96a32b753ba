"""What a server answered, and what its headers say: where to, how long it stays good, when to come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import httpx

from digest.ports import Validator

_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, its body read."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes = b""
    fresh_s: float | None = None  #: how long it stays good from now; None when the server does not say

    @property
    def location(self) -> str | None:
        """Where it sends us; None when it does not."""
        named = self.headers.get("location", "") if self.status in _REDIRECTS else ""
        try:
            return urljoin(self.url, named) if named else None
        except ValueError:
            return named

    @property
    def validator(self) -> Validator:
        """What to ask with next time; values outside ASCII could not be sent back."""
        etag, last_modified = (
            value if value.isascii() else "" for value in map(self.headers.get, ("etag", "last-modified"), ("", ""))
        )
        return Validator(etag=etag, last_modified=last_modified)

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait, which RFC 9110, 10.2.3 lets a server give as such or as a date; None when it gives none."""
        given = self.headers.get("retry-after", "").strip()
        if given.isdecimal():
            return float(given)
        until = moment(given)
        return None if until is None else max(0.0, (until - datetime.now(UTC)).total_seconds())


def conditions(validator: Validator | None) -> dict[str, str]:
    """The headers that ask "changed since?"; empty when there is nothing to ask with."""
    if validator is None:
        return {}
    named = {"If-None-Match": validator.etag, "If-Modified-Since": validator.last_modified}
    return {name: value for name, value in named.items() if value}


def moment(date: str) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7) in UTC; None when it is none."""
    try:
        parsed = parsedate_to_datetime(date)
        return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
