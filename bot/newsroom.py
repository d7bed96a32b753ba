"""The newsroom at work: visits its sources, and reads what is new. What is made of it is the editor's work (editor.py).

tick    -> watch()   -> each source that is due, in a task of its own -> read
tick    -> look()    -> each young article's page that is due -> read
command -> gather()  -> every source at once, due or not -> read
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.editor import Editor
from bot.sources import Found, find
from digest import pipeline
from digest.gathering import PACE
from digest.inplace import IN_THREAD
from digest.looking import failed
from digest.model import Article, Source
from digest.pipeline import Round
from digest.ports import Fetcher, Health, Page, Parser, Reader, Store
from digest.rhythm import Pace, next_try
from digest.topics import Topic

log = structlog.get_logger()

#: Sources that are visited at the same time: enough that slow ones hold nobody up, few enough for a laptop's sockets.
AT_ONCE = 64
#: Of those whose last visit failed: they come in by another door, so that a bad day of many sites is not the others'.
FAILING_AT_ONCE = 8
#: Visits that one tick begins, a second apart: after a start, or a night's sleep, a thousand take half a minute.
STARTS = 32
#: Looks at pages that one tick begins.
LOOKS = 500
#: No visit is ever this far ahead, unless the clock was set back.
_FAR = timedelta(days=2)


class Newsroom:
    """Gathers and reads, for all chats."""

    def __init__(  # noqa: PLR0913 - all of it is handed in
        self,
        sources: Sequence[Source],
        topics: Sequence[Topic],
        *,
        store: Store,
        fetcher: Fetcher,
        reader: Reader,
        clock: Callable[[], datetime],
        pace: Pace = PACE,
        parser: Parser = IN_THREAD,
    ) -> None:
        self._sources = tuple(sources)
        self._store = store
        self._fetcher = fetcher
        self._parser = parser
        self._reader = reader
        self._clock = clock
        self._pace = pace
        self._next: dict[str, datetime] = {}  # when each is due, by name; missing until the store was asked
        self._health: dict[str, Health | None] = {}  # as the last visit left it; None: the store knows
        self._failing: set[str] = set()
        self._running: dict[tuple[str, str], asyncio.Task[None]] = {}  # by what is done, and a source's name
        self._doors = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(FAILING_AT_ONCE)
        self._reading = asyncio.Lock()
        self.editor = Editor(store, topics, sources=lambda: self._sources, clock=clock)
        self.read_so_far = 0  #: articles, since the start

    @property
    def sources(self) -> Sequence[Source]:
        """What is watched now."""
        return self._sources

    def use(self, sources: Sequence[Source]) -> None:
        """Watch these from now on; what is under way for others is ended."""
        kept = {each.name for each in set(self._sources) & set(sources)}
        self._next = {name: at for name, at in self._next.items() if name in kept}
        self._health = {name: health for name, health in self._health.items() if name in kept}
        for (_, name), task in self._running.items():
            if name not in kept:
                task.cancel()
        self._sources = tuple(sources)

    async def find(self, url: str) -> Found:
        """As bot.sources.find: what an address is, and how its site is best watched."""
        return await find(url, fetcher=self._fetcher, parser=self._parser, now=self._clock())

    async def watch(self) -> None:
        """Begin the visits that are due, longest due first, and return; one source's trouble never touches another."""
        now = self._clock()
        waiting = [each for each in self._sources if ("visit", each.name) not in self._running]
        due = [each for each in waiting if not now < self._next.get(each.name, now) < now + _FAR]
        for source in sorted(due, key=lambda each: self._next.get(each.name, now))[:STARTS]:
            self._begin("visit", source, self._visit_when_due(source))

    async def look(self) -> None:
        """Begin the looks that are due, each source's in turn, and return."""
        busy = [name for what, name in self._running if what == "look"]
        due: dict[str, list[tuple[Page, Article]]] = defaultdict(list)
        for page, article in await self._store.looks(self._clock(), limit=LOOKS, but=busy):
            due[page.source].append((page, article))
        for source in self._sources:
            if source.name in due:
                self._begin("look", source, self._look(source, due.pop(source.name)))
        for page, _ in (one for unwatched in due.values() for one in unwatched):
            await self._store.save_page(replace(page, next_look=None))

    async def gather(self, done: Callable[[Round], None] = lambda _: None) -> list[Round]:
        """Visit every source, due or not, then read what is new."""

        async def visit(source: Source) -> Round:
            round_ = await self._visit(source)
            done(round_)
            return round_

        rounds = await asyncio.gather(*map(visit, self._sources))
        await self.read()
        return rounds

    async def read(self) -> int:
        """Read what is stored and not read yet, and correct what was printed of it; how many articles that was."""
        async with self._reading:
            reading = await pipeline.read_new(reader=self._reader, store=self._store)
            if reading.revised:
                await pipeline.correct(reading.revised, store=self._store, now=self._clock())
            self.read_so_far += reading.count
            if reading.count:
                log.info("articles read", articles=reading.count)
            return reading.count

    async def stop(self) -> None:
        """End the visits and looks that are under way; what they had not stored is found again."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, what: str, source: Source, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work, name=f"{what} {source.name}")
        self._running[what, source.name] = task
        task.add_done_callback(lambda _: self._running.pop((what, source.name), None))

    async def _visit_when_due(self, source: Source) -> None:
        """Visit it, unless an earlier run of Readout has just done so; then read what it brought."""
        if source.name not in self._next:
            health = self._health[source.name] = await self._store.health_of(source)
            self._next[source.name] = (health and health.next_poll) or self._clock()
            if self._clock() < self._next[source.name]:
                return
        if brought := (await self._visit(source)).articles:
            log.info("new articles", source=source.name, articles=len(brought))
            await self._read_on()

    async def _visit(self, source: Source) -> Round:
        async with self._doors[source.name in self._failing]:
            try:
                round_ = await pipeline.gather(
                    source,
                    fetcher=self._fetcher,
                    store=self._store,
                    parser=self._parser,
                    clock=self._clock,
                    pace=self._pace,
                    health=self._health.get(source.name),
                )
            except Exception as error:  # a bug met by one source must not cost the others their round
                log.exception("source broke", source=source.name)
                round_ = Round(source.name, reason=f"{type(error).__name__} (see the log)")
        self._note(round_)
        return round_

    def _note(self, round_: Round) -> None:
        again = next_try(3, now=self._clock(), name=round_.source, pace=self._pace)
        self._next[round_.source] = round_.next_poll or again
        self._health[round_.source] = round_.health
        (self._failing.add if round_.reason else self._failing.discard)(round_.source)

    async def _look(self, source: Source, due: Sequence[tuple[Page, Article]]) -> None:
        for page, article in due:
            try:
                found = await pipeline.look_again(
                    page,
                    article,
                    source=source,
                    fetcher=self._fetcher,
                    store=self._store,
                    clock=self._clock,
                    parser=self._parser,
                )
            except Exception:  # a bug met by one page must not cost the others their look
                log.exception("look broke", url=page.url)
                await self._store.save_page(failed(page, article, now=self._clock()))
            else:
                if found:
                    await self._read_on()

    async def _read_on(self) -> None:
        try:
            await self.read()
        except Exception:  # what is unread stays so, and is read with what comes next
            log.exception("reading broke")
