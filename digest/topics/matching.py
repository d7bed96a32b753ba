"""Which stories are about a topic, and by what.

A term is met by who acts or speaks, by the country that somebody represents, by the place of an encounter, by the
outlet, or by the words of the title and text: the first of these that holds is the reason that people are told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from urllib.parse import urlsplit

from digest.model import Actor, ActorKind, Report, Status, Story
from digest.topics.countries import country, forms
from digest.topics.spelling import holds, in_latin, one_name
from digest.topics.topic import Field, Topic, field_of

#: "armenia" also finds "Armenian", "Armenians" and "Armenia’s", but not "armed".
ENDINGS = ("", "n", "ns", "an", "ans", "ian", "ians", "i", "is", "s")
_ENDING = rf"(?:{'|'.join(ENDINGS[1:])})?(?:[’']s?)?"
#: What outlets call the parts that are no news: to leave them out, their name need not stand in the text.
_PARTS = re.compile(
    r"opinions?|comment(?:ary)?|analys[ie]s|editorials?|columns?|blogs?|sports?|culture|lifestyle|business|interviews?"
)


class How(Enum):
    """What met a term; the strongest first."""

    OUTLET = "outlet"
    SECTION = "section"
    COUNTRY = "country"  #: somebody who acts or speaks represents it
    ACTOR = "actor"  #: acts or speaks
    PLACE = "place"  #: of an encounter
    WORDS = "words"  #: stand in the title or the text


@dataclass(frozen=True, slots=True)
class Hit:
    """That a term of a topic is met by an article."""

    term: str  #: as the topic has it
    how: How
    words: str  #: as the article has them
    report: Report


def why(story: Story, topic: Topic) -> tuple[Hit, ...]:
    """What makes a story one of a topic: a hit for each group of its terms; none when it is not."""
    reports = standing(story, topic)
    hits = [_first_of(reports, group) for group in topic.groups]
    return tuple(hit for hit in hits if hit) if reports and all(hits) else ()


def matches(story: Story, topic: Topic) -> bool:
    """True when each group is met, in any of the articles that are not to be left out."""
    return bool(why(story, topic))


def standing(story: Story, topic: Topic) -> tuple[Report, ...]:
    """Articles of a story that the topic does not leave out."""
    return tuple(each for each in story.reports if not any(left_out(each, term) for term in topic.without))


def narrowed(story: Story, topics: Sequence[Topic]) -> Story | None:
    """The story with the articles that any of the topics it is about takes; None when it is about none of them."""
    if not topics:
        return story
    taken = [standing(story, topic) for topic in topics if matches(story, topic)]
    kept = tuple(each for each in story.reports if any(each in reports for reports in taken))
    if len(kept) == len(story.reports):
        return story
    return replace(story, reports=kept) if kept else None


def lacking(story: Story, topic: Topic) -> tuple[str, ...]:
    """Terms of the first group that nothing in a story meets, or what it is left out for."""
    if not standing(story, topic):
        return tuple(term for term in topic.without if any(left_out(each, term) for each in story.reports))
    return next((group for group in topic.groups if not _first_of(story.reports, group)), ())


def hit(report: Report, term: str) -> Hit | None:
    """By what an article meets a term; None when it does not."""
    field, asked = field_of(term)
    for how, finder in _WAYS[field].items():
        if words := finder(report, asked):
            return Hit(term, how, words, report)
    return None


def _first_of(reports: Iterable[Report], group: Sequence[str]) -> Hit | None:
    """The strongest of all."""
    hits = [found for report in reports for term in group if (found := hit(report, term))]
    return min(hits, key=lambda each: list(How).index(each.how), default=None)


def left_out(report: Report, term: str) -> bool:
    """True for an article that a topic without this term leaves out."""
    field, asked = field_of(term)
    return bool(_section(report, asked)) if is_part(field, asked) else hit(report, term) is not None


def is_part(field: Field, asked: str) -> bool:
    """True where the outlet's own word for a part of it is meant: "opinion"."""
    return field is Field.ANY and _PARTS.fullmatch(asked) is not None


