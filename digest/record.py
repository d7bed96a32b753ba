"""The record of a person or body: whom they met, what they said, as the articles of some time have it.

reports, a name -> who is meant -> stories with their facts alone -> the same sections, the same gate -> lines

No line without its source: what is printed of a record is a digest's lines, made by the same writers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from digest.actors import same
from digest.model import Actor, ActorKind, Encounter, Facts, Report, Statement, Status, Story
from digest.topics.spelling import holds


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts or speaks in some articles; a body is one too."""

    actor: Actor  #: as the latest article presents them
    reports: tuple[Report, ...]  #: in which they act or speak, the latest first


def persons(reports: Iterable[Report], name: str) -> tuple[Person, ...]:
    """Everyone of a name, in any spelling, who acts or speaks; who was in the news last comes first.

    A bare surname that only one full name ends in is that person's.
    """
    found = list[tuple[Actor, list[Report]]]()
    latest = sorted(reports, key=lambda report: report.article.when, reverse=True)
    for report in latest:
        for actor in _voices(report.facts):
            if not any(holds(called, name) for called in (actor.name, *actor.aliases)):
                continue
            group = next((theirs for known, theirs in found if same(known, actor)), None)
            if group is None:
                found.append((actor, [report]))
            elif report not in group:
                group.append(report)
    people = [each for each in found if each[0].kind is ActorKind.PERSON]
    # "Sollander’s office" is no second Sollander.
    return tuple(Person(_fullest(actor, theirs), tuple(theirs)) for actor, theirs in people or found)


def met(person: Person, *, other: str = "") -> tuple[Story, ...]:
    """Stories of whom they met, by article, the latest first; with `other` only those that this name took part in."""
    return _stories(person, lambda facts: replace(facts, encounters=_met(facts, person.actor, other), statements=()))


def said(person: Person, *, about: str = "") -> tuple[Story, ...]:
    """Stories of what they said, by article, the latest first; with `about` only what has these words."""
    return _stories(person, lambda facts: replace(facts, encounters=(), statements=_said(facts, person.actor, about)))


def _stories(person: Person, only: Callable[[Facts], Facts]) -> tuple[Story, ...]:
    kept = ((report, only(report.facts)) for report in person.reports)
    return tuple(
        Story(report.article.id, report.article.title, (Report(report.article, facts),))
        for report, facts in kept
        if facts.encounters or facts.statements
    )


def _met(facts: Facts, actor: Actor, other: str) -> tuple[Encounter, ...]:
    """What took place, is planned or was refused, by the article's own news; not what it recalls."""
    return tuple(
        each
        for each in facts.encounters
        if each.status is not Status.BACKGROUND
        and _is_among(actor, each.participants)
        and (not other or any(holds(name, other) for p in each.participants for name in _called(p)))
    )


def _said(facts: Facts, actor: Actor, about: str) -> tuple[Statement, ...]:
    words = about.casefold().split()
    return tuple(
        each
        for each in facts.statements
        if each.speaker is not None
        and each.trusted
        and not each.headline
        and same(each.speaker, actor)
        and all(word in each.gist.casefold() for word in words)
    )


def _is_among(actor: Actor, participants: Collection[Actor]) -> bool:
    return any(same(actor, each) for each in participants)


def _called(actor: Actor) -> tuple[str, ...]:
    return (actor.name, *actor.aliases, *((actor.represents,) if actor.represents else ()))


def _voices(facts: Facts) -> list[Actor]:
    acting = [actor for encounter in facts.encounters for actor in encounter.participants]
    acting += [each.speaker for each in facts.statements if each.speaker and each.trusted]
    return [actor for actor in acting if actor.kind in (ActorKind.PERSON, ActorKind.BODY)]


def _fullest(actor: Actor, reports: Sequence[Report]) -> Actor:
    """The latest form that has a first name and an office; a bare surname says less than an earlier full name."""
    forms = [each for report in reports for each in _voices(report.facts) if same(each, actor)]
    whole = [each for each in forms if " " in each.name] or forms
    return next((each for each in whole if each.role), whole[0] if whole else actor)
