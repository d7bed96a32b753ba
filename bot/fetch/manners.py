"""Being a good guest: what a site's robots.txt allows, how often and how many at a time, and when not at all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from bot.fetch.answer import Answer
from bot.fetch.guard import names_loopback
from digest.errors import Cause, FetchError, Forbidden, Trouble

# RFC 9309, 2.4: robots.txt should not be used longer than 24 hours. Where it says itself how long it is good that
# counts, but an hour at least: it must not double our requests.
_KEEP_S = 24 * 3600.0
_KEEP_LEAST_S = 3600.0
# One that could not be had may be back at the next poll.
_KEEP_FAILURE_S = 600.0
# Seconds between two requests to a host where it names none, and the most and least that it may ask for: a choice, by
# which a feed's twenty new articles are read in ten minutes at the longest.
_PACE_S = 1.0
_PACE_MOST_S = 30.0
_PACE_LEAST_S = 0.1
_CONNECTIONS = 2
# To all hosts together: a hundred that stall leave room for the rest, and fewer bodies in memory than it takes to hurt.
_SOCKETS = 64
# What an answer may ask for in Retry-After, and what 429 asks for where it names nothing; seconds, a choice.
_WAIT_MOST_S = 24 * 3600.0
_WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's robots.txt says to us."""

    robots: Protego | None = None  #: None: nothing is forbidden
    refusal: str = ""  #: why nothing may be fetched for now; empty when that is not so
    status: int = 0  #: that its robots.txt was answered with, where that is why
    keep_s: float = _KEEP_S

    def check(self, url: str, *, product: str) -> None:
        """Pass if this address may be fetched.

        Raises:
            Forbidden: The site does not want it fetched.
            FetchError: The site is in trouble; later it may be.
        """
        if self.refusal:
            raise FetchError(url, self.refusal, trouble=Trouble(Cause.ANSWERED, self.status))
        if self.robots is not None and not self.robots.can_fetch(url, product):
            raise Forbidden(url, "may not be fetched, its site's robots.txt says")

    def pace_s(self, *, product: str) -> float:
        """Seconds between two requests: what the site asks for, be it more or less than our own."""
        if self.robots is None:
            return _PACE_S
        delay, rate = self.robots.crawl_delay(product), self.robots.request_rate(product)
        asked = delay if delay is not None else rate.seconds / rate.requests if rate else _PACE_S
        return min(max(asked, _PACE_LEAST_S), _PACE_MOST_S)


#: From the address of a robots.txt to what it answers. Raises FetchError when there is no answer.
AskRobots = Callable[[str], Awaitable[Answer]]


async def read_rules(address: str, ask: AskRobots) -> Rules:
    """The rules at a robots.txt's address, as RFC 9309, 2.3.1 reads its absence.

    401 and 403 are stricter than the RFC: who locks even robots.txt does not want robots.

    Raises:
        Forbidden: We may not ask at all.
    """
    try:
        answer = await ask(address)
    except Forbidden:
        raise
    except FetchError:
        # The page itself, at the same host, will tell what is wrong.
        return Rules(keep_s=_KEEP_FAILURE_S)
    if answer.status in (401, 403):
        return Rules(robots=Protego.parse("User-agent: *\nDisallow: /"))
    if answer.status >= 500 or answer.status == 429:
        refusal = f"has a robots.txt that answered {answer.status}"
        return Rules(refusal=refusal, status=answer.status, keep_s=_KEEP_FAILURE_S)
    keep_s = _KEEP_S if answer.fresh_s is None else min(max(answer.fresh_s, _KEEP_LEAST_S), _KEEP_S)
    robots = Protego.parse(answer.body.decode("utf-8", "replace")) if answer.status == 200 else None
    return Rules(robots=robots, keep_s=keep_s)


@dataclass(slots=True)
class _Site:
    """What we remember of an origin: robots.txt speaks for one scheme, host and port (RFC 9309, 2.3)."""

    asking: asyncio.Lock = field(default_factory=asyncio.Lock)  #: one question for robots.txt at a time
    rules: Rules | None = None
    rules_until: float = 0.0  #: by the clock


