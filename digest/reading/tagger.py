"""Text -> attributions: contents, sources and cues, found by a small learned tagger. Runs offline on one core.

    text -> word pieces -> windows -> scores of each piece -> runs -> links -> attributions

The weights lie in `weights/`; how they were made is in `training/` and docs/decisions/0003-the-quotation-tagger.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from digest.model import Span
from digest.reading.decoding import Run, Scores, runs, softmax
from digest.reading.encoder import Encoded, Encoder
from digest.reading.heads import ANSWERS, WIDTH, Heads, Net, Question, load_nets
from digest.reading.linking import Link, Linker, Tagged
from digest.reading.pieces import Pieces, load_vocabulary, pieces

WEIGHTS = Path(__file__).parent / "weights"
VOCABULARY, LINKER = "tokenizer.json", "linker.npz"
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


@dataclass(frozen=True, slots=True, eq=False)
class Tags:
    """What the tagger says of a text."""

    found: Pieces
    encoded: Encoded
    attributions: tuple[Attribution, ...]  #: in the order of the text


class Tagger:
    """Holds the weights; tags one text after another. Not for two threads at once."""

    def __init__(self, vocabulary: Tokenizer, encoder: Encoder, linker: Linker, nets: Mapping[Question, Net]) -> None:
        self._vocabulary, self._encoder, self._linker, self._nets = vocabulary, encoder, linker, nets

    def tag(self, text: str) -> Tags | None:
        """Its attributions, None where it has no words; whatever the text, it does not raise."""
        found = pieces(self._vocabulary, text)
        if not len(found):
            return None
        encoded = self._encoder.encode(found)
        runs = tagged(encoded.scores)
        links = self._linker.link(found, runs)
        return Tags(found, encoded, tuple(_attribution(found, group, runs.speech) for group in _groups(links)))

    def heads(self, tags: Tags, marks: Scores) -> Heads:
        """What the heads say of a text.

        Args:
            tags: The text.
            marks: (pieces, hints.MARKS): what the rules say of it.
        """
        told, asks, answers = self._encoder.ask(tags.encoded, marks)
        shape = (len(tags.found), len(Question), WIDTH)
        return Heads(told, asks.reshape(shape), answers.reshape(shape), self._nets)


def load(folder: Path = WEIGHTS) -> Tagger:
    """The tagger whose weights lie in a folder; takes a fifth of a second.

    Raises:
        OSError: The folder lacks a file.
    """
    vocabulary = load_vocabulary(folder / VOCABULARY)
    encoder = Encoder(folder, edges(vocabulary))
    return Tagger(vocabulary, encoder, Linker.load(folder / LINKER), load_nets(folder / ANSWERS))


def edges(vocabulary: Tokenizer) -> tuple[int, int]:
    """Numbers of the special pieces before and behind a window.

    Raises:
        ValueError: The vocabulary lacks one.
    """
    first, last = (vocabulary.token_to_id(piece) for piece in ("[CLS]", "[SEP]"))
    if first is None or last is None:
        raise ValueError(f"{VOCABULARY}: [CLS] or [SEP] is missing; the file is not that of a BERT-like encoder")
    return first, last


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
