"""How alike two openings are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from digest.model import Report
from digest.stories import FAINT, table, words
from digest.stories.words import COMMON, common
from tests.builders import article
from tests.digest.newsroom import report


def told(text: str, title: str = "") -> Report:
    return report(article(url=text, title=title, text=text))


def likeness(reports: Sequence[Report]) -> list[dict[int, float]]:
    """For each report the earlier ones that are like it."""
    rows: list[dict[int, float]] = [{} for _ in reports]
    for later, earlier, alike in words.likeness(reports).listed():
        rows[later][earlier] = alike
    return rows


NOTE = (
    "A beet lorry brought down the stone bridge at Old Lark on Thursday night. The driver, who was not hurt, swam "
    "ashore. Traffic between Selm and the quarries has to go round by the ferry until a pontoon is laid, said Mayor "
    "Hanno Brill."
)
REWRITTEN = (
    "The 1822 bridge at Old Lark collapsed under a lorry full of beet, and its driver had to swim. Mayor Hanno Brill "
    "hopes for a pontoon; until then the quarries send their stone to Selm by ferry."
)
OTHER = (
    "The chamber passed the budget by one vote on Thursday night, after two members who had been against it went home. "
    "The finance minister thanked the cook. There will be money for schools and none for the opera, she said."
)


def test_the_same_words_are_alike_others_are_not() -> None:
    _, same, rewritten, other = likeness([told(NOTE), told(NOTE), told(REWRITTEN), told(OTHER)])

    assert same[0] > 0.9
    assert 0.2 < rewritten[0] < same[0]
    assert all(alike < FAINT for alike in other.values()), "the, on Thursday night, by, and: everybody's words"


def test_accents_and_case_change_nothing() -> None:
    petras = NOTE.replace("Hanno Brill", "Petraš Żórav")

    _, alike = likeness([told(petras), told(petras.replace("Petraš Żórav", "PETRAS ZORAV"))])

    assert alike[0] == pytest.approx(likeness([told(NOTE), told(NOTE)])[1][0], abs=0.01)


def test_two_teasers_of_two_common_words_are_not_alike() -> None:
    _, alike = likeness([told("Press release", "Press release"), told("Press release", "Press release")])

    assert alike.get(0, 0) < 0.1


def test_a_word_of_many_reports_compares_none() -> None:
    reports = [told(f"ferry tolls number{n}") for n in range(COMMON + 1)]

    assert likeness(reports) == [{}] * (COMMON + 1)


def test_the_table_is_what_the_training_items_give() -> None:
    assert table.FILE.read_text("utf-8") == table.table(), "run: python -m digest.stories.table"


def test_the_table_has_the_commonest_words_first() -> None:
    items, spread = common()

    assert items > 900
    assert all(more >= less for more, less in pairwise(spread.values()))
    assert {"the", "minister", "said"} <= spread.keys()
