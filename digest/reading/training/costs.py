"""What the heads' answers to one annotated item cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found, unused-ignore]
from torch.nn import functional  # type: ignore[import-not-found, unused-ignore]

from digest.reading.decoding import BEGIN, INSIDE
from digest.reading.heads import (
    KIND_ORDER,
    KINDS,
    STATUS_ORDER,
    STATUSES,
    TELLS,
    WIDTH,
    Question,
    same_features,
)
from digest.reading.pieces import Flags, Numbers
from digest.reading.training.branch import Answers
from digest.reading.training.corpus import UNLABELLED
from digest.reading.training.telling import Example

#: What each part weighs beside the status.
TELL_WEIGHT, BEGIN_WEIGHT, KIND_WEIGHT, WHO_WEIGHT, ALL_WEIGHT, CHOICE_WEIGHT = 0.1, 2.0, 0.5, 1.0, 0.2, 0.5
_NEVER = -1e4


class Costs:
    """The cost of one item; `told`, `asks` and `answers` are the branch's numbers for each of its pieces."""

    def __init__(self, example: Example, outputs: Sequence[Any], nets: Answers) -> None:
        self._example, self._nets = example, nets
        self._told, self._all_asks, self._answers = outputs
        self._scores, asks, ours = (self._means(table) for table in outputs)
        self._asks, self._ours = (table.reshape(-1, len(Question), WIDTH) for table in (asks, ours))

    def total(self) -> Any:
        """All parts together."""
        total = self._telling() + self._meant()
        if not self._example.told:
            return total
        who = self._who_scores(Question.WHO) if len(self._example.who) else torch.zeros(len(self._example.told), 0)
        total = total + self._kind_and_status() + self._who(who)
        total = total + self._choice(Question.WHERE, "where", self._example.where)
        total = total + self._choice(Question.WHEN, "when", self._example.when)
        return total + self._same(who.sigmoid().detach())

    def _means(self, table: Any) -> Any:
        """(pieces, n) -> (told, n)."""
        rows = [table[one.start : one.end].mean(0) for one in self._example.told]
        return torch.stack(rows) if rows else table[:0]

    def _telling(self) -> Any:
        labels = torch.zeros(len(self._example.found), dtype=torch.long)
        for one in self._example.told:
            labels[one.start : one.end] = UNLABELLED if one.optional else INSIDE
            if not one.optional:
                labels[one.start] = BEGIN
        weight = torch.tensor([1.0, BEGIN_WEIGHT, 1.0])
        scores = self._told[:, TELLS]
        return TELL_WEIGHT * functional.cross_entropy(scores, labels, weight, ignore_index=UNLABELLED, reduction="sum")

    def _kind_and_status(self) -> Any:
        kinds = _numbers(KIND_ORDER, [one.kind for one in self._example.told])
        statuses = _numbers(STATUS_ORDER, [one.status for one in self._example.told])
        kind = functional.cross_entropy(self._scores[:, KINDS], kinds, reduction="sum")
        return KIND_WEIGHT * kind + functional.cross_entropy(self._scores[:, STATUSES], statuses, reduction="sum")

    def _who_scores(self, question: Question) -> Any:
        """(told, actors): the best score of each one's mentions."""
        features = torch.from_numpy(np.stack([one.who for one in self._example.told]))
        answers = self._spans(self._example.who)[:, question]
        scores = self._nets(question, self._asks[:, question], answers, features)
        best = torch.full((len(scores), int(self._example.actor.max()) + 1), _NEVER)
        actor = torch.from_numpy(self._example.actor)[None].expand(len(scores), -1)
        return best.scatter_reduce(1, actor, scores, "amax")

    def _who(self, who: Any) -> Any:
        if not who.shape[1]:
            return torch.zeros(())
        right, unsure, in_all = (
            torch.from_numpy(np.stack([getattr(one, name) for one in self._example.told]))
            for name in ("takes_part", "unsure", "in_all")
        )
        entropy = functional.binary_cross_entropy_with_logits
        part = entropy(who[~unsure], right[~unsure].float(), reduction="sum")
        each = self._who_scores(Question.ALL)
        return WHO_WEIGHT * part + ALL_WEIGHT * entropy(each[right], in_all[right].float(), reduction="sum")

    def _choice(self, question: Question, name: str, at: Numbers) -> Any:
        if not len(at):
            return torch.zeros(())
        features = torch.from_numpy(np.stack([getattr(one, name) for one in self._example.told]))
        scores = self._nets(question, self._asks[:, question], self._spans(at)[:, question], features)
        right = np.stack([getattr(one, f"right_{name}") for one in self._example.told])
        return CHOICE_WEIGHT * _any_of(scores, np.concatenate([right, ~right.any(1, keepdims=True)], 1))

    def _same(self, who: Any) -> Any:
        """Which earlier words tell of the same occasion, or none."""
        told = self._example.told
        learned = [i for i, one in enumerate(told) if i and not one.optional]
        if not learned:
            return torch.zeros(())
        kinds, statuses = (self._scores[:, part].softmax(-1).detach() for part in (KINDS, STATUSES))
        features = same_features(
            np.array([one.unit for one in told]),
            [one.lemma for one in told],
            np.array([one.traits for one in told], np.float32),
            [kinds.numpy(), statuses.numpy()],
            who.numpy(),
        )
        asks, ours = self._asks[:, Question.SAME], self._ours[:, Question.SAME]
        scores = self._nets(Question.SAME, asks, ours, torch.from_numpy(features))
        before = torch.tril(torch.ones(scores.shape, dtype=torch.bool), -1)
        before[:, -1] = True
        right = np.array([[bool(set(a.occasions) & set(b.occasions)) for b in told] for a in told])
        right &= np.tril(np.ones_like(right), -1)
        right = np.concatenate([right, ~right.any(1, keepdims=True)], 1)
        return CHOICE_WEIGHT * _any_of(scores.masked_fill(~before, _NEVER)[learned], right[learned])

    def _meant(self) -> Any:
        """Whom the sources without a name mean."""
        meant = self._example.meant
        if not meant or not len(self._example.named):
            return torch.zeros(())
        asks = torch.stack([self._all_asks[one.start : one.end].mean(0) for one in meant])
        asks = asks.reshape(-1, len(Question), WIDTH)[:, Question.MEANT]
        features = torch.from_numpy(np.stack([one.features for one in meant]))
        scores = self._nets(Question.MEANT, asks, self._spans(self._example.named)[:, Question.MEANT], features)
        right = np.stack([one.right for one in meant])
        return CHOICE_WEIGHT * _any_of(scores, np.concatenate([right, ~right.any(1, keepdims=True)], 1))

    def _spans(self, at: Numbers) -> Any:
        """(candidates, questions, WIDTH): the mean of the first and the last piece of each."""
        first, last = torch.from_numpy(at[:, 0]), torch.from_numpy(at[:, 1] - 1)
        return ((self._answers[first] + self._answers[last]) / 2).reshape(-1, len(Question), WIDTH)


def _any_of(scores: Any, right: Flags) -> Any:
    """Cost of not giving all the chance to right answers; a row a question."""
    return (scores.logsumexp(-1) - scores.masked_fill(~torch.from_numpy(right), -1e9).logsumexp(-1)).sum()


def _numbers(order: Sequence[Any], values: Sequence[str]) -> Any:
    names = [one.value for one in order]
    return torch.tensor([names.index(value) for value in values])
