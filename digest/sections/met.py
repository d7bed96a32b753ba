"""Who met whom: one line an encounter.

- Davit Orbelan (Merrin’s Deputy Foreign Minister) and Anton Greshnev (Talvian Deputy Foreign Minister) held talks in
  Orsk-on-Sea, Wednesday 16 April, on rail freight
- Planned: Gevorg Nalian (Merrin’s Prime Minister) to visit Velgrad, 12 June
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from digest.actors import named_in
from digest.model import APART, Actor, Encounter, EncounterKind, Evidence, Item, Phrase, Report, Span, Status, Story
from digest.sections import naming, wording
from digest.sections.choosing import COURTESIES
from digest.sections.circumstances import dated, placed
from digest.sections.clauses import Name, clause
from digest.sections.line import Piece, cite, item, ours
from digest.sections.occasions import Occasion, occasions, told_there
from digest.sections.sentences import sentence_at
from digest.stories import one_kind, same_people

NAMED = 5  # a longer list is a delegation: nobody reads it in twenty seconds
ANNOUNCED_WORDS = 7  # "according to the Dravenian president’s office"
TOPIC_WORDS = 3  # of all topics of a line: what it is about, not the agenda

# "According to the council, Penn will meet …"; "Penn will meet …, the council said."
_ANNOUNCED = re.compile(
    r"\b([Aa]ccording to [^,.;:‘’“”\"]+(?:[’'][^,.;:‘’“”\"]+)?)|, ([^,.;:‘’“”\"]+ (?:said|announced))\.?$"
)


def met(story: Story, refused: Collection[str] = ()) -> tuple[Item, ...]:
    """A line for each encounter that is the story's own news; what took place comes first."""
    return tuple(line for _, line in told_of(story, refused))


def told_of(story: Story, refused: Collection[str] = ()) -> Iterator[tuple[Occasion, Item]]:
    """The encounters that have a line, each with its line.

    Args:
        story: What is told.
        refused: Lines that must not be printed, and so introduce nobody.
    """
    seen = list[Actor]()
    news = [each for each in occasions(story) if each.encounter.status is not Status.BACKGROUND]
    for occasion in news:
        line = _line(occasion, seen)
        if line.text not in refused and not _goes_without(occasion, news):
            yield occasion, line
            seen += occasion.encounter.participants[:NAMED]


def _goes_without(one: Occasion, news: Sequence[Occasion]) -> bool:
    """True for what needs no line, or could have none that says something."""
    nowhere = one.encounter.kind is EncounterKind.VISIT and len(one.encounter.participants) == 1 and not _place(one)
    return nowhere or any(_before_the_press(one, other) or _taken_back(one, other) for other in news)


def _taken_back(one: Occasion, plan: Occasion) -> bool:
    """True for "no plans to meet" of the very people whom the story has meeting: it is of something beside that."""
    mine, theirs = one.encounter, plan.encounter
    if mine.status is not Status.DENIED or theirs.status not in (Status.HAPPENED, Status.PLANNED):
        return False
    report, told = _teller(one)
    unsaid = wording.mark(mine.status, told.evidence.of(report.article.text)) is Phrase.NOT_MET
    return unsaid and len(mine.participants) == len(theirs.participants) and same_people(mine, theirs)


def _before_the_press(one: Occasion, meeting: Occasion) -> bool:
    """True when one is the press conference that the same people gave after a meeting: no occasion of its own."""
    press, other = one.encounter, meeting.encounter
    if press.kind is not EncounterKind.CONFERENCE or other.kind is EncounterKind.CONFERENCE:
        return False
    report, told = _teller(one)
    to_the_press = wording.gathering(told.evidence.of(report.article.text)) in wording.TO_THE_PRESS
    return to_the_press and press.status is other.status and one_kind(press, other) and same_people(press, other)


def _line(occasion: Occasion, seen: Sequence[Actor]) -> Item:
    """One line; who is among `seen` has been introduced above."""
    report, told = _teller(occasion)
    sentence, text = told.evidence.of(report.article.text), report.article.text
    encounter = _of_those_named(occasion.encounter, sentence)
    opening = wording.mark(encounter.status, sentence)
    people = encounter.participants[:NAMED]
    names = [naming.named(actor, seen, beside=people) for actor in people]
    place = _place(occasion)
    day = dated(encounter.when, text) if encounter.when and told_there(occasion, encounter.when.text) else ""
    pieces = [
        *((*ours(opening), Piece(": ")) if opening else ()),
        *clause(encounter, names, sentence=sentence, place=place, mark=opening),
        Piece(f", {day}" if day else ""),
        Piece(_about(encounter.topics, sentence)),
        Piece(_announced(occasion)),
    ]
    printed = {
        Phrase.WHERE: encounter.place if place else None,
        Phrase.WHEN: encounter.when.text if encounter.when and day else None,
    }
    return item(pieces, _evidence(replace(occasion, encounter=encounter), names, opening or Phrase.HELD, printed))


