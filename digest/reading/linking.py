"""Which tagged source and cue belong to which tagged content.

The source is in the content's paragraph in 99.7% of the training corpus, but the nearest one is right in five of six
only. A small net weighs each source there, "no source" and "no attribution", by where it lies; the likeliest is taken.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from digest.reading.decoding import Run, softmax
from digest.reading.pieces import CASES, Pieces

Weights: TypeAlias = NDArray[np.float32]

FEATURES = 26  #: numbers that describe one candidate, `_candidate` and `_none` say which
_NEAREST = 12  #: which of them says that it is the nearest
#: Sources looked at for one content, the nearest ones; a limit so that no paragraph costs quadratic time.
CANDIDATES = 8
_FAR = 1.5  # in place of a distance, where there is no cue


@dataclass(frozen=True, slots=True, eq=False)
class Tagged:
    """All runs of one text, each list in the order of the text."""

    speech: Weights  #: for each piece, the chance that it is speech if it is content
    contents: Sequence[Run]
    sources: Sequence[Run]
    cues: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Link:
    """One content with its source and cue; None where the text gives none."""

    content: Run
    source: Run | None
    cue: Run | None
    chance: float  #: that it is an attribution at all, 0..1


class Linker:
    """The net: one hidden layer. `link` is its only use; training reads `candidates` and `features`."""

    def __init__(self, hidden: Weights, hidden_bias: Weights, out: Weights) -> None:
        self._hidden, self._hidden_bias, self._out = hidden, hidden_bias, out

    @classmethod
    def load(cls, file: Path) -> Linker:
        """Read the weights.

        Raises:
            OSError: The file is not there.
        """
        with np.load(file, allow_pickle=False) as weights:
            return cls(weights["hidden"], weights["hidden_bias"], weights["out"])

    def link(self, found: Pieces, tagged: Tagged) -> list[Link]:
        """Each content with its likeliest source and the cue that stands best between the two."""
        return [self._link(found, tagged, content) for content in tagged.contents]

    def _link(self, found: Pieces, tagged: Tagged, content: Run) -> Link:
        sources = candidates(found, tagged, content)
        chances = softmax(self._scores(features(found, tagged, content, sources)))
        best = int(chances[:-1].argmax())
        source = sources[best] if best < len(sources) else None
        return Link(content, source, _cue(found, tagged, content, source), float(1 - chances[-1]))

    def _scores(self, rows: Weights) -> Weights:
        return np.asarray(np.maximum(rows @ self._hidden + self._hidden_bias, 0) @ self._out, np.float32)


def nearest() -> Linker:
    """A linker that takes the nearest source, whatever else there is."""
    hidden = np.zeros((FEATURES, 1), np.float32)
    hidden[_NEAREST, 0] = 1.0
    return Linker(hidden, np.zeros(1, np.float32), np.ones(1, np.float32))


def candidates(found: Pieces, tagged: Tagged, content: Run) -> list[Run]:
    """The sources that may be the content's, the nearest first."""
    return sorted(_beside(found, tagged.sources, content), key=lambda source: gap(source, content))[:CANDIDATES]


def features(found: Pieces, tagged: Tagged, content: Run, sources: Sequence[Run]) -> Weights:
    """One row a candidate, one for "no source", a last one for "no attribution"."""
    cues = _beside(found, tagged.cues, content)
    contents = _beside(found, tagged.contents, content)
    beside = Tagged(tagged.speech, contents, sources, cues)
    around = _around(found, beside, content)
    rows = [[*around, *_candidate(found, beside, content, rank)] for rank in range(len(sources))]
    rest = [0.0] * (FEATURES - len(around) - 2)
    return np.array([*rows, [*around, *rest, 1.0, 0.0], [*around, *rest, 0.0, 1.0]], np.float32)


def _beside(found: Pieces, runs: Sequence[Run], content: Run) -> list[Run]:
    """Those in the paragraphs where the content starts and ends, and in the one before: X went on:, and a new line."""
    first, last = found.paragraph[content.start] - 1, found.paragraph[content.end - 1]

    def paragraph(run: Run) -> int:
        return int(found.paragraph[run.start])

    return list(runs[bisect_left(runs, first, key=paragraph) : bisect_right(runs, last, key=paragraph)])


def _around(found: Pieces, beside: Tagged, content: Run) -> list[float]:
    """What is the same for all candidates of a content."""
    cue = min(beside.cues, key=lambda cue: gap(cue, content), default=None)
    return [
        content.confidence,
        content.opening,
        _near(gap(cue, content)) if cue else _FAR,
        cue.confidence if cue else 0.0,
        float(found.marks[content.start + 1] > found.marks[content.start]),
        float(found.case[content.start] >= CASES // 2),
        float(beside.speech[content.start : content.end].mean()),
        _near(content.end - content.start),
    ]


def _candidate(found: Pieces, beside: Tagged, content: Run, rank: int) -> list[float]:
    """What tells one source from another."""
    source = beside.sources[rank]
    between = _between(source, content)
    cue = min(beside.cues, key=lambda cue: gap(cue, source), default=None)
    rival = min((gap(other, source) for other in beside.contents if other != content), default=200)
    distance = gap(source, content)
    return [
        float(found.paragraph[source.start] != found.paragraph[content.start]),
        _near(distance),
        float(source.end <= content.start),
        float(source.start >= content.end),
        float(rank == 0),
        float(rank == 1),
        source.confidence,
        _within(beside.sources, between) / 2,
        _within(beside.contents, between) / 2,
        _within(beside.cues, between) / 2,
        _near(gap(cue, source)) if cue else _FAR,
        _near(gap(cue, content)) if cue else _FAR,
        float(cue is not None and cue.start >= source.end),
        float(found.stops[between[1]] - found.stops[between[0]]) / 2,
        float(found.marks[between[1]] - found.marks[between[0]]) / 2,
        float(rival < distance),
        0.0,  # "no source" has 1 here
        0.0,  # "no attribution" has 1 here
    ]


def gap(one: Run, other: Run) -> int:
    """Pieces between two runs; 0 where they touch or overlap."""
    return max(0, other.start - one.end, one.start - other.end)


def _near(distance: int) -> float:
    return log1p(distance) / 4


def _between(one: Run, other: Run) -> tuple[int, int]:
    first, last = sorted((one, other))
    return min(first.end, last.start), last.start


def _within(runs: Sequence[Run], between: tuple[int, int]) -> int:
    return min(4, sum(between[0] <= run.start and run.end <= between[1] for run in runs))


def _cue(found: Pieces, tagged: Tagged, content: Run, source: Run | None) -> Run | None:
    """The cue nearest to both, of the paragraph."""
    ends = [content] if source is None else [content, source]
    return min(_beside(found, tagged.cues, content), key=lambda cue: sum(gap(cue, end) for end in ends), default=None)
