"""Work in processes of its own, which can be killed.

A child is spawned (never forked: there are threads and sockets here), is made ready once, and takes one piece of work
at a time. When it dies or hangs over one, that piece is given up and a new child takes the next.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import ParamSpec, TypeVar

import structlog
from pebble import ProcessExpired, ProcessFuture, ProcessPool

__all__ = ["Children", "Died", "TookTooLong"]

log = structlog.get_logger()

P = ParamSpec("P")
T = TypeVar("T")

#: The child ended in the middle of its work: a crash of a library, or the machine was out of memory.
Died = ProcessExpired


class Children:
    """One or more child processes that do what they are given, in the order in which it comes."""

    def __init__(
        self, name: str, prepare: Callable[[], None], *, timeout_s: float, count: int = 1, most_bytes: int | None = None
    ) -> None:
        """Start nothing yet: the children start with the first thing that they are given.

        Args:
            name: What they are called in the log.
            prepare: Run in each child before anything else.
            timeout_s: How long a piece of work may take, waiting not counted.
            count: How many children.
            most_bytes: Addresses that a child may use: beyond it is a MemoryError. None for no limit.
        """
        self._name = name
        self._timeout_s = timeout_s
        self._spawn = partial(
            ProcessPool,
            count,
            initializer=_begin,
            initargs=(prepare, most_bytes),
            context=multiprocessing.get_context("spawn"),
        )
        self._pool = self._spawn()

    async def warm(self) -> None:
        """Start the children, so that the first piece of work need not wait."""
        await asyncio.wrap_future(self._pool.schedule(_nothing))

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of a module returns; it and its arguments must be picklable.

        Raises:
            TookTooLong: It took longer than it may.
            Died: It ended the child.
            Exception: Whatever it raised, which must be picklable too.
        """
        try:
            return await asyncio.wrap_future(self._schedule(partial(work, *args, **kwargs)))
        except BrokenProcessPool as error:  # it ended before pebble had learned what it was at
            raise Died("the child ended at once") from error  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """End the children, and what they are at."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        await asyncio.to_thread(self._pool.join)

    def _schedule(self, work: Callable[[], T]) -> ProcessFuture[T]:
        try:
            return self._pool.schedule(work, timeout=self._timeout_s)
        except RuntimeError:
            # A child that is killed while it has nothing to do takes its pool with it. No work is to blame.
            log.warning("child started anew", child=self._name)
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool = self._spawn()
            return self._pool.schedule(work, timeout=self._timeout_s)


def _begin(prepare: Callable[[], None], most_bytes: int | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # pebble's own handler waits until C code comes back
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if most_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    prepare()


def _nothing() -> None:
    pass
