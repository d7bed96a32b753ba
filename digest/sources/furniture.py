"""What stands around the news and is no part of it: calls for members, pointers to other articles, labels, bylines.

The words are data, by language (phrases.py); patterns are made of them here, once. What is taken out is a whole line,
or stands before or behind a whole sentence: nothing here cuts inside one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from digest.sources.phrases import ASKS, CALLS, CONTRIBUTED, CREDITS, JOINING, LABELS, MAKERS, POINTERS, PURPOSES, TELLS

_OPENING = " \"'“‘«„(["
_QUOTES = frozenset('"“”«»„‘')

# Choices: a pointer is a label and a headline, an appeal a sentence or three; longer lines are news.
_POINTER_CHARS = 250
_APPEAL_CHARS = 400
_CREDIT_CHARS = 300


def _any(words: Mapping[str, tuple[str, ...]]) -> str:
    return "(?:" + "|".join(phrase for phrases in words.values() for phrase in phrases) + ")"


_ENDS = r"[\s.!?:…>»→|-]*"
_CALL = re.compile(_any(CALLS) + _ENDS, re.IGNORECASE)
_LABEL = re.compile(_any(LABELS) + _ENDS, re.IGNORECASE)
_POINTER = re.compile(
    r"[\[(•*►▶→»>-]*\s*" + _any(POINTERS) + r"(?:\s*[:—–|-]\s*\S.*|[\])]?" + _ENDS + ")", re.IGNORECASE
)
_CREDIT = re.compile(_any(CREDITS))
_MAKER = re.compile(_any(MAKERS), re.IGNORECASE)
_CONTRIBUTED = re.compile(" " + _any(CONTRIBUTED), re.IGNORECASE)
# A page's, a person's, a handle.
_ADDRESS = re.compile(
    r"(?:https?://|www\.|t\.me/|twitter\.com/)\S+|[\w.+-]+@[\w-]+\.[\w.-]+|@\w+|[|,;•·]", re.IGNORECASE
)
_ASKS = re.compile(_any(ASKS))
_TELLS = re.compile(_any(TELLS), re.IGNORECASE)
_PURPOSE = re.compile(_any(PURPOSES), re.IGNORECASE)
# " | " and " / " between them: "Print | Send to a friend".
_PARTS = re.compile(r"\s*[|/•·]\s*")

_GLUED_CALL = re.compile(f"{_any(CALLS)}|advertisement|реклама", re.IGNORECASE)
# After the end of a sentence only, so that "Parents should read more" and "more in Related: …" stay.
_TRAILING = re.compile(
    r"(?:(?<=[.!?։’”»\"…])|(?<=[.!?։’”»\"…] ))"
    + _any(POINTERS)
    + r"(?:\s*:\s*\S.{0,200}|"
    + _ENDS
    + ")$|"
    + r"\s*\[(?:…|\.\.\.)\]$",
    re.IGNORECASE,
)
# The line that WordPress puts below every item of a feed.
_SYNDICATED = re.compile(
    r"(?:The post|Сообщение|Запись) .+ (?:appeared first on|first appeared on|появил\w+ сначала на) .+"
)


def is_call(text: str) -> bool:
    """True for the whole text of a button or link that asks something of the reader."""
    return _CALL.fullmatch(text.strip()) is not None


def is_pointer(text: str) -> bool:
    """True for a whole block that leads to another article: "Read more: Grape harvest down by a fifth"."""
    return len(text) <= _POINTER_CHARS and _POINTER.fullmatch(text.strip()) is not None


def is_furniture(line: str) -> bool:
    """True for a whole line that is no part of the news."""
    parts = list(filter(None, _PARTS.split(line)))
    named = all(_CALL.fullmatch(part) or _LABEL.fullmatch(part) for part in parts)
    if named or is_pointer(line) or _is_appeal(line) or _is_credit(line):
        return True
    return _SYNDICATED.fullmatch(line) is not None


def _is_credit(line: str) -> bool:
    """True for a line that says who wrote, photographed or owns the article, and quotes nobody."""
    if len(line) > _CREDIT_CHARS or quotes_somebody(line):
        return False
    before, after = _MAKER.match(line), _CONTRIBUTED.search(line)
    if (before and _are_names(line[before.end() :])) or (after and _are_names(line[: after.start()])):
        return True
    return _CREDIT.fullmatch(line) is not None


def _are_names(text: str) -> bool:
    """True for names and what joins them, so that "Reporting by radio stations fell" is none."""
    words = re.findall(r"[\w.'’-]+", text)
    return bool(words) and all(word[0].isupper() or word in JOINING for word in words)


def _is_appeal(line: str) -> bool:
    """True when the outlet itself asks its readers for money, membership or an address, and tells nothing.

    It asks, and names what for: "Readers of the newsroom said they would subscribe" is news.
    """
    if len(line) > _APPEAL_CHARS or quotes_somebody(line) or _TELLS.search(line):
        return False
    return _ASKS.search(line) is not None and _PURPOSE.search(line) is not None


def may_begin(text: str) -> bool:
    """True unless the text goes on with a sentence: it is empty or begins with a capital, a digit, or Georgian."""
    first = text.lstrip(_OPENING)[:1]
    return not first or first.isdigit() or first.isupper() or _is_georgian(first)


def unglued(line: str) -> str:
    """The line without furniture run into its ends: "Become a memberOn Thursday, …" -> "On Thursday, …"."""
    found = _GLUED_CALL.match(line)
    while found and _begins_sentence(line, found.end()):
        line = line[found.end() :].lstrip()
        found = _GLUED_CALL.match(line)
    return _TRAILING.sub("", line).rstrip()


def _begins_sentence(line: str, at: int) -> bool:
    """True when a sentence begins right at `at`, or after one space and a call of several words.

    "Subscribe Armenia" may be a headline and "SharePoint" a name: one word counts only where it is glued.
    """
    call, rest = line[:at], line[at:]
    if rest.startswith(" ") and (" " not in call or not call[1:].islower()):
        return False
    if call[-1].isupper() and rest[:1].isupper():  # "Follow USA Today": nothing tells a glued word from a longer one
        return False
    first = rest.lstrip(_OPENING)[:1]
    if _is_georgian(first):
        # Georgian has no capitals: nothing tells a glued word from an ending, and the tree must do (markup.py).
        return not _is_georgian(call[-1])
    return first.isdigit() or first.isupper()


def _is_georgian(letter: str) -> bool:
    return "\u10d0" <= letter <= "\u10ff"


def without(lines: Iterable[str], *, titles: Collection[str] = ()) -> tuple[str, ...]:
    """The lines less furniture, less what is glued to them, less the titles, less a line given twice running.

    A line that comes again further on stays: interviews put one question to many. Addresses go from both ends, where
    they are the page's own and its author's.
    """
    kept: list[str] = []
    headings = {folded(title) for title in titles}
    for line in lines:
        bare = unglued(line)
        if bare and bare not in kept[-1:] and folded(bare) not in headings and not is_furniture(bare):
            kept.append(bare)
    start, end = 0, len(kept)
    while start < end and _is_address(kept[start]):
        start += 1
    while start < end and _is_address(kept[end - 1]):
        end -= 1
    return tuple(kept[start:end])


def quotes_somebody(line: str) -> bool:
    """True for a line with a quotation mark."""
    return not _QUOTES.isdisjoint(line)


def folded(line: str) -> str:
    """What is left when two lines differ in case, marks and spaces only."""
    return "".join(filter(str.isalnum, line.casefold()))


def _is_address(line: str) -> bool:
    return all(map(_ADDRESS.fullmatch, line.split()))
