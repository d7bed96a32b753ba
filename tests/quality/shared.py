"""The annotated sets beside the project, where they are: read with our reader, scored with their own scorers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digest.reading.export import facts_json
from digest.reading.quotes import stretches
from digest.reading.reader import EnglishReader
from digest.reading.training.corpus import restyled
from tests.quality import scorers
from tests.quality.gold import articles_of

SHARED = Path(__file__).parents[3] / "shared" / "eval"
ENCOUNTERS = SHARED / "encounters"
QUOTES = SHARED / "quotes"


def seed_figures(reader: EnglishReader) -> Mapping[str, float]:
    """Figures of the seed article, as score_encounters.py gives them; empty where it is missing."""
    if not scorers.there():
        return {}
    seed = json.loads((ENCOUNTERS / "seed.gold.json").read_text("utf-8"))
    text = (SHARED.parent / "seed" / "article.txt").read_text("utf-8")
    return _score(reader, [{"id": seed["id"], "text": text}], [seed])


def dev_figures(reader: EnglishReader) -> Mapping[str, float]:
    """Figures of the set "dev", as score_encounters.py gives them; empty where it is missing."""
    if not scorers.there():
        return {}
    dev = [json.loads(path.read_text("utf-8")) for path in sorted((ENCOUNTERS / "dev").glob("d*.json"))]
    gold = [json.loads(line) for line in (ENCOUNTERS / "dev" / "gold.jsonl").read_text("utf-8").splitlines()]
    return _score(reader, dev, gold)


def _score(reader: EnglishReader, items: list[dict[str, Any]], gold: list[dict[str, Any]]) -> dict[str, float]:
    read = [facts_json(article, reader.read(article)) for article in map(articles_of, items)]
    return scorers.encounter_figures(gold, read)


def attribution_figures(reader: EnglishReader) -> Mapping[str, float]:
    """PolNeAR dev, whole articles: "said" F1 as score_quotes.py gives it; empty where the set is missing."""
    items = _attributed()
    found = [_attributions(reader, item) for item in items]
    rows = _said(items, found) if items else {}
    return rows and {
        "said F1": rows["all"],
        "said F1, speech": rows["speech"],
        "said F1, speech alone": _said(_speech(items), _speech(found))["all"],
    }


def restyled_figures(reader: EnglishReader) -> Mapping[str, float]:
    """The same, where every quotation stands in single marks."""
    styled = [{**item, "text": restyled(item["text"], ("‘", "’"))} for item in _attributed()]
    found = [_attributions(reader, item) for item in styled]
    return {"said F1, restyled": _said(styled, found)["all"]} if styled else {}


def _attributed() -> list[dict[str, Any]]:
    file = QUOTES / "polnear.dev.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []


def _attributions(reader: EnglishReader, item: dict[str, Any]) -> dict[str, Any]:
    article = articles_of(item)
    return {"id": article.id, "quotes": facts_json(article, reader.read(article))["quotes"]}


def _speech(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**item, "quotes": [quote for quote in item["quotes"] if quote["speech"]]} for item in items]


def _said(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> dict[str, float]:
    scores = scorers.scored(scorers.QUOTES, gold, found)
    return {row: figures["said"]["f"] for row, figures in scores.items()}


def mark_figures() -> dict[str, float]:
    """How many annotated stretches the marks alone give, to the character; empty where the sets are missing."""
    if not QUOTES.is_dir():
        return {}
    return {
        "seed stretches": _stretches("seed.spans.jsonl"),
        "single-mark stretches": _stretches("stress_single.jsonl"),
    }


def _stretches(name: str) -> int:
    right = 0
    for line in (QUOTES / name).read_text("utf-8").splitlines():
        item = json.loads(line)
        found = {tuple(span) for s in stretches(item["text"]) for span in (s.span, s.outer)}
        right += sum(tuple(span) in found for quote in item["quotes"] for span in quote["content"])
    return right
