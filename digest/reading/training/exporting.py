"""Trained nets -> ONNX files with weights of 8 bits, a quarter as large and twice as fast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found, unused-ignore]
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from torch import nn  # type: ignore[import-not-found, unused-ignore]

from digest.reading.encoder import SHARED
from digest.reading.heads import Question
from digest.reading.hints import MARKS
from digest.reading.training.branch import Answers, Branch
from digest.reading.training.network import Network

OPSET = 17


def export_tagger(network: Network, file: Path) -> None:
    """Write the tagger for the runtime, with the states that the heads start from."""
    ids = torch.randint(5, 2000, (2, 40))
    given = {"ids": ids, "mask": torch.ones(2, 40), "case": torch.zeros_like(ids)}
    _export(_WithStates(network.eval()), given, ("scores", "states"), file)


def export_heads(branch: Branch, file: Path) -> None:
    """Write the heads for the runtime."""
    given = {"states": torch.randn(2, 40, branch.size), "mask": torch.ones(2, 40), "marks": torch.zeros(2, 40, MARKS)}
    _export(branch.eval(), given, ("told", "asks", "answers"), file)


class _WithStates(nn.Module):  # type: ignore[misc, unused-ignore]
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Any, mask: Any, case: Any) -> tuple[Any, Any]:
        states = self.network.states(ids, mask, case)
        return self.network.head(states[-1]), states[SHARED]


def _export(module: Any, given: Mapping[str, Any], outputs: Sequence[str], file: Path) -> None:
    """Weights of 8 bits with a scale for each channel: that loses nothing; one for all loses 0.8 points of F1."""
    axes = {name: {0: "windows", 1: "pieces"} for name in (*given, *outputs)}
    with TemporaryDirectory() as folder:
        whole = Path(folder, "whole.onnx")
        torch.onnx.export(
            module,
            tuple(given.values()),
            str(whole),
            input_names=list(given),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(whole, file, weight_type=QuantType.QInt8, per_channel=True)


def write_nets(nets: Answers, file: Path) -> None:
    """Write the small nets as `heads.load_nets` reads them."""
    table: dict[str, Any] = {}
    for question in Question:
        name = question.name
        hidden, out = nets.hidden[name], nets.out[name]
        nothing = nets.nothing[name] if name in nets.nothing else torch.zeros(0)
        parts = {
            "hidden": hidden.weight.T,
            "bias": hidden.bias,
            "out": out.weight[0],
            "offset": out.bias,
            "nothing": nothing,
        }
        table |= {f"{name}_{part}": value.detach().numpy() for part, value in parts.items()}
    np.savez(file, **table)
