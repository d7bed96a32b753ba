"""Whether two articles tell one occasion: the same people, a kind that both could use, days that agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from digest.actors import handle, same
from digest.model import Actor, ActorKind, Encounter, EncounterKind, Report, Status
from digest.remembering import REPORTS, remembered
from digest.stories.spelling import sound

# Outlets date one occasion by their own clock, and an evening's meeting is often printed the next morning.
SAME_OCCASION = timedelta(days=1)

# Characters: the headline and the first sentence or two. What a report begins with is its event. With every encounter
# of the text, B-cubed F1 on Giveme5W1H, read, fell from .938 to .905; 200 to 600 differ by .002.
LEAD_CHARS = 400

FACE_TO_FACE = frozenset(
    {EncounterKind.MEETING, EncounterKind.TALKS, EncounterKind.VISIT, EncounterKind.CONFERENCE},
)


def one_kind(one: Encounter, other: Encounter) -> bool:
    """True when two outlets could use these kinds for one occasion; a call is never a meeting."""
    return one.kind is other.kind or ({one.kind, other.kind} <= FACE_TO_FACE and not _margins(one, other))


def _margins(one: Encounter, other: Encounter) -> bool:
    """True for a summit beside the meeting of two on its margins."""
    pair, many = sorted((one, other), key=lambda encounter: len(encounter.participants))
    return many.kind is EncounterKind.CONFERENCE and len(pair.participants) <= 2 < len(many.participants)


def same_people(one: Encounter, other: Encounter) -> bool:
    """True when the smaller list of participants is part of the larger, and at least two are shared."""
    few, many = sorted((one.participants, other.participants), key=len)
    shared = sum(any(_same(a, b) for b in many) for a in few)
    return shared == len(few) and (shared >= 2 or len(many) == 1)


def _same(one: Actor, other: Actor) -> bool:
    """One actor, also where outlets spell a full name in two ways."""
    if same(one, other):
        return True
    people = one.kind is other.kind is ActorKind.PERSON and " " in one.key and " " in other.key
    return people and sound(one.key) == sound(other.key)


def days_agree(one: Encounter, other: Encounter) -> bool | None:
    """Whether both are dated to within a day of each other; None when one of them has no day."""
    first = one.when.day if one.when else None
    second = other.when.day if other.when else None
    return abs(first - second) <= SAME_OCCASION if first and second else None


def same_occasion(one: Encounter, other: Encounter) -> bool:
    """True when nothing in people, kind and day says that these are two occasions. Both from recent reports."""
    return one_kind(one, other) and same_people(one, other) and days_agree(one, other) is not False


# --- between reports -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)  # so that looking one up does not hash all that it holds
class News:
    """The encounters that are a report's own news."""

    encounters: tuple[Encounter, ...]  #: in the order of its text
    names: frozenset[str]  #: of all who take part: same people share one
    lead: bool  #: True when it begins with one of two named people or more
    #: Each two who meet, however spelt. Not each person: a president is in half of a day's reports.
    couples: tuple[str, ...]


@remembered(REPORTS)
def news(report: Report) -> News:
    """What happened, and what is planned or denied in the first half; further down a plan is context."""
    half = len(report.article.text) / 2
    told = (e for e in report.facts.encounters if e.status is not Status.BACKGROUND)
    own = [e for e in told if e.status is Status.HAPPENED or e.evidence.start <= half]
    names = frozenset(_heard(actor) for encounter in own for actor in encounter.participants)
    lead = any(_of_people(encounter) for encounter in own if encounter.evidence.start < LEAD_CHARS)
    return News(tuple(own), names, lead, _couples(own))


def _couples(encounters: Iterable[Encounter]) -> tuple[str, ...]:
    heard = (sorted({_heard(actor) for actor in encounter.participants}) for encounter in encounters)
    return tuple(sorted({f"{one} & {other}" for met in heard for one, other in combinations(met, 2)}))


def _heard(actor: Actor) -> str:
    return sound(handle(actor))


def _of_people(encounter: Encounter) -> bool:
    return sum(actor.kind is ActorKind.PERSON for actor in encounter.participants) >= 2


@lru_cache(maxsize=32_768)  # pairs that hang together: a week's 6,000 at a thousand articles a day
def one_occasion(mine: News, theirs: News) -> bool | None:
    """True when two reports share an occasion, False when they tell of two, None when encounters do not decide it.

    Two: the same people meet on other days, or each begins with an encounter and they share none.
    """
    met = [] if mine.names.isdisjoint(theirs.names) else _pairs(mine, theirs)
    if not met:
        return False if mine.lead and theirs.lead else None
    fitting = [(a, b) for a, b in met if days_agree(a, b) is not False]
    if not fitting:
        return False
    return True if any(min(len(a.participants), len(b.participants)) >= 2 for a, b in fitting) else None


def _pairs(mine: News, theirs: News) -> list[tuple[Encounter, Encounter]]:
    return [(a, b) for a in mine.encounters for b in theirs.encounters if one_kind(a, b) and same_people(a, b)]
