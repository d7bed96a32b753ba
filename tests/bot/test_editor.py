"""Digests from what days tell on record are, fact for fact, those that are made from all articles at once."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from benchmarks import newsday
from bot.editor import BEFORE, Editor
from bot.store import open_store
from digest import daybooks, leading, pipeline
from digest.model import Chat, Digest, Length, Muted, Period, Report, Slot, Source, Story, Subscription
from digest.newslist import Newslist
from digest.ports import Health, Page, Store
from digest.stories import story_of, tell
from digest.topics import parse
from tests import builders
from tests.fakes import MemoryStore

LAST = date(2031, 5, 16)
DAYS = [LAST - timedelta(days=back) for back in range(4)]
MIDNIGHT = datetime.combine(LAST, time.min, UTC)
NOW = MIDNIGHT + timedelta(hours=19)
SOURCES = tuple(Source(name, f"https://{number}.example/feed") for number, name in enumerate(newsday.OUTLETS))
PERIODS = {
    "today": Period(MIDNIGHT, NOW, "today"),
    "yesterday": Period(MIDNIGHT - timedelta(days=1), MIDNIGHT, "yesterday"),
    "yesterday in Yerevan": Period(MIDNIGHT - timedelta(hours=28), MIDNIGHT - timedelta(hours=4), "yesterday"),
    "the week": Period(NOW - timedelta(weeks=1), NOW, "the last 7 days"),
    "an hour": Period(NOW - timedelta(hours=9), NOW - timedelta(hours=8), "an hour"),
    "a quiet day": Period(MIDNIGHT - timedelta(days=30), MIDNIGHT - timedelta(days=29), "a day"),
}
ASKED: Sequence[tuple[str, ...]] = (
    (),
    ("tarsia",),
    ("tarsia and velmora", "castria -bridge"),
    ("tarsian foreign ministry",),
    ("outlet:nobody",),
)


def news() -> list[Report]:
    """Of four days, in which some stories go on: an outlet tells yesterday's again, in its own words."""
    told = [report for day in DAYS for report in newsday.reports(day, stories=14)]
    late = [again(report) for report in told[::9]]
    return [*told, *late]


def again(report: Report) -> Report:
    """The same a day later, by another outlet."""
    article, day = report.article, timedelta(days=1)
    url = f"{article.url}/again"
    moved = builders.article(
        url=url, source="Late Courier", title=article.title, text=article.text,
        published=article.when + day, seen=article.seen + day,
    )  # fmt: skip
    return Report(moved, replace(report.facts, article_id=moved.id))


async def save(store: Store, report: Report) -> None:
    stored = await store.save_article(report.article)
    await store.save_facts(replace(report.facts, version=stored.version if stored else report.facts.version))


async def lived(store: Store, editor: Editor, *, seed: int) -> None:
    """The news comes in any order, is read anew, edited and taken down; days are told and asked for in between."""
    reports = news()
    random.Random(seed).shuffle(reports)  # noqa: S311 - nothing secret
    for number, report in enumerate(reports):
        await save(store, report)
        if number % 7 == 0:
            await save(store, replace(report, facts=replace(report.facts, reader="anew", statements=())))
        if number % 11 == 0:
            await save(store, replace(report, article=replace(report.article, text=f"{report.article.text}\nMore.")))
        if number % 13 == 0:
            await store.mark_gone(Page(report.article.url, "", report.article.id), now=NOW)
        if number % 26 == 0:
            await store.save_article(report.article)
        if number % 29 == 0:
            await editor.tell()
        if number % 67 == 0:
            await editor.summary((), PERIODS["the week"])


def edited_at_once(
    reports: Sequence[Report], period: Period, topics: Sequence[str], health: Sequence[Health]
) -> Digest:
    """The digest of all articles of a period, each looked at."""
    wanted = [parse(each, ()) for each in topics]
    return pipeline.edit(stories_of(reports, period), topics=wanted, period=period, health=health)


def stories_of(reports: Sequence[Report], period: Period) -> list[Story]:
    by_id = {report.article.id: report for report in reports}
    listed = Newslist([daybooks.written(day, _around(reports, day)) for day in daybooks.days_of(period)], period)
    numbers = sorted(listed.told_by(listed.all()))
    return [story_of([by_id[key] for key in listed.articles(number)]) for number in numbers]


