"""Notes that an article makes about itself: corrections and clarifications, which are no news.

Correction: An earlier version of this article said that X had met Y.
This story has been updated to correct …
(Corrects place in headline)
Clarification                              a label on a line of its own is the note's first line
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.model import Span
from digest.reading.quotes import paragraphs

_WORKS = r"(?:article|story|report|item|post|page|piece|dispatch|headline|caption)"
_CHANGED = r"(?:updated|amended|corrected|edited|revised|changed|clarified|modified|republished)"
#: "Corrections and clarifications"; in brackets or stars.
_OPENS = r"^[\s(\[*_•·–—-]*"
_LABEL = (
    rf"{_OPENS}(?:editor[’']?s[’']? note|(?:correction|clarification|erratum|errata|corrigendum)s?(?: (?:and|&) \w+)?)"
)
#: Behind a label there may be a date.
_LABELLED = re.compile(rf"{_LABEL}[*_]*(?:[ ,(]+[\w., ]{{1,25}}\)?)?\s*[:—–]", re.IGNORECASE)
_ALONE = re.compile(rf"{_LABEL}[\s\W_]*$", re.IGNORECASE)
_SAYS = re.compile(
    rf"{_OPENS}(?:(?:in )?(?:an?|the) (?:earlier|previous|original|prior) version of (?:this|the|our) {_WORKS}\b"
    rf"|this {_WORKS} (?:has been|have been|was|is) (?:since |later )?{_CHANGED}\b"
    rf"|this {_WORKS} (?:originally|previously|earlier|incorrectly|wrongly|mistakenly) \w+"
    r"|correct(?:s|ed|ing)[: ]+(?:to|the|that|name|place|date|title|spelling|headline|lead|in|paragraph|para|day)\b)",
    re.IGNORECASE,
)


def without_notes(text: str) -> str:
    """The text with blanks in place of such notes, as long as the text itself."""
    for note in notes(text):
        text = text[: note.start] + " " * (note.end - note.start) + text[note.end :]
    return text


def notes(text: str) -> Iterator[Span]:
    """The paragraphs that tell what the article got wrong; never its first line, the headline."""
    labelled = False
    for number, line in enumerate(paragraphs(text)):
        words = line.of(text)
        alone = number > 0 and bool(_ALONE.match(words))
        if number and (labelled or alone or _LABELLED.match(words) or _SAYS.match(words)):
            yield line
        labelled = alone
