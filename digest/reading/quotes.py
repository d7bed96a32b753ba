"""Quotation marks -> the stretches between them. Pure text: no grammar, no model.

The hard part is the mark that is also the apostrophe. Rules, each with the sentence it is for:

- a mark followed by a letter or digit closes nothing:    ‘Armenia’s future’, the ’90s, rock ’n’ roll
- a plural possessive closes nothing when a plainer closing mark follows before the next opening one:
                                                          ‘We support the parties’ efforts’, she said
- other marks inside are part of the words:               ‘He told me, “Go”, and left’
- a quotation over paragraphs opens each one and closes only the last; each paragraph is a stretch
- a mark of another kind closes where the right one is missing: “We are close,' she said; ”We are close”, she said
- an opening mark that nothing closes opens nothing, and costs no other quotation

A paragraph is read by itself. All it hears of the others is the mark of the quotation that opens the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.model import Span

#: An opening mark and what may close it. „ is closed by “ (German, Georgian) or by ” (Polish, Romanian).
CLOSERS = {"‘": "’", "“": "”", "«": "»", "„": "“”", '"': '"', "'": "'", "‚": "‘’"}
MARKS = frozenset("‘’“”«»„\"'‚")
_MARK = re.compile(f"[{''.join(MARKS)}]")
SINGLE = frozenset("‘'")
#: Marks that only close, and open by mistake, or in Swedish: ”We are close”.
TURNED = frozenset("”’")
#: What closes in place of the right mark, of the same weight or of the other.
_DOUBLE_ENDS, _SINGLE_ENDS = frozenset('”"“»'), frozenset("’'")
_LIGHT = frozenset("‘'‚’")
_STOPS = frozenset(".,!?…")
NESTING = 3  # deepest « « » » that is followed; a limit so that no text costs quadratic time


@dataclass(frozen=True, slots=True)
class Stretch:
    """What lies between an opening and a closing mark."""

    span: Span  #: inside the marks
    outer: Span  #: with the marks; the same end as `span` where the closing mark is in a later paragraph
    continues: bool = False  #: True when the next paragraph goes on with the same quotation


@lru_cache(maxsize=1)  # five steps of reading ask for those of the same article
def stretches(text: str) -> tuple[Stretch, ...]:
    """The outermost quotations of a text, in order; never raises, whatever the marks."""
    found: list[Stretch] = []
    opening = ""  # the mark of the quotation that the paragraph behind opens with
    for start, end in reversed(list(paragraphs(text))):
        line = text[start:end]
        here = list(_in_paragraph(line, opening))
        opening = _first_mark(line, here)
        found.extend(_moved(stretch, start) for stretch in reversed(here))
    return tuple(reversed(found))


def _first_mark(line: str, here: list[Stretch]) -> str:
    """The mark that opens the paragraph's quotation, where nothing but marks is before it; empty otherwise."""
    before = line[: here[0].outer.start] if here else ""
    return line[here[0].outer.start] if here and all(c in MARKS or c.isspace() for c in before) else ""


def _moved(stretch: Stretch, by: int) -> Stretch:
    span, outer = (Span(start + by, end + by) for start, end in (stretch.span, stretch.outer))
    return Stretch(span, outer, stretch.continues)


def touching(found: Sequence[Stretch], spans: Sequence[Span]) -> tuple[Stretch, ...]:
    """Those of a text's quotations that share a character with one of the spans, both in order."""
    first = bisect_right(found, spans[0].start, key=lambda stretch: stretch.outer.end)
    last = bisect_left(found, spans[-1].end, key=lambda stretch: stretch.outer.start)
    return tuple(stretch for stretch in found[first:last] if any(stretch.outer.overlaps(span) for span in spans))


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
    return _MARK.sub(lambda m: _mask(text, m.start(), m[0], m.start() in held), text).translate(SPACES)


SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\r": " ", "\t": " "})


def _mask(text: str, i: int, char: str, held: bool) -> str:
    if held or char in '“”«»„"':
        return '"'
    return '"' if char == "‘" and _opens(text, i) else "'"


def _in_paragraph(line: str, opening: str) -> Iterator[Stretch]:
    i = 0
    while i < len(line):
        if line[i] in MARKS and _opens(line, i):
            close = _swapped(line, i, _closer(line, i)) if line[i] in CLOSERS else _turned_closer(line, i)
            if close is not None and close > i + 1:
                yield Stretch(Span(i + 1, close), Span(i, close + 1))
                i = close
            elif close is None and line[i] == opening:
                yield Stretch(Span(i + 1, len(line)), Span(i, len(line)), continues=True)
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


