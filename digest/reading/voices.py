"""Who speaks in a cue, and who relays it.

“…”, its statement read            the body that "its" means, by way of its statement
In a readout, the ministry said    the ministry, by way of a readout
According to the Kremlin, X said   X, by way of the Kremlin
X's office said that he "rejected" X, by way of his office
… the two sides "agreed"           the body that tells it: both sides have no voice of their own
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, ActorKind, Span, Statement
from digest.reading.cues import Cue, conjuncts
from digest.reading.people import Cast
from digest.reading.states import fold

#: A quoted verb that tells what its subject said or did at the occasion: the office said he “set out in detail” why …
_ACTS = en.words("accept draw set present raise outline offer reject welcome thank invite agree")
_PRESS = en.words("journalist reporter press audience newspaper parliament meeting crowd chamber councillor")
#: A body by its kind alone: the office, the ministry.
_BARE = re.compile(r"[Tt]he [a-z]+")
_MEDIA = ("on", "to", "in", "with", "via")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words, who relays them, and the words that name the speaker."""

    speaker: Actor | None
    via: str | None = None
    source: Span | None = None
    sure: bool = True


def voice_of(
    cue: Cue, all_cues: Sequence[Cue], cast: Cast, earlier: Sequence[Statement], quoted: Sequence[Token]
) -> Voice:
    """The voice of one cue in its sentence; a Voice without a speaker where the text does not decide it."""
    if cue.subject is None:
        return _from_outer(cue, all_cues, cast, earlier) or Voice(None)
    own = _voice(cue.subject, cast, earlier)
    via = own.via or _document(cue, cast) or _outlet(cue, cast)
    if _is_sides(cue.subject, cast):
        told = _teller(cue, all_cues, cast, earlier)
        return told or Voice(cast.sides_before(cue.subject) or own.speaker, via, own.source, sure=False)
    inner = _principal(cue, own, cast, quoted)
    if inner:
        return inner
    outer = _outer(cue, all_cues, cast)
    if outer and outer.speaker and outer.speaker != own.speaker and not via:
        via = _relay_name(outer, cast)
        if cue.subject.pos_ == "PRON" and outer.speaker.kind is ActorKind.BODY:
            return Voice(_of_the_office(cue.subject, own.speaker, outer.speaker, cast), via, own.source)
    return Voice(own.speaker, via, own.source)


def _of_the_office(pronoun: Token, meant: Actor | None, office: Actor, cast: Cast) -> Actor | None:
    """Sollander’s office added that he “expected” them: its head, unless the sentence names somebody else before."""
    named = [p for p in cast.names.persons if any(pronoun.sent.start <= m[0] < pronoun.i for m in p.mentions)]
    if any(meant is not None and fold(person.name) == meant.key for person in named):
        return meant
    head = next((p for p in cast.names.persons if fold(p.name).split()[-1] in fold(office.name).split()), None)
    return cast.actor(head) if head else None


def _voice(subject: Token, cast: Cast, earlier: Sequence[Statement]) -> Voice:
    """The speaker that a subject names: itself, the author of a document, or the joined actors."""
    source = _source(subject, cast)
    if subject.lemma_.lower() in en.TEXT_NOUNS and subject.i not in cast.names.at:
        return Voice(_author(subject, cast, earlier), cast.phrase(subject), source)
    joined = [cast.resolve(token) for token in conjuncts(subject)]
    actors = list(dict.fromkeys(a for a in joined if a is not None))
    if len(actors) > 1:
        names = " and ".join(a.name for a in actors)
        return Voice(Actor(fold(names), names, ActorKind.GROUP), None, source)
    return Voice(actors[0] if actors else None, None, source)


def _source(subject: Token, cast: Cast) -> Span:
    if subject.i in cast.names.at:
        person = cast.names.at[subject.i]
        start, end = next((m for m in person.mentions if m[0] <= subject.i < m[1]), (subject.i, subject.i + 1))
    else:
        start, end = cast.phrase_tokens(subject)
    last = cast.doc[end - 1]
    return Span(cast.doc[start].idx, last.idx + len(last))


def _author(subject: Token, cast: Cast, earlier: Sequence[Statement]) -> Actor | None:
    """The ministry's statement -> the ministry; its statement -> the body before; the letter -> who spoke before."""
    for child in subject.children:
        if child.dep_ == "poss":
            return cast.resolve(child)
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
            owner = next(iter(child.children), None)
            return cast.resolve(owner) if owner is not None else None
    return earlier[-1].speaker if earlier else _first_subject(cast, subject.i)


def _first_subject(cast: Cast, before: int) -> Actor | None:
    named = [(min(p.mentions)[0], p) for p in cast.names.persons if min(p.mentions)[0] < before]
    return cast.actor(min(named, key=lambda pair: pair[0])[1]) if named else None


# --- both sides ---


def _is_sides(subject: Token, cast: Cast) -> bool:
    """The two sides, the deputy ministers, they both: all who met, told of by one of them."""
    if subject.i in cast.names.at or not cast.is_plural(subject):
        return False
    return subject.lemma_.lower() in en.SIDES and not any(
        c.dep_ == "prep" and c.lower_ == "of" for c in subject.children
    )


