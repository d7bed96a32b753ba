"""That nothing is asked for before it may be, and that no article is lost by it."""

import httpx

from bot.fetch.answer import Answer
from bot.fetch.kept import MOST_S, Kept
from digest.ports import Fetched, NotModified, Validator
from tests.bot.fetching import fetcher_of
from tests.site import Scripted, Site, redirect

URL = "https://courier.example/feed"
FIRST, SECOND = Validator(etag='"1"'), Validator(etag='"2"')
HALF_HOUR = ("Cache-Control", "max-age=1800")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def answer(
    status: int = 200, *, etag: str = '"1"', body: bytes = b"news", fresh_s: float = 1800, url: str = URL
) -> Answer:
    headers = httpx.Headers({"ETag": etag} if etag else {})
    return Answer(url, status, headers, b"" if status == 304 else body, fresh_s)


def test_who_has_stored_it_is_told_that_nothing_changed_and_for_how_long() -> None:
    clock = Clock()
    kept = Kept(clock=clock)
    kept.keep(answer(), None)
    clock.now = 600

    found = kept.find(URL, FIRST)

    assert found is not None
    assert (found.status, found.fresh_s) == (304, 1200)


def test_who_could_not_store_all_of_it_is_given_it_again() -> None:
    kept = Kept(clock=Clock())
    kept.keep(answer(etag='"2"'), FIRST)

    for asked in (None, FIRST, Validator()):
        found = kept.find(URL, asked)
        assert found is not None
        assert (found.status, found.body) == (200, b"news")


def test_what_gives_no_validator_is_given_again() -> None:
    kept = Kept(clock=Clock())
    kept.keep(answer(etag=""), None)

    found = kept.find(URL, Validator())

    assert found is not None
    assert found.status == 200


def test_after_its_time_the_site_is_asked() -> None:
    clock = Clock()
    kept = Kept(clock=clock)
    kept.keep(answer(), None)
    clock.now = 1800

    assert kept.find(URL, FIRST) is None


def test_a_year_is_taken_for_the_longest_wait_between_two_polls() -> None:
    clock = Clock()
    kept = Kept(clock=clock)
    kept.keep(answer(fresh_s=365 * 86400), None)
    clock.now = MOST_S

    assert kept.find(URL, FIRST) is None


def test_not_modified_is_good_for_longer_to_whoever_asked_with_that_validator_only() -> None:
    kept = Kept(clock=Clock())
    kept.keep(answer(304), FIRST)

    found = kept.find(URL, FIRST)

    assert found is not None
    assert found.status == 304
    assert kept.find(URL, SECOND) is None
    assert kept.find(URL, None) is None


def test_a_body_that_was_stored_is_let_go_and_asked_for_again_by_another() -> None:
    kept = Kept(clock=Clock())
    kept.keep(answer(), None)
    kept.find(URL, FIRST)

    assert kept.find(URL, SECOND) is None


def test_the_oldest_bodies_go_first_and_their_sites_are_still_not_asked() -> None:
    kept = Kept(limit_bytes=10, clock=Clock())
    kept.keep(answer(url="https://a.example/", body=b"12345678"), None)
    kept.keep(answer(url="https://b.example/", body=b"12345678"), None)

    assert kept.find("https://a.example/", None) is None
    stored = kept.find("https://a.example/", FIRST)
    assert stored is not None
    assert stored.status == 304
    whole = kept.find("https://b.example/", None)
    assert whole is not None
    assert whole.body == b"12345678"


def test_what_is_in_trouble_is_not_kept() -> None:
    kept = Kept(clock=Clock())
    kept.keep(answer(), None)
    kept.keep(answer(503), FIRST)

    assert kept.find(URL, FIRST) is None


async def test_a_feed_that_is_good_for_half_an_hour_is_asked_once() -> None:
    feed = Scripted(body=b"news", headers=(HALF_HOUR, ("ETag", '"1"')))
    async with Site({"/feed": feed}) as site, fetcher_of() as fetcher:
        first = await fetcher.get(f"{site.url}/feed", Validator())
        unstored = await fetcher.get(f"{site.url}/feed", Validator())
        assert isinstance(first, Fetched)
        stored = await fetcher.get(f"{site.url}/feed", first.validator)

    assert site.paths == ["/feed"]
    assert first.fresh_s == 1800
    assert isinstance(unstored, Fetched)
    assert unstored.body == b"news"
    assert isinstance(stored, NotModified)
    assert stored.fresh_s is not None
    assert 1700 < stored.fresh_s <= 1800


async def test_after_a_start_a_feed_is_asked_once_with_the_stored_validator() -> None:
    async with Site({"/feed": Scripted(304, headers=(HALF_HOUR,))}) as site, fetcher_of() as fetcher:
        for _ in range(2):
            assert isinstance(await fetcher.get(f"{site.url}/feed", FIRST), NotModified)

    assert site.paths == ["/feed"]


async def test_a_page_is_asked_for_whatever_it_says() -> None:
    page = Scripted(body=b"news", headers=(HALF_HOUR, ("ETag", '"1"')))
    async with Site({"/a": page}) as site, fetcher_of() as fetcher:
        for _ in range(2):
            await fetcher.get(f"{site.url}/a", Validator(), page=True)

    assert site.paths == ["/a", "/a"]


async def test_a_redirect_that_is_good_for_longer_is_known() -> None:
    moved = Scripted(301, headers=(HALF_HOUR, ("Location", "/new")))
    async with Site({"/old": moved, "/new": Scripted(body=b"news")}) as site, fetcher_of() as fetcher:
        for _ in range(2):
            await fetcher.get(f"{site.url}/old")

    assert site.paths == ["/old", "/new", "/new"]


async def test_one_that_does_not_say_is_asked_again() -> None:
    pages = {"/old": redirect("/new"), "/new": Scripted(body=b"news", headers=(("Last-Modified", "yesterday"),))}
    async with Site(pages) as site, fetcher_of() as fetcher:
        for _ in range(2):
            await fetcher.get(f"{site.url}/old")

    assert site.paths == ["/old", "/new", "/old", "/new"]
