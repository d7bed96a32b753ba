"""Article -> Facts: who met whom, and what was said. No spaCy object leaves this folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from digest.reading.models import DEFAULT_MODEL, reader_name

if TYPE_CHECKING:
    from digest.reading.reader import EnglishReader

__all__ = ["DEFAULT_MODEL", "load", "reader_name"]

# Libraries look at these once, when they are imported; no library of ours is imported before this file is.
# onnxruntime tells its maker what runs on a machine, and keeps a database for that in ~/.cache; not on a newsroom's.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# NumPy's BLAS would start threads that a reader has no use for; a process of one thread takes its locks for nothing,
# and reads an article in a tenth less CPU time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def load(model: str = DEFAULT_MODEL) -> EnglishReader:
    """The reader for English with a model: the name of a package that carries a spaCy pipeline, or a path to one.

    Takes about two seconds; hold on to what it returns. The models' libraries are imported here and not before, so that
    a process that only knows of readers does without them.

    Raises:
        OSError: There is no pipeline there.
    """
    from digest.reading import tagger  # noqa: PLC0415
    from digest.reading.parse import load_model  # noqa: PLC0415
    from digest.reading.reader import EnglishReader  # noqa: PLC0415

    return EnglishReader(load_model(model), tagger.load(), reader_name(model))
