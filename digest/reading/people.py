"""Who a phrase means: persons by surname, office or pronoun; bodies with their country; states; groups.

`Cast` holds everyone in one article. It answers for a token: which actors does the phrase that it heads name? It never
guesses between two that fit equally: then it answers with the phrase itself, or with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from digest.lang import en
from digest.model import Actor, ActorKind
from digest.reading.bodies import Bodies
from digest.reading.names import Names, Person, office_word
from digest.reading.offices import find_offices
from digest.reading.persons import POSSESSIVES, RANKS, Persons, bare, singular
from digest.reading.phrases import Phrases
from digest.reading.sexes import of_pronoun, of_word
from digest.reading.states import States, fold

_COUNTS = {"both": 2, "two": 2, "pair": 2, "three": 3, "four": 4, "five": 5}
SIDES_BACK = 60  # tokens: two sentences


class Cast(Phrases):
    """The actors of one document."""

    def __init__(self, doc: Doc, text: str) -> None:
        states = States(text)
        super().__init__(doc, text, states, Names(doc, text, states))
        find_offices(doc, self.names, states)
        self._persons = Persons(self)
        self._bodies = Bodies(self, self.resolve)
        self._memory: dict[int, Actor | None] = {}
        self._read_bodies()

    def actor(self, person: Person) -> Actor:
        """The person as a value."""
        return self._persons.actor(person)

    def holders(self, token: Token) -> list[Actor]:
        """Who "the two foreign ministers" can be: persons of that office; empty where the word names no office."""
        return self._persons.holders(token)

    def antecedent(self, token: Token) -> Person | None:
        """Whom he or she is; None where nobody before can be meant."""
        return self._persons.antecedent(token)

    def _read_bodies(self) -> None:
        """Resolve every body in the order of the text, so that "the ministry" finds the one before it."""
        for token in self.doc:
            if token.i not in self.names.at and self.is_body_noun(token) and token.dep_ != "compound":
                self.resolve(token)

    def resolve(self, token: Token) -> Actor | None:
        """Whom or what the phrase headed by `token` names; None for things that neither meet nor speak."""
        if token.i not in self._memory:
            self._memory[token.i] = None  # a phrase that leads back to itself ends here
            self._memory[token.i] = self._resolve(token)
        return self._memory[token.i]

    def _resolve(self, token: Token) -> Actor | None:  # noqa: PLR0911 - one return a kind of phrase
        person = self._persons.person_at(token)
        if person:
            return self.actor(person)
        if token.pos_ == "PRON" or token.lower_ in POSSESSIVES:
            return None if _is_honour(token) else self._pronoun(token)
        if self.is_body_noun(token):
            return self._bodies.body(token)
        if office_word(token) and not self.is_plural(token):
            return self._persons.official(token)
        if self.states.is_noun(token.text) or (
            token.lower_ in ("states", "kingdom", "union") and token.text[0].isupper()
        ):
            return self._bodies.state(token)
        if token.text.upper() == token.text and token.lower_ in en.UNIONS:
            return self._bodies.named(token)
        if token.pos_ in ("NOUN", "PROPN") and (token.lemma_.lower() in en.GROUPS or self.are_people(token)):
            return self._bodies.group(token)
        if token.ent_type_ in ("ORG", "NORP", "GPE") or token.pos_ == "PROPN":
            return self._bodies.named(token)
        return None

    def _pronoun(self, token: Token) -> Actor | None:
        word = token.lower_
        if word in en.PERSON_PRONOUNS or word in ("his", "her"):
            unnamed = self._unnamed_before(token)
            person = None if unnamed else self.antecedent(token)
            return self.actor(person) if person else unnamed
        if word in ("i", "you", "me"):
            person = self._persons.interviewed(token)
            return self.actor(person) if person else None
        if word in ("it", "its"):
            return self._bodies.last(token.i)
        if word == "who" and token.head.dep_ == "relcl":
            return self.resolve(token.head.head)
        return None

    def _unnamed_before(self, token: Token) -> Actor | None:
        """A spokesman for X declined. “…,” he said; the minister left for Selm, where he …: told without a name."""
        sent = token.sent
        start = self.doc[sent.start - 1].sent.start if sent.start else 0
        for word in reversed(self.doc[start : token.i]):
            if not _acts(word) or self._persons.in_quotation(word.i):
                continue
            if word.i in self.names.at or not office_word(word) or self.is_plural(word):
                return None
            actor = self.resolve(word)
            fits = of_word(word.lower_) in (None, of_pronoun(token.lower_))
            told = (ActorKind.GROUP, ActorKind.PERSON) if word.sent == sent else (ActorKind.GROUP,)
            return actor if fits and actor is not None and actor.kind in told else None
        return None

    def members(self, token: Token) -> tuple[Actor, ...]:
        """Whom a plural names, one a country ("presidents of Turkey and Georgia"); else what `resolve` says."""
        named = self._in_apposition(token) if self.is_plural(token) else ()
        if len(named) > 1:
            return named
        states = self._states_of_plural(token) if self.is_plural(token) and token.i not in self.names.at else []
        if len(states) < 2:
            actor = self.resolve(token)
            return (actor,) if actor else ()
        return tuple(self._member(token, state) for state in states)

    def _in_apposition(self, token: Token) -> tuple[Actor, ...]:
        """The two foreign ministers, X of Tarsia and Y of Velmora: X, Y; however the parse joined them."""
        if not office_word(token):
            return ()
        found: dict[Person, None] = {}
        listing = False
        for i in range(token.i + 1, token.sent.end):
            word = self.doc[i]
            person = self.names.at.get(i)
            listing = listing or word.text == ","
            if word.pos_ in ("VERB", "AUX") or word.text in (";", '"') or (person is not None and not listing):
                break
            if person is not None and not self.owns(i):
                found[person] = None
        return tuple(self.actor(person) for person in found) if self._closed(token, found) else ()

    def owns(self, i: int) -> bool:
        """Whether a token has an apostrophe behind it: Selimi’s."""
        return i + 1 < len(self.doc) and self.doc[i + 1].text in ("'s", "'")

    def _closed(self, token: Token, found: Mapping[Person, None]) -> bool:
        """The first name stands next to the comma, without an office of its own: "leaders, Minister X" is a list."""
        first = min((start for p in found for start, _ in p.mentions if start > token.i), default=0)
        return len(found) > 1 and self.doc[first - 1].text == ","

    def sides_before(self, token: Token) -> Actor | None:
        """Who "the two sides" are: the bodies or offices of two countries named in the sentences before."""
        for i in range(token.i - 1, max(token.i - SIDES_BACK, -1), -1):
            members = self.members(self.doc[i]) if self.is_plural(self.doc[i]) else ()
            if len(members) > 1:
                name = " and ".join(member.name for member in members)
                return Actor(fold(name), name, ActorKind.GROUP)
        return None

    def named_before(self, token: Token) -> Actor | None:
        """Who "they", "both", "the three presidents" are: as many people as that, named last; None where it is open.

        X met Y in Kessary. [They] said …; the leaders of A, B and C, X, Y and Z, met. [The three leaders] said ….
        """
        count = next((_COUNTS[c.lower_] for c in (token, *token.children) if c.lower_ in _COUNTS), None)
        rank = {singular(token.lower_)} & RANKS
        found: dict[Person, None] = {}
        for sent in self._sentences_before(token):
            here = {self.names.at[t.i]: None for t in sent if t.i in self.names.at}
            found.update((p, None) for p in here if not rank or rank <= bare(p.role or ""))
            if len(found) > 1:
                break
        if len(found) != (count or 2):
            return None
        name = " and ".join(person.name for person in sorted(found, key=lambda person: min(person.mentions)))
        return Actor(fold(name), name, ActorKind.GROUP)

    def _sentences_before(self, token: Token) -> Iterator[Tokens]:
        """What its own sentence has before it, and the two sentences before that one."""
        start = token.sent.start
        yield self.doc[start : token.i]
        for _ in range(2):
            if start == 0:
                return
            sent = self.doc[start - 1].sent
            start = sent.start
            yield sent

    def _states_of_plural(self, token: Token) -> list[str]:
        if not (office_word(token) or self.is_body_noun(token) or token.lemma_.lower() in en.GROUPS):
            return []
        start, end = token.left_edge.i, token.i
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "on", "from", "for"):
                end = child.right_edge.i
        words = (self.doc[i].text for i in range(start, end + 1))
        return list(dict.fromkeys(state for word in words if (state := self.states.of(word))))

    def _member(self, token: Token, state: str) -> Actor:
        """The person of this office and country, else the office or body with the country before it."""
        words = [t for t in token.lefts if t.dep_ in ("amod", "compound") and not self.states.of(t.text)]
        kind = " ".join([t.text for t in words if t.text.lower() in en.OFFICE_PARTS] + [singular(token.text)])
        held = [
            p
            for p in self.names.persons
            if p.role and self._persons.holds(p, set(fold(kind).split()), state) and p.state == state
        ]
        word = singular(token.lower_)
        if not held:  # the health ministers of …, then "Georgian minister X" and "Zakar's Y"
            alone = [p for p in self.names.persons if p.state == state and (not p.role or word in bare(p.role))]
            held = alone if len(alone) == 1 else []
        if word not in RANKS and not any(c.lower_ == "the" for c in token.children):
            held = []  # diplomats from Tarsia and Velmora are nobody that the text names
        if held and office_word(token):
            return self.actor(self._persons.nearest(held, token.i))
        name = f"{self.states.adjective(state)} {kind.title() if self.is_body_noun(token) else kind}"
        if not self.is_body_noun(token):
            return Actor(fold(name), name, ActorKind.GROUP, None, state)
        body = Actor(self._bodies.key(name, state), name, ActorKind.BODY, None, state)
        self._bodies.note(token, body)
        return body


def _is_honour(token: Token) -> bool:
    """HE Anna Bel, HE Dr. Bel: His or Her Excellency, not "he"."""
    behind = token.doc[token.i + 1].text if token.text == "HE" and token.i + 1 < len(token.doc) else ""
    return behind[:1].isupper() and not behind.isupper()


def _acts(token: Token) -> bool:
    """Who does what a main clause says: its subject, or whom it is done by."""
    agent = token.dep_ == "pobj" and token.head.dep_ == "agent"
    verb = token.head.head if agent else token.head
    return (agent or token.dep_ in ("nsubj", "nsubjpass")) and verb.dep_ not in ("ccomp", "relcl", "advcl", "acl")
