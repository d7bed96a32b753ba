"""Where feeds and pages are parsed: in processes of their own, since anybody may have written them.

A page of nested tables or an element with twenty thousand attributes keeps a parser busy for minutes, and depth can end
its process: such a page costs five seconds and nobody else's article.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

import structlog

from bot.child import Children, Died, TookTooLong
from digest.errors import SourceError, Unparsable
from digest.sources import libraries

log = structlog.get_logger()

T = TypeVar("T")

#: With the time it takes to notice, five seconds. Pages of news take 30 ms (benchmarks/extraction.py), a transcript of
#: 4,000 paragraphs 1.1 s; what takes longer is made to.
LIMIT_S = 4.5
#: Libraries map 200 MB; the rest is room for trees.
MOST_BYTES = 1 << 30


class ParserProcesses:
    """A ports.Parser whose work happens in child processes; an async context manager."""

    def __init__(self, *, limit_s: float = LIMIT_S, count: int = 1) -> None:
        """Start nothing yet.

        Args:
            limit_s: How long a feed or page may take.
            count: How many processes, of 100 MB each. One parses thirty pages a second; others would help only those
                that wait while it is kept busy.
        """
        self._limit_s = limit_s
        self._children = Children("parser", libraries.load, timeout_s=limit_s, count=count, most_bytes=MOST_BYTES)

    async def __aenter__(self) -> ParserProcesses:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def warm(self) -> None:
        """Start the children, so that the first feed need not wait."""
        await self._children.warm()

    async def parse(self, work: Callable[[], T], *, url: str) -> T:
        """What `work` returns, which must be a partial of a module's function."""
        try:
            result = await self._children.run(_attempt, work)
        except TookTooLong as error:
            log.warning("parsing given up", url=url, limit_s=self._limit_s)
            raise Unparsable(url, f"takes longer than {self._limit_s:g} s to parse") from error
        except (Died, MemoryError, RecursionError) as error:
            log.warning("parsing broke", url=url, reason=repr(error))
            raise Unparsable(url, "cannot be parsed") from error
        if isinstance(result, _Refused):
            raise SourceError(result.url, result.reason)
        return result

    async def stop(self) -> None:
        """End the children; what they were at is parsed again next time."""
        await self._children.stop()


class _Refused:
    """A SourceError on its way to another process: exceptions with arguments of their own do not travel."""

    def __init__(self, error: SourceError) -> None:
        self.url, self.reason = error.url, error.reason


def _attempt(work: Callable[[], T]) -> T | _Refused:
    try:
        return work()
    except SourceError as error:
        return _Refused(error)
