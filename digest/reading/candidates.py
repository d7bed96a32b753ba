"""Who could have taken part, where and when an occasion could have been: every phrase of an article that may answer.

The heads (heads.py) choose among these; each candidate is told by the token that heads it and by a row of features.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, ActorKind, Span
from digest.reading.dates import Mention, mentions
from digest.reading.hints import Hints
from digest.reading.participants import PUBLIC
from digest.reading.people import Cast
from digest.reading.pieces import Numbers, Pieces
from digest.reading.place import place_name, whole_name

Features = NDArray[np.float32]

_KINDS = tuple(ActorKind)
_ENTITIES = ("GPE", "LOC", "FAC", "ORG")
_DEPS = ("nsubj", "nsubjpass", "dobj", "dative", "agent", "prep", "poss", "compound", "amod", "appos", "conj", "advcl")
_PREPS = ("with", "between", "of", "by", "to", "from", "in", "at", "on", "for", "during", "near")
_NO_DEP, _NO_PREP = (0.0,) * len(_DEPS), (0.0,) * len(_PREPS)
_DEP_ROWS = {dep: tuple(float(dep == one) for one in _DEPS) for dep in _DEPS}
_PREP_ROWS = {prep: tuple(float(prep == one) for one in _PREPS) for prep in _PREPS}
_DATES = ("day", "weekday", "month", "relative", "span", "year", "after", "ago", "vague")
_PLACE_PREPS = en.words("in at near on to for from of aboard inside outside beside")
_NO_PLACES = en.words("DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL")
#: Tokens from a word to the farthest candidate that is asked: longer than any item that the heads were trained on.
REACH = 450
#: Sentences that a distance is told in; more are as many.
_FAR = 6


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A phrase that may answer who, where or when."""

    head: Token
    span: Span  #: code points of the words that stand for it
    kind: tuple[float, ...]  #: what it is, whatever it may be an answer to


@dataclass(frozen=True, slots=True, eq=False)
class Who(Candidate):
    """A phrase that names an actor."""

    actor: Actor


