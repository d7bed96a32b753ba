"""Exported nets -> their weights again, to be trained further."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx  # type: ignore[import-not-found, unused-ignore]
import torch  # type: ignore[import-not-found, unused-ignore]
from onnx import numpy_helper
from torch import nn  # type: ignore[import-not-found, unused-ignore]
from transformers import BertConfig  # type: ignore[import-not-found, unused-ignore]
from transformers.models.bert.modeling_bert import BertLayer  # type: ignore[import-not-found, unused-ignore]

from digest.reading.heads import Question

_PRODUCT = "/MatMul_quant"


def layers(file: Path, config: BertConfig, *, first: int) -> nn.ModuleList:
    """The layers of an exported tagger.

    Args:
        file: The tagger.
        config: Of its encoder.
        first: How many of the lowest layers to leave out.
    """
    given = {name.partition("encoder.layer.")[2]: value for name, value in weights(file).items()}
    made = nn.ModuleList(BertLayer(config) for _ in range(config.num_hidden_layers))
    made.load_state_dict({name: value for name, value in given.items() if name})
    return made[first:]


def weights(file: Path) -> dict[str, Any]:
    """The weights of an exported net by the names of its layers; the matrices are what their 8 bits stand for."""
    graph = onnx.load(file).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    given = {name: torch.from_numpy(value.copy()) for name, value in held.items() if not name.startswith("onnx::")}
    for node in graph.node:
        if node.name.endswith(_PRODUCT):
            path = node.name.removesuffix(_PRODUCT).strip("/").replace("/", ".")
            given[f"{path}.weight"] = torch.from_numpy(_matrix(held, node.input[1].removesuffix("_quantized")))
    return given


def _matrix(held: dict[str, Any], name: str) -> Any:
    """(out, in): with a scale and a zero for each output."""
    levels = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
    return np.ascontiguousarray((levels * held[f"{name}_scale"]).T)


def nets(file: Path) -> dict[str, Any]:
    """The weights of the small nets by the names of branch.Answers."""
    given: dict[str, Any] = {}
    with np.load(file) as table:
        for name in (question.name for question in Question):
            given[f"hidden.{name}.weight"] = table[f"{name}_hidden"].T
            given[f"hidden.{name}.bias"] = table[f"{name}_bias"]
            given[f"out.{name}.weight"] = table[f"{name}_out"][None]
            given[f"out.{name}.bias"] = table[f"{name}_offset"]
            if len(table[f"{name}_nothing"]):
                given[f"nothing.{name}"] = table[f"{name}_nothing"]
    return {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in given.items()}
