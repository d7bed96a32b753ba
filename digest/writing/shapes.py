"""Whether a line of who met whom says what an encounter's line may say, and in no other order.

    [Planned: ] names  did            [ in place] [, date] [, on topics]
                A and B held talks      in Velm    , 12 June , on timber

Place, date and topics are each one piece of the source, and the verb is one that the evidence bears: a call is never a
meeting, nor a meeting a call.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from digest.model import Item
from digest.sections import wording
from digest.writing.anatomy import introductions
from digest.writing.cited import folded, words_of
from digest.writing.words import RESOLVED, Source

_NAME = "\0"  # stands for a name with its brackets: in no article, since cleaning drops control characters


def _any_of(words: Collection[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda each: (-len(each), each))))


_DONE = frozenset({done for done, _ in wording.VERBS.values()} | {"spoke by video", "spoke"})
_AHEAD = frozenset({ahead for _, ahead in wording.VERBS.values()} | {"to speak by video", "to speak"})
_NOUNS = frozenset({*wording.NOUNS.values(), wording.IN_WRITING})
_ON_THE_LINE = frozenset({"spoke by phone", "spoke by video", "to speak by phone", "to speak by video", "call"})
_APART = _ON_THE_LINE | {"spoke", "to speak", wording.IN_WRITING, wording.WROTE}  #: nobody is anywhere
_TOGETHER = frozenset({"met", "to meet", "held talks", "to hold talks", wording.RECEIVED, "meeting", "talks"})
_VISITS = frozenset({"visited", "to visit"})
_LINE = re.compile(
    rf"(?:(?P<mark>{_any_of(wording.MARKS)}): )?"
    rf"{_NAME}(?:, {_NAME})*(?: and {_NAME})?(?: and others)?"
    rf"(?: (?P<verb>{_any_of(_DONE | _AHEAD)})| at a (?P<event>{_any_of(wording.GATHERINGS)})"
    rf"|, (?P<noun>{_any_of(_NOUNS)})| (?P<to>{wording.RECEIVED}|{wording.WROTE}) {_NAME}|(?<={_NAME}))"
    r"(?P<rest>(?:$|[ ,]).*)",
    re.DOTALL,
)
_EARLIER = re.compile(rf"(?P<names>.+) (?:{_any_of(_NOUNS)})(?:, (?P<when>[^,]+))?")
_OWNED = re.compile(r"\w[’']s \w")
_WHERE = re.compile(r" (?P<where>(?:in|at|on|aboard|near|outside|inside|to) )?(?P<place>[^,]+)")
_MEANT = re.compile(
    r"\bto (?:\w+ly )?(?:meet|speak|talk|visit|hold|phone|call|travel|receive|host|write)\b|\bif\b[^,.;]*\bmeets?\b",
    re.IGNORECASE,
)
_DONE_WORDS = re.compile(
    r"\b(?:met|spoke|talked|visited|held|phoned|telephoned|called|rang|travelled|traveled|flew|went|came|drove|sat"
    r"|gathered|received|hosted|wrote|sent|arrived|welcomed|joined|discussed|meeting|talks|visit|call|conversation|summit|consultations|negotiations|session)\b",
    re.IGNORECASE,
)
_UNTRUE = re.compile(
    r"\bit is not true that\b|\bwere (?:false|untrue)\b|\bis (?:false|untrue)\b|\balmost met\b", re.IGNORECASE
)
_FACE_TO_FACE = re.compile(
    r"\bmet\b|\bmeet|\bvisit|\btalks?\b|\bhost|\breceiv|\bwelcom|\bguest|\bsummit|\bsession|\bround|\bforum|\bconsult"
    r"|\bnegotiat|\bgather|\bdine|\bdinner|\blunch|\bsat down|\btogether|\bconfer|\bin person|\baudience|\bdebate"
    r"|\bhand(?:ed|shake)|\bcourtesy\b",
    re.IGNORECASE,
)


def fault(item: Item, source: Source, names: Collection[str]) -> str:
    """What in the line is not as it has to be; empty when nothing is.

    Args:
        item: A line of who met whom.
        source: Of that line.
        names: Of everyone in the story: nobody is a place.
    """
    return next(_faults(item, source, names), "")


def _faults(item: Item, source: Source, names: Collection[str]) -> Iterator[str]:
    line = _LINE.fullmatch(_nameless(item))
    if line is None:
        yield "it is not put as an encounter is"
        return
    did = line["verb"] or line["event"] or line["noun"] or line["to"] or ""
    if not did and line["mark"] != wording.NOT_MET:
        yield "nothing is told of them"
    names = {*names, *(label for _, label in introductions(item))}
    yield from _tense(line, did)
    yield from _kind(did, " ".join(_reporting(item)))
    if not line["mark"] and any(map(_only_meant, _reporting(item))):
        yield f"meant, not done: {did}"
    rest = line["rest"]
    if rest.startswith(" "):
        where = _WHERE.match(rest)
        told = where and any(folded(where["place"]) in folded(sentence) for sentence in _reporting(item, wording.WHERE))
        if where is None or did in _APART or not told or not _is_place(where, did, source, names):
            yield f"no place: {rest.strip()}"
            return
        rest = rest[where.end() :]
    yield from _when_and_what(rest, source)


def background_fault(item: Item, source: Source) -> str:
    """What in "Orlan–Marsk talks, January" is no name or date of the evidence; empty when all is."""
    line = _EARLIER.fullmatch(item.text)
    if line is None:
        return "it is not put as an earlier encounter is"
    day = RESOLVED.fullmatch(line["when"] or "")
    pieces = [*re.split(" ?– ?", line["names"]), *([] if day or not line["when"] else [line["when"]])]
    return next((f"not in the evidence: {piece}" for piece in pieces if not _named(piece, source)), "")


def _named(piece: str, source: Source) -> bool:
    """In one piece, or somebody's body, whose owner the text may name in full elsewhere: "Petra Hada’s office"."""
    return source.tells(piece) or (bool(_OWNED.search(piece)) and source.near.issuperset(words_of(piece)))


