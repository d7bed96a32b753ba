"""Takes one part one step, and puts on record what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import structlog

from bot.delivery import rules
from bot.delivery.breaker import Breaker
from bot.delivery.rules import Step
from digest.errors import PostError
from digest.model import Delivery, Mode, Part, PartState
from digest.ports import Channel, Store

log = structlog.get_logger()


class Courier:
    """Of one platform."""

    def __init__(self, store: Store, channel: Channel, *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._channel = channel
        self._clock = clock
        self._breaker = Breaker(clock)
        self._unrecorded: dict[str, Part] = {}  # by key: what is known of parts, but could not be put on record

    async def take(self, step: Step, delivery: Delivery, part: Part) -> Part | None:
        """The part as the step left it; None to leave this chat alone for now.

        Raises:
            StoreError: What came of it is not on record; what was on its way is found SENDING.
        """
        match step:
            case Step.SEND:
                return await self._send(delivery, part)
            case Step.EDIT:
                return await self._edit(delivery, part)
            case Step.LOOK:
                return await self._look(delivery, part)
            case Step.TELL:
                return await self._tell(delivery, part)
            case Step.WAIT | Step.NONE:
                return None

    async def recover(self, delivery: Delivery, part: Part) -> Part:
        """A part is SENDING, and nobody is sending it: what is known of it, else a doubt."""
        if part.key not in self._unrecorded:
            return await self._doubt(delivery, part, "Readout stopped while it was being sent")
        known = await self._record(self._unrecorded[part.key])
        del self._unrecorded[part.key]
        return known

    async def _doubt(self, delivery: Delivery, part: Part, reason: str) -> Part:
        """Nobody knows whether it arrived."""
        doubted = rules.doubted(part, reason, now=self._clock())
        log.error("nobody knows whether it was sent", reason=reason, then=doubted.state.value, **about(delivery, part))
        return await self._record(doubted)

    # --- a post

    async def _send(self, delivery: Delivery, part: Part) -> Part | None:
        async with self._breaker.admitted(self._channel) as admitted:
            left = await self._post(delivery, part) if admitted else None
            if left is not None and left.intent != part.intent:  # else it was not tried: its chat has to wait
                self._breaker.heard(known=left.doubts == part.doubts)
        return left

    async def _post(self, delivery: Delivery, part: Part) -> Part | None:
        try:
            mode = await self._channel.mode(delivery.address)
        except PostError as error:
            return await self._not_told(delivery, part, error)
        try:
            async with self._channel.turn(delivery.address):
                now = self._clock()
                if not await self._store.mark_sending(part.key, mode, now=now):
                    return None  # another call is busy with it
                part = replace(part, state=PartState.SENDING, mode=mode, intent=now)
                receipt = await self._channel.post(
                    delivery.address, self._words(part), key=part.key, answers=_answers(delivery, part)
                )
        except PostError as error:
            return await self._not_taken(delivery, part, error)
        except BaseException as error:
            if part.state is PartState.SENDING:
                await self._broke(delivery, part, error)
            raise
        return await self._posted(delivery, rules.posted(part, receipt))

    async def _not_told(self, delivery: Delivery, part: Part, error: PostError) -> Part | None:
        """How to post there is not known: nothing was posted, and the next message need not ask again at once."""
        if rules.is_final(error):
            return await self._fail(delivery, part, error)
        log.info("waits", reason=str(error), **about(delivery, part))
        self._breaker.heard(known=False)
        return None

    async def _broke(self, delivery: Delivery, part: Part, error: BaseException) -> None:
        """The intent is on record and nobody knows what became of it: also when the process is being torn down."""
        log.exception("post broke", **about(delivery, part))
        await self._doubt(delivery, part, f"{type(error).__name__} (see the log)")

    def _words(self, part: Part) -> str:
        if part.mode is Mode.ANCHOR:
            return self._channel.headline(part.payload)
        return self._channel.repeated(part.payload) if part.repeat else part.payload

    async def _posted(self, delivery: Delivery, part: Part) -> Part:
        try:
            await self._record(part)
        except Exception:
            # It stays SENDING on record, and would be in doubt at the next tick if this process did not know better.
            self._unrecorded[part.key] = part
            log.error("sent, but not on record", receipt=part.receipt, **about(delivery, part))
            raise
        log.info(part.state.value, receipt=part.receipt, **about(delivery, part))
        return part

    # --- what follows a post

    async def _edit(self, delivery: Delivery, part: Part) -> Part | None:
        body = self._channel.repeated(part.payload) if part.repeat else part.payload
        try:
            await self._channel.edit(delivery.address, part.receipt, body, key=part.key)
        except PostError as error:
            return await self._not_taken(delivery, part, error)
        return await self._posted(delivery, rules.completed(part))

    async def _look(self, delivery: Delivery, part: Part) -> Part:
        since = (part.intent or self._clock()) - rules.BEFORE
        try:
            answers = _answers(delivery, part)
            receipt = await self._channel.find(delivery.address, part.key, since=since, answers=answers)
        except PostError as error:
            log.warning("not looked up", reason=str(error), **about(delivery, part))
            return await self._record(rules.unlooked(part, error, now=self._clock()))
        if receipt is not None:
            return await self._posted(delivery, rules.posted(part, receipt))
        looked = rules.missed(part, now=self._clock())
        log.info("not seen there", misses=looked.misses, then=looked.state.value, **about(delivery, part))
        return await self._record(looked)

    async def _tell(self, delivery: Delivery, part: Part) -> Part | None:
        async with self._breaker.admitted(self._channel) as admitted:
            if not admitted:
                return None
            told = await self._record(rules.told(part))  # first: nobody is to be told twice
            try:
                async with self._channel.turn(delivery.address):
                    words = self._channel.missing(delivery.id)
                    await self._channel.post(delivery.address, words, key=f"{part.key}-missing")
            except PostError as error:
                log.warning("chat not told", reason=str(error), **about(delivery, part))
                self._breaker.heard(known=error.sent == "no")
        return told

    # --- what went wrong

    async def _not_taken(self, delivery: Delivery, part: Part, error: PostError) -> Part | None:
        if error.moved:
            await self._move(delivery, part, error)
            return None
        if rules.is_final(error):
            return await self._fail(delivery, part, error)
        if error.sent == "maybe" and part.state is PartState.SENDING:
            return await self._doubt(delivery, part, str(error))
        log.info("waits", reason=str(error), retry_after_s=error.retry_after, **about(delivery, part))
        return await self._record(rules.deferred(part, error, now=self._clock()))

    async def _fail(self, delivery: Delivery, part: Part, error: PostError) -> Part:
        """This part and all behind it: half a digest that goes on in the middle helps nobody.

        Of a message that cannot be edited any more the chat is still told what was wrong with it.
        """
        log.error("not edited" if part.corrects else "not sent", reason=str(error), **about(delivery, part))
        behind = [each for each in delivery.parts if each.number > part.number and each.state is PartState.PENDING]
        for each in behind if error.gone or not part.corrects else ():
            await self._record(rules.failed(each, str(error)))
        if error.gone:
            log.error("subscription paused", reason=str(error), **about(delivery, part))
            await self._store.pause(delivery.subscription_id, str(error))
        return await self._record(rules.failed(part, str(error)))

    async def _move(self, delivery: Delivery, part: Part, error: PostError) -> None:
        """The chat has another id: all that is not delivered goes there, at the next tick."""
        log.warning("chat moved: change it in the settings", to=error.moved, **about(delivery, part))
        waits = part if part.state is PartState.ANCHORED else replace(part, state=PartState.PENDING)
        await self._record(replace(waits, reason=str(error), due=None))
        await self._store.move(delivery.address, error.moved)

    async def _record(self, part: Part) -> Part:
        await self._store.mark(part)
        return part


def _answers(delivery: Delivery, part: Part) -> str:
    """The message that it replies to; none where that could not be edited, as it may have been deleted."""
    lost = {each.receipt for each in delivery.parts if each.corrects and each.state is PartState.FAILED}
    return "" if part.answers in lost else part.answers


def about(delivery: Delivery, part: Part) -> dict[str, str | int]:
    """What every line of the log says."""
    return {
        "delivery": delivery.id,
        "part": part.number,
        "platform": delivery.address.platform,
        "chat": delivery.address.chat,
    }
