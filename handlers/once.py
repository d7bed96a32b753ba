"""Nothing that a platform sends is handled twice, also when we were started anew in between."""

from __future__ import annotations

import structlog

from digest.errors import StoreError
from digest.ports import Store
from handlers.pace import Seen

log = structlog.get_logger(__name__)


class Once:
    """Which deliveries were handled already."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen = Seen()

    async def before(self, key: str) -> bool:
        """True if this was asked for the same key before; on record when it returns.

        A database that refuses stops no answer: until it is back, what this process remembers has to do.
        """
        if self._seen.before(key):
            return True
        try:
            return not await self._store.first_time(key)
        except StoreError as error:
            log.warning("handled without a record", reason=str(error))
            return False
