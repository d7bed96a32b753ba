"""Counts common.txt anew: in how many of the invented training items each common word stands.

    python -m digest.stories.table     after items were added

Rarity in the reports alone would hang on how many there are.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from digest.reading.training import drafts
from digest.stories.words import tokens

FILE = Path(__file__).with_name("common.txt")
# Items: rarer words are left to the reports at hand. 1, 10, 20, 40 give the same groups.
COMMON = 20


def table() -> str:
    """The number of items, then a word and its number a line, the commonest first."""
    texts = [f"{draft['title']} {draft['text']}" for _, draft in drafts.drafts(sorted(drafts.HERE.glob("*.toml")))]
    spread = Counter(word for text in texts for word in set(tokens(text)))
    kept = sorted((-number, word) for word, number in spread.items() if number >= COMMON)
    return "".join([f"{len(texts)}\n", *(f"{word} {-number}\n" for number, word in kept)])


if __name__ == "__main__":
    FILE.write_text(table(), "utf-8")
