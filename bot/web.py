"""The web front, on the process's one loop: how we do, and the ways in for platforms that speak HTTP.

    GET /healthz   200 while ticks run and the database answers, else 503
    GET /metrics   counts for Prometheus: no names of people or chats, no text, no tokens
    the routes of the channels (handlers/web.py)

TLS is a reverse proxy's business (docs/operating.md, Web). A body that is too long or too slow never reaches a handler;
a handler that breaks answers 500, and its traceback goes to the log.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime

import structlog
import uvicorn
from starlette import requests
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.responses import Response as Answer
from starlette.routing import Route as Mount

from bot import metrics
from config.settings import SettingsError
from digest.errors import StoreError
from digest.ports import Store
from handlers.web import Request, Response, Route

log = structlog.get_logger()

#: A body that takes longer to come is given up: Slack and Telegram send theirs in one piece.
BODY_S = 10.0
#: For the database's answer to a health check, and for the ticks, of which one comes every second, to be heard of.
ANSWER_S = 2.0
SILENT_S = 30.0
#: What is being answered when we stop gets so long: channels have stopped by then, so it is an acknowledgement.
STOP_S = 1


class Pulse:
    """Whether the ticks go on: one of them does nothing but to say so."""

    def __init__(self) -> None:
        self._last: float | None = None

    async def beat(self) -> None:
        """Still here."""
        self._last = asyncio.get_running_loop().time()

    @property
    def beats(self) -> bool:
        """False before the first tick, and when none has come for SILENT_S."""
        return self._last is not None and asyncio.get_running_loop().time() - self._last < SILENT_S


def application(store: Store, pulse: Pulse, routes: Sequence[Route], *, clock: Callable[[], datetime]) -> Starlette:
    """All that is served."""

    async def healthz(_: requests.Request) -> Answer:
        trouble = await _trouble(store, pulse)
        return PlainTextResponse(f"{trouble or 'ok'}\n", 503 if trouble else 200)

    async def measure(_: requests.Request) -> Answer:
        try:
            text = metrics.exposition(await store.counts(clock()), await store.health(), now=clock())
        except StoreError as error:
            log.warning("no metrics", reason=str(error))
            return PlainTextResponse("the database does not answer\n", 503)
        return Answer(text, media_type=metrics.FORMAT)

    ours = [Mount("/healthz", healthz, methods=["GET"]), Mount("/metrics", measure, methods=["GET"])]
    return Starlette(routes=[*ours, *map(_mounted, routes)])


async def _trouble(store: Store, pulse: Pulse) -> str:
    """What is wrong, in words that tell a stranger nothing; empty when all is well."""
    if not pulse.beats:
        return "the ticks stand still"
    try:
        async with asyncio.timeout(ANSWER_S):
            await store.added_sources()  # the smallest question there is
    except (StoreError, TimeoutError) as error:
        log.warning("unhealthy", reason=str(error) or "the database does not answer")
        return "the database does not answer"
    return ""


def _mounted(route: Route) -> Mount:
    async def handle(asked: requests.Request) -> Answer:
        try:
            async with asyncio.timeout(BODY_S):
                body = await _body(asked, route.limit_bytes)
        except (TimeoutError, ClientDisconnect):
            return PlainTextResponse("the body did not come\n", 408)
        if body is None:
            return PlainTextResponse("the body is too large\n", 413)
        return _answer(await route.handle(Request(body, _headers(asked), asked.url.query)))

    return Mount(route.path, handle, methods=[route.method])


async def _body(asked: requests.Request, limit_bytes: int) -> bytes | None:
    """As it came; None when it is longer than that, whatever its headers say."""
    body = bytearray()
    async for chunk in asked.stream():
        body += chunk
        if len(body) > limit_bytes:
            return None
    return bytes(body)


def _headers(asked: requests.Request) -> dict[str, str]:
    return {name: ", ".join(asked.headers.getlist(name)) for name in asked.headers}


def _answer(response: Response) -> Answer:
    answer = Answer(response.body, response.status)
    for name, value in response.headers:
        answer.headers.append(name, value)
    return answer


class _Server(uvicorn.Server):
    """Says when it is up; signals are app.py's."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As ever."""
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield


@asynccontextmanager
async def serving(application: Starlette, *, host: str, port: int) -> AsyncIterator[int]:
    """Serve until the end of the `async with`; gives the port, which the system chose if it is 0.

    Raises:
        SettingsError: Nobody can listen there.
    """
    with _listening(host, port) as listener:
        config = uvicorn.Config(
            application,
            log_config=None,  # logs are bot/logs.py's; access is the proxy's to log
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,  # nothing here depends on who asks
            timeout_graceful_shutdown=STOP_S,
        )
        server = _Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]), name="web")
        try:
            await server.up.wait()
            yield int(listener.getsockname()[1])
        finally:
            server.should_exit = True
            await running


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket of our own: uvicorn would end the process when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as error:
            reason = error.strerror or error
            raise SettingsError(
                f"web: nobody can listen on {host}:{port} ({reason}): "
                "set another web.host or web.port, or stop the program that has it"
            ) from error
        with suppress(OSError):
            listener.setblocking(False)
        yield listener
