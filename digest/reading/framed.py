"""Where and when an occasion was that is plainly part of another: a talk at a summit, a meeting on a visit.

On Wednesday, X visited Selm. X also met Y.          in Selm, on Wednesday
X hosted the summit in Selm. X and Y spoke apart.    in Selm
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest.model import APART, Encounter, EncounterKind, Status
from digest.reading.occasion import keys

#: What frames others by itself: whoever meets there meets on the way.
_FRAMES = (EncounterKind.VISIT, EncounterKind.CONFERENCE)
#: Words by which a sentence goes on with what the ones before it told.
_GOES_ON = re.compile(
    r"\b(?:also|then|afterwards?|later|separate(?:ly)?|in turn|margins?|sidelines?|one-on-one|tête-à-tête|"
    r"before the flight|(?:after|following|during) the (?:ceremony|talks|meeting|summit|session|visit|consultations|"
    r"flight|signing|conference|dinner|lunch|reception|forum)|followed|his part|her part|joined|signed)\b",
    re.IGNORECASE,
)


def framed(text: str, told: Sequence[Encounter], scenes: Mapping[int, str]) -> list[Encounter]:
    """The encounters, with the place and day of the one that each is part of, where it has none of its own.

    Args:
        text: Of the article.
        told: In its order.
        scenes: Places that sentences open with, by where these start: "In Selm the welcome was warmer."
    """
    found: list[Encounter] = []
    for encounter in (_on_scene(text, one, scenes) for one in told):
        frame = _frame(text, encounter, found)
        found.append(_within(encounter, frame) if frame else encounter)
    return found


def _on_scene(text: str, encounter: Encounter, scenes: Mapping[int, str]) -> Encounter:
    """With the place that its paragraph has opened last, before the sentence that tells of it."""
    if encounter.place or encounter.kind in APART or encounter.status not in (Status.HAPPENED, Status.DENIED):
        return encounter
    start = text.rfind("\n", 0, encounter.evidence.start) + 1
    before = [place for at, place in scenes.items() if start <= at < encounter.evidence.start]
    return replace(encounter, place=before[-1]) if before else encounter


def _frame(text: str, encounter: Encounter, before: Sequence[Encounter]) -> Encounter | None:
    """The nearest one before that somebody in it took part in, of the same news; None where it stands alone."""
    if encounter.status is not Status.HAPPENED or (encounter.place and encounter.when):
        return None
    for frame in reversed(before):
        if frame.status is Status.HAPPENED and frame.kind not in APART and keys(frame) & keys(encounter):
            goes_on = frame.kind in _FRAMES or _GOES_ON.search(encounter.evidence.of(text))
            return frame if goes_on and encounter.kind not in APART else None
    return None


def _within(encounter: Encounter, frame: Encounter) -> Encounter:
    """Nothing is taken from a frame that was elsewhere, or on another day."""
    apart = encounter.place and frame.place and encounter.place != frame.place
    other_day = encounter.when and frame.when and encounter.when.iso != frame.when.iso
    if apart or other_day:
        return encounter
    return replace(encounter, place=encounter.place or frame.place, when=encounter.when or frame.when)
