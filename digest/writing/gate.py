"""The last step: nothing leaves that its source does not say.

    entry:     headline is an article's title
    item:      evidence    every sentence is the article's, at its offsets
               quotations  article version + offsets = evidence = what stands between our marks
               speaker     the name before a quotation is the one its evidence is filed under
               words       outside the marks: the article's, a country for its adjective, a date, or ours
               frame       around a quotation, or in place of one: the article's words in the article's order
               shape       who met whom: names, what they did, place, date, topics, each as the evidence bears it
               status      "Planned:" and "Called off:" stand where the evidence is filed so, and nowhere else
               ours        what is marked as words of ours is those words: another language says the same instead

A line that fails is dropped with its reason, and an entry without lines with it. The gate trusts no writer: it sees
the digest and the texts, and what it cannot find it refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from digest.model import Article, Digest, Entry, Evidence, Item, Section
from digest.remembering import WRITTEN, remembered
from digest.sections import wording
from digest.writing import anatomy, frames, shapes, words
from digest.writing.cited import Sources
from digest.writing.edition import numbered
from digest.writing.frames import NEGATIONS

CLAUSES = frozenset({"said"})  # sections whose lines repeat the article's clauses


class Reason(Enum):
    """What is wrong with a line."""

    FABRICATED = "fabricated"  #: the source does not have it
    MISATTRIBUTED = "misattributed"  #: somebody else has it
    ALTERED = "altered"  #: the source says it otherwise


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that was kept back."""

    story: str  #: Story.key
    section: str  #: empty for a headline
    text: str
    reason: Reason
    detail: str  #: the words or the place that failed

    @property
    def fields(self) -> dict[str, str]:
        """For a log line."""
        return {"story": self.story, "section": self.section, "text": self.text, **self._why()}

    def _why(self) -> dict[str, str]:
        return {"reason": self.reason.value, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line may not leave."""

    reason: Reason
    detail: str


def check(digest: Digest, sources: Sources) -> tuple[Digest, tuple[Refusal, ...]]:
    """What of a digest may leave, and what may not.

    Args:
        digest: A draft.
        sources: The articles that it cites, in the versions that it cites.

    Returns:
        The digest itself when nothing is wrong with it, else what is left under the id of its new content.
    """
    days = words.Window(digest.period.since.date(), digest.period.until.date())
    held = [_held(each, days, sources.articles(_proofs(each))) for each in digest.entries]
    refusals = tuple(refusal for _, refused in held for refusal in refused)
    if not refusals:
        return digest, ()
    return numbered(replace(digest, entries=tuple(entry for entry, _ in held if entry))), refusals


@dataclass(frozen=True, slots=True)
class _Story:
    """What the lines of one entry are held against."""

    sources: Sources
    days: words.Window  #: that the digest covers
    names: frozenset[str]  #: of everyone in the entry


def _proofs(entry: Entry) -> Iterator[Evidence]:
    for item in (item for section in entry.sections for item in section.items):
        yield from item.evidence
        yield from (quotation.evidence for quotation in item.quotes)


@remembered(WRITTEN)
def _held(entry: Entry, days: words.Window, articles: tuple[Article, ...]) -> tuple[Entry | None, tuple[Refusal, ...]]:
    """What of an entry may leave, and what may not, by the articles that it cites."""
    refusals = list[Refusal]()
    return _entry(entry, days, Sources(articles), refusals), tuple(refusals)


def _entry(entry: Entry, days: words.Window, sources: Sources, refusals: list[Refusal]) -> Entry | None:
    if entry.headline not in {link.title for link in entry.links}:
        refusals.append(Refusal(entry.story, "", entry.headline, Reason.FABRICATED, "no article has this title"))
        return None
    names = frozenset(
        span.of(item.text) for section in entry.sections for item in section.items for span in item.strong
    )
    story = _Story(sources, days, names)
    sections = []
    for section in entry.sections:
        faults = {item: fault for item in section.items if (fault := _fault(item, section.name, story))}
        refusals += (Refusal(entry.story, section.name, i.text, f.reason, f.detail) for i, f in faults.items())
        sections.append(Section(section.name, tuple(item for item in section.items if item not in faults)))
    left = tuple(section for section in sections if section.items)
    return replace(entry, sections=left) if left or entry.corrections else None


def _fault(item: Item, section: str, story: _Story) -> Fault | None:
    """The first thing that is wrong with a line."""
    return next(_faults(item, section, story), None)


def _faults(item: Item, section: str, story: _Story) -> Iterator[Fault]:
    proofs = (*item.evidence, *(quotation.evidence for quotation in item.quotes))
    if lost := next((proof for proof in proofs if not _stands(proof, story.sources)), None):
        yield Fault(Reason.FABRICATED, f"not in the article at its offsets: {lost.text}")
    elif not item.evidence:
        yield Fault(Reason.FABRICATED, "no evidence")
    else:  # these read the article at the evidence's offsets
        yield from _quotations(item)
        yield from _ours(item)
        yield from _speaker(item, section)
        yield from _status(item, section)
        yield from _words(item, section, story)
        yield from _clause(item, story) if section in CLAUSES else ()


def _clause(item: Item, story: _Story) -> Iterator[Fault]:
    """What follows a speaker's name is the source's clause, and the source has it of nobody else."""
    if detail := frames.fault(item, story.sources):
        yield Fault(Reason.ALTERED, detail)
    if other := frames.spoken_by(item, story.names, story.sources):
        yield Fault(Reason.MISATTRIBUTED, f"it is {other} who says so")


def _stands(proof: Evidence, sources: Sources) -> bool:
    text = sources.text(proof)
    inside = 0 <= proof.span.start < proof.span.end <= len(text)
    return inside and proof.span.of(text) == proof.text


def _quotations(item: Item) -> Iterator[Fault]:
    """Each quotation is its source to the character, and every stretch between our marks is a quotation."""
    for quotation in item.quotes:
        if quotation.span.of(item.text) != quotation.evidence.text:
            yield Fault(Reason.ALTERED, f"the source has: {quotation.evidence.text}")
        elif not any(_within(quotation.evidence, proof) for proof in item.evidence):
            yield Fault(Reason.MISATTRIBUTED, f"from another sentence: {quotation.evidence.text}")
    if anatomy.stray_marks(item):
        yield Fault(Reason.FABRICATED, "marks do not match the quotations")


def _ours(item: Item) -> Iterator[Fault]:
    """What a chat may read in other words is what it says that it is, in the line and above the evidence."""
    for each in item.ours:
        inside = [span for span in item.strong if each.span.holds(span) and span != each.span]
        words = each.span.of(item.text)
        for span in reversed(inside):
            start = span.start - each.span.start
            words = f"{words[:start]}{{}}{words[start + len(span.of(item.text)) :]}"
        if words != wording.WORDS[each.phrase]:
            yield Fault(Reason.ALTERED, f"not our words for {each.phrase.value}: {words}")
    for proof in (*item.evidence, *(quotation.evidence for quotation in item.quotes)):
        if proof.phrase and proof.label != wording.WORDS[proof.phrase]:
            yield Fault(Reason.ALTERED, f"not our words for {proof.phrase.value}: {proof.label}")
    if not set(item.people) <= set(item.strong):
        yield Fault(Reason.FABRICATED, "a person without a name")


def _within(inner: Evidence, outer: Evidence) -> bool:
    same_text = (inner.article_id, inner.version) == (outer.article_id, outer.version)
    return same_text and outer.span.holds(inner.span)


def _speaker(item: Item, section: str) -> Iterator[Fault]:
    """The name before a quotation is the one that its evidence is filed under, and so is every name."""
    for quotation, speaker in anatomy.speakers(item):
        if speaker != quotation.evidence.label:
            yield Fault(Reason.MISATTRIBUTED, f"{quotation.evidence.label} said it, not {speaker or 'nobody'}")
    filed = {name for proof in item.evidence for name in (proof.label, *proof.label.split(", "))}
    for _, name in anatomy.introductions(item):
        if name not in filed:
            yield Fault(Reason.MISATTRIBUTED, f"no evidence for {name}")
    if section in CLAUSES and not item.strong:
        yield Fault(Reason.MISATTRIBUTED, "nobody said it")


def _status(item: Item, section: str) -> Iterator[Fault]:
    """A plan does not read as done, nor an earlier meeting as today's."""
    labels = {proof.label for proof in item.evidence}
    opening = item.text.partition(": ")[0]
    printed = opening if opening in wording.MARKS else ""
    filed = next(iter(sorted(labels & wording.MARKS)), "")
    if printed != (filed if section == "met" else ""):
        yield Fault(Reason.ALTERED, f"evidence has it {filed or 'held'}, the line {printed or 'held'}")
    if section == "met" and not filed and wording.HELD not in labels:
        yield Fault(Reason.ALTERED, "no evidence that it is news")
    if section == "background" and wording.EARLIER not in labels:
        yield Fault(Reason.ALTERED, "no evidence that it is earlier")


def _words(item: Item, section: str, story: _Story) -> Iterator[Fault]:
    """Names, figures and negations outside the marks are the source's; so is every other word that is not ours."""
    source = words.Source.of(item, story.sources, story.days)
    for name in (span.of(item.text) for span in item.strong):
        if name != wording.BOTH and not source.names(name):
            yield Fault(Reason.FABRICATED, f"no such name: {name}")
    for word in words.spoken(item, source):
        if not source.has(word):
            yield Fault(Reason.FABRICATED, f"not in the source: {word}")
        elif section not in CLAUSES and word in NEGATIONS:  # what is not so has a mark of its own
            yield Fault(Reason.ALTERED, f"turned around: {word}")
    for name in words.names_outside(item) if section not in CLAUSES else ():
        if not source.tells(name):
            yield Fault(Reason.FABRICATED, f"not in the evidence: {name}")
    for day in words.dates_outside(item) if section not in CLAUSES else ():
        if not source.dates(day):
            yield Fault(Reason.FABRICATED, f"no such day: {day[0]}")
    if section == "readouts":
        yield from _sides(item)
    if section == "background" and (detail := shapes.background_fault(item, source)):
        yield Fault(Reason.ALTERED, detail)
    if section == "met" and (detail := shapes.fault(item, source, story.names)):
        yield Fault(Reason.ALTERED, detail)


def _sides(item: Item) -> Iterator[Fault]:
    """What both sides say is in the sentences of two, and what only one says in no sentence of another."""
    for quotation in item.quotes:
        words = quotation.evidence.text.casefold()
        said_by = {proof.label for proof in item.evidence if words in proof.text.casefold()} - {wording.BOTH}
        label = quotation.evidence.label
        if label == wording.BOTH and len(said_by) < 2:
            yield Fault(Reason.MISATTRIBUTED, f"one side says it: {quotation.evidence.text}")
        if label != wording.BOTH and said_by - {label}:
            yield Fault(Reason.ALTERED, f"both sides say it: {quotation.evidence.text}")
