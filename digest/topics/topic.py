"""A topic: a name, and the terms that it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Field(Enum):
    """What a term is looked for in; written before it: "outlet:Courier", "person:Lavrov"."""

    ANY = ""
    COUNTRY = "country"
    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    OUTLET = "outlet"
    SECTION = "section"  #: of an outlet: "Opinion"
    WORD = "word"  #: the title and the text alone; a phrase in marks is one


@dataclass(frozen=True, slots=True)
class Topic:
    """A name, what a story must have to be of it, and what it must not."""

    name: str
    groups: tuple[tuple[str, ...], ...]  #: each needs one of its terms; ("armenia", "yerevan"), ("russia", "moscow")
    without: tuple[str, ...] = ()  #: terms; an article that meets one is left out


@lru_cache(maxsize=10_000)
def field_of(term: str) -> tuple[Field, str]:
    """The field that a term names, and its words in lower case."""
    head, colon, rest = term.partition(":")
    if colon and head.casefold() in _FIELDS and rest.strip():
        return _FIELDS[head.casefold()], rest.strip().casefold()
    return Field.ANY, term.casefold()


_FIELDS = {field.value: field for field in Field if field.value} | {"source": Field.OUTLET, "text": Field.WORD}
