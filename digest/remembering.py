"""What was worked out from a report is kept beside it: chats ask for the same articles again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from digest.model import Report

#: Reports that are remembered: a week at a thousand articles a day, and a day more.
REPORTS = 8_000

T = TypeVar("T")


def remembered(work: Callable[[Report], T], *, limit: int = REPORTS) -> Callable[[Report], T]:
    """Calls a pure function once for a report, as long as that very object is handed in.

    `lru_cache` would hash every word of it to find out that it is the same; the store hands out one object for one
    version of an article (bot/store/reports.py), and what is held here cannot be mistaken for a later one.
    """
    kept: OrderedDict[int, tuple[Report, T]] = OrderedDict()  # the one that was asked for last at the end

    def recall(report: Report) -> T:
        key = id(report)
        if (found := kept.get(key)) is None:
            found = kept[key] = (report, work(report))
            if len(kept) > limit:
                kept.popitem(last=False)
        else:
            kept.move_to_end(key)
        return found[1]

    return recall
