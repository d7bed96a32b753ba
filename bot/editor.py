"""The editor: digests of what has been read, for whoever asks and for every slot.

a chat -> summary() -> the digest of what is read by now
a slot -> edition() -> the digest of what is new since the slot before

Which stories those are, and which of them lead, is decided on newslists (lists.py); only what is printed is looked at
whole.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from bot.lists import Lists, News
from bot.schedule import moment, previous
from digest import pipeline
from digest.daybooks import Note
from digest.leading import Place, place_of
from digest.model import Chat, Digest, Length, Period, Slot, Source, Story, Subscription
from digest.newslist import Wanted
from digest.ports import Health, Store
from digest.topics import Topic, matches, narrowed, parse
from digest.updates import unheard
from digest.writing.plain import STORIES

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
        self._lists = Lists(store)
        self._looking = asyncio.Lock()
        self._news: dict[datetime, _News] = {}  # by their beginning, all of one moment

    @property
    def sources(self) -> Sequence[Source]:
        """What is watched now."""
        return self._sources()

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        """The digest of a period on any of these topics, made now."""
        wanted = [self.topic(name) for name in topics]
        news, health = await self._lists.of(period), await self.health()
        on = await self._lists.on(news, wanted, news.list.all())
        edit = partial(pipeline.edit, topics=wanted, period=period, health=health)
        return await self._edited(news, news.list.ranked(on), edit)

    async def tell(self) -> None:
        """Put on record what was read, so that nobody who asks has to wait for it."""
        await self._lists.tell(self._clock().date())

    async def topics(self) -> Sequence[str]:
        """Names that can be asked for, sorted."""
        return sorted(topic.name for topic in self._topics)

    async def health(self) -> Sequence[Health]:
        """How each source that is watched now has done, by name."""
        watched = {source.name for source in self._sources()}
        return [each for each in await self._store.health() if each.source in watched]

    async def edition(
        self, subscription: Subscription, slot: Slot, chat: Chat | None = None, *, at: Round | None = None
    ) -> Digest:
        """What a slot's digest says: all that was first seen since the slot before it, old news left out.

        Of a story that goes on, only what is new. For alerts the slot is now, and the one before it the last alert.

        Args:
            subscription: Whose.
            slot: Which.
            chat: How its chat wants to be written to; None for the defaults.
            at: The same for many that are made at one time, which is then quick. None: this one alone, now.
        """
        if at is None:
            self._news.clear()
            at = Round(self._clock(), await self._store.last_slots([subscription.id]))
        chat, now, last = chat or Chat(subscription.address), at.now, at.last.get(subscription.id)
        news = await self._since(_beginning(subscription, slot, chat, last=last, now=now), now)
        came = moment(slot, subscription.zone)
        due = came if now - came > OVERDUE else None
        muted = tuple(each.topic for each in chat.muted if each.topic and each.holds(now))
        before = news.period.since - BEFORE
        told = await self._store.editions(before, subscription_id=subscription.id) if last else ()
        # Chats that ask for the same at one time, and were told the same, get the same.
        key = subscription.topics, muted, chat.length, tuple(each.edition for each in told), due
        if key not in news.made:
            topics, silenced = ([self.topic(name) for name in names] for names in (subscription.topics, muted))
            edit = partial(
                pipeline.edit,
                topics=topics,
                muted=silenced,
                length=chat.length,
                period=news.period,
                health=news.health,
                new=news.new,
                told=told,
                due=due,
            )
            news.made[key] = asyncio.ensure_future(self._made(news, edit, topics, silenced, told, chat.length))
        return await news.made[key]

    async def _made(  # noqa: PLR0913, PLR0917 - what `edition` has found out
        self,
        news: _News,
        edit: Callable[..., Digest],
        topics: Sequence[Topic],
        muted: Sequence[Topic],
        told: Sequence[Digest],
        length: Length,
    ) -> Digest:
        return await self._edited(news.all, await self._unheard(news, topics, muted, told), edit, length=length)

    async def stories(self, period: Period) -> Sequence[Story]:
        """All that the articles of a period tell, the weightiest first."""
        news = await self._lists.of(period)
        return await self._lists.stories(news, [story for _, story in news.list.ranked(news.list.all())])

    async def latest(self, topics: Sequence[str], period: Period, *, limit: int) -> tuple[int, Sequence[Story]]:
        """How many stories of a period are on any of these topics; and those that were told last, whole."""
        news = await self._lists.of(period)
        on = await self._lists.on(news, [self.topic(name) for name in topics], news.list.all())
        last = dict.fromkeys(reversed(news.list.story_of[on].tolist()))
        return len(last), await self._lists.stories(news, list(last)[:limit])

    async def fresh(self, period: Period, *, since: datetime) -> Fresh:
        """The stories of a period of which an article was first seen since a moment."""
        news = await self._lists.of(period)
        seen = np.array([note.seen >= since.timestamp() for note in news.list.notes], np.bool_)
        return Fresh(news, news.list.whole(seen))

    async def is_on(self, fresh: Fresh, topics: Sequence[str]) -> bool:
        """True when one of them is on any of these topics."""
        return bool((await self._lists.on(fresh.news, [self.topic(name) for name in topics], fresh.wanted)).any())

    def topic(self, name: str) -> Topic:
        """What a name, or a mix of them, stands for.

        Raises:
            AskError: It is empty or misspelt; the message offers the closest.
        """
        return parse(name, self._topics)

    async def _since(self, since: datetime, now: datetime) -> _News:
        """What is new since a moment; looked up once for all who ask at one time."""
        async with self._looking:
            if any(each.period.until != now for each in self._news.values()):
                self._news.clear()
            if since not in self._news:
                self._news[since] = await self._look(since, now)
            return self._news[since]

    async def _look(self, since: datetime, now: datetime) -> _News:
        health = await self.health()
        watched = {each.source: each.since.timestamp() for each in health if each.since}
        news = await self._lists.of(Period(since - BEFORE, now, ""))
        new = np.array([_is_new(note, since=since, watched=watched) for note in news.list.notes], np.bool_)
        ids = frozenset(note.article for note, is_new in zip(news.list.notes, new.tolist(), strict=True) if is_new)
        return _News(Period(since, now, ""), tuple(health), news, new, ids)

    async def _unheard(
        self, news: _News, topics: Sequence[Topic], muted: Sequence[Topic], told: Sequence[Digest]
    ) -> list[tuple[Place, int]]:
        """Stories of the new articles, on the topics and not muted; those that were told before as what is new in them.

        What is new in a story hangs on its words: those are looked at whole. Of the others the list knows enough.
        """
        heard = news.all.list.of_articles(_shown(told)) & news.all.list.told_by(news.wanted)
        found = list[tuple[Place, int]]()
        for number in sorted(heard):
            for kept in unheard(await self._lists.stories(news.all, [number]), new=news.new, told=told):
                on = narrowed(kept, topics)
                if on and not any(matches(kept, each) for each in muted):
                    found.append((place_of(on), number))
        others = news.wanted & ~news.all.list.of_stories(heard)
        if muted:
            others &= ~news.all.list.whole(await self._lists.on(news.all, muted, others))
        return sorted(found + news.all.list.ranked(await self._lists.on(news.all, topics, others)))

    async def _edited(
        self,
        news: News,
        stories: Sequence[tuple[Place, int]],
        edit: Callable[..., Digest],
        *,
        length: Length = Length.USUAL,
    ) -> Digest:
        """The digest of as many of the first stories as it takes: now and then one has no line that may be printed."""
        count = STORIES[length]
        while True:
            first = await self._lists.stories(news, [story for _, story in stories[:count]])
            more = max(0, len(stories) - count)
            digest = await self._lists.apart(partial(edit, first, more=more))
            if not more or digest.more > more or len(digest.entries) == STORIES[length]:
                return digest  # else all of these were looked at, and there is room for another
            count *= 2


@dataclass(frozen=True, slots=True)
class Round:
    """What is known of all whose digests are made at one time."""

    now: datetime  #: UTC
    last: Mapping[str, Slot]  #: by id of a subscription, the latest slot that it was served


@dataclass(frozen=True, slots=True)
class Fresh:
    """Stories that alerts may be about."""

    news: News
    wanted: Wanted  #: all articles of theirs


@dataclass(frozen=True, slots=True)
class _News:
    """What is known at a moment of the time since another."""

    period: Period
    health: tuple[Health, ...]
    all: News  #: also of BEFORE
    wanted: Wanted  #: the articles that are of the period
    new: frozenset[str]  #: their ids
    #: By what it is for; under way, where another asks for it at the same time.
    made: dict[tuple[object, ...], asyncio.Future[Digest]] = field(default_factory=dict)


def _beginning(subscription: Subscription, slot: Slot, chat: Chat, *, last: Slot | None, now: datetime) -> datetime:
    """The slot before, or the end of a silence that was asked for after it."""
    before = moment(last or previous(subscription, slot), subscription.zone)
    ends = [each.until for each in chat.muted if not each.topic and each.until]
    silences = [end for end in ends if end <= now]
    begun = [subscription.since] if subscription.alerts and subscription.since else []
    return max([before, *silences, *begun])


def _shown(told: Sequence[Digest]) -> set[str]:
    """Ids of articles that editions told of."""
    entries = [entry for edition in told for entry in edition.entries]
    items = (item for entry in entries for section in entry.sections for item in section.items)
    return {entry.story for entry in entries} | {proof.article_id for item in items for proof in item.evidence}


def _is_new(note: Note, *, since: datetime, watched: Mapping[str, float]) -> bool:
    """True for what we first saw since a slot; what is older than the slot, only where we were watching then."""
    begun = since.timestamp()
    if note.seen < begun or note.when < begun - LATE.total_seconds():
        return False
    return note.when >= begun or note.when >= watched.get(note.source, math.inf)
