"""The learned encoder with all that reads its states: word pieces -> numbers for each piece. Runs offline on one core.

pieces -> overlapping windows -> tagger -> scores, and states of its lower layers
states, what the rules say -> heads -> told, asks, answers
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from digest.reading.decoding import Scores
from digest.reading.pieces import Flags, Pieces, windows

TAGGER, HEADS = "tagger.onnx", "heads.onnx"
#: Layers that the tagger and the heads share: the tagger gives the states behind the last of them.
SHARED = 2
#: Pieces from the start of a window to that of the next, at most. Swept 160-254: the score moves by chance only, by
#: half a point; the time does not.
STRIDE = 236


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A stretch of pieces, encoded together."""

    start: int
    end: int
    best: Flags  #: which of its pieces lie more centrally in it than in any window before
    states: Scores  #: (1, pieces + 2, hidden): behind the shared layers


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder makes of the pieces of a text."""

    scores: Scores  #: (pieces, tagger.OUTPUTS)
    windows: tuple[Window, ...]


class Encoder:
    """Holds the weights; not for two threads at once."""

    def __init__(self, folder: Path, edges: tuple[int, int], *, heads: bool = True) -> None:
        """Load the weights that lie in a folder; takes a fifth of a second.

        Args:
            folder: Has TAGGER and HEADS.
            edges: Numbers of the special pieces before and behind a window.
            heads: False where there is no HEADS yet, and `ask` is not used. For training.

        Raises:
            OSError: The folder lacks a file.
        """
        self._tagger = _session(folder / TAGGER)
        self._heads = _session(folder / HEADS) if heads else None
        self._edges = edges

    def encode(self, found: Pieces) -> Encoded:
        """The tagger's scores, and the states that the heads start from; of at least one piece."""
        scores: list[Scores] = []
        made = []
        for start, end, best in central_windows(found):
            ids = np.array([[self._edges[0], *found.ids[start:end], self._edges[1]]], np.int64)
            case = np.array([[0, *found.case[start:end], 0]], np.int64)
            given = {"ids": ids, "mask": np.ones(ids.shape, np.float32), "case": case}
            output, states = self._tagger.run(None, given)
            made.append(Window(start, end, best, states))
            _merge(scores, made[-1], len(found), [output])
        return Encoded(scores[0], tuple(made))

    def ask(self, encoded: Encoded, marks: Scores) -> list[Scores]:
        """What the heads say of each piece: told, asks, answers.

        Args:
            encoded: The text.
            marks: (pieces, hints.MARKS): what the rules say.
        """
        assert self._heads is not None  # noqa: S101 - left out in training only
        tables: list[Scores] = []
        for window in encoded.windows:
            padded = np.pad(marks[window.start : window.end], ((1, 1), (0, 0)))[None]
            given = {"states": window.states, "mask": np.ones(padded.shape[:2], np.float32), "marks": padded}
            _merge(tables, window, len(encoded.scores), self._heads.run(None, given))
        return tables


def _merge(tables: list[Scores], window: Window, count: int, outputs: Sequence[Any]) -> None:
    """Add a window's outputs to tables of all pieces: of each piece those of the window in which it is most central."""
    if not tables:
        tables += [np.zeros((count, output.shape[-1]), np.float32) for output in outputs]
    for table, output in zip(tables, outputs, strict=True):
        table[window.start : window.end][window.best] = output[0, 1:-1][window.best]


def central_windows(found: Pieces) -> Iterator[tuple[int, int, Flags]]:
    """The windows of a text, and which of their pieces lie more centrally there than in any window before."""
    count = len(found)
    depth = np.full(count, -1)
    for start, end in windows(found, STRIDE):
        there = np.arange(start, end)
        ahead = there - start if start else there + count  # no border where the text itself begins or ends
        behind = end - 1 - there if end < count else there + count
        central = np.minimum(ahead, behind)
        best = central > depth[start:end]
        depth[start:end][best] = central[best]
        yield start, end, best


def _session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # A window is read as it comes; an arena for the largest one would stay in memory for good.
    options.enable_cpu_mem_arena = False
    # Without it, processors that lack VNNI add pairs of products in 16 bits, which overflow: the same text would be
    # read otherwise there (onnxruntime_session_options_config_keys.h, Avx2PrecisionMode). It costs no time.
    options.add_session_config_entry("session.x64quantprecision", "1")
    # The fused kernel divides each number by itself; a window takes 17 ms with it and 15 without.
    disabled = ["SkipLayerNormFusion"]
    # By its path: handed the bytes, the library would keep a second copy.
    return onnxruntime.InferenceSession(
        str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=disabled
    )
