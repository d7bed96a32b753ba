"""How people say since when."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from digest.errors import AskError
from digest.periods import parse

YEREVAN = ZoneInfo("Asia/Yerevan")  # UTC+4 all year
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2025, 4, 24, 22, 30, tzinfo=UTC)  # in Yerevan, Friday has begun


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("words", "since", "until", "label"),
    [
        # The asker's day, not the server's.
        ("today", utc(2025, 4, 24, 20), NOW, "today"),
        ("yesterday", utc(2025, 4, 23, 20), utc(2025, 4, 24, 20), "yesterday"),
        # Nothing asked means today.
        ("", utc(2025, 4, 24, 20), NOW, "today"),
        ("  Today ", utc(2025, 4, 24, 20), NOW, "today"),
        ("week", utc(2025, 4, 17, 22, 30), NOW, "the last 7 days"),
        ("last week", utc(2025, 4, 17, 22, 30), NOW, "the last 7 days"),
        ("24h", utc(2025, 4, 23, 22, 30), NOW, "the last 24 hours"),
        ("last 3 days", utc(2025, 4, 21, 22, 30), NOW, "the last 3 days"),
        ("1d", utc(2025, 4, 23, 22, 30), NOW, "the last day"),
        ("2w", utc(2025, 4, 10, 22, 30), NOW, "the last 2 weeks"),
        ("2025-03-13", utc(2025, 3, 12, 20), utc(2025, 3, 13, 20), "13 March 2025"),
        ("13 March", utc(2025, 3, 12, 20), utc(2025, 3, 13, 20), "13 March 2025"),
        ("March 13th", utc(2025, 3, 12, 20), utc(2025, 3, 13, 20), "13 March 2025"),
        ("13 mar 2025", utc(2025, 3, 12, 20), utc(2025, 3, 13, 20), "13 March 2025"),
        # Without a year, the latest that has come.
        ("13 December", utc(2024, 12, 12, 20), utc(2024, 12, 13, 20), "13 December 2024"),
    ],
)
def test_a_period_is_read_by_the_askers_calendar(words: str, since: datetime, until: datetime, label: str) -> None:
    period = parse(words, now=NOW, zone=YEREVAN)

    assert (period.since, period.until, period.label) == (since, until, label)


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("сегодня", "today"),
        ("Вчера", "yesterday"),
        ("за вчера", "yesterday"),
        ("неделя", "week"),
        ("за неделю", "week"),
        ("24ч", "24h"),
        ("сутки", "24h"),
        ("последние 3 дня", "3d"),
        ("за 2 недели", "2w"),
        ("13 марта", "13 March"),
        ("13 марта 2025", "13 March"),
        ("այսօր", "today"),
        ("երեկ", "yesterday"),
        # Also Saturday; as a period it can only be the week.
        ("շաբաթ", "week"),
        ("վերջին 3 օրում", "3d"),
        ("մարտի 13", "13 March"),
        ("დღეს", "today"),
        ("გუშინ", "yesterday"),
        # Also Sunday.
        ("კვირა", "week"),
        ("ბოლო 24 საათში", "24h"),
        ("13 მარტი", "13 March"),
        ("bu gün", "today"),
        ("DÜNƏN", "yesterday"),
        ("son həftə", "week"),
        ("3 gün", "3d"),
        ("13 mart", "13 March"),
        ("2 İyun 2024", "2 June 2024"),
    ],
)
def test_a_period_is_read_in_other_languages(words: str, english: str) -> None:
    assert parse(words, now=NOW, zone=YEREVAN) == parse(english, now=NOW, zone=YEREVAN)


@pytest.mark.parametrize("words", ["за", "Ереван", "конец недели", "мартовский заяц"])
def test_other_words_of_another_language_are_no_period(words: str) -> None:
    with pytest.raises(AskError, match=f"can't read “{words}”"):
        parse(words, now=NOW, zone=YEREVAN)


# The clocks change: the day has 23 hours, or 25.
@pytest.mark.parametrize(("day", "hours"), [("2025-03-30", 23), ("2024-10-27", 25)])
def test_a_day_on_which_clocks_change_is_one_day(day: str, hours: int) -> None:
    period = parse(day, now=NOW, zone=BERLIN)

    assert (period.until - period.since).total_seconds() == hours * 3600


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("lately", "can't read “lately”"),
        ("0h", "not between an hour and a year"),
        ("99w", "not between an hour and a year"),
        ("2025-12-24", "24 December 2025 has not come yet"),
        ("2019-01-01", "more than a year ago"),
        ("30 February", "can't read"),
        ("13 Smarch", "can't read"),
        ("2025-02-30", "can't read"),
    ],
)
def test_what_is_not_understood_is_said_with_what_works(words: str, told: str) -> None:
    with pytest.raises(AskError) as error:
        parse(words, now=NOW, zone=YEREVAN)

    assert told in str(error.value)
    assert "Try today, yesterday, week" in str(error.value)
