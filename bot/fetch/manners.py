"""Being a good guest: what a site's robots.txt allows, how often and how many at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from bot.fetch.guard import names_loopback
from digest.errors import FetchError, Forbidden

# RFC 9309, 2.4: robots.txt should not be used longer than 24 hours.
_KEEP_S = 24 * 3600.0
# One that could not be had may be back at the next poll.
_KEEP_FAILURE_S = 600.0
# Seconds between two requests to a host where it names none, and the most that it may ask for: a choice, by which a
# feed's twenty new articles are read in ten minutes.
_PACE_S = 1.0
_PACE_MOST_S = 30.0
_CONNECTIONS = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site's robots.txt says to us."""

    robots: Protego | None = None  #: None: nothing is forbidden
    refusal: str = ""  #: why nothing may be fetched for now; empty when that is not so
    keep_s: float = _KEEP_S

    def check(self, url: str, *, user_agent: str) -> None:
        """Pass if this address may be fetched.

        Raises:
            Forbidden: The site does not want it fetched.
            FetchError: The site is in trouble; later it may be.
        """
        if self.refusal:
            raise FetchError(url, self.refusal)
        if self.robots is not None and not self.robots.can_fetch(url, user_agent):
            raise Forbidden(url, "may not be fetched, its site's robots.txt says")

    def pace_s(self, *, user_agent: str) -> float:
        """Seconds between two requests."""
        asked = self.robots.crawl_delay(user_agent) if self.robots is not None else None
        return _PACE_S if asked is None else min(max(asked, _PACE_S), _PACE_MOST_S)


#: From the address of a robots.txt to its status and body. Raises FetchError when there is no answer.
AskRobots = Callable[[str], Awaitable[tuple[int, bytes]]]


async def read_rules(address: str, ask: AskRobots) -> Rules:
    """The rules at a robots.txt's address, as RFC 9309, 2.3.1 reads its absence.

    401 and 403 are stricter than the RFC: who locks even robots.txt does not want robots.

    Raises:
        Forbidden: We may not ask at all.
    """
    try:
        status, body = await ask(address)
    except Forbidden:
        raise
    except FetchError:
        # The page itself, at the same host, will tell what is wrong.
        return Rules(keep_s=_KEEP_FAILURE_S)
    if status in (401, 403):
        return Rules(robots=Protego.parse("User-agent: *\nDisallow: /"))
    if status >= 500:
        return Rules(refusal=f"has a robots.txt that answered {status}", keep_s=_KEEP_FAILURE_S)
    return Rules(robots=Protego.parse(body.decode("utf-8", "replace"))) if status == 200 else Rules()


@dataclass(slots=True)
class _Host:
    """What we remember of one host and port."""

    connections: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_CONNECTIONS))
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)  #: one question for robots.txt at a time
    rules: Rules | None = None
    rules_until: float = 0.0  #: by the clock
    next_at: float = 0.0  #: by the clock; the earliest moment for the next request


class Manners:
    """Remembers each host's rules and keeps the distance that they ask for."""

    def __init__(
        self,
        *,
        user_agent: str,
        loopback: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Start with no host known.

        Args:
            user_agent: By which robots.txt calls us.
            loopback: Keep no distance from this machine itself: for tests and the demo.
            clock: Seconds from any moment.
            sleep: Waits for seconds of that clock.
        """
        self._user_agent = user_agent
        self._loopback = loopback
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    async def check(self, url: str, *, origin: str, ask: AskRobots) -> None:
        """Pass if robots.txt at `origin` ("https://host:port") allows an address; `ask` fetches it where needed.

        Raises:
            Forbidden: It does not, or we may not even ask.
            FetchError: It cannot be told now.
        """
        host = self._host(origin)
        async with host.asking:
            if host.rules is None or self._clock() >= host.rules_until:
                host.rules = await read_rules(f"{origin}/robots.txt", ask)
                host.rules_until = self._clock() + host.rules.keep_s
        host.rules.check(url, user_agent=self._user_agent)

    @asynccontextmanager
    async def turn(self, origin: str) -> AsyncIterator[None]:
        """Wait until a host may be asked again, and hold one of its connections."""
        host = self._host(origin)
        async with host.connections:
            if not (self._loopback and names_loopback(urlsplit(origin).hostname or "")):
                await self._wait(host)
            yield

    async def _wait(self, host: _Host) -> None:
        """Take the next free moment, then wait for it: whoever comes meanwhile takes the one after."""
        now = self._clock()
        at = max(now, host.next_at)
        host.next_at = at + (host.rules or Rules()).pace_s(user_agent=self._user_agent)
        if at > now:
            await self._sleep(at - now)

    def _host(self, origin: str) -> _Host:
        return self._hosts.setdefault(origin, _Host())
