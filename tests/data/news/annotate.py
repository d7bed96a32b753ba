"""Turns facts.toml into gold.jsonl and items.jsonl, by looking each quotation and sentence up in its article.

    python -m tests.data.news.annotate      after a change of facts.toml or of a bundled article

gold.jsonl holds {"id", "encounters", "statements"} a line, with spans in code points; items.jsonl the articles
themselves as `readout read --json` takes them, with the same ids and in the same order.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.demo.outlet import BUNDLED, Piece, load_outlet

HERE = Path(__file__).parent
NOW = datetime(2031, 5, 14, 15, tzinfo=UTC)  #: when the articles are loaded: a Wednesday
GOLD = HERE / "gold.jsonl"
ITEMS = HERE / "items.jsonl"

_KINDS = {"d": "direct", "r": "reported"}
_People = Mapping[str, Sequence[str]]


def items() -> Iterator[dict[str, str]]:
    """The bundled articles as of NOW."""
    for piece in _pieces():
        yield {"id": piece.slug, "title": piece.title, "date": piece.published.date().isoformat(), "text": piece.text}


def gold() -> Iterator[dict[str, Any]]:
    """What is to be found in each, in the same order.

    Raises:
        ValueError: A sentence or quotation of facts.toml is not in its article, or not in this order.
        KeyError: An article has no facts.
    """
    facts = tomllib.loads((HERE / "facts.toml").read_text("utf-8"))
    for piece in _pieces():
        found = facts[piece.slug]
        yield {
            "id": piece.slug,
            "encounters": [_encounter(piece, entry, facts["people"]) for entry in found["encounters"]],
            "statements": list(_statements(piece, found["statements"], facts["people"])),
        }


def lines(records: Iterator[dict[str, Any]]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _pieces() -> Iterator[Piece]:
    for name in BUNDLED:
        yield from load_outlet(name, now=NOW).pieces()


def _encounter(piece: Piece, entry: Mapping[str, Any], people: _People) -> dict[str, Any]:
    first, _, last = entry["evidence"].partition(" … ")
    start = _find(piece, first, 0)
    return {
        "kind": entry["kind"],
        "participants": [_participant(who, people) for who in entry["who"]],
        "place": entry.get("place"),
        "when": {"text": entry.get("when"), "iso": entry.get("iso")},
        "topics": entry.get("topics", []),
        "status": entry["status"],
        **({"optional": True} if entry.get("optional") else {}),
        "evidence": [start, _find(piece, last, start) + len(last)],
    }


def _participant(who: str, people: _People) -> dict[str, Any]:
    name, role, *aliases = people.get(who, (who, None))
    return {"name": name, "role": role, "aliases": aliases}


def _statements(piece: Piece, entries: Sequence[Sequence[str]], people: _People) -> Iterator[dict[str, Any]]:
    reached = 0
    for speaker, kind, gist, quote, via in entries:
        start = _find(piece, quote, reached) if quote else None
        reached = reached if start is None else start + len(quote)
        yield {
            "speaker": people[speaker][0] if speaker in people else speaker,
            "kind": _KINDS[kind],
            "gist": gist,
            "quote": None if start is None else [start, reached],
            "via": via or None,
        }


def _find(piece: Piece, words: str, start: int) -> int:
    found = piece.text.find(words, start)
    if found < 0:
        raise ValueError(f"{piece.slug}: not found from character {start} on: {words!r}")
    return found


if __name__ == "__main__":
    GOLD.write_text(lines(gold()), "utf-8")
    ITEMS.write_text(lines(items()), "utf-8")
