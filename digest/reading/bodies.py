"""Which body, state or group a phrase means: the ministry is the one named last, with its country."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, ActorKind
from digest.reading.persons import POSSESSIVES
from digest.reading.phrases import Phrases
from digest.reading.states import fold

_NO_BODY = ("DATE", "TIME", "MONEY", "EVENT", "WORK_OF_ART", "FAC", "LOC")


class Bodies:
    """The bodies, states and groups of one document.

    Args:
        phrases: Its noun phrases.
        resolve: Whom another phrase means: the owner in "his ministry", "Zeynalov's office".
    """

    def __init__(self, phrases: Phrases, resolve: Callable[[Token], Actor | None]) -> None:
        self._phrases, self._resolve = phrases, resolve
        self._doc, self._names, self._states = phrases.doc, phrases.names, phrases.states
        self.noted: list[tuple[int, str, Actor]] = []  #: token, head noun, body: those resolved so far

    def last(self, before: int) -> Actor | None:
        """It: the last body named as a subject, else the last one."""
        bodies = [(self._doc[i], body) for i, _, body in self.noted if i < before]
        subjects = [body for token, body in bodies if token.dep_ in ("nsubj", "nsubjpass")]
        return subjects[-1] if subjects else bodies[-1][1] if bodies else None

    def body(self, token: Token) -> Actor | None:
        """A phrase that a body noun heads: "the Foreign Ministry"; the same body under one key."""
        name = self._phrases.phrase(token)
        known = next((state for body, state in en.KNOWN_BODIES.items() if body in name), None)
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        state = known or self._phrases.state_of(token)
        if owner is not None and owner.lower_ in POSSESSIVES:
            return self._owned_body(token, owner)
        earlier = self._same_body(token, name, state)
        if earlier:
            return earlier
        proper = self._proper(token, name)
        if proper:
            name = proper
        held = self._office_of(token)
        body = Actor(fold(name), name, ActorKind.BODY, None, state or (held.represents if held else None))
        if state and not known:
            body = Actor(self.key(name, state), name, ActorKind.BODY, None, state)
        self.note(token, body)
        return body

    def _proper(self, token: Token, name: str) -> str | None:
        """The company, Selmgas, refused: the name behind the comma."""
        if not name.islower():
            return None
        beside = (c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i not in self._names.at)
        return next((self._phrases.phrase(c) for c in beside), None)

    def note(self, token: Token, body: Actor) -> None:
        """Remember a body, for "the ministry" and "it" after it."""
        self.noted.append((token.i, token.lower_, body))

    def _office_of(self, token: Token) -> Actor | None:
        """Whose office: "Zeynalov's office", "the Office of the Prime Minister"."""
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        return self._resolve(owner) if owner is not None else None

    def _owned_body(self, token: Token, owner: Token) -> Actor | None:
        """His ministry -> "Elnur Zeynalov's ministry"; its office stays with the body before."""
        holder = self._resolve(owner)
        if holder is None:
            return None
        name = f"{holder.name}'s {self._names.written(owner.i + 1, token.i + 1)}"
        body = Actor(fold(name), name, ActorKind.BODY, None, holder.represents)
        self.note(token, body)
        return body

    def key(self, name: str, state: str) -> str:
        """One key for "Russian Foreign Ministry", "Russia's Foreign Ministry", "Foreign Ministry of Russia"."""
        words = [w for w in re.split(r"[\s’']+", name) if w not in ("s", "of", "the", "Republic")]
        return fold(f"{state} " + " ".join(w for w in words if self._states.of(w) != state))

    def _same_body(self, token: Token, name: str, state: str | None) -> Actor | None:
        """The ministry -> the ministry named last; the Foreign Ministry -> the last one of that name and country."""
        words = set(fold(name).split())
        for _, head, body in reversed([b for b in self.noted if b[0] < token.i]):
            same_state = state is None or body.represents in (None, state)
            longer = set(fold(body.name).split()) | {head}
            if head == token.lower_ and same_state and self._fits(words, longer, token, state):
                self.note(token, body)
                return body
        return None

    def _fits(self, words: set[str], longer: set[str], token: Token, state: str | None) -> bool:
        states_apart = {w for w in words if not self._states.of(w.capitalize())} - {"s", "of", "the"}
        return (words if state is None else states_apart) <= longer | {token.lower_}

    def named(self, token: Token) -> Actor | None:
        """A name that is no person's: "Forward", "the Coastal Pact"; None for days, works and places."""
        name = self._phrases.phrase(token)
        owner, mark, own = name.replace("’", "'").partition("'s ")
        state = self._states.of(owner) if mark and own[:1].isupper() else None
        if state:
            name = own  # Tarsia's SOGAZ
        elif not name[:1].isupper() or token.ent_type_ in _NO_BODY:
            return None
        if token.lower_ in en.WEEKDAYS or token.lower_ in en.MONTHS:
            return None
        body = Actor(
            fold(name), name, ActorKind.BODY, None, state or self._states.of(name) or self._phrases.state_of(token)
        )
        self.note(token, body)
        return body

    def state(self, token: Token) -> Actor | None:
        """A country, where it acts as one."""
        name = self._phrases.phrase(token)
        state = self._states.of(token.text) or self._states.of(name) or name
        return Actor(fold(state), state, ActorKind.STATE, None, state)

    def group(self, token: Token) -> Actor | None:
        """People without a name: "residents", "the Armenian side"."""
        name = self._phrases.phrase(token)
        state = self._phrases.state_of(token)
        return Actor(fold(name), name, ActorKind.GROUP, None, state) if name else None
