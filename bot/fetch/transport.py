"""How bytes get to a host and back: httpx over httpcore, with our guard where the connection is opened.

httpx offers no way to choose the address that a host is connected at; httpcore, which it stands on, does. Putting the
address into the URL instead would make two hosts on one address share connections and certificates.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import cast

import httpcore
import httpx

from bot.fetch.guard import Guard
from digest.errors import Forbidden

# Hosts whose connections are kept open for their next pages, and for how many seconds. Choices.
_HOSTS = 32
_IDLE_S = 15.0

#: Scheme, host and port, as httpx has them.
_Origin = tuple[bytes, bytes, int | None]


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to addresses that the guard has passed, and to no others.

    httpcore goes on naming the host in Host, in SNI and for the certificate; only where it connects to is ours.
    """

    def __init__(self, guard: Guard, *, network: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._guard = guard
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers; each has `timeout`, so that a dead one leaves time for the next.

        Raises:
            Forbidden: The guard refuses.
            FetchError: The name has no address.
            httpcore.ConnectError, httpcore.ConnectTimeout: Of the last address that was tried.
        """
        *others, last = await self._guard.addresses(host, port)
        for address in others:
            try:
                return await self._network.connect_tcp(address, port, timeout, socket_options=socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(last, port, timeout, socket_options=socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: no newspaper is on a Unix socket.

        Raises:
            Forbidden: Always.
        """
        raise Forbidden(path, "is a Unix socket")

    async def sleep(self, seconds: float) -> None:
        """As httpcore asks of a backend."""
        await asyncio.sleep(seconds)


@dataclass(slots=True)
class _Pool:
    """The connections of one host."""

    connections: httpcore.AsyncConnectionPool
    busy: int = 0  #: answers that are not closed yet


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's way to the network. Raises httpcore's errors, and those of the guard.

    Each host has a pool of its own: for each request and each answer, httpcore asks every connection of a pool whether
    it is idle or gone, once for each that is idle. With a hundred connections that was half of all time.
    """

    def __init__(self, guard: Guard, *, network: httpcore.AsyncNetworkBackend | None = None) -> None:
        """Open nothing yet.

        Args:
            guard: Says where connections may lead.
            network: What opens them, in place of the system.
        """
        # From certifi: SSL_CERT_FILE and the like in the environment are not heeded.
        self._ssl = httpx.create_ssl_context(trust_env=False)
        self._backend = GuardedBackend(guard, network=network)
        self._pools: dict[_Origin, _Pool] = {}  #: the last used at the end
        self._closing = set[asyncio.Task[None]]()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return once the answer's head is there."""
        url = request.url
        pool = self._take(url)
        try:
            response = await pool.connections.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                    headers=request.headers.raw,
                    content=cast("httpx.AsyncByteStream", request.stream),
                    extensions=request.extensions,
                )
            )
        except BaseException:
            pool.busy -= 1
            raise
        return httpx.Response(
            response.status, headers=response.headers, stream=_Stream(response, pool), extensions=response.extensions
        )

    async def aclose(self) -> None:
        """Close every connection."""
        while self._pools:
            self._close(next(iter(self._pools)))
        await asyncio.gather(*self._closing)

    def _take(self, url: httpx.URL) -> _Pool:
        """The pool of an address's host, busy by one more; what was used longest ago is closed to make room."""
        origin = url.raw_scheme, url.raw_host, url.port
        pool = self._pools.pop(origin, None) or _Pool(self._open())
        pool.busy += 1
        self._pools[origin] = pool
        idle = [each for each, kept in self._pools.items() if not kept.busy] if len(self._pools) > _HOSTS else []
        for each in idle[: max(0, len(self._pools) - _HOSTS)]:
            self._close(each)
        return pool

    def _close(self, origin: _Origin) -> None:
        """Forget a host's pool at once, and close it in a task that nobody's cancelling ends."""
        closing = asyncio.create_task(self._pools.pop(origin).connections.aclose())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    def _open(self) -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=self._ssl,
            network_backend=self._backend,
            # How many requests run is for manners.py to say.
            max_connections=None,
            keepalive_expiry=_IDLE_S,
            http1=True,
            http2=False,
            retries=0,
        )


class _Stream(httpx.AsyncByteStream):
    """An answer's body as it comes in."""

    def __init__(self, response: httpcore.Response, pool: _Pool) -> None:
        self._response = response
        self._pool: _Pool | None = pool

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        try:
            await self._response.aclose()
        finally:
            if self._pool:
                self._pool.busy -= 1
            self._pool = None
