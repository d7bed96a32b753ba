"""The encounters of a story, each told once however many articles tell it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from digest.actors import same
from digest.model import Actor, Encounter, Report, Span, Status, Story, When
from digest.remembering import WRITTEN, remembered
from digest.stories import days_agree, one_kind, same_people

RECENT = timedelta(days=10)  # a weekly reports on the week before; older encounters are context
_ORDER = (Status.HAPPENED, Status.PLANNED, Status.DENIED, Status.BACKGROUND)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One encounter with everyone who reports it; the first report's words come first."""

    encounter: Encounter  #: as the latest article has it, with what only an earlier one knows
    reports: tuple[tuple[Report, Encounter], ...]


@remembered(WRITTEN)
def occasions(story: Story) -> tuple[Occasion, ...]:
    """What happened first, then what is planned or called off, then what is background; as written within each."""
    found: list[Occasion] = []
    for report in story.reports:
        before = len(found)
        for encounter in report.facts.encounters:
            _add(found, report, _dated(encounter, report), before)
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.encounter.status)))


def told_there(occasion: Occasion, words: str) -> bool:
    """True when a paragraph that reports the encounter has the words: a date of the next one may be another's."""
    return any(words in _paragraph(report.article.text, each.evidence) for report, each in occasion.reports)


def _paragraph(text: str, span: Span) -> str:
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]


def _dated(encounter: Encounter, report: Report) -> Encounter:
    """What the article dates to weeks before itself is no news, whatever its tense."""
    iso = encounter.when.iso if encounter.when else None
    old = iso is not None and iso < f"{report.article.when - RECENT:%Y-%m-%d}"[: len(iso)]
    return replace(encounter, status=Status.BACKGROUND) if old and encounter.status is Status.HAPPENED else encounter


def _add(found: list[Occasion], report: Report, encounter: Encounter, before: int) -> None:
    """Join an occasion of an earlier article, or of this one if it is told there twice."""
    for number, occasion in enumerate(found):
        elsewhere = number < before
        if _one(occasion.encounter, encounter, elsewhere=elsewhere):
            found[number] = _joined(occasion, report, encounter)
            return
    found.append(Occasion(encounter, ((report, encounter),)))


def _one(old: Encounter, new: Encounter, *, elsewhere: bool) -> bool:
    """One article knows its own occasions apart: there, another status or day is another occasion.

    What it tells again without day or place is none of its own.
    """
    if not (one_kind(old, new) and same_people(old, new)) or days_agree(old, new) is False:
        return False
    past = Status.BACKGROUND in (old.status, new.status)
    if old.status is not new.status and (past or not elsewhere):
        return bool(elsewhere and days_agree(old, new))
    return elsewhere or _when(old) == _when(new) or (new.status is Status.HAPPENED and not (new.when or new.place))


def _when(encounter: Encounter) -> str | None:
    return (encounter.when.iso or encounter.when.text) if encounter.when else None


def _joined(occasion: Occasion, report: Report, new: Encounter) -> Occasion:
    old = occasion.encounter
    status = old.status if new.status is Status.BACKGROUND else new.status
    merged = replace(
        old if len(old.participants) > len(new.participants) or old.status is status else new,
        status=status,
        participants=_fuller(old, new),
        place=old.place or new.place,
        when=_exact(old.when, new.when),
        topics=old.topics or new.topics,
    )
    return Occasion(merged, (*occasion.reports, (report, new)))


def _fuller(old: Encounter, new: Encounter) -> tuple[Actor, ...]:
    """Everyone, each as the article knows them that says most; in the order of the longer list."""
    many, few = (old, new) if len(old.participants) >= len(new.participants) else (new, old)
    return tuple(_best(actor, few.participants) for actor in many.participants)


def _best(actor: Actor, others: tuple[Actor, ...]) -> Actor:
    both = [actor, *(other for other in others if same(actor, other))]
    return max(both, key=lambda a: (a.represents is not None, a.role is not None, len(a.name)))


def _exact(old: When | None, new: When | None) -> When | None:
    """The date that is known to the day, else the first that there is."""
    return next((when for when in (old, new) if when and when.day), old or new)
