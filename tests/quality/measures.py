"""What is measured, in pieces that can run beside each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from digest import reading
from digest.reading.reader import EnglishReader
from tests.data.items.annotate import PARTS
from tests.quality import clusters, gate, items, shared
from tests.quality.gold import own_items, score_own


def own_figures(reader: EnglishReader) -> dict[str, float]:
    """Figures on the own items."""
    score = score_own((item, reader.read(item.article)) for item in own_items())
    return {
        "encounters F1": score.encounters.f1,
        "place right": score.place.f1,
        "date right": score.date.f1,
        "quotations with their speaker": score.quotes.f1,
    }


#: Each with the name of its group in floors.toml, the longest first.
MEASURES: Sequence[tuple[str, Callable[[EnglishReader], Mapping[str, float]]]] = (
    ("polnear", shared.attribution_figures),
    ("polnear", shared.restyled_figures),
    *((part, partial(items.figures, part)) for part in PARTS),
    ("dev", shared.dev_figures),
    ("clusters", clusters.own_figures),
    ("seed", shared.seed_figures),
    ("gate", gate.figures),
    ("own", own_figures),
    ("clusters", lambda _: clusters.public_figures()),
    ("marks", lambda _: shared.mark_figures()),
)


def measure(number: int) -> Mapping[str, float]:
    """The figures of one of MEASURES; runs in a process of its own."""
    return MEASURES[number][1](_reader())


@cache
def _reader() -> EnglishReader:
    return reading.load()
