"""Words that tell of an occasion, and who takes part: verbs (met, received, phoned) and nouns (talks, a call, a visit).

X met Y · X and Y met · X was received by Y · X held talks with Y · talks were held between X and Y ·
a meeting of X and Y · The talks were led by X and Y (participants of an occasion told before)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import ActorKind, EncounterKind, Status
from digest.reading.apart import listed, stretches_of
from digest.reading.cues import subject_of
from digest.reading.encountered import together
from digest.reading.irrealis import supposed
from digest.reading.names import office_word
from digest.reading.nouns import accepted, before, nominal
from digest.reading.participants import (
    PUBLIC,
    Event,
    behind,
    in_presence,
    made,
    meetable,
    prepositions,
    together_with,
    unique,
    who_does,
    whom,
)
from digest.reading.people import Cast
from digest.reading.place import place_in
from digest.reading.sessions import sessions
from digest.reading.status import infinitive, status_of

__all__ = ["Event", "events", "kind_told", "status_told"]


def events(cast: Cast, unit: Tokens, quoted: set[int]) -> Iterator[Event]:
    """The occasions of one sentence; none in sport."""
    if any(t.lower_ in en.SPORT for t in unit):
        return
    yield from (event for event in _all_events(cast, unit, quoted) if not supposed(event.noun or event.verb))


def _all_events(cast: Cast, unit: Tokens, quoted: set[int]) -> Iterator[Event]:
    yield from accepted(cast, unit)
    yield from sessions(cast, unit)
    for token in unit:
        if token.i in quoted:
            yield from _in_own_words(cast, token, quoted)
        elif token.pos_ in ("VERB", "AUX"):
            yield from _verbal(cast, token)
        elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in en.EVENT_NOUNS:
            yield from nominal(cast, token)


def _in_own_words(cast: Cast, verb: Token, quoted: set[int]) -> Iterator[Event]:
    """“I met X on Monday,” Y said: Y met X. Nothing else that a quotation tells of is taken for an occasion."""
    first = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ == "i"), None)
    if first is None or verb.lemma_.lower() not in en.MEET_VERBS | en.TALK_VERBS | en.CALL_VERBS:
        return
    cue = next((t for t in verb.ancestors if t.i not in quoted and t.lemma_ in en.SAY_VERBS), None)
    speaker = subject_of(cue) if cue is not None else None
    partners = [*whom(verb), *together_with(verb)]
    if speaker is not None and partners and all(t.i in cast.names.at for t in partners):
        kind = EncounterKind.CALL if _by_phone(verb) or verb.lemma_ in en.CALL_VERBS else EncounterKind.MEETING
        yield from made(cast, verb, kind, (speaker, *partners), people=True)


def kind_told(event: Event) -> EncounterKind:
    """What was told as a meeting is a call when it was held "via videoconference", "by video link" or "online"."""
    if event.kind not in (EncounterKind.MEETING, EncounterKind.TALKS):
        return event.kind
    heads = [head for head in (event.verb, event.noun) if head is not None]
    ways = [c for head in heads for c in head.children if c.dep_ in ("prep", "advmod", "amod", "compound", "npadvmod")]
    remote = any(token.lower_ in en.REMOTE for way in ways for token in way.subtree)
    spoke = event.verb is not None and event.verb.lemma_ not in en.MEET_VERBS and over_the_phone(event.verb.subtree)
    return EncounterKind.CALL if remote or spoke else event.kind


def status_told(event: Event) -> Status:
    """Whether the words alone say that it was, is to be, is denied or was earlier."""
    if event.planned:
        return Status.PLANNED
    told = status_of(event.verb, event.noun)
    earlier = told is Status.HAPPENED and event.noun is not None and before(event.noun)
    return Status.BACKGROUND if earlier else told


# --- verbs ---


def _verbal(cast: Cast, verb: Token) -> Iterator[Event]:  # noqa: PLR0912 - one branch a verb
    lemma = verb.lemma_.lower()
    if lemma not in en.TALK_VERBS and _by_phone(verb):
        told = [t for t in whom(verb) if t.i in cast.names.at]  # told X by phone
        yield from made(cast, verb, EncounterKind.CALL, (*who_does(verb), *told, *together_with(verb)), people=True)
    elif lemma in en.MEET_VERBS and not idle(verb):
        yield from _meeting(cast, verb)
    elif lemma in en.CALL_VERBS or (lemma == "call" and _plain_call(verb)):
        yield from _calls(cast, verb)
    elif lemma in en.TALK_VERBS:
        yield from _talk(cast, verb)
    elif lemma == "sign" and len(_signers(verb)) > 1 and not _met_to(verb):
        yield from _signing(cast, verb)
    elif lemma == "shake" and any(c.lower_ == "hands" for c in verb.children):
        yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *together_with(verb)))
    elif lemma == "spend" and any(c.ent_type_ == "TIME" for c in verb.children) and together_with(verb):
        yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *together_with(verb)), people=True)
    elif lemma == "sit" and any(c.lower_ == "across" for c in verb.children):
        yield from made(cast, verb, EncounterKind.MEETING, who_does(verb))
    elif lemma == "sit" and any(c.dep_ == "prt" for c in verb.children) and not together_with(verb):
        yield from made(cast, verb, EncounterKind.MEETING, who_does(verb), people=True)
    elif lemma == "sit" and together_with(verb):
        yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *together_with(verb)))
    elif lemma == "sit" and any(c.lower_ in ("at", "around", "round") for c in verb.children) and _table(verb):
        yield from made(cast, verb, EncounterKind.MEETING, who_does(verb), people=True)
    elif lemma == "call" and any(_called_on(cast, p) for p in prepositions(verb)):
        called = [t for p in prepositions(verb) if p.lower_ == "on" for t in behind(p)]
        yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *called), people=True)
    elif lemma in en.VISIT_VERBS:
        yield from _visit(cast, verb)
    elif lemma in en.TRAVEL_VERBS and not _to_meet(verb) and _destination(cast, verb):
        yield from _travel(cast, verb)
    elif lemma == "expect" and not any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        yield from _awaited(cast, verb)
    elif lemma in ("dine", "lunch") and together_with(verb):
        yield from made(cast, verb, EncounterKind.MEETING, (*who_does(verb), *together_with(verb)), people=True)
    elif lemma in en.WRITE_VERBS:
        yield from _letter(cast, verb)
    else:
        yield from together(cast, verb)


def _table(verb: Token) -> bool:
    """Sat at one table."""
    return any(t.lemma_ == "table" for p in prepositions(verb) for t in p.children)


def _called_on(cast: Cast, prep: Token) -> bool:
    """Called on the Crown Prince; not "called on the government to act"."""
    asked = any(c.dep_ in ("xcomp", "ccomp", "advcl") for c in prep.head.children)
    people = [a for t in behind(prep) if (a := cast.resolve(t)) and not cast.is_body_noun(t) and not cast.is_plural(t)]
    return prep.lower_ == "on" and not asked and bool(people)


def _by_phone(verb: Token) -> bool:
    """He and X discussed the date over the phone: whatever the verb; but who met by video is told as for a meeting."""
    return any(
        p.lower_ in ("by", "on", "over", "via") and _names_phone(p) for p in prepositions(verb)
    ) and verb.lemma_ not in {"be", *en.MEET_VERBS}


def _to_meet(verb: Token) -> bool:
    """Flew to Batoni to meet X, will not travel to Vienna for talks: the meeting is the occasion."""
    meets = any(c.dep_ in ("advcl", "xcomp") and c.lemma_ in en.MEET_VERBS | en.TALK_VERBS for c in verb.children)
    return meets or any(
        p.lower_ == "for" and t.lemma_.lower() in en.EVENT_NOUNS for p in prepositions(verb) for t in p.children
    )


def _signers(verb: Token) -> list[Token]:
    """X and Y signed it; it was signed by X and Y."""
    agents = [t for c in verb.children if c.dep_ == "agent" for t in behind(c)]
    return agents or who_does(verb)


def _signing(cast: Cast, verb: Token) -> Iterator[Event]:
    """X and Y signed a memorandum: they met to do so."""
    tokens = _signers(verb)
    if all((a := cast.resolve(t)) and a.kind is ActorKind.PERSON for t in tokens):
        yield from made(cast, verb, EncounterKind.MEETING, (*tokens, *in_presence(verb)), people=True)


def idle(verb: Token) -> bool:
    """Met requirements, met with criticism, met halfway, meet the costs, seen as, received a letter: no occasion."""
    # X and Y met on Monday, their first talks: what stands behind a comma is no object.
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and verb.doc[c.left_edge.i - 1].text != ","]
    if any(c.lower_ == "halfway" for c in verb.children):
        return True
    if verb.lemma_ == "meet":  # met with criticism
        objects += [t for p in prepositions(verb) if p.lower_ == "with" for t in p.children if t.dep_ == "pobj"]
    if any(c.lemma_.lower() in en.NOT_PEOPLE or c.lemma_.lower() in en.EVENT_NOUNS for c in objects):
        return True
    return verb.lemma_ == "see" and not any(
        c.ent_type_ == "PERSON" or c.lower_ == "other" or c.pos_ == "PROPN" for c in objects
    )


def _meeting(cast: Cast, verb: Token) -> Iterator[Event]:
    subjects, objects = who_does(verb), whom(verb)
    mutual = any(t.lower_ in ("other", "another") for t in objects)
    if (
        verb.lemma_ not in ("meet", "reconvene", "convene", "confer", "gather", "assemble")
        and not mutual
        and not any(meetable(cast, t) for t in objects)
    ):
        return
    if (
        verb.lemma_ in ("welcome", "greet", "host", "receive", "summon", "see")
        and not any(meetable(cast, t) for t in subjects)
        and not any(c.dep_ == "nsubjpass" for c in verb.children)
        and verb.lemma_ != "receive"
    ):
        return
    partners = together_with(verb)
    if verb.lemma_ == "meet" and len(subjects) == 1 and objects:
        objects = listed(cast, objects)
    apart = stretches_of(cast, objects if len(objects) > 1 else partners)
    if apart:  # met X in P and Y in Q
        for other, within in zip(objects if len(objects) > 1 else partners, apart, strict=True):
            yield from made(cast, verb, EncounterKind.MEETING, (*subjects, other), within=within)
    elif verb.lemma_ == "meet" and len(objects) > 2 and len(subjects) == 1:
        for other in objects:  # on a visit: met the President, the Prime Minister and party leaders, one after another
            yield from made(cast, verb, EncounterKind.MEETING, (*subjects, other))
    elif _apart(verb) and len(partners) > 1:
        for partner in partners:
            yield from made(cast, verb, EncounterKind.MEETING, (*subjects, *objects, partner))
    else:
        kind = EncounterKind.CONFERENCE if _for_summit(verb) else EncounterKind.MEETING
        yield from made(cast, verb, kind, (*subjects, *objects, *partners))


def _for_summit(verb: Token) -> bool:
    """X hosted Y and Z for the fourth summit; met at a summit on gas."""
    return any(
        p.lower_ in ("for", "at") and en.EVENT_NOUNS.get(t.lemma_.lower()) == "conference" and t.lemma_ == "summit"
        for p in prepositions(verb)
        for t in behind(p)
    )


def _apart(verb: Token) -> bool:
    """Met separately with X and with Y: an occasion each."""
    return (
        any(c.lower_ in ("separately", "individually") for c in verb.children)
        or sum(1 for c in prepositions(verb) if c.lower_ == "with") > 1
    )


def _plain_call(verb: Token) -> bool:
    """X called Y on Monday; not "called it a joke", "called for talks", "called the talks open"."""
    if any(c.dep_ in ("oprd", "ccomp", "xcomp", "prt", "attr") for c in verb.children):
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return bool(objects) and all(c.ent_type_ == "PERSON" for c in objects)


def _calls(cast: Cast, verb: Token) -> Iterator[Event]:
    """X rang Y and Z: a call each."""
    for other in whom(verb) or together_with(verb):
        yield from made(cast, verb, EncounterKind.CALL, (*who_does(verb), other))


def _talk(cast: Cast, verb: Token) -> Iterator[Event]:
    """Spoke by phone with Y; X and Y spoke; not "spoke to reporters", "talks about her years"."""
    subjects, partners = who_does(verb), together_with(verb)
    remote = any(p.lower_ in ("by", "on", "over", "via") and _names_phone(p) for p in prepositions(verb))
    if any(t.lemma_.lower() in PUBLIC for t in partners):
        return
    if not remote and any((a := cast.resolve(t)) and a.kind is ActorKind.BODY for t in partners):
        return  # spoke to Kavkaz Weekly
    if not remote and not partners and len(subjects) < 2:
        return
    kind = EncounterKind.CALL if remote else EncounterKind.TALKS
    for_each = [[p] for p in partners] if remote and len(partners) > 1 else [partners]
    for group in for_each:
        yield from made(cast, verb, kind, (*subjects, *group), people=True)


def over_the_phone(tokens: Iterable[Token]) -> bool:
    """Discussed the date over the phone: wherever the parse hangs the phone."""
    return any(t.lower_ in ("by", "over", "via") and _names_phone(t) for t in tokens)


def _names_phone(prep: Token) -> bool:
    """By phone, over the telephone, by video link."""
    return any(t.lower_ in en.REMOTE or any(c.lower_ in en.REMOTE for c in t.children) for t in prep.children)


def _met_to(verb: Token) -> bool:
    """Were to have met to sign the pact: one occasion."""
    return infinitive(verb) and verb.head.lemma_ in en.MEET_VERBS


def _visit(cast: Cast, verb: Token) -> Iterator[Event]:
    actors = [a for t in who_does(verb) if (a := cast.resolve(t)) and a.kind is ActorKind.PERSON]
    objects = [c for c in verb.children if c.dep_ == "dobj" and not office_word(c)]
    with_visitor = verb.dep_ == "pcomp" and verb.head.lower_ == "with"  # met with visiting Deputy Commander X
    named = any(t.text[0].isupper() or any(s.pos_ == "PROPN" for s in t.subtree) for t in objects)
    if actors and named and not with_visitor:
        yield Event(EncounterKind.VISIT, verb, None, unique(actors))


def _travel(cast: Cast, verb: Token) -> Iterator[Event]:
    actors = [a for t in who_does(verb) if (a := cast.resolve(t)) and a.kind is ActorKind.PERSON]
    if actors:
        yield Event(EncounterKind.VISIT, verb, None, unique(actors[:1]))


def _awaited(cast: Cast, verb: Token) -> Iterator[Event]:
    """X is expected in Selm on Monday; where somebody receives X there, that is the occasion."""
    to = any(place_in(cast, p.i, p.right_edge.i + 1) for p in prepositions(verb) if p.lower_ == "in")
    received = any(t.dep_ == "relcl" and t.lemma_ in en.MEET_VERBS for t in verb.subtree)
    if to and not received:
        yield from (replace(event, planned=True) for event in _travel(cast, verb))


def _destination(cast: Cast, verb: Token) -> bool:
    preps = {"arrive": ("in", "at"), "leave": ("for",), "depart": ("for",)}.get(verb.lemma_, ("to",))
    for prep in prepositions(verb):
        for place in prep.children:
            place_like = place.ent_type_ in ("GPE", "LOC") or (place.pos_ == "PROPN" and place.i not in cast.names.at)
            if prep.lower_ in preps and place.dep_ == "pobj" and (place_like or place.lower_ in en.REGIONS):
                return True
    return False


def _letter(cast: Cast, verb: Token) -> Iterator[Event]:
    """X wrote to Y."""
    partners = [t for p in prepositions(verb) if p.lower_ == "to" for t in behind(p)]
    if partners:
        yield from made(cast, verb, EncounterKind.CORRESPONDENCE, (*who_does(verb), *partners), people=True)
