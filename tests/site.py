"""A small web site on 127.0.0.1 for tests: answers each path as scripted, and remembers what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType

_TLS_HELLO = b"\x16"  # the type of a handshake record, RFC 8446, 5.1


@dataclass(frozen=True, slots=True)
class Scripted:
    """What a path is answered with, to the byte."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None  #: Content-Length; None for the true one
    hangs: bool = False  #: True: nothing more is sent, and the connection stays open


def redirect(location: str) -> Scripted:
    return Scripted(302, headers=(("Location", location),))


class Site:
    """An async context manager; `url` is its address, `asked` the heads of the requests that came in."""

    def __init__(self, pages: Mapping[str, Scripted]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.url = ""

    async def __aenter__(self) -> Site:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        paths = [head.split(" ", 2)[1] for head in self.asked]
        return [path for path in paths if path != "/robots.txt"]

    def answer(self, head: str) -> Scripted:
        """What a request with this head gets."""
        return self.pages.get(head.split(" ", 2)[1], Scripted(404))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            first = await reader.readexactly(1)
            if first == _TLS_HELLO:
                writer.write(b"HTTP/1.1 400 X\r\n\r\n")
                return
            head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.asked.append(head)
            page = self.answer(head)
            if page.hangs:
                await reader.read()
                return
            length = len(page.body) if page.length is None else page.length
            lines = [f"HTTP/1.1 {page.status} X", f"Content-Length: {length}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in page.headers]
            writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + page.body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
