"""Where heavy work runs: the reader lives in a process of its own, so that the bot answers while it reads.

The child is spawned (never forked: there are threads and sockets here), loads the model once, and takes one article at
a time. When it dies or hangs over an article, that article is given up and a new child takes the next.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

import structlog
from pebble import ProcessFuture, ProcessPool

from digest import reading
from digest.model import Article, Facts

if TYPE_CHECKING:  # spaCy is the child's alone
    from digest.reading.reader import EnglishReader

log = structlog.get_logger()

_reader: EnglishReader | None = None  # the child's own


def _load(model: str) -> None:
    global _reader  # noqa: PLW0603 - one reader a process is the point
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _reader = reading.load(model)


def _read(article: Article) -> Facts:
    assert _reader is not None  # noqa: S101 - _load ran first
    return _reader.read(article)


def _ready() -> bool:
    return _reader is not None


class ReaderProcess:
    """A ports.Reader whose work happens in a child process."""

    def __init__(self, model: str, *, timeout_s: float) -> None:
        self.name = reading.reader_name(model)
        self._model = model
        self._timeout_s = timeout_s
        self._pool = _spawn(model)

    async def warm(self) -> None:
        """Start the child and load the model, so that the first article need not wait."""
        await asyncio.wrap_future(self._pool.schedule(_ready))

    async def read(self, articles: Sequence[Article]) -> Sequence[Facts | None]:
        """Facts for each article, in order; None for one that broke the reader or took too long."""
        return [await self._one(article) for article in articles]

    async def stop(self) -> None:
        """End the child; what it was reading is read again next time."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        await asyncio.to_thread(self._pool.join)

    async def _one(self, article: Article) -> Facts | None:
        try:
            return await asyncio.wrap_future(self._schedule(article))
        except Exception:  # a killed child, a time-out, a bug: each costs this article alone
            log.exception("article not read", url=article.url)
            return None

    def _schedule(self, article: Article) -> ProcessFuture[Facts]:
        try:
            return self._pool.schedule(_read, (article,), timeout=self._timeout_s)
        except RuntimeError:
            # A child that is killed between two articles takes its pool with it. No article is to blame.
            log.warning("reader started anew")
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool = _spawn(self._model)
            return self._pool.schedule(_read, (article,), timeout=self._timeout_s)


def _spawn(model: str) -> ProcessPool:
    """A pool of one child, which starts with the first thing that it is given."""
    return ProcessPool(1, initializer=_load, initargs=(model,), context=multiprocessing.get_context("spawn"))
