"""The gate on real lines: the digests of annotated articles as the reader reads them, untouched and gone wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from digest.model import Digest, Entry, Item, Period, Report, Section
from digest.reading.reader import EnglishReader
from digest.stories import tell
from digest.writing import gate, plain
from digest.writing.cited import Sources
from tests.data.items.annotate import items
from tests.digest.corruptions import corrupted
from tests.quality.gold import articles_of

SEEDS = 2  # of each corruption of a line: some thousands in all
_DAY = timedelta(days=1)


def figures(reader: EnglishReader) -> Mapping[str, float]:
    """How many corruptions are caught, and how many untouched lines refused: some of those rightly, the reader errs."""
    reports = [Report(article, reader.read(article)) for article in map(articles_of, items("open"))]
    drafts = [(draft(report), report) for report in reports]
    lines = refused = tried = caught = 0
    for digest, report in drafts:
        checked, refusals = gate.check(digest, Sources([report.article]))
        lines, refused = lines + sum(map(_lines, digest.entries)), refused + len(refusals)
        results = [found for _, _, found in _corrupted(checked, report)]
        tried, caught = tried + len(results), caught + sum(results)
    return {
        "corruptions tried": tried,
        "corruptions caught": caught / tried,
        "untouched lines refused": refused / lines,
    }


def draft(report: Report) -> Digest:
    """The digest of one article, before the gate has seen it."""
    when = report.article.when
    return plain.write(tell([report]), topics=(), period=Period(when - _DAY, when + _DAY, ""), sources_checked=1)


def missed(digest: Digest, report: Report) -> Iterator[tuple[str, Item]]:
    """The corruptions that the gate lets through, by name."""
    return ((name, wrong) for name, wrong, refused in _corrupted(digest, report) if not refused)


def _corrupted(digest: Digest, report: Report) -> Iterator[tuple[str, Item, bool]]:
    """Every corruption, with whether it is refused in its place among the other lines of its story."""
    # Not states: who met in a state's town met there.
    states = {actor.represents for actor in report.facts.actors}
    names = [actor.name for actor in report.facts.actors if actor.name not in states]
    for entry in digest.entries:
        lines = ((section.name, item) for section in entry.sections for item in section.items)
        for name, section, wrong in corrupted(lines, names, seeds=SEEDS):
            one = tuple(_with(each, wrong) if each.name == section else each for each in entry.sections)
            _, refusals = gate.check(
                replace(digest, entries=(replace(entry, sections=one),)), Sources([report.article])
            )
            yield name, wrong, any(refusal.text == wrong.text for refusal in refusals)


def _with(section: Section, item: Item) -> Section:
    return replace(section, items=(item, *section.items))


def _lines(entry: Entry) -> int:
    return sum(len(section.items) for section in entry.sections)
