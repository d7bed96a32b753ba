"""Annotated items -> what the heads are trained on: words that tell of occasions, and the candidates' right answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from digest.lang import en
from digest.model import Actor, ActorKind, Span
from digest.reading.candidates import Candidate, Candidates, Features, pieces_of
from digest.reading.parse import parse, units
from digest.reading.people import Cast
from digest.reading.pieces import Flags, Numbers, Pieces, pieces
from digest.reading.statements import Statements
from digest.reading.states import fold
from digest.reading.tellings import traits_of
from digest.reading.training.annotation import Json

_EMPTY = en.words("the of and for a an in on at to its his her their s two three four five both")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Words that tell of one occasion or several, and the right answers."""

    start: int  #: pieces
    end: int
    occasions: tuple[int, ...]  #: numbers of the item's encounters
    optional: bool
    kind: str
    status: str
    who: Features
    where: Features
    when: Features
    takes_part: Flags  #: of each actor
    in_all: Flags  #: of each actor: in each of the occasions
    unsure: Flags  #: of each actor: a group beside its members
    right_where: Flags  #: of each candidate
    right_when: Flags
    traits: tuple[bool, bool]  #: is it definite, is it a noun
    unit: int
    lemma: str


@dataclass(frozen=True, slots=True, eq=False)
class Meant:
    """A source without a name of its own, and whom it means."""

    start: int  #: pieces
    end: int
    features: Features
    right: Flags  #: of each candidate; none where it means nobody that is named


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One item, ready to be learned from."""

    id: str
    found: Pieces
    told: list[Told]
    who: Numbers  #: (candidates, 2): pieces
    actor: Numbers  #: (candidates,): which actor
    where: Numbers
    when: Numbers
    named: Numbers
    meant: list[Meant]
    marks: Features  #: (pieces, MARKS): what the rules say of each piece


def example(item: Json, nlp: Language, vocabulary: Tokenizer) -> Example:
    """An item as `drafts.annotated` gives it, with its candidates and their right answers."""
    text = item["text"]
    doc = parse(nlp, text)
    cast, sentences = Cast(doc, text), units(doc, text)
    among = Candidates(cast, sentences, Statements(cast, sentences).quoted)
    found = pieces(vocabulary, text)
    actors = list({one.actor.key: one.actor for one in among.who}.values())
    number = {actor.key: i for i, actor in enumerate(actors)}
    return Example(
        item["id"],
        found,
        [*_told(item, doc, among, found, actors)],
        pieces_of(found, among.who),
        np.array([number[one.actor.key] for one in among.who], np.int64),
        pieces_of(found, among.where),
        pieces_of(found, among.when),
        pieces_of(found, among.named),
        [*_meant(item, doc, cast, among, found)],
        among.hints.marks(found),
    )


def _told(item: Json, doc: Doc, among: Candidates, found: Pieces, actors: list[Actor]) -> Iterator[Told]:
    """Each stretch of words once, with all the occasions that it tells of."""
    by_words: dict[tuple[int, int], list[int]] = {}
    for number, encounter in enumerate(item["encounters"]):
        for start, end in encounter["told"]:
            by_words.setdefault((start, end), []).append(number)
    for (start, end), numbers in sorted(by_words.items()):
        words = doc.char_span(start, end, alignment_mode="expand")
        if words is None or not len(words):
            continue
        word, of = words.root, [item["encounters"][number] for number in numbers]
        part = np.array([[takes_part(actor, one) for one in of] for actor in actors], bool).reshape(-1, len(of))
        some = _flags(row.any() for row in part)
        first, last = pieces_of(found, [Candidate(word, Span(start, end), ())])[0]
        yield Told(
            start=int(first),
            end=int(last),
            occasions=tuple(numbers),
            optional=all(one.get("optional", False) for one in of),
            kind=of[0]["kind"],
            status=of[0]["status"],
            who=among.who_features(word, among.who),
            where=among.features(word, among.where),
            when=among.features(word, among.when),
            takes_part=some,
            in_all=_flags(row.all() for row in part),
            unsure=_flags(any(stands_beside(actor, one) for one in of) for actor in actors) & ~some,
            right_where=_flags(any(_is_place(one.name, met["place"]) for met in of) for one in among.where),
            right_when=_right_when(among, of, item["text"], start),
            traits=traits_of(word),
            unit=among.unit(word),
            lemma=word.lemma_.lower(),
        )


def _meant(item: Json, doc: Doc, cast: Cast, among: Candidates, found: Pieces) -> Iterator[Meant]:
    for quote in item["quotes"]:
        span = Span(*quote["source"][0]) if quote["source"] and quote["speaker"] else None
        words = doc.char_span(span.start, span.end, alignment_mode="expand") if span else None
        if span is None or words is None or not len(words) or any(token.i in cast.names.at for token in words):
            continue
        first, last = pieces_of(found, [Candidate(words.root, span, ())])[0]
        yield Meant(
            start=int(first),
            end=int(last),
            features=among.meant_features(words.root, among.named),
            right=_flags(_means(one.actor, [quote["speaker"]]) for one in among.named),
        )


def _flags(values: Iterable[object]) -> Flags:
    return np.array([bool(value) for value in values], np.bool_)


def _right_when(among: Candidates, of: Sequence[Json], text: str, at: int) -> Flags:
    """Of several places where the same words stand, the one nearest to the telling."""
    right = _flags(any(_is_when(one.span, met, text) for met in of) for one in among.when)
    if right.sum() < 2:
        return right
    apart = np.abs(np.array([one.span.start for one in among.when]) - at)
    return _flags(right & (apart == apart[right].min()))


def takes_part(actor: Actor, encounter: Mapping[str, Any]) -> bool:
    """Whether an actor of the text is among the annotated participants."""
    return any(_means(actor, [one["name"], *one["aliases"]]) for one in encounter["participants"])


def stands_beside(actor: Actor, encounter: Mapping[str, Any]) -> bool:
    """Whether an actor is a group, or a member of one, that the annotation lets stand for each other."""
    named = [name for group, inside in encounter.get("members", {}).items() for name in (group, *inside)]
    return _means(actor, named) if named else False


def _means(actor: Actor, names: Sequence[str]) -> bool:
    mine = {fold(name) for name in (actor.name, *actor.aliases)} | {actor.key}
    theirs = [fold(name) for name in names]
    if mine & set(theirs):
        return True
    if actor.kind is ActorKind.PERSON:
        last, first = actor.key.split()[-1:], actor.key[:1]
        return any(len(name.split()) > 1 and name.split()[-1:] == last and name[:1] == first for name in theirs)
    words = _stems(actor.name)
    return any(
        words == other or (len(min(words, other, key=len)) > 1 and (words <= other or other <= words))
        for other in map(_stems, theirs)
        if words and other
    )


def _stems(name: str) -> frozenset[str]:
    return frozenset(word[:5] for word in fold(name).split() if word not in _EMPTY)


def _is_place(name: str, annotated: str | None) -> bool:
    if not annotated:
        return False
    mine, theirs = (" ".join(["", *_WORDS.findall(text.casefold()), ""]) for text in (name, annotated))
    return bool(mine.strip()) and (mine in theirs or theirs in mine)


def _is_when(span: Span, encounter: Mapping[str, Any], text: str) -> bool:
    written = encounter["when"]["text"]
    if not written:
        return False
    found = [match.start() for match in re.finditer(re.escape(written), text)]
    return any(start < span.end and span.start < start + len(written) for start in found)
