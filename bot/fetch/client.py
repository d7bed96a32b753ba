"""The Fetcher over httpx.

get -> robots.txt allows it? -> the host's turn -> request -> redirect? back to the start, five times at most
                                                          -> 200: body within bounds -> Fetched
                                                          -> 304 -> NotModified
                                                          -> anything else -> FetchError
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from bot.fetch import body
from bot.fetch.guard import Guard, Resolver, check_url
from bot.fetch.manners import Manners
from bot.fetch.transport import GuardedTransport
from digest.errors import FetchError, Forbidden
from digest.ports import Fetched, NotModified, Validator

# A choice, for feeds and pages alike. Some feeds carry a hundred whole articles.
LIMIT_BYTES = 5 << 20
TIMEOUT_S = 20.0
# For connecting to one address and again for TLS: a dead one must leave time for the next.
_CONNECT_S = 5.0
# RFC 9110, 15.4: clients should detect loops; five hops is what RFC 9309 asks of crawlers too.
MAX_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
# RFC 9309, 2.5: at least 500 KiB of a robots.txt must be read.
_ROBOTS_BYTES = 512 << 10
# Of the 20 s, so that a site whose robots.txt hangs is still read.
_ROBOTS_S = 5.0
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of a server, its body read."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def location(self) -> str | None:
        """Where it sends us; None when it does not."""
        named = self.headers.get("location", "") if self.status in _REDIRECTS else ""
        try:
            return urljoin(self.url, named) if named else None
        except ValueError:
            return named


class _Budget:
    """The seconds that one fetch may spend on the network; waiting for a host's turn costs none."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._left = seconds

    @asynccontextmanager
    async def spend(self, *, most: float | None = None) -> AsyncIterator[None]:
        """Raise TimeoutError once the budget, or `most` of it, is used up."""
        clock = asyncio.get_running_loop().time
        started = clock()
        try:
            async with asyncio.timeout(self._left if most is None else min(most, self._left)):
                yield
        finally:
            self._left -= clock() - started


class HttpFetcher:
    """ports.Fetcher for the real network; an async context manager.

    Waiting for a host's turn comes on top of `timeout_s`: a hundred articles of one outlet take a hundred seconds.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        loopback: bool = False,
        timeout_s: float = TIMEOUT_S,
        resolve: Resolver | None = None,
        manners: Manners | None = None,
    ) -> None:
        """Open nothing yet.

        Args:
            user_agent: Who we are and how to reach us: "Readout/0.1 (+https://example.org/readout)".
            loopback: Also reach 127.0.0.0/8 and ::1, and keep no distance between requests there: tests, demo.
            timeout_s: Wall clock for a whole fetch, redirects included.
            resolve: In place of the system's resolver.
            manners: In place of those that `loopback` chooses.
        """
        self._timeout_s = timeout_s
        self._manners = manners or Manners(user_agent=user_agent, loopback=loopback)
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(Guard(loopback=loopback, resolve=resolve)),
            headers={"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"},
            # Nobody's visits are tied together.
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=())),
            # Reading is bounded by our wall clock: httpx's own time-out never fires on a server that drips.
            timeout=httpx.Timeout(None, connect=_CONNECT_S),
            trust_env=False,
            follow_redirects=False,
        )

    async def __aenter__(self) -> HttpFetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def get(self, url: str, validator: Validator | None = None) -> Fetched | NotModified:
        """As ports.Fetcher."""
        budget = _Budget(self._timeout_s)
        asked = _conditions(validator)
        answer = await self._follow(url, headers=asked, budget=budget)
        if answer.status == 304 and asked:
            return NotModified(answer.url)
        if answer.status != 200:
            raise FetchError(url, f"answered {answer.status}", retry_after=_retry_after(answer.headers))
        if not answer.body.strip():
            raise FetchError(url, "answered with nothing")
        return Fetched(
            url=answer.url,
            body=answer.body,
            content_type=answer.headers.get("content-type", ""),
            validator=_validator(answer.headers),
        )

    async def _follow(self, url: str, *, headers: dict[str, str], budget: _Budget, robots: bool = False) -> _Answer:
        """The first answer that is no redirect.

        Raises:
            FetchError: There is none; `url` is the address that we began with.
        """
        address, been = url, {url}
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = await self._ask(address, headers=headers, budget=budget, robots=robots)
            except FetchError as error:
                raise _told_of(error, url=url, address=address) from error
            if answer.location is None:
                return answer
            address = answer.location
            if address in been:
                raise FetchError(url, "redirects in a circle")
            been.add(address)
        raise FetchError(url, f"redirects more than {MAX_REDIRECTS} times")

    async def _ask(self, url: str, *, headers: dict[str, str], budget: _Budget, robots: bool) -> _Answer:
        """One question and its answer, asked when the site allows it and it is our turn.

        Raises:
            FetchError: No answer came.
        """
        check_url(url)
        origin = _origin(url)
        try:
            if not robots:
                async with budget.spend():
                    await self._manners.check(url, origin=origin, ask=lambda at: self._ask_robots(at, budget))
            async with self._manners.turn(origin), budget.spend():
                return await self._exchange(url, headers, limit_bytes=_ROBOTS_BYTES if robots else LIMIT_BYTES)
        except TimeoutError as error:
            raise FetchError(url, f"took longer than {budget.seconds:g} s") from error

    async def _ask_robots(self, address: str, budget: _Budget) -> tuple[int, bytes]:
        """A robots.txt's status and body, for Manners."""
        answer = await self._follow(address, headers={}, budget=_Budget(min(_ROBOTS_S, budget.seconds)), robots=True)
        return answer.status, answer.body

    async def _exchange(self, url: str, headers: dict[str, str], *, limit_bytes: int) -> _Answer:
        """One request to one address; the body is read only where it is the answer."""
        try:
            async with self._client.stream("GET", url, headers=headers) as response:
                got = b""
                if response.status_code == 200:
                    encoding = response.headers.get("content-encoding", "")
                    got = await body.read(response.aiter_raw(), url=url, encoding=encoding, limit_bytes=limit_bytes)
                return _Answer(url, response.status_code, response.headers, got)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise FetchError(url, _reason(error)) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Forbidden(url, "is not an address") from error


