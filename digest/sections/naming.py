"""How a line introduces someone, and the sentence that says who that is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.actors import called, same, surname
from digest.lang import en
from digest.model import Actor, ActorKind, Evidence, Report, Span, Status, Story
from digest.sections import wording
from digest.sections.line import Piece, cite
from digest.sections.sentences import sentence_at


def introduced(actor: Actor, *, office: bool) -> tuple[Piece, ...]:
    """A name with what the reader needs to place it.

    Args:
        actor: Whom; the office and country are those of the article it comes from.
        office: True to prefer the office, False to prefer the country.
    """
    name = called(actor)
    name = name if actor.kind is ActorKind.GROUP else name[:1].upper() + name[1:]
    choices = (actor.role, actor.represents) if office else (actor.represents, actor.role)
    place = next((choice for choice in choices if choice), None)
    if place is None or actor.kind in (ActorKind.STATE, ActorKind.GROUP) or _says(name, place):
        return (Piece(name, strong=True),)
    return Piece(name, strong=True), Piece(f" ({place})")


def again(actor: Actor) -> tuple[Piece, ...]:
    """The name of someone introduced before: a surname, or a body's short form."""
    name = surname(actor) if actor.kind is ActorKind.PERSON else called(actor)
    return (Piece(name[:1].upper() + name[1:], strong=True),)


def label(pieces: Iterable[Piece]) -> str:
    """What evidence for a name is called: the name as it is printed."""
    return "".join(piece.text for piece in pieces)


def in_held(story: Story) -> tuple[Actor, ...]:
    """Those whom "who met whom" introduces."""
    encounters = (e for report in story.reports for e in report.facts.encounters)
    return tuple(actor for e in encounters if e.status is not Status.BACKGROUND for actor in e.participants)


def known(actor: Actor, actors: Iterable[Actor]) -> bool:
    """True when one of the actors is this one."""
    return any(same(actor, other) for other in actors)


def who(report: Report, actor: Actor, near: Span) -> Evidence | None:
    """The first sentence that names the actor in full; None when `near` does so, or the text never does."""
    text = report.article.text
    if actor.name.casefold() in near.of(text).casefold():
        return None
    found = re.search(rf"(?<!\w){re.escape(actor.name)}(?!\w)", text, re.IGNORECASE)
    return cite(report, sentence_at(text, found.start()), wording.WHO) if found else None


def _says(name: str, place: str) -> bool:
    """True when the name tells the country by itself: "Russian MFA"."""
    adjective, _ = en.STATES.get(place, (place, ""))
    stem = place[:-1] if place[-1:] in "aeiouy" else place
    return any(word.startswith(stem) or word == adjective for word in name.split())
