"""Whatever a page does to its parser costs that page alone."""

import asyncio
import time
from collections.abc import AsyncIterator
from functools import partial

import pytest

from bot.parsing import ParserProcesses
from digest.errors import SourceError
from digest.inplace import InThread
from digest.ports import Parser
from digest.sources import feed
from tests.builders import source

FEED = b"""<rss version="2.0"><channel><title>Courier</title>
<item><title>Rail link reopens</title><link>https://courier.example/rail</link></item></channel></rss>"""
URL = "https://courier.example/rail"


@pytest.fixture
async def processes() -> AsyncIterator[ParserProcesses]:
    parser = ParserProcesses(limit_s=0.5, count=1)
    await parser.warm()
    yield parser
    await parser.stop()


@pytest.fixture(params=["thread", "processes"])
def parser(request: pytest.FixtureRequest) -> Parser:
    found: Parser = InThread() if request.param == "thread" else request.getfixturevalue("processes")
    return found


async def test_what_was_parsed_comes_back_or_why_it_could_not_be(parser: Parser) -> None:
    listings = await parser.parse(partial(feed.listings, FEED, source()), url=URL)
    with pytest.raises(SourceError) as caught:
        await parser.parse(partial(feed.listings, b"", source()), url=URL)

    assert [each.title for each in listings] == ["Rail link reopens"]
    assert (caught.value.url, caught.value.reason) == (source().url, "is empty")


async def test_a_page_that_takes_too_long_is_refused_and_the_next_is_parsed(processes: ParserProcesses) -> None:
    hangs = asyncio.create_task(processes.parse(partial(time.sleep, 60), url=URL))
    after = asyncio.create_task(processes.parse(partial(feed.listings, FEED, source()), url=source().url))

    with pytest.raises(SourceError) as caught:
        await hangs
    listings = await after

    assert (caught.value.url, caught.value.reason) == (URL, "takes longer than 0.5 s to parse")
    assert len(listings) == 1
