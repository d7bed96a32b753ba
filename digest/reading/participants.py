"""Who takes part in an occasion: the subjects, objects and partners of the words that tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import Actor, ActorKind, EncounterKind
from digest.reading.cues import conjuncts, subject_of
from digest.reading.names import office_word
from digest.reading.people import Cast

_TOGETHER = frozenset(
    {"two", "both", "they", "pair", "five", "three", "four", "trio", "side", "leader", "party", "interlocutor"}
)
PUBLIC = en.words("journalist reporter press newspaper channel television audience radio agency")
_PEOPLE = (ActorKind.PERSON, ActorKind.GROUP)


@dataclass(frozen=True, slots=True)
class Event:
    """One occasion as one clause tells it."""

    kind: EncounterKind
    verb: Token  #: what carries tense and negation
    noun: Token | None  #: the noun that names it: "talks"; None where the verb does
    actors: tuple[Actor, ...]
    together: bool = False  #: True when "the two", "they" stand for those of an earlier occasion
    back: bool = False  #: True for "the talks": an occasion told before
    same_office: tuple[Actor, ...] = ()  #: who "the two foreign ministers" can be; empty where any two can
    planned: bool = False  #: True where the words alone say that it is to come: an invitation accepted
    again: bool = False  #: True for "the next round": a new occasion of those who met before
    host: bool = False  #: True where the visitor that the article tells of is the other: "With X, trade was discussed"
    within: tuple[int, int] | None = None  #: token numbers that its own place and date lie in; None: its clause


def made(  # noqa: PLR0913 - an event is what these are
    cast: Cast,
    verb: Token,
    kind: EncounterKind,
    tokens: Iterable[Token],
    *,
    noun: Token | None = None,
    people: bool = False,
    within: tuple[int, int] | None = None,
) -> Iterator[Event]:
    """An event of those that the tokens name; nothing where fewer than two can be told."""
    tokens = list(dict.fromkeys(led for token in tokens for led in (leaders(token) or [token])))
    together = any(_stands_for_all(cast, t) for t in tokens)
    actors = unique(a for t in tokens if not _stands_for_all(cast, t) and meetable(cast, t) for a in cast.members(t))
    if kind is EncounterKind.CALL and len(actors) > 2 and not together and any(map(cast.is_plural, tokens)):
        for other in actors[1:]:  # telephoned her counterparts X, Y and Z: a call each
            yield Event(kind, verb, noun, (actors[0], other))
        return
    named = [a for a in actors if a.kind in _PEOPLE]
    if people and not named and not together:
        return
    if len(actors) > 1 or together:
        holders = [a for t in tokens if _stands_for_all(cast, t) for a in cast.holders(t)]
        yield Event(kind, verb, noun, actors, together=together, same_office=unique(holders), within=within)


def _stands_for_all(cast: Cast, token: Token) -> bool:
    """They, the two leaders, the sides, each other's partners: whoever met before."""
    if token.i in cast.names.at:
        return False
    if token.lower_ in ("they", "both"):
        return True
    counted = token.lower_ in _TOGETHER or any(
        c.lower_ in ("two", "three", "five", "four", "both") for c in token.children
    )
    plural = cast.is_plural(token) and (token.lemma_.lower() in en.SIDES or office_word(token))
    of = any(c.dep_ == "prep" and c.lower_ in ("of", "from") for c in token.children)
    definite = any(c.lower_ in ("the", "both", "these") for c in token.children)
    if plural and len(cast.members(token)) > 1:
        return False  # the Tarsian and Velmoran presidents, the ministers, X and Y
    return (plural or counted) and (definite or token.lower_ in _TOGETHER) and not of


def meetable(cast: Cast, token: Token) -> bool:
    """People, bodies and states; not days, places, things, and nobody who merely reports."""
    if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") or (
        token.lower_ in ("other", "who", "which") and token.dep_ == "dobj"
    ):
        return False
    if token.lemma_.lower() in PUBLIC or token.lemma_.lower() in en.TEXT_NOUNS | en.NOT_PEOPLE:
        return False
    return cast.resolve(token) is not None


