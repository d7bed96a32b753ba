import asyncio
import gzip
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.fetch.client import LIMIT_BYTES, PAGE_BYTES
from digest.errors import Cause, FetchError, Forbidden, Gone, Trouble
from digest.ports import Fetched, NotModified, Validator
from tests.bot.fetching import AGENT, fetcher_of
from tests.site import Scripted, Site, redirect


async def fetch(
    page: Scripted, *, timeout_s: float = 5.0, others: Mapping[str, Scripted] = {}
) -> Fetched | NotModified:
    """What "/a" gives, on a site with these other pages."""
    pages = {"/a": page, **others}
    async with Site(pages) as site, fetcher_of(timeout_s=timeout_s) as fetcher:
        return await fetcher.get(f"{site.url}/a")


async def reason(page: Scripted, *, timeout_s: float = 5.0, others: Mapping[str, Scripted] = {}) -> str:
    with pytest.raises(FetchError) as caught:
        await fetch(page, timeout_s=timeout_s, others=others)
    return caught.value.reason


CUT_GZIP = gzip.compress(b"news", mtime=0)[:-6]  # mtime: the same bytes in every worker's test ids


def bomb(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(mebibytes)) + packer.flush()


async def test_a_body_is_fetched_with_what_tells_it_from_the_next() -> None:
    headers = (
        ("Content-Type", "application/rss+xml"),
        ("ETag", '"1"'),
        ("Last-Modified", "Thu, 24 Apr 2025 06:00:00 GMT"),
    )

    async with (
        Site({"/a": Scripted(body=b"news", headers=headers)}) as site,
        fetcher_of() as fetcher,
    ):
        fetched = await fetcher.get(f"{site.url}/a")

    validator = Validator(etag='"1"', last_modified="Thu, 24 Apr 2025 06:00:00 GMT")
    assert fetched == Fetched(f"{site.url}/a", b"news", "application/rss+xml", validator)
    assert f"User-Agent: {AGENT}" in site.asked[-1]
    assert "Accept-Encoding: gzip\r\n" in site.asked[-1]


async def test_the_validator_is_sent_and_304_believed() -> None:
    async with Site({"/a": Scripted(304)}) as site, fetcher_of() as fetcher:
        answer = await fetcher.get(f"{site.url}/a", Validator(etag='"1"', last_modified="yesterday"))

    assert answer == NotModified(f"{site.url}/a")
    assert 'If-None-Match: "1"' in site.asked[-1]
    assert "If-Modified-Since: yesterday" in site.asked[-1]


async def test_redirects_are_followed_to_where_they_end() -> None:
    fetched = await fetch(redirect("/b"), others={"/b": redirect("c?x=1"), "/c?x=1": Scripted(body=b"news")})

    assert isinstance(fetched, Fetched)
    assert (fetched.url.rpartition("/")[2], fetched.body) == ("c?x=1", b"news")


async def test_cookies_are_not_kept() -> None:
    async with (
        Site({"/a": Scripted(body=b"news", headers=(("Set-Cookie", "who=you"),))}) as site,
        fetcher_of() as fetcher,
    ):
        await fetcher.get(f"{site.url}/a")
        await fetcher.get(f"{site.url}/a")

    assert not any("Cookie" in head for head in site.asked)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Scripted(404), "answered 404"),
        (Scripted(503), "answered 503"),
        (Scripted(206, b"half"), "answered 206"),
        # nothing was asked that it could be the answer to
        (Scripted(304), "answered 304"),
        (Scripted(200, b" \n"), "answered with nothing"),
        (Scripted(200, b"half", length=8), "broke off before the end"),
        (redirect("/a"), "redirects in a circle"),
        (redirect("http://[x/"), "redirects to http://[x/, which is not an address"),
        (redirect("http://0177.0.0.01/"), "redirects to 0177.0.0.01, which is not an address"),
        (redirect("http://x:y/"), "redirects to x, which is not an address"),
        (Scripted(302), "answered 302"),
        (Scripted(200, b"x", length=LIMIT_BYTES + 1), "broke off before the end"),
        (Scripted(200, bytes(LIMIT_BYTES + 1)), "is larger than 5 MiB"),
        (Scripted(200, b"x", (("Content-Encoding", "br"),)), "is packed as br, which we did not ask for"),
        (
            Scripted(200, b"x", (("Content-Encoding", "gzip, gzip"),)),
            "is packed as gzip, gzip, which we did not ask for",
        ),
        (Scripted(200, b"no gzip", (("Content-Encoding", "gzip"),)), "sent damaged gzip"),
        (Scripted(200, CUT_GZIP, (("Content-Encoding", "gzip"),)), "broke off before the end"),
        (Scripted(200, bomb(64), (("Content-Encoding", "gzip"),)), "is larger than 5 MiB"),
    ],
)
async def test_each_fault_ends_in_one_clause(page: Scripted, expected: str) -> None:
    assert await reason(page) == expected


