"""What the articles of a day can be found by, so that thousands of topics need not each look through every text.

    report -> marks: its words, and the names in it by what they do there --number--> the day's index
    term --question--> marks of which one is enough, and words of which all are needed

For a term of one word the index knows which articles meet it, as matching.hit would say. A name or a phrase of several
stands somewhere in the articles that have all of its words: those are to be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from digest.model import ActorKind, Report, Status
from digest.remembering import REPORTS, remembered
from digest.topics.countries import country
from digest.topics.matching import ENDINGS, is_part, voices, written
from digest.topics.spelling import name_words, skeleton, words
from digest.topics.topic import Field, field_of

Marks = NDArray[np.int64]

#: What a name does in an article, as its marks begin.
_TEXT, _PERSON, _BODY, _COUNTRY, _PLACE, _NAMED, _OUTLET, _SECTION, _STEP = "tpbclnosu"
#: Marks by the sound of a name begin so too.
_SOUND = "~"
#: Whose names a term is looked for in.
_NAMES: Mapping[Field, str] = defaultdict(
    str,
    {
        Field.ANY: _PERSON + _BODY + _PLACE + _NAMED,
        Field.PERSON: _PERSON,
        Field.BODY: _BODY,
        Field.PLACE: _PLACE,
        Field.WORD: _NAMED,
    },
)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Which of a day's articles have which mark."""

    articles: tuple[str, ...]  #: their ids
    marks: Marks  #: in rising order, each once
    starts: NDArray[np.int64]  #: for each mark where its articles begin in `places`, and then the end of those
    places: NDArray[np.uint16]  #: into `articles`

    def having(self, marks: Marks) -> NDArray[np.bool_]:
        """For each article whether it has any of these."""
        found = np.zeros(len(self.articles), np.bool_)
        at = np.searchsorted(self.marks, marks)
        for number, mark in zip(at.tolist(), marks.tolist(), strict=True):
            if number < len(self.marks) and self.marks[number] == mark:
                found[self.places[self.starts[number] : self.starts[number + 1]]] = True
        return found


def indexed(reports: Sequence[Report]) -> Index:
    """Of a day's reports, fewer than 65,536."""
    each = [_marks(report) for report in reports]
    owner = np.repeat(np.arange(len(each), dtype=np.uint16), [len(marks) for marks in each])
    whole = np.concatenate([np.empty(0, np.int64), *each])
    order = np.argsort(whole, kind="stable")
    marks, starts = np.unique(whole[order], return_index=True)
    return Index(tuple(report.article.id for report in reports), marks, np.append(starts, len(whole)), owner[order])


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What an article must have to meet a term."""

    enough: Marks  #: any of these
    phrases: tuple[tuple[Marks, ...], ...] = ()  #: or, perhaps, where it has one of each of these


@lru_cache(maxsize=10_000)
def question(term: str, *, leaving_out: bool = False) -> Question:
    """What to ask the index for a term; `leaving_out` for one that articles are to be without."""
    field, asked = field_of(term)
    if field is Field.SECTION or (leaving_out and is_part(field, asked)):
        steps = {asked, asked.removesuffix("s"), f"{asked}s"}
        return Question(_numbers([_SECTION + asked, *(_STEP + step for step in steps)]))
    enough, phrases = list[str](), list[tuple[Marks, ...]]()
    if field in (Field.ANY, Field.OUTLET):
        enough.append(_OUTLET + asked)
    if field in (Field.ANY, Field.COUNTRY):
        enough += _called(_COUNTRY, country(asked) or asked)
    for whole, marks in _in_words(field, asked):
        if whole:
            enough += marks[0]
        else:
            phrases.append(tuple(map(_numbers, marks)))
    return Question(_numbers(enough), tuple(phrases))


def _in_words(field: Field, asked: str) -> Iterator[tuple[bool, list[list[str]]]]:
    """Ways to meet a term by words: for each word the marks of which one is needed; True where that is all there is."""
    if (kinds := _NAMES[field]) and (called := words(asked)):
        yield len(called) == 1, [[mark for kind in kinds for mark in _called(kind, word)] for word in called]
    for form in written(asked) if field in (Field.ANY, Field.WORD) else ():
        *before, last = words(form) or [""]
        marks = [[_TEXT + word] for word in before] + ([[_TEXT + last + end for end in ENDINGS]] if last else [])
        yield last == form, marks


def _called(kind: str, name: str) -> list[str]:
    """The marks of a name, or of a word of one: what is written, and how it sounds."""
    sound = skeleton(name)
    return [kind + name.casefold(), *([kind + _SOUND + sound] if sound else [])]


@remembered(REPORTS)
def _marks(report: Report) -> Marks:
    return _numbers(set(_marks_of(report)))


def _marks_of(report: Report) -> Iterator[str]:
    article, facts = report.article, report.facts
    yield from (_TEXT + word for word in words(f"{article.title}\n{article.text}"))
    for actor in voices(report):
        kind = _PERSON if actor.kind is ActorKind.PERSON else _BODY
        yield from _of_names(kind, (actor.name, actor.key, *actor.aliases))
        yield from _called(_COUNTRY, actor.represents) if actor.represents else ()
    news = (each for each in facts.encounters if each.status is not Status.BACKGROUND)
    yield from _of_names(_PLACE, (each.place for each in news if each.place))
    yield from _of_names(_NAMED, (name for actor in facts.actors for name in (actor.name, *actor.aliases)))
    yield from (_OUTLET + name.casefold() for name in (article.source, article.outlet) if name)
    yield _SECTION + article.section.casefold()
    yield from (_STEP + step for step in urlsplit(article.url).path.casefold().split("/"))


def _of_names(kind: str, names: Iterable[str]) -> Iterator[str]:
    return (mark for name in names for word in name_words(name) for mark in _called(kind, word))


def _numbers(marks: Collection[str]) -> Marks:
    return np.fromiter(map(_number, marks), np.int64, len(marks))


@lru_cache(maxsize=100_000)
def _number(mark: str) -> int:
    """Of 64 bits: no two marks that anybody will ever ask for share one."""
    return int.from_bytes(blake2b(mark.encode(errors="replace"), digest_size=8).digest(), "little", signed=True)
