"""The shared scorers, run by path on what was told by hand and what was read. Nothing of the reader is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from digest.reading.training.annotation import Json, lines

EVAL = Path(__file__).parents[3] / "shared" / "eval"
ENCOUNTERS = EVAL / "encounters" / "score_encounters.py"
QUOTES = EVAL / "quotes" / "score_quotes.py"
CLUSTERS = EVAL / "clusters" / "score_clusters.py"


def there() -> bool:
    """Whether the scorers of what is read are on this machine."""
    return ENCOUNTERS.is_file() and QUOTES.is_file()


def encounter_figures(told: Iterable[Json], read: Iterable[Json]) -> dict[str, float]:
    """Encounters and statements; without what neither side has."""
    scores = scored(ENCOUNTERS, told, read)
    statements = scores["statements"]
    figures = {
        "encounters F1": scores["detection"]["F1"],
        "participants F1": scores["participants"]["F1"],
        "status": scores["status accuracy"],
        "place F1": scores["place F1"],
        "date F1": scores["date F1"],
        "quoted statements F1": statements["quoted"]["F1"],
        "statements F1": statements["all"]["F1"],
        "speaker": statements["speaker accuracy"],
        "via F1": statements["via F1"],
    }
    return {name: value for name, value in figures.items() if value is not None}


def quote_figures(told: Sequence[Json], read: Sequence[Json]) -> dict[str, float]:
    """Who said what: over everything, and over what either side marks as speech."""
    every = scored(QUOTES, told, read)
    alone = scored(QUOTES, map(_speech, told), map(_speech, read))
    return {"said F1": every["all"]["said"]["f"], "said F1, speech alone": alone["all"]["said"]["f"]}


def scored(scorer: Path, told: Iterable[Json], read: Iterable[Json]) -> Mapping[str, Any]:
    """What a scorer says, as its --json gives it."""
    with tempfile.TemporaryDirectory() as folder:
        told_file, read_file = Path(folder, "told.jsonl"), Path(folder, "read.jsonl")
        told_file.write_text(lines(told), "utf-8")
        read_file.write_text(lines(read), "utf-8")
        command = [sys.executable, str(scorer), str(told_file), str(read_file), "--json"]
        # One order of sets for every run: the scorers break ties by it.
        fixed = {**os.environ, "PYTHONHASHSEED": "0"}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=fixed)  # noqa: S603
        scores: Json = json.loads(done.stdout)
    return scores


def _speech(record: Json) -> Json:
    return {**record, "quotes": [quote for quote in record["quotes"] if quote["speech"]]}
