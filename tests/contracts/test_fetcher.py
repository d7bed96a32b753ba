"""What every Fetcher promises: ports.Fetcher, and the fake that other tests put in its place."""

from collections.abc import AsyncIterator

import pytest

from bot.fetch.client import HttpFetcher
from digest.errors import FetchError
from digest.ports import Fetched, Fetcher, NotModified, Validator
from tests.fakes import FakeFetcher
from tests.site import Scripted, Site

BODY = b"<html><body>news</body></html>"


class _Revalidating(Site):
    """A site whose one page has the ETag "1"."""

    def __init__(self) -> None:
        super().__init__({"/a": Scripted(200, BODY, (("ETag", '"1"'),))})

    def answer(self, head: str) -> Scripted:
        return Scripted(304) if 'If-None-Match: "1"' in head else super().answer(head)


@pytest.fixture(params=["http", "fake"])
async def fetcher_and_url(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Fetcher, str]]:
    if request.param == "fake":
        yield FakeFetcher({"https://courier.example/a": BODY}), "https://courier.example/a"
        return
    async with _Revalidating() as site, HttpFetcher(user_agent="test", loopback=True) as fetcher:
        yield fetcher, f"{site.url}/a"


async def test_an_address_gives_its_body_and_where_it_was(fetcher_and_url: tuple[Fetcher, str]) -> None:
    fetcher, url = fetcher_and_url

    fetched = await fetcher.get(url)

    assert isinstance(fetched, Fetched)
    assert (fetched.url, fetched.body) == (url, BODY)


async def test_what_has_not_changed_is_not_given_again(fetcher_and_url: tuple[Fetcher, str]) -> None:
    fetcher, url = fetcher_and_url
    first = await fetcher.get(url)
    assert isinstance(first, Fetched)

    assert await fetcher.get(url, first.validator) == NotModified(url)


@pytest.mark.parametrize("validator", [None, Validator(), Validator(etag='"another"')])
async def test_without_the_right_validator_it_is_given_whole(
    fetcher_and_url: tuple[Fetcher, str], validator: Validator | None
) -> None:
    fetcher, url = fetcher_and_url

    assert isinstance(await fetcher.get(url, validator), Fetched)


async def test_an_address_that_gives_nothing_raises_with_the_address_and_a_reason(
    fetcher_and_url: tuple[Fetcher, str],
) -> None:
    fetcher, url = fetcher_and_url

    with pytest.raises(FetchError) as caught:
        await fetcher.get(f"{url}/nothing")

    assert caught.value.url == f"{url}/nothing"
    assert caught.value.reason
