"""Who met whom, as the rules find it: the events of all sentences, joined into one record an occasion.

events of a sentence -> place, date, status -> the same occasion told before? join : new -> bodies give way to people
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import APART, Actor, ActorKind, Encounter, EncounterKind, Status
from digest.reading.events import Event, kind_told, status_told
from digest.reading.headlines import title_end
from digest.reading.occasion import FAMILIES, Told, join, keys, same_occasion, stands
from digest.reading.participants import members_told
from digest.reading.people import Cast
from digest.reading.place import place_after, place_of
from digest.reading.scenes import chars
from digest.reading.states import fold
from digest.reading.status import aged, unfulfilled
from digest.reading.topics import topics_of
from digest.reading.when import when_after, when_of

SOON = 3  # sentences within which a group's members are named
BACK = 10  # sentences that "the talks" and "the two" may look back over


@dataclass(frozen=True, slots=True)
class _Told:
    """An encounter, in which sentence it was told first, and between whom: bodies may have given way to people."""

    encounter: Encounter
    unit: int
    headline: bool
    opened: tuple[Actor, ...]
    words: frozenset[int]


_NUMBERS = {word: number for number, word in enumerate(("two", "three", "four", "five", "six"), 2)}


class ByRule:
    """Finds the encounters of one document by the rules of events.py."""

    def __init__(
        self, cast: Cast, units: Sequence[Tokens], told: Sequence[Sequence[Event]], published: date | None
    ) -> None:
        """Prepare to read one document.

        Args:
            cast: Everyone in it.
            units: Its sentences.
            told: The events of each sentence.
            published: When it was published; None when that is not known.
        """
        self._cast, self._units, self._events, self._published = cast, units, told, published
        self._headline_end = title_end(cast.text)
        self._told: list[_Told] = []

    def read(self) -> list[Told]:
        """All encounters, in the order of the text."""
        for i, (unit, found) in enumerate(zip(self._units, self._events, strict=True)):
            self._name_members(i, unit)
            for event in found:
                if not _only_the_way(event, found):
                    self._add(i, event)
        kept = [told for told in self._told if not (told.headline and self._told_in_body(told))]
        kept = [told for told in kept if not _summary(told.encounter, [other.encounter for other in kept])]
        dated = self._dated_by_others([told.encounter for told in kept])
        return [Told(encounter, told.words) for encounter, told in zip(dated, kept, strict=True)]

    def _name_members(self, i: int, unit: Tokens) -> None:
        """The five ambassadors met X. They are A, B, C, D and E: the group gives way to its members."""
        persons = members_told(self._cast, unit)
        for number in range(len(self._told) - 1, -1, -1):
            told = self._told[number]
            groups = [a for a in told.encounter.participants if a.kind is ActorKind.GROUP and not a.represents]
            if len(persons) < 2 or i - told.unit > SOON:
                return
            if groups:
                who = dict.fromkeys(
                    b for a in told.encounter.participants for b in (persons if a == groups[0] else (a,))
                )
                self._told[number] = replace(told, encounter=replace(told.encounter, participants=tuple(who)))
                return

    def _told_in_body(self, told: _Told) -> bool:
        mine = keys(told.encounter)
        return any(
            not other.headline
            and FAMILIES[other.encounter.kind] == FAMILIES[told.encounter.kind]
            and (
                mine & keys(other.encounter) or not any(a.kind is ActorKind.PERSON for a in told.encounter.participants)
            )
            for other in self._told
        )

    # --- one event ---

    def _add(self, i: int, event: Event) -> None:
        new = self._encounter(i, event)
        earlier = self._earlier(i, new, event)
        if earlier is not None:
            told = self._told[earlier]
            self._told[earlier] = self._joined(told, new, i, event)
        elif stands(new, abroad=_abroad(event)) and not (event.back and event.noun is None):
            evidence = chars(self._units[i])
            headline = evidence.end <= self._headline_end
            self._told.append(_Told(new, i, headline, new.participants, _words(event)))

    def _joined(self, told: _Told, new: Encounter, i: int, event: Event) -> _Told:
        """Told in the headline first: the sentence of the body is the better evidence."""
        words = told.words | _words(event)
        if told.headline:
            return _Told(join(new, told.encounter), i, headline=False, opened=new.participants, words=words)
        return replace(told, encounter=join(told.encounter, new, denied=event.back), words=words)

    def _encounter(self, i: int, event: Event) -> Encounter:
        unit = self._units[i]
        status = status_told(event)
        in_vain = status is Status.DENIED and (event.noun is not None or unfulfilled(event.verb))
        ahead = status is Status.PLANNED or in_vain
        when = when_of(self._cast, unit, event, self._published, future=ahead)
        actors = self._all(i, event) if event.together else event.actors
        if event.host or (event.again and len(actors) == 1):
            actors = self._with_subject(event)
        if event.planned:
            when = when_after(self._cast, unit, event.noun or event.verb, self._published)
        return Encounter(
            kind=kind_told(event),
            participants=actors,
            status=aged(status, when, self._published, event.verb),
            evidence=chars(unit),
            place=self._place(event, unit),
            when=when,
            topics=topics_of(self._cast, self._units[i : i + 2], event.noun),
        )

    def _place(self, event: Event, unit: Tokens) -> str | None:
        if event.kind in APART:
            return None
        if event.planned:
            return place_after(self._cast, unit, event.noun or event.verb)
        there = self._told and any(c.lower_ == "there" and c.dep_ == "advmod" for c in event.verb.children)
        before = self._told[-1].encounter.place if there else None
        return place_of(self._cast, unit, event) or self._visited(event) or before or self._beside(event)

    def _beside(self, event: Event) -> str | None:
        """On the sidelines of the summit: where the summit is, of which was told before."""
        if not any(token.lemma_ in ("margin", "sideline") for token in event.verb.subtree):
            return None
        wide = (EncounterKind.CONFERENCE, EncounterKind.TALKS)
        held = (told.encounter for told in reversed(self._told) if told.encounter.kind in wide)
        return next((encounter.place for encounter in held if encounter.place), None)

    def _visited(self, event: Event) -> str | None:
        """The village of Lower Tesh, where the verb is "visit"."""
        if event.kind is not EncounterKind.VISIT or event.noun is not None:
            return None
        return next((self._cast.phrase(c) for c in event.verb.children if c.dep_ == "dobj"), None)

    def _all(self, i: int, event: Event) -> tuple[Actor, ...]:
        """The two, they: those of the encounter told last, else the last two persons that are subjects."""
        office, count = {a.key for a in event.same_office}, _counted(event.verb)
        if len(office) == 2:
            return tuple({a.key: a for a in (*event.same_office, *event.actors)}.values())
        # The next round follows the item's own news, "the two" whom the sentences before told of.
        for told in self._by_whom(i) if event.again else reversed(self._told):
            if office and not keys(told.encounter) & office:
                continue
            if count and count != len(told.encounter.participants):
                continue
            if (event.again or i - told.unit <= BACK) and len(told.encounter.participants) > 1:
                found = {a.key: a for a in (*_who_again(told, event), *event.actors)}
                return tuple(found.values())
        before = [(end, p) for p in self._cast.names.persons for _, end in p.mentions if end <= event.verb.i]
        latest = sorted(before, key=lambda pair: -pair[0])
        persons = list({id(p): p for _, p in latest}.values())
        if count and count > 2:
            return event.actors  # who the three are, nobody has said
        found = {a.key: a for a in (*(self._cast.actor(p) for p in persons[:2]), *event.actors)}
        return tuple(found.values()) if len(found) > 1 else event.actors

    def _by_whom(self, i: int) -> list[_Told]:
        """X said that talks will resume: first the occasions that X took part in, in the order of the text."""
        at = self._cast.names.at
        here = {p.name for t in self._units[i] if (p := at.get(t.i)) is not None}
        return sorted(self._told, key=lambda told: not here & {a.name for a in told.encounter.participants})

    def _with_subject(self, event: Event) -> tuple[Actor, ...]:
        """A meeting with the Swiss President was postponed: whose is told by the sentences before."""
        for told in reversed(self._told):
            persons = [a for a in told.encounter.participants if a.kind is ActorKind.PERSON]
            others = [a for a in persons if a.key not in {b.key for b in event.actors}]
            if others:
                return (max(others, key=self._weight), *event.actors)
        return event.actors

    def _weight(self, actor: Actor) -> int:
        """How often the article names someone."""
        return next((len(p.mentions) for p in self._cast.names.persons if p.name == actor.name), 0)

    # --- the same occasion ---

    def _earlier(self, i: int, new: Encounter, event: Event) -> int | None:
        """Which encounter told before this one is; None for a new one."""
        for number in range(len(self._told) - 1, -1, -1):
            told = self._told[number]
            if event.again:
                return None
            if event.back and told.encounter.status is Status.DENIED and new.status is not Status.DENIED:
                continue  # whoever is to accompany the president, is not to what is not scheduled
            if _counted(event.verb) and keys(new) > keys(told.encounter):
                continue  # the three: not what two of them were to have
            if event.back and i - told.unit <= BACK and FAMILIES[told.encounter.kind] == FAMILIES[new.kind]:
                return number
            if event.back and told.encounter.kind is EncounterKind.TALKS and new.kind is EncounterKind.CALL:
                continue
            if _own_occasion(event, told.encounter, new):
                continue
            if same_occasion(told.encounter, new, near=i - told.unit <= 2):
                return number
        return None

    # --- without a day of publication ---

    def _dated_by_others(self, encounters: list[Encounter]) -> list[Encounter]:
        """Where the item's own news has a weekday, an occasion with a month or a date of its own is told as context."""
        if self._published or not any(e.when and _is_weekday(e.when.text) for e in encounters):
            return encounters
        return [
            replace(e, status=Status.BACKGROUND)
            if e.status is Status.HAPPENED and e.when and not _is_weekday(e.when.text)
            else e
            for e in encounters
        ]


