"""Scores of pieces -> runs of pieces: the best sequence of B, I and O in which no I follows an O."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Scores: TypeAlias = NDArray[np.float32]

OUT, BEGIN, INSIDE = range(3)


class Run(NamedTuple):
    """Pieces [start, end) with one tag."""

    start: int
    end: int
    confidence: float  #: mean of 1 - P(O)
    opening: float = 1.0  #: P(B) of its first piece


def softmax(scores: Scores) -> Scores:
    """Probabilities over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def runs(scores: Scores, *, eager: float = 0.0) -> list[Run]:
    """The runs of one tag; `scores` is (pieces, 3): O, B, I.

    Args:
        scores: Of one tag.
        eager: Taken from the logarithm of each O: more runs, less sure ones.
    """
    chances = softmax(scores)
    tagged, begins = 1 - chances[:, OUT], chances[:, BEGIN]
    logs = np.log(chances + 1e-9)
    logs[:, OUT] -= eager
    return [
        Run(start, end, float(tagged[start:end].mean()), float(begins[start]))
        for start, end in _bounds(best_path(logs))
    ]


def best_path(logs: Scores) -> list[int]:
    """The likeliest legal sequence (Viterbi). Only O before I is illegal, so each step has few ways to compare."""
    if not len(logs):
        return []
    rows = logs.tolist()
    out, begin, inside = rows[0][OUT], rows[0][BEGIN], float("-inf")
    back: list[tuple[int, int]] = []  # for each piece but the first: the best before O or B, the best before I
    for row in rows[1:]:
        tag, tagged = (BEGIN, begin) if begin >= inside else (INSIDE, inside)
        free, best = (OUT, out) if out >= tagged else (tag, tagged)
        back.append((free, tag))
        out, begin, inside = best + row[OUT], best + row[BEGIN], tagged + row[INSIDE]
    last = max((out, OUT), (begin, BEGIN), (inside, INSIDE))[1]
    path = [last]
    for free, tag in reversed(back):
        path.append(tag if path[-1] == INSIDE else free)
    return path[::-1]


def _bounds(path: list[int]) -> list[tuple[int, int]]:
    starts = [i for i, tag in enumerate(path) if tag == BEGIN]
    found = []
    for start in starts:
        end = start + 1
        while end < len(path) and path[end] == INSIDE:
            end += 1
        found.append((start, end))
    return found
