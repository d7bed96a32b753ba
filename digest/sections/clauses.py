"""What people did, in words: the names of an encounter with the verb that its kind and its status call for.

    happened    A and B met, held talks, spoke by phone · H received G · A visited Velm · A wrote to B
    planned     A and B to meet, to hold talks, to speak by phone · A to visit Velm
    called off  A and B, meeting · A, visit to Velm

Who received whom and who wrote to whom is said only where the sentence decides it; "A and B" leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from digest.actors import named_in
from digest.model import Actor, Encounter, EncounterKind, Phrase, Status
from digest.sections import wording
from digest.sections.line import Piece

#: A name as a line prints it.
Name = tuple[Piece, ...]

_KIND = EncounterKind
_RECEIVED = re.compile(r"(?P<passive>\b(?:was|were|is|are|been|being)\s+(?:\w+\s+)?)?\breceive(?:d|s)\b")
_WROTE = re.compile(r"\b(?:wrote|written|sent|sends|addressed)\b")
_FROM = re.compile(r"\b(?:letter|message|telegram|cable|note)s? from\b")
_HOSTED = frozenset({_KIND.MEETING, _KIND.TALKS, _KIND.VISIT})


def clause(
    encounter: Encounter,
    names: Sequence[Name],
    *,
    sentence: str,
    place: tuple[str, str] | None,
    mark: Phrase | None = None,
) -> list[Piece]:
    """Names, verb and place.

    Args:
        encounter: Its participants may be more than the names: then "and others" is said.
        names: Of the first participants, in their order.
        sentence: That reports it.
        place: As circumstances.placed gives it.
        mark: As wording.mark gives it: how the line opens.
    """
    where = f" {place[0]} {place[1]}" if place and place[0] else ""
    if directed := _directed(encounter, sentence):
        first, verb, second = directed
        return [*names[first], Piece(f" {verb} "), *names[second], Piece(where)]
    who = _listed(names, others=len(encounter.participants) > len(names))
    verb = _verb(encounter, sentence, to_place=place is not None)
    if encounter.kind is _KIND.VISIT and place:
        return [*who, Piece(f" {verb} {place[1]}" if verb else f", {_noun(encounter)} to {place[1]}")]
    if not verb and encounter.kind is _KIND.MEETING and mark is Phrase.NOT_MET:
        return [*who, Piece(where)]  # "Not meeting: A and B"
    return [*who, Piece((f" {verb}" if verb else f", {_noun(encounter)}") + where)]


def _listed(names: Sequence[Name], *, others: bool) -> list[Piece]:
    """A; A and B; A, B and C; A, B and others."""
    pieces = list[Piece]()
    for number, name in enumerate(names):
        last = number == len(names) - 1 and not others
        pieces += [Piece(" and " if last else ", ")] if number else []
        pieces += name
    return [*pieces, Piece(" and others")] if others else pieces


def _verb(encounter: Encounter, sentence: str, *, to_place: bool) -> str:
    """What follows the names; empty where a verb would say too much."""
    kind, alone = encounter.kind, len(encounter.participants) == 1
    if kind is _KIND.CONFERENCE:
        return f"at a {wording.gathering(sentence)}"
    visits = alone and to_place if kind is _KIND.VISIT else not alone
    if encounter.status is Status.DENIED or kind not in wording.VERBS or not visits:
        return ""
    done, planned = wording.VERBS[kind]
    return wording.by_what(planned if encounter.status is Status.PLANNED else done, sentence)


def _noun(encounter: Encounter) -> str:
    if encounter.kind is _KIND.CORRESPONDENCE:
        return wording.IN_WRITING
    return wording.NOUNS[encounter.kind]


def _directed(encounter: Encounter, sentence: str) -> tuple[int, str, int] | None:
    """Two participants by number, and what the first did to the second; None where the sentence leaves it open."""
    if len(encounter.participants) != 2 or encounter.status is not Status.HAPPENED:
        return None
    if encounter.kind in _HOSTED and (found := _RECEIVED.search(sentence)):
        sides = _sides(encounter.participants, sentence, found, by=r"\bby\b" if found["passive"] else "")
        if sides:
            guest_first = bool(found["passive"])
            return (sides[1], wording.RECEIVED, sides[0]) if guest_first else (sides[0], wording.RECEIVED, sides[1])
    return _written(encounter, sentence) if encounter.kind is _KIND.CORRESPONDENCE else None


def _written(encounter: Encounter, sentence: str) -> tuple[int, str, int] | None:
    """A sent a letter to B; A handed B a letter from C."""
    if (found := _WROTE.search(sentence)) and (sides := _sides(encounter.participants, sentence, found, by=r"\bto\b")):
        return sides[0], wording.WROTE, sides[1]
    if (found := _FROM.search(sentence)) and (sides := _sides(encounter.participants, sentence, found, by="")):
        return sides[1], wording.WROTE, sides[0]
    return None


def _sides(actors: Sequence[Actor], sentence: str, verb: re.Match[str], *, by: str) -> tuple[int, int] | None:
    """Whom the sentence names before the verb and whom after it, in its own clause; None unless it is one each.

    Args:
        actors: Two.
        sentence: The verb's.
        verb: Where it stands.
        by: What must stand between the verb and who comes after it; empty for nothing.
    """
    before, after = sentence[: verb.start()], sentence[verb.end() :]
    if by and not (link := re.search(by, after)):
        return None
    after = after[link.end() :] if by and link else after
    first = [n for n, actor in enumerate(actors) if named_in(actor, before)]
    second = [n for n, actor in enumerate(actors) if named_in(actor, after)]
    return (first[0], second[0]) if len(first) == len(second) == 1 and first != second else None