def _teller(cue: Cue, all_cues: Sequence[Cue], cast: Cast, earlier: Sequence[Statement]) -> Voice | None:
    """Who tells of both sides: the outer cue, a cue beside it in the sentence, else the readout being told."""
    outer = _outer(cue, all_cues, cast)
    if outer and outer.speaker:
        return outer
    for other in all_cues:
        if other is not cue and other.subject is not None and not _is_sides(other.subject, cast):
            voice = _voice(other.subject, cast, earlier)
            if voice.speaker and voice.speaker.kind is ActorKind.BODY:
                return voice
    also = any(child.lower_ in ("also", "further", "too") for child in cue.token.children)
    told = next((s for s in reversed(earlier) if s.via and s.speaker and s.speaker.kind is ActorKind.BODY), None)
    if also and told and earlier[-1].speaker == told.speaker and cue.subject is not None:
        return Voice(told.speaker, told.via, _source(cue.subject, cast))
    return None


def _from_outer(cue: Cue, all_cues: Sequence[Cue], cast: Cast, earlier: Sequence[Statement]) -> Voice | None:
    """A cue without a subject: ", saying …" is said by whoever the sentence is by."""
    return _teller(cue, all_cues, cast, earlier)


# --- two voices ---


def _outer(cue: Cue, all_cues: Sequence[Cue], cast: Cast) -> Voice | None:
    """The cue whose content this one is in, or that stands beside it with "according to"."""
    others = {c.token.i: c for c in all_cues if c is not cue and c.subject is not None}
    for ancestor in cue.token.ancestors:
        other = others.get(ancestor.i)
        if other and other.subject is not None and not _is_sides(other.subject, cast):
            return _voice(other.subject, cast, ())
    beside = next(
        (c for c in others.values() if c.according or (c.token.head == cue.token and c.token.dep_ == "parataxis")), None
    )
    return _voice(beside.subject, cast, ()) if beside and beside.subject is not None else None


def _relay_name(outer: Voice, cast: Cast) -> str | None:
    if outer.via:
        return outer.via
    if outer.source is None or outer.speaker is None:
        return None
    written = " ".join(outer.source.of(cast.text).split())
    name = outer.speaker.name
    # "The office" says nothing on its own; whose it is was said before.
    fuller = _BARE.fullmatch(written) and name in cast.text
    return name if fuller or outer.speaker.kind is ActorKind.PERSON else written


def _principal(cue: Cue, own: Voice, cast: Cast, quoted: Sequence[Token]) -> Voice | None:
    """An office that tells what its head said: X's office said that the minister “rejected groundless claims”."""
    if own.speaker is None or not quoted or not _relays(cue, own.speaker, cast):
        return None
    verb = next(
        (t for t in quoted if t.pos_ in ("VERB", "AUX") and t.dep_ in ("ccomp", "conj", "ROOT", "relcl", "advcl")), None
    )
    subject = (
        next((c for c in verb.children if c.dep_ == "nsubj" and c.i < quoted[0].i), None) if verb is not None else None
    )
    if verb is None or subject is None or _is_sides(subject, cast):
        return None
    actor = cast.resolve(subject)
    if actor is None or actor.kind is not ActorKind.PERSON or actor == own.speaker:
        return None
    if verb.lemma_ in en.SAY_VERBS or verb.lemma_ in _ACTS or _owned(own.speaker, actor):
        return Voice(actor, _relay_name(own, cast), _source(subject, cast))
    return None


def _relays(cue: Cue, speaker: Actor, cast: Cast) -> bool:
    """Bodies and spokespeople relay; other people speak for themselves."""
    if speaker.kind is ActorKind.PERSON:
        return any(word in en.RELAY_NOUNS for word in (speaker.role or "").casefold().split())
    return speaker.kind is ActorKind.BODY


def _owned(body: Actor, person: Actor) -> bool:
    return fold(person.name).split()[-1] in fold(body.name)


# --- documents and outlets ---


def _document(cue: Cue, cast: Cast) -> str | None:
    """In a readout of the talks, the ministry stated …."""
    for child in cue.token.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "via", "through"):
            for noun in child.children:
                if noun.lemma_.lower() in en.TEXT_NOUNS:
                    return _interviewer(noun, cast) or cast.phrase(noun)
    return None


def _interviewer(noun: Token, cast: Cast) -> str | None:
    """In an interview with OK Radio: the outlet, not the genre."""
    for prep in noun.children:
        if prep.dep_ == "prep" and prep.lower_ in ("with", "to", "for"):
            return next((cast.phrase(outlet) for outlet in prep.children if outlet.text[0].isupper()), None)
    return None


def _outlet(cue: Cue, cast: Cast) -> str | None:
    """Hakari told OK Radio; wrote on Facebook; speaking to Channel 4."""
    for child in cue.token.children:
        if (
            child.dep_ in ("dobj", "dative", "nsubj")
            and cue.token.lemma_ == "tell"
            and _is_outlet(child, cast)
            and child.i > cue.token.i
        ):
            return cast.phrase(child)
        if (
            child.dep_ == "prep"
            and child.lower_ in _MEDIA
            and cue.token.lemma_ in ("write", "say", "post", "tweet", "speak")
        ):
            found = next((n for n in child.children if _is_outlet(n, cast)), None)
            if found is not None and (child.lower_ in {"on", "to"}):
                return cast.phrase(found)
    return None


def _is_outlet(token: Token, cast: Cast) -> bool:
    day = token.lower_ in en.WEEKDAYS or token.lower_ in en.MONTHS or token.ent_type_ in ("DATE", "TIME", "GPE", "NORP")
    named = token.text[0].isupper() or any(
        c.text[0].isupper() and c.dep_ in ("poss", "compound") for c in token.children
    )
    return named and not day and token.i not in cast.names.at and token.pos_ != "PRON" and token.lemma_ not in _PRESS
