"""What people type for a topic.

    armenia                          a known topic, a country, a person, a body, an outlet, or any word
    armenia and russia               both: also + and &
    armenia or georgia               either
    CSTO -opinion                    without: also "not", "without", "except"
    "border talks"                   these words in this order
    person:Lavrov  outlet:Courier    looked for there alone: country, person, body, place, outlet, section, word

A comma parts two topics (`split`), of which a chat gets both.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digest.errors import AskError
from digest.topics.countries import country
from digest.topics.topic import Field, Topic, field_of

# 0.8: one slip in a word of five letters or more ("armenai"); below it, free words are taken for misspelt names
# ("Iran" and "Iraq" are 0.75 alike).
MISSPELT = 0.8
#: Longer than any mix that a person means.
LONGEST = 200
OFFERED = 3  # as many as a button row holds

_PIECE = re.compile(r'(-)?(\w+:)?(?:"([^"]+)"|“([^”]+)”|«([^»]+)»)|(\S+)')
_AND, _OR, _NOT = {"and", "+", "&"}, {"or", "|"}, {"not", "without", "except"}
_GLUED = re.compile(r"(?<=\w)\s*[+&|]\s*(?=\w)")  # "armenia+russia"; not "3+3"
_NUMBERS = re.compile(r"\d\s*[+&|]\s*\d")


def closest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known names that look most like this one, the likeliest first."""
    by_fold = {other.casefold(): other for other in known}
    return tuple(by_fold[near] for near in difflib.get_close_matches(name.casefold(), by_fold, OFFERED, 0.5))


def split(text: str) -> tuple[str, ...]:
    """The topics of a line: a comma or semicolon outside marks parts two of them."""
    quoted = re.split(r'("[^"]*"|“[^”]*”|«[^»]*»)', text)
    marked = "".join(part if number % 2 else re.sub(r"[,;]", "\n", part) for number, part in enumerate(quoted))
    return tuple(dict.fromkeys(squeezed for part in marked.split("\n") if (squeezed := " ".join(part.split()))))


def parse(name: str, known: Sequence[Topic]) -> Topic:
    """A known topic, a mix, or the words themselves.

    Raises:
        AskError: Nothing was asked for, or a word is a slip of the pen away from a known name.
    """
    asked = " ".join(name.split()).strip(" ,+&;")
    if not asked:
        offered = [topic.name for topic in known][:OFFERED]
        message = f"Which topic? {_offer(offered)}".strip()
        raise AskError(message, sentence="which-topic" if offered else "", names=", ".join(offered))
    if len(asked) > LONGEST:
        raise AskError(f"A topic has at most {LONGEST} characters.", sentence="topic-too-long", most=LONGEST)
    if whole := _known(asked, known):
        return whole
    mix = _mix(_terms(_pieces(asked)), known)
    if not mix.groups:
        message = f"“{asked}” says only what to leave out. Name a topic first: armenia -opinion"
        raise AskError(message, sentence="only-without", said=asked)
    return mix


@dataclass(frozen=True, slots=True)
class _Term:
    """Words between two operators."""

    words: str
    join: str  #: "and", "or", "not": what stands before them
    exact: bool = False  #: in marks


def _pieces(asked: str) -> list[tuple[str, bool]]:
    """Words, and phrases in marks (True), with a minus or a field before them."""
    spaced = asked if _NUMBERS.search(asked) else _GLUED.sub(lambda found: f" {found[0].strip()} ", asked)
    spaced = re.sub(r"[,;]\s", " and ", spaced)
    pieces = list[tuple[str, bool]]()
    for minus, field, *phrases, word in _PIECE.findall(spaced):
        phrase = "".join(phrases)
        pieces.append((f"{minus}{field}{phrase}", True) if phrase else (word, False))
    return pieces


def _terms(pieces: Sequence[tuple[str, bool]]) -> list[_Term]:
    terms, join, run = list[_Term](), "and", list[str]()

    def close() -> None:
        if run:
            terms.append(_Term(" ".join(run), join))
            run.clear()

    for text, exact in pieces:
        operator = text.casefold()
        if not exact and operator in _AND | _OR | _NOT:
            close()
            join = "and" if operator in _AND else "or" if operator in _OR else "not"
        elif exact or (text.startswith("-") and len(text) > 1):
            close()
            minus = text.startswith("-")
            terms.append(_Term(text.removeprefix("-"), "not" if minus else join, exact))
            join = "and"
        else:
            run.append(text)
    close()
    return terms


def _mix(terms: Sequence[_Term], known: Sequence[Topic]) -> Topic:
    """All terms as one: each group that of a term, or of two by "or"."""
    mixed = Topic("", ())
    for term in terms:
        one = _one(term, known)
        if term.join == "not":
            left_out = tuple(each for group in one.groups for each in group)
            name = f"{mixed.name} -{_marked(one.name, term)}".strip()
            mixed = Topic(name, mixed.groups, (*mixed.without, *left_out))
        elif term.join == "or" and mixed.groups:
            either = tuple((*group, *other) for group in mixed.groups for other in one.groups)
            mixed = Topic(f"{mixed.name} or {one.name}", either, (*mixed.without, *one.without))
        else:
            name = f"{mixed.name} and {one.name}" if mixed.name else one.name
            mixed = Topic(name, (*mixed.groups, *one.groups), (*mixed.without, *one.without))
    return mixed


def _marked(name: str, term: _Term) -> str:
    return f"“{name}”" if " " in name and not term.exact else name


def _one(term: _Term, known: Sequence[Topic]) -> Topic:
    field, words = field_of(term.words)
    if term.exact:
        inside = f"{Field.WORD.value}:{words}" if field is Field.ANY else f"{field.value}:{words}"
        return Topic(f"“{words}”" if field is Field.ANY else f"{field.value}:“{words}”", ((inside,),))
    if topic := _known(term.words, known):
        return topic
    near = closest(term.words, [topic.name for topic in known])
    if field is Field.ANY and near and _is_slip(words, near[0].casefold()):
        closest_names = ", ".join(near)
        message = f"No topic “{term.words}”. Closest: {closest_names}."
        raise AskError(message, sentence="no-topic", said=term.words, closest=closest_names)
    return Topic(term.words, ((term.words.casefold(),),))


def _known(asked: str, known: Sequence[Topic]) -> Topic | None:
    names = {asked.casefold(), *([] if asked.isascii() else [(country(asked) or "").casefold()])}
    return next((topic for topic in known if topic.name.casefold() in names), None)


def _is_slip(asked: str, name: str) -> bool:
    """True for "armenai", not for "armenian", which is a word of its own."""
    likeness = difflib.SequenceMatcher(None, asked, name).ratio()
    return likeness >= MISSPELT and not asked.startswith(name) and not name.startswith(asked)


def _offer(names: Sequence[str]) -> str:
    return f"For example: {', '.join(names)}." if names else ""
