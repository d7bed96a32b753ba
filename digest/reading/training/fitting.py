"""Annotated articles -> a trained tagger. The recipe's numbers are here; docs/decisions/0003 has what was tried."""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found, unused-ignore]
from tokenizers import Tokenizer
from torch.nn import functional  # type: ignore[import-not-found, unused-ignore]

from digest.reading.pieces import WINDOW
from digest.reading.tagger import CONTENT, CUE, SOURCE, SPEECH
from digest.reading.training.corpus import LAYERS, UNLABELLED, Example, Item, batches, examples
from digest.reading.training.network import Network

BATCH = 16
ENCODER_RATE, HEAD_RATE, DECAY = 3e-4, 1e-3, 0.01
WARM_UP = 0.08  # share of the steps in which the rate rises; then it falls in a line to 0
SPEECH_WEIGHT = 0.5
CLIP = 1.0

_log = logging.getLogger(__name__)


def fit(  # noqa: PLR0913 - the recipe's own numbers are above, these are its inputs
    items: Sequence[Item], vocabulary: Tokenizer, base: Path, file: Path, *, epochs: int, seed: int
) -> None:
    """Train on the items and write the weights to a file."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    network = Network(base).train()
    optimizer = _optimizer(network)
    steps = epochs * math.ceil(len(examples(items, vocabulary, random.Random(seed))) / BATCH)  # noqa: S311
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for epoch in range(epochs):
        losses = []
        for batch in batches(examples(items, vocabulary, rng), BATCH, rng):
            losses.append(_step(network, optimizer, _tensors(batch, vocabulary)))
            rate.step()
        _log.info("epoch %d of %d: mean loss %.3f", epoch + 1, epochs, sum(losses) / len(losses))
    torch.save(network.state_dict(), file)


def _optimizer(network: Network) -> Any:
    encoder = list(network.encoder.parameters())
    head = [*network.case.parameters(), *network.head.parameters()]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": head, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def _step(network: Network, optimizer: Any, batch: tuple[Any, Any, Any, Any]) -> float:
    ids, mask, case, labels = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = network(ids, mask, case)
    loss = _loss(scores.float(), labels)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimizer.step()
    return float(loss.item())


def _loss(scores: Any, labels: Any) -> Any:
    def entropy(part: slice, column: int) -> Any:
        flat = scores[..., part].reshape(-1, part.stop - part.start)
        return functional.cross_entropy(flat, labels[..., column].reshape(-1), ignore_index=UNLABELLED)

    tags = sum(entropy(part, column) for column, part in enumerate((CONTENT, SOURCE, CUE)))
    return tags + SPEECH_WEIGHT * entropy(SPEECH, len(LAYERS))


def _tensors(batch: Sequence[Example], vocabulary: Tokenizer) -> tuple[Any, Any, Any, Any]:
    """ids, mask, case, labels: as wide as the longest window and its two special pieces."""
    width = max(example.end - example.start for example in batch) + 2
    assert width <= WINDOW + 2  # noqa: S101 - a window is cut by `examples`
    shape = (len(batch), width)
    edges = [vocabulary.token_to_id("[CLS]"), vocabulary.token_to_id("[SEP]")]
    ids, case, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.float32)
    labels = np.full((*shape, len(LAYERS) + 1), UNLABELLED, np.int64)
    for row, example in enumerate(batch):
        start, end = example.start, example.end
        last = end - start + 1
        ids[row, : last + 1] = [edges[0], *example.found.ids[start:end], edges[1]]
        case[row, 1:last] = example.found.case[start:end]
        mask[row, : last + 1] = 1
        labels[row, 1:last] = example.labels[start:end]
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(case), torch.from_numpy(labels)
