"""A newslist's articles by what they can be found by, for many topics: which of them are on any that is asked for.

topics -> open(): articles that have to be looked at -> settle() -> on(): what is wanted of the list
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from digest.model import Report
from digest.newslist import Newslist, Wanted
from digest.topics.index import Index, Marks, question
from digest.topics.matching import hit, left_out
from digest.topics.topic import Topic


@dataclass(slots=True)
class _Term:
    """Which notes meet a term."""

    met: Wanted  #: surely
    open: Wanted  #: have the words, and were not looked at yet


class Shelf:
    """A newslist, and the indexes of its days."""

    def __init__(self, news: Newslist, indexes: Sequence[Index]) -> None:
        self._news = news
        places = {note.article: place for place, note in enumerate(news.notes)}
        self._indexes = [(each, np.array([places.get(key, -1) for key in each.articles], np.int64)) for each in indexes]
        self._terms: dict[tuple[str, bool], _Term] = {}  # by the term, and whether articles are to be without it

    def open(self, topics: Sequence[Topic], among: Wanted) -> list[str]:
        """Ids of articles of which only a look can say whether they are on one of the topics."""
        found = np.zeros(len(self._news.notes), np.bool_)
        for _, term in self._asked(topics):
            found |= term.open & among
        return [self._news.notes[place].article for place in np.flatnonzero(found).tolist()]

    def settle(self, topics: Sequence[Topic], reports: Sequence[Report]) -> None:
        """Look at these, as often as they were asked for by `open`."""
        by_id = {report.article.id: report for report in reports}
        for (words, leaving_out), term in self._asked(topics):
            for place in np.flatnonzero(term.open).tolist():
                if report := by_id.get(self._news.notes[place].article):
                    term.met[place] = left_out(report, words) if leaving_out else hit(report, words) is not None
                    term.open[place] = False

    def on(self, topics: Sequence[Topic], among: Wanted) -> Wanted:
        """Articles that are on any of the topics (none: all), as `narrowed` would leave their stories."""
        if not topics:
            return among
        found = np.zeros(len(self._news.notes), np.bool_)
        for topic in topics:
            found |= self._on(topic, among)
        return found

    def _on(self, topic: Topic, among: Wanted) -> Wanted:
        kept = among & ~self._any(topic.without, leaving_out=True)
        told = kept if topic.groups else ~self._news.all()
        for group in topic.groups:
            told = told & self._news.whole(kept & self._any(group))
        return told

    def _any(self, terms: Sequence[str], *, leaving_out: bool = False) -> Wanted:
        found = np.zeros(len(self._news.notes), np.bool_)
        for term in terms:
            found |= self._term(term, leaving_out=leaving_out).met
        return found

    def _asked(self, topics: Sequence[Topic]) -> Iterator[tuple[tuple[str, bool], _Term]]:
        for topic in topics:
            for term in (term for group in topic.groups for term in group):
                yield (term, False), self._term(term)
            for term in topic.without:
                yield (term, True), self._term(term, leaving_out=True)

    def _term(self, term: str, *, leaving_out: bool = False) -> _Term:
        if (term, leaving_out) not in self._terms:
            asked = question(term, leaving_out=leaving_out)
            met, perhaps = self._having(asked.enough), np.zeros(len(self._news.notes), np.bool_)
            for phrase in asked.phrases:
                perhaps |= np.logical_and.reduce([self._news.all(), *map(self._having, phrase)])
            self._terms[term, leaving_out] = _Term(met, perhaps & ~met)
        return self._terms[term, leaving_out]

    def _having(self, marks: Marks) -> Wanted:
        found = np.zeros(len(self._news.notes) + 1, np.bool_)  # the last: what is in an index and not in the list
        for index, places in self._indexes:
            found[places[index.having(marks)]] = True
        return found[:-1]