def _counted(verb: Token) -> int | None:
    """How many "the three leaders" are; None where the words give no number."""
    numbers = (c.lower_ for t in verb.subtree if t.tag_ == "NNS" for c in t.children if c.dep_ == "nummod")
    return next((_NUMBERS[word] for word in numbers if word in _NUMBERS), None)


def _words(event: Event) -> frozenset[int]:
    return frozenset(token.i for token in (event.verb, event.noun) if token is not None)


def _who_again(told: _Told, event: Event) -> tuple[Actor, ...]:
    """Who holds the next round: ministries that held this one, whoever came for them; states, where it is a summit."""
    who = told.encounter.participants
    if event.noun is None or not event.again:
        return who
    if len(told.opened) > 1 and all(a.kind in (ActorKind.BODY, ActorKind.STATE) for a in told.opened):
        return told.opened
    states = dict.fromkeys(a.represents for a in who if a.represents)
    if event.noun.lemma_.lower() == "summit" and len(states) > 1 and len(who) == len(states):
        return tuple(Actor(fold(state), state, ActorKind.STATE, None, state) for state in states)
    return who


def _only_the_way(event: Event, found: Sequence[Event]) -> bool:
    """Flew to X, where she held talks: the journey is no occasion beside the talks."""
    if event.kind is not EncounterKind.VISIT or event.verb.lemma_ not in en.TRAVEL_VERBS:
        return False
    mine = {a.key for a in event.actors}
    return any(other is not event and mine & {a.key for a in other.actors} for other in found)


