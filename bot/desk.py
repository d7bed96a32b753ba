"""What chats' commands are answered from: digest.desk.Desk, on an editor and the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.editor import Editor
from bot.schedule import upcoming
from bot.zones import zone_of
from digest import pipeline, record
from digest.corrections import cited
from digest.desk import Kept, Missed, Preview, Profile, Stage, Why
from digest.model import Address, Article, Digest, Entry, Length, Period, Report, Story, Subscription
from digest.ports import Chats, Health, Store, Trace
from digest.record import Person
from digest.topics import Topic, lacking, matches, narrowed, why

#: Slots that are shown when a schedule is set.
SHOWN = 3
#: What a preview looks back on, and headlines that it shows.
PREVIEW_DAYS, HEADLINES = 7, 3
#: Articles that a record is made of: the latest ones, a year of the busiest minister's.
ARTICLES = 500
#: Digests that a reader may ask about.
ASKED_ABOUT = 5


class FrontDesk:
    """One newsroom's."""

    def __init__(self, editor: Editor, store: Store, *, clock: Callable[[], datetime]) -> None:
        self._editor = editor
        self._store = store
        self._clock = clock

    @property
    def chats(self) -> Chats:
        """Of the same store."""
        return self._store.chats

    # --- the news

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        """The editor's."""
        return await self._editor.summary(topics, period)

    async def topics(self) -> Sequence[str]:
        """The editor's."""
        return await self._editor.topics()

    async def health(self) -> Sequence[Health]:
        """The editor's."""
        return await self._editor.health()

    async def topic(self, asked: str) -> str:
        """Known names in their own spelling."""
        return self._editor.topic(asked).name

    async def preview(self, topics: Sequence[str]) -> Preview:
        """Stories that have something to print."""
        now = self._clock()
        period = Period(now - timedelta(days=PREVIEW_DAYS), now, "")
        count, latest = await self._editor.latest(topics, period, limit=HEADLINES)
        return Preview(count, PREVIEW_DAYS, tuple(story.headline for story in latest))

    # --- what a chat gets

    async def kept(self, address: Address) -> Sequence[Kept]:
        """By id."""
        return [self._kept(one, reason) for one, reason in await self.chats.subscriptions(address)]

    async def kept_in(self, platform: str, workspace: str) -> Sequence[Kept]:
        """By chat, thread and id."""
        return [self._kept(one, reason) for one, reason in await self.chats.workspace(platform, workspace)]

    async def put(self, subscription: Subscription) -> Kept:
        """With its next slots."""
        await self._store.put_subscription(subscription)
        return self._kept(subscription, "")

    async def drop(self, subscription: Subscription) -> None:
        """By its id."""
        await self._store.drop_subscription(subscription.id)

    async def zone(self, place: str) -> str:
        """In a thread: it takes seconds."""
        return await asyncio.to_thread(zone_of, place)

    def _kept(self, subscription: Subscription, reason: str) -> Kept:
        coming = upcoming(subscription, now=self._clock(), count=SHOWN) if subscription.times else []
        return Kept(subscription, tuple(coming), reason)

    # --- the record

    async def who(self, name: str, *, days: int) -> Sequence[Profile]:
        """With what the record has of each."""
        period = Period(self._clock() - timedelta(days=days), self._clock(), "")
        return [self._profile(person, period) for person in await self._persons(name, period)]

    async def met(self, name: str, other: str, period: Period) -> Digest:
        """Of whoever of that name was in the news last."""
        persons = await self._persons(name, period)
        return self._digest(record.met(persons[0], other=other) if persons else (), (name,), period)

    async def said(self, name: str, about: str, period: Period) -> Digest:
        """Of whoever of that name was in the news last."""
        persons = await self._persons(name, period)
        return self._digest(record.said(persons[0], about=about) if persons else (), (name,), period)

    async def _persons(self, name: str, period: Period) -> Sequence[Person]:
        ids = await self.chats.named(name, since=period.since, limit=ARTICLES)
        reports = await self._store.latest(ids)
        return record.persons([each for each in reports if _stands(each.article, period)], name)

    def _profile(self, person: Person, period: Period) -> Profile:
        latest = person.reports[0].article
        met, said = (self._digest(stories, (), period) for stories in (record.met(person), record.said(person)))
        return Profile(person.actor, latest.source, latest.when, met, said)

    def _digest(self, stories: Sequence[Story], topics: Sequence[str], period: Period) -> Digest:
        return pipeline.edit(stories, topics=(), called=topics, period=period, health=(), length=Length.LONG)

    # --- why, and why not

    async def why(self, address: Address, item: str) -> Why | None:
        """By the articles that the story was told from, as they are now."""
        found = _entry_of(await self.chats.editions(address, limit=ASKED_ABOUT), item)
        if found is None:
            return await self._why_asked(address, item)
        digest, entry = found
        cites = cited(replace(digest, entries=(entry,)))
        story = Story(entry.story, entry.headline, tuple(await self._store.latest(cites)))
        seen = min((report.article.first_sight for report in story.reports), default=None)
        for name in digest.topics:
            if hits := why(story, self._editor.topic(name)):
                return Why(entry.headline, digest.topics, hits, seen)
        return Why(entry.headline, digest.topics, (), seen)

    async def _why_asked(self, address: Address, item: str) -> Why | None:
        """Of a digest that was asked for: by the headline of a story of the last days."""
        now, words = self._clock(), item.casefold().split()
        told = await self._editor.stories(Period(now - timedelta(days=PREVIEW_DAYS), now, ""))
        named = [] if item.isdecimal() else words
        story = next((each for each in told if named and all(w in each.headline.casefold() for w in named)), None)
        if story is None:
            return None
        topics = await self._topics_of(address)
        hits = next((found for topic in topics if (found := why(story, topic))), ())
        seen = min(report.article.first_sight for report in story.reports)
        return Why(story.headline, tuple(topic.name for topic in topics), hits, seen)

    async def missed(self, address: Address, url: str) -> Missed:
        """The first stage that it did not pass."""
        trace = await self.chats.trace(url)
        article = trace.article
        if article is None:
            return self._not_stored(trace)
        if article.gone:
            return Missed(Stage.GONE, article.title, (article.source,), when=article.gone)
        if not trace.read:
            stage = Stage.UNREADABLE if trace.tried else Stage.WAITING
            return Missed(stage, article.title, (article.source,))
        [report] = await self._store.latest([article.id])
        return await self._not_told(address, report)

    def _not_stored(self, trace: Trace) -> Missed:
        if trace.listed or trace.tries:
            return Missed(Stage.NOT_FETCHED, sources=trace.listed, tries=trace.tries)
        host = _host(trace.url)
        watching = tuple(each.name for each in self._editor.sources if _host(each.url) == host)
        return Missed(Stage.NOT_LISTED if watching else Stage.NO_SOURCE, sources=watching)

    async def _not_told(self, address: Address, report: Report) -> Missed:
        article = report.article
        stage = Missed(Stage.NOTHING, article.title, (article.source,))
        for edition in await self.chats.editions(address, limit=ASKED_ABOUT):
            if article.id in cited(edition) or article.url in {link.url for e in edition.entries for link in e.links}:
                return replace(stage, stage=Stage.TOLD, when=edition.period.until)
        story = Story(article.id, article.title, (report,))
        if not _says_something(story):
            return stage
        muted = [m.topic for m in (await self.chats.wishes(address)).muted if m.topic and m.holds(self._clock())]
        if terms := tuple(name for name in muted if matches(story, self._editor.topic(name))):
            return replace(stage, stage=Stage.MUTED, lacking=terms)
        topics = await self._topics_of(address)
        if topics and narrowed(story, topics) is None:
            terms = tuple(term for topic in topics for term in lacking(story, topic))
            return replace(stage, stage=Stage.OFF_TOPIC, lacking=terms)
        return replace(stage, stage=await self._of_slot(address, article))

    async def _of_slot(self, address: Address, article: Article) -> Stage:
        """Older than the last digest, and not in it: too old for it, or without room in it."""
        editions = await self.chats.editions(address, limit=1)
        if not editions or article.first_sight >= editions[0].period.until:
            return Stage.NOT_YET if article.news else Stage.OLD
        return Stage.NO_ROOM if article.when >= editions[0].period.since - timedelta(hours=12) else Stage.OLD

    async def _topics_of(self, address: Address) -> list[Topic]:
        """Of all that a chat gets; none where it gets everything."""
        theirs = [one for one, _ in await self.chats.subscriptions(address)]
        if not all(one.topics for one in theirs):
            return []
        return [self._editor.topic(name) for one in theirs for name in one.topics]


def _entry_of(editions: Sequence[Digest], item: str) -> tuple[Digest, Entry] | None:
    """By its number in the last digest that told something, else by words of it in any."""
    telling = [edition for edition in editions if edition.entries]
    if item.isdecimal():
        entries = telling[0].entries if telling else ()
        return (telling[0], entries[int(item) - 1]) if 0 < int(item) <= len(entries) else None
    words = item.casefold().split()
    for edition in telling:
        for entry in edition.entries:
            lines = [entry.headline, *(line.text for section in entry.sections for line in section.items)]
            text = " ".join(lines).casefold()
            if words and all(word in text for word in words):
                return edition, entry
    return None


def _says_something(story: Story) -> bool:
    return any(report.facts.encounters or report.facts.statements for report in story.reports)


def _stands(article: Article, period: Period) -> bool:
    return article.gone is None and period.since <= article.when < period.until


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
