"""The newsroom at work: visits its sources, reads what is new, answers what chats ask, and makes due digests.

tick   -> gather()  -> every source at once, a few sockets at a time -> read
tick   -> publish() -> every subscription whose slot has come -> edition -> outbox
a chat -> summary() -> the digest of what is read by now
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.delivery import Outbox
from bot.schedule import due, moment, previous
from digest import pipeline
from digest.model import Digest, Period, Slot, Source, Subscription
from digest.pipeline import Round
from digest.ports import Fetcher, Health, Reader, Store
from digest.topics import Topic, parse

log = structlog.get_logger()

#: Sources that are visited at the same time: enough to hide slow ones, few enough for a laptop's sockets.
AT_ONCE = 16
#: An article counts as news of the slot in which we first saw it, unless it was then older than the slot by this much.
LATE = timedelta(hours=12)


class Newsroom:
    """Gathers, reads and edits for all chats; the ports.Desk that their commands are answered from."""

    def __init__(  # noqa: PLR0913 - all of it is handed in
        self,
        sources: Sequence[Source],
        topics: Sequence[Topic],
        *,
        store: Store,
        fetcher: Fetcher,
        reader: Reader,
        clock: Callable[[], datetime],
    ) -> None:
        self._sources = sources
        self._store = store
        self._fetcher = fetcher
        self._reader = reader
        self._clock = clock
        self._topics = topics

    async def gather(self, done: Callable[[Round], None] = lambda _: None) -> list[Round]:
        """Visit every source, then read what is new; one source's trouble never touches another."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def visit(source: Source) -> Round:
            async with gate:
                round_ = await self._visit(source)
                done(round_)
                return round_

        rounds = await asyncio.gather(*map(visit, self._sources))
        await self.read()
        return rounds

    async def read(self) -> int:
        """Read what is stored and not read yet; how many articles that was."""
        return await pipeline.read_new(reader=self._reader, store=self._store)

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        """The digest of a period on any of these topics, made now."""
        wanted = [self._topic(name) for name in topics]
        return pipeline.edit(
            await self._store.reports(period), topics=wanted, period=period, health=await self.health()
        )

    async def topics(self) -> Sequence[str]:
        """Names that can be asked for, sorted."""
        return sorted(topic.name for topic in self._topics)

    async def health(self) -> Sequence[Health]:
        """How each source that is watched now has done, by name."""
        watched = {source.name for source in self._sources}
        return [each for each in await self._store.health() if each.source in watched]

    async def publish(self, outbox: Outbox) -> None:
        """Queue every digest whose slot has come, then deliver what is queued."""
        for subscription in await self._store.subscriptions():
            try:
                await self._queue(subscription, outbox)
            except Exception:  # one bad chat never stops a digest; its slot stays open, and is tried at the next tick
                log.exception("digest not queued", subscription=subscription.id)
        await outbox.deliver()

    async def edition(self, subscription: Subscription, slot: Slot) -> Digest:
        """What a slot's digest says: all that was first seen since the slot before it, old news left out."""
        last = await self._store.last_slot(subscription.id)
        since = moment(last or previous(subscription, slot), subscription.zone)
        period = Period(since, self._clock(), "")
        reports = await self._store.reports(Period(since - LATE, period.until, period.label))
        return pipeline.edit(
            [each for each in reports if (each.article.first_seen or each.article.seen) >= since],
            topics=[self._topic(name) for name in subscription.topics],
            period=period,
            health=await self.health(),
        )

    async def _queue(self, subscription: Subscription, outbox: Outbox) -> None:
        slot = due(subscription, now=self._clock(), last=await self._store.last_slot(subscription.id))
        if slot:
            await outbox.queue(subscription, slot, await self.edition(subscription, slot))

    def _topic(self, name: str) -> Topic:
        return parse(name, self._topics)

    async def _visit(self, source: Source) -> Round:
        try:
            return await pipeline.gather(source, fetcher=self._fetcher, store=self._store, clock=self._clock)
        except Exception as error:  # a bug met by one source must not cost the others their round
            log.exception("source broke", source=source.name)
            return Round(source.name, reason=f"{type(error).__name__} (see the log)")
