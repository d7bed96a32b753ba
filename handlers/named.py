"""Whom a digest names: each person once, with the office by which a line introduces them.

"Mara Venn (Ardal’s Foreign Minister) met …", "Venn: “…”"  ->  Mara Venn (Ardal’s Foreign Minister)

A line says which of its names are a person's (Item.people). Bodies are offered only where nobody else is named; so is
every name of a digest from before lines said so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.model import Entry, Item, Span
from handlers.lines import line

#: Whose strong words are names; those of the readouts are countries.
_NAMING = ("met", "said")
_OFFICE = re.compile(r" \(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody."""

    name: str  #: the fullest that there is
    office: str = ""  #: as in the brackets behind it; empty where no line has it

    @property
    def called(self) -> str:
        """With the office."""
        return f"{self.name} ({self.office})" if self.office else self.name


def people(entries: Iterable[Entry]) -> Sequence[Named]:
    """Everyone whom these stories name, in their order."""
    sections = [section for entry in entries for section in entry.sections if section.name in _NAMING]
    items = [item for section in sections for item in section.items]
    named = [each for item in items for each in _named(item, item.people)]
    return _once(named or [each for item in items for each in _named(item, item.strong)])


def _named(item: Item, spans: Sequence[Span]) -> Iterator[Named]:
    for span in spans:
        office = _OFFICE.match(item.text, span.end)
        name = line(span.of(item.text)).text.strip(" :")
        if name:
            yield Named(name, line(office[1]).text if office else "")


def _once(named: Sequence[Named]) -> Sequence[Named]:
    """A surname alone is whoever of that surname is named in full."""
    found = dict[str, Named]()
    for each in named:
        key = next((full for full in found if f" {full}".endswith(f" {each.name.casefold()}")), each.name.casefold())
        before = found.get(key)
        found[key] = Named(before.name, before.office or each.office) if before else each
    short = [key for key in found if any(full.endswith(f" {key}") for full in found)]
    return [each for key, each in found.items() if key not in short]
