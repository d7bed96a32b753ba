"""Work of many callers at the same moment, done as one: a transaction costs as much for one row as for fifty."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: A choice: a round of 2,000 sources takes seconds, its calls come every few milliseconds, and nobody sees the delay.
APART_S = 0.05


class Together(Generic[T, R]):
    """Calls a function with what has come in since its last call began.

    Whoever comes while it runs waits and is then served with all who wait; so is who comes soon after. One who comes
    alone is served at once.
    """

    def __init__(self, work: Callable[[Sequence[T]], Awaitable[Sequence[R]]], *, apart_s: float = APART_S) -> None:
        """Begin with nobody waiting.

        Args:
            work: Gives a result for each item, in order. Safe to repeat: if it fails for many it is called for each.
            apart_s: Seconds at least between the beginnings of a call for several and the next.
        """
        self._work = work
        self._apart_s = apart_s
        self._not_before = 0.0  # by the loop's clock
        self._running = asyncio.Lock()
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []

    async def do(self, item: T) -> R:
        """The result for this item, or what `work` raised for it alone."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        try:
            async with self._running:
                if not done.done():
                    await self._serve()
        except asyncio.CancelledError:
            done.cancel()
            raise
        return await done

    async def _serve(self) -> None:
        """Do what waits; if the one who does it is cancelled, the rest waits for the next."""
        clock = asyncio.get_running_loop().time
        if clock() < self._not_before:
            await asyncio.sleep(self._not_before - clock())
        taken = [(item, done) for item, done in self._waiting if not done.done()]
        self._waiting = []
        self._not_before = clock() + self._apart_s if len(taken) > 1 else 0.0
        try:
            await self._settle(taken)
        finally:
            self._waiting = [*(each for each in taken if not each[1].done()), *self._waiting]

    async def _settle(self, taken: Sequence[tuple[T, asyncio.Future[R]]]) -> None:
        try:
            results = await self._work([item for item, _ in taken])
        except Exception as error:  # handed on to whom it is about
            if len(taken) > 1:
                for each in taken:
                    await self._settle([each])
            elif not taken[0][1].done():
                taken[0][1].set_exception(error)
            return
        for (_, done), result in zip(taken, results, strict=True):
            if not done.done():
                done.set_result(result)
