"""Errata: what an edition said that a later version of its articles no longer bears out.

    edition + latest versions of the articles it cites -> lines whose evidence is gone -> the same lines made anew
        the new line says the same       no erratum: only the words around it were edited
        it says something else           erratum: old and new
        there is none, and the words are gone    erratum: withdrawn

A version of which only the teaser could be had proves nothing, and neither does an article that was taken down: it is
not known to be wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from difflib import SequenceMatcher
from typing import TypeAlias

from digest.model import Correction, Digest, Entry, Erratum, Evidence, Item, Period, Report, Section, Story
from digest.writing import gate, plain
from digest.writing.cited import Sources
from digest.writing.edition import numbered

#: Share of characters in order, from which a line made anew is taken for the old one rather than for another of the
#: same people. A choice: "Tuesday" for "Monday" leaves .9, another quotation of the speaker .4.
SAME_LINE = 0.6


def cited(digest: Digest) -> frozenset[str]:
    """The ids of the articles that an edition rests on."""
    return frozenset(proof.article_id for entry in digest.entries for proof in _proofs(_items(entry)))


def versions(digest: Digest) -> frozenset[tuple[str, int]]:
    """The versions of articles that it cites, by id and number."""
    every = (proof for entry in digest.entries for proof in _proofs(_items(entry)))
    return frozenset((proof.article_id, proof.version) for proof in every)


def errata(digest: Digest, latest: Mapping[str, Report]) -> tuple[Erratum, ...]:
    """What of an edition is to be corrected, in its order.

    Args:
        digest: As it went out.
        latest: The latest version of each article that it cites, by article id; those that are missing are taken to
            stand.
    """
    return tuple(erratum for entry in digest.entries for erratum in _of_entry(digest, entry, latest))


def restored(known: Iterable[Erratum], found: Sequence[Erratum], latest: Mapping[str, Report]) -> Iterator[Erratum]:
    """Errata to lines that stand again as they went out: their outlet took its edit back."""
    lines = {(erratum.section, erratum.story, erratum.before) for erratum in found}
    for erratum in known:
        if erratum.after == erratum.before or (erratum.section, erratum.story, erratum.before) in lines:
            continue
        proofs = list(_proofs([erratum.before]))
        articles = [latest[proof.article_id].article for proof in proofs if proof.article_id in latest]
        whole = len(articles) == len(proofs) > 0 and not any(each.teaser or each.gone for each in articles)
        if whole and all(proof.text in article.text for proof, article in zip(proofs, articles, strict=True)):
            yield replace(erratum, after=erratum.before)


def corrected(digest: Digest, found: Iterable[tuple[datetime, Erratum]], *, zone: tzinfo, day: date) -> Digest:
    """The edition with these lines as they are to be, under a new id; a line that was withdrawn is gone.

    Each says in its entry what it was before. An entry of which nothing else is left stands for that alone.

    Args:
        digest: As it went out.
        found: Its errata, each with the moment at which it was found.
        zone: Of those who read it.
        day: On which it went out, there.
    """
    table = {(each.story, each.section, each.before): (moment.astimezone(zone), each) for moment, each in found}
    entries = tuple(_corrected(entry, table, day) for entry in digest.entries)
    return numbered(replace(digest, entries=entries))


# --- one story


def _of_entry(digest: Digest, entry: Entry, latest: Mapping[str, Report]) -> Iterator[Erratum]:
    edited = _edited(entry, latest)
    if not edited:
        return
    fresh = _made_anew(entry, digest.period, latest)
    if headline := _headline(entry, edited, fresh):
        yield Erratum(digest.edition, entry.story, "", Item(entry.headline), Item(headline))
    for section in entry.sections:
        left = [item for item in _section(fresh, section.name) if item.text not in {i.text for i in section.items}]
        for item in section.items:
            if not _stands(item, edited) and item.text not in {i.text for i in _section(fresh, section.name)}:
                after = _match(item, left)
                if after is not None or _lost(item, edited):
                    yield Erratum(digest.edition, entry.story, section.name, item, after)


def _edited(entry: Entry, latest: Mapping[str, Report]) -> dict[str, Report]:
    """The articles of which there is a later version than the one that was cited, by id; teasers left out."""
    versions = {proof.article_id: proof.version for proof in _proofs(_items(entry))}
    newer = {key: latest[key] for key, version in versions.items() if key in latest and _newer(latest[key], version)}
    return {key: report for key, report in newer.items() if not report.article.teaser}


def _newer(report: Report, version: int) -> bool:
    return report.article.version > version and report.article.gone is None


def _made_anew(entry: Entry, period: Period, latest: Mapping[str, Report]) -> Entry | None:
    """The entry as it would be told today, held against its sources; None when nothing is left to tell."""
    ids = dict.fromkeys(proof.article_id for proof in _proofs(_items(entry)))
    reports = tuple(latest[key] for key in ids if key in latest)
    if not reports:
        return None
    told = plain.entry_of(Story(entry.story, reports[0].article.title, reports), words=math.inf)
    draft = Digest("", (), period, (told,))
    checked, _ = gate.check(draft, Sources(report.article for report in reports))
    return next(iter(checked.entries), None)


def _headline(entry: Entry, edited: Mapping[str, Report], fresh: Entry | None) -> str:
    """The new headline, where the article that it came from has another one now; empty where it stands."""
    titles = {link.title for link in fresh.links} if fresh else set[str]()
    links = {link.url for link in entry.links if link.title == entry.headline}
    new = [report.article.title for report in edited.values() if report.article.url in links]
    return new[0] if new and entry.headline not in {*titles, *new} else ""


# --- one line


def _stands(item: Item, edited: Mapping[str, Report]) -> bool:
    """True when every sentence behind the line is in the new version as it was in the old."""
    return all(
        proof.text in edited[proof.article_id].article.text for proof in _proofs([item]) if proof.article_id in edited
    )


def _lost(item: Item, edited: Mapping[str, Report]) -> bool:
    """True when what the line prints is gone: a quotation, or where none is printed, its sentence."""
    return _gone([quotation.evidence for quotation in item.quotes] or item.evidence[:1], edited)


def _gone(proofs: Iterable[Evidence], edited: Mapping[str, Report]) -> bool:
    """True when the new version of an article has lost one of these sentences or quotations."""
    there = (proof for proof in proofs if proof.article_id in edited)
    return any(proof.text not in edited[proof.article_id].article.text for proof in there)


def _match(item: Item, candidates: Sequence[Item]) -> Item | None:
    """The line made anew with the same quotation, or of the same people in nearly the same words; None without."""
    words = {quotation.evidence.text for quotation in item.quotes}
    moved = [each for each in candidates if words & {quotation.evidence.text for quotation in each.quotes}]
    if moved:
        return moved[0]  # to another speaker: the gravest of errors
    names = {span.of(item.text).split()[-1] for span in item.strong}
    alike = [
        (SequenceMatcher(None, item.text, each.text, autojunk=False).ratio(), each)
        for each in candidates
        if names & {span.of(each.text).split()[-1] for span in each.strong} or not names
    ]
    ratio, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if ratio >= SAME_LINE else None


#: By story, section and line: when it was found, by the readers' clock, and what.
_Table: TypeAlias = Mapping[tuple[str, str, Item], tuple[datetime, Erratum]]


def _corrected(entry: Entry, table: _Table, day: date) -> Entry:
    made = list[Correction]()

    def now(section: str, item: Item) -> Item | None:
        if (entry.story, section, item) not in table:
            return item
        at, erratum = table[entry.story, section, item]
        made.append(Correction(section, item, erratum.after, at.time(), None if at.date() == day else at.date()))
        return erratum.after

    headline = (now("", Item(entry.headline)) or Item(entry.headline)).text
    sections = [
        Section(section.name, tuple(new for item in section.items if (new := now(section.name, item))))
        for section in entry.sections
    ]
    links = tuple(replace(link, title=headline) if link.title == entry.headline else link for link in entry.links)
    left = tuple(section for section in sections if section.items)
    if not made:
        return entry
    return replace(entry, headline=headline, sections=left, links=links, corrections=tuple(made))


def _section(entry: Entry | None, name: str) -> tuple[Item, ...]:
    return next((section.items for section in (entry.sections if entry else ()) if section.name == name), ())


def _items(entry: Entry) -> Iterator[Item]:
    return (item for section in entry.sections for item in section.items)


def _proofs(items: Iterable[Item]) -> Iterator[Evidence]:
    for item in items:
        yield from item.evidence
        yield from (quotation.evidence for quotation in item.quotes)
