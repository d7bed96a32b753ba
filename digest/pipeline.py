"""The verbs: how news comes in, is read, and goes out.

    gather      source --fetch--> listings --unseen, fetch, page--> articles --> store      (gathering.py)
    look_again  store --> page --fetch if changed--> the next version --> store             (gathering.py)
    read_new    store --> articles --reader--> facts --> store
    tell_day    store --> reports around a day --stories, topics--> daybook, index --> store
    correct     editions that rest on edited articles --made anew--> errata --> store
    reprint     an edition that went out, and its errata --gate--> the corrected edition
    edit        stories --unheard--> new ones --topics--> those asked for --leading--> first ones --sections, writing-->
                draft --gate--> digest

Every step can run twice: what is stored already is not stored again. One bad article never stops a source.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

import structlog

from digest import daybooks, leading
from digest.corrections import cited, corrected, errata, restored, versions
from digest.gathering import Round, gather, look_again
from digest.model import Digest, Erratum, Length, Period, Story
from digest.ports import Health, Misprint, Reader, Store, Untold
from digest.topics import Topic, indexed, matches, narrowed
from digest.updates import unheard
from digest.writing import gate, plain
from digest.writing.cited import Sources

__all__ = ["Reading", "Round", "correct", "edit", "gather", "look_again", "read_new", "reprint", "tell_day"]

log = structlog.get_logger()

#: A choice: who reads last week's digest again would rather read the article.
CORRECTED = timedelta(days=7)
#: Articles that the reader gets at once: enough to keep it busy, few enough to lose little at a stop.
BATCH = 8


T = TypeVar("T")


class Apart(Protocol):
    """Runs what would hold up others elsewhere."""

    async def __call__(self, work: Callable[[], T], /) -> T:
        """What it returns."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read at one go."""

    count: int = 0  #: articles
    revised: frozenset[str] = frozenset()  #: ids of those that their outlets have edited


async def read_new(*, reader: Reader, store: Store) -> Reading:
    """Read every article that this reader has not read yet."""
    count, revised = 0, set[str]()
    while articles := await store.unread(reader.name, limit=BATCH):
        for article, facts in zip(articles, await reader.read(articles), strict=True):
            if facts is None:
                await store.save_unreadable(article, reader.name)
            else:
                await store.save_facts(facts)
                count += 1
                revised |= {article.id} if article.version > 1 else set()
    return Reading(count, frozenset(revised))


async def correct(revised: Collection[str], *, store: Store, now: datetime) -> Sequence[Erratum]:
    """Put on record what editions said that edited articles do not bear out any more; what that is.

    Args:
        revised: Ids of articles whose new version was read.
        store: Where editions, articles and errata are.
        now: UTC; editions are corrected for CORRECTED from when they went out.
    """
    found = list[Erratum]()
    for edition in await store.editions(now - CORRECTED):
        rests_on = cited(edition)
        if not rests_on.isdisjoint(revised):
            latest = {report.article.id: report for report in await store.latest(rests_on)}
            now_wrong = errata(edition, latest)
            known = [erratum for _, erratum in await store.errata(edition=edition.edition)]
            found += [*now_wrong, *restored(known, now_wrong, latest)]
    if found:
        await store.save_errata(found)
    for each in found:
        log.warning("erratum", edition=each.edition, before=each.before.text, after=each.after and each.after.text)
    return found


async def reprint(misprint: Misprint, *, store: Store) -> Digest:
    """The edition as it is to be, each line held against the version that it cites; a refused one is left out."""
    day = misprint.delivery.slot.day
    edition = corrected(misprint.edition, misprint.errata, zone=ZoneInfo(misprint.zone), day=day)
    digest, refusals = gate.check(edition, Sources(await store.versions(versions(edition))))
    for refusal in refusals:
        log.warning("line refused", **refusal.fields)
    return digest


async def tell_day(untold: Untold, *, store: Store, apart: Apart) -> None:
    """Put on record what a day tells, as its articles are now.

    Args:
        untold: Which day, and what of it is behind.
        store: Where reports, daybooks and indexes are.
        apart: Runs what takes a good part of a second.
    """
    book = index = None
    if untold.book is not None:
        around = await store.reports(daybooks.period_of(untold.day))
        book = await apart(partial(daybooks.written, untold.day, around))
    if untold.index is not None:
        index = await apart(partial(indexed, await store.reports(daybooks.period_on(untold.day))))
    await store.save_day(untold, book=book, index=index)


def edit(  # noqa: PLR0913 - keyword-only
    stories: Sequence[Story],
    *,
    topics: Sequence[Topic],
    period: Period,
    health: Sequence[Health],
    new: Collection[str] | None = None,
    told: Sequence[Digest] = (),
    muted: Sequence[Topic] = (),
    length: Length = Length.USUAL,
    due: datetime | None = None,
    called: Sequence[str] = (),
    more: int = 0,
) -> Digest:
    """The digest of these stories: those on any of the topics (none: all), each line held against its source.

    Args:
        stories: Of the period; of its articles and those of the days before, where `new` says which are of the period.
        topics: Any of them.
        period: What the digest covers.
        health: Of every source.
        new: Ids of the articles of the period; None for all.
        told: Editions that the same readers got before, the latest first: of a story that one of them told, only what
            is new is told.
        muted: What the same readers do not want to hear of now.
        length: How many stories are told.
        due: When the digest should have gone out, where it is late.
        called: What the digest is on, where that is no topic.
        more: Stories that are asked for and come after all of these.
    """
    found = stories if new is None else unheard(stories, new=new, told=told)
    asked = [kept for each in found if (kept := narrowed(each, topics)) and not any(matches(each, m) for m in muted)]
    write = partial(
        plain.write,
        leading.ordered(asked),
        topics=[*called, *(topic.name for topic in topics)],
        period=period,
        sources_checked=sum(each.checked is not None for each in health),
        unreachable=[each.source for each in health if each.unreachable],
        silent=[each.source for each in health if each.silent(period.until)],
        length=length,
        due=due,
        more=more,
    )
    sources = Sources(report.article for story in stories for report in story.reports)
    digest, refusals = gate.check(write(), sources)
    for refusal in refusals:
        log.warning("line refused", **refusal.fields)
    if refusals:  # written again without them: who was introduced there is introduced in another line
        refused = {refusal.text for refusal in refusals}
        digest, _ = gate.check(write(refused=refused), sources)
    return digest