def _of_those_named(encounter: Encounter, sentence: str) -> Encounter:
    """A letter is between those whom its sentence names: whoever else is in the room has not written it."""
    named = tuple(actor for actor in encounter.participants if named_in(actor, sentence))
    letter = encounter.kind is EncounterKind.CORRESPONDENCE and len(named) >= 2
    return replace(encounter, participants=named) if letter else encounter


def _place(occasion: Occasion) -> tuple[str, str] | None:
    """As circumstances.placed gives it."""
    report, told = _teller(occasion)
    place, text = occasion.encounter.place, report.article.text
    apart = occasion.encounter.kind in APART
    return placed(place, told.evidence.of(text), text) if place and not apart else None


def _announced(occasion: Occasion) -> str:
    """Who says that it is planned, in the sentence's words; empty where it says nobody, or where two sentences do."""
    if occasion.encounter.status is not Status.PLANNED or len(occasion.reports) > 1:
        return ""
    report, told = _teller(occasion)
    found = _ANNOUNCED.search(told.evidence.of(report.article.text))
    words = next(filter(None, found.groups()), "") if found else ""
    return f", {words[:1].lower()}{words[1:]}" if words and len(words.split()) <= ANNOUNCED_WORDS else ""


def _teller(occasion: Occasion) -> tuple[Report, Encounter]:
    """The latest report that gives the encounter the status it is printed with."""
    return next(pair for pair in reversed(occasion.reports) if pair[1].status is occasion.encounter.status)


def _about(topics: Iterable[str], sentence: str) -> str:
    """Short topics that say something; one with names in it only where the sentence has them."""
    short = list[str]()
    for topic in topics:
        named = topic == topic.lower() or topic in sentence
        if named and not COURTESIES.fullmatch(topic) and len(" ".join((*short, topic)).split()) <= TOPIC_WORDS:
            short.append(topic)
    return f", on {' and '.join(short)}" if short else ""


def _evidence(
    occasion: Occasion, names: Sequence[Name], opening: Phrase, printed: Mapping[Phrase, str | None]
) -> Iterable[Evidence]:
    """Each outlet's sentence, then those that have the printed place and date, and those that name who is named."""
    for report, encounter in occasion.reports:
        same_status = encounter.status is occasion.encounter.status
        yield cite(report, encounter.evidence, opening if same_status else Phrase.EARLIER)
    for label, words in printed.items():
        yield from _found_elsewhere(occasion, words, label) if words else ()
    shown: dict[tuple[str, Span], list[str]] = {}
    found: dict[tuple[str, Span], Evidence] = {}
    for actor, name in zip(occasion.encounter.participants, names, strict=False):
        proof = _names(occasion, actor)
        key = (proof.article_id, proof.span)
        shown.setdefault(key, []).append(naming.label(name))
        found[key] = proof
    for key, proof in found.items():
        yield Evidence(", ".join(shown[key]), proof.article_id, proof.version, proof.span, proof.text)


def _found_elsewhere(occasion: Occasion, words: str, label: Phrase) -> Iterable[Evidence]:
    """The sentence that has the place or the date, where no sentence of the encounter has it."""
    if any(words in encounter.evidence.of(report.article.text) for report, encounter in occasion.reports):
        return
    for report, encounter in occasion.reports:
        text = report.article.text
        near = text.find(words, text.rfind("\n", 0, encounter.evidence.start) + 1)
        if (at := near if near >= 0 else text.find(words)) >= 0:
            yield cite(report, sentence_at(report.article.text, at), label)
            return


def _names(occasion: Occasion, actor: Actor) -> Evidence:
    """The sentence that names an actor: the one of the encounter itself if it does."""
    proofs = [naming.who(report, actor, Span(0, 0)) for report, _ in occasion.reports]
    report, encounter = occasion.reports[0]
    own = [cite(r, e.evidence, Phrase.WHO) for r, e in occasion.reports if actor.name in e.evidence.of(r.article.text)]
    return next((proof for proof in (*own, *proofs) if proof), cite(report, encounter.evidence, Phrase.WHO))
