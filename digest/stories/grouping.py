"""Pairs that are alike -> groups, by average link: the two groups that are most alike become one, again and again.

Two groups stay two where they are less alike than LEAST, or where a seam runs between them: each is more like itself
than like the other by far. The seam is what tells two earthquakes in one country apart, and with it one threshold does
for long reports and for short ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

# Swept together, .05-.20 and .50-.70, for B-cubed F1 on Giveme5W1H and on ECB+, undated and by words alone. .08 and .65
# are best on either: .958 and .912. But so few words in common join what nobody wrote together: of the 148 unrelated
# items of tests/data/items, as if of one day, .08 joins 20 with another, .12 joins 6, and costs .020 and .009.
LEAST = 0.12
SEAM = 0.65


@dataclass(slots=True)
class _Group:
    members: list[int]
    within: float = 0.0  #: likeness summed over pairs of members
    near: dict[int, float] = field(
        default_factory=dict
    )  #: the same over pairs with another group's, by its number, where two of them are tied

    @property
    def cohesion(self) -> float:
        """How alike its members are, on average; 0 for one alone, which tells nothing."""
        pairs = len(self.members) * (len(self.members) - 1) / 2
        return self.within / pairs if pairs else 0.0


def parts(count: int, ties: Iterable[tuple[int, int]]) -> list[int]:
    """For each of so many reports the first of those that it hangs together with, over any number of ties."""
    first = list(range(count))
    for one, other in ties:
        start, end = sorted((_first(first, one), _first(first, other)))
        first[end] = start
    return [_first(first, number) for number in range(count)]


def _first(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number


def grouped(count: int, ties: Iterable[tuple[int, int]], alike: Callable[[int, int], float]) -> list[list[int]]:
    """Numbers of reports by group, in rising order.

    Args:
        count: Of the reports.
        ties: A later one and an earlier one that may be alike by LEAST; any other two are less alike.
        alike: How alike a later one and an earlier one are, below 0 where something says that they are two events. It
            is asked for every two of groups that are tied, and for few others: most reports have nothing in common.
    """
    desk = _Desk(count, alike)
    for number, earlier in ties:
        desk.tie(earlier, number, alike(number, earlier))
    desk.join_all()
    return sorted(sorted(group.members) for group in desk.groups.values())


class _Desk:
    """Groups by number; one that is made of two gets a new number."""

    def __init__(self, count: int, alike: Callable[[int, int], float]) -> None:
        self.groups = {number: _Group([number]) for number in range(count)}
        self._alike = alike
        self._numbers = itertools.count(count)
        self._waiting: list[tuple[float, int, int]] = []  #: a heap, the most alike first

    def tie(self, one: int, other: int, likeness: float) -> None:
        """Note how alike two groups are, summed over pairs, and queue them if that may be enough."""
        mine, theirs = self.groups[one], self.groups[other]
        mine.near[other] = theirs.near[one] = likeness
        average = likeness / (len(mine.members) * len(theirs.members))
        if average >= LEAST:
            heappush(self._waiting, (-average, one, other))

    def join_all(self) -> None:
        """Join until nothing fits."""
        while self._waiting:
            apart, one, other = heappop(self._waiting)
            if one in self.groups and other in self.groups and not self._seam(one, other, -apart):
                self._join(one, other)

    def _seam(self, one: int, other: int, average: float) -> bool:
        return average < SEAM * min(self.groups[one].cohesion, self.groups[other].cohesion)

    def _join(self, one: int, other: int) -> None:
        mine, theirs = self.groups.pop(one), self.groups.pop(other)
        new = next(self._numbers)
        self.groups[new] = _Group(mine.members + theirs.members, mine.within + theirs.within + mine.near[other])
        for number in sorted((mine.near | theirs.near).keys() - {one, other}):
            near = self.groups[number].near
            known = [near.pop(each, None) for each in (one, other)]
            sums = [
                self._between(group, self.groups[number]) if likeness is None else likeness
                for group, likeness in zip((mine, theirs), known, strict=True)
            ]
            self.tie(number, new, sum(sums))

    def _between(self, one: _Group, other: _Group) -> float:
        """Of two groups of which nothing made anybody look so far."""
        return sum(self._alike(max(a, b), min(a, b)) for a in one.members for b in other.members)
