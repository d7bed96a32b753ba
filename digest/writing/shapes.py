"""Whether a line of who met whom says what an encounter's line may say, and in no other order.

    [Planned: ] names  did            [ in place] [, date] [, on topics]
                A and B held talks      in Velm    , 12 June , on timber

Place, date and topics are each one piece of the source, and the verb is one that the evidence bears: a call is never a
meeting, nor a meeting a call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.model import EncounterKind, Item
from digest.sections import wording
from digest.writing.anatomy import introductions
from digest.writing.words import RESOLVED, Source

_NAME = "\0"  # stands for a name with its brackets: in no article, since cleaning drops control characters


def _any_of(words: frozenset[str] | tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda each: (-len(each), each))))


_CALLS = tuple(
    verb.replace("by phone", how).strip()
    for verb in ("spoke by phone", "to speak by phone")
    for how in ("by phone", "by video", "")
)
_ON_THE_LINE = frozenset({*(call for call in _CALLS if " by " in call), wording.NOUNS[EncounterKind.CALL]})
_TOGETHER = ("met", "to meet", "held talks", "to hold talks", wording.RECEIVED, "meeting", "talks")
_VERBS = frozenset({*(verb for verbs in wording.VERBS.values() for verb in verbs), *_CALLS})
_NOUNS = frozenset({*wording.NOUNS.values(), wording.IN_WRITING})
_LINE = re.compile(
    rf"(?:(?:{_any_of(wording.MARKS)}): )?"
    rf"{_NAME}(?:, {_NAME})*(?: and {_NAME})?(?: and others)?"
    rf"(?P<did> (?:{_any_of(_VERBS)})| at a (?:{_any_of(wording.GATHERINGS)})|, (?:{_any_of(_NOUNS)})"
    rf"| (?:{wording.RECEIVED}|{wording.WROTE}) {_NAME})"
    r"(?P<rest>(?:$|[ ,]).*)",
    re.DOTALL,
)
_WHERE = re.compile(r" (?:in |at |on |aboard |near |outside |inside |to )?(?P<place>[^,]+)")
_CALLED = re.compile(
    r"\bphon|\btelephon|\bcall(?:s|ed|ing)?\b|\brang\b|\bvideo|\bonline\b|\bzoom\b|\bdial|\bhotline", re.IGNORECASE
)
_FACE_TO_FACE = re.compile(
    r"\bmet\b|\bmeet|\bvisit|\btalks?\b|\bhost|\breceiv|\bwelcom|\bguest|\bsummit|\bsession|\bround|\bforum|\bconsult"
    r"|\bnegotiat|\bgather|\bdine|\bdinner|\blunch|\bsat down|\btogether|\bconfer|\bin person|\baudience|\bdebate"
    r"|\bhand(?:ed|shake)|\bcourtesy\b",
    re.IGNORECASE,
)


def fault(item: Item, source: Source) -> str:
    """What in the line is not as it has to be; empty when nothing is."""
    return next(_faults(item, source), "")


def _faults(item: Item, source: Source) -> Iterator[str]:
    line = _LINE.fullmatch(_nameless(item))
    if line is None:
        yield "it is not put as an encounter is"
        return
    yield from _rest(line["rest"], source)
    yield from _kind(line["did"].strip(" ,"), " ".join(_reporting(item)))


def _kind(did: str, sentences: str) -> Iterator[str]:
    """A call is told as one, and as nothing else."""
    called = _CALLED.search(sentences)
    if did in _ON_THE_LINE and not called:
        yield f"no call is in the evidence: {did}"
    if did.startswith(_TOGETHER) and called and not _FACE_TO_FACE.search(sentences):
        yield f"a call is no meeting: {did}"


def _reporting(item: Item) -> Iterator[str]:
    """The sentences that report the encounter, not those that say who somebody is."""
    return (proof.text for proof in item.evidence if proof.label in wording.MARKS | {wording.HELD})


def _nameless(item: Item) -> str:
    """The line with one sign for each name and its brackets."""
    text, at = "", 0
    for span, _ in introductions(item):
        text += item.text[at : span.start] + _NAME
        at = span.end
    return text + item.text[at:]


def _rest(rest: str, source: Source) -> Iterator[str]:
    """Place, date and topics: each a piece of the source."""
    if rest.startswith(" "):
        place = _WHERE.match(rest)
        if place is None or not source.tells(place["place"]):
            yield f"not in the evidence: {rest.strip()}"
            return
        rest = rest[place.end() :]
    rest, _, topics = rest.partition(", on ")
    for piece in filter(None, rest.split(", ")):
        found = RESOLVED.fullmatch(piece)
        resolved = found is not None and source.resolves(found[1], int(found[2]), found[3])
        if not resolved and not source.holds(piece) and not (found and source.holds_date(found)):
            yield f"not in the source: {piece}"
    for topic in filter(None, topics.split(" and ")):
        if not source.holds(topic):
            yield f"not in the source: {topic}"
