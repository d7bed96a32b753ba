"""All that a source lists, also where it lists it in parts: an index of sitemaps names maps, which name articles.

what Source.url answered -> SOURCES[kind] -> listings
                                          -> Further: addresses -> fetched -> SOURCES[kind] -> listings, or Further
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TypeAlias

from digest.errors import FetchError, SourceError
from digest.model import Listing, Source
from digest.ports import Fetched, Fetcher, NotModified, Parser, Validator
from digest.sources import SOURCES
from digest.sources.sitemap import Further

# A choice: around midnight on the first of a month the newest articles lie in two maps. The others stand in for those
# that are out of reach, or hold something else.
_READ = 2
_ASKED = 4
# The protocol allows none in another; some systems do it all the same, once.
_DEEP = 2


Answer: TypeAlias = Fetched | NotModified


async def listed(
    answer: Answer, source: Source, *, fetcher: Fetcher, parser: Parser
) -> tuple[Sequence[Listing], Answer]:
    """What a source lists, its parts fetched where it has some; and the answer, as what to ask with next time.

    Args:
        answer: What Source.url answered.
        source: The outlet.
        fetcher: Gets the parts: the two most promising, and up to two more where those cannot be had.
        parser: Reads what they hold.

    Raises:
        SourceError: It is not of the source's kind, or none of its parts is.
    """
    if isinstance(answer, NotModified):
        return (), answer
    first = await _parsed(answer, source, parser)
    if isinstance(first, list):
        return first, answer
    found = await _follow(first, source, fetcher, parser)
    # An index says, at best, on which day its maps changed: "not modified" would hide all that follows on that day.
    return list({each.url: each for each in found}.values()), replace(answer, validator=Validator())


async def _follow(first: Further, source: Source, fetcher: Fetcher, parser: Parser) -> list[Listing]:
    """What the parts list; one that cannot be had is passed over for the next."""
    waiting, been = deque((url, 1) for url in first.urls), {source.url}
    found: list[list[Listing]] = []
    trouble = SourceError(source.url, "is an index that leads to no sitemap of articles")
    while waiting and len(found) < _READ and len(been) <= _ASKED:
        url, depth = waiting.popleft()
        if url in been:
            continue
        been.add(url)
        try:
            part = await _part(url, source, fetcher, parser)
        except (FetchError, SourceError) as error:
            trouble = SourceError(source.url, f"names {url}, which {error.reason}")
            continue
        if isinstance(part, list):
            found.append(part)
        elif depth < _DEEP:
            waiting.extendleft((each, depth + 1) for each in reversed(part.urls))
    if not found:
        raise trouble
    return list(chain.from_iterable(found))


async def _part(url: str, source: Source, fetcher: Fetcher, parser: Parser) -> list[Listing] | Further:
    fetched = await fetcher.get(url)
    assert isinstance(fetched, Fetched)  # noqa: S101 - no validator was sent
    return await _parsed(fetched, replace(source, url=url), parser)


async def _parsed(fetched: Fetched, source: Source, parser: Parser) -> list[Listing] | Further:
    return await parser.parse(partial(SOURCES[source.kind], fetched.body, source), url=source.url)
