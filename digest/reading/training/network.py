"""The net that is trained: a small encoder, an embedding of case and paragraph, one linear layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch  # type: ignore[import-not-found, unused-ignore]
from torch import nn  # type: ignore[import-not-found, unused-ignore]
from transformers import BertConfig, BertModel  # type: ignore[import-not-found, unused-ignore]

from digest.reading.pieces import CASES
from digest.reading.tagger import OUTPUTS


def config_of(base: Path) -> BertConfig:
    """How the encoder that lies in a folder is trained."""
    # Dropout inside the attention doubles the time of a step on a CPU, and does not show in the score.
    config = BertConfig.from_pretrained(base, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.1)
    config._attn_implementation = "eager"  # the one that can be exported with any length
    return config


class Network(nn.Module):  # type: ignore[misc, unused-ignore]
    """(windows, pieces) of ids, mask, case -> (windows, pieces, OUTPUTS) of scores."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        config = config_of(base)
        self.encoder = BertModel.from_pretrained(base, config=config, add_pooling_layer=False)
        self.case = nn.Embedding(CASES, config.hidden_size)
        nn.init.normal_(self.case.weight, std=0.01)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(config.hidden_size, OUTPUTS)

    def forward(self, ids: Any, mask: Any, case: Any) -> Any:
        """Scores of every piece; where the mask is 0 they mean nothing."""
        return self.head(self.drop(self.states(ids, mask, case)[-1]))

    def states(self, ids: Any, mask: Any, case: Any) -> Any:
        """(windows, pieces, hidden) behind the embeddings and behind each layer."""
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
        return self.encoder(inputs_embeds=words, attention_mask=mask, output_hidden_states=True).hidden_states


def load(file: Path, base: Path) -> Network:
    """A trained network, ready to be exported."""
    network = Network(base)
    network.load_state_dict(torch.load(file, weights_only=True))
    return network.eval()  # type: ignore[no-any-return, unused-ignore]
