"""Which language a text is in."""

from __future__ import annotations

import mmap
import tempfile
from array import array
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # 20 MB with NumPy, which only who asks is to pay
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

#: ISO 639-1 codes that can be told: the languages of the regions we ship, and the two that their outlets also write in.
TOLD = ("en", "ru", "hy", "ka", "az", "tr")

# A headline and the first paragraphs: kept to these six languages, py3langid tells single sentences apart
# (tests/digest/test_sources_language.py).
_ENOUGH_CHARS = 2_000


def detect(text: str) -> str:
    """The ISO 639-1 code of a text's language, one of TOLD; "en" when it has no letters to tell by."""
    if not any(map(str.isalpha, text[:_ENOUGH_CHARS])):
        return "en"
    return str(_identifier().classify(text[:_ENOUGH_CHARS])[0])


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded on first use, which takes about a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    full = LanguageIdentifier.from_model_file(MODEL_FILE)
    full.set_languages(list(TOLD))
    # A copy with these languages only: the full one keeps all of its hundred, 40 MB of them.
    tables = (full.nb_ptc, full.nb_pc, full.nb_classes, _on_disk(full.tk_nextmove), full.tk_output)
    return LanguageIdentifier(*tables, tk_row=full.tk_row)


def _on_disk(table: array[int]) -> memoryview:
    """A table of 40 MB of which six languages use a twentieth: what is not looked up need not be in memory."""
    with tempfile.TemporaryFile() as file:
        table.tofile(file)
        file.flush()
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return mapped.cast("I" if table.itemsize == 4 else "H")  # its states number more than 65,535, or fewer
