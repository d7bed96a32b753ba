"""Which sentence of a text holds an offset. For evidence and cutting only: reading has a parser of its own."""

from __future__ import annotations

import re

from digest.model import Span

# A full stop ends a sentence before a capital or an opening mark, unless it follows an initial or a short title:
# "Mr. Orbel", "J. Merrin", "U.S. envoy".
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)[.!?][’”\"'»)\]]*\s+(?=[‘“\"'«(\[]*[^\W\da-z_])|\n+"
)


def sentence_at(text: str, offset: int) -> Span:
    """The sentence around an offset, without surrounding space; never over a line break."""
    start = 0
    for border in _END.finditer(text):
        if border.start() >= offset:
            return _trimmed(text, Span(start, border.end()))
        start = border.end() if border.end() <= offset else start
    return _trimmed(text, Span(start, len(text)))


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))
