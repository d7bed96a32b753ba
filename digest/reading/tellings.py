"""Words that tell of an occasion, with what the heads answer: who took part, where, when, which others tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Token

from digest.model import EncounterKind
from digest.reading.candidates import Candidate, Candidates, Chosen, WhenWritten, Where, near, pieces_of
from digest.reading.decoding import Run, Scores
from digest.reading.heads import KIND_ORDER, Heads, Question, same_features
from digest.reading.hints import no_occasion
from digest.reading.people import Cast
from digest.reading.pieces import Pieces

#: Words that tell of occasions, compared with each other in one go.
BLOCK = 64
#: Chance below which an actor is not thought of again.
NEVER = 0.05
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "their", "his", "her", "its"})


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """Words that tell of an occasion."""

    word: Token  #: the one that heads them
    sentence: int  #: its number
    chance: float  #: that they tell of one
    kind: EncounterKind
    status: Scores  #: chances of each of STATUS_ORDER
    who: dict[str, float]  #: Actor.key -> chance to take part, where it is more than NEVER
    common: dict[str, float]  #: of the same actors: chance to take part in all occasions that the words tell of
    place: Where | None
    when: WhenWritten | None
    same: int | None  #: number of the earlier telling of the same occasion


def tellings(cast: Cast, among: Candidates, found: Pieces, heads: Heads) -> list[Telling]:
    """All words of a text that tell of occasions, in its order."""
    pairs = [(run, _word(cast, found, run)) for run in heads.tellings()]
    told = [(run, word) for run, word in pairs if not no_occasion(word)]
    if not told:
        return []
    runs, words = [run for run, _ in told], [word for _, word in told]
    asked = _Asked(among, found, heads, runs, words)
    who, common = asked.chances()
    kinds, statuses = heads.kinds(runs), heads.statuses(runs)
    places, dates = asked.chosen(Question.WHERE, among.where), asked.chosen(Question.WHEN, among.when)
    same = asked.same([kinds, statuses], who)
    return [
        Telling(
            word=word,
            sentence=among.unit(word),
            chance=runs[i].confidence,
            kind=KIND_ORDER[int(kinds[i].argmax())],
            status=statuses[i],
            who={asked.actors[j]: float(who[i, j]) for j in np.flatnonzero(who[i] > NEVER)},
            common={asked.actors[j]: float(common[i, j]) for j in np.flatnonzero(who[i] > NEVER)},
            place=places[i],
            when=dates[i],
            same=same[i],
        )
        for i, word in enumerate(asked.words)
    ]


class _Asked:
    """The heads' answers for all words of one text that tell of occasions."""

    def __init__(self, among: Candidates, found: Pieces, heads: Heads, told: list[Run], words: list[Token]) -> None:
        self._among, self._found, self._heads, self._told, self.words = among, found, heads, told, words
        self.actors = list(dict.fromkeys(one.actor.key for one in among.who))

    def chances(self) -> tuple[Scores, Scores]:
        """To take part, and to take part in all: (told, actors); for each of `actors`, the best of its mentions."""
        who, common = (np.full((len(self.words), len(self.actors)), -np.inf, np.float32) for _ in range(2))
        number = {key: i for i, key in enumerate(self.actors)}
        for i, (run, word) in enumerate(zip(self._told, self.words, strict=True)):
            if close := near(word, self._among.who):
                features, actors = self._among.who_features(word, close), [number[one.actor.key] for one in close]
                np.maximum.at(who[i], actors, self._scores(Question.WHO, run, close, features))
                np.maximum.at(common[i], actors, self._scores(Question.ALL, run, close, features))
        return _chance(who), _chance(common)

    def chosen(self, question: Question, of: Sequence[Chosen]) -> list[Chosen | None]:
        """The likeliest candidate of each; None where none of them is likelier."""
        found: list[Chosen | None] = []
        for run, word in zip(self._told, self.words, strict=True):
            close = near(word, of)
            scores = self._scores(question, run, close, self._among.features(word, close)) if close else np.zeros(1)
            best = int(scores.argmax())
            found.append(close[best] if best < len(close) else None)
        return found

    def _scores(self, question: Question, run: Run, close: Sequence[Candidate], features: Scores) -> Scores:
        return self._heads.scores(question, run, pieces_of(self._found, close), features)

    def same(self, chances: Sequence[Scores], who: Scores) -> list[int | None]:
        """For each the earlier one that tells of the same occasion; None where it is the first.

        Looked for among the BLOCK before it at least: nobody comes back to what was told so long before.
        """
        found: list[int | None] = []
        for start in range(0, len(self.words), BLOCK):
            first = max(0, start - BLOCK)
            scores = self._same_scores(slice(first, start + BLOCK), chances, who)
            for i in range(start - first, len(scores)):
                best = int(scores[i, :i].argmax()) if i else -1
                found.append(first + best if i and scores[i, best] > scores[i, -1] else None)
        return found

    def _same_scores(self, part: slice, chances: Sequence[Scores], who: Scores) -> Scores:
        """(told, told + 1) of a part of the words."""
        words = self.words[part]
        sentences = np.array([self._among.unit(word) for word in words], np.int64)
        traits = np.array([traits_of(word) for word in words], np.float32)
        lemmas = [word.lemma_.lower() for word in words]
        features = same_features(sentences, lemmas, traits, [one[part] for one in chances], who[part])
        return self._heads.same(self._told[part], features)


def _chance(scores: Scores) -> Scores:
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


def traits_of(word: Token) -> tuple[bool, bool]:
    """Is it definite, is it a noun."""
    return any(child.lower_ in _DEFINITE for child in word.children), word.pos_ in ("NOUN", "PROPN")


def _word(cast: Cast, found: Pieces, run: Run) -> Token:
    span = found.span(run.start, run.end)
    words = cast.doc.char_span(span.start, span.end, alignment_mode="expand")
    return cast.doc[0] if words is None else words.root
