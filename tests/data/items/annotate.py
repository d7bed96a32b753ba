"""Turns the items of all parts into gold.jsonl and items.jsonl.

    python -m tests.data.items.annotate     after a change of an item

An item is one TOML file: date, title and text, encounters as in ../news/facts.toml, says (rows as
annotation.Annotated.attributions takes them) and [people]. items.jsonl holds {"id", "title", "date", "text"} a line,
gold.jsonl {"id", "text", "encounters", "statements", "quotes"}: what both shared scorers take.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.reading.training.annotation import Annotated, Json, lines

HERE = Path(__file__).parent
PARTS = ("open", "regions", "sealed", "fresh")  #: the last two are for measuring only


def drafts(part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of one part as they are written, by name."""
    for path in sorted((HERE / part).glob("*.toml")):
        yield f"{part}-{path.stem}", tomllib.loads(path.read_text("utf-8"))


def items(part: str) -> Iterator[Json]:
    """The articles, as `readout read --json` takes them."""
    for name, draft in drafts(part):
        yield {"id": name, "title": draft["title"], "date": draft.get("date"), "text": draft["text"]}


def gold(part: str) -> Iterator[Json]:
    """What is to be found in each, in the same order.

    Raises:
        ValueError: Words of an item's facts are not in its text, or more than once and without an ordinal.
    """
    for name, draft in drafts(part):
        article = Annotated(name, draft["text"], draft.get("people", {}))
        statements, quotes = article.attributions(draft["says"])
        encounters = [article.encounter(entry) for entry in draft["encounters"]]
        yield {
            "id": name,
            "text": draft["text"],
            "encounters": encounters,
            "statements": statements,
            "quotes": quotes,
        }


def main() -> None:
    """Write the files of all parts."""
    for part in PARTS:
        (HERE / part / "gold.jsonl").write_text(lines(gold(part)), "utf-8")
        (HERE / part / "items.jsonl").write_text(lines(items(part)), "utf-8")


if __name__ == "__main__":
    main()
