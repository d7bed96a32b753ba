"""What was worked out from a report or a story is kept beside it: it is asked for again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Concatenate, ParamSpec, TypeVar

#: Reports that are remembered: a week at a thousand articles a day, and a day more.
REPORTS = 8_000
#: Stories that are remembered with what was written of them: those that chats ask for, or are told at one time.
WRITTEN = 500

T = TypeVar("T")
V = TypeVar("V")
P = ParamSpec("P")


def remembered(
    limit: int,
) -> Callable[[Callable[Concatenate[V, P], T]], Callable[Concatenate[V, P], T]]:
    """Makes a function that calls a pure one once for a value, as long as that very object is handed in.

    `lru_cache` would hash every word of it to find out that it is the same; the store hands out one report for one
    version of an article (bot/store/reports.py), and what is held here cannot be mistaken for a later one. Further
    arguments are compared as usual.
    """

    def remembering(work: Callable[Concatenate[V, P], T]) -> Callable[Concatenate[V, P], T]:
        kept: OrderedDict[tuple[Hashable, ...], tuple[V, T]] = OrderedDict()  # what was asked for last at the end

        def recall(value: V, /, *others: P.args, **named: P.kwargs) -> T:
            key = (id(value), *others, *named.items())
            found = kept.pop(key, None) or (value, work(value, *others, **named))  # threads may do the same at once
            kept[key] = found
            if len(kept) > limit:
                kept.popitem(last=False)
            return found[1]

        return recall

    return remembering
