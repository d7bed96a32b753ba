"""Annotated items -> trained heads."""

from __future__ import annotations

import logging
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch  # type: ignore[import-not-found, unused-ignore]

from digest.reading.encoder import Encoder
from digest.reading.training.branch import Answers, Branch, gathered, item_windows, run
from digest.reading.training.costs import Costs
from digest.reading.training.telling import Example

BATCH = 4
LAYER_RATE, HEAD_RATE, DECAY = 3e-4, 2e-3, 0.01
WARM_UP = 0.1  # share of the steps in which the rate rises; then it falls in a line to 0
CLIP = 1.0


@dataclass(frozen=True, slots=True)
class Course:
    """How long the heads are trained, and how fast."""

    epochs: int
    pace: float  #: of the rates above
    seed: int = 0


#: From the tagger's layers on, and from heads that are there.
ANEW, FURTHER = Course(12, 1.0), Course(4, 0.5)

_log = logging.getLogger(__name__)


def fit(examples: Sequence[Example], encoder: Encoder, branch: Branch, nets: Answers, course: Course) -> None:
    """Train the heads on the items, from what they are; the encoder is left as it is."""
    torch.manual_seed(course.seed)
    rng = random.Random(course.seed)  # noqa: S311 - a shuffle, no secret
    made = [item_windows(encoder, example) for example in examples]
    branch.train()
    nets.train()
    optimizer = _optimizer(branch, nets, course.pace)
    steps = course.epochs * math.ceil(len(examples) / BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    for epoch in range(course.epochs):
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
        _log.info("heads: epoch %d of %d: mean loss %.3f", epoch + 1, course.epochs, sum(losses) / len(losses))
    branch.eval()
    nets.eval()


def _loss(branch: Branch, nets: Answers, examples: Sequence[Example], made: Sequence[Any]) -> Any:
    """The mean cost of some items, read in one go."""
    outputs, total, at = run(branch, [window for item in made for window in item]), torch.zeros(()), 0
    for example, item in zip(examples, made, strict=True):
        mine = [gathered(output[at : at + len(item)], item, len(example.found)) for output in outputs]
        total = total + Costs(example, mine, nets).total()
        at += len(item)
    return total / len(examples)


def _optimizer(branch: Branch, nets: Answers, pace: float) -> Any:
    layers = {id(parameter) for parameter in branch.layers.parameters()}
    heads = [p for part in (branch, nets) for p in part.parameters() if id(p) not in layers]
    rates = (LAYER_RATE * pace, HEAD_RATE * pace)
    groups = [
        {"params": part, "lr": rate} for part, rate in zip((branch.layers.parameters(), heads), rates, strict=True)
    ]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))
