"""How a line introduces someone, and the sentence that says who that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from digest.actors import called, same, surname
from digest.lang import en
from digest.model import Actor, ActorKind, Evidence, Phrase, Report, Span
from digest.sections.line import Piece, cite
from digest.sections.sentences import sentence_at

OFFICE_WORDS = 6  # "Deputy Commander of the Turkish Land Forces" is as long as a line can carry


def named(actor: Actor, seen: Sequence[Actor], *, beside: Sequence[Actor] = ()) -> tuple[Piece, ...]:
    """A name as a line has it: introduced, or short where the reader knows it from a line above.

    Args:
        actor: Whom.
        seen: Who was named above.
        beside: Who else is named in the line.
    """
    return again(actor, (*seen, *beside)) if known(actor, seen) else introduced(actor)


def introduced(actor: Actor) -> tuple[Piece, ...]:
    """A name with the office and the country that its article gives: "Ivo Kern (Tarsia’s President)"."""
    name = _capital(actor, called(actor))
    place = _office(actor)
    if place is None or actor.kind in (ActorKind.STATE, ActorKind.GROUP) or _says(name, place):
        return (_strong(actor, name),)
    return _strong(actor, name), Piece(f" ({place})")


def _office(actor: Actor) -> str | None:
    """The office under its country, a long one without what it is for; else the country alone, where one is known."""
    role, country = (actor.role or "").replace("'", "’"), actor.represents
    if len(role.split()) > OFFICE_WORDS:
        role = role.partition(" for ")[0]  # Tarsia’s special envoy for the talks on the bridge
    if not role or (country and len(role.split()) > OFFICE_WORDS):
        return country
    return f"{country}’s {role}" if country and not _says(role, country) and role[:1].isupper() else role


def again(actor: Actor, others: Iterable[Actor] = ()) -> tuple[Piece, ...]:
    """The name of someone introduced before: a surname, or a body's short form; in full where two share it."""
    short = surname(actor) if actor.kind is ActorKind.PERSON else called(actor)
    twice = any(surname(other) == short and not same(actor, other) for other in others)
    name = actor.name if twice else short
    return (_strong(actor, _capital(actor, name)),)


def _strong(actor: Actor, name: str) -> Piece:
    return Piece(name, strong=True, person=actor.kind is ActorKind.PERSON)


def _capital(actor: Actor, name: str) -> str:
    """A name begins with a capital; "winegrowers" are no name."""
    return name if actor.kind is ActorKind.GROUP else name[:1].upper() + name[1:]


def label(pieces: Iterable[Piece]) -> str:
    """What evidence for a name is called: the name as it is printed."""
    return "".join(piece.text for piece in pieces)


def known(actor: Actor, actors: Iterable[Actor]) -> bool:
    """True when one of the actors is this one."""
    return any(same(actor, other) for other in actors)


def who(report: Report, actor: Actor, near: Span) -> Evidence | None:
    """The first sentence that names the actor in full; None when `near` does so, or the text never does."""
    text = report.article.text
    if actor.name.casefold() in near.of(text).casefold():
        return None
    name = re.escape(actor.name).replace("'", "['’]")
    found = re.search(rf"(?<!\w){name}(?!\w)", text, re.IGNORECASE)
    return cite(report, sentence_at(text, found.start()), Phrase.WHO) if found else None


def _says(name: str, place: str) -> bool:
    """True when the name tells the country by itself: "Russian MFA", "EU envoy"."""
    adjective, _ = en.STATES.get(place, (place, ""))
    stem = place[:-1] if place[-1:] in "aeiouy" else place
    aliases = {alias for alias, state in en.STATE_ALIASES.items() if state == place}
    words = [word.removesuffix("’s") for word in name.split()]
    return place in name or any(w.startswith(stem) or w in (adjective, *aliases) for w in words)
