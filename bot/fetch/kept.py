"""Answers that are still good by their own headers: who says max-age=1800 is not asked again within half an hour.

What must not happen is that an article is lost in here. The store saves a list's validator only when all that it
lists is stored; while one article is missing, the list is visited again, early, and must show that article again. So
"not modified" is never answered from memory by time alone:

    the validator that we are asked with is the kept answer's own -> all of it is stored: not modified
    it is another one, or none                                    -> the kept body is served whole, once more
    its body is not here any more                                 -> the site is asked

Pages of articles do not come here at all: one is asked for because a list shows it as new or changed, or to see whether
it was edited, and an old copy would hide the very correction.

Nothing outlives the process: after a start each site is asked once, with the store's validator.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.fetch.answer import Answer
from digest.ports import Validator

# What a cache may keep of what we meet (RFC 9110, 15.1), and 302 and 307 where they say how long. 304: see `keep`.
_KEPT = {200, 301, 302, 304, 307, 308, 404, 410}
# A choice: as long as the longest wait between two polls. A feed on static hosting may claim to be good for a year.
MOST_S = 6 * 3600.0
# A choice: lists of 50 items have some 30 KB. The oldest go first; their sites may be asked once more than they wish.
LIMIT_BYTES = 16 << 20
_LIMIT_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class _Entry:
    """A kept answer; of one that is known to be stored, or was too large, only what stands for it: a 304."""

    answer: Answer
    validator: Validator
    until: float  #: by the clock


class Kept:
    """Remembers answers while they are good."""

    def __init__(self, *, limit_bytes: int = LIMIT_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        """Start empty.

        Args:
            limit_bytes: Of all bodies together.
            clock: Seconds from any moment.
        """
        self._limit_bytes = limit_bytes
        self._clock = clock
        self._entries: dict[str, _Entry] = {}  #: by address, the oldest first
        self._bytes = 0

    def find(self, url: str, asked: Validator | None) -> Answer | None:
        """What is still good, a 304 where `asked` is its own validator; None when the site is to be asked."""
        entry = self._entries.get(url)
        if entry is None:
            return None
        left = entry.until - self._clock()
        if left <= 0:
            self._forget(url)
            return None
        if entry.answer.status in (200, 304):
            if asked is not None and asked == entry.validator != Validator():
                # Whoever has this validator has stored all of the body: it is not needed any more.
                self._put(url, replace(entry, answer=_without_body(entry.answer)))
                return replace(_without_body(entry.answer), fresh_s=left)
            if entry.answer.status == 304:
                return None
        return replace(entry.answer, fresh_s=left)

    def keep(self, answer: Answer, asked: Validator | None) -> None:
        """Keep what a site answered, in place of what it answered before.

        A 304 says that what `asked` stands for is good for longer; the store has that, we do not.
        """
        self._forget(answer.url)
        if not answer.fresh_s or answer.status not in _KEPT:
            return
        validator = (asked or Validator()) if answer.status == 304 else answer.validator
        self._put(answer.url, _Entry(answer, validator, self._clock() + min(answer.fresh_s, MOST_S)))
        self._make_room()

    def _put(self, url: str, entry: _Entry) -> None:
        self._forget(url)
        self._entries[url] = entry
        self._bytes += len(entry.answer.body)

    def _forget(self, url: str) -> None:
        entry = self._entries.pop(url, None)
        self._bytes -= len(entry.answer.body) if entry else 0

    def _make_room(self) -> None:
        while self._bytes > self._limit_bytes:
            url, entry = next((url, entry) for url, entry in self._entries.items() if entry.answer.body)
            self._put(url, replace(entry, answer=_without_body(entry.answer)))
        while len(self._entries) > _LIMIT_ENTRIES:
            self._forget(next(iter(self._entries)))


def _without_body(answer: Answer) -> Answer:
    return replace(answer, status=304, body=b"")
