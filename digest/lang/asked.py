"""How people ask in other languages than English, as data: each word of a period or a timetable, and the English one.

periods.py and timetable.py read English; what is typed in another language is put into English first, word by word:

    "по будням в 18:00" -> "on weekdays at 18:00"

A language is a row in PERIODS and in TIMES; its names of months and days are CLDR's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

#: English, and what stands for it; "" for what English leaves out. Two tables, as in Armenian and Georgian one word is
#: a week in one and Saturday or Sunday in the other.
PERIODS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ru": {
        "today": ("сегодня",),
        "yesterday": ("вчера",),
        "week": ("неделя", "неделю", "эта неделя", "последняя неделя", "последнюю неделю"),
        "24h": ("сутки", "последние сутки"),
        "last": ("последние", "последних"),
        "hours": ("час", "часа", "часов", "ч"),
        "days": ("день", "дня", "дней", "д"),
        "weeks": ("недели", "недель", "н"),
        "": ("за",),
    },
    "hy": {
        "today": ("այսօր",),
        "yesterday": ("երեկ",),
        "week": ("շաբաթ", "այս շաբաթ", "վերջին շաբաթ"),
        "last": ("վերջին",),
        "hours": ("ժամ", "ժամում", "ժամվա"),
        "days": ("օր", "օրում", "օրվա"),
        "weeks": ("շաբաթում", "շաբաթվա"),
    },
    "ka": {
        "today": ("დღეს",),
        "yesterday": ("გუშინ",),
        "week": ("კვირა", "ეს კვირა", "ბოლო კვირა", "ამ კვირაში"),
        "last": ("ბოლო",),
        "hours": ("საათი", "საათში"),
        "days": ("დღე", "დღეში"),
        "weeks": ("კვირაში",),
    },
    "az": {
        "today": ("bu gün", "bugün"),
        "yesterday": ("dünən",),
        "week": ("həftə", "bu həftə", "son həftə"),
        "last": ("son",),
        "hours": ("saat", "saatda"),
        "days": ("gün", "gündə"),
        "weeks": ("həftədə",),
    },
}

TIMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ru": {
        "every day": ("каждый день", "ежедневно"),
        "weekdays": ("будни", "будням", "рабочие дни", "рабочим дням"),
        "weekends": ("выходные", "выходным"),
        "hourly": ("ежечасно",),
        "every": ("каждый", "каждую", "каждое", "каждые"),
        "hours": ("час", "часа", "часов"),
        "from": ("с",),
        "to": ("до",),
        "at": ("в", "во"),
        "on": ("по",),
        "and": ("и",),
        "monday": ("понедельникам",),
        "tuesday": ("вторникам",),
        "wednesday": ("среду", "средам"),
        "thursday": ("четвергам",),
        "friday": ("пятницу", "пятницам"),
        "saturday": ("субботу", "субботам"),
        "sunday": ("воскресеньям",),
    },
    "hy": {
        "every day": ("ամեն օր",),
        "weekdays": ("աշխատանքային օրեր", "աշխատանքային օրերին"),
        "weekends": ("հանգստյան օրեր", "հանգստյան օրերին"),
        "every": ("ամեն",),
        "hours": ("ժամ", "ժամը մեկ"),
        "at": ("ժամը",),
        "and": ("և", "ու"),
        "": ("օրերին", "-ին"),
    },
    "ka": {
        "every day": ("ყოველდღე", "ყოველ დღე"),
        "weekdays": ("სამუშაო დღეები", "სამუშაო დღეებში"),
        "weekends": ("შაბათ-კვირა", "შაბათ-კვირას"),
        "every": ("ყოველ",),
        "hours": ("საათში", "საათში ერთხელ"),
        "at": ("საათზე",),
        "and": ("და",),
        "monday": ("ორშაბათს",),
        "tuesday": ("სამშაბათს",),
        "wednesday": ("ოთხშაბათს",),
        "thursday": ("ხუთშაბათს",),
        "friday": ("პარასკევს",),
        "saturday": ("შაბათს",),
        "sunday": ("კვირას",),
        "": ("-ზე",),
    },
    "az": {
        "every day": ("hər gün",),
        "weekdays": ("iş günləri",),
        "weekends": ("həftə sonu", "istirahət günləri"),
        "every": ("hər",),
        "every hour": ("hər saat",),
        "hours": ("saatdan bir",),
        "at": ("saat",),
        "and": ("və",),
        "": ("günü", "günləri", "-da", "-də"),
    },
}


def english_period(words: str) -> str:
    """A period's words, those of other languages in English."""
    return _in_english(words, _periods())


def english_timetable(words: str) -> str:
    """A timetable's words, those of other languages in English."""
    return _in_english(words, _times())


def _in_english(words: str, phrases: Mapping[str, str]) -> str:
    """The longest phrases first; words of no language we know stay."""
    longest = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    folded = _folded(words)
    told = re.sub(rf"(?<![^\W\d])(?:{longest})(?![^\W\d])", lambda found: phrases[found[0]], folded)
    return " ".join(told.split()) or folded


def _folded(words: str) -> str:
    """Without case; the dot that Azerbaijani "İ" leaves over is dropped."""
    return " ".join(words.casefold().replace("\N{COMBINING DOT ABOVE}", "").split())


@cache
def _periods() -> Mapping[str, str]:
    return dict(_said(PERIODS)) | {name: english for code in PERIODS for name, english in _names(code, "months")}


@cache
def _times() -> Mapping[str, str]:
    return {name: english for code in TIMES for name, english in _names(code, "days")} | dict(_said(TIMES))


def _said(table: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    for language in table.values():
        yield from ((_folded(each), english) for english, said in language.items() for each in said)


def _names(code: str, what: str) -> Iterator[tuple[str, str]]:
    """Months or days in their forms, "марта" and "март", "среда" and "ср", with the English; none with a stop in it."""
    english = getattr(Locale.parse("en"), what)["format"]["wide"]
    for form in getattr(Locale.parse(code), what).values():
        for width in ("wide", "abbreviated"):
            for number, name in form[width].items():
                if "." not in name:
                    yield _folded(name), english[number].casefold()
