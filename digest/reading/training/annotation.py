"""Gold from facts written by hand: every span is found by looking its words up in the text.

Facts name things by the words themselves. Words that stand more than once in a text are told by their ordinal
("the minister said #2"); words with a gap between them are given as "first words … last words".

A marked passage is a stretch of the text with the parts of an attribution marked in it:

    <Mayor Ida Tarn> ~said~ {the bridge was ‘|not for sale|’}.

    <source>  {content}  ~cue~  |words inside quotation marks|
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Bounds = tuple[int, int]
#: key: [name, role, alias, alias …]; a name that is no key stands for itself.
People = Mapping[str, Sequence[str]]

GAP = " … "
_ORDINAL = re.compile(r" #(\d+)$")
_PARTS = {"{": "content", "}": "content", "<": "source", ">": "source", "~": "cue", "|": "quote"}
_KINDS = {"d": "direct", "r": "reported"}
_THOUGHT = "t"  # an attribution that is no speech: of quotes only


def lines(records: Iterable[Json]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text whose facts are told in words."""

    id: str
    text: str
    people: People

    def encounter(self, entry: Mapping[str, Any]) -> Json:
        """One encounter as the scorers take it.

        Raises:
            ValueError: Its evidence is not in the text, or more than once and without an ordinal.
        """
        return {
            "kind": entry["kind"],
            "participants": [self.participant(who) for who in entry["who"]],
            "place": entry.get("place"),
            "when": {"text": entry.get("when"), "iso": entry.get("iso")},
            "topics": entry.get("topics", []),
            "status": entry["status"],
            **{key: entry[key] for key in ("optional", "members") if key in entry},
            "evidence": list(self.stretch(entry["evidence"])),
        }

    def participant(self, who: str) -> Json:
        """A person by key, or a body by its own name."""
        name, role, *aliases = self.people.get(who, (who, ""))
        return {"name": name, "role": role or None, "aliases": aliases}

    def speaker(self, who: str) -> str | None:
        """The full name; None for "", where the text does not decide it."""
        return (self.people[who][0] if who in self.people else who) or None

    def told(self, rows: Iterable[Sequence[str]]) -> Iterator[Json]:
        """Statements from rows [speaker, "d" or "r", gist, quotation or "", via or ""], in the order of the text.

        Raises:
            ValueError: A quotation is not in the text, or not in this order.
        """
        reached = 0
        for who, kind, gist, quote, via in rows:
            start = self.find(quote, reached) if quote else None
            reached = reached if start is None else start + len(quote)
            bounds = None if start is None else [start, reached]
            yield _statement(self.speaker(who), kind, gist, bounds, via)

    def attributions(self, rows: Iterable[Sequence[str]]) -> tuple[list[Json], list[Json]]:
        """Statements and quotes from rows [speaker, "d", "r" or "t", marked passage, via?, gist?].

        "t" is for thoughts, beliefs and plans; they and the words of nobody ("it was noted that") are quotes only.
        Without a gist, the content is the gist.

        Raises:
            ValueError: A passage is not in the text, more than once without an ordinal, or its marks are unpaired.
        """
        statements: list[Json] = []
        quotes: list[Json] = []
        for who, kind, passage, *rest in rows:
            parts = self._parts(passage)
            via, gist = (*rest, "", "")[:2]
            quotes.append(self._quote(parts, kind, self.speaker(who)))
            if who and kind != _THOUGHT:
                told = gist or self._gist(parts["content"])
                bounds: list[list[int] | None] = [*parts["quote"]] or [None]
                statements += [_statement(self.speaker(who), kind, told, one, via) for one in bounds]
        return statements, quotes

    def stretch(self, words: str) -> Bounds:
        """From the first words to the last."""
        (start, end), *others = self._pieces(words)
        return start, others[-1][1] if others else end

    def once(self, words: str) -> int:
        """Where words stand that are found exactly once, or that give their ordinal."""
        words, ordinal = _ordinal(words)
        starts = [found.start() for found in re.finditer(f"(?={re.escape(words)})", self.text)]
        if ordinal > len(starts) or not words or (not ordinal and len(starts) != 1):
            raise ValueError(f"{self.id}: found {len(starts)} times: {words!r}")
        return starts[max(ordinal - 1, 0)]

    def find(self, words: str, start: int) -> int:
        """Where words stand from `start` on."""
        found = self.text.find(words, start)
        if found < 0:
            raise ValueError(f"{self.id}: not found from character {start} on: {words!r}")
        return found

    def _pieces(self, words: str) -> Iterator[Bounds]:
        words, ordinal = _ordinal(words)
        first, *others = words.split(GAP)
        start = self.once(f"{first} #{ordinal}" if ordinal else first)
        yield start, start + len(first)
        for other in others:
            start = self.find(other, start + len(first))
            first = other
            yield start, start + len(other)

    def _parts(self, passage: str) -> dict[str, list[list[int]]]:
        """The marked spans by what they are; a span may run over a gap."""
        passage, ordinal = _ordinal(passage)
        bare = re.sub(r"[{}<>~|]", "", passage)
        places = iter(self._pieces(f"{bare} #{ordinal}" if ordinal else bare))
        spans: dict[str, list[list[int]]] = {part: [] for part in _PARTS.values()}
        opened: dict[str, int] = {}
        for piece in passage.split(GAP):
            at = next(places)[0]
            for char in piece:
                if char not in _PARTS:
                    at += 1
                elif (part := _PARTS[char]) in opened:
                    spans[part].append([opened.pop(part), at])
                else:
                    opened[part] = at
        if opened or not spans["content"]:
            raise ValueError(f"{self.id}: unpaired or no content: {passage!r}")
        return spans

    def _quote(self, parts: Mapping[str, list[list[int]]], kind: str, speaker: str | None) -> Json:
        return {
            "content": parts["content"],
            "source": parts["source"] or None,
            "cue": parts["cue"] or None,
            "speaker": speaker,
            "kind": self._quote_kind(parts),
            "speech": kind != _THOUGHT,
        }

    def _quote_kind(self, parts: Mapping[str, list[list[int]]]) -> str:
        """All words within marks: direct; none: indirect; else mixed."""
        words = sum(len(_words(self.text[a:b])) for a, b in parts["content"])
        quoted = sum(len(_words(self.text[a:b])) for a, b in parts["quote"])
        return "indirect" if not quoted else "direct" if quoted == words else "mixed"

    def _gist(self, content: Iterable[Sequence[int]]) -> str:
        text = " ".join(" ".join(self.text[a:b] for a, b in content).split())
        return text.removeprefix("that ")


def _ordinal(words: str) -> tuple[str, int]:
    """The words without their ordinal, and it; 0 for none."""
    found = _ORDINAL.search(words)
    return (words[: found.start()], int(found.group(1))) if found else (words, 0)


def _statement(speaker: str | None, kind: str, gist: str, quote: list[int] | None, via: str) -> Json:
    return {"speaker": speaker, "kind": _KINDS[kind], "gist": gist, "quote": quote, "via": via or None}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
