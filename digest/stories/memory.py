"""Stories that were told before: chats that ask for one day, or are due at one time, get the same ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from operator import is_

from digest.model import Report, Story

#: Different sets of reports: today's and yesterday's for those who ask, and a few schedules.
KEPT = 8

Tell = Callable[[Sequence[Report]], tuple[Story, ...]]


class Memory:
    """Calls a pure `tell` once for the same reports; any other report, or version of one, and it is asked again."""

    def __init__(self, tell: Tell, *, limit: int = KEPT) -> None:
        self._tell = tell
        self._kept: deque[tuple[tuple[Report, ...], tuple[Story, ...]]] = deque(maxlen=limit)

    def tell(self, reports: Sequence[Report]) -> tuple[Story, ...]:
        """As the function that it remembers for."""
        for known, stories in self._kept:
            if len(known) == len(reports) and all(map(is_, known, reports)):
                return stories
        stories = self._tell(reports)
        self._kept.appendleft((tuple(reports), stories))
        return stories
