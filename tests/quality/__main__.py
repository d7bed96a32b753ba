"""`python -m tests.quality`: one line a figure; exit code 1 when one is below its floor."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.quality.measures import MEASURES, measure

FLOORS: Mapping[str, Mapping[str, Mapping[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("floors.toml").read_text("utf-8")
)


#: What a figure counts, where it is no share; by group and name, or by group alone.
UNITS = {("marks", ""): "stretches", ("gate", "corruptions tried"): "lines"}


def main() -> int:
    """Measure everything that is there, on every core; 1 when a floor is broken."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        measured = list(pool.map(measure, range(len(MEASURES))))
    broken = 0
    for (group, _), figures in zip(MEASURES, measured, strict=True):
        if not figures:
            print(f"{group}: skipped, the annotated set is not here")
        for name, value in figures.items():
            broken += report(group, name, value)
    return 1 if broken else 0


def report(group: str, name: str, value: float) -> bool:
    """Print one figure; True when it is below its floor or above its ceiling."""
    asked = FLOORS.get(group, {}).get(name, {})
    peer = f"; best before: {asked['peer']:.3f}" if "peer" in asked else ""
    unit = UNITS.get((group, name)) or UNITS.get((group, ""), "share")
    aim = f"asked: {asked['aim']:g}{peer}" if "aim" in asked else "asked: nothing yet"
    broken, value = "", round(value, 3)
    if value < asked.get("floor", value):
        broken = f" BELOW ITS FLOOR {asked['floor']}"
    if value > asked.get("most", value):
        broken = f" ABOVE ITS CEILING {asked['most']}"
    print(f"{group}: {name} = {value:.3f} {unit} ({aim}){broken}")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
