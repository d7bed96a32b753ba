"""The invented news that the heads are trained on: TOML files, many items each, with every span told in words.

    python -m digest.reading.training.drafts [FILE…]      check files; without one, all of items/

    [[item]]
    date = "2031-04-18"
    title = "…"
    text = '''…'''
    encounters = [{ kind = "meeting", who = ["orbelan", "greshnev"], status = "happened", told = [
      "[met] in Selm on Monday", "The [meeting] lasted"], place = "Selm", when = "On Monday", iso = "2031-04-14" }]
    says = [["orbelan", "d", "{“|A fair wind|,”} <Orbelan> ~said~"]]
    [item.people]
    orbelan = ["Davit Orbelan", "Merrin Deputy Foreign Minister", "Orbelan"]

What counts as an encounter or a statement is in docs/facts.md; how words mark spans, in annotation.py. Besides,
`told` has each passage that tells of the occasion, the word that does in brackets: the one that reports it first, then
those that come back to it.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from digest.model import EncounterKind, Status
from digest.reading.training.annotation import Annotated, Bounds, Json

HERE = Path(__file__).parent / "items"


def drafts(files: Iterable[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The items of some files as they are written, by name.

    Raises:
        ValueError: A file is no TOML; the message names it.
    """
    for file in files:
        try:
            entries = tomllib.loads(file.read_text("utf-8"))["item"]
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise ValueError(f"{file.name}: {error}") from error
        for number, draft in enumerate(entries, 1):
            yield f"{file.stem}-{number:02}", draft


def annotated(name: str, draft: Json) -> Json:
    """One item with its spans as offsets: what `readout read` takes, its encounters with `told`, statements and quotes.

    Raises:
        ValueError: Words are not in the text, or more than once and without an ordinal; a kind or status is unknown.
        KeyError: A field is missing.
    """
    article = Annotated(name, draft["text"], draft.get("people", {}))
    date.fromisoformat(draft["date"])
    statements, quotes = article.attributions(draft["says"])
    return {
        "id": name,
        "title": draft["title"],
        "date": draft["date"],
        "text": draft["text"],
        "encounters": [_encounter(article, entry) for entry in draft["encounters"]],
        "statements": statements,
        "quotes": quotes,
    }


def _encounter(article: Annotated, entry: Json) -> Json:
    EncounterKind(entry["kind"])
    Status(entry["status"])
    for words in (entry.get("place"), entry.get("when")):
        if words:
            article.find(words, 0)
    told = [_bracketed(article, passage) for passage in entry["told"]]
    if not told or not entry["who"]:
        raise ValueError(f"{article.id}: nobody met, or no word tells of it: {entry}")
    record = article.encounter({**entry, "evidence": entry["told"][0].replace("[", "").replace("]", "")})
    return {**record, "told": told}


def _bracketed(article: Annotated, passage: str) -> Bounds:
    """Where the words in brackets stand.

    Raises:
        ValueError: There is not one pair of brackets, or the passage is not found once.
    """
    before, opening, rest = passage.partition("[")
    words, closing, after = rest.partition("]")
    if not opening or not closing or not words.strip():
        raise ValueError(f"{article.id}: no word in brackets: {passage!r}")
    start = article.once(before + words + after) + len(before)
    return start, start + len(words)


def main() -> int:
    """Check files, and say what is wrong in each item; 1 when something is."""
    files = [Path(name) for name in sys.argv[1:]] or sorted(HERE.glob("*.toml"))
    wrong = right = 0
    for name, draft in drafts(files):
        try:
            annotated(name, draft)
            right += 1
        except (ValueError, KeyError) as error:
            wrong += 1
            print(f"{name}: {error!r}")
    print(f"{right} items are right, {wrong} are not")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
