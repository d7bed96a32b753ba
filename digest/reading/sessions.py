"""A council, committee or parliament that sits: the occasion, and who of its members the article names.

the council met · held its session · after a debate at Monday's full council meeting · the Commission's next session
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, EncounterKind
from digest.reading.cues import subject_of
from digest.reading.participants import Event
from digest.reading.people import Cast
from digest.reading.states import fold


def sessions(cast: Cast, unit: Tokens) -> Iterator[Event]:
    """The sittings that a sentence tells of; the first is enough."""
    if any(t.lower_ == "every" for t in unit):
        return  # meets every Monday
    for token in unit:
        body = _sitting_body(token)
        if body is None:
            continue
        members = members_named(cast)
        actor = cast.resolve(body)
        actors = members if len(members) > 1 else (*([actor] if actor else []), *members)
        verb = token if token.pos_ == "VERB" else next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), token)
        if actors:
            yield Event(EncounterKind.CONFERENCE, verb, None if verb is token else token, actors)
        return


def _sitting_body(token: Token) -> Token | None:
    """The body of "council meeting", "the council's session", "session of the council", "the council met"."""
    if token.pos_ == "VERB" and token.lemma_ in ("meet", "convene", "sit"):
        alone = not any(c.dep_ in ("dobj", "nsubjpass") or c.lower_ == "with" for c in token.children)
        subject = subject_of(token) if alone else None
        return subject if subject is not None and _sits(subject) and subject.tag_ in ("NN", "NNP") else None
    if token.lemma_.lower() not in en.SITTINGS:
        return None
    beside = [c for c in token.children if c.dep_ in ("compound", "poss", "nmod")]
    beside += [t for c in token.children if c.lower_ == "of" for t in c.children]
    if token.head.lower_ in ("at", "during") and any(c.lower_ == "its" for c in token.children):
        beside += [c for c in token.head.head.children if c.dep_ == "nsubj"]
    return next((c for c in beside if _sits(c) and c.tag_ in ("NN", "NNP")), None)


def _sits(token: Token) -> bool:
    return token.lemma_.lower() in en.ASSEMBLIES


def members_named(cast: Cast) -> tuple[Actor, ...]:
    """The councillors, mayors, lawmakers and chairs in the article, in its order."""
    offices = {fold(word) for word in en.ASSEMBLY_OFFICES}
    return tuple(
        cast.actor(p)
        for p in sorted(cast.names.persons, key=lambda p: min(p.mentions))
        if p.role and offices & set(fold(p.role).split())
    )
