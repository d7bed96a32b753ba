"""`python -m tests.quality`: one line a figure; exit code 1 when one is below its floor."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digest import reading
from digest.reading.reader import EnglishReader
from tests.quality import items
from tests.quality.gold import own_items, score_own
from tests.quality.shared import attribution_figures, encounter_figures, mark_figures

FLOORS: Mapping[str, Mapping[str, Mapping[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("floors.toml").read_text("utf-8")
)


def main() -> int:
    """Measure everything that is there; 1 when a floor is broken."""
    reader = reading.load()
    measured = {
        "own": own_figures(reader),
        "marks": mark_figures(),
        **encounter_figures(reader),
        "polnear": attribution_figures(reader),
        **items.figures(reader),
    }
    broken = 0
    for group, figures in measured.items():
        if not figures:
            print(f"{group}: skipped, the annotated set is not here")
        for name, value in figures.items():
            broken += report(group, name, value)
    return 1 if broken else 0


def own_figures(reader: EnglishReader) -> dict[str, float]:
    """Figures on the own items."""
    score = score_own((item, reader.read(item.article)) for item in own_items())
    return {
        "encounters F1": score.encounters.f1,
        "place right": score.place.f1,
        "date right": score.date.f1,
        "quotations with their speaker": score.quotes.f1,
    }


def report(group: str, name: str, value: float) -> bool:
    """Print one figure; True when it is below its floor."""
    asked = FLOORS.get(group, {}).get(name, {})
    peer = f"; best before: {asked['peer']:.3f}" if "peer" in asked else ""
    unit = "stretches" if group == "marks" else "share"
    aim = f"asked: {asked['aim']:g}{peer}" if "aim" in asked else "asked: nothing yet"
    below = bool(asked) and round(value, 3) < asked["floor"]
    print(f"{group}: {name} = {value:.3f} {unit} ({aim}){' BELOW ITS FLOOR ' + str(asked['floor']) if below else ''}")
    return below


if __name__ == "__main__":
    sys.exit(main())
