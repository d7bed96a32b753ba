"""Lines that say who wrote an article and when: "by Nino Arveladze · 23 Nov 2026 · 3 min read"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
    r"|(?:январ|феврал|март|апрел|мая?|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-я]*"
    r"|(?:yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)"
    r"|(?:ocak|şubat|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık)"
    r"|(?:հունվար|փետրվար|մարտ|ապրիլ|մայիս|հունիս|հուլիս|օգոստոս|սեպտեմբեր|հոկտեմբեր|նոյեմբեր|դեկտեմբեր)[ա-և]*"
    r"|(?:იანვარ|თებერვალ|მარტ|აპრილ|მაის|ივნის|ივლის|აგვისტო|სექტემბერ|ოქტომბერ|ნოემბერ|დეკემბერ)[ა-ჰ]*"
)
_DATE = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d(?:T[\d:.+Z-]+)?|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS}),?\s+\d{{4}}|\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:utc|gmt|msk|\(?[+-]\d\d:?\d\d\)?))?", re.IGNORECASE
)
_WORDS = re.compile(
    r"\b(?:by|first|published|updated|last|posted|on|at|text|photos?|minutes?|mins?|read|ago|автор|опубликовано|обновлено|текст|yerevan|time)\b"
    r"|\d+(?=\s*(?:min|minutes?)\b)|[^\w\s]",
    re.IGNORECASE,
)
_STAMP = re.compile(r"\W*(?:first |last )?(?:published|updated|posted)\b|(?:опубликовано|обновлено)\b", re.IGNORECASE)
# Two authors with three names each.
_NAMES = 6
# Longer lines tell something; an "@" signs a post that is quoted: "— The Senate (@senate) October 9, 2018".
_LONGEST = 120


def is_byline(line: str, *, authors: Iterable[str] = ()) -> bool:
    """True for a line that gives nothing but authors, a date and how long reading takes.

    Without a date it must name authors that the page itself names; a lone name is a heading otherwise.
    """
    if len(line) > _LONGEST or "@" in line:
        return False
    rest, dated = _DATE.subn(" ", line)
    rest, timed = _TIME.subn(" ", rest)
    dated = dated or (timed if _STAMP.match(line) else 0)
    rest, named = _less(rest, authors)
    names = _WORDS.sub(" ", rest).split()
    if dated:
        return not names or (len(names) <= _NAMES and all(name[:1].isupper() for name in names) and _is_split(line))
    return bool(named) and not names


def _is_split(line: str) -> bool:
    """True when a name is set apart from the date, as bylines do and sentences do not."""
    return line.lower().startswith("by ") or re.search(r"[·|•/—–]", line) is not None


def _less(line: str, authors: Iterable[str]) -> tuple[str, int]:
    """The line without these names, and how many stood there."""
    count = 0
    for author in authors:
        count += line.count(author)
        line = line.replace(author, " ")
    return line, count
