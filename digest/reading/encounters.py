"""Who met whom: what the rules find, and what the heads find beside it.

the rules find it     their record: of the forms that they know they get who, where and when right
only the heads do     a new one: indirect tellings, background, forms that no rule knows
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Span as Tokens

from digest.model import APART, Encounter, EncounterKind, Status
from digest.reading.by_heads import ByHeads
from digest.reading.by_rule import ByRule
from digest.reading.candidates import Candidates
from digest.reading.framed import framed
from digest.reading.heads import Heads
from digest.reading.occasion import FAMILIES, Told, keys, same_occasion
from digest.reading.people import Cast
from digest.reading.pieces import Pieces
from digest.reading.place import scenes

#: Kinds that a call, a visit or a conference may be spoken of as.
_WIDE = (EncounterKind.MEETING, EncounterKind.TALKS)


class Encounters:
    """Finds the encounters of one document."""

    def __init__(self, cast: Cast, units: Sequence[Tokens], among: Candidates, published: date | None) -> None:
        self._rules = ByRule(cast, units, among.hints.events, published)
        self._text, self._scenes = cast.text, scenes(cast, units)
        self._heads = ByHeads(cast, units, among, published)

    def read(self, found: Pieces, heads: Heads) -> tuple[Encounter, ...]:
        """All encounters, in the order of the text, of whose pieces the heads have answers."""
        ruled, learned = self._rules.read(), self._heads.read(found, heads)
        new = [told.encounter for told in learned if not any(_one(told, other) for other in ruled)]
        new = [encounter for encounter in new if not any(_called(encounter, call.encounter) for call in learned)]
        known = [_filled(told, learned) for told in ruled]
        told = sorted([*known, *new], key=lambda encounter: encounter.evidence)
        return tuple(framed(self._text, told, self._scenes))


def _filled(ruled: Told, learned: Sequence[Told]) -> Encounter:
    """With the place and the day that the heads find for the same words, where the rules find none."""
    found = ruled.encounter
    for told in learned:
        if told.words & ruled.words:
            place = found.place or (None if found.kind in APART else told.encounter.place)
            found = replace(found, place=place, when=found.when or told.encounter.when)
    return found


def _one(learned: Told, ruled: Told) -> bool:
    """Whether the heads and the rules tell of the same occasion."""
    if learned.words & ruled.words or same_occasion(learned.encounter, ruled.encounter, near=False):
        return True
    told = (learned.encounter, ruled.encounter)
    return _told_again(*told) or _told_twice(*told) or _called_off(*told)


def _called(one: Encounter, call: Encounter) -> bool:
    """Received a phone call, during which they discussed trade: that was on the phone."""
    same = one.evidence == call.evidence and keys(one) <= keys(call) and one.when == call.when
    return same and call.kind is EncounterKind.CALL and one.kind in _WIDE


def _told_again(one: Encounter, other: Encounter) -> bool:
    """In words of its kind or wider ones ("the exchange", for a call), without a place or day of its own."""
    bare = one.place is None and one.when is None and one.status in (Status.HAPPENED, Status.BACKGROUND)
    return bare and one.kind in _WIDE and keys(one) <= keys(other)


def _called_off(one: Encounter, other: Encounter) -> bool:
    """Planned as one tells it, and not held as the other does: of the same people, on the same day or in one place."""
    told = {one.status, other.status} == {Status.PLANNED, Status.DENIED} and FAMILIES[one.kind] == FAMILIES[other.kind]
    days = [e.when.iso if e.when else None for e in (one, other)]
    same = (days[0] and days[0] == days[1]) or (one.place and one.place == other.place)
    return told and bool(same) and len(keys(one) & keys(other)) > 1


def _told_twice(one: Encounter, other: Encounter) -> bool:
    """In one sentence, of the same people: "met on Monday, their first talks since", "invited her to visit"."""
    ours, theirs = keys(one), keys(other)
    together = one.kind not in APART and other.kind not in APART
    same_day = one.status is other.status or (one.when and other.when and one.when.iso == other.when.iso)
    return one.evidence == other.evidence and together and bool(same_day) and (ours <= theirs or theirs <= ours)
