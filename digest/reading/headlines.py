"""Where a page's headline and standfirst end, and what only they say."""

from __future__ import annotations

import re

from digest.lang import en
from digest.model import Span

STANDFIRST_CHARS = 180  # a longer one is a first paragraph
#: A first paragraph has the day of the news, a standfirst has not.
_DATED = re.compile("|".join(day.capitalize() for day in en.WEEKDAYS) + r"|\(\w+\) [—–-]")


def headline_end(text: str) -> int:
    """Where headline and standfirst end: a first line without a full stop, and one sentence after it."""
    lines = [line for line in text.split("\n")[:6] if line.strip()]
    if len(lines) < 3 or lines[0].rstrip()[-1:] in '.!?”’"' or len(lines[0]) > 200:
        return 0
    standfirst = lines[1] if lines[1].rstrip().endswith((".", "’", "”")) and len(lines[1]) <= STANDFIRST_CHARS else ""
    alone = standfirst.count(". ") == 0 and not _DATED.search(standfirst)
    last = lines[1] if standfirst and alone else lines[0]
    return text.index(last) + len(last)


def title_end(text: str) -> int:
    """Where the headline alone ends."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return text.index(first) + len(first) if headline_end(text) else 0


def only_in_headline(text: str, end: int, evidence: Span, quotes: tuple[Span, ...]) -> bool:
    """Whether only what stands before `end` says it: what is quoted there is not quoted again after it."""
    return evidence.end <= end and not any(quote.of(text) in text[end:] for quote in quotes)
