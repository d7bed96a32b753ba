"""Channels behind the real web front, on a free port of this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.web import Pulse, application, serving
from digest.ports import Store
from handlers.web import routes
from tests.builders import NOW


@asynccontextmanager
async def front_of(channel: object, store: Store) -> AsyncIterator[str]:
    """The address of a front that serves one channel."""
    front = application(store, Pulse(), routes([channel]), clock=lambda: NOW)
    async with serving(front, host="127.0.0.1", port=0) as port:
        yield f"http://127.0.0.1:{port}"
