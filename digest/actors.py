"""Who is who across articles, and how a name is shortened."""

from __future__ import annotations

import re

from digest.lang import en
from digest.model import Actor, ActorKind

# The one abbreviation that editors of foreign news use without explaining it; the adjective before it keeps two
# ministries apart, so a bare "Foreign Ministry" is left alone.
FOREIGN_MINISTRY = re.compile(
    r"^(?:the )?(\w[\w-]*(?:[’']s)?) (?:Foreign Ministry|Ministry of Foreign Affairs)$", re.IGNORECASE
)


def same(one: Actor, other: Actor) -> bool:
    """True when two articles mean one actor: equal keys, or a bare surname beside a full name that ends in it."""
    if one.key == other.key or _one_body(one, other):
        return True
    if ActorKind.PERSON not in (one.kind, other.kind) or one.kind is not other.kind:
        return False
    mine, theirs = one.key.split(), other.key.split()
    return min(len(mine), len(theirs)) == 1 and mine[-1:] == theirs[-1:]


def _one_body(one: Actor, other: Actor) -> bool:
    """True for "Morvenia’s ministry" beside "Morvenian Foreign Ministry": a country's, named once by its kind alone."""
    bodies = one.kind is other.kind is ActorKind.BODY
    if not bodies or not one.represents or one.represents != other.represents:
        return False
    mine, theirs = one.name.casefold().split(), other.name.casefold().split()
    return min(len(mine), len(theirs)) == 2 and mine[-1] == theirs[-1]


def handle(actor: Actor) -> str:
    """What same actors always share: a person's or body's last word, another's whole key. For look-up tables."""
    words = actor.key.split()
    return words[-1] if actor.kind in (ActorKind.PERSON, ActorKind.BODY) and words else actor.key


def named_in(actor: Actor, sentence: str) -> bool:
    """True when the sentence has a person's surname, or a body in full or by its kind: "the council"."""
    if surname(actor) in sentence:
        return True
    return actor.kind is ActorKind.BODY and bool(
        re.search(rf"\bthe {re.escape(handle(actor))}\b", sentence, re.IGNORECASE)
    )


def surname(actor: Actor) -> str:
    """How a person already introduced is called again: the shortest form that the text itself uses."""
    last = actor.name.split()[-1] if actor.name.split() else actor.name
    return last if actor.kind is ActorKind.PERSON and (last in actor.aliases or " " in actor.name) else actor.name


def called(actor: Actor) -> str:
    """The name as a line prints it: a foreign ministry by its short form, "Tarsian MFA", the rest in full."""
    ministry = FOREIGN_MINISTRY.match(actor.name) if actor.kind is ActorKind.BODY else None
    if ministry is None:
        return actor.name
    owner = ministry[1].removesuffix("’s").removesuffix("'s")
    return f"{adjective(owner) if owner == actor.represents else ministry[1]} MFA"


def adjective(country: str) -> str:
    """How what is a country's is called: "Tarsian"; its genitive where that is not known, "Merrin’s"."""
    if country in en.STATES:
        return en.STATES[country][0]
    return f"{country}n" if country.endswith("a") else f"{country}’s"
