"""The own annotated items of tests/data/items, read with our reader and scored with the shared scorers.

The half `sealed` is for measuring only: nobody looks at what is missed in it, and no rule is made for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from digest.reading.export import facts_json
from digest.reading.reader import EnglishReader
from tests.data.items.annotate import HALVES, gold, items
from tests.quality import scorers
from tests.quality.gold import articles_of


def figures(reader: EnglishReader, *, halves: Iterable[str] = HALVES) -> Mapping[str, Mapping[str, float]]:
    """Figures of each half, by its name; empty ones where the shared scorers are missing."""
    return {half: _figures(reader, half) if scorers.there() else {} for half in halves}


def _figures(reader: EnglishReader, half: str) -> dict[str, float]:
    told = list(gold(half))
    read = [facts_json(article, reader.read(article)) for article in map(articles_of, items(half))]
    return scorers.encounter_figures(told, read) | scorers.quote_figures(told, read)
