"""Whether a text tells "she" or "he" of a person.

surest first
  Ms Bel, Lady Bel                       a title before any mention
  spokeswoman Bel                        the office
  Bel, a mother of two; Bel's husband    what the text calls the person, and whose husband it names
  Anna Bel                               the forename, where it is a woman's or a man's alone
  Bayeva                                 the surname, where it has the two forms

What none of these tells, the first pronoun that can be nobody else's may; that is for whoever resolves pronouns.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import pairwise

from spacy.tokens import Doc

from digest.lang import en, forenames
from digest.reading.names import Names, Person
from digest.reading.states import fold


class Sex(Enum):
    """Which pronoun a person has."""

    WOMAN = "she"
    MAN = "he"


_PRONOUNS = {
    **dict.fromkeys(("she", "her", "herself", "hers"), Sex.WOMAN),
    **dict.fromkeys(("he", "him", "his", "himself"), Sex.MAN),
}


def of_pronoun(word: str) -> Sex | None:
    """Whom a pronoun in small letters can mean; None where it can mean anyone."""
    return _PRONOUNS.get(word)


def of_word(word: str) -> Sex | None:
    """Whom a title, an office or kin in small letters can be; None where it can be anyone."""
    return Sex.WOMAN if word in en.WOMEN_WORDS else Sex.MAN if word in en.MEN_WORDS else None


def told_sexes(doc: Doc, names: Names) -> dict[int, Sex]:
    """What the text tells, by the id of the person."""
    return {id(person): sex for person in names.persons if (sex := _told(doc, person)) is not None}


def _told(doc: Doc, person: Person) -> Sex | None:
    for word in (*_titles(doc, person), *_called(doc, person)):
        if (sex := of_word(word)) is not None:
            return sex
    return _by_spouse(doc, person) or _by_forename(person) or _by_surname(person)


def _titles(doc: Doc, person: Person) -> Iterator[str]:
    for start, _ in person.mentions:
        if start:
            yield doc[start - 1].lower_.rstrip(".")
    yield from fold(f"{person.role or ''} {' '.join(person.spellings)}").split()


def _called(doc: Doc, person: Person) -> Iterator[str]:
    """Bel, a retired actress, …; Bel is the first woman to …."""
    for start, end in person.mentions:
        for token in doc[start:end]:
            yield from (child.lemma_.lower() for child in token.children if child.dep_ == "appos")
            if token.dep_ == "nsubj" and token.head.lemma_ == "be":
                yield from (child.lemma_.lower() for child in token.head.children if child.dep_ == "attr")


def _by_spouse(doc: Doc, person: Person) -> Sex | None:
    """Bel and her husband; Bel's wife."""
    for _, end in person.mentions:
        after = [token.lower_ for token in doc[end : end + 3]]
        for mark, spouse in pairwise(after):
            if mark in ("'s", "her") and spouse == "husband":
                return Sex.WOMAN
            if mark in ("'s", "his") and spouse == "wife":
                return Sex.MAN
    return None


def _by_forename(person: Person) -> Sex | None:
    words = [fold(spelling).split() for spelling in person.spellings]
    first = {name[0] for name in words if len(name) > 1}
    woman, man = bool(first & forenames.WOMEN), bool(first & forenames.MEN)
    return None if woman is man else Sex.WOMAN if woman else Sex.MAN


def _by_surname(person: Person) -> Sex | None:
    """Aliyeva, Sokolova, Kovalskaya: only women have these; a man's form may be a woman's outside the region."""
    return Sex.WOMAN if person.surname.endswith(forenames.WOMENS_SURNAMES) and " " in person.name else None
