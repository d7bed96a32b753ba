"""Chats that are closed to us: their subscriptions stay paused until there is a reason to think that they are open.

    the platform says so by itself      handlers/<platform>: added again, let write, installed
    somebody subscribes there           handlers/commands
    asked, it says that we may post     here: at the start of Readout, and every hour
    asked, it cannot tell               here: at the start alone, since a person who mended it has no other way

What is tried in vain costs a digest that fails, each time; so nothing is tried because time has passed.
"""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from digest.errors import PostError
from digest.model import Address
from digest.ports import Channel, Store

log = structlog.get_logger()


class Reopener:
    """Makes digests again for who can have them again."""

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self._store = store
        self._channels = channels
        self._begun = set[str]()  # platforms that were looked at since the start

    async def look(self) -> int:
        """Ask about each chat that is closed, and resume those that are open; how many subscriptions that is."""
        paused = await self._store.paused()
        asked = {each.address: await self._is_open(each.address) for each, _ in paused}
        resumed = [each for each, _ in paused if asked[each.address]]
        for each in resumed:
            await self._store.resume(each.id)
        self._begun |= set(self._channels)
        if resumed:
            log.info("chats that were closed are open", subscriptions=len(resumed))
        return len(resumed)

    async def _is_open(self, address: Address) -> bool:
        channel = self._channels.get(address.platform)
        if channel is None:
            return False
        try:
            told = await channel.is_open(address)
        except PostError as error:
            log.info("not known whether it is open", platform=address.platform, chat=address.chat, reason=str(error))
            return False
        return told if told is not None else address.platform not in self._begun
