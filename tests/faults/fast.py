"""A loop whose time passes as fast as its work allows: hours of waiting in seconds, and nobody sleeps.

Whenever nothing is ready, its clock jumps to the next timer. Loopback is ready at once; a thread is not (aiosqlite), so
that what runs here keeps to one.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, TypeVar

from tests.builders import NOW

T = TypeVar("T")

#: Real time that a socket gets to become ready: far more than loopback takes, far less than anybody would wait.
LOOPBACK_S = 0.002


class Fast:
    """One such loop, and a clock that shows its time."""

    def __init__(self, *, sockets: bool = False) -> None:
        """Begin at builders.NOW.

        Args:
            sockets: True where something on this loop talks over loopback: each jump then waits for it for a moment.
        """
        self._loop = _Loop(LOOPBACK_S if sockets else 0.0)

    def __enter__(self) -> Fast:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.run_until_complete(asyncio.sleep(1))  # connections close in the loop's next turns
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What it returns."""
        return self._loop.run_until_complete(work)

    @property
    def seconds(self) -> float:
        """The loop's time."""
        return self._loop.time()

    def clock(self) -> datetime:
        """The time of the loop, as the outbox sees it."""
        return NOW.astimezone(UTC) + timedelta(seconds=self._loop.time())


class _Selector(selectors.DefaultSelector):
    """Never waits for time to pass; it notes how much was to."""

    def __init__(self, patience_s: float) -> None:
        super().__init__()
        self.passed_s = 0.0
        self._patience_s = patience_s

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        ready = super().select(self._patience_s if timeout is not None else None)
        if not ready and timeout is not None:
            self.passed_s += timeout
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, patience_s: float) -> None:
        self._clock = _Selector(patience_s)
        super().__init__(self._clock)

    def time(self) -> float:
        return self._clock.passed_s
