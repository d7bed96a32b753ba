"""What every sentence is made with: a language, a zone, and how they write times and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list

from digest import periods
from digest.model import Period
from handlers.replies.texts import texts

#: ISO 639-1 code: what its speakers call the language.
LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "ru": "Русский",
    "hy": "Հայերեն",
    "ka": "ქართული",
    "az": "Azərbaycanca",
}

#: Spoken where nobody chose, and with those whose language we do not have.
USUAL_LANGUAGE = "en"

#: Whose short names of days only a calendar can use: "Ç.a." is Tuesday, "C.a." Thursday. They are written out.
WRITTEN_OUT = frozenset({"az"})


class Speaker:
    """One language, with times as one place's clocks show them."""

    def __init__(self, zone: tzinfo = UTC, language: str = USUAL_LANGUAGE) -> None:
        self.zone = zone
        self._texts = texts(language if language in LANGUAGES else USUAL_LANGUAGE)
        self._locale = self._texts.locale
        self._say = self._texts.say

    def moment(self, at: datetime, *, near: datetime | None = None) -> str:
        """A time of day; with the date unless it is that of `near`, and the zone unless it is the reader's own."""
        local = at.astimezone(self.zone)
        clock = format_time(local, "HH:mm", locale=self._locale)
        clock = self._say("clock-utc", clock=clock) if self.zone is UTC else clock
        if near is not None and near.astimezone(self.zone).date() == local.date():
            return clock
        return self._say("moment", day=format_skeleton("MMMMd", local, locale=self._locale), clock=clock)

    def within(self, period: Period) -> str:
        """When it would have been: "today", "in the last 24 hours", "on 13 March 2025"."""
        if stretch := periods.stretch(period):
            count, unit = stretch
            return self._say(f"within-{unit}s", count=count)
        if period.label in ("today", "yesterday"):
            return self._say(f"within-{period.label}")
        return self._say("within-day", day=self._date(period.since.astimezone(self.zone).date()))

    def _date(self, day: date) -> str:
        """With its year: "13 March 2025"."""
        return format_date(day, "long", locale=self._locale)

    def _weekday(self, day: int) -> str:
        """A day of the week, 0 for Monday: "Thu"."""
        width = "wide" if self._texts.language in WRITTEN_OUT else "abbreviated"
        return str(self._locale.days["format"][width][day])

    def _on(self, sentence: str, topics: Sequence[str], **about: str) -> str:
        """The sentence, or the same with the topics that were asked for."""
        if topics:
            return self._say(f"{sentence}-on", topics=self._and(topics), **about)
        return self._say(sentence, **about)

    def _known(self, sentence: str) -> str:
        return self._say(sentence) if sentence in self._texts else ""

    def _and(self, names: Sequence[str]) -> str:
        return format_list(names, locale=self._locale)
