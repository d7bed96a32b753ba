"""How alike the openings of reports are: the cosine of their tf-idf, for every two that share a rare word.

A word is as rare as in the reports at hand and in 983 invented items together (common.txt, made by table.py). By the
reports alone, a day of thirty looks unlike a week of a thousand: with the threshold that suits all of Giveme5W1H,
B-cubed F1 on some thirty of its articles was .88 by the reports alone, .97 with the table.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from digest.model import Report
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
# What is less alike is taken for not alike at all: the groups are the same, in a fifth of the time.
FAINT = 0.03

_OPENING_CHARS = 8 * OPENING_WORDS  # enough of any language's words; every character costs
_OFTEN = [0.0, *(1 + math.log(n) for n in range(1, OPENING_WORDS + 1))]
_WORD = re.compile(r"[^\W_]{3,}|\d+")


def likeness(reports: Sequence[Report]) -> list[dict[int, float]]:
    """For each report the earlier ones that are like it, by their place in the sequence, and how much: up to 1."""
    found: list[dict[int, float]] = []
    holding: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, weights in enumerate(_weighted([_opening(report) for report in reports])):
        alike: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for earlier, its in holding[word]:
                alike[earlier] += weight * its
            holding[word].append((number, weight))
        found.append({earlier: likeness for earlier, likeness in alike.items() if likeness >= FAINT})
    return found


def tokens(text: str) -> list[str]:
    """The words of three letters and more, and the numbers, without case and accents."""
    return [word if word.isascii() else fold(word) for word in _WORD.findall(text.casefold())]


def _opening(report: Report) -> Counter[str]:
    return _counted(f"{report.article.title} {report.article.text[:_OPENING_CHARS]}")


@lru_cache(maxsize=4_096)  # a day's articles are told again for every chat that asks
def _counted(text: str) -> Counter[str]:
    return Counter(map(sys.intern, tokens(text)[:OPENING_WORDS]))


def _weighted(counts: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """The words that some but not too many reports share; weights such that the squares of all words' sum to one."""
    spread = Counter(word for count in counts for word in count)
    items, known = common()
    total = 1 + len(counts) + items
    rarity = {word: math.log(total / (n + known.get(word, 0))) for word, n in spread.items()}
    return [_unit(count, rarity, spread) for count in counts]


def _unit(count: Counter[str], rarity: Mapping[str, float], spread: Mapping[str, int]) -> dict[str, float]:
    weights = {word: _OFTEN[n] * rarity[word] for word, n in count.items()}
    length = max(math.hypot(*weights.values()), BRIEF)
    return {word: weight / length for word, weight in weights.items() if 1 < spread[word] <= COMMON}


@cache
def common() -> tuple[int, Mapping[str, int]]:
    """How many items the table was counted on, and in how many of them a word stands."""
    first, *lines = resources.files(__package__).joinpath("common.txt").read_text("utf-8").splitlines()
    return int(first), {word: int(number) for word, number in map(str.split, lines)}