@dataclass(slots=True)
class _Host:
    """What we remember of a host, whatever the scheme."""

    connections: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_CONNECTIONS))
    line: asyncio.Lock = field(default_factory=asyncio.Lock)  #: held by whoever is next
    last_at: float = float("-inf")  #: by the clock; when the last request began
    open_at: float = float("-inf")  #: by the clock; until then it wants to be left alone


class Manners:
    """Remembers each site's rules and keeps the distance that they ask for."""

    def __init__(
        self,
        *,
        user_agent: str,
        loopback: bool = False,
        sockets: int = _SOCKETS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Start with no host known.

        Args:
            user_agent: Its product, the part before "/", is what robots.txt calls us (RFC 9309, 2.2.1).
            loopback: Keep no distance from this machine itself: for tests and the demo.
            sockets: Requests at a time, to all hosts together; one that only waits for its host's turn does not count.
            clock: Seconds from any moment.
            sleep: Waits for seconds of that clock.
        """
        self._product = user_agent.partition("/")[0]
        self._loopback = loopback
        self._sockets = asyncio.Semaphore(sockets)
        self._clock = clock
        self._sleep = sleep
        self._sites: dict[str, _Site] = {}
        self._hosts: dict[str, _Host] = {}

    async def check(self, url: str, *, origin: str, ask: AskRobots) -> None:
        """Pass if robots.txt at `origin` ("https://host:port") allows an address; `ask` fetches it where needed.

        Raises:
            Forbidden: It does not, or we may not even ask.
            FetchError: It cannot be told now.
        """
        site = self._sites.setdefault(origin, _Site())
        async with site.asking:
            if site.rules is None or self._clock() >= site.rules_until:
                site.rules = await read_rules(f"{origin}/robots.txt", ask)
                site.rules_until = self._clock() + site.rules.keep_s
        site.rules.check(url, product=self._product)

    @asynccontextmanager
    async def turn(self, origin: str) -> AsyncIterator[float]:
        """Wait until a host may be asked again, and hold one of its connections; gives the seconds that it took.

        A socket is taken last, and the moment noted after it: so who waits keeps no socket from others, and two that
        waited for a socket do not go at once.

        Raises:
            FetchError: The host asked to be left alone for longer than we would wait in line.
        """
        came, host = self._clock(), self._host(origin)
        async with host.connections, AsyncExitStack() as stack:
            async with host.line:
                await self._wait(host, origin)
                await stack.enter_async_context(self._sockets)
                host.last_at = self._clock()
            yield self._clock() - came

    def leave_alone(self, origin: str, answer: Answer) -> None:
        """Heed an answer that asks us to come back later (RFC 9110, 10.2.3; RFC 6585, 4), for all of its host."""
        asked = answer.retry_after if answer.status >= 400 else None
        if asked is None and answer.status == 429:
            asked = _WAIT_S
        if asked:
            host = self._host(origin)
            host.open_at = max(host.open_at, self._clock() + min(asked, _WAIT_MOST_S))

    async def _wait(self, host: _Host, origin: str) -> None:
        now = self._clock()
        if host.open_at - now > _PACE_MOST_S:
            left = host.open_at - now
            reason = f"asks us to come back in {_in_words(left)}"
            raise FetchError(origin, reason, retry_after=left, trouble=Trouble(Cause.BUSY))
        at = max(host.open_at, host.last_at + self._pace_s(origin))
        if at > now:
            await self._sleep(at - now)

    def _pace_s(self, origin: str) -> float:
        if self._loopback and names_loopback(urlsplit(origin).hostname or ""):
            return 0.0
        site = self._sites.get(origin)
        return ((site and site.rules) or Rules()).pace_s(product=self._product)

    def _host(self, origin: str) -> _Host:
        return self._hosts.setdefault(origin.partition("://")[2], _Host())


def _in_words(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
