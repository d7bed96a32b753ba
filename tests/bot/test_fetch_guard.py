from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from bot.fetch.client import HttpFetcher
from bot.fetch.guard import Guard, Resolver, check_url, is_public
from bot.fetch.manners import Manners
from bot.fetch.transport import GuardedTransport
from digest.errors import Cause, FetchError, Forbidden, Trouble
from tests.site import Scripted, Site, redirect


def resolver(*addresses: str) -> Resolver:
    async def resolve(host: str) -> Sequence[str]:
        return addresses

    return resolve


# Each network of the deny-lists at its edges, and what is disguised as another address.
# fmt: off
INSIDE = [
    "0.0.0.0",  # noqa: S104 - not bound, refused
    "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1",
    "127.255.255.254", "168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",
    "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::1", "2002:a00:1::1", "2620:4f:8000::1", "3fff::1", "4000::1", "5f00::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
]
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255",
    "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2001:200::1", "2001:4860:4860::8888",
    "2003::1", "2606:4700:4700::1111", "2a00:1450::1", "3ffe::1",
]
# fmt: on


@pytest.mark.parametrize("address", INSIDE)
async def test_an_address_that_leads_inside_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))
    # one such address among public ones is enough: a connection may take any
    with pytest.raises(Forbidden, match="not a public address"):
        await Guard(resolve=resolver("8.8.8.8", address)).addresses("courier.example", 443)


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_public_address_is_not_refused(address: str) -> None:
    assert await Guard(resolve=resolver(address)).addresses("courier.example", 443) == [address]


@pytest.mark.parametrize(
    ("address", "port", "allowed"),
    [
        ("127.0.0.1", 8000, True),
        ("127.9.9.9", 80, True),
        ("::1", 8000, True),
        ("8.8.8.8", 443, True),
        # and nothing more
        ("8.8.8.8", 8000, False),
        ("10.0.0.1", 80, False),
        ("::ffff:127.0.0.1", 80, False),
        ("0.0.0.0", 80, False),  # noqa: S104 - not bound, refused
    ],
)
async def test_loopback_is_allowed_by_setting_and_nothing_more(address: str, port: int, allowed: bool) -> None:
    guard = Guard(loopback=True, resolve=resolver(address))

    if allowed:
        assert await guard.addresses("courier.example", port) == [address]
    else:
        with pytest.raises(Forbidden):
            await guard.addresses("courier.example", port)


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
async def test_only_web_ports_are_reached(port: int) -> None:
    with pytest.raises(Forbidden, match="port"):
        await Guard(resolve=resolver("8.8.8.8")).addresses("courier.example", port)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://courier.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//x",
        "",
        "http://",
        "http://[x",
        "http://a:b/",
    ],
)
def test_only_web_addresses_are_asked_for(url: str) -> None:
    with pytest.raises(Forbidden):
        check_url(url)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(Forbidden) as caught:
        check_url("https://nora:secret@courier.example/feed")

    assert "secret" not in str(caught.value)


async def test_a_name_without_an_address_is_said_to_be_so() -> None:
    with pytest.raises(FetchError, match="without an address") as caught:
        await Guard(resolve=resolver()).addresses("courier.example", 443)

    assert caught.value.trouble == Trouble(Cause.NO_HOST)


# Spellings of 127.0.0.1 that the system's resolver understands, or a name for it.
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]"])
async def test_nothing_on_this_machine_is_reached_by_any_spelling(host: str) -> None:
    async with Site({"/": Scripted(body=b"canary")}) as site, HttpFetcher(user_agent="test") as fetcher:
        with pytest.raises(FetchError):
            await fetcher.get(f"http://{host}:{site.url.rsplit(':', 1)[1]}/")
        with pytest.raises(FetchError):
            await fetcher.get(f"http://{host}/")

    assert site.asked == []


async def test_a_name_that_changes_its_address_between_two_questions_gains_nothing() -> None:
    answers = iter([("127.0.0.1",), ("127.0.0.1",), ("10.0.0.1",)])
    asked: list[str] = []

    async def rebinding(host: str) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    async def at_once(seconds: float) -> None:
        """Not to keep the test waiting."""

    manners = Manners(user_agent="test", sleep=at_once)
    async with Site({"/a": Scripted(body=b"first")}) as site:
        port = site.url.rsplit(":", 1)[1]
        transport = GuardedTransport(Guard(loopback=True, resolve=rebinding))
        async with HttpFetcher(user_agent="test", transport=transport, manners=manners) as fetcher:
            await fetcher.get(f"http://courier.example:{port}/a")
            with pytest.raises(Forbidden, match=r"10\.0\.0\.1"):
                await fetcher.get(f"http://courier.example:{port}/a")

    # one question for each connection: robots.txt, then the page; what was resolved is what was connected to
    assert len(asked) == 3
    assert site.paths == ["/a"]
    assert f"Host: courier.example:{port}" in site.asked[1]


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "file:///etc/passwd"]
)
async def test_a_redirect_inside_is_not_followed(target: str) -> None:
    async with (
        Site({"/a": redirect(target)}) as site,
        HttpFetcher(user_agent="test", loopback=True) as fetcher,
    ):
        with pytest.raises(Forbidden, match="redirects to") as caught:
            await fetcher.get(f"{site.url}/a")

    assert caught.value.url == f"{site.url}/a"


@pytest.mark.parametrize(
    ("host", "port", "remedy"),
    [
        ("127.0.0.1", 8000, "loopback = true"),
        ("localhost", 80, "loopback = true"),
        ("news.example", 8080, "try it without the port"),
    ],
)
async def test_a_refusal_says_what_a_newsroom_can_do(host: str, port: int, remedy: str) -> None:
    async def resolve(_: str) -> list[str]:
        return ["127.0.0.1"]

    with pytest.raises(Forbidden, match=remedy):
        await Guard(resolve=resolve).addresses(host, port)
