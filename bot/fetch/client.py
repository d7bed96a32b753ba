"""The Fetcher over httpx.

get -> an answer that is still good? -> robots.txt allows it? -> the host's turn -> request -> fails, but may pass?
                                                                                               three times at most
    -> redirect? back to the start, five times at most
    -> 200: body within bounds -> Fetched
    -> 304 -> NotModified
    -> anything else -> FetchError

Which library does which part, and which was tried and left out: docs/decisions/0005-fetching.md.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from types import TracebackType
from urllib.parse import urlsplit

import httpcore
import httpx
import stamina
import stamina.instrumentation

from bot.fetch import body, reasons
from bot.fetch.answer import Answer, conditions
from bot.fetch.freshness import fresh_s
from bot.fetch.guard import Guard, check_url
from bot.fetch.kept import Kept
from bot.fetch.manners import Manners
from bot.fetch.reasons import CONNECT_S, Passing
from bot.fetch.transport import GuardedTransport
from digest.errors import Cause, FetchError, Forbidden, Gone, Trouble
from digest.ports import Fetched, NotModified, Validator

# Choices. Some feeds carry a hundred whole articles; a page of two megabytes is mostly scripts.
LIMIT_BYTES = 5 << 20
PAGE_BYTES = 2 << 20
# With the time it takes to notice, 20 seconds.
TIMEOUT_S = 19.0
# RFC 9110, 15.4: clients should detect loops; five hops is what RFC 9309 asks of crawlers too.
MAX_REDIRECTS = 5
# RFC 9309, 2.5: at least 500 KiB of a robots.txt must be read.
_ROBOTS_BYTES = 512 << 10
# Part of the time, so that a site whose robots.txt hangs is still read.
_ROBOTS_PART = 0.25
# Tries of what may pass, and seconds before the second: it is a poll, and there will be another.
_TRIES = 3
_RETRY_S = 0.5
_RETRY_MOST_S = 2.0
# Reading is bounded by our wall clock: a time-out for each read never fires on a server that drips.
_TIMES = {"timeout": {"connect": CONNECT_S}}
_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"

# A try that is repeated is nobody's business; what fails in the end is logged by who asked for it.
stamina.instrumentation.set_on_retry_hooks([])


class _Budget:
    """The seconds that one fetch may take; waiting for a host's turn costs none."""

    def __init__(self, seconds: float, *, of: _Budget | None = None) -> None:
        self.seconds = seconds
        self._of = of
        self._until = asyncio.get_running_loop().time() + seconds

    @property
    def left(self) -> float:
        return self._until - asyncio.get_running_loop().time()

    def extend(self, seconds: float) -> None:
        self._until += seconds
        if self._of:
            self._of.extend(seconds)

    def spend(self) -> asyncio.Timeout:
        """Raises TimeoutError when the budget is used up."""
        return asyncio.timeout_at(self._until)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for, and within which bounds."""

    validator: Validator | None
    budget: _Budget
    limit_bytes: int = LIMIT_BYTES
    is_page: bool = False  #: an article's page: nothing that was kept will do
    is_robots: bool = False


class HttpFetcher:
    """ports.Fetcher for the real network; an async context manager.

    Waiting for a host's turn comes on top of `timeout_s`: a hundred articles of one outlet take a hundred seconds.
    """

    def __init__(  # noqa: PLR0913 - keyword-only, each with its default
        self,
        *,
        user_agent: str,
        loopback: bool = False,
        timeout_s: float = TIMEOUT_S,
        retry_s: float = _RETRY_S,
        transport: GuardedTransport | None = None,
        manners: Manners | None = None,
        kept: Kept | None = None,
    ) -> None:
        """Open nothing yet.

        Args:
            user_agent: Who we are and how to reach us: "Readout/0.1 (+https://example.org/readout)".
            loopback: Also reach 127.0.0.0/8 and ::1, and keep no distance between requests there: tests, demo.
            timeout_s: Wall clock for a whole fetch, redirects and repeated tries included.
            retry_s: Before the second try; about twice that before the third.
            transport: In place of one with the system's resolver and network.
            manners: In place of those that `loopback` chooses.
            kept: In place of an empty one.
        """
        self._timeout_s = timeout_s
        self._retry_s = retry_s
        self._manners = manners or Manners(user_agent=user_agent, loopback=loopback)
        self._kept = kept or Kept()
        self._transport = transport or GuardedTransport(Guard(loopback=loopback))
        self._headers = {"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}

    async def __aenter__(self) -> HttpFetcher:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close what is open."""
        await self._transport.aclose()

    async def get(self, url: str, validator: Validator | None = None, *, page: bool = False) -> Fetched | NotModified:
        """As ports.Fetcher."""
        question = _Question(validator, _Budget(self._timeout_s), PAGE_BYTES if page else LIMIT_BYTES, is_page=page)
        answer = await self._follow(url, question)
        if answer.status == 304 and conditions(validator):
            return NotModified(answer.url, fresh_s=answer.fresh_s)
        if answer.status != 200:
            kind = Gone if answer.status in (404, 410) else FetchError
            trouble = Trouble(Cause.ANSWERED, answer.status)
            raise kind(url, f"answered {answer.status}", retry_after=answer.retry_after, trouble=trouble)
        if not answer.body.strip():
            raise FetchError(url, "answered with nothing")
        return Fetched(
            url=answer.url,
            body=answer.body,
            content_type=answer.headers.get("content-type", ""),
            validator=answer.validator,
            fresh_s=answer.fresh_s,
        )

    async def _follow(self, url: str, question: _Question) -> Answer:
        """The first answer that is no redirect.

        Raises:
            FetchError: There is none; `url` is the address that we began with.
        """
        address, been = url, {url}
        for _ in range(MAX_REDIRECTS + 1):
            try:
                answer = await self._ask(address, question)
            except FetchError as error:
                raise _told_of(error, url=url, address=address) from error
            if answer.location is None:
                return answer
            address = answer.location
            if address in been:
                raise FetchError(url, "redirects in a circle")
            been.add(address)
        raise FetchError(url, f"redirects more than {MAX_REDIRECTS} times")

    async def _ask(self, url: str, question: _Question) -> Answer:
        """One address's answer: kept, or asked for when the site allows it and it is our turn.

        Raises:
            FetchError: No answer came.
        """
        check_url(url)
        kept = None if question.is_page or question.is_robots else self._kept.find(url, question.validator)
        if kept is not None:
            return kept
        origin = _origin(url)
        if not question.is_robots:
            await self._manners.check(url, origin=origin, ask=lambda at: self._ask_robots(at, question.budget))
        answer = await self._try(url, question, origin=origin)
        self._manners.leave_alone(origin, answer)
        if not question.is_page and not question.is_robots:
            self._kept.keep(answer, question.validator)
        return answer

    async def _ask_robots(self, address: str, budget: _Budget) -> Answer:
        """What a robots.txt answers, for Manners."""
        bounds = _Budget(min(budget.seconds * _ROBOTS_PART, max(budget.left, 0.0)), of=budget)
        return await self._follow(address, _Question(None, bounds, _ROBOTS_BYTES, is_robots=True))

    async def _try(self, url: str, question: _Question, *, origin: str) -> Answer:
        """Ask, and ask again where that may help and time is left.

        Raises:
            FetchError: No answer came.
        """
        tries = stamina.retry_context(
            on=lambda error: isinstance(error, Passing) and question.budget.left > _RETRY_MOST_S,
            attempts=1 if question.is_robots else _TRIES,
            timeout=None,  # the budget, which knows what waiting for a turn took
            wait_initial=self._retry_s,
            wait_max=_RETRY_MOST_S,
            wait_jitter=self._retry_s,
        )
        try:
            async for attempt in tries:
                with attempt:
                    return await self._once(url, question, origin=origin)
        except Passing as passing:
            if isinstance(passing.outcome, FetchError):
                raise passing.outcome from passing
            return passing.outcome
        raise AssertionError("stamina gives a try, or raises")

    async def _once(self, url: str, question: _Question, *, origin: str) -> Answer:
        """One request in its turn.

        Raises:
            Passing: It failed in a way that may pass.
            FetchError: It failed for good.
        """
        budget = question.budget
        async with self._manners.turn(origin) as waited_s:
            budget.extend(waited_s)
            try:
                async with budget.spend():
                    answer = await self._exchange(url, question)
            except TimeoutError as error:
                reason = f"took longer than {budget.seconds:g} s"
                raise FetchError(url, reason, trouble=Trouble(Cause.SLOW)) from error
        if reasons.passes(answer):
            raise Passing(answer)
        return replace(answer, fresh_s=fresh_s(answer.headers, now=datetime.now(UTC)))

    async def _exchange(self, url: str, question: _Question) -> Answer:
        """One request to one address; the body is read only where it is the answer."""
        headers, limit = {**self._headers, **conditions(question.validator)}, question.limit_bytes
        request = httpx.Request("GET", _parsed(url), headers=headers, extensions=_TIMES)
        try:
            # Without httpx's client: cookies, redirects and its time-outs are not wanted.
            async with aclosing(await self._transport.handle_async_request(request)) as response:
                got = b""
                if response.status_code == 200:
                    encoding = response.headers.get("content-encoding", "")
                    got = await body.read(response.aiter_raw(), url=url, encoding=encoding, limit_bytes=limit)
                return Answer(url, response.status_code, response.headers, got)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise reasons.of_network(error, url=url) from error


def _told_of(error: FetchError, *, url: str, address: str) -> FetchError:
    """The error as one of the address that we were asked for, not of where it led."""
    reason = error.reason if address == url else f"redirects to {_name(address)}, which {error.reason}"
    return type(error)(url, reason, retry_after=error.retry_after, trouble=error.trouble)


def _name(url: str) -> str:
    """A host, for a newsroom to recognise."""
    try:
        return urlsplit(url).hostname or url[:80]
    except ValueError:
        return url[:80]


@lru_cache(maxsize=4096)  # feeds are asked for again and again; httpx's parsing is a tenth of asking for one
def _parsed(url: str) -> httpx.URL:
    """An address in its parts.

    Raises:
        Forbidden: It is none.
    """
    try:
        parsed = httpx.URL(url)
        _ = parsed.host  # raises for "xn--…" that stands for nothing
    except (httpx.InvalidURL, UnicodeError) as error:
        raise Forbidden(url, "is not an address") from error
    return parsed


@lru_cache(maxsize=4096)
def _origin(url: str) -> str:
    """Scheme, host and port of an address.

    Raises:
        Forbidden: It is none.
    """
    return str(_parsed(url).copy_with(raw_path=b"", fragment=None, userinfo=b"")).rstrip("/")
