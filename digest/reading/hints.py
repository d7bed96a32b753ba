"""What the rules of grammar say of a text's occasions, as numbers that the heads weigh.

The rules (events.py, nouns.py, …) know the common forms: X met Y, talks between X and Y. Where they speak they are
right nine times in ten, but of unseen news they find a third; the heads have learned how far to trust them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, EncounterKind, Span, Status
from digest.reading.decoding import Scores
from digest.reading.events import Event, events
from digest.reading.nouns import before
from digest.reading.people import Cast
from digest.reading.pieces import Pieces
from digest.reading.status import status_of

_KINDS, _STATUSES = tuple(EncounterKind), tuple(Status)
#: Numbers of each piece: is it a word by which a rule tells an occasion; of which kind; with which status.
MARKS = 1 + len(_KINDS) + len(_STATUSES)
#: Numbers of each actor beside a word: does a rule tell an occasion by it, with this actor, without it.
SAID = 2


class Hints:
    """The occasions that the rules find in one document, by the word that tells of each."""

    def __init__(self, cast: Cast, units: Sequence[Tokens], quoted: set[int]) -> None:
        self._events: dict[int, list[Event]] = {}
        for unit in units:
            for event in events(cast, unit, quoted):
                word = event.verb if event.noun is None else event.noun
                self._events.setdefault(word.i, []).append(event)
        self._doc = cast.doc

    def marks(self, found: Pieces) -> Scores:
        """(pieces, MARKS)."""
        table = np.zeros((len(found), MARKS), np.float32)
        for number, told in self._events.items():
            token = self._doc[number]
            row = np.zeros(MARKS, np.float32)
            row[0] = 1
            for event in told:
                row[1 + _KINDS.index(_kind(event))] = 1
                row[1 + len(_KINDS) + _STATUSES.index(_status(event))] = 1
            table[found.within(Span(token.idx, token.idx + len(token)))] = row
        return table

    def said(self, word: Token, actors: Sequence[Actor]) -> list[tuple[float, ...]]:
        """SAID numbers for each actor."""
        told = self._events.get(word.i, [])
        keys = {actor.key for event in told for actor in event.actors}
        return [(float(actor.key in keys), float(bool(keys) and actor.key not in keys)) for actor in actors]


def _kind(event: Event) -> EncounterKind:
    """What was told as a meeting is a call when it was held "via videoconference", "by video link" or "online"."""
    if event.kind not in (EncounterKind.MEETING, EncounterKind.TALKS):
        return event.kind
    heads = [head for head in (event.verb, event.noun) if head is not None]
    ways = [c for head in heads for c in head.children if c.dep_ in ("prep", "advmod", "amod", "compound", "npadvmod")]
    remote = any(token.lower_ in en.REMOTE for way in ways for token in way.subtree)
    return EncounterKind.CALL if remote else event.kind


def _status(event: Event) -> Status:
    if event.planned:
        return Status.PLANNED
    told = status_of(event.verb, event.noun)
    earlier = told is Status.HAPPENED and event.noun is not None and before(event.noun)
    return Status.BACKGROUND if earlier else told


def no_occasion(word: Token) -> bool:
    """Words that tell of none, however the heads take them: called on X to resign; in an interview with X."""
    if word.lemma_.lower() == "interview":
        return True
    on = [c for c in word.children if c.lower_ in ("on", "upon")]
    asked = (*word.children, *(d for p in on for n in p.children for d in n.children))
    to = any(t.dep_ in ("xcomp", "advcl", "acl", "ccomp", "relcl") and _infinitive(t) for t in asked)
    return word.lemma_ == "call" and word.pos_ == "VERB" and bool(on) and to


def _infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
