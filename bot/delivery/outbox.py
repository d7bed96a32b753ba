"""The outbox: every slot's digest goes out once, or is visibly not known to have.

    queue     slot --render--> parts, frozen with their edition, all PENDING

    deliver   PENDING --committed before the socket opens--> SENDING --receipt--> SENT
                 ^                                             |--nobody knows---> UNKNOWN
                 |-----------not taken, may be tried again-----|--refused--------> FAILED, and so the rest of it

    recover   SENDING, found at a start --> UNKNOWN

- An UNKNOWN part is never sent again by itself: that could be a second copy. It is logged at ERROR and stays on record.
- The parts behind an UNKNOWN one are sent all the same: the doubt is about one message, and holding back what certainly
  did not arrive would make a loss of it. They come a little later (DOUBT), because what swallowed one answer is likely
  to swallow the next at once.
- A chat's parts go out in order. A chat that must wait keeps its own parts waiting and nobody else's.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import structlog

from digest.errors import PostError
from digest.model import Address, Delivery, Digest, Part, PartState, Slot, Subscription
from digest.ports import Channel, Store

log = structlog.get_logger()

#: How long a chat rests after a message whose fate nobody knows: while a platform is out of order, a digest loses at
#: most one part a minute to doubt. A guess; real outages have not been watched yet.
DOUBT = timedelta(seconds=60)
#: Chats that are written to at the same time: so many slow ones before others have to wait.
AT_ONCE = 32

#: A chat, whatever its thread: what a platform counts messages by.
Chat = tuple[str, str, str]


class Outbox:
    """Queues digests and sends what is queued; the only one that posts by itself."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._kept: set[tuple[str, Slot]] = set()  # slots that wait for their platform, each told of once
        self._rests: dict[Chat, datetime] = {}  # until when a chat must be left alone; forgotten at a stop

    async def recover(self) -> int:
        """Call once, before the first `deliver` of a process; how many parts are UNKNOWN because the last one died."""
        doubtful = await self._store.recover()
        if doubtful:
            log.error("stopped while sending", unknown=doubtful)
        return doubtful

    async def queue(self, subscription: Subscription, slot: Slot, digest: Digest) -> bool:
        """Freeze a slot's digest as the messages it will be; False if the slot is served or its platform is not on.

        Raises:
            StoreError: Nothing is queued.
        """
        channel = self._channels.get(subscription.address.platform)
        if channel is None:
            # The slot stays open: when the platform is on again, what was missed comes as one late digest.
            if (subscription.id, slot) not in self._kept:
                self._kept.add((subscription.id, slot))
                log.warning("platform is not on", platform=subscription.address.platform, subscription=subscription.id)
            return False
        parts = _parts(subscription, slot, channel.render(digest))
        queued = await self._store.claim(subscription, slot, digest, parts)
        if queued:
            log.info("queued", subscription=subscription.id, slot=str(slot.day), at=str(slot.at), parts=len(parts))
        return queued

    async def deliver(self) -> int:
        """Send what is pending, each chat in order and all chats at once; how many messages went out.

        Raises:
            StoreError: It is not known what is pending; nothing was sent.
        """
        gate = asyncio.Semaphore(AT_ONCE)

        async def one_chat(deliveries: Sequence[Delivery]) -> int:
            async with gate:
                return await self._deliver_chat(deliveries)

        waiting = sorted(await self._store.undelivered(), key=_chat)  # stable: oldest first within a chat
        by_chat = [list(theirs) for _, theirs in groupby(waiting, key=_chat)]
        return sum(await asyncio.gather(*map(one_chat, by_chat)))

    async def _deliver_chat(self, deliveries: Sequence[Delivery]) -> int:
        sent = 0
        try:
            for delivery in deliveries:
                for part in delivery.parts:
                    if part.state is not PartState.PENDING:
                        continue
                    if self._rests_now(delivery.address):
                        return sent
                    outcome = await _to_the_end(self._send(delivery, part))
                    sent += outcome is PartState.SENT
                    if outcome is PartState.SENDING:
                        return sent  # another call is busy with this chat
                    if outcome is PartState.FAILED:
                        break
        except Exception:  # one chat's trouble must not cost the others their digest
            log.exception("delivery broke", platform=deliveries[0].address.platform, chat=deliveries[0].address.chat)
        return sent

    def _rests_now(self, address: Address) -> bool:
        until = self._rests.get(_place(address))
        return until is not None and self._clock() < until

    def _rest(self, address: Address, pause: timedelta) -> None:
        self._rests[_place(address)] = self._clock() + pause

    async def _send(self, delivery: Delivery, part: Part) -> PartState:
        """One part through its states; the one in which it was left."""
        channel = self._channels.get(delivery.address.platform)
        if channel is None:
            return await self._fail(delivery, part, "its platform is not on")
        if not await self._store.mark_sending(part.key):
            return PartState.SENDING
        try:
            receipt = await channel.post(delivery.address, part.payload, key=part.key)
        except PostError as error:
            return await self._not_sent(delivery, part, error)
        except BaseException as error:
            # The intent is on record and nobody knows what became of it: also when the process is being torn down.
            log.exception("post broke", **_about(delivery, part))
            state = await self._doubt(delivery, part, f"{type(error).__name__} (see the log)")
            if not isinstance(error, Exception):
                raise
            return state
        return await self._sent(delivery, part, receipt)

    async def _sent(self, delivery: Delivery, part: Part, receipt: str) -> PartState:
        try:
            await self._store.mark(replace(part, state=PartState.SENT, receipt=receipt, reason=""))
        except Exception:
            # It stays SENDING, so it is not sent again, and is UNKNOWN after the next start; the log knows better.
            log.error("sent, but not on record", receipt=receipt, **_about(delivery, part))
            raise
        log.info("sent", receipt=receipt, **_about(delivery, part))
        return PartState.SENT

    async def _not_sent(self, delivery: Delivery, part: Part, error: PostError) -> PartState:
        if error.sent == "maybe":
            return await self._doubt(delivery, part, str(error))
        if error.gone or error.retry_after is None:
            return await self._fail(delivery, part, str(error))
        self._rest(delivery.address, timedelta(seconds=error.retry_after))
        await self._store.mark(replace(part, state=PartState.PENDING, reason=str(error)))
        log.info("waits", reason=str(error), retry_after_s=error.retry_after, **_about(delivery, part))
        return PartState.PENDING

    async def _doubt(self, delivery: Delivery, part: Part, reason: str) -> PartState:
        self._rest(delivery.address, DOUBT)
        log.error("nobody knows whether it was sent", reason=reason, **_about(delivery, part))
        await self._store.mark(replace(part, state=PartState.UNKNOWN, reason=reason))
        return PartState.UNKNOWN

    async def _fail(self, delivery: Delivery, part: Part, reason: str) -> PartState:
        """This part and all behind it: half a digest that goes on in the middle helps nobody."""
        log.error("not sent", reason=reason, **_about(delivery, part))
        behind = [each for each in delivery.parts if each.number >= part.number and each.state is PartState.PENDING]
        for each in behind:
            await self._store.mark(replace(each, state=PartState.FAILED, reason=reason))
        return PartState.FAILED


async def _to_the_end(sending: Coroutine[Any, Any, PartState]) -> PartState:
    """Let a part that is on its way arrive, and be recorded, before a stop is heeded."""
    task = asyncio.ensure_future(sending)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _parts(subscription: Subscription, slot: Slot, payloads: Sequence[str]) -> tuple[Part, ...]:
    return tuple(Part(part_key(subscription, slot, n), n, payload) for n, payload in enumerate(payloads))


def part_key(subscription: Subscription, slot: Slot, number: int) -> str:
    """The same for the same message whoever asks and whenever; says nothing to whoever reads it on a platform."""
    where = [*_place(subscription.address), subscription.address.thread]
    what = "\0".join([subscription.id, *where, slot.day.isoformat(), slot.at.isoformat(), str(number)])
    return hashlib.sha256(what.encode()).hexdigest()[:32]


def _place(address: Address) -> Chat:
    return (address.platform, address.workspace, address.chat)


def _chat(delivery: Delivery) -> Chat:
    return _place(delivery.address)


def _about(delivery: Delivery, part: Part) -> dict[str, str | int]:
    """What every line of the log says."""
    return {
        "delivery": delivery.id,
        "part": part.number,
        "platform": delivery.address.platform,
        "chat": delivery.address.chat,
    }
