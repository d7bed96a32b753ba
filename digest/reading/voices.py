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
from digest.reading.names import office_word
from digest.reading.people import Cast
from digest.reading.relays import channel, cited_by, relayed_by
from digest.reading.states import fold

#: A quoted verb that tells what its subject said or did at the occasion: the office said he “set out in detail” why …
_ACTS = en.words("accept draw set present raise outline offer reject welcome thank invite agree")
#: A body by its kind alone: the office, the ministry.
_BARE = re.compile(r"[Tt]he [a-z]+")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words, who relays them, and the words that name the speaker."""

    speaker: Actor | None
    via: str | None = None
    source: Span | None = None
    sure: bool = True


def voice_of(  # noqa: PLR0911 - one return a kind of voice
    cue: Cue, all_cues: Sequence[Cue], cast: Cast, earlier: Sequence[Statement], quoted: Sequence[Token]
) -> Voice:
    """The voice of one cue in its sentence; a Voice without a speaker where the text does not decide it."""
    if cue.subject is None:
        return _from_outer(cue, all_cues, cast, earlier) or Voice(None)
    own = _voice(cue.subject, cast, earlier)
    cited = cited_by(cue, cast)
    if cited is not None:
        return Voice(cast.resolve(cited), _relay_name(own, cast), _source(cited, cast))
    relay = relayed_by(cue)
    if relay is not None:
        return Voice(own.speaker, _relay_name(_voice(relay, cast, earlier), cast), own.source)
    via = own.via or channel(cue, cast)
    if _is_sides(cue.subject, cast):
        told = _teller(cue, all_cues, cast, earlier)
        return told or Voice(_both(cue.subject, cast) or own.speaker, via, own.source, sure=False)
    if own.speaker is None and cue.subject.lower_ == "they":
        return Voice(cast.named_before(cue.subject), via, own.source, sure=False)
    inner = _principal(cue, own, cast, quoted)
    if inner:
        return inner
    outer = _outer(cue, all_cues, cast)
    if outer and outer.speaker and outer.speaker != own.speaker and not via:
        via = _relay_name(outer, cast)
        if outer.speaker.kind is ActorKind.BODY and _may_be_head(cue.subject, own.speaker):
            return Voice(_of_the_office(cue.subject, own.speaker, outer.speaker, cast), via, own.source)
    return Voice(own.speaker, via, own.source)


def _may_be_head(subject: Token, meant: Actor | None) -> bool:
    """He, or the minister where there are several."""
    unnamed = meant is not None and meant.kind is ActorKind.GROUP and office_word(subject)
    return subject.pos_ == "PRON" or (unnamed and subject.tag_ in ("NN", "NNP"))


def _of_the_office(subject: Token, meant: Actor | None, office: Actor, cast: Cast) -> Actor | None:
    """Sollander’s office added that he “expected” them: its head, unless the sentence names somebody else before."""
    named = [p for p in cast.names.persons if any(subject.sent.start <= m[0] < subject.i for m in p.mentions)]
    if any(meant is not None and fold(person.name) == meant.key for person in named):
        return meant
    head = _head_of(office, cast)
    return head or (meant if subject.pos_ != "PRON" else None)


def _head_of(office: Actor, cast: Cast) -> Actor | None:
    """Whose office it is: Zeynalov’s."""
    words = fold(re.sub(r"[’']s?\b", "", office.name)).split()
    return next((cast.actor(p) for p in cast.names.persons if p.surname in words), None)


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


def _both(subject: Token, cast: Cast) -> Actor | None:
    """The two ministers, both: the people named before; the sides: their bodies."""
    people = office_word(subject) or subject.lower_ == "both"
    return (cast.named_before(subject) if people else None) or cast.sides_before(subject)


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
        (c for c in others.values() if c.aside or (c.token.head == cue.token and c.token.dep_ == "parataxis")), None
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
    if own.speaker is None or not _relays(cue, own.speaker):
        return None
    verb = _told_verb(cue, quoted)
    before = quoted[0].i if quoted else cue.token.doc[-1].i
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < before), None) if verb is not None else None
    if verb is None or subject is None or _is_sides(subject, cast):
        return None
    actor = cast.resolve(subject)
    if subject.pos_ != "PRON" and _may_be_head(subject, actor):
        actor = _head_of(own.speaker, cast)
    if actor is None or actor.kind is not ActorKind.PERSON or actor == own.speaker:
        return None
    if verb.lemma_ in en.SAY_VERBS or verb.lemma_ in _ACTS or _owned(own.speaker, actor):
        return Voice(actor, _relay_name(own, cast), _source(subject, cast))
    return None


def _told_verb(cue: Cue, quoted: Sequence[Token]) -> Token | None:
    """What the office tells that somebody did: the quoted verb, else the one that "according to" hangs on."""
    if not quoted:
        head = cue.token.head
        return head if cue.according and head.pos_ == "VERB" and head.lemma_ in _ACTS else None
    clauses = ("ccomp", "conj", "ROOT", "relcl", "advcl")
    return next((t for t in quoted if t.pos_ in ("VERB", "AUX") and t.dep_ in clauses), None)


def _relays(cue: Cue, speaker: Actor) -> bool:
    """Bodies and spokespeople relay, and officials according to whom somebody did it; others speak for themselves."""
    if speaker.kind is ActorKind.PERSON:
        return any(word in en.RELAY_NOUNS for word in (speaker.role or "").casefold().split())
    return speaker.kind is ActorKind.BODY or (speaker.kind is ActorKind.GROUP and cue.according)


def _owned(body: Actor, person: Actor) -> bool:
    return fold(person.name).split()[-1] in fold(body.name)