def _around(reports: Sequence[Report], day: date) -> list[Report]:
    around = daybooks.period_of(day)
    return [report for report in reports if around.since <= report.article.when < around.until]


async def everything(store: Store) -> Sequence[Report]:
    return await store.reports(Period(datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC), ""))


@pytest.fixture(params=["fake", "sqlite"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    async with AsyncExitStack() as stack:
        memory = partial(open_store, "sqlite+aiosqlite://", clock=lambda: NOW)
        opened: Store = (
            MemoryStore(clock=lambda: NOW) if request.param == "fake" else await stack.enter_async_context(memory())
        )
        for source in SOURCES:
            await opened.save_round(source, Health(source.name, checked=NOW, succeeded=NOW))
        yield opened


def editor_of(store: Store) -> Editor:
    return Editor(store, (), sources=lambda: SOURCES, clock=lambda: NOW)


async def test_a_summary_is_what_all_articles_at_once_would_make(store: Store) -> None:
    editor = editor_of(store)
    await lived(store, editor, seed=2)
    reports, health = await everything(store), await editor.health()
    assert (await editor.summary(("tarsia",), PERIODS["yesterday in Yerevan"])).entries

    for period in PERIODS.values():
        for topics in ASKED:
            assert await editor.summary(topics, period) == edited_at_once(reports, period, topics, health)


async def test_a_store_that_was_never_asked_gives_the_same(store: Store) -> None:
    editor = editor_of(store)
    await lived(store, editor, seed=5)
    fresh = MemoryStore()
    for report in await everything(store):
        fresh.articles.setdefault(report.article.id, [])
        await save_as_it_is(fresh, report)

    for period in PERIODS.values():
        mine, theirs = await editor.summary(("velmora",), period), await editor_of(fresh).summary(("velmora",), period)
        assert mine.entries == theirs.entries
        assert mine.more == theirs.more


async def save_as_it_is(store: MemoryStore, report: Report) -> None:
    await store.save_article(report.article)
    store.articles[report.article.id][-1].article = report.article
    await store.save_facts(report.facts)


async def test_a_day_that_goes_on_from_nothing_is_told_as_its_articles_alone_are(store: Store) -> None:
    reports = newsday.reports(LAST, stories=30)
    for report in reports:
        await save(store, report)

    digest = await editor_of(store).summary((), Period(MIDNIGHT, MIDNIGHT + timedelta(days=1), "a day"))

    assert [each.story for each in digest.entries] == [each.key for each in leading.ordered(tell(reports))][:5]
    assert digest.more == len(tell(reports)) - 5


@pytest.mark.parametrize("length", list(Length))
async def test_a_slot_s_digest_too(store: Store, length: Length) -> None:
    editor = editor_of(store)
    await lived(store, editor, seed=3)
    chat = Chat(builders.address(), length=length, muted=(Muted("castria", None),))
    wanted = Subscription("one", builders.address(), ("tarsia", "velmora"), (time(7),), tuple(range(7)), "UTC")
    told = list[Digest]()
    for day in reversed(DAYS[:3]):
        now = datetime.combine(day, time(7), UTC)
        slot = Slot(day, time(7))
        morning = Editor(store, (), sources=lambda: SOURCES, clock=lambda now=now: now)  # type: ignore[misc]
        digest = await morning.edition(wanted, slot, chat)

        assert digest.entries
        assert digest == await slot_at_once(store, morning, digest, told, length)
        await store.claim(wanted, slot, digest, ())
        told.insert(0, digest)


async def slot_at_once(store: Store, editor: Editor, digest: Digest, told: Sequence[Digest], length: Length) -> Digest:
    reports, period = await everything(store), digest.period
    window = Period(period.since - BEFORE, period.until, "")
    new = {r.article.id for r in reports if r.article.first_sight >= period.since and r.article.when >= period.since}
    return pipeline.edit(
        stories_of(reports, window),
        topics=[parse(each, ()) for each in ("tarsia", "velmora")],
        muted=[parse("castria", ())],
        period=period,
        health=await editor.health(),
        new=new,
        told=told,
        length=length,
    )
