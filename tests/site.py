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
    drops: bool = False  #: True: nothing is sent, and the connection is closed
    raw: bytes | None = None  #: sent instead of all else
    drip_s: float = 0.0  #: seconds between two bytes of `raw`


def redirect(location: str) -> Scripted:
    return Scripted(302, headers=(("Location", location),))


class Site:
    """An async context manager; `url` is its address, `asked` the heads of the requests that came in."""

    def __init__(self, pages: Mapping[str, Scripted]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []
        self.connections = 0  #: that were opened, whether something was asked or not
        self.url = ""
        self._serving = set[asyncio.Task[None]]()

    async def __aenter__(self) -> Site:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._server.wait_closed()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        paths = [head.split(" ", 2)[1] for head in self.asked]
        return [path for path in paths if path != "/robots.txt"]

    def answer(self, head: str) -> Scripted:
        """What a request with this head gets."""
        return self.pages.get(head.split(" ", 2)[1], Scripted(404))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
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
            if page.hangs or page.drops:
                return
            if page.raw is not None:
                await _send_raw(writer, page)
                return
            length = len(page.body) if page.length is None else page.length
            lines = [f"HTTP/1.1 {page.status} X", f"Content-Length: {length}", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in page.headers]
            writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + page.body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the one who asked has gone, or the site is closing
        finally:
            writer.close()


async def _send_raw(writer: asyncio.StreamWriter, page: Scripted) -> None:
    assert page.raw is not None
    step = 1 if page.drip_s else max(1, len(page.raw))
    for at in range(0, len(page.raw), step):
        writer.write(page.raw[at : at + step])
        await writer.drain()
        await asyncio.sleep(page.drip_s)
