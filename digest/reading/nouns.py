"""Nouns that tell of an occasion: talks between X and Y, a call with Z, a visit to W, the next round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import ActorKind, EncounterKind
from digest.reading.cues import conjuncts
from digest.reading.participants import Event, behind, leaders, made, meetable, prepositions, unique, who_does, whom
from digest.reading.people import Cast

#: Discussed the case in a telephone call: what a clause says that was done in one.
_IN_CALL = en.words("meet discuss talk agree review tell thank congratulate")
_BEFORE = frozenset({"previous", "last", "earlier"})
#: After talks with Y, X said; at, during, following a meeting with Y: X is the other.
_FRAMES = frozenset({"after", "at", "during", "following", "in", "before"})
#: The programme includes a meeting with X; a meeting with X took place: whose it is was told before.
_LISTING = frozenset({"take", "include", "feature", "follow"})
_MEALS = frozenset({"lunch", "dinner", "breakfast"})
#: The next round, a second meeting: what makes an occasion a new one.
_AGAIN = en.words("next another second third fourth fifth sixth seventh")


def nominal(cast: Cast, noun: Token) -> Iterator[Event]:
    """The occasions that a noun tells of, with whom its clause names."""
    kind, verb = _noun_kind(noun), _carrier(noun)
    if kind is None or verb is None or noun.dep_ in ("compound", "nmod"):
        return
    there = any(c.dep_ == "expl" for c in verb.children)
    if kind is EncounterKind.VISIT:
        yield from _paid_visit(cast, noun, verb)
    elif (noun.dep_ == "attr" and not there) or (kind is EncounterKind.CORRESPONDENCE and not _sent(noun, verb)):
        return  # it was their first meeting; took note of a letter
    elif _joint(noun):
        yield from _before_the_press(cast, noun, verb)
    else:
        yield from _held(cast, noun, verb, kind)


def _held(cast: Cast, noun: Token, verb: Token, kind: EncounterKind) -> Iterator[Event]:
    """Held talks with Y, talks between X and Y, talks led by X and Y."""
    holders, partners = _holders(noun, verb), _noun_partners(cast, noun, kind)
    if len(partners) > 1 and len(holders) == 1 and _one_each(noun):
        for partner in partners:  # held separate meetings with X and Y: one each
            yield from made(cast, verb, kind, (*holders, partner), noun=noun)
        return
    partners = [led for t in partners for led in (leaders(t) or [t])]
    tokens = [t for t in (*holders, *partners) if meetable(cast, t)]
    if len(tokens) == 1 and tokens[0] in partners and noun.dep_ == "pobj" and noun.head.lower_ in _FRAMES:
        tokens = [*(t for t in who_does(_outermost(verb)) if meetable(cast, t)), *tokens]
    tokens = tokens or _when_they(cast, noun)
    led = _led_by(noun, verb)
    if led:
        yield Event(kind, verb, noun, unique(a for t in led for a in cast.members(t)), back=_definite(noun))
    elif len(tokens) > 1:
        yield from _between_them(cast, noun, verb, kind, tokens)
    elif tokens:
        yield from _of_one(cast, noun, verb, kind, tokens[0])
    else:
        yield from _of_those_before(noun, verb, kind)


def _between_them(
    cast: Cast, noun: Token, verb: Token, kind: EncounterKind, tokens: Sequence[Token]
) -> Iterator[Event]:
    if kind is EncounterKind.CALL and len(tokens) > 2 and noun.tag_ == "NNS":
        for other in tokens[1:]:
            yield from made(cast, verb, kind, (tokens[0], other), noun=noun)
    else:
        yield from made(cast, verb, kind, tokens, noun=noun)


def _of_one(cast: Cast, noun: Token, verb: Token, kind: EncounterKind, token: Token) -> Iterator[Event]:
    """The next summit will be hosted by Selm; a session of the Commission; a meeting with X is planned."""
    hosts = noun.dep_ == "nsubjpass" and verb.lemma_ in ("host", "hold", "convene")
    if again(noun) and hosts:
        yield Event(kind, verb, noun, (), together=True, again=True)
    elif kind is EncounterKind.CONFERENCE and cast.is_body_noun(token):
        yield Event(kind, verb, noun, cast.members(token))
    elif not _definite(noun) and verb.lemma_ in en.PLAN_VERBS | en.CANCEL_VERBS | _LISTING:
        yield Event(kind, verb, noun, cast.members(token), again=True)
    else:
        yield from made(cast, verb, kind, (token,), noun=noun)


def _of_those_before(noun: Token, verb: Token, kind: EncounterKind) -> Iterator[Event]:
    """The next round, their previous meeting, talks will resume; the talks were called off."""
    resumed = verb.lemma_ in en.RESUME_VERBS and noun.dep_ in ("nsubj", "nsubjpass")
    if again(noun) or before(noun) or resumed:
        yield Event(kind, verb, noun, (), together=True, again=True)
    elif _definite(noun) and verb.lemma_ in en.CANCEL_VERBS | {"take"}:
        yield Event(kind, verb, noun, (), back=True)


_SOON = 120  # tokens: four or five sentences


def _noun_kind(noun: Token) -> EncounterKind | None:  # noqa: PLR0911 - one return a kind of noun
    """Press conference, phone call, round of talks; "call for" and "a round of applause" are none."""
    lemma = noun.lemma_.lower()
    if lemma in ("talk", "discussion") and noun.tag_ not in ("NNS", "NNPS"):
        return None
    if lemma == "round" and not again(noun) and not any(p.lower_ == "of" for p in noun.children):
        return None
    if lemma == "call" and any(p.lower_ == "on" for p in prepositions(noun)) and noun.head.lemma_ == "pay":
        return EncounterKind.MEETING  # paid a farewell call on the minister
    if lemma == "call":
        phone = any(c.lower_ in en.REMOTE for c in noun.children) or any(
            p.lower_ in ("with", "between", "from") for p in prepositions(noun)
        )
        return (
            EncounterKind.CALL
            if phone or (_definite(noun) and not any(p.lower_ == "for" for p in noun.children))
            else None
        )
    if lemma == "telephone" or (lemma == "appearance" and not _joint(noun)):
        return None
    if lemma == "conversation":
        remote = any(c.lower_ in en.REMOTE for c in noun.children)
        return EncounterKind.CALL if remote or _named_the_call(noun) else EncounterKind.TALKS
    if any(c.lower_ in en.REMOTE for c in noun.children) and lemma in ("talk", "conversation", "meeting", "conference"):
        return EncounterKind.CALL
    return EncounterKind(en.EVENT_NOUNS[lemma])


def _named_the_call(conversation: Token) -> bool:
    """A conversation between X and Y … Both agree that the call lasted 17 minutes."""
    soon = conversation.doc[conversation.i : conversation.i + _SOON]
    return any(token.lemma_.lower() == "call" and token.pos_ == "NOUN" and _definite(token) for token in soon)


def _carrier(noun: Token) -> Token | None:
    """The verb whose tense the noun has: held (talks), were held (talks), followed."""
    token = noun
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX") and token.dep_ != "prep":  # "following" is no verb
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
    chain = verb.lemma_ in en.HOLD_VERBS | {"exchange", "receive"} | en.SEND_VERBS | en.PLAN_VERBS | en.CANCEL_VERBS
    apart = verb.lemma_ in en.TRAVEL_VERBS and (any(p.lower_ == "with" for p in noun.children) or bool(_hosts_of(noun)))
    if noun.dep_ in ("dobj", "pobj", "conj", "attr") and (chain or apart) and _close(noun, verb):
        dative = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]  # sent Y a letter
        found = [*who_does(verb), *found, *dative]
    if verb.lemma_ == "invite" and _close(noun, verb):
        found = [*who_does(verb), *whom(verb)]  # inviting them to a summit
    if noun.dep_ == "pobj" and noun.lemma_ == "letter" and _sent(noun, verb):
        found = [*who_does(verb), *whom(verb)]
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("in", "during", "at")
        and any(c.lower_ in ("a", "an") for c in noun.children)
    ):
        found = [*who_does(verb), *whom(verb)][:4] if verb.lemma_ in _IN_CALL else found
    if verb.lemma_ == "host" and "between" in {p.lower_ for p in prepositions(noun)}:
        found = [t for t in found if t.ent_type_ == "PERSON"]  # Selm hosted talks between X and Y
    if noun.dep_ == "nsubjpass" and any(c.dep_ == "agent" for c in verb.children):
        found += [t for c in verb.children if c.dep_ == "agent" for t in behind(c)]
    return found


def _outermost(verb: Token) -> Token:
    """Speaking after talks with Y, X praised the port: who spoke is who praised."""
    return verb.head if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.pos_ in ("VERB", "AUX") else verb


def _close(noun: Token, verb: Token) -> bool:
    return verb in (noun.head, noun.head.head, noun.head.head.head)


def _sent(noun: Token, verb: Token) -> bool:
    """Sent a letter; in a letter, X asked Y."""
    told = (
        noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.head.head == verb and verb.lemma_ in en.ADDRESS_VERBS
    )
    if any(p.lower_ == "to" for p in prepositions(noun)):  # in a letter to Y, X called for talks
        told = told or (noun.dep_ == "pobj" and noun.head.head == verb and verb.lemma_ in en.SAY_VERBS)
    return verb.lemma_ in en.SEND_VERBS | {"exchange", "receive"} or told


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
    if kind is EncounterKind.CALL or (kind is EncounterKind.CORRESPONDENCE and noun.head.lemma_ == "receive"):
        wanted |= {"from"}  # took a call from Y
    found: list[Token] = _hosts_of(noun)
    if noun.lemma_ in _MEALS:
        wanted |= {"for"}  # hosted a dinner for Y
    if noun.lemma_ == "call" and noun.head.lemma_ == "pay":
        wanted |= {"on"}  # paid a farewell call on Y
    preps = list(prepositions(noun))
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass", "nsubj") or noun.dep_ == "pobj":
        preps += [p for p in prepositions(verb if noun.dep_ != "pobj" else verb.head) if p.lower_ in wanted]
    preps += [t for t in noun.subtree if t.lower_ == "between" and t.dep_ == "prep"]
    if verb.lemma_ == "take":  # talks took place between …
        preps += [
            p
            for c in verb.children
            if c.dep_ == "dobj" and c.lower_ == "place"
            for p in prepositions(c)
            if p.lower_ in wanted
        ]
    for inner in [t for p in preps if p.lower_ == "of" for t in p.children if t.lemma_.lower() in en.EVENT_NOUNS]:
        preps += list(prepositions(inner))
    for prep in dict.fromkeys(preps):
        if prep.lower_ in wanted:
            led = any(leaders(t) for t in behind(prep))
            names = _between(cast, prep) if prep.lower_ == "between" and not led else []
            found += names if len(names) > 1 else behind(prep)
        elif prep.lower_ == "of" and kind in (EncounterKind.MEETING, EncounterKind.CONFERENCE, EncounterKind.TALKS):
            found += [t for t in behind(prep) if t.lemma_.lower() not in en.EVENT_NOUNS]
    return found


def _hosts_of(noun: Token) -> list[Token]:
    """A dinner hosted by X, a reception given by Y."""
    given = [c for c in noun.children if c.dep_ == "acl" and c.lemma_ in ("host", "give", "offer")]
    return [t for verb in given for c in verb.children if c.dep_ == "agent" for t in behind(c)]


def _led_by(noun: Token, verb: Token) -> list[Token]:
    """The consultations were headed by X and Y; talks led by X and Y; X led the talks."""
    for leader in (verb, *(c for c in noun.children if c.dep_ == "acl")):
        if leader.lemma_ in en.LEAD_VERBS:
            return [t for c in leader.children if c.dep_ == "agent" for t in behind(c)]
    return []


def _when_they(cast: Cast, noun: Token) -> list[Token]:
    """The house was last used for talks in January, when X and Y agreed: the talks were theirs."""
    for token in noun.sent:
        clause = token.head
        if token.lower_ == "when" and token.i > noun.i and clause.pos_ == "VERB" and clause.dep_ in ("advcl", "relcl"):
            return [t for t in who_does(clause) if (a := cast.resolve(t)) and a.kind is ActorKind.PERSON]
    return []


def _one_each(noun: Token) -> bool:
    """Held separate talks, bilateral meetings, meetings with X, Y and Z: one each; "talks" are plural anyway."""
    told = any(c.lower_ in ("separate", "bilateral", "individual") for c in noun.children)
    return told or (noun.tag_ == "NNS" and noun.lemma_ in ("meeting", "call", "conversation"))


def _joint(noun: Token) -> bool:
    """A joint press conference, a joint appearance."""
    return noun.lemma_ in ("conference", "appearance", "briefing") and any(c.lower_ == "joint" for c in noun.children)


def _before_the_press(cast: Cast, noun: Token, verb: Token) -> Iterator[Event]:
    """X told reporters at a joint news conference (with Y); a joint appearance followed: those who met before."""
    named = [
        *(who_does(verb) if verb.pos_ == "VERB" and noun.dep_ != "nsubj" else []),
        *_noun_partners(cast, noun, EncounterKind.CALL),
    ]
    actors = unique(a for t in named if not cast.is_plural(t) for a in cast.members(t) if a.kind is ActorKind.PERSON)
    alone = len(actors) < 2
    yield Event(EncounterKind.CONFERENCE, verb, noun, actors, together=alone, same_office=actors if alone else ())


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
    owner = [c for c in noun.children if c.dep_ == "poss" and c.lower_ not in ("their", "its")]
    owner += [t for p in prepositions(noun) if p.lower_ == "by" for t in behind(p)]
    travels = _close(noun, verb) and _journeys(noun, verb) and noun.dep_ not in ("nsubj", "nsubjpass")
    tokens = who_does(verb) if travels else owner
    actors = [a for t in tokens if (a := cast.resolve(t)) and a.kind is ActorKind.PERSON]
    if to and actors:
        yield Event(EncounterKind.VISIT, verb, noun, unique(actors))


def _journeys(noun: Token, verb: Token) -> bool:
    """Paid, ended, postponed, is on a visit."""
    on = verb.lemma_ == "be" and noun.head.lower_ == "on"
    off = verb.lemma_ in ("call", "put") and any(c.dep_ == "prt" for c in verb.children)
    return on or off or verb.lemma_ in en.HOLD_VERBS | en.TRIP_VERBS | en.CANCEL_VERBS


def before(noun: Token) -> bool:
    """Their previous meeting, the last round: an earlier occasion of those who met."""
    return any(c.lower_ in _BEFORE for c in noun.children)


def again(noun: Token) -> bool:
    """The next round, a second meeting: a new occasion of those who met before."""
    return any(c.lower_ in _AGAIN for c in noun.children)
