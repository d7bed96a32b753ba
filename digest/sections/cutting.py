"""Shortening at clause borders: [...] stands for what is left out, and what turns the meaning is never left out."""

from __future__ import annotations

import re

from digest.model import Span

WORDS = 16  # of one statement with its frame: four such lines and who met whom are under 120
TOO_SHORT = 3  # words: what is left of a clause then says nothing
SLACK = 4  # a cut that saves fewer words than this is not worth its brackets

_BORDER = re.compile(r"(?<=\w)[’”\"')\]]*(?P<mark>[,;:.!?]|\s+[—–-])(?=\s)")
# "He would sign, but only if …": what follows takes back what was said.
_TURNS = re.compile(
    r"\W*(?:but|unless|if|only|except|without|not|nor|although|though|however|until|provided|while)\b", re.IGNORECASE
)
_WORD = re.compile(r"\S*\w\S*")


def cut(text: str, span: Span, *, words: int = WORDS) -> Span:
    """The longest beginning of a span that has so many words at most and ends where a clause does.

    Where the first clause is longer, that clause; a span that is short enough, or has no border, comes back whole.
    """
    spoken = span.of(text)
    if len(_WORD.findall(spoken)) <= words + SLACK:
        return span
    borders = [found.start("mark") for found in _BORDER.finditer(spoken) if not _TURNS.match(spoken, found.end())]
    borders = [at for at in borders if len(_WORD.findall(spoken[:at])) > TOO_SHORT]
    fitting = [at for at in borders if len(_WORD.findall(spoken[:at])) <= words]
    ends = fitting[-1:] or borders[:1]
    return Span(span.start, span.start + ends[0]) if ends else span


def trimmed(text: str, span: Span) -> Span:
    """Without what the source puts inside the mark to end its own sentence, nor space at either end.

    That is the comma before "he said", and a full stop, which some house styles put outside the mark.
    """
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    words = words.strip().rstrip(",;").rstrip()
    return Span(start, start + len(words) - (words.endswith(".") and not words.endswith("..") and not _is_short(words)))


def _is_short(words: str) -> bool:
    """True when the full stop belongs to the last word: "in the U.S.", "Orlan Jr."."""
    last = words.rsplit(maxsplit=1)[-1] if words.split() else ""
    return "." in last[:-1] or (last[:1].isupper() and len(last) <= 3)
