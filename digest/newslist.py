"""The newslist: the stories of a period in short, put together of daybooks; which of them lead, of what is wanted.

Wanted are articles, by their places in the list: all, those on a topic (topics/shelf.py), those that are new. A story
is told by those of its articles that are wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from digest import leading
from digest.daybooks import Daybook, Note
from digest.model import Period
from digest.stories.grouping import parts

#: For each note of a list, whether it is wanted.
Wanted: TypeAlias = NDArray[np.bool_]


class Newslist:
    """Notes of a period, the earliest first, and the stories that they are of."""

    def __init__(self, books: Sequence[Daybook], period: Period) -> None:
        """Of the daybooks of the period's days (daybooks.days_of), and none besides."""
        since, until = period.since.timestamp(), period.until.timestamp()
        within = [
            (note, stories[note.thread])
            for book, stories in zip(books, _stories(books), strict=True)
            for note in book.notes
            if since <= note.when < until
        ]
        self.notes: tuple[Note, ...] = tuple(note for note, _ in within)
        numbers = dict[int, int]()
        #: For each note the number of its story; stories are numbered by their earliest note.
        self.story_of: NDArray[np.int64] = np.array(
            [numbers.setdefault(story, len(numbers)) for _, story in within], np.int64
        )
        _, self._first = np.unique(self.story_of, return_index=True)  # place of the earliest note of each story

    def all(self) -> Wanted:
        """Every note."""
        return np.ones(len(self.notes), np.bool_)

    def told_by(self, wanted: Wanted) -> set[int]:
        """Numbers of stories of which something is wanted."""
        return set(self.story_of[wanted].tolist())

    def whole(self, wanted: Wanted) -> Wanted:
        """All notes of the stories of which something is wanted."""
        told = np.zeros(len(self._first), np.bool_)
        told[self.story_of[wanted]] = True
        return told[self.story_of]

    def of_stories(self, stories: Collection[int]) -> Wanted:
        """All notes of these stories."""
        return np.isin(self.story_of, list(stories))

    def of_articles(self, articles: Collection[str]) -> set[int]:
        """Numbers of the stories that any of these articles tells."""
        if not articles:
            return set()
        return {self.story_of.item(place) for place, note in enumerate(self.notes) if note.article in articles}

    def articles(self, story: int) -> tuple[str, ...]:
        """Ids of all that tell a story."""
        return tuple(self.notes[place].article for place in np.flatnonzero(self.story_of == story).tolist())

    def ranked(self, wanted: Wanted) -> list[tuple[leading.Place, int]]:
        """Stories of which something is wanted, as that tells them: the most pressing first, each with its place."""
        if not wanted.any():
            return []
        places = np.flatnonzero(wanted)
        places = places[np.argsort(self.story_of[places], kind="stable")]
        notes, stories = [self.notes[place] for place in places.tolist()], self.story_of[places]
        starts = np.flatnonzero(np.diff(stories, prepend=-1))
        tiers = np.array([note.tier for note in notes])
        tier = np.minimum.reduceat(tiers, starts)
        own = np.where(
            tiers == np.repeat(tier, np.diff(starts, append=len(stories))), [n.weight for n in notes], -np.inf
        )
        outlets = np.bincount([story for story, _ in {*zip(stories.tolist(), (n.source for n in notes), strict=True)}])
        told = stories[starts]
        weight = leading.weight(np.maximum.reduceat(own, starts), outlets[told])
        newest = np.maximum.reduceat(np.array([note.when for note in notes]), starts)
        keys = (self.notes[place].article for place in self._first[told].tolist())
        found = zip(tier.tolist(), (-weight).tolist(), (-newest).tolist(), keys, strict=True)
        return sorted(zip(found, told.tolist(), strict=True))


def _stories(books: Sequence[Daybook]) -> list[Sequence[int]]:
    """For each book, for each of its threads, what is the same for all threads of a story."""
    starts = list(accumulate((len(book.goes_on) for book in books), initial=0))
    before = {article for book in books for article in book.goes_on if article}
    number = {
        note.article: start + note.thread
        for start, book in zip(starts, books, strict=False)
        for note in book.notes
        if note.article in before
    }
    for article in sorted(before - number.keys()):  # what was told before the first of the books
        number[article] = starts[-1] + len(number)
    ties = (
        (start + thread, number[article])
        for start, book in zip(starts, books, strict=False)
        for thread, article in enumerate(book.goes_on)
        if article
    )
    stories = parts(starts[-1] + len(number), ties)
    return [stories[start:end] for start, end in pairwise(starts)]
