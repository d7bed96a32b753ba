"""Text -> attributions: contents, sources and cues, found by a small learned tagger. Runs offline on one core.

    text -> word pieces -> windows -> scores of each piece -> runs -> links -> attributions

The weights lie in `weights/`; how they were made is in `training/` and docs/decisions/0003-the-quotation-tagger.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from tokenizers import Tokenizer

from digest.model import Span
from digest.reading.decoding import Run, Scores, runs, softmax
from digest.reading.linking import Link, Linker, Tagged, nearest
from digest.reading.pieces import Pieces, load_vocabulary, pieces, windows

WEIGHTS = Path(__file__).parent / "weights"
MODEL, VOCABULARY, LINKER = "tagger.onnx", "tokenizer.json", "linker.npz"
#: Pieces from the start of a window to that of the next, at most. Swept 160-254: the score moves by chance only, by
#: half a point; the time does not.
STRIDE = 236
#: How much sooner a source is taken for one than its chance says: the linker leaves it where it belongs to nothing.
EAGER = 1.5
#: Numbers of each piece: O, B, I of content, of source, of cue; no speech, speech.
CONTENT, SOURCE, CUE, SPEECH = slice(0, 3), slice(3, 6), slice(6, 9), slice(9, 11)
OUTPUTS = 11


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words, and whose they are, as the text has them; all spans in the order of the text."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]  #: empty where the text names none
    cue: tuple[Span, ...]  #: empty where there is none
    confidence: float  #: 0..1
    speech: float  #: chance that it was said, and not thought, believed or planned


class Tagger:
    """Holds the weights; tags one text after another. Not for two threads at once."""

    def __init__(self, session: onnxruntime.InferenceSession, vocabulary: Tokenizer, linker: Linker) -> None:
        self._session, self._vocabulary, self._linker = session, vocabulary, linker
        self._edges = [vocabulary.token_to_id("[CLS]"), vocabulary.token_to_id("[SEP]")]

    def tag(self, text: str) -> tuple[Attribution, ...]:
        """All attributions of a text, in its order; whatever the text, it does not raise."""
        found = pieces(self._vocabulary, text)
        if not len(found):
            return ()
        runs = tagged(self.scores(found))
        links = self._linker.link(found, runs)
        return tuple(_attribution(found, group, runs.speech) for group in _groups(links))

    def scores(self, found: Pieces) -> Scores:
        """(pieces, OUTPUTS): each piece as the window has it in which it lies most centrally."""
        scores = np.zeros((len(found), OUTPUTS), np.float32)
        depth = np.full(len(found), -1)
        for start, end in windows(found, STRIDE):
            there = np.arange(start, end)
            ahead = there - start if start else there + len(found)  # no border where the text itself begins or ends
            behind = end - 1 - there if end < len(found) else there + len(found)
            central = np.minimum(ahead, behind)
            better = central > depth[start:end]
            scores[start:end][better] = self._window(found, start, end)[better]
            depth[start:end][better] = central[better]
        return scores

    def _window(self, found: Pieces, start: int, end: int) -> Scores:
        ids = np.array([[self._edges[0], *found.ids[start:end], self._edges[1]]], np.int64)
        case = np.array([[0, *found.case[start:end], 0]], np.int64)
        given = {"ids": ids, "mask": np.ones(ids.shape, np.float32), "case": case}
        output: Any = self._session.run(None, given)[0]
        return np.asarray(output[0, 1:-1], np.float32)


def load(folder: Path = WEIGHTS, *, linked: bool = True) -> Tagger:
    """The tagger whose weights lie in a folder; takes a fifth of a second.

    Args:
        folder: Has MODEL, VOCABULARY and LINKER.
        linked: False where there is no LINKER yet: each content has the nearest source. For training.

    Raises:
        OSError: The folder lacks a file.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # A window is read as it comes; an arena for the largest one would stay in memory for good.
    options.enable_cpu_mem_arena = False
    linker = Linker.load(folder / LINKER) if linked else nearest()
    # By its path: handed the bytes, the library would keep a second copy.
    session = onnxruntime.InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
    return Tagger(session, load_vocabulary(folder / VOCABULARY), linker)


def tagged(scores: Scores) -> Tagged:
    """The runs of contents, sources and cues in the scores of a text."""
    speech = softmax(scores[:, SPEECH])[:, 1]
    return Tagged(speech, runs(scores[:, CONTENT]), runs(scores[:, SOURCE], eager=EAGER), runs(scores[:, CUE]))


def _groups(links: Iterable[Link]) -> Iterator[list[Link]]:
    """“A,” X said. “B.”: contents with the same source and cue are one attribution in pieces."""
    groups: dict[tuple[Run | None, Run | None] | Run, list[Link]] = {}
    for link in links:
        whole = link.source is not None and link.cue is not None
        groups.setdefault((link.source, link.cue) if whole else link.content, []).append(link)
    yield from groups.values()


def _attribution(found: Pieces, links: list[Link], speech: Scores) -> Attribution:
    weights = np.array([link.content.end - link.content.start for link in links])
    source, cue = links[0].source, links[0].cue
    said = np.concatenate([speech[link.content.start : link.content.end] for link in links])
    return Attribution(
        content=tuple(found.span(link.content.start, link.content.end) for link in links),
        source=(found.span(source.start, source.end),) if source else (),
        cue=(found.span(cue.start, cue.end),) if cue else (),
        confidence=float(np.average([link.chance for link in links], weights=weights)),
        speech=float(said.mean()),
    )
