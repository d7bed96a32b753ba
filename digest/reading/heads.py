"""States of the tagger's encoder -> which words tell of an occasion, and which phrase answers who, where, when.

    states behind encoder.SHARED -> layers of their own -> for each piece: does it tell of an occasion, of which
    kind and status; and for each question a vector as the one that asks and one as the one that answers
    words that tell x candidates -> product of their vectors, features of the way between them -> a score

The weights lie in `weights/`; how they were made is in `training/` and docs/decisions/0004-learned-encounters.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digest.model import EncounterKind, Status
from digest.reading.decoding import Run, Scores, runs, softmax

ANSWERS = "answers.npz"
#: Numbers of each piece: O, B, I of words that tell of an occasion; its kinds; its statuses.
TELLS, KINDS, STATUSES = slice(0, 3), slice(3, 9), slice(9, 13)
TOLD = 13
#: Length of a vector for one question.
WIDTH = 48
KIND_ORDER, STATUS_ORDER = tuple(EncounterKind), tuple(Status)
#: Numbers that tell how two stretches of words stand to each other; see `same_features`.
SAME_FEATURES = 12

Numbers = NDArray[np.int64]


class Question(IntEnum):
    """What is asked of a candidate."""

    WHO = 0  #: does this actor take part
    ALL = 1  #: does this actor take part in each of several occasions that one word tells of
    WHERE = 2
    WHEN = 3
    SAME = 4  #: do these earlier words tell of the same occasion
    MEANT = 5  #: is it this actor that a pronoun or an office means


#: Questions that may have no answer among the candidates; each has a vector for that.
OPEN = (Question.WHERE, Question.WHEN, Question.SAME, Question.MEANT)


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """One hidden layer over the product of two vectors and the features of a pair."""

    hidden: Scores
    bias: Scores
    out: Scores
    offset: Scores
    nothing: Scores  #: (WIDTH,): the vector of "none of these"; empty where there is always an answer

    def scores(self, asks: Scores, answers: Scores, features: Scores) -> Scores:
        """(told, candidates), and where there may be none one more for that.

        Args:
            asks: (told, WIDTH).
            answers: (candidates, WIDTH).
            features: (told, candidates, features).
        """
        if len(self.nothing):
            answers = np.concatenate([answers, self.nothing[None]])
            features = np.pad(features, ((0, 0), (0, 1), (0, 0)))
        rows = np.concatenate([asks[:, None] * answers[None], features], -1)
        hidden = np.maximum(rows @ self.hidden + self.bias, 0)
        return np.asarray(hidden @ self.out + self.offset, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """What the heads say of each piece of a text."""

    told: Scores  #: (pieces, TOLD)
    asks: Scores  #: (pieces, questions, WIDTH)
    answers: Scores  #: (pieces, questions, WIDTH)
    nets: Mapping[Question, Net]

    def tellings(self) -> list[Run]:
        """The words that tell of an occasion."""
        return runs(self.told[:, TELLS])

    def kinds(self, told: Sequence[Run]) -> Scores:
        """Chances of each of KIND_ORDER: (told, kinds)."""
        return softmax(_means(self.told[:, KINDS], told))

    def statuses(self, told: Sequence[Run]) -> Scores:
        """Chances of each of STATUS_ORDER: (told, statuses)."""
        return softmax(_means(self.told[:, STATUSES], told))

    def scores(self, question: Question, told: Run, at: Numbers, features: Scores) -> Scores:
        """(candidates,), and in OPEN questions one more, for none of them.

        Args:
            question: What is asked.
            told: Of which words.
            at: (candidates, 2): the pieces of each candidate.
            features: (candidates, features).
        """
        answers = (self.answers[at[:, 0], question] + self.answers[at[:, 1] - 1, question]) / 2
        scores = self.nets[question].scores(_means(self.asks[:, question], [told]), answers, features[None])
        return np.asarray(scores[0], np.float32)

    def same(self, told: Sequence[Run], features: Scores) -> Scores:
        """(told, told + 1): that each tells of the occasion of each, and that it tells of a new one."""
        ours = _means(self.answers[:, Question.SAME], told)
        return self.nets[Question.SAME].scores(_means(self.asks[:, Question.SAME], told), ours, features)


def _means(table: Scores, told: Sequence[Run]) -> Scores:
    return np.stack([table[run.start : run.end].mean(0) for run in told])


def same_features(
    sentences: Numbers, lemmas: Sequence[str], traits: Scores, chances: Sequence[Scores], who: Scores
) -> Scores:
    """How stretches of words that tell of occasions stand to each other: (told, told, SAME_FEATURES).

    Args:
        sentences: (told,): the number of the sentence that each is in.
        lemmas: The word itself.
        traits: (told, 2): is it definite, is it a noun.
        chances: Of the kinds, and of the statuses: (told, …).
        who: (told, actors): chances to take part.
    """
    apart = np.abs(sentences[:, None] - sentences[None])
    alike = np.array([[one == other for other in lemmas] for one in lemmas])
    both = np.stack([np.minimum(row, who).sum(-1) for row in who])
    either = np.stack([np.maximum(row, who).sum(-1) for row in who])
    fewer = np.minimum(who.sum(-1)[:, None], who.sum(-1)[None])
    square = (len(sentences), len(sentences), traits.shape[1])
    table = np.stack(
        [
            apart == 0,
            apart == 1,
            np.minimum(apart, 10) / 10,
            alike,
            *(one @ one.T for one in chances),
            both / np.maximum(either, 1e-3),
            both / np.maximum(fewer, 1e-3),
        ],
        -1,
    )
    ours, theirs = np.broadcast_to(traits[:, None], square), np.broadcast_to(traits[None], square)
    return np.concatenate([table, ours, theirs], -1).astype(np.float32)


def load_nets(file: Path) -> Mapping[Question, Net]:
    """The nets of all questions.

    Raises:
        OSError: The file is not there.
    """
    parts = ("hidden", "bias", "out", "offset", "nothing")
    with np.load(file, allow_pickle=False) as stored:
        return {question: Net(*(stored[f"{question.name}_{part}"] for part in parts)) for question in Question}