def _closer(line: str, i: int) -> int | None:
    """Where the quotation opened at `i` closes; None when nothing does."""
    if line[i] in SINGLE:
        return _single_closer(line, i)
    if line[i] == "«":
        return _nested_closer(line, i)
    for j in range(i + 1, len(line)):
        if line[j] in CLOSERS[line[i]] and not (line[j] == '"' and _reopens(line, j)):
            return j
        if line[j] == line[i]:
            # A second opening mark first: it stands inside this one, or this one is unpaired.
            return None if _after_stop(line, j) else _nested_closer(line, i)
    return None


def _reopens(line: str, j: int) -> bool:
    """Whether a straight double mark can only open: a space before it and a word after."""
    return line[j - 1].isspace() and line[j + 1 : j + 2].isalnum()


def _after_stop(line: str, j: int) -> bool:
    """Whether a sentence ends before a mark: what opens there is no part of what another one opened."""
    return line[:j].rstrip()[-1:] in ".!?…"


def _nested_closer(line: str, i: int) -> int | None:
    """“The “so-called” plan”: the mark that closes the outermost; None where marks are missing."""
    opening, depth = line[i], 0
    for j in range(i, len(line)):
        if line[j] == opening and (opening != '"' or j == i or _reopens(line, j)):
            depth += 1
        elif line[j] in CLOSERS[opening]:
            depth -= 1
        if depth == 0:
            return j
        if depth > NESTING:
            return None
    return None


def _single_closer(line: str, i: int) -> int | None:
    """The first mark that plainly closes, else the first that might: ‘serious concerns’ over the ministers’ plan."""
    close, weak, j = CLOSERS[line[i]], None, i + 1
    while j < len(line):
        if line[j] in "“«" or (line[j] == '"' and _opens(line, j)):
            inner = _closer(line, j)
            j = inner if inner is not None else j
        elif line[j] == line[i] and (line[i] != close or (line[j + 1 : j + 2].isalnum() and _opens(line, j))):
            break
        elif line[j] == close and _closes(line, j):
            if not _possessive(line, j):
                return j
            weak = weak if weak is not None else j
        j += 1
    return weak


# --- marks of two kinds ---


def _swapped(line: str, i: int, close: int | None) -> int | None:
    """“We are close,' she said: the first mark of another kind that plainly closes, before any opens; else `close`.

    Where the right mark closes too, only a double one counts: “It is late," X said. "Go home,” Y said.
    """
    weak: int | None = None
    for j in range(i + 1, len(line) if close is None else close):
        if line[j] not in MARKS:
            continue
        if (line[j] in _DOUBLE_ENDS or close is None) and _ends(line, i, j, alone=close is None):
            if line[j] in _DOUBLE_ENDS or not _possessive(line, j):
                return j
            weak = weak if weak is not None else j
        elif _opens(line, j):
            break
    return weak if close is None else close


def _ends(line: str, i: int, j: int, *, alone: bool) -> bool:
    """Whether the mark at `j` closes what one of another kind opened at `i`: “We are close', she said.

    It has a stop beside it, unless it is of the same weight and the right mark is nowhere.
    """
    if line[j] not in _DOUBLE_ENDS | _SINGLE_ENDS or not _closes(line, j):
        return False
    if line[j] in "'\"" and line[j - 1].isdigit():
        return False  # a 6" pipe
    same = (line[i] in _LIGHT) is (line[j] in _SINGLE_ENDS)
    return (same and alone) or line[j - 1] in _STOPS or line[j + 1 : j + 2] in tuple(_STOPS)


def _turned_closer(line: str, i: int) -> int | None:
    """Where what a closing mark opened closes: ”We are close”, she said. An apostrophe opens names only: ’90s, ’tis."""
    name = line[i + 1].isupper()
    for j in range(i + 1, len(line)):
        if line[j] == line[i] and _closes(line, j):
            stopped = line[j - 1] in _STOPS or line[j + 1 : j + 2] in tuple(_STOPS)
            return j if line[i] == "”" or (name and stopped) else None
        if line[j] in MARKS and _opens(line, j):
            return None
    return None


def _closes(text: str, j: int) -> bool:
    """Whether a mark can close: nothing glued behind it, and no clipped word around it (’n’)."""
    clipped = text[j - 1 : j] == "n" and text[j - 2 : j - 1] in ("’", "'", "‘")
    return not (text[j + 1 : j + 2].isalnum() or text[j - 1].isspace() or clipped)


def _possessive(text: str, j: int) -> bool:
    """Whether a mark reads as a plural possessive: after an s, before another word."""
    return text[j - 1] in "sSzx" and text[j + 1 : j + 2].isspace() and text[j + 2 : j + 3].isalpha()
