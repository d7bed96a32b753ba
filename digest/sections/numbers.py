"""How many of what: the counts in a stretch of text.

"nine points had been settled"  ->  9 points        "Seven of the 11 points"  ->  7 points
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Span
from digest.periods import MONTHS

_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: number for number, word in enumerate(_SMALL, 2)}
_WORDS |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
# "One" is left out: mostly it counts nothing ("one of them", "no one").
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(_WORDS)})"
_COUNT = re.compile(
    rf"(?<![\w.,–-])(?P<number>{_NUMBER})(?: of the {_NUMBER})? "
    r"(?:(?!of\b|to\b|and\b|or\b)[a-z]+ )?(?P<thing>[a-z]{3,}s)\b",
    re.IGNORECASE,
)
# What is counted everywhere and tells nothing of who is right, and what is no thing.
_NOTHING = frozenset(
    {"years", "months", "weeks", "days", "times", "sides", "parties", "countries", "percents", "this", "was", "has"}
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things."""

    number: int
    thing: str  #: as written, in lower case: "points"
    span: Span  #: from the number to the thing


def counts(text: str, within: Span) -> Iterator[Count]:
    """Every count in a stretch of a text, in order."""
    for found in _COUNT.finditer(text, within.start, within.end):
        thing = found["thing"].casefold()
        if thing not in _NOTHING and thing.removesuffix("s") not in MONTHS:
            yield Count(_value(found["number"]), thing, Span(found.start(), found.end()))


def _value(written: str) -> int:
    return _WORDS.get(written.casefold()) or int(written.replace(",", ""))
