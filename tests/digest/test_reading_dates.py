"""Dates as written, against the day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from digest.model import Span
from digest.reading.dates import mentions, resolve

THURSDAY = date(2025, 4, 24)

DATES = (
    # a past weekday is the last one on or before publication, a future one the first on or after it
    ("They met on Tuesday.", False, "on Tuesday", "2025-04-22"),
    ("They met on Thursday.", False, "on Thursday", "2025-04-24"),
    ("They will meet on Thursday.", True, "on Thursday", "2025-04-24"),
    ("They will meet next Thursday.", True, "next Thursday", "2025-05-01"),
    # a day that counts from the one told before has none of its own
    ("She met the mayor the next day.", False, "the next day", None),
    ("They met on Monday evening.", False, "on Monday evening", "2025-04-21"),
    # the year is the one that fits the tense
    ("They met on 13 March.", False, "on 13 March", "2025-03-13"),
    ("They met on December 3.", False, "on December 3", "2024-12-03"),
    ("They will meet on 9 January.", True, "on 9 January", "2026-01-09"),
    ("They signed it on 2 May 2019.", False, "on 2 May 2019", "2019-05-02"),
    # a range is dated by its first day
    ("He will visit on September 9–10.", True, "on September 9–10", "2025-09-09"),
    # a month or a year, and no more than that
    ("They met in January.", False, "in January", "2025-01"),
    ("They met in November.", False, "in November", "2024-11"),
    ("They will meet next February.", True, "next February", "2026-02"),
    ("They met in May 2028.", False, "in May 2028", "2028-05"),
    ("They met in 2017.", False, "in 2017", "2017"),
    # days that lean on today
    ("They met yesterday.", False, "yesterday", "2025-04-23"),
    ("They meet tomorrow.", False, "tomorrow", "2025-04-25"),
    # an agency's diary
    ("TUESDAY: They met.", False, "TUESDAY", "2025-04-22"),
    # so long ago: no finer than it is told
    ("They met two years ago.", False, "two years ago", "2023"),
    ("They met 3 months ago.", False, "3 months ago", "2025-01"),
    ("They met ten days ago.", False, "ten days ago", "2025-04-14"),
    ("They met two weeks ago.", False, "two weeks ago", None),
    # what the text does not decide stays open
    ("They met at the weekend.", False, "at the weekend", None),
    ("They will meet in the spring.", True, "in the spring", None),
)


@pytest.mark.parametrize(("text", "future", "written", "iso"), DATES)
def test_a_date_resolves_against_publication(text: str, future: bool, written: str, iso: str | None) -> None:
    (mention,) = mentions(text, Span(0, len(text)))

    assert mention.span.of(text) == written
    assert resolve(mention, THURSDAY, future=future) == iso


SHIFTED = (
    ("She arrived the day before.", "the day before", "2025-04-21"),
    ("They dined that evening.", "that evening", "2025-04-22"),
    ("They dined later in the day.", "later in the day", "2025-04-22"),
    ("She left the next morning.", "the next morning", "2025-04-23"),
)


@pytest.mark.parametrize(("text", "written", "iso"), SHIFTED)
def test_a_day_that_counts_from_another_resolves_against_it(text: str, written: str, iso: str) -> None:
    (mention,) = mentions(text, Span(0, len(text)))

    assert mention.span.of(text) == written
    assert resolve(mention, THURSDAY, future=False, before=date(2025, 4, 22)) == iso


UNDATED = (
    ("They met on Thursday.", None),
    ("They met on 13 March.", None),
    ("They met in January.", None),
    ("They met yesterday.", None),
    # a date that holds its year needs no other
    ("They met on 13 March 2024.", "2024-03-13"),
    ("They met in 2017.", "2017"),
)


@pytest.mark.parametrize(("text", "iso"), UNDATED)
def test_without_a_day_of_publication_nothing_is_guessed(text: str, iso: str | None) -> None:
    (mention,) = mentions(text, Span(0, len(text)))

    assert resolve(mention, None, future=False) == iso


# may, march and numbers that are no dates; a day that does not exist resolves to nothing
@pytest.mark.parametrize("text", ["They may meet.", "They march on.", "A plan for 13 towns."])
def test_other_words_are_no_dates(text: str) -> None:
    assert mentions(text, Span(0, len(text))) == []


def test_a_day_that_does_not_exist_has_no_iso() -> None:
    text = "on 31 February"

    (mention,) = mentions(text, Span(0, len(text)))

    assert resolve(mention, THURSDAY, future=False) is None