# --- the ways in which a term is met: each the words that meet it, or nothing -----------------------------------------


def _outlet(report: Report, asked: str) -> str:
    called = (report.article.source, report.article.outlet)
    return next((name for name in called if name and name.casefold() == asked), "")


def _section(report: Report, asked: str) -> str:
    """The outlet's own word for it, or a step of the address: /opinion/."""
    if report.article.section.casefold() == asked:
        return report.article.section
    steps = urlsplit(report.article.url).path.casefold().split("/")
    return next((step for step in steps if step in (asked, asked.removesuffix("s"), f"{asked}s")), "")


def _country(report: Report, asked: str) -> str:
    wanted = country(asked) or asked
    found = (a.represents for a in voices(report) if a.represents and one_name(a.represents, wanted))
    return next(found, "")


def _actor(report: Report, asked: str, kinds: frozenset[ActorKind] = frozenset(ActorKind)) -> str:
    for actor in voices(report):
        if actor.kind in kinds and any(holds(name, asked) for name in (actor.name, actor.key, *actor.aliases)):
            return actor.name
    return ""


def _place(report: Report, asked: str) -> str:
    places = (each.place for each in report.facts.encounters if each.status is not Status.BACKGROUND)
    return next((place for place in places if place and holds(place, asked)), "")


def _words(report: Report, asked: str) -> str:
    """As the title or the text has them."""
    text = f"{report.article.title}\n{report.article.text}"
    folded = text.casefold()
    for form in written(asked):
        # Most articles have none of the words at all, which is found out in a twentieth of the time of a pattern.
        if form in folded and (found := _pattern(form).search(folded)):
            return _as_written(text, folded, found)
    return _mentioned(report, asked)


def _mentioned(report: Report, asked: str) -> str:
    """Somebody who is named without acting or speaking, in another spelling."""
    called = (name for actor in report.facts.actors for name in (actor.name, *actor.aliases))
    return next((name for name in called if holds(name, asked)), "")


def _as_written(text: str, folded: str, found: re.Match[str]) -> str:
    return text[found.start() : found.end()] if len(text) == len(folded) else found[0]


def voices(report: Report) -> Iterable[Actor]:
    """Who acts or speaks in the article's own news, each once."""
    of_encounters = (
        actor
        for encounter in report.facts.encounters
        if encounter.status is not Status.BACKGROUND
        for actor in encounter.participants
    )
    speakers = (each.speaker for each in report.facts.statements if each.speaker is not None and each.speech)
    return {id(actor): actor for actor in (*of_encounters, *speakers)}.values()


@lru_cache(maxsize=10_000)
def written(asked: str) -> tuple[str, ...]:
    """What a text may have for a term, lower case: its words, in Latin letters too; a country by each of its forms."""
    known = country(asked)
    return tuple(dict.fromkeys([asked, in_latin(asked), *(forms(known) if known else ())]))


@lru_cache(maxsize=10_000)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}{_ENDING}(?!\w)")


def _person(report: Report, asked: str) -> str:
    return _actor(report, asked, frozenset({ActorKind.PERSON}))


def _body(report: Report, asked: str) -> str:
    return _actor(report, asked, frozenset({ActorKind.BODY, ActorKind.STATE, ActorKind.GROUP}))


Finder = Callable[[Report, str], str]
_WAYS: Mapping[Field, Mapping[How, Finder]] = {
    Field.ANY: {
        How.OUTLET: _outlet,
        How.COUNTRY: _country,
        How.ACTOR: _actor,
        How.PLACE: _place,
        How.WORDS: _words,
    },
    Field.OUTLET: {How.OUTLET: _outlet},
    Field.SECTION: {How.SECTION: _section},
    Field.COUNTRY: {How.COUNTRY: _country},
    Field.PERSON: {How.ACTOR: _person},
    Field.BODY: {How.ACTOR: _body},
    Field.PLACE: {How.PLACE: _place},
    Field.WORD: {How.WORDS: _words},
}
