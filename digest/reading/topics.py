"""What was talked about: short noun phrases, as written."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.reading.cues import conjuncts
from digest.reading.people import Cast

TOPIC_WORDS = 9
_FOCUS = en.words("focus centre center")
_TOPIC_VERBS = en.words("discuss review touch consider debate cover concern negotiate")


def topics_of(cast: Cast, units: Sequence[Tokens], noun: Token | None) -> tuple[str, ...]:
    """What was talked about: "talks on a gas swap", "discussed the water level", in the sentence and the next."""
    found: list[str] = []
    if noun is not None:
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.lower_ in ("on", "about", "over"):
                found += [
                    cast.phrase(t) for t in prep.children if t.dep_ == "pobj" and t.ent_type_ not in ("DATE", "TIME")
                ]
    for unit in units:
        for token in unit:
            found += [cast.phrase(t) for t in _discussed(token) if t.pos_ in ("NOUN", "PROPN")]
    short = (t.replace("‘", "").replace("’ ", " ") for t in found if 0 < len(t.split()) <= TOPIC_WORDS)
    return tuple(dict.fromkeys(short))


def _discussed(token: Token) -> list[Token]:
    """Discussed X; focused on X, with a focus on X; X was on the agenda that "included" it."""
    agenda = token.lemma_ == "include" and any(c.lemma_ == "agenda" for c in token.children)
    if (token.lemma_ in _TOPIC_VERBS and token.pos_ == "VERB") or agenda:
        return [t for c in token.children if c.dep_ == "dobj" for t in conjuncts(c)]
    if token.lemma_ in _FOCUS:
        return [
            t for p in token.children if p.lower_ == "on" for c in p.children if c.dep_ == "pobj" for t in conjuncts(c)
        ]
    return []
