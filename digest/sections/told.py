"""The statements of a story that may be printed, each told once however many articles tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from digest.actors import same
from digest.model import Actor, ActorKind, Report, Span, Statement, StatementKind, Status, Story
from digest.remembering import WRITTEN, remembered
from digest.stories import printable


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, the article whose words are printed, and the others that have it too."""

    speaker: Actor
    statement: Statement
    report: Report
    earlier: bool = False  #: True when it was said on an earlier occasion, told as context
    party: bool = False  #: True when the speaker, or the country spoken for, is one of those who met
    echoes: tuple[tuple[Report, Statement], ...] = ()

    @property
    def quoted(self) -> tuple[str, ...]:
        """The quotations' words, in order."""
        return tuple(span.of(self.report.article.text) for span in self.statement.quotes)


@remembered(WRITTEN)
def told(story: Story) -> tuple[Told, ...]:
    """Every printable statement, in the order of the articles; one that several outlets quote is one."""
    found = list[tuple[Told, str]]()
    for report in story.reports:
        for statement in report.facts.statements:
            if statement.speaker and printable(statement) and not _printed_elsewhere(statement, report):
                earlier, party = is_earlier(statement, report), _is_party(statement.speaker, story)
                _add(found, Told(statement.speaker, statement, report, earlier=earlier, party=party))
    return tuple(each for each, _ in found)


def _is_party(speaker: Actor, story: Story) -> bool:
    met = [e for report in story.reports for e in report.facts.encounters if e.status is Status.HAPPENED]
    participants = [actor for encounter in met for actor in encounter.participants]
    countries = {actor.represents for actor in participants if actor.represents}
    speaks_for_one = speaker.kind is ActorKind.BODY and speaker.represents in countries
    return speaks_for_one or any(same(speaker, actor) for actor in participants)


def _add(found: list[tuple[Told, str]], new: Told) -> None:
    """Each with its quotation's bare words; of one quotation, the words of one telling are within the other's."""
    mine = bare(" ".join(new.quoted))
    for number, (old, theirs) in enumerate(found if mine else ()):  # two paraphrases are never one
        if theirs and (mine in theirs or theirs in mine) and same(old.speaker, new.speaker):
            found[number] = replace(old, echoes=(*old.echoes, (new.report, new.statement))), theirs
            return
    found.append((new, mine))


def _printed_elsewhere(statement: Statement, report: Report) -> bool:
    """True for the headline's own words, and for what only announces an encounter: "X met Y, the ministry said"."""
    sentence = statement.evidence
    if statement.headline and sentence.of(report.article.text).strip() == report.article.title.strip():
        return True
    news = (e for e in report.facts.encounters if e.status is not Status.BACKGROUND)
    most = 2 * sum(span.end - span.start for span in statement.content) > sentence.end - sentence.start
    return statement.kind is StatementKind.INDIRECT and most and any(e.evidence.overlaps(sentence) for e in news)


def is_earlier(statement: Statement, report: Report) -> bool:
    """True for what was said at a background encounter: told after it, by one who took part there and not today."""
    sp, encounters = statement.speaker, report.facts.encounters
    if sp is None or any(_part(sp, e.participants) for e in encounters if e.status is Status.HAPPENED):
        return False
    past = (e for e in encounters if e.status is Status.BACKGROUND)
    return any(_part(sp, e.participants) and e.evidence.start <= statement.evidence.start for e in past)


def _part(actor: Actor, participants: tuple[Actor, ...]) -> bool:
    return any(same(actor, other) for other in participants)


def bare(words: str) -> str:
    """The words alone, in one case: what is compared where marks and stops do not count."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def paragraph(span: Span, text: str) -> Span:
    """The part of a span before its first line break: a line is printed on one line."""
    end = text.find("\n", span.start, span.end)
    return Span(span.start, end if end >= 0 else span.end)
