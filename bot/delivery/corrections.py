"""What makes a chat say that its digest was wrong: edits of the messages that went out, then one reply.

    misprint --errata, gate--> corrected edition --render--> pages
        a message that is SENT and is to look different   an edit: ANCHORED from the start, so it can be repeated
        what is new among the corrections                 one reply to the first of these, PENDING
        a page more than went out                         a reply behind that one

All of it is frozen in one transaction with the fact that the delivery is corrected so far; from there on these parts go
the way of all parts. A delivery of which anything is under way is corrected once that has come to its end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from digest.model import Chat, Correction, Delivery, Digest, Part, PartState
from digest.pipeline import CORRECTED, reprint
from digest.ports import Channel, Misprint, Store

log = structlog.get_logger()

_UNDER_WAY = (PartState.PENDING, PartState.SENDING, PartState.ANCHORED)


class Corrector:
    """Queues corrections; the outbox delivers them."""

    def __init__(self, store: Store, channels: Mapping[str, Channel], *, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._channels = channels
        self._clock = clock

    async def queue(self) -> int:
        """Freeze what corrects each delivery that an erratum was found to since; how many deliveries that were."""
        found = 0
        for misprint in await self._store.misprints(self._clock() - CORRECTED):
            if misprint.delivery.address.platform in self._channels and not is_under_way(misprint.delivery):
                try:
                    found += await self._queue(misprint)
                except Exception:  # one bad edition never stops another's correction; it is tried at the next tick
                    log.exception("not corrected", delivery=misprint.delivery.id)
        return found

    async def _queue(self, misprint: Misprint) -> bool:
        edition = await reprint(misprint, store=self._store)
        channel = self._channels[misprint.delivery.address.platform]
        chat = await self._store.chats.wishes(misprint.delivery.address)
        parts = correcting(misprint, edition, channel, chat)
        queued = await self._store.correct(misprint, edition, parts)
        if queued:
            edits = sum(bool(part.corrects) for part in parts)
            log.info("correction queued", delivery=misprint.delivery.id, edition=edition.edition, edits=edits)
        return queued


def is_under_way(delivery: Delivery) -> bool:
    """Whether a part of it has not come to its end."""
    return any(part.state in _UNDER_WAY or (part.state is PartState.UNKNOWN and part.due) for part in delivery.parts)


def correcting(misprint: Misprint, edition: Digest, channel: Channel, chat: Chat) -> tuple[Part, ...]:
    """The parts that make a delivery's chat say the corrected edition; none where nothing of it stands there."""
    delivery, news = misprint.delivery, _news(misprint.shown, edition)
    pages = _pages(delivery)
    standing = [page for page in pages if page.state is PartState.SENT]
    if not news or not standing:
        return ()
    payloads = channel.render(edition, chat)
    wanted = [*payloads, *[channel.correction(_all(edition), chat)] * (len(pages) - len(payloads))]
    edits = list(_edits(delivery, edition, wanted, channel))
    first = (edits or standing)[0].receipt
    told = Part(_key(delivery, f"told {edition.edition}"), 0, channel.correction(news, chat), answers=first)
    more = [Part(_page_key(delivery, n), 0, payloads[n], answers=first) for n in range(len(pages), len(payloads))]
    return tuple(_numbered([*edits, told, *more], start=len(delivery.parts)))


def _edits(delivery: Delivery, edition: Digest, wanted: Sequence[str], channel: Channel) -> Iterator[Part]:
    for page, payload in zip(_pages(delivery), wanted, strict=False):  # a page more has no message yet
        if page.state is PartState.SENT and channel.alters(_says(delivery, page), payload):
            key = _key(delivery, f"edit {page.key} {edition.edition}")
            yield Part(key, 0, payload, PartState.ANCHORED, receipt=page.receipt, repeat=page.repeat, corrects=page.key)


def _pages(delivery: Delivery) -> Sequence[Part]:
    """The messages that hold the digest, in order: its own, and those that an earlier correction had to add."""
    by_key = {part.key: part for part in delivery.parts}
    own = delivery.messages
    added = (by_key.get(_page_key(delivery, number)) for number in range(len(own), len(delivery.parts)))
    return (*own, *(page for page in added if page))


def _says(delivery: Delivery, page: Part) -> str:
    """What a message says by its latest edit."""
    edits = [part.payload for part in delivery.parts if part.corrects == page.key and part.state is PartState.SENT]
    return edits[-1] if edits else page.payload


def _news(shown: Digest, edition: Digest) -> Sequence[Correction]:
    """The corrections that its readers have not been told of."""
    told = _all(shown)
    return [each for each in _all(edition) if each not in told]


def _all(edition: Digest) -> Sequence[Correction]:
    return [each for entry in edition.entries for each in entry.corrections]


def _numbered(parts: Sequence[Part], *, start: int) -> Iterator[Part]:
    for number, part in enumerate(parts, start=start):
        yield replace(part, number=number)


def _page_key(delivery: Delivery, number: int) -> str:
    return _key(delivery, f"page {number}")


def _key(delivery: Delivery, what: str) -> str:
    """The same for the same message, and opaque, as those of a digest's own parts are."""
    return hashlib.sha256(f"{delivery.messages[0].key}\0{what}".encode()).hexdigest()[:32]