@dataclass(frozen=True, slots=True, eq=False)
class Where(Candidate):
    """A phrase that names a place."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class WhenWritten(Candidate):
    """A date as written."""

    mention: Mention


Chosen = TypeVar("Chosen", bound=Candidate)


class Candidates:
    """All candidates of one document, in the order of the text."""

    def __init__(self, cast: Cast, units: Sequence[Tokens], quoted: set[int]) -> None:
        self._cast, self._units, self._quoted = cast, units, quoted
        self.hints = Hints(cast, units, quoted)  #: what the rules say
        self._unit = np.zeros(len(cast.doc) + 1, np.int64)
        for number, unit in enumerate(units):
            self._unit[unit.start : unit.end] = number

    @cached_property
    def who(self) -> list[Who]:
        """Every mention of somebody or something that can meet or speak; a plural once for each of its members."""
        return [
            Who(token, self._span(token), self._actor_kind(token, actor), actor)
            for token in self._heads()
            for actor in self._cast.members(token)
            if not (actor.kind is not ActorKind.PERSON and token.lemma_.lower() in PUBLIC | en.TEXT_NOUNS)
        ]

    @cached_property
    def where(self) -> list[Where]:
        """Every phrase that may be a place: named, or behind "in", "at", "to"."""
        return [
            Where(token, self._span(token), self._place_kind(token), place_name(self._cast, whole_name(token)))
            for token in self._cast.doc
            if self._may_be_place(token)
        ]

    @cached_property
    def when(self) -> list[WhenWritten]:
        """Every date as written."""
        found = []
        for mention in mentions(self._cast.text, Span(0, len(self._cast.text))):
            span = self._cast.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if span is not None and len(span):
                kind = tuple(float(mention.kind == kind) for kind in _DATES)
                found.append(WhenWritten(span.root, mention.span, kind, mention))
        return sorted(found, key=lambda one: one.head.i)

    def features(self, word: Token, among: Sequence[Candidate]) -> Features:
        """How each candidate stands to a word that tells of an occasion: (candidates, FEATURES of their sort)."""
        above = {token.i: depth for depth, token in enumerate((word, *word.ancestors))}
        rows = [(*candidate.kind, *self._way(word, candidate.head, above)) for candidate in among]
        return np.array(rows, np.float32)

    def who_features(self, word: Token, among: Sequence[Who]) -> Features:
        """`features` of those who may have taken part, and what the rules say of them."""
        said = self.hints.said(word, [one.actor for one in among])
        return np.concatenate([self.features(word, among), np.array(said, np.float32)], 1)

    @cached_property
    def named(self) -> list[Who]:
        """Those of `who` who are told by a name of their own: whom a pronoun or an office may mean."""
        return [one for one in self.who if one.head.i in self._cast.names.at or _is_name(one)]

    def meant_features(self, phrase: Token, among: Sequence[Who]) -> Features:
        """`features` of those whom a phrase may mean, and what the cast takes it for: (candidates, …)."""
        taken, words = self._cast.resolve(phrase), {phrase.lemma_.lower(), phrase.lower_}
        said = [
            (
                taken is not None and taken.key == one.actor.key,
                taken is not None and taken.key != one.actor.key,
                bool(words & set((one.actor.role or "").casefold().split())),
                self._cast.is_plural(phrase),
                phrase.pos_ == "PRON",
            )
            for one in among
        ]
        return np.concatenate([self.features(phrase, among), np.array(said, np.float32)], 1)

    def unit(self, token: Token) -> int:
        """The number of the sentence that a token is in."""
        return int(self._unit[token.i])

    # --- what there is ---

    def _heads(self) -> Iterator[Token]:
        """One token a phrase: of a name the last, of others each noun and pronoun that no name holds."""
        at = self._cast.names.at
        for token in self._cast.doc:
            if token.i in at:
                if at.get(token.i + 1) is not at[token.i]:
                    yield token
            elif token.pos_ in ("NOUN", "PRON", "PROPN") and token.dep_ != "compound":
                yield token

    def _span(self, token: Token) -> Span:
        person, start = self._cast.names.at.get(token.i), token.i
        while person is not None and self._cast.names.at.get(start - 1) is person:
            start -= 1
        return Span(self._cast.doc[start].idx, token.idx + len(token))

    def _may_be_place(self, token: Token) -> bool:
        if token.pos_ not in ("NOUN", "PROPN") or token.i in self._cast.names.at or token.ent_type_ in _NO_PLACES:
            return False
        named = token.pos_ == "PROPN" or token.ent_type_ in ("GPE", "LOC", "FAC")
        behind = token.dep_ == "pobj" and token.head.lower_ in _PLACE_PREPS
        visited = token.dep_ == "dobj" and token.head.lemma_ in en.TRAVEL_VERBS | {"visit", "tour", "inspect", "reach"}
        return named or behind or visited

    # --- what each is ---

    def _actor_kind(self, token: Token, actor: Actor) -> tuple[float, ...]:
        named = token.i in self._cast.names.at
        forms = (named, token.pos_ == "PRON", self._cast.is_plural(token), self._cast.is_body_noun(token))
        return (*(actor.kind is kind for kind in _KINDS), *forms, actor.role is not None, token.i in self._quoted)

    def _place_kind(self, token: Token) -> tuple[float, ...]:
        return (*(token.ent_type_ == entity for entity in _ENTITIES), token.text[0].isupper(), token.i in self._quoted)

    def _way(self, word: Token, head: Token, above: dict[int, int]) -> tuple[float, ...]:
        """Where a token stands to a word: how far, and the way to it through the parse."""
        apart = head.i - word.i
        sentences = self.unit(head) - self.unit(word)
        near = max(-_FAR, min(_FAR, sentences)) / _FAR
        far = math.copysign(math.log1p(abs(apart)), apart) / 5
        steps, up, branch = (0, 0, None) if sentences else _path(head, above)
        dep = branch.dep_ if branch is not None else ""
        prep = branch.lower_ if branch is not None and dep in ("prep", "agent") else ""
        return (
            near,
            sentences == 0,
            sentences < 0,
            far,
            apart > 0,
            abs(apart) <= 3,
            not sentences and up == 0,
            steps / 6,
            up / 6,
            *_DEP_ROWS.get(dep, _NO_DEP),
            *_PREP_ROWS.get(prep, _NO_PREP),
        )


def near(word: Token, of: Sequence[Chosen]) -> list[Chosen]:
    """The candidates that are not too far from a word: so a very long article's cost stays in line with its length."""
    first = bisect_left(of, word.i - REACH, key=_number)
    return list(of[first : bisect_right(of, word.i + REACH, key=_number)])


def pieces_of(found: Pieces, among: Sequence[Candidate]) -> Numbers:
    """(candidates, 2): the pieces of each; at least one."""
    starts = np.array([one.span.start for one in among], np.int64)
    ends = np.array([one.span.end for one in among], np.int64)
    first = np.minimum(np.searchsorted(found.ends, starts, side="right"), max(len(found) - 1, 0))
    last = np.maximum(np.searchsorted(found.starts, ends, side="left"), first + 1)
    return np.stack([first, last], 1)


def _number(one: Candidate) -> int:
    return one.head.i


def _is_name(one: Who) -> bool:
    body = one.actor.kind in (ActorKind.BODY, ActorKind.STATE)
    return body and any(word.pos_ == "PROPN" for word in one.head.subtree)


def _path(head: Token, above: dict[int, int]) -> tuple[int, int, Token | None]:
    """Steps from a token up to the first that is above the word, steps from there down to it, the last one below."""
    steps, branch, token = 0, None, head
    while token.i not in above and token.head.i != token.i:
        steps, branch, token = steps + 1, token, token.head
    return min(steps, 6), min(above.get(token.i, 6), 6), branch
