"""The editor: digests of what has been read, for whoever asks and for every slot.

a chat -> summary() -> the digest of what is read by now
a slot -> edition() -> the digest of what is new since the slot before
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.schedule import moment, previous
from digest import leading, pipeline, stories
from digest.model import Article, Chat, Digest, Period, Report, Slot, Source, Story, Subscription
from digest.ports import Health, Store
from digest.stories.memory import Memory
from digest.topics import Shelf, Topic, parse

#: An article counts as news of the slot in which we first saw it, unless it was then older than the slot by this much.
LATE = timedelta(hours=12)
#: A story that goes on is known by what was told of it in the days before.
BEFORE = timedelta(days=2)
#: A digest that goes out so long after its slot says so.
OVERDUE = timedelta(minutes=15)


class Editor:
    """Makes digests, of one store, for all chats."""

    def __init__(
        self,
        store: Store,
        topics: Sequence[Topic],
        *,
        sources: Callable[[], Sequence[Source]],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._topics = topics
        self._sources = sources
        self._clock = clock
        self._stories = Memory(stories.tell)
        self._shelves = _Shelves()
        self._news: dict[datetime, _News] = {}  # by their beginning, all of one moment
        self._pen = asyncio.Lock()

    @property
    def sources(self) -> Sequence[Source]:
        """What is watched now."""
        return self._sources()

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        """The digest of a period on any of these topics, made now."""
        wanted = [self.topic(name) for name in topics]
        reports, health = await self._store.reports(period), await self.health()
        tell = self._stories.tell
        return await self._apart(
            partial(pipeline.edit, reports, topics=wanted, period=period, health=health, tell=tell)
        )

    async def topics(self) -> Sequence[str]:
        """Names that can be asked for, sorted."""
        return sorted(topic.name for topic in self._topics)

    async def health(self) -> Sequence[Health]:
        """How each source that is watched now has done, by name."""
        watched = {source.name for source in self._sources()}
        return [each for each in await self._store.health() if each.source in watched]

    async def edition(
        self, subscription: Subscription, slot: Slot, chat: Chat | None = None, *, now: datetime | None = None
    ) -> Digest:
        """What a slot's digest says: all that was first seen since the slot before it, old news left out.

        Of a story that goes on, only what is new. For alerts the slot is now, and the one before it the last alert.

        Args:
            subscription: Whose.
            slot: Which.
            chat: How its chat wants to be written to; None for the defaults.
            now: UTC; the same for many that are made at one time, which is then quick. None: now.
        """
        if now is None:
            self._news.clear()
        chat, now = chat or Chat(subscription.address), now or self._clock()
        news = await self._since(await self._beginning(subscription, slot, chat, now), now)
        came = moment(slot, subscription.zone)
        due = came if now - came > OVERDUE else None
        muted = tuple(each.topic for each in chat.muted if each.topic and each.holds(now))
        told = await self._store.editions(news.period.since - BEFORE, subscription_id=subscription.id)
        # Chats that ask for the same at one time, and were told the same, get the same.
        key = subscription.topics, muted, chat.length, tuple(each.edition for each in told), due
        if key not in news.made:
            work = partial(
                pipeline.edit,
                news.reports,
                topics=[self.topic(name) for name in subscription.topics],
                muted=[self.topic(name) for name in muted],
                length=chat.length,
                period=news.period,
                health=news.health,
                new=news.new,
                told=told,
                tell=self._stories.tell,
                likely=self._shelves.likely,
                due=due,
            )
            news.made[key] = await self._apart(work)
        return news.made[key]

    async def stories(self, period: Period) -> Sequence[Story]:
        """All that the articles of a period tell, the weightiest first."""
        standing = [each for each in await self._store.reports(period) if each.article.gone is None]
        return leading.ordered(self._stories.tell(standing))

    def topic(self, name: str) -> Topic:
        """What a name, or a mix of them, stands for.

        Raises:
            AskError: It is empty or misspelt; the message offers the closest.
        """
        return parse(name, self._topics)

    async def _since(self, since: datetime, now: datetime) -> _News:
        """What is new since a moment; looked up once for all who ask at one time."""
        if any(each.period.until != now for each in self._news.values()):
            self._news.clear()
        if since not in self._news:
            health = await self.health()
            watched = {each.source: each.since for each in health}
            reports = await self._store.reports(Period(since - BEFORE, now, ""))
            new = (r.article for r in reports if _is_new(r.article, since=since, watched=watched.get(r.article.source)))
            found = frozenset(article.id for article in new)
            self._news[since] = _News(Period(since, now, ""), tuple(health), tuple(reports), found)
        return self._news[since]

    async def _beginning(self, subscription: Subscription, slot: Slot, chat: Chat, now: datetime) -> datetime:
        """The slot before, or the end of a silence that was asked for after it."""
        last = (await self._store.last_slots([subscription.id])).get(subscription.id)
        before = moment(last or previous(subscription, slot), subscription.zone)
        ends = [each.until for each in chat.muted if not each.topic and each.until]
        silences = [end for end in ends if end <= now]
        begun = [subscription.since] if subscription.alerts and subscription.since else []
        return max([before, *silences, *begun])

    async def _apart(self, work: Callable[[], Digest]) -> Digest:
        """In a thread, one at a time: a day's stories take a good part of a second, in which chats are answered."""
        async with self._pen:
            return await asyncio.to_thread(work)


@dataclass(frozen=True, slots=True)
class _News:
    """What is known at a moment of the time since another."""

    period: Period
    health: tuple[Health, ...]
    reports: tuple[Report, ...]  #: also of BEFORE
    new: frozenset[str]  #: ids of the articles that are of the period
    made: dict[tuple[object, ...], Digest] = field(default_factory=dict)  #: by what it is for


class _Shelves:
    """The shelves of the stories that were last looked through for a topic."""

    def __init__(self) -> None:
        self._kept: deque[Shelf] = deque(maxlen=4)

    def likely(self, stories: Sequence[Story], topics: Sequence[Topic]) -> Sequence[Story]:
        """As Shelf.likely."""
        if not topics:
            return stories
        shelf = next((each for each in self._kept if each.stories is stories), None)
        if shelf is None:
            shelf = Shelf(stories)
            self._kept.appendleft(shelf)
        return shelf.likely(topics)


def _is_new(article: Article, *, since: datetime, watched: datetime | None) -> bool:
    """True for what we first saw since a slot; what is older than the slot, only where we were watching then."""
    if article.first_sight < since or article.when < since - LATE:
        return False
    return article.when >= since or (watched is not None and article.when >= watched)
