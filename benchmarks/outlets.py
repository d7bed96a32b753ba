"""Two thousand outlets' feeds on this machine, in a process of their own, so that what serving costs is not counted.

Each is a host of its own (127.1.0.1, 127.1.0.2, …, which are all this machine), with its robots.txt, as outlets are.
A request for /publish puts one new article at the top of every twentieth feed, another twentieth each time.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from multiprocessing.connection import Connection

FEEDS, ITEMS, SHARE = 2_000, 50, 20
SERVER = "outlets"  # the process's name
START = datetime.now(UTC).replace(microsecond=0)
_WORDS = (
    "The council of {place} met on {day} to hear how the bridge over the Tarn is to be paid for, {count} months after "
    "it was closed to lorries. ‘We have written {count} letters, and {count} answers would have been kind’, said mayor "
    "{name} Orbel, whose office put the cost at {count} million crowns. Deputies of both parties asked for the survey "
    "of {day} to be read out, which took until the evening of the same day in {place}."
)
_NAMES = ("Davit", "Elena", "Luka", "Hasmik", "Pavel", "Nino", "Samir", "Mira", "Tomas", "Ana")


def host(feed: int) -> str:
    """The address that a feed is on."""
    return f"127.1.{feed // 250}.{feed % 250 + 1}"


@contextmanager
def outlets() -> Iterator[int]:
    """Serve them while the block lasts; their port."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_main, args=(theirs, START), daemon=True, name=SERVER)
    process.start()
    try:
        yield int(ours.recv())
    finally:
        process.terminate()
        process.join()


def _main(pipe: Connection, start: datetime) -> None:
    asyncio.run(_run(pipe, start))


async def _run(pipe: Connection, start: datetime) -> None:
    listening = socket.socket()
    # All of 127.0.0.0/8 at once; the device keeps everybody else out.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
    listening.bind(("", 0))
    port = int(listening.getsockname()[1])
    serving = _Outlets(port, start)
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(serving), sock=listening, backlog=200)
    pipe.send(port)
    await server.serve_forever()


class _Outlets:
    """All the feeds, and what each address answers."""

    def __init__(self, port: int, start: datetime) -> None:
        self._port = port
        self._items = [[(item, start - timedelta(hours=item + 1)) for item in range(ITEMS)] for _ in range(FEEDS)]
        self._round = 0

    def answer(self, head: str) -> bytes:
        target, asked = head.split(" ", 2)[1], head.lower()
        if target == "/publish":
            self._publish()
            return _http(200, b"done", "text/plain")
        if target == "/robots.txt":
            return _http(200, b"User-agent: *\nDisallow: /private/\n", "text/plain")
        _, kind, feed, *item = target.split("/")
        if kind == "a":
            return _http(200, _page(int(feed), int(item[0])), "text/html; charset=utf-8")
        tag = f'"{self._items[int(feed)][0][0]}"'
        if f"if-none-match: {tag}" in asked:
            return _http(304, b"", "", f"ETag: {tag}\r\n")
        return _http(200, self._feed(int(feed)), "application/rss+xml; charset=utf-8", f"ETag: {tag}\r\n")

    def _publish(self) -> None:
        for feed in range(self._round % SHARE, FEEDS, SHARE):
            self._items[feed] = [(1_000 + self._round, datetime.now(UTC)), *self._items[feed][: ITEMS - 1]]
        self._round += 1

    def _feed(self, feed: int) -> bytes:
        site = f"http://{host(feed)}:{self._port}"
        items = "".join(
            f"<item><title>{escape(title(feed, number))}</title><link>{site}/a/{feed}/{number}</link>"
            f'<guid isPermaLink="false">{feed}-{number}</guid><pubDate>{format_datetime(at, usegmt=True)}</pubDate>'
            f"<category>local</category><description><![CDATA[<p>{_paragraph(feed, number)}</p>]]></description></item>"
            for number, at in self._items[feed]
        )
        return (
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Outlet {feed}</title>'
            f"<link>{site}/</link><description>News of the valley</description>{items}</channel></rss>"
        ).encode()


def title(feed: int, number: int) -> str:
    """Of an article."""
    return f"Council {feed} hears report {number} on the bridge"


def _paragraph(feed: int, number: int) -> str:
    day = START + timedelta(days=number % 7)
    return _WORDS.format(
        place=f"Old Ford {feed}-{number}", day=f"{day:%A}", count=number % 40 + 2, name=_NAMES[(feed + number) % 10]
    )


def _page(feed: int, number: int) -> bytes:
    menu = "".join(f'<li><a href="/section/{at}">Section {at}</a></li>' for at in range(40))
    text = "".join(f"<p>{_paragraph(feed, number + at)}</p>" for at in range(8))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title(feed, number)}</title></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{title(feed, number)}</h1>{text}</article>"
        f"<aside><ul>{menu}</ul></aside><footer>All rights reserved.</footer></body></html>"
    ).encode()


def _http(status: int, body: bytes, kind: str, headers: str = "") -> bytes:
    kind = f"Content-Type: {kind}\r\n" if kind else ""
    return f"HTTP/1.1 {status} X\r\n{kind}{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


class _Connection(asyncio.Protocol):
    """Answers one request after the other."""

    def __init__(self, serving: _Outlets) -> None:
        self._serving = serving
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a TCP server's are
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            self._transport.write(self._serving.answer(head.decode() + "\r\n"))
