"""Every fault of a site ends in one clear line, in time, and without harm to the sources beside it."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack

from bot.app import utc_now
from bot.demo.faults import FaultKind
from bot.demo.press import Press
from digest.model import Source
from digest.pipeline import Round, gather
from digest.ports import Health, NotModified, Validator
from tests.bot.fetching import fetcher_of
from tests.fakes import MemoryStore
from tests.faults.sites import OF_PRESS, outlet, troubles
from tests.site import Scripted, Site

TIME_S = 2.0  # in place of 20


async def test_every_fault_ends_in_one_line_and_the_others_are_not_kept_waiting() -> None:
    store, times = MemoryStore(), dict[str, float]()
    async with troubles() as bad, fetcher_of(timeout_s=TIME_S) as fetcher:
        with ExitStack() as stack:
            good = [stack.enter_context(Press(outlet(f"good {number}"))) for number in range(4)]

            async def visit(source: Source, health: Health | None = None) -> Round:
                started = time.monotonic()
                round_ = await gather(source, fetcher=fetcher, store=store, clock=utc_now, health=health)
                times[source.name] = time.monotonic() - started
                return round_

            first = good.pop()
            await visit(Source(first.outlet.name, f"{first.url}/feed.xml"))  # what is loaded at first use
            visits = [visit(each.source, each.health) for each in bad]
            visits += [visit(Source(press.outlet.name, f"{press.url}/feed.xml")) for press in good]
            rounds = {round_.source: round_ for round_ in await asyncio.gather(*visits)}

    health = {each.source: each.reason for each in await store.health()}
    for trouble in bad:
        name = trouble.source.name
        assert (health[name] == "") == (trouble.reason == ""), (name, health[name])
        assert health[name].startswith(trouble.reason), (name, health[name])
        assert "\n" not in health[name]
        # more than the fetch, since what came is read too, on a machine that has other tests to run
        assert times[name] < 3 * TIME_S, (name, times[name])
    assert all(rounds[press.outlet.name].articles for press in good)
    ended = list(times)
    assert max(ended.index(press.outlet.name) for press in good) < ended.index("silence")


def test_every_fault_of_the_demo_s_newspaper_is_tried() -> None:
    assert set(OF_PRESS) == set(FaultKind)
    assert len(OF_PRESS) == 19


async def test_304_with_a_body_is_believed_and_does_not_spoil_the_next_answer() -> None:
    raw = b'HTTP/1.1 304 X\r\nETag: "1"\r\nContent-Length: 4\r\n\r\nnews'
    async with Site({"/a": Scripted(raw=raw), "/b": Scripted(body=b"news")}) as site, fetcher_of() as fetcher:
        unchanged = [await fetcher.get(f"{site.url}/a", Validator('"1"')) for _ in range(2)]
        after = await fetcher.get(f"{site.url}/b")

    assert unchanged == [NotModified(f"{site.url}/a")] * 2
    assert not isinstance(after, NotModified)


async def test_a_robots_txt_that_hangs_leaves_time_for_the_feed() -> None:
    pages = {"/robots.txt": Scripted(hangs=True), "/a": Scripted(body=b"news")}
    async with Site(pages) as site, fetcher_of(timeout_s=0.4) as fetcher:
        fetched = await fetcher.get(f"{site.url}/a")

    assert not isinstance(fetched, NotModified)
    assert fetched.body == b"news"
