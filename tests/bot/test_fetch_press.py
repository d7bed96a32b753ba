"""The faults of the shared press server, where it is at hand."""

import asyncio
import importlib.util
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from bot.fetch.client import HttpFetcher
from digest.errors import FetchError, SourceError
from digest.ports import Fetched
from digest.sources import feed
from digest.sources.page import read_page
from tests.builders import listing, source

PRESS = Path(__file__).parents[3] / "shared" / "press" / "press_server.py"
# What these try, tests/faults/test_sites.py tries on our own newspaper in every run.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PRESS.exists(), reason="../shared/press is not here")]


@pytest.fixture(scope="module")
def press_server() -> ModuleType:
    spec = importlib.util.spec_from_file_location("press_server", PRESS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# fault -> what is said of the feed, and of the page; None where it is read all the same.
FAULTS = [
    ("slow", "took longer than 1 s", "took longer than 1 s"),
    ("stall", "took longer than 1 s", "took longer than 1 s"),
    ("drip", "took longer than 1 s", "took longer than 1 s"),
    ("500", "answered 500", "answered 500"),
    ("503", "answered 503", "answered 503"),
    ("429", "answered 429", "answered 429"),
    ("truncated", "broke off before the end", "broke off before the end"),
    ("long-length", "broke off before the end", "broke off before the end"),
    # of a feed that was cut, the items before the cut are good
    ("short-length", None, "breaks off in the middle"),
    ("wrong-charset", None, None),
    ("bad-xml", None, "breaks off in the middle"),
    ("endless", "is larger than 5 MiB", "is larger than 5 MiB"),
    ("gzip-bomb", "is larger than 5 MiB", "is larger than 5 MiB"),
    ("reset", "closed the connection without an answer", "closed the connection without an answer"),
    ("redirect-loop", "redirects in a circle", "redirects in a circle"),
    ("redirect-inside", *["redirects to 169.254.169.254, which is not a public address"] * 2),
    ("captcha", "is a web page, not a feed", "shows a captcha instead of the article"),
    ("empty", "answered with nothing", "answered with nothing"),
]


async def fetch(url: str) -> Fetched | FetchError:
    try:
        async with HttpFetcher(user_agent="Readout-test/0", loopback=True, timeout_s=1) as fetcher:
            fetched = await fetcher.get(url)
    except FetchError as error:
        return error
    assert isinstance(fetched, Fetched)
    return fetched


def outcome(fetched: Fetched | FetchError) -> str | None:
    """The reason that fetching and reading a feed or a page of the press server failed; None when it did not."""
    if isinstance(fetched, FetchError):
        return fetched.reason
    url, kind = fetched.url, fetched.content_type
    try:
        if url.endswith("feed.xml"):
            assert feed.listings(fetched.body, source(url=url))
        else:
            of = listing(url=url, title="", summary="")
            article = read_page(
                fetched.body, url=url, content_type=kind, listing=of, source=source(), seen=datetime.now(UTC)
            )
            assert "‘We agreed on the date" in article.text
    except SourceError as error:
        return error.reason
    return None


@pytest.mark.parametrize(("fault", "of_feed", "of_page"), FAULTS)
async def test_each_fault_of_a_site_ends_in_one_clause(
    press_server: ModuleType, fault: str, of_feed: str | None, of_page: str | None
) -> None:
    with press_server.PressServer() as press:
        # a small bomb is as good as a large one, and packed sooner
        value = 16 << 20 if fault == "gzip-bomb" else None
        paths = ("/feed.xml", "/news/river-talks")
        for path in paths:
            press.fault(path, fault, value=value)

        # read only when both are here: reading holds the loop up, and the clock of a second with it
        fetched = await asyncio.gather(*(fetch(press.url + path) for path in paths))

    assert tuple(map(outcome, fetched)) == (of_feed, of_page)


def test_the_table_has_every_fault(press_server: ModuleType) -> None:
    assert [fault for fault, *_ in FAULTS] == press_server.FAULTS
