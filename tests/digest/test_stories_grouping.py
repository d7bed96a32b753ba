"""What becomes one group, and where a seam stays open."""

from __future__ import annotations

from itertools import combinations

from digest.stories.grouping import LEAST, grouped


def groups(count: int, *ties: tuple[int, int, float]) -> list[list[int]]:
    """Of so many, by an earlier one, a later one and how alike they are."""
    alike = {(later, earlier): likeness for earlier, later, likeness in ties}
    return grouped(count, alike, lambda later, earlier: alike.get((later, earlier), 0.0))


def between(some: range, others: range, likeness: float) -> list[tuple[int, int, float]]:
    return [(one, other, likeness) for one in some for other in others]


def within(some: range, likeness: float) -> list[tuple[int, int, float]]:
    return [(one, other, likeness) for one, other in combinations(some, 2)]


def test_what_is_alike_enough_is_one_group() -> None:
    assert groups(4, (0, 2, LEAST), (1, 3, LEAST - 0.01)) == [[0, 2], [1], [3]]


def test_nothing_is_no_group() -> None:
    assert groups(0) == []


def test_a_chain_is_cut_where_its_ends_have_nothing_in_common() -> None:
    links = [(n, n + 1, 0.2) for n in range(5)]

    assert groups(6, *links) == [[0, 1], [2, 3], [4, 5]]


def test_two_events_of_one_kind_stay_two() -> None:
    one, other = range(3), range(3, 6)
    quakes = [*within(one, 0.5), *within(other, 0.4), *between(one, other, 0.2)]

    assert groups(6, *quakes) == [[0, 1, 2], [3, 4, 5]]


def test_long_reports_that_are_all_a_little_alike_are_one_event() -> None:
    one, other = range(3), range(3, 6)
    long = [*within(one, 0.25), *within(other, 0.22), *between(one, other, 0.2)]

    assert groups(6, *long) == [[0, 1, 2, 3, 4, 5]]


def test_one_that_is_like_neither_of_two_that_tell_it_apart_does_not_join() -> None:
    # A report alone has no cohesion to compare with, so likeness decides; what tells apart is below zero.
    assert groups(3, (0, 1, 0.4), (0, 2, 0.3), (1, 2, -0.2)) == [[0, 1], [2]]
