"""Which person a phrase means: by surname, office or pronoun; never one of two that fit equally."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, ActorKind
from digest.reading.cues import subject_of
from digest.reading.names import Person, office_word
from digest.reading.offices import COUNTERPARTS, LONGEST, bare_office
from digest.reading.phrases import Phrases
from digest.reading.quotes import stretches
from digest.reading.sexes import Sex, of_pronoun, told_sexes
from digest.reading.states import fold

#: "the Prime Minister" is "PM Zurab Iashvili": the short forms of offices, spelt out.
_SPELT_OUT = {"pm": "prime minister", "premier": "prime minister", "fm": "foreign minister", "mp": "member parliament"}
#: Offices that a group is called by; "leaders" and "sides" fit anyone.
RANKS = en.words("minister president ambassador envoy foreign prime deputy defence health")
INTERVIEW = 2  # paragraphs that ask: one may be rhetorical
POSSESSIVES = frozenset({"his", "her", "its", "their"})


def singular(word: str) -> str:
    """Ministries -> ministry, ministers -> minister."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def bare(role: str) -> set[str]:
    """The words of an office, folded and spelt out."""
    return {s for word in fold(role).split() for s in _SPELT_OUT.get(word, word).split()}


class Persons:
    """The persons of one document."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._doc, self._names, self._states = phrases.doc, phrases.names, phrases.states
        lines = [line.strip() for line in phrases.text.split("\n")]
        asked = sum(line.endswith("?") or line.startswith(("Q:", "Q.")) for line in lines)
        self._interview = asked >= INTERVIEW
        self._sexes = told_sexes(self._doc, self._names)
        self._quotes = [stretch.span for stretch in stretches(phrases.text)]
        self._quote_starts = [span.start for span in self._quotes]
        self._subjects = sorted(
            (
                (end - 1, person)
                for person in self._names.persons
                for start, end in person.mentions
                if self._is_subject(start, end)
            ),
            key=lambda pair: pair[0],
        )

    def _is_subject(self, start: int, end: int) -> bool:
        """Subject itself, in apposition to one (a lawmaker, X, said), or of a clause of its own (X, who denied)."""
        if self.in_quotation(start):
            return False
        subjects = ("nsubj", "nsubjpass")
        for token in self._doc[start:end]:
            if token.dep_ in subjects or (token.dep_ == "appos" and token.head.dep_ in subjects):
                return True
            if any(c.dep_ == "relcl" and any(w.lower_ == "who" for w in c.children) for c in token.children):
                return True
        return False

    def in_quotation(self, i: int) -> bool:
        """Whom a quotation names is not who "she said" means after it."""
        offset = self._doc[i].idx
        at = bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and offset < self._quotes[at].end

    def actor(self, person: Person) -> Actor:
        """The person as a value."""
        aliases = tuple(sorted(person.spellings - {person.name}))
        return Actor(fold(person.name), person.name, ActorKind.PERSON, person.role, person.state, aliases)

    def person_at(self, token: Token) -> Person | None:
        """The person whose name the token is part of, or who stands in apposition to it."""
        if token.i in self._names.at:
            return self._names.at[token.i]
        if not office_word(token) and token.lower_ not in COUNTERPARTS:
            return None
        for child in token.children:
            if (
                child.dep_ in ("appos", "compound", "flat", "nmod")
                and child.i in self._names.at
                and self._beside(token, child)
            ):
                return self._names.at[child.i]
        if token.lower_ in COUNTERPARTS:
            return self._named_after(token)
        following = token.i + 1
        beside = self._names.at.get(following) if following < len(self._doc) else None
        return beside or self._named_at_the_end(token)

    def _named_at_the_end(self, token: Token) -> Person | None:
        """The Minister of Foreign Affairs of the Republic of Tarsia X; the Speaker of the Assembly, Mrs X."""
        of = token.i + 1 < len(self._doc) and self._doc[token.i + 1].lower_ in ("of", "for")
        if not of or self._phrases.is_plural(token):
            return None
        for i in range(token.i + 1, min(token.i + LONGEST, token.sent.end)):
            person = self._names.at.get(i)
            if person is not None:
                held = person.role and token.lower_ in person.role.casefold().split()
                return person if held or self._ranked(i) else None
            if self._doc[i].pos_ in ("VERB", "AUX") or self._doc[i].text in (";", ":", '"', "("):
                return None
        return None

    def _ranked(self, i: int) -> bool:
        """The head of the Border Service, Lieutenant General X: a comma, at most a rank, and the name."""
        while i and self._doc[i - 1].lower_ in en.MILITARY | en.COURTESY:
            i -= 1
        return i > 0 and self._doc[i - 1].text == ","

    def _named_after(self, token: Token) -> Person | None:
        """Her colleague in Zakar, Elnur Zeynalov: the name behind the comma, before any verb."""
        for i in range(token.i + 1, min(token.i + 7, len(self._doc))):
            if i in self._names.at and (self._doc[i - 1].text == "," or i == token.i + 1):
                return self._names.at[i]
            if self._doc[i].pos_ in ("VERB", "AUX") or self._doc[i].text in '.;"':
                return None
        return None

    def _beside(self, token: Token, name: Token) -> bool:
        """No possessive between: "Merrin's minister" is not Merrin."""
        after = self._doc[name.i + 1] if name.i + 1 < len(self._doc) else None
        return not (name.i < token.i and after is not None and after.text == "'s")

    def antecedent(self, token: Token) -> Person | None:
        """Whom he or she is: the last subject that can be, before the pronoun; else the last person named."""
        sex = of_pronoun(token.lower_)
        own = self._own_subject(token)
        if own is not None and (beside := self._beside_subject(token, own, sex)) is not None:
            return beside
        before = [(i, p) for i, p in self._subjects if i < token.i and p is not own and self._may_be(p, sex)]
        if not before:
            named = (
                (end - 1, p)
                for p in self._names.persons
                for _, end in p.mentions
                if end <= token.i and self._may_be(p, sex)
            )
            before = sorted(named, key=lambda pair: pair[0])[-1:]
        if not before:
            return None
        if sex is not None:
            self._sexes.setdefault(id(before[-1][1]), sex)
        return before[-1][1]

    def interviewed(self, token: Token) -> Person | None:
        """Who "you" and "I" are in an interview, outside quotations: the person named first; None in other texts."""
        if not self._interview or self.in_quotation(token.i):
            return None
        return min(self._names.persons, key=lambda p: min(p.mentions), default=None)

    def _own_subject(self, token: Token) -> Person | None:
        """Met X and handed him a letter: "him" is not who handed it; None where the pronoun is no object."""
        if token.dep_ not in ("dobj", "dative") or token.lower_.endswith("self"):
            return None
        subject = subject_of(token.head)
        return self._names.at.get(subject.i) if subject is not None else None

    def _beside_subject(self, token: Token, own: Person, sex: Sex | None) -> Person | None:
        """The last other person that the sentence named before the pronoun."""
        named = [self._names.at.get(i) for i in range(token.sent.start, token.i)]
        return next((p for p in reversed(named) if p is not None and p is not own and self._may_be(p, sex)), None)

    def _may_be(self, person: Person, sex: Sex | None) -> bool:
        return sex is None or self._sexes.get(id(person), sex) is sex

    def holders(self, token: Token) -> list[Actor]:
        """Who "the two foreign ministers" can be: persons of that office; empty where the word names no office."""
        wanted = {singular(word) for word in fold(self._phrases.phrase(token)).split()} & RANKS
        held = [p for p in self._names.persons if p.role and wanted <= bare(p.role)]
        return (
            [self.actor(p) for p in held if ("deputy" in wanted) == ("deputy" in bare(p.role or ""))] if wanted else []
        )

    def official(self, token: Token) -> Actor | None:
        """The Prime Minister: the person of this office named before, else after; unnamed officials stay a phrase."""
        wanted = self._office_words(self._phrases.phrase(token), token)
        state = self._phrases.state_of(token)
        fitting = [p for p in self._names.persons if p.role and self.holds(p, wanted, state)]
        if token.text in COUNTERPARTS or token.lower_ in COUNTERPARTS:
            return self._unnamed_counterpart(token, state)
        if fitting and self._phrases.definite(token):
            return self.actor(self._meant(fitting, wanted, state, token.i))
        name = self._phrases.phrase(token)
        return Actor(fold(name), name, ActorKind.GROUP, None, state) if name else None

    def _office_words(self, phrase: str, token: Token) -> set[str]:
        words = fold(phrase).split()
        words = [spelt for word in words for spelt in _SPELT_OUT.get(word, word).split()]
        known = {fold(w) for w in (*en.OFFICES, *en.OFFICE_PARTS)}
        return {word for word in words if word in known} or {token.lower_}

    def holds(self, person: Person, wanted: set[str], state: str | None) -> bool:
        """Whether someone holds an office: all its words, a deputy only where one is meant, no other country."""
        held = bare(person.role or "")
        if "deputy" in held and "deputy" not in wanted and len(wanted) > 1:
            return False
        return (wanted <= held or wanted <= person.others) and not (state and person.state and state != person.state)

    def _meant(self, fitting: list[Person], wanted: set[str], state: str | None, i: int) -> Person:
        """The bare "Prime Minister" has an office of no more words than that: not "Prime Minister of Finland"."""
        if state is None:
            exact = [p for p in fitting if p.role and bare(p.role) == wanted]
            fitting = exact or fitting
        return self.nearest(fitting, i)

    def nearest(self, persons: list[Person], i: int) -> Person:
        """Who was named last before a token, else first after it."""

        def distance(person: Person) -> tuple[bool, int]:
            starts = [start for start, _ in person.mentions]
            before = [i - start for start in starts if start < i]
            return (not before, min(before) if before else min(abs(start - i) for start in starts))

        return min(persons, key=distance)

    def _unnamed_counterpart(self, token: Token, state: str | None) -> Actor | None:
        """Her Najdani counterpart, unnamed: "Najdani Prime Minister"; his counterpart: the other of the two before."""
        owner = next((child for child in token.children if child.lower_ in POSSESSIVES), None)
        adjective = next((c.text for c in token.children if self._states.of(c.text)), None)
        if adjective and token.dep_ == "conj" and office_word(token.head) and token.head.i not in self._names.at:
            name = f"{adjective} {bare_office(self._phrases.phrase(token.head), self._states)}"
            return Actor(fold(name), name, ActorKind.GROUP, None, state)
        person = self.antecedent(owner) if owner is not None else None
        if person is None or not person.role:
            return None
        if adjective is None:
            return self._other_holder(person)
        name = f"{adjective} {bare_office(person.role, self._states)}"
        return Actor(fold(name), name, ActorKind.GROUP, None, state)

    def _other_holder(self, person: Person) -> Actor | None:
        office = bare_office(person.role or "", self._states)
        others = [
            p for p in self._names.persons if p is not person and p.role and bare_office(p.role, self._states) == office
        ]
        return self.actor(others[0]) if len(others) == 1 else None