def _abroad(event: Event) -> bool:
    """A trip to the region, came to the country: a journey to no place that has a name here."""
    head = event.noun if event.noun is not None else event.verb
    return any(t.lower_ in en.REGIONS for p in head.children if p.lower_ == "to" for t in p.children)


def _own_occasion(event: Event, told: Encounter, new: Encounter) -> bool:
    """Two of the three also spoke one-on-one, held a separate meeting: another occasion, with fewer people."""
    fewer = keys(new) < keys(told)
    words = {c.lower_ for t in (event.verb, event.noun) if t is not None for c in t.children}
    return fewer and bool(words & {"also", "separately", "separate", "later", "earlier", "privately", "one"})


def _summary(encounter: Encounter, others: Sequence[Encounter]) -> bool:
    """A standfirst says that A and B saw C; the body tells of C's meeting with A, and of C's with B."""
    if encounter.when or encounter.place or len(encounter.participants) < 3:
        return False
    mine = keys(encounter)
    parts = [
        theirs
        for other in others
        if other is not encounter and other.kind is encounter.kind and other.status is encounter.status
        if (theirs := keys(other)) < mine
    ]
    return len(parts) > 1 and set().union(*parts) == mine and bool(set.intersection(*parts))


def _is_weekday(text: str) -> bool:
    words = text.lower().split()
    return any(word.endswith("day") for word in words) and not any(word.isdigit() for word in words)
