"""The wire between an outbox and a platform: it can lose a request or its answer, and kill who wrote it.

It passes on bytes, and knows of HTTP only where a request and an answer end. Only deeds are spoilt: requests that post,
change or look up a message.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass, field

_DEED = re.compile(rb"chat\.postMessage|chat\.update|conversations\.history|sendMessage|editMessageText")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)

#: What the wire loses of the first deed, once: nothing, the request, or the answer.
LOSSES = ("clean", "dropped before", "dropped after acceptance")

#: By the name of the point: which deed that gets through, and how far it gets.
_STAGES = {
    "connected": (1, "connected"),
    "request half written": (1, "half written"),
    "request whole": (1, "whole"),
    "accepted and unread": (1, "accepted"),
    "half read": (1, "half read"),
    "second call whole": (2, "whole"),
    "second call accepted and unread": (2, "accepted"),
}


@dataclass
class Wire:
    """Listens on this machine and passes on to a port of it."""

    to_port: int
    loss: str = "clean"
    point: str = ""  #: a name of life.ON_THE_WIRE; empty to kill nobody
    victim: int = 0  #: the process id
    deeds: int = 0  #: that got through, since `set`
    port: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Wire:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in self._open:
            writer.transport.abort()

    def set(self, *, loss: str, point: str) -> None:
        """For the next life."""
        self.loss, self.point, self.deeds, self.victim = loss, point, 0, 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            there = await asyncio.open_connection("127.0.0.1", self.to_port)
            while request := await _message(reader):
                if not await self._pass(request, writer, *there):
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass  # one side is gone: the other learns of it below
        finally:
            self._open.discard(writer)
            writer.transport.abort()
            there[1].transport.abort()

    async def _pass(
        self, request: bytes, back: asyncio.StreamWriter, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """One request and its answer; False when the connection is to break."""
        deed = bool(_DEED.search(request.split(b"\r\n", 1)[0]))
        loss, self.loss = (self.loss, "clean") if deed else ("clean", self.loss)
        if loss == "dropped before":
            return False
        self.deeds += deed and loss == "clean"
        kill = self._killer(deed and loss == "clean")
        if kill("connected"):
            return False
        if kill("half written", lambda: writer.write(request[: len(request) // 2])):
            return False
        writer.write(request)
        await writer.drain()
        kill("whole")
        answer = await _message(reader)
        if loss == "dropped after acceptance" or kill("accepted"):
            return False
        if kill("half read", lambda: back.write(answer[: len(answer) // 2])):
            return False
        back.write(answer)
        await back.drain()
        return True

    def _killer(self, counts: bool) -> Callable[..., bool]:
        due = _STAGES.get(self.point, (0, ""))

        def kill(stage: str, first: Callable[[], object] = lambda: None) -> bool:
            if not (counts and self.victim and due == (self.deeds, stage)):
                return False
            first()
            os.kill(self.victim, signal.SIGKILL)
            self.point = ""
            return True

        return kill


async def _message(reader: asyncio.StreamReader) -> bytes:
    """A request or an answer, whole; nothing when the connection ended before one."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    length = _LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")
