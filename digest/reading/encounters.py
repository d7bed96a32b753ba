"""Who met whom: the events of all sentences, joined into one record an occasion.

events of a sentence -> place, date, status -> the same occasion told before? join : new -> bodies give way to people
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Span as Tokens

from digest.lang import en
from digest.model import Actor, ActorKind, Encounter, EncounterKind, Status, When
from digest.reading.circumstances import aged, place_after, place_of, status_of, topics_of, when_after, when_of
from digest.reading.events import Event, events
from digest.reading.people import Cast
from digest.reading.statements import chars, title_end

#: Kinds that may tell one occasion: a meeting is told as talks, a call as talks by phone.
FAMILIES = {
    EncounterKind.MEETING: "face",
    EncounterKind.TALKS: "face",
    EncounterKind.CONFERENCE: "conference",
    EncounterKind.VISIT: "visit",
    EncounterKind.CALL: "call",
    EncounterKind.CORRESPONDENCE: "letter",
}
BACK = 10  # sentences that "the talks" and "the two" may look back over


@dataclass(frozen=True, slots=True)
class _Told:
    """An encounter, and in which sentence it was told first."""

    encounter: Encounter
    unit: int
    headline: bool


class Encounters:
    """Finds the encounters of one document."""

    def __init__(self, cast: Cast, units: list[Tokens], quoted: set[int], published: date | None) -> None:
        self._cast, self._units, self._quoted, self._published = cast, units, quoted, published
        self._headline_end = title_end(cast.text)
        self._told: list[_Told] = []

    def read(self) -> tuple[Encounter, ...]:
        """All encounters, in the order of the text."""
        for i, unit in enumerate(self._units):
            found = list(events(self._cast, unit, self._quoted))
            for event in found:
                if not _only_the_way(event, found):
                    self._add(i, event)
        kept = [told for told in self._told if not (told.headline and self._told_in_body(told))]
        return tuple(self._dated_by_others([told.encounter for told in kept]))

    def _told_in_body(self, told: _Told) -> bool:
        mine = {a.key for a in told.encounter.participants}
        return any(
            not other.headline
            and FAMILIES[other.encounter.kind] == FAMILIES[told.encounter.kind]
            and (
                mine & {a.key for a in other.encounter.participants}
                or not any(a.kind is ActorKind.PERSON for a in told.encounter.participants)
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
        elif self._stands(new):
            evidence = chars(self._units[i])
            self._told.append(_Told(new, i, evidence.end <= self._headline_end))

    def _joined(self, told: _Told, new: Encounter, i: int, event: Event) -> _Told:
        """Told in the headline first: the sentence of the body is the better evidence."""
        if told.headline:
            return _Told(join(new, told.encounter), i, headline=False)
        return replace(told, encounter=join(told.encounter, new, denied=event.back))

    def _stands(self, encounter: Encounter) -> bool:
        """Two or more who met; a visitor alone; a group that meets within itself."""
        actors = encounter.participants
        if len(actors) > 1:
            return True
        if encounter.kind is EncounterKind.VISIT:
            return bool(actors) and encounter.place is not None
        return False

    def _encounter(self, i: int, event: Event) -> Encounter:
        unit = self._units[i]
        status = Status.PLANNED if event.planned else status_of(event.verb, event.noun)
        ahead = status is Status.PLANNED or (status is Status.DENIED and event.noun is not None)
        when = when_of(self._cast, unit, event.verb, event.noun, self._published, future=ahead)
        actors = self._all(i, event) if event.together else event.actors
        if event.again and len(actors) == 1:
            actors = self._with_subject(event)
        visit = event.kind is EncounterKind.VISIT
        if event.planned:
            when = when_after(self._cast, unit, event.noun or event.verb, self._published)
        return Encounter(
            kind=event.kind,
            participants=actors,
            status=aged(status, when, self._published, event.verb),
            evidence=chars(unit),
            place=self._place(event, unit, visit=visit),
            when=when,
            topics=topics_of(self._cast, self._units[i : i + 2], event.noun),
        )

    def _place(self, event: Event, unit: Tokens, *, visit: bool) -> str | None:
        if event.kind in (EncounterKind.CALL, EncounterKind.CORRESPONDENCE):
            return None  # each is where he or she is
        if event.planned:
            return place_after(self._cast, unit, event.noun or event.verb)
        return place_of(self._cast, unit, event.verb, event.noun, visit=visit) or self._visited(event)

    def _visited(self, event: Event) -> str | None:
        """The village of Lower Tesh, where the verb is "visit"."""
        if event.kind is not EncounterKind.VISIT or event.noun is not None:
            return None
        return next((self._cast.phrase(c) for c in event.verb.children if c.dep_ == "dobj"), None)

    def _all(self, i: int, event: Event) -> tuple[Actor, ...]:
        """The two, they: those of the encounter told last, else the last two persons that are subjects."""
        office = {a.key for a in event.same_office}
        if len(office) == 2:
            return tuple({a.key: a for a in (*event.same_office, *event.actors)}.values())
        # The next round follows the item's own news, "the two" whom the sentences before told of.
        for told in self._told if event.again else reversed(self._told):
            if office and not {a.key for a in told.encounter.participants} & office:
                continue
            if (event.again or i - told.unit <= BACK) and len(told.encounter.participants) > 1:
                found = {a.key: a for a in (*told.encounter.participants, *event.actors)}
                return tuple(found.values())
        before = [(end, p) for p in self._cast.names.persons for _, end in p.mentions if end <= event.verb.i]
        latest = sorted(before, key=lambda pair: -pair[0])
        persons = list({id(p): p for _, p in latest}.values())
        found = {a.key: a for a in (*(self._cast.actor(p) for p in persons[:2]), *event.actors)}
        return tuple(found.values()) if len(found) > 1 else event.actors

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


def _only_the_way(event: Event, found: list[Event]) -> bool:
    """Flew to X, where she held talks: the journey is no occasion beside the talks."""
    if event.kind is not EncounterKind.VISIT or event.verb.lemma_ not in en.TRAVEL_VERBS:
        return False
    mine = {a.key for a in event.actors}
    return any(other is not event and mine & {a.key for a in other.actors} for other in found)


def _own_occasion(event: Event, told: Encounter, new: Encounter) -> bool:
    """Two of the three also spoke one-on-one, held a separate meeting: another occasion, with fewer people."""
    fewer = {a.key for a in new.participants} < {a.key for a in told.participants}
    words = {c.lower_ for t in (event.verb, event.noun) if t is not None for c in t.children}
    return fewer and bool(words & {"also", "separately", "separate", "later", "earlier", "privately", "one"})


def _is_weekday(text: str) -> bool:
    words = text.lower().split()
    return any(word.endswith("day") for word in words) and not any(word.isdigit() for word in words)


def same_occasion(one: Encounter, other: Encounter, *, near: bool) -> bool:
    """One occasion told twice: one family and status, those who took part, no other date or place."""
    if FAMILIES[one.kind] != FAMILIES[other.kind] or not _status_agree(one, other, near=near):
        return False
    ours, theirs = {a.key for a in one.participants}, {a.key for a in other.participants}
    if not (ours <= theirs or theirs <= ours) or not ours & theirs:
        return _stand_for(one, other) and near
    return _agree(one, other, near=near)


def _status_agree(one: Encounter, other: Encounter, *, near: bool) -> bool:
    if one.status is other.status:
        return True
    told = {one.status, other.status}
    bare = other.when is None and other.place is None
    return told == {Status.HAPPENED, Status.BACKGROUND} and bare and near


def _agree(one: Encounter, other: Encounter, *, near: bool) -> bool:
    dates = {e.when.iso for e in (one, other) if e.when and e.when.iso}
    texts = {e.when.text for e in (one, other) if e.when}
    places = {e.place for e in (one, other) if e.place}
    if len(dates) > 1 and not _one_in_other(dates):
        return False
    return len(places) < 2 and (len(texts) < 2 or bool(dates) or near)


def _one_in_other(dates: set[str]) -> bool:
    shortest = min(dates, key=len)
    return all(d.startswith(shortest) for d in dates)


def _stand_for(one: Encounter, other: Encounter) -> bool:
    """Ministries, then the people who came for them: the countries are the same."""
    kinds = [{a.kind for a in e.participants} for e in (one, other)]
    if not any(ActorKind.PERSON not in kind for kind in kinds):
        return False
    ours, theirs = ({a.represents for a in e.participants if a.represents} for e in (one, other))
    return len(ours) > 1 and ours == theirs


def join(one: Encounter, other: Encounter, *, denied: bool = False) -> Encounter:
    """Both tellings as one record: the first one's words, what the second adds, people for bodies of their country."""
    status = one.status
    if denied and other.status is Status.DENIED:
        status = Status.DENIED
    return replace(
        one,
        participants=_people_first(one.participants, other.participants),
        status=status,
        place=one.place or other.place,
        when=_fuller(one, other),
        topics=tuple(dict.fromkeys((*one.topics, *other.topics))),
    )


def _fuller(one: Encounter, other: Encounter) -> When | None:
    if one.when is None or other.when is None:
        return one.when or other.when
    return other.when if other.when.iso and not one.when.iso else one.when


def _people_first(ours: Sequence[Actor], theirs: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those who took part; a ministry or state gives way to a person who represents it, a bare group to people."""
    together = {a.key: a for a in (*ours, *theirs)}
    persons = [a for a in together.values() if a.kind is ActorKind.PERSON]
    came_for = {a.represents for a in persons if a.represents}
    stays = [a for a in together.values() if a.kind is ActorKind.PERSON or not _gives_way(a, came_for, len(persons))]
    return tuple(stays)


def _gives_way(actor: Actor, came_for: set[str], persons: int) -> bool:
    if persons < 2:
        return False
    return (
        actor.represents in came_for or "ministries" in actor.name.casefold() or "delegations" in actor.name.casefold()
    )
