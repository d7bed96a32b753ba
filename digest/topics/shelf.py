"""Stories by their words, so that thousands of topics need not each look through every text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from digest.model import Report, Story
from digest.topics.countries import country, forms
from digest.topics.matching import narrowed
from digest.topics.spelling import names, skeleton, words
from digest.topics.topic import Topic, field_of

# As in matching.py: "armenia" also finds "Armenians".
_ENDINGS = ("", "n", "ns", "an", "ans", "ian", "ians", "i", "is", "s")


class Shelf:
    """Some stories, in an order, to be looked through for many topics."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.stories = stories
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        self._by_sound: defaultdict[str, set[int]] = defaultdict(set)
        for number, story in enumerate(stories):
            text = "\n".join(_text(report) for report in story.reports)
            for word in set(words(text)):
                self._by_word[word].add(number)
            for sound in {skeleton(name) for name in names(text)}:
                self._by_sound[sound].add(number)

    def on(self, topics: Sequence[Topic]) -> list[Story]:
        """Those about any of the topics (none: all), in their order: what `narrowed` makes of each."""
        if not topics:
            return list(self.stories)
        likely = sorted(set[int]().union(*(self._likely(topic) for topic in topics)))
        found = (narrowed(self.stories[number], topics) for number in likely)
        return [story for story in found if story]

    def _likely(self, topic: Topic) -> set[int]:
        """Every story that may be about it, and few that are not."""
        groups = [set[int]().union(*map(self._with, group)) for group in topic.groups]
        return set[int].intersection(*groups) if groups else set()

    def _with(self, term: str) -> set[int]:
        """Stories that have all words of a term, or all of another form of it."""
        _, asked = field_of(term)
        known = country(asked)
        found = [self._with_all(words(form)) for form in (asked, *(forms(known) if known else ()))]
        return set[int]().union(*found)

    def _with_all(self, wanted: Iterable[str]) -> set[int]:
        each = [set[int]().union(*self._of(word)) for word in wanted]
        return set[int].intersection(*each) if each else set()

    def _of(self, word: str) -> Iterable[set[int]]:
        yield from (self._by_word[form] for ending in _ENDINGS if (form := word + ending) in self._by_word)
        if sound := skeleton(word):
            yield self._by_sound.get(sound, set())


def _text(report: Report) -> str:
    """All that a term may be met by."""
    article, facts = report.article, report.facts
    actors = [*facts.actors, *(each for encounter in facts.encounters for each in encounter.participants)]
    actors += [each.speaker for each in facts.statements if each.speaker]
    called = {name for actor in actors for name in (actor.name, actor.key, *actor.aliases, actor.represents or "")}
    places = {each.place or "" for each in facts.encounters}
    of_outlet = (article.source, article.outlet, article.section, article.url)
    return "\n".join([article.title, article.text, *of_outlet, *called, *places])
