"""Articles that a tagger has not seen -> the linker's weights.

Each content that the tagger finds is one example: which of the sources found is the annotated one, or none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found, unused-ignore]
from tokenizers import Tokenizer

from digest.reading.decoding import Run
from digest.reading.encoder import Encoder
from digest.reading.linking import CANDIDATES, FEATURES, Weights, candidates, features
from digest.reading.pieces import Flags, Pieces, pieces
from digest.reading.tagger import tagged
from digest.reading.training.corpus import Item

#: So many hidden units; nets from other seeds whose mean is the linker: what one of them learned by chance counts less.
HIDDEN, NETS = 24, 5
EPOCHS, BATCH, RATE, DECAY = 60, 256, 5e-3, 1e-4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One content: its candidates and which of them are right."""

    rows: Weights  #: (candidates + 2, FEATURES), as `features` gives them
    right: Flags  #: as long as there are rows


def choices(encoder: Encoder, vocabulary: Tokenizer, items: Sequence[Item]) -> Iterator[Choice]:
    """Every content found in the items that has a right answer among its candidates."""
    for item in items:
        found = pieces(vocabulary, item["text"])
        runs = tagged(encoder.encode(found).scores)
        for content in runs.contents:
            quote = _annotated(found, content, item)
            sources = candidates(found, runs, content)
            known = (quote and quote["source"]) or ()
            right = np.array([*(_is(found, source, known) for source in sources), bool(quote) and not known, not quote])
            if right.any():
                yield Choice(features(found, runs, content, sources), right)


def _annotated(found: Pieces, content: Run, item: Item) -> Item | None:
    """The annotated quotation that has most of a content's characters; None where none has half of them."""
    span = found.span(content.start, content.end)

    def shared(quote: Item) -> int:
        return sum(max(0, min(span.end, end) - max(span.start, start)) for start, end in quote["content"])

    best: Item | None = max(item["quotes"], key=shared, default=None)
    return best if best is not None and 2 * shared(best) >= span.end - span.start else None


def _is(found: Pieces, source: Run, annotated: Any) -> bool:
    span = found.span(source.start, source.end)
    return any(span.start < end and start < span.end for start, end in annotated or ())


def fit(examples: Sequence[Choice], file: Path, *, seed: int) -> None:
    """Train NETS hidden layers so that the right candidates have most of the chance, and write their mean as one.

    Raises:
        ValueError: There are no examples.
    """
    if not examples:
        raise ValueError("the half-trained tagger found no content to link: give it more articles or epochs")
    table = _table(examples)
    nets = [_fitted(table, seed + number) for number in range(NETS)]
    together = {
        "hidden": np.concatenate([hidden.weight.T.detach().numpy() for hidden, _ in nets], 1),
        "hidden_bias": np.concatenate([hidden.bias.detach().numpy() for hidden, _ in nets]),
        "out": np.concatenate([out.weight[0].detach().numpy() for _, out in nets]) / NETS,
    }
    np.savez(file, allow_pickle=False, **together)


def _fitted(table: tuple[Any, Any, Any], seed: int) -> tuple[Any, Any]:
    """One net: its hidden layer, and the one that weighs it."""
    torch.manual_seed(seed)
    rows, right, there = table
    hidden, out = torch.nn.Linear(FEATURES, HIDDEN), torch.nn.Linear(HIDDEN, 1, bias=False)
    optimizer = torch.optim.AdamW([*hidden.parameters(), *out.parameters()], lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(rows) // BATCH + 1)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(rows)).split(BATCH):
            scores = out(torch.relu(hidden(rows[batch]))).squeeze(-1)
            all_ways = scores.masked_fill(~there[batch], -1e9).logsumexp(-1)
            loss = (all_ways - scores.masked_fill(~right[batch], -1e9).logsumexp(-1)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rate.step()
    _log.info("linker: %d examples, last loss %.3f", len(rows), loss.item())
    return hidden, out


def _table(examples: Sequence[Choice]) -> tuple[Any, Any, Any]:
    """rows, right and there, each as wide as the most candidates that there may be."""
    rows = np.zeros((len(examples), CANDIDATES + 2, FEATURES), np.float32)
    right, there = np.zeros(rows.shape[:2], bool), np.zeros(rows.shape[:2], bool)
    for i, example in enumerate(examples):
        rows[i, : len(example.rows)] = example.rows
        right[i, : len(example.rows)] = example.right
        there[i, : len(example.rows)] = True
    return torch.from_numpy(rows), torch.from_numpy(right), torch.from_numpy(there)
