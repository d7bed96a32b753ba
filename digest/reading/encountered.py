"""What people do only where they are together: discuss with, brief in person, open side by side, hand over, join.

These verbs name no occasion; that somebody did it with, before or to somebody says that they met.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from digest.lang import en
from digest.model import ActorKind, EncounterKind
from digest.reading.participants import Event, behind, made, prepositions, together_with, unique, who_does, whom
from digest.reading.people import Cast


def together(cast: Cast, verb: Token) -> Iterator[Event]:
    """The occasion that a verb of this kind gives away; none for other verbs."""
    lemma = verb.lemma_.lower()
    views = lemma == "exchange" and any(c.dep_ == "dobj" and c.lemma_ in ("view", "opinion") for c in verb.children)
    if lemma in en.DISCUSS_VERBS or views:
        yield from _discussed(cast, verb)
    elif lemma == "bring" and any(c.lower_ == "together" for c in verb.children):
        yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *whom(verb)), people=True)
    elif lemma in en.HAND_VERBS:
        yield from _handed(cast, verb)
    elif lemma in ("join", "accompany") or (lemma == "be" and any(c.lower_ == "present" for c in verb.children)):
        yield from _joined(cast, verb)
    elif lemma in en.LEAD_VERBS and any(c.dep_ == "nsubjpass" and c.lemma_ in en.LEAD_NOUNS for c in verb.children):
        led = [t for c in verb.children if c.dep_ == "agent" for t in behind(c)]
        actors = unique(a for t in led if (a := cast.resolve(t)) and a.kind is ActorKind.PERSON)
        if actors:  # the Tarsian side was headed by X
            yield Event(EncounterKind.TALKS, verb, None, actors, back=True)
    elif lemma in en.CEREMONY_VERBS:
        yield from _side_by_side(cast, verb)
    elif any(p.lower_ == "in" and t.lower_ == "person" for p in prepositions(verb) for t in p.children):
        partners = [*whom(verb), *together_with(verb)]
        yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *partners), people=True)


def _discussed(cast: Cast, verb: Token) -> Iterator[Event]:
    """X discussed the ferry with Y; with Y, the ferry was discussed: the visitor is told before."""
    if any(t.lemma_.lower() in en.EVENT_NOUNS for p in prepositions(verb) for t in p.children):
        return  # in a telephone call, at their meeting: the noun tells of it
    partners = [t for t in _with(verb) if _answers(cast, t)]
    if any(c.dep_ == "nsubjpass" for c in verb.children):
        actors = unique(a for t in partners for a in cast.members(t))
        if actors:
            yield Event(EncounterKind.MEETING, verb, None, actors, host=True)
        return
    subjects = [t for t in who_does(verb) if not cast.is_body_noun(t)]
    if partners or (len(subjects) > 1 and verb.lemma_ == "discuss"):
        yield from made(cast, verb, EncounterKind.TALKS, (*subjects, *partners), people=True)


def _answers(cast: Cast, token: Token) -> bool:
    """People and bodies by their office or kind; not Radio Selm, which only asked."""
    actor = cast.resolve(token)
    return actor is not None and (actor.kind in (ActorKind.PERSON, ActorKind.GROUP) or cast.is_body_noun(token))


def _with(verb: Token) -> list[Token]:
    """With whom: "with" stands behind the verb or behind what was discussed."""
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    preps = [p for head in (verb, *objects) for p in prepositions(head) if p.lower_ == "with"]
    return [t for p in preps for t in behind(p)]


def _handed(cast: Cast, verb: Token) -> Iterator[Event]:
    """X handed Y a note: they met. X handed Y a letter from Z: Z wrote to Y."""
    takers = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    takers += [t for p in prepositions(verb) if p.lower_ == "to" for t in behind(p)]
    takers += [c for c in verb.children if c.dep_ == "dobj" and c.i in cast.names.at]
    texts = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in en.HANDED_NOUNS]
    writers = [t for text in texts for p in prepositions(text) if p.lower_ == "from" for t in behind(p)]
    if texts and takers and not writers:
        if all((a := cast.resolve(t)) and a.kind is ActorKind.PERSON for t in takers):
            yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *takers), people=True)
    elif writers and takers:
        yield from made(cast, verb, EncounterKind.CORRESPONDENCE, (*writers, *takers), people=True)


def _joined(cast: Cast, verb: Token) -> Iterator[Event]:
    """X joined them, joined the talks, accompanied him, was also present: one more at the occasion told before."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    pronouns = en.PLURAL_PRONOUNS | (en.PERSON_PRONOUNS if verb.lemma_ == "accompany" else frozenset())
    whole = verb.lemma_ == "be" or any(
        c.lower_ in pronouns or en.EVENT_NOUNS.get(c.lemma_.lower()) in ("meeting", "talks") for c in objects
    )
    agents = [t for c in verb.children if c.dep_ == "agent" for t in behind(c)]  # the two were joined by Z
    actors = unique(a for t in agents or who_does(verb) for a in cast.members(t) if a.kind is ActorKind.PERSON)
    if (whole or agents) and actors:
        yield Event(EncounterKind.MEETING, verb, None, actors, back=True)


def _side_by_side(cast: Cast, verb: Token) -> Iterator[Event]:
    """X and Y opened the bridge; X will open the pier together with Y."""
    partners = [
        t
        for t in _with(verb)
        if t.i in cast.names.at or verb.doc[t.left_edge.i - 2].lower_ in ("together", "along", "jointly")
    ]
    tokens = [*who_does(verb), *partners]
    opened = [c for c in verb.children if c.dep_ == "dobj" and any(d.dep_ == "det" for d in c.children)]
    if not opened or any(c.lemma_.lower() in en.EVENT_NOUNS for c in opened):
        return  # opened fire, opened a dialogue
    if len(tokens) > 1 and all((a := cast.resolve(t)) and a.kind is ActorKind.PERSON for t in tokens):
        yield from made(cast, verb, EncounterKind.MEETING, tokens, people=True)
