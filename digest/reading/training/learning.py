"""Annotated items -> trained heads."""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Sequence
from typing import Any

import torch  # type: ignore[import-not-found, unused-ignore]

from digest.reading.training.branch import Answers, Branch, feature_counts, gathered, item_windows, run
from digest.reading.training.costs import Costs
from digest.reading.training.network import Network
from digest.reading.training.telling import Example

BATCH, EPOCHS = 4, 12
LAYER_RATE, HEAD_RATE, DECAY = 3e-4, 2e-3, 0.01
WARM_UP = 0.1  # share of the steps in which the rate rises; then it falls in a line to 0
CLIP = 1.0

_log = logging.getLogger(__name__)


def fit(
    examples: Sequence[Example], network: Network, edges: tuple[int, int], *, epochs: int = EPOCHS, seed: int
) -> tuple[Branch, Answers]:
    """Train the heads on the items; the network is left as it is."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - a shuffle, no secret
    branch, nets = Branch(network).train(), Answers(feature_counts(examples)).train()
    made = [item_windows(network.eval(), example, edges) for example in examples]
    optimizer = _optimizer(branch, nets)
    steps = epochs * math.ceil(len(examples) / BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for epoch in range(epochs):
        order = rng.sample(range(len(examples)), len(examples))
        losses = []
        for first in range(0, len(order), BATCH):
            numbers = order[first : first + BATCH]
            loss = _loss(branch, nets, [examples[i] for i in numbers], [made[i] for i in numbers])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*branch.parameters(), *nets.parameters()], CLIP)
            optimizer.step()
            rate.step()
            losses.append(float(loss.item()))
        _log.info("heads: epoch %d of %d: mean loss %.3f", epoch + 1, epochs, sum(losses) / len(losses))
    return branch.eval(), nets.eval()


def _loss(branch: Branch, nets: Answers, examples: Sequence[Example], made: Sequence[Any]) -> Any:
    """The mean cost of some items, read in one go."""
    outputs, total, at = run(branch, [window for item in made for window in item]), torch.zeros(()), 0
    for example, item in zip(examples, made, strict=True):
        mine = [gathered(output[at : at + len(item)], item, len(example.found)) for output in outputs]
        total = total + Costs(example, mine, nets).total()
        at += len(item)
    return total / len(examples)


def _optimizer(branch: Branch, nets: Answers) -> Any:
    layers = {id(parameter) for parameter in branch.layers.parameters()}
    heads = [p for part in (branch, nets) for p in part.parameters() if id(p) not in layers]
    groups = [{"params": branch.layers.parameters(), "lr": LAYER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))
