"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

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
    full = LanguageIdentifier.from_model_file(MODEL_FILE)
    full.set_languages(list(TOLD))
    # A copy with these languages only: the full one keeps all of its hundred, 40 MB of them.
    tables = (full.nb_ptc, full.nb_pc, full.nb_classes, full.tk_nextmove, full.tk_output)
    return LanguageIdentifier(*tables, tk_row=full.tk_row)
