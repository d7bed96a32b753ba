"""The terminal as a channel: used when no token is set, and to show a digest to whoever runs a command."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime, tzinfo
from itertools import count
from typing import TextIO

from rich.console import Console
from rich.text import Text

from digest.errors import PostError
from digest.model import Address, Chat, Correction, Digest, Entry, Mode, Section
from handlers import outline
from handlers.commands import spoken_to
from handlers.lines import Line, Style, join, line
from handlers.replies import Words

#: Between two stories; wide enough to see, narrow enough for any terminal.
RULE = "─" * 40


def text(digest: Digest, say: Words | None = None) -> str:
    """The digest as plain text; no line break at the end."""
    return join(_lines(digest, say or Words()), "\n").text


def render(digest: Digest, say: Words | None = None) -> list[str]:
    """The digest as one JSON payload: {"text": …, "strong": [[start, end], …]}, in code points."""
    return [_payload(join(_lines(digest, say or Words()), "\n"))]


def _payload(of: Line) -> str:
    strong = [list(mark.span) for mark in of.marks if mark.style is Style.STRONG]
    return json.dumps({"text": of.text, "strong": strong}, ensure_ascii=False)


class ConsoleChannel:
    """Prints what is posted. Colours only where someone is looking: a file or a pipe gets the plain text."""

    def __init__(self, out: TextIO | None = None, *, zone: tzinfo = UTC) -> None:
        self._console = Console(file=out, highlight=False, soft_wrap=True)
        self._zone = zone
        self._say = Words(zone)
        self._numbers = count(1)

    @property
    def home(self) -> str:
        """None."""
        return ""

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to disconnect from."""

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        """The digest as one payload."""
        return render(digest, spoken_to(chat, self._zone))

    def headline(self, payload: str) -> str:
        """Its first line."""
        first, *_ = json.loads(payload)["text"].split("\n")
        return _worded(first)

    def repeated(self, payload: str) -> str:
        """It, under a line that says so."""
        message = json.loads(payload)
        above = f"{self._say.repeat()}\n"
        strong = [[start + len(above), end + len(above)] for start, end in message["strong"]]
        return json.dumps({"text": above + message["text"], "strong": strong}, ensure_ascii=False)

    def missing(self, delivery: str) -> str:
        """A sentence."""
        return _worded(self._say.missing(delivery))

    def correction(self, told: Sequence[Correction], chat: Chat | None = None) -> str:
        """A line each."""
        return _payload(join(outline.told(told, spoken_to(chat, self._zone)), "\n"))

    def alters(self, stands: str, payload: str) -> bool:
        """What is printed stays."""
        return False

    async def mode(self, address: Address) -> Mode:
        """What is printed cannot be found again, nor changed."""
        return Mode.AT_MOST_ONCE

    async def ready(self) -> None:
        """Always."""

    async def is_open(self, address: Address) -> bool | None:
        """Always."""
        return True

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """At once."""
        return nullcontext()

    async def post(self, address: Address, payload: str, *, key: str, answers: str = "") -> str:
        """Print one payload; its number since the start."""
        message = json.loads(payload)
        shown = Text(message["text"] + "\n")
        for start, end in message["strong"]:
            shown.stylize("bold", start, end)
        self._console.print(shown)
        return str(next(self._numbers))

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """Not on paper."""
        raise PostError("what is printed cannot be changed", sent="no")

    async def find(self, address: Address, key: str, *, since: datetime, answers: str = "") -> str | None:
        """Not on paper."""
        raise PostError("what is printed cannot be found again", sent="no")


def _worded(text: str) -> str:
    return json.dumps({"text": text, "strong": []}, ensure_ascii=False)


def _lines(digest: Digest, say: Words) -> Iterator[Line]:
    if not digest.entries:
        yield outline.quiet(digest, say)
    for position, entry in enumerate(digest.entries):
        if position:
            yield from (Line(), line(RULE), Line())
        yield from _entry(entry, say)
    closing = outline.closing(digest, say)
    yield from (Line(), *closing) if closing else ()


def _entry(entry: Entry, say: Words) -> Iterator[Line]:
    yield outline.headline(entry, say)
    for section in entry.sections:
        yield Line()
        yield from _section(section, say)
    if entry.corrections:
        yield from (Line(), *outline.corrections(entry, say))
    yield Line()
    yield from (line(f"{say.source()}: {link.outlet} {link.url}") for link in entry.links)
    yield from (line(say.more_lines(entry.left_out)),) if entry.left_out else ()


def _section(section: Section, say: Words) -> Iterator[Line]:
    if section.name in outline.ASIDES:
        yield join([line(f"{say.heading(section.name)}:"), join(outline.shown(section, say), "; ")], " ")
    else:
        yield line(say.heading(section.name).upper(), Style.STRONG)
        yield from (join([Line("- "), item]) for item in outline.shown(section, say))
