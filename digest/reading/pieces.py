"""A text as the tagger sees it: word pieces with their case and paragraph, and the windows that they are read in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from digest.model import Span
from digest.reading.quotes import MARKS

Numbers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

#: Pieces in one window; with the two special ones, the 256 that the base model was trained on.
WINDOW = 254
#: A window starts at the last paragraph among so many pieces before its place, where there is one.
SLACK = 48
#: Values of Pieces.case: lower, Title, UPPER, other; and the same again for the first piece of a paragraph.
CASES = 8
_STOPS = frozenset(".!?")
_PARAGRAPH = re.compile(r"\n+")


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The word pieces of one text, in order; all arrays are as long as there are pieces."""

    ids: Numbers  #: rows of the vocabulary
    starts: Numbers  #: code points
    ends: Numbers
    case: Numbers  #: 0..CASES - 1
    paragraph: Numbers  #: which paragraph, from 1
    stops: Numbers  #: how many of the pieces before this one end a sentence; one longer than the others
    marks: Numbers  #: likewise, how many are quotation marks

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, span: Span) -> slice:
        """The pieces that share a code point with a span."""
        first = int(np.searchsorted(self.ends, span.start, side="right"))
        return slice(first, int(np.searchsorted(self.starts, span.end, side="left")))

    def span(self, start: int, end: int) -> Span:
        """The code points that pieces [start, end) cover."""
        return Span(int(self.starts[start]), int(self.ends[end - 1]))


def load_vocabulary(file: Path) -> Tokenizer:
    """The tokenizer that the weights were trained with, without its limit of length.

    Raises:
        OSError: The file is not there.
    """
    tokenizer = Tokenizer.from_str(file.read_text("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def pieces(tokenizer: Tokenizer, text: str) -> Pieces:
    """Cut a text into word pieces; whatever the text, it does not raise."""
    # A lone surrogate is no character; "?" takes its place, so that offsets stay those of the text.
    encoded = tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8"), add_special_tokens=False)
    offsets = np.array(encoded.offsets, np.int64).reshape(-1, 2)
    breaks = np.array([match.end() for match in _PARAGRAPH.finditer(text)], np.int64)
    paragraph = np.searchsorted(breaks, offsets[:, 0], side="right").astype(np.int64) + 1
    first = np.diff(paragraph, prepend=0) > 0
    words = [text[start:end] for start, end in encoded.offsets]
    case = np.array([_case(word) for word in words], np.int64)
    ids = np.array(encoded.ids, np.int64)
    case += CASES // 2 * first
    return Pieces(ids, offsets[:, 0], offsets[:, 1], case, paragraph, _before(words, _STOPS), _before(words, MARKS))


def _before(words: list[str], wanted: frozenset[str]) -> Numbers:
    """How many of the wanted words stand before each place, the place after the last included."""
    return np.cumsum([0, *(word in wanted for word in words)], dtype=np.int64)


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.istitle() or (word[:1].isupper() and not word.isupper()):
        return 1
    return 2 if word.isupper() else 3


def windows(found: Pieces, stride: int) -> Iterator[tuple[int, int]]:
    """[start, end) of each window, overlapping, the last one up to the end; none of an empty text."""
    count, start = len(found), 0
    openings = np.flatnonzero(found.case >= CASES // 2)
    while start < count:
        yield start, min(count, start + WINDOW)
        if start + WINDOW >= count:
            return
        following = start + stride
        near = openings[(openings > following - SLACK) & (openings <= following)]
        start = int(near[-1]) if len(near) else following
