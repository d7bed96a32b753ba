"""Nouns that tell of an occasion: talks between X and Y, a call with Z, a visit to W, the next round."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import ActorKind, EncounterKind
from digest.reading.cues import conjuncts
from digest.reading.participants import REMOTE, Event, behind, made, prepositions, unique, who_does, whom
from digest.reading.people import Cast

#: Discussed the case in a telephone call: what a clause says that was done in one.
_IN_CALL = en.words("discuss talk agree review tell thank congratulate")
#: The next round, a second meeting: what makes an occasion a new one.
_AGAIN = en.words("next another second third fourth fifth sixth seventh")


def nominal(cast: Cast, noun: Token) -> Iterator[Event]:  # noqa: PLR0912 - one branch a construction
    """The occasions that a noun tells of, with whom its clause names."""
    kind = _noun_kind(noun)
    if kind is None or noun.dep_ in ("compound", "nmod"):
        return
    verb = _carrier(noun)
    if verb is None:
        return
    if kind is EncounterKind.VISIT:
        yield from _paid_visit(cast, noun, verb)
        return
    if noun.dep_ == "attr" or (kind is EncounterKind.CORRESPONDENCE and not _sent(noun, verb)):
        return  # it was their first meeting; took note of a letter
    holders, partners = _holders(noun, verb), _noun_partners(cast, noun, kind)
    if len(partners) > 1 and holders and any(c.lower_ == "separate" for c in noun.children):
        for partner in partners:  # held separate meetings with X and Y: one each
            yield from made(cast, verb, kind, (*holders, partner), noun=noun)
        return
    tokens = [*holders, *partners]
    led = _led_by(noun, verb)
    back = _definite(noun) and not tokens
    if led:
        actors = unique(a for t in led for a in cast.members(t))
        yield Event(kind, verb, noun, actors, back=_definite(noun))
    elif again(noun) and not tokens:
        yield Event(kind, verb, noun, (), together=True, again=True)
    elif len(tokens) == 1 and not _definite(noun) and verb.lemma_ in en.PLAN_VERBS | en.CANCEL_VERBS | {"take"}:
        yield Event(kind, verb, noun, cast.members(tokens[0]), together=False, again=True)
    elif kind is EncounterKind.CALL and len(tokens) > 2 and noun.tag_ == "NNS":
        for other in tokens[1:]:
            yield from made(cast, verb, kind, (tokens[0], other), noun=noun)
    elif tokens:
        yield from made(cast, verb, kind, tuple(tokens), noun=noun)
    elif back and (verb.lemma_ in en.CANCEL_VERBS or verb.lemma_ == "take"):
        yield Event(kind, verb, noun, (), back=True)


def _noun_kind(noun: Token) -> EncounterKind | None:  # noqa: PLR0911 - one return a kind of noun
    """Press conference, phone call, round of talks; "call for" and "a round of applause" are none."""
    lemma = noun.lemma_.lower()
    if lemma in ("talk", "discussion") and noun.tag_ not in ("NNS", "NNPS"):
        return None
    if lemma == "round" and not again(noun) and not any(p.lower_ == "of" for p in noun.children):
        return None
    if lemma == "call":
        phone = any(c.lower_ in REMOTE for c in noun.children) or any(
            p.lower_ in ("with", "between") for p in prepositions(noun)
        )
        return (
            EncounterKind.CALL
            if phone or (_definite(noun) and not any(p.lower_ == "for" for p in noun.children))
            else None
        )
    if lemma == "telephone":
        return None
    if lemma == "conversation":
        remote = any(c.lower_ in REMOTE for c in noun.children)
        return EncounterKind.CALL if remote else EncounterKind.TALKS
    if any(c.lower_ in REMOTE for c in noun.children) and lemma in ("talk", "conversation"):
        return EncounterKind.CALL
    return EncounterKind(en.EVENT_NOUNS[lemma])


def _carrier(noun: Token) -> Token | None:
    """The verb whose tense the noun has: held (talks), were held (talks), followed."""
    token = noun
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head is token:
            return token
        token = token.head
    return None


def _definite(noun: Token) -> bool:
    return any(c.lower_ in ("the", "this", "their") for c in noun.children)


def _holders(noun: Token, verb: Token) -> list[Token]:
    """Who held it: the subject of "held talks", "had a call", "sent a letter"."""
    found = [
        t for c in noun.children if c.dep_ == "poss" for t in conjuncts(c) if t.ent_type_ not in ("DATE", "TIME", "GPE")
    ]
    chain = verb.lemma_ in en.HOLD_VERBS | en.SEND_VERBS | en.PLAN_VERBS | en.CANCEL_VERBS
    apart = verb.lemma_ in en.TRAVEL_VERBS and any(p.lower_ == "with" for p in noun.children)
    if noun.dep_ in ("dobj", "pobj", "conj", "attr") and (chain or apart) and _close(noun, verb):
        found = [*who_does(verb), *found]
    if noun.dep_ == "pobj" and noun.lemma_ == "letter" and _sent(noun, verb):
        found = [*who_does(verb), *whom(verb)]
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("in", "during", "at")
        and any(c.lower_ in ("a", "an") for c in noun.children)
    ):
        found = [*who_does(verb), *whom(verb)][:4] if verb.lemma_ in _IN_CALL else found
    if noun.dep_ == "nsubjpass" and any(c.dep_ == "agent" for c in verb.children):
        found += [t for c in verb.children if c.dep_ == "agent" for t in behind(c)]
    return found


def _close(noun: Token, verb: Token) -> bool:
    return verb in (noun.head, noun.head.head, noun.head.head.head)


def _sent(noun: Token, verb: Token) -> bool:
    """Sent a letter; in a letter, X asked Y."""
    told = (
        noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head == verb and verb.lemma_ in en.ADDRESS_VERBS
    )
    return verb.lemma_ in en.SEND_VERBS or told


def _between(cast: Cast, prep: Token) -> list[Token]:
    """Between Minister X and Minister Y: the names up to the first verb, where the parse joined them oddly."""
    found: list[Token] = []
    for token in cast.doc[prep.i + 1 : prep.right_edge.i + 1]:
        if token.pos_ in ("VERB", "AUX"):
            break
        person = cast.names.at.get(token.i)
        if person is not None and (not found or cast.names.at.get(found[-1].i) is not person):
            found.append(token)
    return found


def _noun_partners(cast: Cast, noun: Token, kind: EncounterKind) -> list[Token]:
    """With Y; between X and Y; of X and Y; to Y for a letter."""
    wanted = {"with", "between", "among"} | ({"to"} if kind is EncounterKind.CORRESPONDENCE else set())
    found: list[Token] = []
    preps = list(prepositions(noun))
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj") or noun.dep_ == "pobj":
        preps += [p for p in prepositions(verb if noun.dep_ != "pobj" else verb.head) if p.lower_ in wanted]
    preps += [t for t in noun.subtree if t.lower_ == "between" and t.dep_ == "prep"]
    for inner in [t for p in preps if p.lower_ == "of" for t in p.children if t.lemma_.lower() in en.EVENT_NOUNS]:
        preps += list(prepositions(inner))
    for prep in dict.fromkeys(preps):
        if prep.lower_ in wanted:
            names = _between(cast, prep) if prep.lower_ == "between" else []
            found += names if len(names) > 1 else behind(prep)
        elif prep.lower_ == "of" and kind in (EncounterKind.MEETING, EncounterKind.CONFERENCE, EncounterKind.TALKS):
            found += [t for t in behind(prep) if t.lemma_.lower() not in en.EVENT_NOUNS]
    return found


def _led_by(noun: Token, verb: Token) -> list[Token]:
    """The consultations were headed by X and Y; talks led by X and Y; X led the talks."""
    for leader in (verb, *(c for c in noun.children if c.dep_ == "acl")):
        if leader.lemma_ in en.LEAD_VERBS:
            return [t for c in leader.children if c.dep_ == "agent" for t in behind(c)]
    return []


def accepted(cast: Cast, unit: Tokens) -> Iterator[Event]:
    """Accepted an invitation to the parade in X: a visit to come."""
    for noun in unit:
        verb = noun.head
        if noun.lemma_ == "invitation" and verb.lemma_ == "accept" and noun.dep_ == "dobj":
            actors = [a for t in who_does(verb) if (a := cast.resolve(t)) and a.kind is ActorKind.PERSON]
            if actors:
                yield Event(EncounterKind.VISIT, verb, noun, unique(actors), planned=True)


def _paid_visit(cast: Cast, noun: Token, verb: Token) -> Iterator[Event]:
    """Paid a visit to Batoni; on a visit to Georgia; his visit."""
    to = any(p.lower_ == "to" for p in noun.children) or any(p.lower_ == "to" for p in verb.children)
    owner = [c for c in noun.children if c.dep_ == "poss"]
    tokens = who_does(verb) if _close(noun, verb) and verb.lemma_ in en.HOLD_VERBS else owner
    actors = [a for t in tokens if (a := cast.resolve(t)) and a.kind is ActorKind.PERSON]
    if to and actors:
        yield Event(EncounterKind.VISIT, verb, noun, unique(actors))


def again(noun: Token) -> bool:
    """The next round, a second meeting: a new occasion of those who met before."""
    return any(c.lower_ in _AGAIN for c in noun.children)