@pytest.mark.parametrize(
    ("page", "trouble"),
    [
        (Scripted(503), Trouble(Cause.ANSWERED, 503)),
        (Scripted(404), Trouble(Cause.ANSWERED, 404)),
        (redirect("/b"), Trouble(Cause.ANSWERED, 410)),
        (Scripted(200, b"no gzip", (("Content-Encoding", "gzip"),)), Trouble(Cause.UNREADABLE)),
        (redirect("http://x:y/"), Trouble(Cause.FORBIDDEN)),
        (Scripted(hangs=True), Trouble(Cause.SLOW)),
    ],
)
async def test_each_fault_is_of_a_kind_that_chats_are_told(page: Scripted, trouble: Trouble) -> None:
    async with Site({"/a": page, "/b": Scripted(410)}) as site, fetcher_of(timeout_s=0.3) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.get(f"{site.url}/a")

    assert caught.value.trouble == trouble


async def test_a_server_that_says_nothing_is_given_up_on_time() -> None:
    assert await reason(Scripted(hangs=True), timeout_s=0.05) == "took longer than 0.05 s"


async def test_a_long_chain_of_redirects_is_not_followed() -> None:
    others = {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(9)}

    assert await reason(redirect("/0"), others=others) == "redirects more than 5 times"


async def test_a_closed_port_refuses() -> None:
    async with Site({}) as site:
        pass

    async with fetcher_of() as fetcher:
        with pytest.raises(FetchError, match="refused the connection") as caught:
            await fetcher.get(f"{site.url}/a")
    assert caught.value.trouble == Trouble(Cause.BROKEN)


async def test_tls_without_tls_is_said_to_be_so() -> None:
    async with Site({}) as site, fetcher_of() as fetcher:
        with pytest.raises(FetchError, match="TLS") as caught:
            await fetcher.get(f"{site.url.replace('http:', 'https:')}/a")
    assert caught.value.trouble == Trouble(Cause.INSECURE)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("120", 120.0),
        (format_datetime(datetime.now(UTC) + timedelta(hours=1)), 3600.0),
        ("Thu, 24 Apr 2025 06:00:00 GMT", 0.0),
        ("soon", None),
    ],
    ids=["seconds", "a date to come", "a date gone by", "neither"],
)
async def test_what_a_server_asks_us_to_wait_is_handed_on(given: str, seconds: float | None) -> None:
    with pytest.raises(FetchError) as caught:
        await fetch(Scripted(503, headers=(("Retry-After", given),)))

    assert caught.value.retry_after == (None if seconds is None else pytest.approx(seconds, abs=600))


@pytest.mark.parametrize(
    ("robots", "error", "expected"),
    [
        (Scripted(200, b"User-agent: *\nDisallow: /a"), Forbidden, "may not be fetched, its site's robots.txt says"),
        (Scripted(403), Forbidden, "may not be fetched, its site's robots.txt says"),
        (Scripted(500), FetchError, "has a robots.txt that answered 500"),
    ],
)
async def test_robots_txt_is_heeded(robots: Scripted, error: type[FetchError], expected: str) -> None:
    with pytest.raises(error) as caught:
        await fetch(Scripted(body=b"news"), others={"/robots.txt": robots})

    assert type(caught.value) is error
    assert caught.value.reason == expected


@pytest.mark.parametrize(
    "robots",
    [
        Scripted(404),
        Scripted(200, b"User-agent: Other\nDisallow: /"),
        Scripted(200, b"User-agent: *\nDisallow: /b"),
        # broken off, and nothing can be made of it
        Scripted(200, b"User", length=99),
        redirect("/nowhere"),
    ],
)
async def test_a_robots_txt_that_forbids_nothing_allows(robots: Scripted) -> None:
    assert isinstance(await fetch(Scripted(body=b"news"), others={"/robots.txt": robots}), Fetched)


