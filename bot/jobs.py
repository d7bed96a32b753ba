"""Where heavy work runs: the reader lives in a process of its own, so that the bot answers while it reads.

The child loads the model once, and takes one article at a time. When it dies or hangs over an article, that article is
given up and a new child takes the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.child import Children
from digest import reading
from digest.model import Article, Facts

if TYPE_CHECKING:  # spaCy is the child's alone
    from digest.reading.reader import EnglishReader

log = structlog.get_logger()

_reader: EnglishReader | None = None  # the child's own


def _load(model: str) -> None:
    global _reader  # noqa: PLW0603 - one reader a process is the point
    _reader = reading.load(model)


def _read(article: Article) -> Facts:
    assert _reader is not None  # noqa: S101 - _load ran first
    return _reader.read(article)


class ReaderProcess:
    """A ports.Reader whose work happens in a child process."""

    def __init__(self, model: str, *, timeout_s: float) -> None:
        self.name = reading.reader_name(model)
        self._child = Children("reader", partial(_load, model), timeout_s=timeout_s)

    async def warm(self) -> None:
        """Start the child and load the model, so that the first article need not wait."""
        await self._child.warm()

    async def read(self, articles: Sequence[Article]) -> Sequence[Facts | None]:
        """Facts for each article, in order; None for one that broke the reader or took too long."""
        return [await self._one(article) for article in articles]

    async def stop(self) -> None:
        """End the child; what it was reading is read again next time."""
        await self._child.stop()

    async def _one(self, article: Article) -> Facts | None:
        try:
            return await self._child.run(_read, article)
        except Exception:  # a killed child, a time-out, a bug: each costs this article alone
            log.exception("article not read", url=article.url)
            return None
