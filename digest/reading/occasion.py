"""One occasion told twice: what makes two tellings one, and what each adds to the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digest.model import Actor, ActorKind, Encounter, EncounterKind, Status, When


@dataclass(frozen=True, slots=True)
class Told:
    """An encounter, and the words that tell of it, as token numbers."""

    encounter: Encounter
    words: frozenset[int]


#: Kinds that may tell one occasion: a meeting is told as talks, a call as talks by phone.
FAMILIES = {
    EncounterKind.MEETING: "face",
    EncounterKind.TALKS: "face",
    EncounterKind.CONFERENCE: "conference",
    EncounterKind.VISIT: "visit",
    EncounterKind.CALL: "call",
    EncounterKind.CORRESPONDENCE: "letter",
}


def keys(encounter: Encounter) -> set[str]:
    """Who took part, by Actor.key."""
    return {actor.key for actor in encounter.participants}


def stands(encounter: Encounter, *, abroad: bool = False) -> bool:
    """Two or more who met; a visitor alone; a group that meets within itself on a day that is told.

    Args:
        encounter: As it was told.
        abroad: A journey to no place that has a name here: "a trip to the region".
    """
    actors = encounter.participants
    if len(actors) > 1:
        return True
    if encounter.kind is EncounterKind.VISIT:
        return bool(actors) and (encounter.place is not None or abroad)
    within = encounter.kind is EncounterKind.CONFERENCE and encounter.when is not None
    return within and all(a.kind in (ActorKind.BODY, ActorKind.GROUP) for a in actors) and bool(actors)


def same_occasion(one: Encounter, other: Encounter, *, near: bool) -> bool:
    """One occasion told twice: one family and status, those who took part, no other date or place."""
    if FAMILIES[one.kind] != FAMILIES[other.kind] or not _status_agree(one, other, near=near):
        return False
    ours, theirs = keys(one), keys(other)
    if not (ours <= theirs or theirs <= ours) or not ours & theirs:
        return near and (_stand_for(one, other) or _body_for(one, other) is not None)
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


def _body_for(one: Encounter, other: Encounter) -> Actor | None:
    """The ministry that summoned X, where its deputy minister then handed X a note: one occasion, told twice.

    The rest of the one is a body, the rest of the other people of its country, or of a country that is not told.
    """
    ours, theirs = ({a.key: a for a in e.participants} for e in (one, other))
    shared = ours.keys() & theirs.keys()
    rests = [[a for key, a in those.items() if key not in shared] for those in (ours, theirs)]
    if not any(ours[key].kind is ActorKind.PERSON for key in shared) or any(len(rest) != 1 for rest in rests):
        return None
    (mine,), (his,) = rests
    body, person = (mine, his) if mine.kind is ActorKind.BODY else (his, mine)
    fits = body.kind is ActorKind.BODY and person.kind is ActorKind.PERSON
    return body if fits and person.represents in (None, body.represents) else None


def join(one: Encounter, other: Encounter, *, denied: bool = False) -> Encounter:
    """Both tellings as one record: the first one's words, what the second adds, people for bodies of their country."""
    status = one.status
    if denied and other.status is Status.DENIED:
        status = Status.DENIED
    body = _body_for(one, other)
    present = [[a for a in e.participants if a != body] for e in (one, other)]
    return replace(
        one,
        participants=people_first([*present[0], *present[1]]),
        status=status,
        place=one.place or other.place,
        when=_fuller(one, other),
        topics=tuple(dict.fromkeys((*one.topics, *other.topics))),
    )


def _fuller(one: Encounter, other: Encounter) -> When | None:
    if one.when is None or other.when is None:
        return one.when or other.when
    return other.when if other.when.iso and not one.when.iso else one.when


def people_first(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Those who took part; a ministry or state gives way to a person who represents it, a bare group to people."""
    together = {a.key: a for a in actors}
    persons = [a for a in together.values() if a.kind is ActorKind.PERSON]
    came_for = {a.represents for a in persons if a.represents}
    stays = [a for a in together.values() if a.kind is ActorKind.PERSON or not _gives_way(a, came_for, len(persons))]
    return tuple(stays)


def tidy(actors: Sequence[Actor]) -> list[Actor]:
    """Without what belongs to somebody who takes part himself: X's office, X's party, the parties' leaders X and Y."""
    persons = [a for a in actors if a.kind is ActorKind.PERSON]
    return [a for a in actors if a.kind is ActorKind.PERSON or not any(_belongs_to(a, person) for person in persons)]


def _belongs_to(actor: Actor, person: Actor) -> bool:
    names = (person.name, *person.aliases)
    return any(actor.name.startswith((f"{name}'s", f"{name}’s", f"{name}’ ")) for name in names)


def _gives_way(actor: Actor, came_for: set[str], persons: int) -> bool:
    if persons < 2:
        return False
    return (
        actor.represents in came_for or "ministries" in actor.name.casefold() or "delegations" in actor.name.casefold()
    )
