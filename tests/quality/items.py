"""The own annotated items of tests/data/items, read with our reader and scored with the shared scorers.

The parts `sealed` and `fresh` are for measuring only: nobody looks at what is missed there, and no rule is made for it.
"""

from __future__ import annotations

from collections.abc import Mapping

from digest.reading.export import facts_json
from digest.reading.reader import EnglishReader
from tests.data.items.annotate import gold, items
from tests.quality import scorers
from tests.quality.gold import articles_of


def figures(part: str, reader: EnglishReader) -> Mapping[str, float]:
    """Figures of one part; empty where the shared scorers are missing."""
    if not scorers.there():
        return {}
    told = list(gold(part))
    read = [facts_json(article, reader.read(article)) for article in map(articles_of, items(part))]
    return scorers.encounter_figures(told, read) | scorers.quote_figures(told, read)
