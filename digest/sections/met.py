"""Who met whom: one line an encounter.

- Davit Orbelan (Merrin) – Anton Greshnev (Talvia), talks in Orsk-on-Sea, Wednesday 16 April, on rail freight
- Planned: Gevorg Nalian (Merrin), visit to Velgrad, 12 June
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from digest.model import Actor, Encounter, EncounterKind, Evidence, Item, Report, Span, Status, Story, When
from digest.periods import MONTHS
from digest.sections import naming, wording
from digest.sections.choosing import COURTESIES
from digest.sections.line import Piece, cite, item
from digest.sections.occasions import Occasion, occasions
from digest.sections.sentences import sentence_at

NAMED = 5  # a longer list is a delegation: nobody reads it in twenty seconds
TOPIC_WORDS = 3  # of all topics of a line: what it is about, not the agenda
RELATIVE = ("today", "yesterday", "tomorrow")  # true for a day only: their date is printed in their place
_DAY_WORDS = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow)\b", re.IGNORECASE)
_LEADING = re.compile(r"^[Oo]n\s+|^[Ii]n\s+(?=[A-Z\d])")
WHEN_WORDS = 4  # "in January" says when; "Following the agreement on the text of …" is a sentence of its own


def met(story: Story) -> tuple[Item, ...]:
    """A line for each encounter that is the story's own news; what took place comes first."""
    return tuple(_line(each) for each in occasions(story) if each.encounter.status is not Status.BACKGROUND)


def _line(occasion: Occasion) -> Item:
    encounter = occasion.encounter
    report, told = _teller(occasion)
    opening = wording.mark(encounter.status, told.evidence.of(report.article.text))
    who = [naming.introduced(actor, office=False) for actor in encounter.participants[:NAMED]]
    sentence = told.evidence.of(report.article.text)
    pieces = [
        *([Piece(f"{opening}: ")] if opening else []),
        *_joined(who, by=" – "),
        *([Piece(" and others")] if len(encounter.participants) > NAMED else []),
        Piece(", ".join(("", *_circumstances(encounter, sentence)))),
        Piece(_about(encounter.topics, sentence)),
    ]
    return item(pieces, _evidence(occasion, opening or wording.HELD))


def _teller(occasion: Occasion) -> tuple[Report, Encounter]:
    """The latest report that gives the encounter the status it is printed with."""
    return next(pair for pair in reversed(occasion.reports) if pair[1].status is occasion.encounter.status)


def _joined(names: Iterable[tuple[Piece, ...]], *, by: str) -> list[Piece]:
    return [p for number, name in enumerate(names) for p in ((Piece(by),) if number else ()) + name]


def _circumstances(encounter: Encounter, sentence: str) -> Iterable[str]:
    """What follows the names: how, where, when."""
    how = wording.AFTER_NAMES[encounter.kind]
    if encounter.kind is EncounterKind.CONFERENCE:
        how = wording.gathering(sentence)
    if encounter.kind is EncounterKind.CALL:
        how = wording.called(sentence)
    if how and encounter.place:
        yield f"{how} {'to' if encounter.kind is EncounterKind.VISIT else 'in'} {encounter.place}"
    elif how or encounter.place:
        yield how or encounter.place or ""
    if encounter.when and (when := written(encounter.when)):
        yield when


def written(when: When) -> str:
    """The date as the article has it; a day word as a date, since it is read on another day; empty if it is a story."""
    text = _LEADING.sub("", when.text)
    day_word = _DAY_WORDS.search(text)
    if when.day and day_word:
        weekday = "" if day_word[0].casefold() in RELATIVE else f"{day_word[0].capitalize()} "
        return f"{weekday}{_date(when.day)}"
    if when.day and not any(char.isdigit() for char in text):
        return _date(when.day)  # "earlier in the day" says nothing on its own
    return text if len(text.split()) <= WHEN_WORDS else ""


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1].capitalize()}"


def _about(topics: Iterable[str], sentence: str) -> str:
    """Short topics that say something; one with names in it only where the sentence has them."""
    short = list[str]()
    for topic in topics:
        named = topic == topic.lower() or topic in sentence
        if named and not COURTESIES.fullmatch(topic) and len(" ".join((*short, topic)).split()) <= TOPIC_WORDS:
            short.append(topic)
    return f", on {' and '.join(short)}" if short else ""


def _evidence(occasion: Occasion, opening: str) -> Iterable[Evidence]:
    """Each outlet's sentence, then the sentences that name those whom it does not, under their printed names."""
    for report, encounter in occasion.reports:
        same_status = encounter.status is occasion.encounter.status
        yield cite(report, encounter.evidence, opening if same_status else wording.EARLIER)
    yield from _where(occasion, opening)
    names: dict[tuple[str, Span], list[str]] = {}
    found: dict[tuple[str, Span], Evidence] = {}
    for actor in occasion.encounter.participants[:NAMED]:
        shown = naming.label(naming.introduced(actor, office=False))
        proof = _names(occasion, actor)
        key = (proof.article_id, proof.span)
        names.setdefault(key, []).append(shown)
        found[key] = proof
    for key, proof in found.items():
        yield Evidence(", ".join(names[key]), proof.article_id, proof.version, proof.span, proof.text)


def _where(occasion: Occasion, opening: str) -> Iterable[Evidence]:
    """The sentence that has the place, where the encounter's own has not."""
    place = occasion.encounter.place
    if not place or any(place in e.evidence.of(r.article.text) for r, e in occasion.reports):
        return
    for report, _ in occasion.reports:
        if (at := report.article.text.find(place)) >= 0:
            yield cite(report, sentence_at(report.article.text, at), opening)
            return


def _names(occasion: Occasion, actor: Actor) -> Evidence:
    """The sentence that names an actor: the one of the encounter itself if it does."""
    proofs = [naming.who(report, actor, Span(0, 0)) for report, _ in occasion.reports]
    report, encounter = occasion.reports[0]
    own = [cite(r, e.evidence, wording.WHO) for r, e in occasion.reports if actor.name in e.evidence.of(r.article.text)]
    return next((proof for proof in (*own, *proofs) if proof), cite(report, encounter.evidence, wording.WHO))