async def test_robots_txt_is_asked_for_once() -> None:
    async with (
        Site({path: Scripted(body=b"news") for path in ("/a", "/b", "/c")}) as site,
        fetcher_of() as fetcher,
    ):
        await asyncio.gather(*(fetcher.get(site.url + path) for path in site.pages))

    assert len(site.asked) == 4
    assert sorted(site.paths) == ["/a", "/b", "/c"]


async def test_one_fetcher_reads_on_after_a_fault() -> None:
    async with (
        Site({"/a": Scripted(200, b"half", length=9), "/b": Scripted(body=b"news")}) as site,
        fetcher_of() as fetcher,
    ):
        with pytest.raises(FetchError):
            await fetcher.get(f"{site.url}/a")
        fetched = await fetcher.get(f"{site.url}/b")

    assert isinstance(fetched, Fetched)


async def test_a_page_has_less_room_than_a_feed() -> None:
    async with Site({"/a": Scripted(body=bytes([32]) + b"x" * PAGE_BYTES)}) as site, fetcher_of() as fetcher:
        assert isinstance(await fetcher.get(f"{site.url}/a"), Fetched)
        with pytest.raises(FetchError, match="is larger than 2 MiB"):
            await fetcher.get(f"{site.url}/a", page=True)


class Recovering(Site):
    """A site that answers one path as scripted, one answer a request; the last one stays."""

    def __init__(self, *answers: Scripted) -> None:
        super().__init__({})
        self.answers = list(answers)

    def answer(self, head: str) -> Scripted:
        if head.startswith("GET /robots.txt"):
            return Scripted(404)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


NEWS = Scripted(body=b"news")
LATER = ("Retry-After", "7200")


@pytest.mark.parametrize(
    ("answers", "tries", "expected"),
    [
        ((Scripted(503), NEWS), 2, None),
        ((Scripted(502), Scripted(504), NEWS), 3, None),
        # a connection that was let go while it idled: nobody read the request
        ((Scripted(drops=True), NEWS), 2, None),
        ((Scripted(503),), 3, "answered 503"),
        ((Scripted(drops=True),), 3, "closed the connection without an answer"),
        # it says when to come back
        ((Scripted(503, headers=(LATER,)), NEWS), 1, "answered 503"),
        # it will not be mended in a second
        ((Scripted(500), NEWS), 1, "answered 500"),
        ((Scripted(404), NEWS), 1, "answered 404"),
        ((Scripted(429), NEWS), 1, "answered 429"),
        ((Scripted(200, b"half", length=9), NEWS), 1, "broke off before the end"),
    ],
)
async def test_what_may_pass_is_tried_again(answers: tuple[Scripted, ...], tries: int, expected: str | None) -> None:
    async with Recovering(*answers) as site, fetcher_of() as fetcher:
        if expected is None:
            assert isinstance(await fetcher.get(f"{site.url}/a"), Fetched)
        else:
            with pytest.raises(FetchError) as caught:
                await fetcher.get(f"{site.url}/a")
            assert caught.value.reason == expected

    assert len(site.paths) == tries


async def test_nothing_is_tried_again_when_the_time_is_nearly_up() -> None:
    async with Recovering(Scripted(503), NEWS) as site, fetcher_of(timeout_s=1.0) as fetcher:
        with pytest.raises(FetchError, match="answered 503"):
            await fetcher.get(f"{site.url}/a")

    assert site.paths == ["/a"]


async def test_a_site_that_wants_to_be_left_alone_is_and_others_are_not() -> None:
    closed = Site({"/a": Scripted(503, headers=(LATER,)), "/b": NEWS})
    async with closed, Site({"/a": NEWS}) as other, fetcher_of() as fetcher:
        with pytest.raises(FetchError, match="answered 503"):
            await fetcher.get(f"{closed.url}/a")
        with pytest.raises(FetchError) as caught:
            await fetcher.get(f"{closed.url}/b")
        await fetcher.get(f"{other.url}/a")

    assert closed.paths == ["/a"]
    assert caught.value.reason == "asks us to come back in 120 min"
    assert caught.value.retry_after == pytest.approx(7200, abs=60)


async def test_a_page_that_is_not_there_is_said_to_be_gone() -> None:
    for status in (404, 410):
        with pytest.raises(Gone):
            await fetch(Scripted(status))
