"""Quotation marks -> the stretches between them. Pure text: no grammar, no model.

The hard part is the mark that is also the apostrophe. Rules, each with the sentence it is for:

- a mark followed by a letter or digit closes nothing:    ‘Armenia’s future’, the ’90s, rock ’n’ roll
- a plural possessive closes nothing when a plainer closing mark follows before the next opening one:
                                                          ‘We support the parties’ efforts’, she said
- other marks inside are part of the words:               ‘He told me, “Go”, and left’
- a quotation over paragraphs opens each one and closes only the last; each paragraph is a stretch
- an opening mark that nothing closes opens nothing, and costs no other quotation
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Span

#: An opening mark and what may close it. „ is closed by “ (German, Georgian) or by ” (Polish, Romanian).
CLOSERS = {"‘": "’", "“": "”", "«": "»", "„": "“”", '"': '"', "'": "'", "‚": "‘’"}
MARKS = frozenset("‘’“”«»„\"'‚")
SINGLE = frozenset("‘'")
NESTING = 3  # deepest « « » » that is followed; a limit so that no text costs quadratic time


@dataclass(frozen=True, slots=True)
class Stretch:
    """What lies between an opening and a closing mark."""

    span: Span  #: inside the marks
    outer: Span  #: with the marks; the same end as `span` where the closing mark is in a later paragraph
    continues: bool = False  #: True when the next paragraph goes on with the same quotation


def stretches(text: str) -> tuple[Stretch, ...]:
    """The outermost quotations of a text, in order; never raises, whatever the marks."""
    found: list[Stretch] = []
    for start, end in paragraphs(text):
        found.extend(_in_paragraph(text, start, end))
    return tuple(found)


def paragraphs(text: str) -> Iterator[Span]:
    """The lines of a text that hold anything, without their line breaks."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def masked(text: str) -> str:
    """The text with every mark in the one form that English models are trained on; as long as the text itself.

    Quotation marks become ", apostrophes '. A parser takes ‘inaction’ for a possessive and “ for a word otherwise.
    """
    held = {i for s in stretches(text) for i in (s.outer.start, s.outer.end - (0 if s.continues else 1))}
    return "".join(_mask(text, i, char, i in held) if char in MARKS else char for i, char in enumerate(text)).translate(
        SPACES
    )


SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\r": " ", "\t": " "})


def _mask(text: str, i: int, char: str, held: bool) -> str:
    if held or char in '“”«»„"':
        return '"'
    return '"' if char == "‘" and _opens(text, i) else "'"


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Stretch]:
    i = start
    while i < end:
        if text[i] in CLOSERS and _opens(text, i):
            close = _closer(text, i, end)
            if close is not None and close > i + 1:
                yield Stretch(Span(i + 1, close), Span(i, close + 1))
                i = close
            elif close is None and _goes_on(text, i, end):
                yield Stretch(Span(i + 1, end), Span(i, end), continues=True)
                return
        i += 1


def _opens(text: str, i: int) -> bool:
    """Whether a mark can open: what is before is no word, what follows is no space."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if not after or after.isspace():
        return False
    if text[i] in "«„“":
        return True
    if text[i] == "'" and ((after.isdigit() and text[i + 3 : i + 4] == "s") or text[i + 1 : i + 3] in ("n'", "n ")):
        return False  # the '90s, rock 'n' roll
    return not (before.isalnum() or (before in ".,;!?’" and before != "" and after.isspace()))


def _goes_on(text: str, i: int, end: int) -> bool:
    """Whether the next paragraph opens with the same mark: the quotation runs over."""
    rest = text[end : end + 80].lstrip()
    return rest[:1] == text[i]


def _closer(text: str, i: int, end: int) -> int | None:
    """Where the quotation opened at `i` closes; None when nothing does."""
    if text[i] in SINGLE:
        return _single_closer(text, i, end)
    if text[i] == "«":
        return _nested_closer(text, i, end)
    for j in range(i + 1, end):
        if text[j] in CLOSERS[text[i]] and not (text[j] == '"' and _reopens(text, j)):
            return j
        if text[j] == text[i]:
            return None  # a second opening mark first: this one is unpaired, the second may have its pair
    return None


def _reopens(text: str, j: int) -> bool:
    """Whether a straight double mark can only open: a space before it and a word after."""
    return text[j - 1].isspace() and text[j + 1 : j + 2].isalnum()


def _nested_closer(text: str, i: int, end: int) -> int | None:
    depth = 0
    for j in range(i, end):
        depth += (text[j] == "«") - (text[j] == "»")
        if depth == 0:
            return j
        if depth > NESTING:
            return None
    return None


def _single_closer(text: str, i: int, end: int) -> int | None:
    """The first mark that plainly closes, else the first that might: ‘serious concerns’ over the ministers’ plan."""
    close, weak, j = CLOSERS[text[i]], None, i + 1
    while j < end:
        if text[j] in "“«" or (text[j] == '"' and _opens(text, j)):
            inner = _closer(text, j, end)
            j = inner if inner is not None else j
        elif (text[j] == text[i] and text[i] != close) or (text[i] == close == text[j] and _reopens(text, j)):
            break
        elif text[j] == close and _closes(text, j):
            if not _possessive(text, j):
                return j
            weak = weak if weak is not None else j
        j += 1
    return weak


def _closes(text: str, j: int) -> bool:
    """Whether a single mark can close: nothing glued behind it, and no clipped word around it (’n’)."""
    clipped = text[j - 1 : j] == "n" and text[j - 2 : j - 1] in ("’", "'", "‘")
    return not (text[j + 1 : j + 2].isalnum() or text[j - 1].isspace() or clipped)


def _possessive(text: str, j: int) -> bool:
    """Whether a mark reads as a plural possessive: after an s, before another word."""
    return text[j - 1] in "sSzx" and text[j + 1 : j + 2].isspace() and text[j + 2 : j + 3].isalpha()