def _told_of(error: FetchError, *, url: str, address: str) -> FetchError:
    """The error as one of the address that we were asked for, not of where it led."""
    reason = error.reason if address == url else f"redirects to {_name(address)}, which {error.reason}"
    return type(error)(url, reason, retry_after=error.retry_after)


def _name(url: str) -> str:
    """A host, for a newsroom to recognise."""
    try:
        return urlsplit(url).hostname or url[:80]
    except ValueError:
        return url[:80]


def _origin(url: str) -> str:
    """Scheme, host and port of an address.

    Raises:
        Forbidden: It is none.
    """
    try:
        return str(httpx.URL(url).copy_with(raw_path=b"", fragment=None, userinfo=b"")).rstrip("/")
    except httpx.InvalidURL as error:
        raise Forbidden(url, "is not an address") from error


def _conditions(validator: Validator | None) -> dict[str, str]:
    """The headers that ask "changed since?"; empty when there is nothing to ask with."""
    if validator is None:
        return {}
    named = {"If-None-Match": validator.etag, "If-Modified-Since": validator.last_modified}
    return {name: value for name, value in named.items() if value}


def _validator(headers: httpx.Headers) -> Validator:
    """What to ask with next time; values outside ASCII could not be sent back."""
    etag, last_modified = (
        value if value.isascii() else "" for value in map(headers.get, ("etag", "last-modified"), ("", ""))
    )
    return Validator(etag=etag, last_modified=last_modified)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds to wait, which RFC 9110, 10.2.3 lets a server give as such or as a date; None when it gives neither."""
    given = headers.get("retry-after", "").strip()
    if given.isdecimal():
        return float(given)
    try:
        until = parsedate_to_datetime(given)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _reason(error: Exception) -> str:
    """What went wrong on the network, in a clause."""
    if isinstance(error, httpcore.ConnectTimeout):
        return f"did not let us connect within {_CONNECT_S:g} s"
    if isinstance(error, httpcore.ConnectError):
        return _connect_reason(error)
    if isinstance(error, httpcore.RemoteProtocolError):
        return _protocol_reason(str(error))
    if isinstance(error, httpcore.NetworkError):
        return "reset the connection"
    return "could not be asked"


def _connect_reason(error: BaseException) -> str:
    """Why no connection was made: the first cause that has to do with TLS, else that nobody listens."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"has a certificate that is not valid: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return "does not speak TLS properly"
        cause = cause.__cause__ or cause.__context__
    return "refused the connection"


def _protocol_reason(message: str) -> str:
    """From h11's and httpcore's words, which is all that tells these apart."""
    if "without sending complete" in message or "incomplete chunked" in message:
        return "broke off before the end"
    return "closed the connection without an answer" if "disconnected" in message else "does not speak HTTP properly"
