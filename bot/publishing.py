"""What goes out by itself: the digest of every slot that has come, and alerts.

tick -> publish() -> subscriptions that are due -> slot -> edition -> outbox; then when to look at each again
tick -> alert()   -> something was read -> alerts whose topics it is on -> edition -> outbox
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.delivery import Outbox
from bot.editor import Fresh, Round
from bot.newsroom import Newsroom
from bot.schedule import due, upcoming
from digest.errors import AskError
from digest.model import Chat, Period, Slot, Subscription
from digest.ports import Store

log = structlog.get_logger()

#: Subscriptions that are served side by side: while one's digest reaches the disk, the next is made.
TOGETHER = 50
#: Where a schedule has no slot to come, it is looked at again all the same.
IDLE = timedelta(days=7)
#: A subscription whose topics are misspelt is tried again so much later, or when it is changed.
MISSPELT = timedelta(hours=1)
#: What was first seen longer ago is no alert any more, also after a night of quiet.
FRESH = timedelta(hours=24)
#: The longest that an article waits between being seen and being read; what was told of it meanwhile is not told again.
LAG = timedelta(hours=2)


class Publisher:
    """Queues what is due, for every chat."""

    def __init__(self, room: Newsroom, store: Store, outbox: Outbox, *, clock: Callable[[], datetime]) -> None:
        self._room = room
        self._editor = room.editor
        self._store = store
        self._outbox = outbox
        self._clock = clock
        self._read = 0  # how many articles had been read when alerts were last looked at
        self._looked: datetime | None = None  # when that was; None: not since the start
        self._held = set[str]()  # ids of subscriptions whose alerts had to wait then

    async def publish(self) -> None:
        """Queue every digest whose slot has come, then begin to deliver what is queued."""
        looks = dict[str, datetime]()
        now = self._clock()
        due = await self._store.due(now)
        at = Round(now, await self._store.last_slots([each.id for each in due]))
        chats = await self._store.chats.wished([each.address for each in due])
        for first in range(0, len(due), TOGETHER):
            some = [(each, chats.get(each.address, Chat(each.address))) for each in due[first : first + TOGETHER]]
            for served in await asyncio.gather(*(self._serve(each, chat, at) for each, chat in some)):
                looks |= served
        if looks:
            await self._store.look_next(looks)
        await self._outbox.begin()

    async def alert(self) -> None:
        """Queue the alerts that what was read since the last look calls for, or that had to wait until now."""
        now, read = self._clock(), self._room.read_so_far
        if self._looked and read == self._read and not self._held:
            return
        theirs = await self._store.subscriptions(alerts=True)
        fresh = await self._fresh(now) if theirs else None
        held = set[str]()
        for subscription in theirs:
            try:
                is_met = fresh and await self._editor.is_on(fresh, subscription.topics)
                if subscription.id in self._held or is_met:
                    held |= set() if await self._alert(subscription) else {subscription.id}
            except AskError as error:
                log.error("alert not queued", subscription=subscription.id, reason=str(error))
            except Exception:  # as above: what is not queued is found again, since nothing says that it was told
                log.exception("alert not queued", subscription=subscription.id)
        self._looked, self._read, self._held = now, read, held
        await self._outbox.begin()

    async def _serve(self, subscription: Subscription, chat: Chat, at: Round) -> dict[str, datetime]:
        """Queue its digest if its slot has come; when to look at it again, nothing where that is at the next tick."""
        try:
            heard = _heard(subscription, chat)
            slot = due(heard, now=at.now, last=at.last.get(subscription.id))
            if slot:
                digest = await self._editor.edition(heard, slot, chat, at=at)
                queued = await self._outbox.queue(subscription, slot, digest, chat)
                if not queued and not self._outbox.serves(subscription.address):
                    return {}
            coming = [when for _, when in upcoming(heard, now=at.now, count=1)]
        except AskError as error:
            log.error("digest not queued", subscription=subscription.id, reason=str(error))
            return {subscription.id: at.now + MISSPELT}
        except Exception:  # one bad chat never stops a digest; its slot stays open, and is tried at the next tick
            log.exception("digest not queued", subscription=subscription.id)
            return {}
        return {subscription.id: min([*coming, at.now + IDLE])}

    async def _alert(self, subscription: Subscription) -> bool:
        """Queue what is new on its topics; False where it has to wait."""
        chat, now = await self._store.chats.wishes(subscription.address), self._clock()
        local = now.astimezone(ZoneInfo(subscription.zone))
        today, yesterday = local.date(), local.date() - timedelta(days=1)
        sent = Counter(slot.day for slot in await self._store.slots(subscription.id, since=yesterday))
        silenced = any(not each.topic and each.holds(now) for each in chat.muted)
        if silenced or _is_quiet(local.time(), chat) or sent[today] >= subscription.alerts:
            return False
        # What yesterday had no room for is no alert of today's.
        floor = datetime.combine(today, time.min, local.tzinfo) if sent[yesterday] >= subscription.alerts else None
        since = max(filter(None, [subscription.since, now - FRESH, floor]))
        slot = Slot(today, local.time())
        digest = await self._editor.edition(replace(subscription, since=since), slot, chat)
        if digest.entries:
            await self._outbox.queue(subscription, slot, digest, chat)
        return True

    async def _fresh(self, now: datetime) -> Fresh:
        """Stories that have an article which was not there at the last look."""
        since = self._looked - LAG if self._looked else now - FRESH
        return await self._editor.fresh(Period(now - FRESH, now, ""), since=since)


def _heard(subscription: Subscription, chat: Chat) -> Subscription:
    """The subscription without the slots that its chat does not want: in its quiet hours, or while it is silenced."""
    silences = [each.until for each in chat.muted if not each.topic]
    since = max(filter(None, [*silences, subscription.since]), default=None)
    wanted = () if None in silences else subscription.times
    times = tuple(at for at in wanted if not _is_quiet(at, chat))
    return replace(subscription, times=times, since=since)


def _is_quiet(at: time, chat: Chat) -> bool:
    """True from the first of its quiet times to the second, which may be over midnight."""
    if chat.quiet is None:
        return False
    start, end = chat.quiet
    return start <= at < end if start <= end else at >= start or at < end
