"""Where an occasion was: "in Moscow", "at Orbeliani Palace", and what a visit was to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import EncounterKind
from digest.reading.names import office_word
from digest.reading.parse import DATELINE
from digest.reading.participants import Event
from digest.reading.people import Cast

_PLACE_PREPS = frozenset({"in", "at", "near"})
_SETTLEMENTS = frozenset({"village", "town", "city", "resort", "capital", "port"})
_HYPHENED = re.compile(r"\w+(?:-\w+)+")  # Orsk-on-Sea, Stoke-by-Selm
_NAMED = frozenset({"GPE", "LOC", "FAC"})
#: What people meet on, not in.
_LINES = frozenset({"border", "line", "bridge", "island"})


def place_in(cast: Cast, start: int, end: int) -> str | None:
    """The first place among tokens [start, end): what one part of a list says of its own occasion."""
    for prep in cast.doc[start:end]:
        if prep.lower_ in _PLACE_PREPS:
            for place in prep.children:
                if place.dep_ == "pobj" and start <= place.i < end and _is_place(cast, place):
                    return place_name(cast, place)
    return None


def place_after(cast: Cast, unit: Tokens, noun: Token) -> str | None:
    """The first place behind a word: an invitation to the parade in Velgrad."""
    for prep in unit:
        if prep.i > noun.i and prep.lower_ in _PLACE_PREPS:
            for place in prep.children:
                if place.dep_ == "pobj" and _is_place(cast, place):
                    return place_name(cast, place)
        if prep.i > noun.i and prep.lemma_ == "visit":
            return next((cast.phrase(c) for c in prep.children if c.dep_ == "dobj" and _is_place(cast, c)), None)
    return None


def scenes(cast: Cast, units: Sequence[Tokens]) -> dict[int, str]:
    """Places that sentences open with, by where the sentences start: "In Selm the welcome was warmer."."""
    fronted = (unit[0] for unit in units if unit[0].dep_ == "prep")
    opened = ((token.idx, place_in(cast, token.i, token.right_edge.i + 1)) for token in fronted)
    return {start: place for start, place in opened if place is not None}


def place_of(cast: Cast, unit: Tokens, event: Event) -> str | None:
    """Where the clause says that it was: "in Moscow", "at Orbeliani Palace"; for a visit what was visited."""
    if event.within:
        return place_in(cast, *event.within)
    visit = event.kind is EncounterKind.VISIT
    for prep in unit:
        if (prep.dep_ != "prep" and prep.pos_ != "ADP") or (not cast.doc[max(prep.i - 1, 0)].whitespace_ and prep.i):
            continue  # no preposition, or one inside a word: Chairperson-in-Office
        if not (prep.lower_ in _PLACE_PREPS or (visit and prep.lower_ in ("to", "for") and _moves(prep, event))):
            continue
        for noun_of in prep.children:
            if noun_of.dep_ == "pobj" and _is_place(cast, noun_of) and _belongs(cast, prep, event):
                return place_name(cast, noun_of)
    return (
        _where(cast, unit, event.verb)
        or _way_there(cast, unit, event.verb)
        or _border(cast, event)
        or here(cast, event.verb)
        or _hosts(cast, event)
        or _margins(cast, event)
    )


def _margins(cast: Cast, event: Event) -> str | None:
    """On the margins of the Selm conference: where the conference is."""
    for token in event.verb.subtree:
        if token.lemma_ in ("margin", "sideline"):
            of = (t for c in token.children if c.lower_ == "of" for t in c.children)
            return next((c.text for t in of for c in t.children if c.dep_ == "compound" and c.ent_type_ == "GPE"), None)
    return None


def _same_clause(token: Token, verb: Token) -> bool:
    """No other verb between: signed a declaration on a tunnel here."""
    between = itertools.takewhile(lambda above: above != verb, token.ancestors)
    return all(above.pos_ not in ("VERB", "AUX") for above in between)


def _hosts(cast: Cast, event: Event) -> str | None:
    """The next summit will be hosted by Selm."""
    if event.noun is None or event.verb.lemma_ != "host":
        return None
    by = [t for c in event.verb.children if c.dep_ == "agent" for t in c.children]
    return next((cast.phrase(t) for t in by if _is_place(cast, t)), None)


def _where(cast: Cast, unit: Tokens, verb: Token) -> str | None:
    """Is expected in Selm on Monday, where she will be received: the place right before "where"."""
    where = next((c for c in verb.children if c.lower_ == "where"), None)
    if where is None:
        return None
    before = [t for t in unit if t.i < where.i and t.lower_ in _PLACE_PREPS]
    return place_in(cast, before[-1].i, where.i) if before else None


def _border(cast: Cast, event: Event) -> str | None:
    """Held their meeting on the state border."""
    for prep in (*event.verb.children, *(event.noun.children if event.noun is not None else ())):
        if prep.dep_ == "prep" and prep.lower_ == "on":
            return next((cast.phrase(t) for t in prep.children if t.lemma_.lower() in _LINES), None)
    return None


def here(cast: Cast, word: Token) -> str | None:
    """SELM, Velmora (RNA) — X met Y here on Monday: the place of the dateline."""
    if not any(t.lower_ == "here" and _same_clause(t, word) for t in word.subtree):
        return None
    line = DATELINE.search(cast.text)
    return re.split(r"[,/(:—–]", line.group(0))[0].strip().title() if line else None


def _way_there(cast: Cast, unit: Tokens, verb: Token) -> str | None:
    """Flew to Batoni to meet X; a visit to Batoni, where she met X; will not travel to Vienna for talks."""
    for prep in unit:
        head = prep.head
        if prep.lower_ != "to" or prep.dep_ != "prep" or head.lemma_ not in en.TRAVEL_VERBS | {"visit"}:
            continue
        together = head == verb or head in verb.ancestors or verb in head.ancestors or verb.head == head.head
        place = next((c for c in prep.children if c.dep_ == "pobj" and _is_place(cast, c)), None)
        if place is not None and together:
            return place_name(cast, place)
    return None


def _moves(prep: Token, event: Event) -> bool:
    return prep.head in (event.verb, event.noun)


def _belongs(cast: Cast, prep: Token, event: Event) -> bool:
    """On the way from the preposition to the verb there is no other verb, and no body whose seat it names."""
    verb, noun = event.verb, event.noun
    if _fronted(prep):
        return True
    if noun is not None and noun in prep.ancestors and noun in _holding(prep):
        return True
    for ancestor in prep.ancestors:
        if ancestor in (verb, noun):
            return True
        if ancestor.dep_ == "xcomp" and ancestor.lemma_ in en.HOLD_VERBS:
            continue  # is to be held in Selm
        if ancestor.pos_ in ("VERB", "AUX") or (cast.is_body_noun(ancestor) and ancestor.lemma_.lower() != "ministry"):
            return False
        if ancestor.lemma_ in ("envoy", "embassy", "ambassador", "village", "president"):
            return False
    return False


def _fronted(prep: Token) -> bool:
    """Today, at the White Pavilion, X received Y: whatever the parse hangs it on."""
    before = prep.doc[prep.sent.start : prep.i]
    place = next((c for c in prep.children if c.dep_ == "pobj"), prep)
    behind = place.i + 1 < len(prep.doc) and prep.doc[place.i + 1].text == ","
    return behind and all(token.is_punct or token.ent_type_ == "DATE" or token.pos_ == "ADV" for token in before)


def _holding(prep: Token) -> list[Token]:
    """What was to be held there: "a meeting, due to be held in Sandmark"."""
    found: list[Token] = []
    for ancestor in prep.ancestors:
        if ancestor.pos_ in ("VERB", "AUX") and ancestor.lemma_ not in en.HOLD_VERBS | en.PLAN_VERBS:
            return found
        found.append(ancestor)
    return found


def _is_place(cast: Cast, token: Token) -> bool:
    """Whether a phrase may name a place: no person, date, text or occasion."""
    if (
        token.i in cast.names.at
        or token.lower_ in en.MONTHS
        or token.lower_ in en.WEEKDAYS
        or token.ent_type_ in ("DATE", "TIME")
    ):
        return False
    if (
        token.lemma_.lower() in en.TEXT_NOUNS
        or token.lemma_.lower() in en.EVENT_NOUNS
        or token.text in ("X", "Facebook")
    ):
        return False
    if office_word(token) or any(office_word(c) and c.i == token.i - 1 for c in token.children):
        return token.lemma_.lower() in en.SITES  # Metropolitan Gavril of Ohrin is none, the President Hotel is
    if token.lemma_.lower() in ("framework", "format", "sidelines", "context", "margin", "session"):
        return False
    return (
        token.text[0].isupper()
        or any(t.text[0].isupper() and t.pos_ == "PROPN" for t in _local(token))
        or token.lower_ == "capital"
    )


def _local(token: Token) -> list[Token]:
    """A place in small letters with a name in it: the sports hall of Zestap school, the Selm customs museum."""
    return list(token.subtree) if token.lemma_.lower() in en.SITES else []


def whole_name(token: Token) -> Token:
    """Port -> Almer, of Port Almer: the token that heads the name that a token is part of."""
    head = token.head
    inside = token.dep_ == "compound" and head.ent_iob_ == "I" and head.ent_type_ == token.ent_type_
    return whole_name(head) if inside and token.ent_type_ in _NAMED else token


def place_name(cast: Cast, token: Token) -> str:
    """The village of Lower Tesh -> Lower Tesh; the Tarsian capital, Selm -> Selm; Orsk-on-Sea in one piece."""
    inner = next((p for c in token.children if c.lower_ == "of" for p in c.children if p.text[0].isupper()), None)
    beside = next((c for c in token.children if c.dep_ == "appos" and c.text[0].isupper()), None)
    if token.lemma_.lower() in _SETTLEMENTS and (inner or beside) is not None:
        return cast.phrase(inner or beside or token)
    name = cast.phrase(token)
    hyphened = _HYPHENED.match(cast.text, token.idx)
    return name.replace(token.text, hyphened.group(0)) if hyphened and name.endswith(token.text) else name
