"""Stories by their words, so that thousands of topics need not each look through every text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from sys import intern

from digest.model import Report, Story
from digest.remembering import remembered
from digest.topics.matching import narrowed, written
from digest.topics.spelling import skeleton, words
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
            for report in story.reports:
                for word in _words(report):
                    self._by_word[word].add(number)
                for sound in _sounds(report):
                    self._by_sound[sound].add(number)

    def on(self, topics: Sequence[Topic]) -> list[Story]:
        """Those about any of the topics (none: all), in their order: what `narrowed` makes of each."""
        found = (narrowed(story, topics) for story in self.likely(topics))
        return [story for story in found if story]

    def likely(self, topics: Sequence[Topic]) -> list[Story]:
        """All that may be about any of the topics (none: all), in their order, and few that are not."""
        if not topics:
            return list(self.stories)
        return [self.stories[number] for number in sorted(set[int]().union(*map(self._likely, topics)))]

    def _likely(self, topic: Topic) -> set[int]:
        """Every story that may be about it, and few that are not."""
        groups = [set[int]().union(*map(self._with, group)) for group in topic.groups]
        return set[int].intersection(*groups) if groups else set()

    def _with(self, term: str) -> set[int]:
        """Stories that have all words of a term, or all of another form of it."""
        _, asked = field_of(term)
        return set[int]().union(*(self._with_all(words(form)) for form in written(asked)))

    def _with_all(self, wanted: Iterable[str]) -> set[int]:
        each = [set[int]().union(*self._of(word)) for word in wanted]
        return set[int].intersection(*each) if each else set()

    def _of(self, word: str) -> Iterable[set[int]]:
        yield from (self._by_word[form] for ending in _ENDINGS if (form := word + ending) in self._by_word)
        if sound := skeleton(word):
            yield self._by_sound.get(sound, set())


@remembered
def _words(report: Report) -> tuple[str, ...]:
    """All words that a term may be met by, each once; 3 kB, as each is kept once for all articles."""
    article = report.article
    whole = [article.title, article.text, article.source, article.outlet, article.section, article.url]
    return tuple(map(intern, set(words("\n".join([*whole, *_names(report)])))))


@remembered
def _sounds(report: Report) -> tuple[str, ...]:
    """How the names of those who are in it sound."""
    return tuple({skeleton(word) for name in _names(report) for word in words(name)} - {""})


def _names(report: Report) -> set[str]:
    facts = report.facts
    actors = [*facts.actors, *(each for encounter in facts.encounters for each in encounter.participants)]
    actors += [each.speaker for each in facts.statements if each.speaker]
    called = {name for actor in actors for name in (actor.name, actor.key, *actor.aliases, actor.represents or "")}
    return called | {each.place or "" for each in facts.encounters}