def _tense(line: re.Match[str], did: str) -> Iterator[str]:
    """What is planned is to come, what is done has no mark, what did not take place has no verb."""
    verbs = {None: _DONE | {wording.RECEIVED, wording.WROTE}, wording.PLANNED: _AHEAD}.get(line["mark"], frozenset())
    if did and not line["event"] and not line["noun"] and did not in verbs:
        yield f"{line['mark'] or 'as done'}: {did}"


def _kind(did: str, sentences: str) -> Iterator[str]:
    """A call is told as one, and as nothing else."""
    called = wording.is_call(sentences)
    if did in _ON_THE_LINE and not called:
        yield f"no call is in the evidence: {did}"
    if did in _TOGETHER and called and not _FACE_TO_FACE.search(sentences):
        yield f"a call is no meeting: {did}"


def _only_meant(sentence: str) -> bool:
    """Hopes to meet; if she meets him; reports that they met were false: nothing in the sentence is told as done."""
    meant = _MEANT.search(sentence) and not _DONE_WORDS.search(sentence)
    return bool(meant or _UNTRUE.search(sentence))


def _is_place(found: re.Match[str], did: str, source: Source, names: Collection[str]) -> bool:
    """True for a place of the evidence: with its preposition in one piece where it could be something else."""
    where, place = found["where"] or "", found["place"]
    if bool(where) is (did in _VISITS):
        return False
    words = {word for name in names for word in words_of(name)}
    if place[:1].isupper() and not words.intersection(words_of(place)):
        return did in _VISITS or any(_locates(place, article.text) for article in source.articles)
    ways = ("",) if did in _VISITS and place[:1].islower() else (where, "in ", "at ", "to ")
    return any(source.holds(f"{way}{place}") for way in ways)


def _locates(place: str, text: str) -> bool:
    """In the Slovenian resort of Bled; in the capital, Port Almer; a dateline."""
    way = rf"\b(?:in|at|on|to|near|from|outside|inside|aboard|hosted by)\s+(?:[\w’'-]+,?\s+){{0,5}}{re.escape(place)}\b"
    return bool(re.search(rf"{way}|(?:^|: ){re.escape(place)}\b", text, re.IGNORECASE | re.MULTILINE))


def _when_and_what(rest: str, source: Source) -> Iterator[str]:
    """Date and topics: each a piece of the source."""
    rest, _, topics = rest.partition(", on ")
    for piece in filter(None, rest.split(", ")):
        day = RESOLVED.fullmatch(piece)
        if not (source.dates(day) if day else source.tells(piece)):
            yield f"not in the source: {piece}"
    for topic in filter(None, topics.split(" and ")):
        if not source.holds(topic):
            yield f"not in the source: {topic}"


def _reporting(item: Item, *labels: str) -> Iterator[str]:
    """The sentences that report the encounter, not those that say who somebody is; and those filed so."""
    filed = {*wording.MARKS, wording.HELD, *labels}
    return (proof.text for proof in item.evidence if proof.label in filed)


def _nameless(item: Item) -> str:
    """The line with one sign for each name and its brackets."""
    text, at = "", 0
    for span, _ in introductions(item):
        text += item.text[at : span.start] + _NAME
        at = span.end
    return text + item.text[at:]
