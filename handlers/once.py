"""Nothing that a platform sends is handled twice, also when we were started anew in between."""

from __future__ import annotations

import asyncio

import structlog

from digest.errors import StoreError
from digest.ports import Store
from handlers.pace import Seen

log = structlog.get_logger(__name__)

#: A database that another program has locked holds up no answer for longer; what it is to note, it notes later.
NOTED_S = 1.0


class Once:
    """Which deliveries were handled already."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen = Seen()
        self._noting = set[asyncio.Task[bool]]()  # the loop itself forgets tasks that nobody holds

    async def before(self, key: str) -> bool:
        """True if this was asked for the same key before; on record when it returns.

        A database that refuses, or is too slow, stops no answer: until it is back, what this process remembers has to
        do.
        """
        if self._seen.before(key):
            return True
        noting = asyncio.create_task(self._note(key))
        self._noting.add(noting)
        noting.add_done_callback(self._noting.discard)
        done, _ = await asyncio.wait({noting}, timeout=NOTED_S)
        if not done:
            log.warning("handled before it is on record", waited_s=NOTED_S)
            return False
        return not noting.result()

    async def _note(self, key: str) -> bool:
        """True for the first time, as far as is known."""
        try:
            return await self._store.first_time(key)
        except StoreError as error:
            log.warning("handled without a record", reason=str(error))
            return True
