"""How people say when a digest is to come."""

from datetime import time

import pytest

from digest.errors import AskError
from digest.timetable import Timetable, parse, split

EVERY_DAY, WEEKDAYS = tuple(range(7)), tuple(range(5))


@pytest.mark.parametrize(
    ("said", "days", "times"),
    [
        ("08:30", EVERY_DAY, ["08:30"]),
        ("8.30", EVERY_DAY, ["08:30"]),
        ("8am and 6 pm", EVERY_DAY, ["08:00", "18:00"]),
        ("12am, 12pm", EVERY_DAY, ["00:00", "12:00"]),
        ("daily at 7:15", EVERY_DAY, ["07:15"]),
        ("every day 18:00, 08:30", EVERY_DAY, ["08:30", "18:00"]),
        ("Weekdays 18:00", WEEKDAYS, ["18:00"]),
        ("weekends 10:00", (5, 6), ["10:00"]),
        ("mon 9:00", (0,), ["09:00"]),
        ("every Tuesday at 9:00", (1,), ["09:00"]),
        ("Mondays and thu 9:00 and 18:00", (0, 3), ["09:00", "18:00"]),
        ("mon-thu 9:00", (0, 1, 2, 3), ["09:00"]),
        # Over the end of the week.
        ("fri to mon 9:00", (0, 4, 5, 6), ["09:00"]),
        ("every 4 hours", EVERY_DAY, ["00:00", "04:00", "08:00", "12:00", "16:00", "20:00"]),
        ("weekdays every 3 hours from 9 to 18", WEEKDAYS, ["09:00", "12:00", "15:00", "18:00"]),
        ("every 6 hours 7:30-20:00", EVERY_DAY, ["07:30", "13:30", "19:30"]),
        # Days alone keep the times, times alone the days.
        ("sat", (5,), ["08:30"]),
    ],
)
def test_a_timetable_is_read_as_people_say_it(said: str, days: tuple[int, ...], times: list[str]) -> None:
    assert parse(said) == Timetable(days, tuple(map(time.fromisoformat, times)))


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("ежедневно в 08:30", "daily at 08:30"),
        ("Каждый день 08:30 и 18:00", "every day 08:30 and 18:00"),
        ("будни 18:00", "weekdays 18:00"),
        ("по будням в 18:00", "weekdays 18:00"),
        ("выходные 10:00", "weekends 10:00"),
        ("пн и чт 9:00", "mon and thu 9:00"),
        ("пн-чт 9:00", "mon-thu 9:00"),
        ("в среду 9:00", "wed 9:00"),
        ("каждый понедельник в 9:00", "every monday at 9:00"),
        ("по вторникам, 9:00", "tue 9:00"),
        ("каждые 4 часа", "every 4 hours"),
        ("по будням каждые 3 часа с 9 до 18", "weekdays every 3 hours from 9 to 18"),
        ("каждый час", "hourly"),
        ("ամեն օր՝ 08:30", "daily 08:30"),
        ("աշխատանքային օրերին ժամը 18:00-ին", "weekdays 18:00"),
        ("երկուշաբթի և հինգշաբթի 9:00", "mon and thu 9:00"),
        ("ամեն 4 ժամը մեկ", "every 4 hours"),
        # Also a week; on a timetable it can only be the day.
        ("շաբաթ 10:00", "sat 10:00"),
        ("ყოველდღე 08:30", "daily 08:30"),
        ("სამუშაო დღეებში 18:00-ზე", "weekdays 18:00"),
        ("შაბათ-კვირას 10:00 საათზე", "weekends 10:00"),
        ("ორშაბათს და ხუთშაბათს 9:00", "mon and thu 9:00"),
        ("ყოველ 4 საათში", "every 4 hours"),
        ("კვირას 10:00", "sun 10:00"),
        ("hər gün saat 08:30", "daily 08:30"),
        ("iş günləri 18:00-da", "weekdays 18:00"),
        ("bazar ertəsi və cümə axşamı 9:00", "mon and thu 9:00"),
        ("cümə 9:00", "fri 9:00"),
        ("bazar günü 9:00", "sun 9:00"),
        ("hər 4 saatdan bir", "every 4 hours"),
        ("hər saat", "hourly"),
    ],
)
def test_a_timetable_is_read_in_other_languages(said: str, english: str) -> None:
    assert parse(said) == parse(english)


def test_hourly_is_every_hour() -> None:
    assert len(parse("hourly").times) == 24
    assert parse("every hour") == parse("hourly")


def test_what_is_not_said_stays_as_it_was() -> None:
    was = Timetable((0,), (time(9, 0),))

    assert parse("18:00", was=was) == Timetable((0,), (time(18, 0),))
    assert parse("weekends", was=was) == Timetable((5, 6), (time(9, 0),))


@pytest.mark.parametrize(
    "said", ["", "soon", "25:00", "8:75", "13pm", "8", "every 13 hours", "every 0 hours", "noonish 8:30", "по", "скоро"]
)
def test_what_is_no_time_is_refused_with_examples(said: str) -> None:
    with pytest.raises(AskError, match=r"I can't read “.*” as a time\. Try 08:30, weekdays 18:00"):
        parse(said)


@pytest.mark.parametrize(
    ("words", "before", "timetable"),
    [
        ("armenia and russia weekdays 18:00", "armenia and russia", "weekdays 18:00"),
        ("armenia, georgia at 8:30", "armenia, georgia", "at 8:30"),
        ("3+3 every 4 hours", "3+3", "every 4 hours"),
        ("armenia", "armenia", ""),
        ("армения и грузия по будням 18:00", "армения и грузия", "по будням 18:00"),
        ("среда обитания", "среда обитания", ""),
        ("", "", ""),
        ("08:30", "", "08:30"),
    ],
)
def test_a_timetable_is_the_end_of_what_is_said(words: str, before: str, timetable: str) -> None:
    assert split(words.split()) == (before.split(), timetable)
