"""Bytes that a server sends behind its answer are nobody's answer, though they look like one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest

from digest.ports import Fetched, NotModified, Validator
from tests.bot.fetching import fetcher_of

FORGED = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: 6\r\n\r\nforged"
NEWS = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews"
GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@asynccontextmanager
async def kept_open(answers: Mapping[str, bytes]) -> AsyncIterator[str]:
    """The address of a site that answers each path to the byte and waits for the next request on each connection."""
    serving = set[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                writer.write(answers.get(head.split(" ", 2)[1], GONE))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the one who asked has gone, or the site is closing
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving)


@pytest.mark.parametrize(
    "answer",
    [
        b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n' + FORGED,
        # a length that a 304 may name, RFC 9110, 8.6, and a body that it may not have
        b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n' % len(FORGED) + FORGED,
        b"HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n" + FORGED,
    ],
    ids=["plain", "with its length", "in chunks"],
)
async def test_nothing_that_follows_a_304_is_believed(answer: bytes) -> None:
    async with kept_open({"/a": answer, "/b": NEWS}) as url, fetcher_of() as fetcher:
        for _ in range(3):
            unchanged = await fetcher.get(f"{url}/a", Validator('"1"'))
            other = await fetcher.get(f"{url}/b")

            assert unchanged == NotModified(f"{url}/a")
            assert isinstance(other, Fetched)
            assert other.body == b"news"


@pytest.mark.parametrize(
    "answer",
    [
        NEWS + FORGED,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n0\r\n\r\n" + FORGED,
        b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n" + FORGED,
    ],
    ids=["a length that is short", "behind the last chunk", "behind a redirect"],
)
async def test_nothing_that_follows_an_answer_is_believed(answer: bytes) -> None:
    async with kept_open({"/a": answer, "/b": NEWS}) as url, fetcher_of() as fetcher:
        for path in ("/a", "/b", "/a", "/b"):
            fetched = await fetcher.get(url + path)

            assert isinstance(fetched, Fetched)
            assert fetched.body == b"news"
