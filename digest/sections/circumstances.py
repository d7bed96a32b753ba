"""Where and when, as a line prints them.

place   "in Velm", "at the mine": with the article's own preposition; a common noun without one is a visit's alone
date    "Thursday 17 April": a day word as a date, since it is read on another day; undecided, it stays as written
"""

from __future__ import annotations

import re

from digest.lang import en
from digest.model import When
from digest.periods import MONTHS

WHEN_WORDS = 4  # "in January" says when; "Following the agreement on the text of …" is a sentence of its own
RELATIVE = ("today", "yesterday", "tomorrow")
WEEKDAYS = tuple(map(str.capitalize, en.WEEKDAYS))

_DAY_WORDS = re.compile(rf"\b(?:{'|'.join((*WEEKDAYS, *RELATIVE))})\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?i:on|for|until|by|since|dated)|[Ii]n(?=\s+[A-Z\d]))\s+")
_BEFORE = r"\b(?P<where>in|at|on|aboard|near|outside|inside)\s+(?P<article>(?:the|an?)\s+)?"
_OWNED = re.compile(r"(?:his|her|its|their|our|my)\b", re.IGNORECASE)


def placed(place: str, *texts: str) -> tuple[str, str] | None:
    """A preposition, and the place with its article, as the first text has them that has both; None to leave it out.

    The preposition is empty where the text has none that a line could use: "toured the mine".

    Args:
        place: As the reader found it, without its article.
        texts: The sentence that reports the encounter, then the whole article.
    """
    proper = place[:1].isupper()
    if _OWNED.match(place):
        return None  # "in his garden": the line does not say whose
    for text in texts:
        found = re.search(rf"{_BEFORE}{re.escape(place)}(?!\w)", text, re.IGNORECASE)
        if found and (proper or found["where"].lower() != "on"):  # "a declaration on a second tunnel" is not there
            article = found["article"] or ""
            # "at the Munich conference" is not at the Munich
            return found["where"].lower(), place if proper and " " not in place else article.lower() + place
    if proper or place[:1].isdigit():
        return "in", place
    found = next(filter(None, (re.search(rf"\b(the|an?)\s+{re.escape(place)}(?!\w)", text) for text in texts)), None)
    return ("", f"{found[1]} {place}") if found else None


def dated(when: When, text: str) -> str:
    """The day in figures, with its weekday where the article names it; empty for what is a story, or says no day.

    Args:
        when: As read.
        text: The article: a day that was worked out from "earlier in the day" is printed only where it is named too.
    """
    words = _LEADING.sub("", when.text)
    if when.day is None or _is_range(words):
        return words if len(words.split()) <= WHEN_WORDS else ""
    day = f"{when.day.day} {MONTHS[when.day.month - 1].capitalize()}"
    weekday = WEEKDAYS[when.day.weekday()]
    named = _DAY_WORDS.search(words)
    if named and named[0].casefold() not in RELATIVE:
        return f"{named[0].capitalize()} {day}"
    return day if named or any(map(str.isdigit, words)) or weekday in text else ""


def _is_range(words: str) -> bool:
    """From one day to another: "September 9–10"."""
    return bool(re.search(r"\d\s*(?:[–—-]|to|and)\s*\d", words))
