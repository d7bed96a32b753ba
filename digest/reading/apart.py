"""Several occasions of one verb: whom it lists, and where and when each of them was met.

met X in P and Y in Q · met separately with X in P and with Y in Q · met X, Prime Minister Y and leaders of Z
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from digest.lang import en
from digest.reading.names import office_word
from digest.reading.people import Cast
from digest.reading.place import place_in


def stretches_of(cast: Cast, partners: Sequence[Token]) -> list[tuple[int, int]]:
    """What of the clause goes with each partner, as token numbers; empty where the text places them together.

    "with X in P and with Y in Q" places each; "with X and Y in P" places both.
    """
    if len(partners) < 2:
        return []
    ends = [*(later.i for later in partners[1:]), _clause_end(partners[-1])]
    found = list(zip((p.i for p in partners), ends, strict=True))
    placed = sum(place_in(cast, start, end) is not None for start, end in found)
    return found if placed > 1 and all(a.i < b.i for a, b in pairwise(partners)) else []


def _clause_end(token: Token) -> int:
    """Where the next verb starts a clause of its own, else where the sentence ends."""
    doc = token.doc
    for i in range(token.i + 1, token.sent.end):
        if doc[i].pos_ in ("VERB", "AUX") or doc[i].text in (";", '"'):
            return i
    return token.sent.end


def listed(cast: Cast, objects: Sequence[Token]) -> list[Token]:
    """The objects, and those that the parse lost behind a comma: "met President X, PM Y and leaders of two parties"."""
    found = list(objects)
    while found and (more := _next_in_list(cast, found[-1])) is not None and more not in found:
        found.append(more)
    return found


def _next_in_list(cast: Cast, last: Token) -> Token | None:
    """The person with a title, or the people, behind a comma or "and"; None where a clause of its own starts there."""
    start = _name_end(cast, last)
    if start >= last.sent.end or cast.doc[start].lower_ not in (",", "and"):
        return None
    for token in cast.doc[start + 1 : last.sent.end]:
        if token.dep_ in ("nsubj", "nsubjpass") or (token.i == start + 1 and token.i in cast.names.at):
            return None
        if token.i in cast.names.at:
            return cast.doc[_name_end(cast, token) - 1]
        if cast.is_plural(token) and token.lemma_.lower() in en.GROUPS:
            return token
        if not (office_word(token) or token.lower_ in en.OFFICE_PARTS or cast.states.of(token.text)):
            return None
    return None


def _name_end(cast: Cast, token: Token) -> int:
    """The token behind the name that a token is part of."""
    person, i = cast.names.at.get(token.i), token.i + 1
    while person is not None and cast.names.at.get(i) is person:
        i += 1
    return i
