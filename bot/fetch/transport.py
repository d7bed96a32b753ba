"""How bytes get to a host and back: httpx over httpcore, with our guard where the connection is opened.

httpx offers no way to choose the address that a host is connected at; httpcore, which it stands on, does. Putting the
address into the URL instead would make two hosts on one address share connections and certificates.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import cast

import httpcore
import httpx

from bot.fetch.guard import Guard
from digest.errors import Forbidden


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


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's way to the network. Raises httpcore's errors, and those of the guard.

    Each request has a connection of its own: what a server sends behind an answer, be it by mistake, would be taken for
    the answer to the next request on the same one, and h11 does not tell what is left over. A feed is asked again after
    minutes, when a kept connection would be closed anyway; a page costs a handshake more.
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

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return once the answer's head is there; closing the answer closes its connection."""
        at = request.url
        url = httpcore.URL(scheme=at.raw_scheme, host=at.raw_host, port=at.port, target=at.raw_path)
        connection = httpcore.AsyncHTTPConnection(url.origin, ssl_context=self._ssl, network_backend=self._backend)
        try:
            response = await connection.handle_async_request(
                httpcore.Request(
                    method=request.method,
                    url=url,
                    headers=[*request.headers.raw, (b"Connection", b"close")],
                    content=cast("httpx.AsyncByteStream", request.stream),
                    extensions=request.extensions,
                )
            )
        except BaseException:
            await connection.aclose()
            raise
        stream = _Stream(response, connection)
        return httpx.Response(response.status, headers=response.headers, stream=stream, extensions=response.extensions)


class _Stream(httpx.AsyncByteStream):
    """An answer's body as it comes in."""

    def __init__(self, response: httpcore.Response, connection: httpcore.AsyncHTTPConnection) -> None:
        self._response = response
        self._connection = connection

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._connection.aclose()
