"""The press: serves an outlet on 127.0.0.1 for as long as a `with` block lasts.

with Press(load_outlet("valley-courier", now=now)) as press:
    press.url                                    its base address
    press.publish(Draft(title=…, paragraphs=…))  a new article; its address
    press.correct("oakmere-ferry-fares")         publish the correction that came with the article
    press.fault("/feed.xml", "stall", times=1)   misbehave (faults.FaultKind)
    press.log                                    the requests it saw

Only 127.0.0.1 is bound. When the block ends every wait ends with it, open connections are cut and all threads are done.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self, cast
from urllib.parse import urlsplit

from bot.demo.faults import Fault, FaultKind, Spoiled, spoil
from bot.demo.outlet import Correction, Draft, Outlet
from bot.demo.site import Answer, Asked, Site


@dataclass(slots=True)
class Request:
    """A request that the press saw. The last three fields are filled while it is answered."""

    at: float  #: time.monotonic() when it came
    method: str
    target: str  #: path and query
    agent: str
    conditional: bool  #: whether it asked "changed since?"
    status: int = 0  #: 0 while nothing was answered
    sent: int = 0  #: bytes of body
    seconds: float = 0


class Press:
    """A newspaper's web server, as a context manager."""

    def __init__(
        self,
        outlet: Outlet,
        *,
        port: int = 0,
        crawl_delay_s: float = 0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Get ready to serve an outlet.

        Args:
            outlet: What to serve; it may change meanwhile.
            port: 0 for any that is free.
            crawl_delay_s: What robots.txt asks for; 0 to ask for none.
            clock: When something is published, corrected or deleted.
        """
        self.outlet = outlet
        self._clock = clock
        self._server = _Server(self, port)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.site = Site(outlet, self.url, crawl_delay_s=crawl_delay_s)
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name=f"press {outlet.name}")
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._log: list[Request] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    @property
    def log(self) -> Sequence[Request]:
        """The requests so far, oldest first."""
        with self._lock:
            return tuple(self._log)

    def publish(self, draft: Draft) -> str:
        """Publish an article now, or when the draft says; its address."""
        return self.site.link(self.outlet.add(draft, now=self._clock()))

    def correct(self, slug: str, correction: Correction | None = None) -> str:
        """Correct an article, by default as it came prepared; its address."""
        return self.site.link(self.outlet.correct(slug, correction, now=self._clock()))

    def delete(self, slug: str) -> None:
        """Take an article down: its page says 410 from now on."""
        self.outlet.delete(slug, now=self._clock())

    def fault(
        self, path: str, kind: FaultKind | str, *, value: float | str | None = None, times: int | None = None
    ) -> None:
        """Answer a path with a fault from now on.

        Args:
            path: As asked for, without its query; a trailing * stands for any ending.
            kind: One of FaultKind, or its name in a site's log ("503", "gzip-bomb").
            value: Seconds, bytes or an address, as the kind says; None for its default.
            times: How many requests it lasts; None until `mend`.
        """
        with self._lock:
            self._faults.append(Fault(path, FaultKind(kind), value, times))

    def mend(self) -> None:
        """Forget all faults."""
        with self._lock:
            self._faults.clear()

    def begin(self, request: Request) -> Fault | None:
        """Note a request that came in; the fault that it meets."""
        path = urlsplit(request.target).path
        with self._lock:
            self._log.append(request)
            fault = next((fault for fault in self._faults if fault.covers(path)), None)
            if fault and fault.left:
                fault.left -= 1
        return fault

    def end(self, request: Request) -> None:
        """Note that a request is done with."""
        with self._lock:
            request.seconds = time.monotonic() - request.at


class _Server(ThreadingHTTPServer):
    """Knows its open connections, so that none outlives it."""

    daemon_threads = False  # server_close waits for those that are no daemons
    block_on_close = True

    def __init__(self, press: Press, port: int) -> None:
        self.press = press
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        if isinstance(request, socket.socket):
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Cut what is still open; the threads that serve it then end."""
        for connection in tuple(self._open):
            with suppress(OSError):  # its thread closed it meanwhile
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "press"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True  # headers and body are two writes; Nagle would delay each answer by 40 ms

    def do_GET(self) -> None:
        press = cast(_Server, self.server).press
        request = self._request()
        fault = press.begin(request)
        try:
            if fault:
                self._misbehave(press, request, fault)
            else:
                self._send(request, press.site.answer(self._asked()))
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        finally:
            press.end(request)

    do_HEAD = do_GET  # noqa: N815  # http.server finds it by this name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name for it
        """Say nothing: Press.log has it."""

    def _request(self) -> Request:
        return Request(
            at=time.monotonic(),
            method=self.command,
            target=self.path,
            agent=self.headers.get("User-Agent", ""),
            conditional="If-None-Match" in self.headers or "If-Modified-Since" in self.headers,
        )

    def _asked(self) -> Asked:
        return Asked(
            self.path,
            if_none_match=self.headers.get("If-None-Match", ""),
            if_modified_since=self.headers.get("If-Modified-Since", ""),
            accept_encoding=self.headers.get("Accept-Encoding", ""),
        )

    def _send(self, request: Request, answer: Answer) -> None:
        self._head(request, answer, length=len(answer.body))
        self._write(request, answer.body)

    def _misbehave(self, press: Press, request: Request, fault: Fault) -> None:
        self.close_connection = True
        path = urlsplit(self.path).path
        spoiled = spoil(fault, press.site.answer(Asked(self.path)), path=path)
        if spoiled is None or press.stopping.wait(spoiled.wait_s):
            return
        self._head(request, spoiled.answer, length=spoiled.length)
        self._play(press, request, spoiled)

    def _play(self, press: Press, request: Request, spoiled: Spoiled) -> None:
        for chunk in spoiled.chunks:
            self._write(request, chunk)
            if press.stopping.wait(spoiled.pause_s):
                return

    def _head(self, request: Request, answer: Answer, *, length: int | None) -> None:
        request.status = answer.status
        self.send_response(answer.status)
        if answer.content_type:
            self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers:
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _write(self, request: Request, chunk: bytes) -> None:
        if self.command == "HEAD":
            return
        self.wfile.write(chunk)
        request.sent += len(chunk)
