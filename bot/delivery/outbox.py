"""Queues digests and sends what is queued: each chat in order, all chats side by side.

- A chat that must wait keeps its own parts waiting and nobody else's, also while others are still being served.
- A part that is SENDING when nobody is sending it was left so by a crash: its fate is in doubt, and is settled as any
  other doubt is. Or its outcome could not be put on record by this very process, which remembers it.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import structlog

from bot.delivery import rules
from bot.delivery.courier import Courier
from bot.delivery.rules import Step
from digest.errors import StoreError
from digest.model import Address, Chat, Delivery, Digest, Part, PartState, Slot, Subscription
from digest.ports import Channel, Store

log = structlog.get_logger()

#: Chats that are written to at the same time: so many slow ones before others have to wait.
AT_ONCE = 32
#: How long a stop waits for what is on its way; the process has 10 s in all.
STOP_S = 6.0

#: A chat, whatever its thread: what a platform counts messages by.
Place = tuple[str, str, str]


class Outbox:
    """The only one that posts by itself."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock
        self._kept: set[tuple[str, Slot]] = set()  # slots that wait for their platform, each told of once
        self._couriers: dict[str, Courier] = {}
        self._serving: dict[Place, asyncio.Task[int]] = {}
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._beginning = asyncio.Lock()
        self._stopping = False

    def serves(self, address: Address) -> bool:
        """True while the platform of an address is on."""
        return address.platform in self._channels

    async def queue(self, subscription: Subscription, slot: Slot, digest: Digest, chat: Chat | None = None) -> bool:
        """Freeze a slot's digest as the messages it will be; False if the slot is served or its platform is not on.

        Args:
            subscription: Whose.
            slot: Which.
            digest: What it says.
            chat: How its chat wants to be written to; None for the defaults.

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
        parts = _parts(subscription, slot, channel.render(digest, chat))
        queued = await self._store.claim(subscription, slot, digest, parts)
        if queued:
            log.info("queued", subscription=subscription.id, slot=str(slot.day), at=str(slot.at), parts=len(parts))
        return queued

    async def deliver(self) -> int:
        """`begin`, and wait until the chats that it began with are served; how many messages went out."""
        return sum(await asyncio.gather(*await self.begin()))

    async def begin(self) -> Sequence[asyncio.Task[int]]:
        """Serve every chat that something is due for and that is not being served already.

        Raises:
            StoreError: It is not known what is pending; nothing was sent.
        """
        async with self._beginning:
            # Noted before the store is asked: what it says of a chat that is served meanwhile is out of date.
            served = set(self._serving)
            waiting = sorted(await self._store.undelivered(), key=_chat)  # stable: oldest first within a chat
            by_chat = {chat: list(theirs) for chat, theirs in groupby(waiting, key=_chat)}
            free = [chat for chat in by_chat if chat not in served and chat[0] in self._channels]
            return [] if self._stopping else [self._serve(chat, by_chat[chat]) for chat in free]

    async def idle(self) -> None:
        """Wait until no chat is being served."""
        while self._serving:
            await asyncio.wait(list(self._serving.values()))

    async def stop(self, *, timeout_s: float = STOP_S) -> None:
        """Let the parts on their way arrive and be recorded; begin with no other."""
        self._stopping = True
        for task in self._serving.values():
            task.cancel()
        await asyncio.wait([asyncio.ensure_future(self.idle())], timeout=timeout_s)

    def _serve(self, chat: Place, deliveries: Sequence[Delivery]) -> asyncio.Task[int]:
        task = asyncio.create_task(self._deliver_chat(deliveries), name=f"deliver to {chat}")
        self._serving[chat] = task
        task.add_done_callback(lambda _: self._serving.pop(chat))
        return task

    async def _deliver_chat(self, deliveries: Sequence[Delivery]) -> int:
        sent = 0
        try:
            async with self._gate:
                for delivery in deliveries:
                    for part in delivery.parts:
                        left = await self._settle(delivery, part)
                        if left is None:
                            return sent
                        if left.state is PartState.FAILED and part.state is not PartState.FAILED:
                            break  # those behind it failed with it
                        sent += left.state is PartState.SENT and part.state is not PartState.SENT
        except StoreError as error:  # what is on record is true, and the next tick goes on from there
            log.error("delivery stopped", reason=str(error), **_where(deliveries[0]))
        except Exception:  # one chat's trouble must not cost the others their digest
            log.exception("delivery broke", **_where(deliveries[0]))
        return sent

    async def _settle(self, delivery: Delivery, part: Part) -> Part | None:
        """Take every step that is due; the part when there is none left, None when the chat has to wait for one."""
        courier = self._courier(delivery.address)
        current = part
        if part.state is PartState.SENDING:
            current = await courier.recover(delivery, part)
        while (step := rules.step(current, now=self._clock())) is not Step.NONE:
            taken = None if step is Step.WAIT else await _to_the_end(courier.take(step, delivery, current))
            if taken is None:
                return None
            current = taken
        return current

    def _courier(self, address: Address) -> Courier:
        if address.platform not in self._couriers:
            channel = self._channels[address.platform]
            self._couriers[address.platform] = Courier(self._store, channel, clock=self._clock)
        return self._couriers[address.platform]


async def _to_the_end(step: Coroutine[Any, Any, Part | None]) -> Part | None:
    """Let a part that is on its way arrive, and be recorded, before a stop is heeded."""
    task = asyncio.ensure_future(step)
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


def _place(address: Address) -> Place:
    return (address.platform, address.workspace, address.chat)


def _where(delivery: Delivery) -> dict[str, str]:
    return {"platform": delivery.address.platform, "chat": delivery.address.chat}


def _chat(delivery: Delivery) -> Place:
    return _place(delivery.address)
