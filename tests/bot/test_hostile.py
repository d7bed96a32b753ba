"""What a person at a terminal names is parsed where it can be stopped, as what the bot fetches is."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TypeVar

import pytest
import structlog

from bot import cli, inputs
from bot.sources import find
from digest.errors import Unparsable
from tests.builders import NOW
from tests.fakes import FakeFetcher

T = TypeVar("T")

URL = "https://courier.example/"
# libxml2 compares each attribute of a tag with all before it: this is minutes.
_TAG = b"<%s " + b" ".join(b'a%d=""' % number for number in range(400_000)) + b">"
FEED = b'<?xml version="1.0"?>' + _TAG % b"rss" + b"</rss>"
PAGE = b"<!doctype html>" + _TAG % b"html" + b"<p>News</p></html>"


class GivesUp:
    """A ports.Parser that gives all up at once: whatever is parsed elsewhere keeps its test for minutes."""

    async def parse(self, work: Callable[[], T], *, url: str) -> T:
        raise Unparsable(url, "takes longer than 4.5 s to parse")


@pytest.mark.parametrize("body", [FEED, PAGE], ids=["feed", "page"])
@pytest.mark.parametrize("kind", [None, "section"])
async def test_what_an_address_is_is_found_out_by_the_parser_alone(body: bytes, kind: str | None) -> None:
    with pytest.raises(Unparsable):
        await find(URL, fetcher=FakeFetcher({URL: body}), parser=GivesUp(), now=NOW, kind=kind)


async def test_a_page_that_was_named_is_read_by_the_parser_alone() -> None:
    with pytest.raises(Unparsable):
        await inputs.fetched(URL, fetcher=FakeFetcher({URL: PAGE}), parser=GivesUp(), now=NOW)


class _Hostile(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = {"/feed": FEED, "/page": PAGE}.get(self.path, b"")
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hostile) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("words", [("sources", "add", "{}/page"), ("sources", "check"), ("read", "{}/page")])
def test_each_command_ends_with_the_reason(
    site: str,
    words: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READOUT_FETCH__LOOPBACK", "true")
    Path("readout.toml").write_text(f'[[sources]]\nname = "Courier"\nurl = "{site}/feed"\n', "utf-8")
    monkeypatch.setattr(sys, "argv", ["readout", *(word.format(site) for word in words)])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    printed = capfd.readouterr()
    assert ended.value.code == 1
    assert "takes longer than 4.5 s to parse" in printed.out + printed.err
