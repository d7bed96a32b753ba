"""How alike the openings of reports are: the cosine of their tf-idf, for every two that share a rare word.

A word is as rare as in the reports at hand and in 983 invented items together (common.txt, made by table.py). By the
reports alone, a day of thirty looks unlike a week of a thousand: with the threshold that suits all of Giveme5W1H,
B-cubed F1 on some thirty of its articles was .88 by the reports alone, .97 with the table. By the table alone it is as
good on the public sets, but a small outlet's day, in which one river is in every article, becomes one story.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digest.model import Report
from digest.remembering import REPORTS, remembered
from digest.stories.spelling import fold

# News tells its event in the opening; what follows is background that rival stories share. With the headline, which is
# most often the text's first line, so that its words count twice. B-cubed F1 with 90, 100, 110, 120, 140 words: .924,
# .933, .938, .936, .927 on Giveme5W1H; .900, .902, .903, .896, .894 on ECB+.
OPENING_WORDS = 110
# Reports: a word in more of them tells few apart, and looking it up would cost the square. 25, 50, 100, all: .900,
# .938, .931, .931 and .871, .902, .897, .900.
COMMON = 50
# The length of a wire's note of three lines, in these weights. What is shorter counts as if it were that long: two
# teasers with "Press release" and no more are not alike.
BRIEF = 25.0

_OPENING_CHARS = 8 * OPENING_WORDS  # enough of any language's words; every character costs
_OFTEN = [0.0, *(1 + math.log(n) for n in range(1, OPENING_WORDS + 1))]
_WORD = re.compile(r"[^\W_]{3,}|\d+")


class _Words(NamedTuple):
    """The words of one opening."""

    numbers: NDArray[np.int64]  #: one a word, by _number
    often: NDArray[np.float64]  #: how much it counts that a word stands there more than once
    known: NDArray[np.int64]  #: items of the table that have it


_NONE = _Words(np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64))


class Pairs(NamedTuple):
    """Reports that share a rare word, two by two, by their places in the sequence; in rising order."""

    later: NDArray[np.int64]
    earlier: NDArray[np.int64]
    likeness: NDArray[np.float64]  #: up to 1

    def where(self, wanted: NDArray[np.bool_]) -> Pairs:
        """Those of them that are wanted."""
        return Pairs(self.later[wanted], self.earlier[wanted], self.likeness[wanted])

    def listed(self) -> Iterator[tuple[int, int, float]]:
        """The later one, the earlier one and their likeness."""
        return zip(self.later.tolist(), self.earlier.tolist(), self.likeness.tolist(), strict=True)


def likeness(reports: Sequence[Report]) -> Pairs:
    """How alike every two reports are that share a rare word."""
    openings = [_opening(report) for report in reports]
    number = np.repeat(np.arange(len(openings)), [len(each.numbers) for each in openings])
    words, often, known = (np.concatenate(column) for column in zip(_NONE, *openings, strict=True))
    _, word, spread = np.unique(words, return_inverse=True, return_counts=True)
    rarity = np.log((1 + len(openings) + common()[0]) / (spread[word] + known))
    weights = often * rarity
    lengths = np.maximum(np.sqrt(_summed(number, weights**2, len(openings))), BRIEF)
    rare = np.flatnonzero((spread[word] > 1) & (spread[word] <= COMMON))
    rare = rare[np.argsort(word[rare], kind="stable")]  # a word's reports stay in their order
    return _pairs(number[rare], word[rare], (weights / lengths[number])[rare], len(openings))


def _pairs(number: NDArray[np.int64], word: NDArray[np.int64], weight: NDArray[np.float64], count: int) -> Pairs:
    """Of each two neighbours of one word the product, of each two with one between them, and so on; summed by pair."""
    pairs, products = [np.empty(0, np.int64)], [np.empty(0)]
    for apart in range(1, min(COMMON, len(word))):
        one_word = np.flatnonzero(word[apart:] == word[:-apart])
        pairs.append(number[one_word + apart] * count + number[one_word])
        products.append(weight[one_word + apart] * weight[one_word])
    pair, place = np.unique(np.concatenate(pairs), return_inverse=True)
    return Pairs(pair // count, pair % count, _summed(place, np.concatenate(products), len(pair)))


def _summed(place: NDArray[np.int64], values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """The sum of the values of each place, of so many places."""
    sums = np.zeros(count)
    np.add.at(sums, place, values)
    return sums


def tokens(text: str) -> list[str]:
    """The words of three letters and more, and the numbers, without case and accents."""
    return [word if word.isascii() else fold(word) for word in _WORD.findall(text.casefold())]


@remembered(REPORTS)
def _opening(report: Report) -> _Words:
    opening = f"{report.article.title} {report.article.text[:_OPENING_CHARS]}"
    counts = Counter(tokens(opening)[:OPENING_WORDS])
    _, known = common()
    return _Words(
        np.array([*map(_number, counts)], np.int64),
        np.array([_OFTEN[n] for n in counts.values()], np.float64),
        np.array([known.get(word, 0) for word in counts], np.int64),
    )


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    """A number for a word, the same in every process; no two of a language's words share one of 64 bits."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little", signed=True)


@cache
def common() -> tuple[int, Mapping[str, int]]:
    """How many items the table was counted on, and in how many of them a word stands."""
    first, *lines = resources.files(__package__).joinpath("common.txt").read_text("utf-8").splitlines()
    return int(first), {word: int(number) for word, number in map(str.split, lines)}
