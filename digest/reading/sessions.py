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
        body = _sitting_body(token) or _deciding_body(cast, token)
        if body is None:
            continue
        members = () if _to_come(token) else members_named(cast, body)
        actor = cast.resolve(body)
        actors = members if len(members) > 1 else (*([actor] if actor else []), *members)
        verb = token if token.pos_ == "VERB" else next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), token)
        if actors:
            yield Event(EncounterKind.CONFERENCE, verb, _sitting_named(unit) if verb is token else token, actors)
        return


def _to_come(token: Token) -> bool:
    """The council will next meet on 11 June: who will be there is not told."""
    return any(c.lower_ in ("will", "next") for t in (token, token.head) for c in t.children)


def _deciding_body(cast: Cast, verb: Token) -> Token | None:
    """The council voted on Monday to …: it sat. Not "the council agreed": when, nobody says."""
    if verb.pos_ != "VERB" or verb.lemma_ not in en.DECIDES or verb.tag_ != "VBD" or verb.dep_ != "ROOT":
        return None
    subject = subject_of(verb)
    sits = subject is not None and subject.lemma_.lower() in en.COUNCILS and subject.tag_ in ("NN", "NNP")
    return subject if sits and any(t.lower_ in en.WEEKDAYS for t in _own_words(verb)) else None


def _own_words(verb: Token) -> Iterator[Token]:
    """Of its clause, not of those below it."""
    for child in verb.children:
        if child.dep_ in ("prep", "npadvmod", "advmod", "nsubj"):
            yield from child.subtree


def _sitting_named(unit: Tokens) -> Token | None:
    """At the end of a meeting that drew eighty residents: what the sentence calls the sitting."""
    return next((t for t in unit if t.lemma_.lower() in en.SITTINGS and t.pos_ == "NOUN"), None)


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


def members_named(cast: Cast, body: Token) -> tuple[Actor, ...]:
    """The councillors, mayors, lawmakers and chairs in the article, in its order; not the mayor of another town."""
    name = cast.phrase(body)
    offices = {fold(word) for word in en.ASSEMBLY_OFFICES}
    return tuple(
        cast.actor(p)
        for p in sorted(cast.names.persons, key=lambda p: min(p.mentions))
        if p.role and offices & set(fold(p.role).split()) and not _of_elsewhere(p.role, name)
    )


def _of_elsewhere(role: str, body: str) -> bool:
    """Mayor of Sandmark, where the council is Lower Ferry's."""
    _, _, where = role.partition(" of ")
    return where[:1].isupper() and where.split()[0] not in body
