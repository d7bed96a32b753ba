"""Whom a phrase without a name means: she, the minister, the head of the service; as the heads learned it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, ActorKind, Encounter, Span, Statement
from digest.reading.candidates import Candidate, Candidates, near, pieces_of
from digest.reading.decoding import Run, softmax
from digest.reading.heads import Heads, Question
from digest.reading.people import Cast
from digest.reading.pieces import Pieces

#: Chances from which an answer stands: where the rules leave it open, and against what they take a pronoun for.
SURE, SURER = 0.7, 0.8


class Meant:
    """Answers for one document, where the rules of `Cast` take a phrase for nobody in particular."""

    def __init__(self, cast: Cast, among: Candidates, found: Pieces, heads: Heads) -> None:
        self._cast, self._among, self._found, self._heads = cast, among, found, heads

    def spoken(self, statement: Statement) -> Statement:
        """The statement with whom its source means, where that is no name."""
        words = self._source(statement)
        if words is None or statement.via or words.lower_ in ("who", "which") or self._cast.is_plural(words):
            return statement
        least = _least(words, statement.speaker)
        who = self._who(words, statement.source[0], least) if least else None
        return replace(statement, speaker=who or statement.speaker)

    def met(self, encounter: Encounter) -> Encounter | None:
        """The encounter with whom the offices among those who took part mean; None where that is one and the same."""
        actors = [self._named(actor, encounter.evidence) for actor in encounter.participants]
        named = {actor.key: actor for actor in actors}
        if len(named) < 2 <= len(actors):
            return None
        return replace(encounter, participants=tuple(named.values()))

    def _source(self, statement: Statement) -> Token | None:
        """The word that heads a source without a name."""
        words = self._cast.doc.char_span(*statement.source[0], alignment_mode="expand") if statement.source else None
        if words is None or not len(words) or any(token.i in self._cast.names.at for token in words):
            return None
        return words.root

    def _named(self, actor: Actor, evidence: Span) -> Actor:
        told = [one for one in self._among.who if one.actor.key == actor.key and evidence.holds(one.span)]
        return (self._who(told[0].head, told[0].span, SURE) if told and _open(actor) else None) or actor

    def _who(self, phrase: Token, span: Span, least: float) -> Actor | None:
        """The actor who is meant, with this chance at least; None where none is, or nobody that the text names."""
        among = near(phrase, self._among.named)
        if not among:
            return None
        first, last = pieces_of(self._found, [Candidate(phrase, span, ())])[0]
        asks, answers = Run(int(first), int(last), 1.0), pieces_of(self._found, among)
        scores = self._heads.scores(Question.MEANT, asks, answers, self._among.meant_features(phrase, among))
        chances: defaultdict[Actor, float] = defaultdict(float)
        for one, chance in zip(among, softmax(scores), strict=False):  # the last chance is nobody's
            chances[one.actor] += float(chance)
        best = max(chances, key=lambda actor: chances[actor])
        return best if chances[best] >= least else None


def _least(words: Token, taken: Actor | None) -> float | None:
    """The chance that an answer needs beside what the rules take the words for; None where they know better."""
    if words.lower_ in en.PERSON_PRONOUNS and taken is not None:
        return None if taken.kind is ActorKind.GROUP else SURER  # he, after "a spokesman said": that one
    return SURE if _open(taken) else None


def _open(actor: Actor | None) -> bool:
    """Nobody, or an office: somebody whose name the text may have."""
    return actor is None or actor.kind is ActorKind.GROUP
