"""Who a phrase means: persons by surname, office or pronoun; bodies with their country; states; groups.

`Cast` holds everyone in one article. It answers for a token: which actors does the phrase that it heads name? It never
guesses between two that fit equally: then it answers with the phrase itself, or with nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc, Token

from digest.lang import en
from digest.model import Actor, ActorKind
from digest.reading.names import Names, Person, office_word
from digest.reading.offices import COUNTERPARTS, bare_office, find_offices
from digest.reading.quotes import stretches
from digest.reading.states import States, fold

#: "the Prime Minister" is "PM Zurab Iashvili": the short forms of offices, spelt out.
_SPELT_OUT = {"pm": "prime minister", "premier": "prime minister", "fm": "foreign minister", "mp": "member parliament"}
_FEMALE = en.words("spokeswoman chairwoman queen princess lady headmistress actress mrs ms")
_MALE = en.words("spokesman chairman king prince emir patriarch catholicos headmaster mr")
_PLURAL_HEADS = en.words("two three four five both pair trio")
#: Offices that a group is called by; "leaders" and "sides" fit anyone.
_RANKS = en.words("minister president ambassador envoy foreign prime deputy defence health")
SIDES_BACK = 60  # tokens: two sentences
_TRADES = re.compile(r"(?:ers|ists|ians|men|women|people|families|wives)$")
_DETERMINERS = en.words("the a an this that these those all both several about some")
_POSSESSIVES = frozenset({"his", "her", "its", "their"})


def _singular(word: str) -> str:
    """Ministries -> ministry, ministers -> minister."""
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


class Cast:
    """The actors of one document."""

    def __init__(self, doc: Doc, text: str) -> None:
        self.doc, self.text = doc, text
        self.states = States(text)
        self.names = Names(doc, text, self.states)
        find_offices(doc, self.names, self.states)
        self._bodies: list[tuple[int, str, Actor]] = []  #: token, head noun, body: those resolved so far
        self._gender: dict[int, str] = {}
        self._memory: dict[int, Actor | None] = {}
        self._quotes = [stretch.span for stretch in stretches(text)]
        self._quote_starts = [span.start for span in self._quotes]
        self._subjects = sorted(
            (
                (end - 1, person)
                for person in self.names.persons
                for start, end in person.mentions
                if self._is_subject(start, end)
            ),
            key=lambda pair: pair[0],
        )
        self._read_titles()
        self._read_bodies()

    def _is_subject(self, start: int, end: int) -> bool:
        """Subject itself, in apposition to one (a lawmaker, X, said), or of a clause of its own (X, who denied)."""
        if self._in_quotation(start):
            return False
        subjects = ("nsubj", "nsubjpass")
        for token in self.doc[start:end]:
            if token.dep_ in subjects or (token.dep_ == "appos" and token.head.dep_ in subjects):
                return True
            if any(c.dep_ == "relcl" and any(w.lower_ == "who" for w in c.children) for c in token.children):
                return True
        return False

    def _in_quotation(self, i: int) -> bool:
        """Whom a quotation names is not who "she said" means after it."""
        offset = self.doc[i].idx
        at = bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and offset < self._quotes[at].end

    def _read_titles(self) -> None:
        """Mr and Ms tell whether he or she can be meant."""
        for person in self.names.persons:
            before = {self.doc[start - 1].lower_.rstrip(".") for start, _ in person.mentions if start}
            if before & (_FEMALE | _MALE):
                self._gender[id(person)] = "f" if before & _FEMALE else "m"

    def _read_bodies(self) -> None:
        """Resolve every body in the order of the text, so that "the ministry" finds the one before it."""
        for token in self.doc:
            if token.i not in self.names.at and self.is_body_noun(token) and token.dep_ != "compound":
                self.resolve(token)

    # --- persons ---

    def actor(self, person: Person) -> Actor:
        """The person as a value."""
        aliases = tuple(sorted(person.spellings - {person.name}))
        return Actor(fold(person.name), person.name, ActorKind.PERSON, person.role, person.state, aliases)

    def everyone(self) -> tuple[Actor, ...]:
        """All persons and bodies, in the order in which they come."""
        found = [(min(p.mentions)[0], self.actor(p)) for p in self.names.persons]
        found += [(i, body) for i, _, body in self._bodies]
        return tuple(dict.fromkeys(actor for _, actor in sorted(found, key=lambda pair: pair[0])))

    def person_at(self, token: Token) -> Person | None:
        """The person whose name the token is part of, or who stands in apposition to it."""
        if token.i in self.names.at:
            return self.names.at[token.i]
        if not office_word(token) and token.lower_ not in COUNTERPARTS:
            return None
        for child in token.children:
            if (
                child.dep_ in ("appos", "compound", "flat", "nmod")
                and child.i in self.names.at
                and self._beside(token, child)
            ):
                return self.names.at[child.i]
        if token.lower_ in COUNTERPARTS:
            return self._named_after(token)
        following = token.i + 1
        return self.names.at.get(following) if following < len(self.doc) else None

    def _named_after(self, token: Token) -> Person | None:
        """Her colleague in Zakar, Elnur Zeynalov: the name behind the comma, before any verb."""
        for i in range(token.i + 1, min(token.i + 7, len(self.doc))):
            if i in self.names.at and (self.doc[i - 1].text == "," or i == token.i + 1):
                return self.names.at[i]
            if self.doc[i].pos_ in ("VERB", "AUX") or self.doc[i].text in '.;"':
                return None
        return None

    def _beside(self, token: Token, name: Token) -> bool:
        """No possessive between: "Merrin's minister" is not Merrin."""
        after = self.doc[name.i + 1] if name.i + 1 < len(self.doc) else None
        return not (name.i < token.i and after is not None and after.text == "'s")

    # --- phrases ---

    def resolve(self, token: Token) -> Actor | None:
        """Whom or what the phrase headed by `token` names; None for things that neither meet nor speak."""
        if token.i not in self._memory:
            self._memory[token.i] = None  # a phrase that leads back to itself ends here
            self._memory[token.i] = self._resolve(token)
        return self._memory[token.i]

    def _resolve(self, token: Token) -> Actor | None:  # noqa: PLR0911 - one return a kind of phrase
        person = self.person_at(token)
        if person:
            return self.actor(person)
        if token.pos_ == "PRON" or token.lower_ in _POSSESSIVES:
            return self._pronoun(token)
        if self.is_body_noun(token):
            return self._body(token)
        if office_word(token) and not self.is_plural(token):
            return self._official(token)
        if self.states.is_noun(token.text) or (
            token.lower_ in ("states", "kingdom", "union") and token.text[0].isupper()
        ):
            return self._state(token)
        if token.text.upper() == token.text and token.lower_ in en.UNIONS:
            return self._named_body(token)
        if token.pos_ in ("NOUN", "PROPN") and (token.lemma_.lower() in en.GROUPS or self._are_people(token)):
            return self._group(token)
        if token.ent_type_ in ("ORG", "NORP", "GPE") or token.pos_ == "PROPN":
            return self._named_body(token)
        return None

    def members(self, token: Token) -> tuple[Actor, ...]:
        """Whom a plural names, one a country ("presidents of Turkey and Georgia"); else what `resolve` says."""
        states = self._states_of_plural(token) if self.is_plural(token) and token.i not in self.names.at else []
        if len(states) < 2:
            actor = self.resolve(token)
            return (actor,) if actor else ()
        return tuple(self._member(token, state) for state in states)

    def sides_before(self, token: Token) -> Actor | None:
        """Who "the two sides" are: the bodies or offices of two countries named in the sentences before."""
        for i in range(token.i - 1, max(token.i - SIDES_BACK, -1), -1):
            members = self.members(self.doc[i]) if self.is_plural(self.doc[i]) else ()
            if len(members) > 1:
                name = " and ".join(member.name for member in members)
                return Actor(fold(name), name, ActorKind.GROUP)
        return None

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
        kind = " ".join([t.text for t in words if t.text.lower() in en.OFFICE_PARTS] + [_singular(token.text)])
        held = [
            p
            for p in self.names.persons
            if p.role and self._holds(p, set(fold(kind).split()), state) and p.state == state
        ]
        if not held:  # the health ministers of …, then "Georgian minister X" and "Zakar's Y"
            word = _singular(token.lower_)
            alone = [p for p in self.names.persons if p.state == state and (not p.role or word in self._bare(p.role))]
            held = alone if len(alone) == 1 else []
        if held and office_word(token):
            return self.actor(self._nearest(held, token.i))
        name = f"{self.states.adjective(state)} {kind.title() if self.is_body_noun(token) else kind}"
        if not self.is_body_noun(token):
            return Actor(fold(name), name, ActorKind.GROUP, None, state)
        body = Actor(self._body_key(name, state), name, ActorKind.BODY, None, state)
        self._note(token, body)
        return body

    def is_body_noun(self, token: Token) -> bool:
        """A noun that makes its phrase a body: "ministry", "office", "commissions"."""
        return token.pos_ in ("NOUN", "PROPN") and (token.lemma_.lower() in en.BODIES or token.lower_ in en.BODIES)

    def is_plural(self, token: Token) -> bool:
        """The ministers, the two, they."""
        return token.tag_ in ("NNS", "NNPS") or token.lower_ in _PLURAL_HEADS or token.lower_ in en.PLURAL_PRONOUNS

    def _are_people(self, token: Token) -> bool:
        """Mayors, strikers, physicists: an office or a trade in the plural."""
        if not self.is_plural(token):
            return False
        return office_word(token) or (bool(_TRADES.search(token.lower_)) and token.lower_ not in en.NOT_TRADES)

    def phrase(self, token: Token) -> str:
        """The noun phrase as the page has it, without article, clauses, appositions: "Foreign Ministry of Merrin"."""
        start, end = self.phrase_tokens(token)
        while start < token.i and self.doc[start].lower_ in _DETERMINERS:
            start += 1
        return self.names.written(start, end)

    def phrase_tokens(self, token: Token) -> tuple[int, int]:
        """Token numbers of the phrase: from its left edge to the end of its "of" and "in" parts."""
        start, end = token.i, token.i + 1
        for child in token.lefts:
            if child.dep_ not in ("punct", "cc", "advmod", "prep", "relcl", "mark") and not child.is_punct:
                start = min(start, child.left_edge.i)
        for child in token.rights:
            if (
                child.dep_ == "prep"
                and child.lower_ in ("of", "for", "from", "in")
                and child.i == end
                and self._short(child)
            ):
                end = child.right_edge.i + 1
            else:
                break
        return start, end

    def _short(self, prep: Token) -> bool:
        span = range(prep.i, prep.right_edge.i + 1)
        return (
            len(span) <= 7
            and any(c.dep_ == "pobj" for c in prep.children)
            and not any(self.doc[i].pos_ in ("VERB", "AUX") or self.doc[i].is_punct for i in span)
        )

    def state_of(self, token: Token) -> str | None:
        """The country that a phrase is of: "the Armenian Foreign Ministry", "Zakar's embassy"."""
        start, end = self.phrase_tokens(token)
        return self.states.in_phrase(self.doc[i].text for i in range(start, end))

    # --- pronouns ---

    def _pronoun(self, token: Token) -> Actor | None:
        word = token.lower_
        if word in en.PERSON_PRONOUNS or word in ("his", "her"):
            person = self.antecedent(token)
            return self.actor(person) if person else None
        if word in ("it", "its"):
            return self._last_body(token.i)
        if word == "who" and token.head.dep_ == "relcl":
            return self.resolve(token.head.head)
        return None

    def antecedent(self, token: Token) -> Person | None:
        """Whom he or she is: the last subject that can be, before the pronoun; else the last person named."""
        sex = "f" if token.lower_ in ("she", "her", "herself") else "m"
        before = [(i, p) for i, p in self._subjects if i < token.i and self._may_be(p, sex)]
        if not before:
            named = (
                (end - 1, p)
                for p in self.names.persons
                for _, end in p.mentions
                if end <= token.i and self._may_be(p, sex)
            )
            before = sorted(named, key=lambda pair: pair[0])[-1:]
        if not before:
            return None
        self._gender.setdefault(id(before[-1][1]), sex)
        return before[-1][1]

    def _may_be(self, person: Person, sex: str) -> bool:
        words = set(fold(f"{person.role or ''} {' '.join(person.spellings)}").split())
        told = "f" if words & _FEMALE else "m" if words & _MALE else self._gender.get(id(person), sex)
        return told == sex

    def _last_body(self, before: int) -> Actor | None:
        """It: the last body named as a subject, else the last one."""
        bodies = [(self.doc[i], body) for i, _, body in self._bodies if i < before]
        subjects = [body for token, body in bodies if token.dep_ in ("nsubj", "nsubjpass")]
        return subjects[-1] if subjects else bodies[-1][1] if bodies else None

    def holders(self, token: Token) -> list[Actor]:
        """Who "the two foreign ministers" can be: persons of that office; empty where the word names no office."""
        wanted = {_singular(word) for word in fold(self.phrase(token)).split()} & _RANKS
        held = [p for p in self.names.persons if p.role and wanted <= self._bare(p.role)]
        return (
            [self.actor(p) for p in held if ("deputy" in wanted) == ("deputy" in self._bare(p.role or ""))]
            if wanted
            else []
        )

    # --- offices, bodies, states, groups ---

    def _official(self, token: Token) -> Actor | None:
        """The Prime Minister: the person of this office named before, else after; unnamed officials stay a phrase."""
        wanted = self._office_words(self.phrase(token), token)
        state = self.state_of(token)
        fitting = [p for p in self.names.persons if p.role and self._holds(p, wanted, state)]
        if token.text in COUNTERPARTS or token.lower_ in COUNTERPARTS:
            return self._unnamed_counterpart(token, state)
        if fitting and self._definite(token):
            return self.actor(self._meant(fitting, wanted, state, token.i))
        name = self.phrase(token)
        return Actor(fold(name), name, ActorKind.GROUP, None, state) if name else None

    def _definite(self, token: Token) -> bool:
        return not any(child.lower_ in ("a", "an", "another", "some") for child in token.children)

    def _office_words(self, phrase: str, token: Token) -> set[str]:
        words = fold(phrase).split()
        words = [spelt for word in words for spelt in _SPELT_OUT.get(word, word).split()]
        known = {fold(w) for w in (*en.OFFICES, *en.OFFICE_PARTS)}
        return {word for word in words if word in known} or {token.lower_}

    def _holds(self, person: Person, wanted: set[str], state: str | None) -> bool:
        held = {s for word in fold(person.role or "").split() for s in _SPELT_OUT.get(word, word).split()}
        if "deputy" in held and "deputy" not in wanted and len(wanted) > 1:
            return False
        return wanted <= held and not (state and person.state and state != person.state)

    def _meant(self, fitting: list[Person], wanted: set[str], state: str | None, i: int) -> Person:
        """The bare "Prime Minister" has an office of no more words than that: not "Prime Minister of Finland"."""
        if state is None:
            exact = [p for p in fitting if p.role and self._bare(p.role) == wanted]
            fitting = exact or fitting
        return self._nearest(fitting, i)

    def _bare(self, role: str) -> set[str]:
        return {s for word in fold(role).split() for s in _SPELT_OUT.get(word, word).split()}

    def _nearest(self, persons: list[Person], i: int) -> Person:
        def distance(person: Person) -> tuple[bool, int]:
            starts = [start for start, _ in person.mentions]
            before = [i - start for start in starts if start < i]
            return (not before, min(before) if before else min(abs(start - i) for start in starts))

        return min(persons, key=distance)

    def _unnamed_counterpart(self, token: Token, state: str | None) -> Actor | None:
        """Her Najdani counterpart, unnamed: "Najdani Prime Minister"; his counterpart: the other of the two before."""
        owner = next((child for child in token.children if child.lower_ in _POSSESSIVES), None)
        person = self.antecedent(owner) if owner is not None else None
        if person is None or not person.role:
            return None
        adjective = next((c.text for c in token.children if self.states.of(c.text)), None)
        if adjective is None:
            return self._other_holder(person)
        name = f"{adjective} {bare_office(person.role, self.states)}"
        return Actor(fold(name), name, ActorKind.GROUP, None, state)

    def _other_holder(self, person: Person) -> Actor | None:
        office = bare_office(person.role or "", self.states)
        others = [
            p for p in self.names.persons if p is not person and p.role and bare_office(p.role, self.states) == office
        ]
        return self.actor(others[0]) if len(others) == 1 else None

    def _body(self, token: Token) -> Actor | None:
        name = self.phrase(token)
        known = next((state for body, state in en.KNOWN_BODIES.items() if body in name), None)
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        state = known or self.state_of(token)
        if owner is not None and owner.lower_ in _POSSESSIVES:
            return self._owned_body(token, owner)
        earlier = self._same_body(token, name, state)
        if earlier:
            return earlier
        held = self._office_of(token)
        body = Actor(fold(name), name, ActorKind.BODY, None, state or (held.represents if held else None))
        if state and not known:
            body = Actor(self._body_key(name, state), name, ActorKind.BODY, None, state)
        self._note(token, body)
        return body

    def _note(self, token: Token, body: Actor) -> None:
        self._bodies.append((token.i, token.lower_, body))

    def _office_of(self, token: Token) -> Actor | None:
        """Whose office: "Zeynalov's office", "the Office of the Prime Minister"."""
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        return self.resolve(owner) if owner is not None else None

    def _owned_body(self, token: Token, owner: Token) -> Actor | None:
        """His ministry -> "Elnur Zeynalov's ministry"; its office stays with the body before."""
        holder = self.resolve(owner)
        if holder is None:
            return None
        name = f"{holder.name}'s {self.names.written(owner.i + 1, token.i + 1)}"
        body = Actor(fold(name), name, ActorKind.BODY, None, holder.represents)
        self._note(token, body)
        return body

    def _body_key(self, name: str, state: str) -> str:
        """One key for "Russian Foreign Ministry", "Russia's Foreign Ministry", "Foreign Ministry of Russia"."""
        words = [w for w in re.split(r"[\s’']+", name) if w not in ("s", "of", "the", "Republic")]
        return fold(f"{state} " + " ".join(w for w in words if self.states.of(w) != state))

    def _same_body(self, token: Token, name: str, state: str | None) -> Actor | None:
        """The ministry -> the ministry named last; the Foreign Ministry -> the last one of that name and country."""
        words = set(fold(name).split())
        for _, head, body in reversed([b for b in self._bodies if b[0] < token.i]):
            same_state = state is None or body.represents in (None, state)
            longer = set(fold(body.name).split()) | {head}
            if head == token.lower_ and same_state and self._fits(words, longer, token, state):
                self._note(token, body)
                return body
        return None

    def _fits(self, words: set[str], longer: set[str], token: Token, state: str | None) -> bool:
        states_apart = {w for w in words if not self.states.of(w.capitalize())} - {"s", "of", "the"}
        return (words if state is None else states_apart) <= longer | {token.lower_}

    def _named_body(self, token: Token) -> Actor | None:
        name = self.phrase(token)
        if not name[:1].isupper() or token.ent_type_ in ("DATE", "TIME", "MONEY", "EVENT", "WORK_OF_ART", "FAC", "LOC"):
            return None
        if token.lower_ in en.WEEKDAYS or token.lower_ in en.MONTHS:
            return None
        body = Actor(fold(name), name, ActorKind.BODY, None, self.states.of(name) or self.state_of(token))
        self._note(token, body)
        return body

    def _state(self, token: Token) -> Actor | None:
        name = self.phrase(token)
        state = self.states.of(token.text) or self.states.of(name) or name
        return Actor(fold(state), state, ActorKind.STATE, None, state)

    def _group(self, token: Token) -> Actor | None:
        name = self.phrase(token)
        state = self.state_of(token)
        return Actor(fold(name), name, ActorKind.GROUP, None, state) if name else None
