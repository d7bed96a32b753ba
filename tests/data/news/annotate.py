"""Turns facts.toml into gold.jsonl and items.jsonl, by looking each quotation and sentence up in its article.

    python -m tests.data.news.annotate      after a change of facts.toml or of a bundled article

gold.jsonl holds {"id", "encounters", "statements"} a line, with spans in code points; items.jsonl the articles
themselves as `readout read --json` takes them, with the same ids and in the same order.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.outlet import BUNDLED, Piece, load_outlet
from digest.reading.training.annotation import Annotated, Json, lines

__all__ = ["GOLD", "ITEMS", "NOW", "gold", "items", "lines"]

HERE = Path(__file__).parent
NOW = datetime(2031, 5, 14, 15, tzinfo=UTC)  #: when the articles are loaded: a Wednesday
GOLD = HERE / "gold.jsonl"
ITEMS = HERE / "items.jsonl"


def items() -> Iterator[Json]:
    """The bundled articles as of NOW."""
    for piece in _pieces():
        yield {"id": piece.slug, "title": piece.title, "date": piece.published.date().isoformat(), "text": piece.text}


def gold() -> Iterator[Json]:
    """What is to be found in each, in the same order.

    Raises:
        ValueError: A sentence or quotation of facts.toml is not in its article, or not in this order.
        KeyError: An article has no facts.
    """
    facts = tomllib.loads((HERE / "facts.toml").read_text("utf-8"))
    for piece in _pieces():
        found = facts[piece.slug]
        article = Annotated(piece.slug, piece.text, facts["people"])
        yield {
            "id": piece.slug,
            "encounters": [article.encounter(entry) for entry in found["encounters"]],
            "statements": list(article.told(found["statements"])),
        }


def _pieces() -> Iterator[Piece]:
    for name in BUNDLED:
        yield from load_outlet(name, now=NOW).pieces()


if __name__ == "__main__":
    GOLD.write_text(lines(gold()), "utf-8")
    ITEMS.write_text(lines(items()), "utf-8")
