"""Annotated articles -> pieces with labels -> shuffled batches."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from digest.reading.decoding import BEGIN, INSIDE
from digest.reading.pieces import CASES, WINDOW, Numbers, Pieces, pieces

#: Marks that a quarter of the articles is put in, anew each epoch: what makes the style of marks cost nothing.
STYLES = (("‘", "’"), ("'", "'"), ('"', '"'))
RESTYLED = 0.25
#: A window in training ends before a paragraph that starts after so many pieces.
FULL = 150
UNLABELLED = -100
LAYERS = ("content", "source", "cue")

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One window: pieces [start, end) of an article, with their labels."""

    found: Pieces
    labels: Numbers  #: (pieces, 4): O, B or I of content, source, cue; 1 where a content is speech, 0 where it is not
    start: int
    end: int


def load_items(file: Path) -> list[Item]:
    """The annotated articles of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def restyled(text: str, style: tuple[str, str]) -> str:
    """The text with other marks around its double-marked quotations; as long as it was."""
    opening, closing = style
    out, is_open = [], False
    for char in text:
        if char == '"':
            out.append(closing if is_open else opening)
            is_open = not is_open
        else:
            out.append({"“": opening, "”": closing}.get(char, char))
    return "".join(out)


def labels(found: Pieces, item: Item) -> Numbers:
    """What each piece is, from the item's spans."""
    table = np.zeros((len(found), len(LAYERS) + 1), np.int64)
    table[:, -1] = UNLABELLED
    for quote in item["quotes"]:
        for column, layer in enumerate(LAYERS):
            for start, end in quote[layer] or ():
                there = np.flatnonzero((found.starts < end) & (found.ends > start))
                table[there[:1], column] = BEGIN
                table[there[1:], column] = INSIDE
                if layer == "content":
                    table[there, -1] = int(quote["speech"])
    return table


def examples(items: Sequence[Item], vocabulary: Tokenizer, rng: random.Random) -> list[Example]:
    """All windows of one epoch, shuffled."""
    found: list[Example] = []
    for item in items:
        text = restyled(item["text"], rng.choice(STYLES)) if rng.random() < RESTYLED else item["text"]
        cut = pieces(vocabulary, text)
        table = labels(cut, item)
        found.extend(Example(cut, table, start, end) for start, end in _whole_paragraphs(cut))
    rng.shuffle(found)
    return found


def _whole_paragraphs(found: Pieces) -> Iterator[tuple[int, int]]:
    """Windows without overlap, ending with a paragraph where one ends in their last part."""
    openings = np.flatnonzero(found.case >= CASES // 2)
    start = 0
    while start < len(found):
        end = min(len(found), start + WINDOW)
        near = openings[(openings > start + FULL) & (openings <= end)]
        end = int(near[-1]) if end < len(found) and len(near) else end
        yield start, end
        start = end


def batches(found: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, so that little is padding; the batches in random order."""
    pool, ready = size * 20, []
    for first in range(0, len(found), pool):
        alike = sorted(found[first : first + pool], key=lambda example: example.end - example.start)
        ready += [alike[i : i + size] for i in range(0, len(alike), size)]
    rng.shuffle(ready)
    return ready
