"""Country names and their adjectives: the known ones, and those that a text teaches by its own forms.

No model knows every state, and none the next one. "Tarsian Foreign Minister" says that Tarsian is an adjective of a
state, and "Tarsia" elsewhere in the text which one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from digest.lang import en

_OFFICE = (
    r"(?:(?:Deputy|First|Vice|Acting|Interim|Former)\s)*(?:Prime|Foreign|Defen[cs]e|Interior|Health|Energy|Economy|Finance|"
    r"Education|Culture|Justice|President|Premier|PM|Chancellor|King|Queen|Ambassador|Government|Parliament|Embassy|"
    r"Ministry|Minister|government|president|foreign|prime|deputy|embassy|ministry|parliament|counterpart|colleague|"
    r"ambassador|leader|envoy|delegation|side|energy|defen[cs]e|[A-Z]\w+\s(?:Minister|Ministry|President))\b"
)
_WORD = r"[A-Z][\w-]{2,}"
#: Tarsian Foreign Minister, his Talvian counterpart
_ADJECTIVE = re.compile(rf"\b({_WORD})\s+(?={_OFFICE})")
#: the Morvenian and Dravenian foreign ministries
_OF_TWO = re.compile(
    rf"\b({_WORD})\s+and\s+({_WORD})\s+(?:\w+\s)?(?:[Mm]inist(?:ries|ers)|[Pp]residents|delegations|governments|sides|leaders)\b"
)
#: Merrin’s Foreign Minister
_OWNER = re.compile(rf"\b({_WORD})[’']s\s+(?:then\s)?{_OFFICE}")
#: the Foreign Ministry of Merrin, the Republic of Shirvan, President of Georgia
_OF = re.compile(
    rf"\b(?:[Mm]inist(?:er|ry)|[Pp]resident|[Gg]overnment|Republic|Kingdom|[Aa]mbassador|[Pp]arliament|leader)"
    rf"\s+of\s+(?:the\s)?({_WORD})"
)
#: the presidents of Tarsia and Velmora, the health ministers of Georgia, Merrin and Zakar
_OF_SEVERAL = re.compile(
    r"\b(?:[Mm]inisters|[Mm]inistries|[Pp]residents|[Ll]eaders|[Cc]ommissions|delegations|governments)(?:\s\w+){0,3}?"
    rf"\s+(?:of|from)\s+({_WORD}(?:,\s{_WORD})*\sand\s{_WORD})"
)
_ENDINGS = ("n", "an", "ian", "i", "ese", "ish", "ani", "nian", "iot", "")
#: Capitalised words that stand before an office and are no state.
_NOT_STATES = (
    en.words(
        "the his her their its our first deputy foreign prime vice defence defense interior health energy economy "
        "finance education culture justice union european council opposition regional national former acting state "
        "chief security then parliament affairs general late agriculture republic new special permanent city federal "
        "his parliamentary interior deputy on in at when and but for mr mrs senior joint agency party department "
        "environment"
    )
    | set(en.WEEKDAYS)
    | set(en.MONTHS)
)


@lru_cache(maxsize=8192)  # a long article folds its few hundred names half a million times
def fold(text: str) -> str:
    """Lower case, no accents, no marks, one space between words: what makes two spellings one key."""
    table = str.maketrans({"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss"})
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(table))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s-]", "", plain).replace("-", " ").split())


class States:
    """The states of one article."""

    def __init__(self, text: str) -> None:
        self._nouns: dict[str, str] = {}  #: a form -> the state's name
        self._adjectives: dict[str, str] = {}
        self._add_known()
        self._learn(text)

    def _add_known(self) -> None:
        for state, (adjective, _) in en.STATES.items():
            self._nouns[state] = state
            self._adjectives[adjective] = state
        self._nouns.update(en.STATE_ALIASES)

    def _learn(self, text: str) -> None:
        found = {m.group(1) for pattern in (_OWNER, _OF) for m in pattern.finditer(text)}
        found |= {word for m in _OF_SEVERAL.finditer(text) for word in re.split(r",\s|\sand\s", m.group(1))}
        for noun in sorted(found):
            if noun not in self._adjectives and self._is_new(noun) and _is_a_place(noun, text):
                self._nouns.setdefault(noun, noun)
        words = set(re.findall(rf"\b{_WORD}", text))
        for adjective in sorted({word for p in (_ADJECTIVE, _OF_TWO) for m in p.finditer(text) for word in m.groups()}):
            if self._is_new(adjective) and adjective not in self._nouns:
                self._learn_adjective(adjective, words)

    def _learn_adjective(self, adjective: str, words: Iterable[str]) -> None:
        noun = next(
            (word for word in sorted(words, key=len) if word != adjective and is_adjective_of(adjective, word)), None
        )
        if noun:
            self._nouns.setdefault(noun, noun)
            self._adjectives[adjective] = noun
        elif re.search(r"(?:ian|ean|ese|ish|ani|oran|[^aeiou]i)$", adjective):
            self._adjectives[adjective] = adjective

    def _is_new(self, word: str) -> bool:
        return word.casefold() not in _NOT_STATES and word not in self._nouns and word not in self._adjectives

    def of(self, word: str) -> str | None:
        """The state that a noun or adjective names; None when it names none."""
        return self._nouns.get(word) or self._adjectives.get(word)

    def country(self, state: str | None) -> str | None:
        """The state, unless the text has its adjective only: "Morvenian" is nobody's country."""
        return None if state is None or self._adjectives.get(state) == state else state

    def adjective(self, state: str) -> str:
        """The adjective of a state, its own name where none is known."""
        return next((adjective for adjective, noun in self._adjectives.items() if noun == state), state)

    def is_noun(self, word: str) -> bool:
        """True for the name of a state, not its adjective."""
        return word in self._nouns and word not in self._adjectives

    def in_phrase(self, words: Iterable[str]) -> str | None:
        """The first state that a phrase names."""
        return next((state for word in words if (state := self.of(word.removesuffix("’s").removesuffix("'s")))), None)


def is_adjective_of(adjective: str, noun: str) -> bool:
    """Whether the one is formed from the other: Talvian from Talvia, Velmoran from Velmora, Najdani from Najdan."""
    stems = (noun, noun[:-1]) if noun[-1:] in "aeouy" else (noun,)
    return len(noun) > 3 and any(adjective == stem + ending for stem in stems for ending in _ENDINGS if ending)


def _is_a_place(noun: str, text: str) -> bool:
    """Not the person of "Orbel’s foreign minister": a state also stands alone, or has an adjective."""
    name = re.escape(noun)
    in_name = re.search(rf"\b[A-Z]\w+ {name}\b(?! (?:Foreign|Prime|President|Deputy))", text)
    return not in_name or bool(re.search(rf"\b(?:of|in|and|to|between|from) {name}\b", text))
