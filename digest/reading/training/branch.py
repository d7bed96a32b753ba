"""The nets of the heads: the upper layers anew, on the states of the tagger's lower ones, and one for each question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found, unused-ignore]
from torch import nn  # type: ignore[import-not-found, unused-ignore]
from torch.nn import functional  # type: ignore[import-not-found, unused-ignore]

from digest.reading.encoder import Encoder
from digest.reading.heads import OPEN, SAME_FEATURES, TOLD, WIDTH, Question
from digest.reading.hints import MARKS
from digest.reading.pieces import Numbers
from digest.reading.training.telling import Example

HIDDEN = 32
#: Share of numbers that are left out in training, and of whole pieces.
DROP, BLANK = 0.2, 0.1


class Branch(nn.Module):  # type: ignore[misc, unused-ignore]
    """(windows, pieces, hidden) of states, mask, (windows, pieces, MARKS) -> told, asks, answers."""

    def __init__(self, layers: nn.ModuleList) -> None:
        super().__init__()
        self.layers = layers
        self.size = size = layers[0].attention.self.query.in_features
        self.marks = nn.Linear(MARKS, size, bias=False)
        self.blank = nn.Dropout1d(BLANK)
        self.drop = nn.Dropout(DROP)
        self.told = nn.Linear(size, TOLD)
        self.asks = nn.Linear(size, len(Question) * WIDTH)
        self.answers = nn.Linear(size, len(Question) * WIDTH)

    def forward(self, states: Any, mask: Any, marks: Any) -> tuple[Any, Any, Any]:
        """As the class says; where the mask is 0 the numbers mean nothing."""
        states = self.blank(states) + self.marks(marks)
        ignored = (1.0 - mask[:, None, None, :]) * torch.finfo(states.dtype).min
        for layer in self.layers:
            states = layer(states, ignored)
            states = states[0] if isinstance(states, tuple) else states
        states = self.drop(states)
        return self.told(states), self.asks(states), self.answers(states)


class Answers(nn.Module):  # type: ignore[misc, unused-ignore]
    """The small net of each question."""

    def __init__(self, features: dict[Question, int]) -> None:
        super().__init__()
        self.hidden = nn.ModuleDict({q.name: nn.Linear(WIDTH + features[q], HIDDEN) for q in Question})
        self.out = nn.ModuleDict({q.name: nn.Linear(HIDDEN, 1) for q in Question})
        self.nothing = nn.ParameterDict({q.name: nn.Parameter(torch.randn(WIDTH) * 0.1) for q in OPEN})
        self.drop = nn.Dropout(0.1)

    def forward(self, question: Question, asks: Any, answers: Any, features: Any) -> Any:
        """Scores, (told, candidates), and in OPEN questions one more candidate, none of them.

        asks: (told, WIDTH). answers: (candidates, WIDTH). features: (told, candidates, features).
        """
        if question in OPEN:
            answers = torch.cat([answers, self.nothing[question.name][None]])
            features = functional.pad(features, (0, 0, 0, 1))
        rows = torch.cat([asks[:, None] * answers[None], features], -1)
        return self.out[question.name](torch.relu(self.hidden[question.name](self.drop(rows)))).squeeze(-1)


def feature_counts(examples: Sequence[Example]) -> dict[Question, int]:
    """How many features a pair has, by question."""
    told = [one for example in examples for one in example.told]
    who, where, when = (
        next(table.shape[1] for one in told if (table := getattr(one, name)).ndim == 2)
        for name in ("who", "where", "when")
    )
    return {
        Question.WHO: who,
        Question.ALL: who,
        Question.WHERE: where,
        Question.WHEN: when,
        Question.SAME: SAME_FEATURES,
        Question.MEANT: next(one.features.shape[1] for example in examples for one in example.meant),
    }


# --- an item's windows ---


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One window of an item."""

    states: Any  #: (pieces + 2, hidden): behind the shared layers
    marks: Any  #: (pieces + 2, MARKS): what the rules say
    start: int
    best: Numbers  #: its pieces, from 0, that lie most centrally in it


def item_windows(encoder: Encoder, example: Example) -> list[Window]:
    """The windows of an item as the heads read them."""
    made = []
    for window in encoder.encode(example.found).windows:
        marks = functional.pad(torch.from_numpy(example.marks[window.start : window.end]), (0, 0, 1, 1))
        made.append(Window(torch.from_numpy(window.states[0]), marks, window.start, np.flatnonzero(window.best)))
    return made


def run(branch: Branch, made: Sequence[Window]) -> tuple[Any, Any, Any]:
    """The branch on windows of several lengths: told, asks, answers, each (windows, width, …)."""
    width = max(len(one.states) for one in made)
    table, marks = (
        torch.stack([functional.pad(rows, (0, 0, 0, width - len(rows))) for rows in given])
        for given in ([one.states for one in made], [one.marks for one in made])
    )
    mask = torch.stack([(torch.arange(width) < len(one.states)).float() for one in made])
    return branch(table, mask, marks)  # type: ignore[no-any-return, unused-ignore]


def gathered(output: Any, made: Sequence[Window], count: int) -> Any:
    """(windows, width, n) -> (count, n): each piece from the last window that has it as its best."""
    window, place = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for number, one in enumerate(made):
        window[one.start + one.best], place[one.start + one.best] = number, one.best + 1
    return output[torch.from_numpy(window), torch.from_numpy(place)]