def who_does(verb: Token) -> list[Token]:
    """Heads of the subject, joined ones too; of a passive, who undergoes it."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    subject = subject if subject is not None else subject_of(verb)
    if subject is not None and subject.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        subject = verb.head
    if subject is None and verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":
        return who_does(verb.head.head)  # are due to convene, is ready to meet
    if subject is None and verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):
        return who_does(verb.head.head)  # after meeting X, Y flew home
    if verb.dep_ == "xcomp" and verb.head.lemma_ in en.CONTROL_VERBS and not _passive(verb.head):
        return [t for c in verb.head.children if c.dep_ == "dobj" for t in conjuncts(c)]  # invited X to visit
    if _passive(verb) and not any(c.dep_ == "nsubjpass" for c in verb.children) and verb.dep_ == "xcomp":
        return _shared_passive(verb)  # is expected to be received
    if subject is not None:
        return leaders(subject) or joined(subject)
    return _shared_passive(verb)


def joined(token: Token) -> list[Token]:
    """The token and what "and" joins to it, or to an office behind it: "X, the minister, and her counterpart, Y"."""
    found = conjuncts(token)
    for office in (c for c in token.children if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN")):
        before = token.doc[max(office.left_edge.i - 1, 0)].lower_
        found += conjuncts(office) if before == "and" else conjuncts(office)[1:]
    return list(dict.fromkeys(found))


def _passive(verb: Token) -> bool:
    return any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)


def leaders(subject: Token) -> list[Token]:
    """A working group led by X and Y, the engineers — a group led by X and Y —: X and Y."""
    groups = [subject, *(c for c in subject.children if c.dep_ == "appos")]
    groups += [t for group in groups for p in group.children if p.lower_ == "of" for t in p.children]
    led = [c for group in groups for c in group.children if c.dep_ == "acl" and c.lemma_ in en.LEAD_VERBS]
    return [t for verb in led for c in verb.children if c.dep_ == "agent" for t in behind(c)]


def _shared_passive(verb: Token) -> list[Token]:
    """Is expected to meet: the passive subject of the verb above."""
    head = verb.head
    if verb.dep_ in ("xcomp", "conj", "advcl") and head is not verb:
        return [t for c in head.children if c.dep_ in ("nsubjpass", "nsubj") for t in conjuncts(c)]
    return []


def whom(verb: Token) -> list[Token]:
    """Heads of the object, joined ones too; of a passive, by whom it is done."""
    found = [t for c in verb.children if c.dep_ in ("dobj", "dative") for t in conjuncts(c)]
    # Met, behind closed doors, members of …: behind commas the parse takes the object for an adverbial.
    found += [c for c in verb.children if c.dep_ == "npadvmod" and c.lemma_ in en.GROUPS]
    if found:  # met X in P on 8 May and Y in Q: the parse joins Y to the verb
        found += [t for c in verb.children if c.dep_ == "conj" and c.pos_ == "PROPN" for t in conjuncts(c)]
    return found + [t for c in verb.children if c.dep_ == "agent" for t in behind(c)]


def prepositions(token: Token) -> Iterator[Token]:
    """Its prepositions, those joined to them, and those that the parse hung on "phone" or on a day."""
    for child in token.children:
        if child.lower_ == "according":
            continue  # spoke with X, according to a ministry source
        if child.dep_ in ("prep", "agent") or (child.dep_ == "dative" and child.pos_ == "ADP"):
            yield child
            yield from (c for c in child.children if c.dep_ in ("prep", "conj") and c.pos_ == "ADP")
            yield from (
                p
                for c in child.children
                if c.lower_ in en.REMOTE or c.ent_type_ in ("DATE", "GPE")
                for p in prepositions(c)
            )
        elif child.dep_ in ("npadvmod", "advmod") and token.pos_ == "VERB":
            yield from prepositions(child)


def behind(prep: Token) -> list[Token]:
    """Heads of what stands behind a preposition, joined ones too."""
    found = [t for c in prep.children if c.dep_ == "pobj" for t in conjuncts(c)]
    if (
        prep.lower_ == "with" and prep.head.pos_ == "VERB"
    ):  # held calls with X, and the head of Y: the parse joins it to "held"
        found += [c for c in prep.head.children if c.dep_ == "conj" and c.pos_ == "PROPN" and c.i > prep.i]
    # With visiting Major General X: the parse takes "visiting" for a verb.
    visiting = [c for c in prep.children if c.dep_ == "pcomp" and c.lower_ == "visiting"]
    return found or [t for c in visiting for t in c.subtree if t.ent_type_ == "PERSON" and t.head.ent_type_ != "PERSON"]


def together_with(verb: Token) -> list[Token]:
    """Heads behind "with", "to" and "alongside"."""
    return [
        t
        for p in prepositions(verb)
        if p.lower_ in ("with", "to", "alongside") and not (p.lower_ == "to" and verb.lemma_ == "meet")
        for t in behind(p)
    ] + in_presence(verb)


def in_presence(verb: Token) -> list[Token]:
    """In the presence of Z: heads of who was there too."""
    there = [t for p in prepositions(verb) if p.lower_ == "in" for t in p.children if t.lemma_ == "presence"]
    return [t for presence in there for p in presence.children if p.lower_ == "of" for t in behind(p)]


def members_told(cast: Cast, unit: Tokens) -> tuple[Actor, ...]:
    """They are A, B and C; among them are A and B: the persons, where a sentence does no more than name them."""
    root = unit.root
    if root.lemma_ not in ("be", "include"):
        return ()
    subjects = [c for c in root.children if c.dep_ == "nsubj" and c.lower_ in ("they", "these", "those")]
    named = [t for c in root.children if c.dep_ in ("attr", "dobj") for t in conjuncts(c) if t.i in cast.names.at]
    return unique(a for t in named for a in cast.members(t)) if subjects else ()


def unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Each actor once, in order."""
    return tuple({actor.key: actor for actor in actors}.values())
