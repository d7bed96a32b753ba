"""The real channels with their network cut: what they would show in a chat is kept here, where it can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from digest.model import Address, Chat, Correction, Digest, Mode
from digest.ports import Channel


@dataclass(frozen=True, slots=True)
class Sent:
    """What a platform was sent: a message, or an edit of one."""

    message: str  #: the platform's id of it
    payload: str  #: JSON, as the platform's renderer wrote it
    is_edit: bool = False
    answers: str = ""  #: the id of the message that it replies to; empty for none


class Board:
    """A channel that renders as the platform's own does, and posts to nobody."""

    home = ""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._count = count(1)
        self.sent: list[Sent] = []  #: in order

    async def start(self) -> None:
        """Nothing to log in to."""

    async def stop(self) -> None:
        """What the platform's channel has taken when it was made, it gives back."""
        await self._channel.stop()

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        """As the platform's."""
        return self._channel.render(digest, chat)

    def headline(self, payload: str) -> str:
        """As the platform's."""
        return self._channel.headline(payload)

    def repeated(self, payload: str) -> str:
        """As the platform's."""
        return self._channel.repeated(payload)

    def missing(self, delivery: str) -> str:
        """As the platform's."""
        return self._channel.missing(delivery)

    def correction(self, told: Sequence[Correction], chat: Chat | None = None) -> str:
        """As the platform's."""
        return self._channel.correction(told, chat)

    def alters(self, stands: str, payload: str) -> bool:
        """As the platform's."""
        return self._channel.alters(stands, payload)

    async def mode(self, address: Address) -> Mode:
        """Nothing is ever in doubt here."""
        return Mode.AT_MOST_ONCE

    async def ready(self) -> None:
        """Always."""

    async def is_open(self, address: Address) -> bool | None:
        """Always."""
        return True

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """At once: nobody counts."""
        return nullcontext()

    async def post(self, address: Address, payload: str, *, key: str, answers: str = "") -> str:
        """Its number is its id."""
        message = str(next(self._count))
        self.sent.append(Sent(message, payload, answers=answers))
        return message

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """Always possible."""
        self.sent.append(Sent(receipt, payload, is_edit=True))

    async def find(self, address: Address, key: str, *, since: datetime, answers: str = "") -> str | None:
        """Never asked, as nothing is in doubt."""
        return None
