"""How long an answer stays good, by its own headers: RFC 9111, 4.2, without its heuristics.

Where a site says nothing, nothing is guessed: a tenth of the time since its last change, which the RFC allows, would
keep us from a feed for an hour because it was quiet overnight.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.fetch.answer import moment

# RFC 9111, 5.2: a name, and perhaps a token or a quoted string.
_DIRECTIVE = re.compile(r'([\w-]+)(?:=(?:"((?:[^"\\]|\\.)*)"|([^\s,]*)))?')
# RFC 9111, 1.2.2: what is larger is taken for this.
_MOST_S = 1 << 31


def fresh_s(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds for which an answer that came now may be used without asking; None when its headers do not say.

    s-maxage is left to caches that many share; one newsroom's is private.

    Args:
        headers: Of the answer, looked up in any case of letters (httpx.Headers).
        now: UTC.
    """
    directives = _directives(headers.get("cache-control", ""))
    if "no-store" in directives or directives.get("no-cache") == "" or headers.get("vary", "").strip() == "*":
        return 0.0
    lifetime = _seconds(directives["max-age"]) if "max-age" in directives else _until_expiry(headers, now=now)
    return None if lifetime is None else max(0.0, lifetime - _age_s(headers, now=now))


def _directives(header: str) -> dict[str, str]:
    """Names and values of Cache-Control; of two of a name the first counts (RFC 9111, 4.2.1)."""
    found: dict[str, str] = {}
    for name, quoted, token in _DIRECTIVE.findall(header):
        found.setdefault(name.lower(), quoted or token)
    return found


def _seconds(text: str) -> float:
    """Of a directive or of Age; what is no number counts as none, as RFC 9111, 4.2.1 encourages."""
    return float(min(int(text), _MOST_S)) if text.isascii() and text.isdecimal() else 0.0


def _until_expiry(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Expires less Date; a date that cannot be read lies in the past (RFC 9111, 5.3)."""
    if "expires" not in headers:
        return None
    expires = moment(headers["expires"]) or datetime.min.replace(tzinfo=UTC)
    return (expires - (moment(headers.get("date", "")) or now)).total_seconds()


def _age_s(headers: Mapping[str, str], *, now: datetime) -> float:
    """How old it was when it came (RFC 9111, 4.2.3): some cache on the way may have held it."""
    apparent = (now - (moment(headers.get("date", "")) or now)).total_seconds()
    return max(apparent, _seconds(headers.get("age", "").strip()))
