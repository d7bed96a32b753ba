"""What the rules of grammar say of a text's occasions, as numbers that the heads weigh.

The rules (events.py, nouns.py, …) know the common forms: X met Y, talks between X and Y. Where they speak they are
right nine times in ten, but of unseen news they find a third; the heads have learned how far to trust them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, Span
from digest.reading.decoding import Scores
from digest.reading.events import Event, events, idle, kind_told, status_told
from digest.reading.heads import KIND_ORDER, STATUS_ORDER
from digest.reading.irrealis import supposed
from digest.reading.people import Cast
from digest.reading.pieces import Pieces
from digest.reading.status import infinitive

#: Numbers of each piece: is it a word by which a rule tells an occasion; of which kind; with which status.
MARKS = 1 + len(KIND_ORDER) + len(STATUS_ORDER)
#: Numbers of each actor beside a word: does a rule tell an occasion by it, with this actor, without it.
SAID = 2


class Hints:
    """The occasions that the rules find in one document, by the word that tells of each."""

    def __init__(self, cast: Cast, units: Sequence[Tokens], quoted: set[int]) -> None:
        self.events = [list(events(cast, unit, quoted)) for unit in units]  #: of each sentence
        self._by_word: dict[int, list[Event]] = {}
        for event in chain.from_iterable(self.events):
            word = event.verb if event.noun is None else event.noun
            self._by_word.setdefault(word.i, []).append(event)
        self._doc = cast.doc

    def marks(self, found: Pieces) -> Scores:
        """(pieces, MARKS)."""
        table = np.zeros((len(found), MARKS), np.float32)
        for number, told in self._by_word.items():
            token = self._doc[number]
            row = np.zeros(MARKS, np.float32)
            row[0] = 1
            for event in told:
                row[1 + KIND_ORDER.index(kind_told(event))] = 1
                row[1 + len(KIND_ORDER) + STATUS_ORDER.index(status_told(event))] = 1
            table[found.within(Span(token.idx, token.idx + len(token)))] = row
        return table

    def said(self, word: Token, actors: Sequence[Actor]) -> list[tuple[float, ...]]:
        """SAID numbers for each actor."""
        told = self._by_word.get(word.i, [])
        keys = {actor.key for event in told for actor in event.actors}
        return [(float(actor.key in keys), float(bool(keys) and actor.key not in keys)) for actor in actors]


_NEAR = 15  # tokens from an invitation to what it is to, with whom it comes from in between


def no_occasion(word: Token) -> bool:
    """Words that tell of none, however the heads take them: called on X to resign; in an interview with X.

    Nor does what an invitation is to, unless it was accepted: whom it invites, the heads often take for the host.
    """
    if word.lemma_.lower() == "interview" or _only_invited(word) or supposed(word) or _wished_for(word):
        return True
    if word.lemma_ == "meet" and word.pos_ == "VERB":
        return idle(word)
    return word.lemma_ == "call" and word.pos_ == "VERB" and (_called_a_name(word) or _called_upon(word))


def _wished_for(word: Token) -> bool:
    """Came to win support for a summit; not "support for the summit", "hopes of talks with X"."""
    prep = word.head
    wished = word.dep_ == "pobj" and prep.lower_ in ("for", "of") and prep.head.lemma_.lower() in en.WISH_NOUNS
    own = any(c.dep_ == "poss" or c.lower_ in ("the", "this", "with", "between") for c in word.children)
    return wished and not own


def _called_a_name(word: Token) -> bool:
    """Called X a liar, called the plan dead."""
    return any(c.dep_ in ("oprd", "attr") for c in word.children)


def _called_upon(word: Token) -> bool:
    on = [c for c in word.children if c.lower_ in ("on", "upon")]
    asked = (*word.children, *(d for p in on for n in p.children for d in n.children))
    to = any(t.dep_ in ("xcomp", "advcl", "acl", "ccomp", "relcl") and infinitive(t) for t in asked)
    return bool(on) and to


def _only_invited(word: Token) -> bool:
    """Conveyed an invitation to visit Selm; not "accepted an invitation to visit Selm"."""
    before = [token for token in word.sent if token.i < word.i]
    told = list(word.ancestors) + (
        before[-_NEAR:] if infinitive(word) else []
    )  # ‘to visit Selm’: in marks, it hangs loose
    invitation = next((token for token in told if token.lemma_.lower() == "invitation"), None)
    return invitation is not None and "accept" not in {token.lemma_ for token in before}
