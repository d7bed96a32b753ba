"""The web front: how we do, in numbers and in one word; and what never reaches a handler."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot import app, metrics
from bot.web import SILENT_S, Pulse, application, serving
from config.settings import Settings, SettingsError, StoreSettings, WebSettings
from digest.errors import StoreError
from digest.model import PartState, Source
from digest.ports import Counts, Health
from handlers.web import Request, Response, Route
from tests.builders import NOW
from tests.fakes import MemoryStore

#: In every place that holds text or a secret.
CANARY = "canary-0000"


class Locked(MemoryStore):
    """A database that refuses."""

    async def added_sources(self) -> tuple[Source, ...]:
        raise StoreError(f"/var/lib/{CANARY}.sqlite: locked")

    async def health(self) -> tuple[Health, ...]:
        raise StoreError(f"/var/lib/{CANARY}.sqlite: locked")


@dataclass
class Asked:
    """A handler that notes what reaches it."""

    seen: list[Request] = field(default_factory=list)
    refusal: Exception | None = None

    async def take(self, request: Request) -> Response:
        self.seen.append(request)
        if self.refusal:
            raise self.refusal
        return Response(201, "done", (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Content-Type", "text/html")))

    def route(self) -> Route:
        return Route("POST", "/hook", self.take, limit_bytes=10)


@asynccontextmanager
async def front(store: MemoryStore, pulse: Pulse, *routes: Route) -> AsyncIterator[httpx.AsyncClient]:
    made = application(store, pulse, routes, clock=lambda: NOW)
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(serving(made, host="127.0.0.1", port=0))
        yield await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}"))


async def beating() -> Pulse:
    pulse = Pulse()
    await pulse.beat()
    return pulse


async def test_all_is_well_while_ticks_go_on_and_the_database_answers() -> None:
    async with front(MemoryStore(), await beating()) as http:
        answer = await http.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "server" not in answer.headers


async def test_nothing_is_well_before_the_first_tick() -> None:
    async with front(MemoryStore(), Pulse()) as http:
        answer = await http.get("/healthz")

    assert (answer.status_code, answer.text) == (503, "the ticks stand still\n")


async def test_ticks_that_stopped_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    pulse = await beating()
    loop = asyncio.get_running_loop()
    later = loop.time() + SILENT_S + 1

    monkeypatch.setattr(loop, "time", lambda: later)

    assert not pulse.beats


async def test_a_database_that_refuses_is_told_without_its_name() -> None:
    async with front(Locked(), await beating()) as http:
        health, counts = await http.get("/healthz"), await http.get("/metrics")

    assert (health.status_code, counts.status_code) == (503, 503)
    assert health.text == counts.text == "the database does not answer\n"


async def test_what_there_is_is_told_in_numbers() -> None:
    store = MemoryStore()
    source = Source("Ardal Gazette", f"https://gazette.example/feed?key={CANARY}")
    await store.save_round(source, Health("Ardal Gazette", failures=3, reason=f"{CANARY} answered 503"))

    async with front(store, await beating()) as http:
        answer = await http.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert 'readout_source_failures{source="Ardal Gazette"} 3.0' in answer.text
    assert CANARY not in answer.text


def test_the_oldest_message_that_waits_is_the_lag() -> None:
    counts = Counts(7, 5, ((PartState.SENT, 4), (PartState.UNKNOWN, 1)), NOW - timedelta(minutes=2))

    text = metrics.exposition(counts, (), now=NOW).decode()
    quiet = metrics.exposition(replace(counts, waiting_since=None), (), now=NOW).decode()

    values = {
        (sample.name, sample.labels.get("state", "")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert values["readout_delivery_lag_seconds", ""] == 120
    assert (values["readout_articles", ""], values["readout_readings", ""]) == (7, 5)
    assert [values["readout_delivery_parts", each.value] for each in PartState] == [0, 0, 0, 4, 1, 0]
    assert "readout_delivery_lag_seconds 0.0" in quiet


async def test_a_handler_gets_the_bytes_that_came() -> None:
    asked = Asked()
    body, twice = b"\xff\x00 a=%20", [("X-Twice", "1"), ("X-Twice", "2")]

    async with front(MemoryStore(), Pulse(), asked.route()) as http:
        answer = await http.post("/hook?q=%C3%A9", content=body, headers=twice)

    [request] = asked.seen
    assert (request.body, request.query, request.headers["x-twice"]) == (body, "q=%C3%A9", "1, 2")
    assert (answer.status_code, answer.text) == (201, "done")
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert answer.headers["content-type"] == "text/html"


@pytest.mark.parametrize("declared", [True, False])
async def test_a_body_that_is_too_long_reaches_no_handler(declared: bool) -> None:
    asked = Asked()

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b"xxxx"

    async with front(MemoryStore(), Pulse(), asked.route()) as http:
        answer = await http.post("/hook", content=b"x" * 16 if declared else chunks())

    assert (answer.status_code, asked.seen) == (413, [])


async def test_a_handler_that_breaks_tells_nobody_why() -> None:
    asked = Asked(refusal=RuntimeError(CANARY))

    async with front(MemoryStore(), Pulse(), asked.route()) as http:
        answer = await http.post("/hook", content=b"x")
        after = await http.get("/healthz")

    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert after.status_code == 503  # it still answers


async def test_a_port_that_is_taken_is_said_at_once_with_its_setting(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = Settings(
            store=StoreSettings(url=f"sqlite+aiosqlite:///{tmp_path}/readout.sqlite"), web=WebSettings(port=port)
        )

        with pytest.raises(SettingsError, match=rf"127.0.0.1:{port} .*: set another web.host or web.port"):
            await app.run(settings, beside=tmp_path, stop=asyncio.Event())


async def test_the_bot_serves_while_it_runs_and_not_after(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = Settings(
        store=StoreSettings(url=f"sqlite+aiosqlite:///{tmp_path}/readout.sqlite"), web=WebSettings(port=port)
    )
    stop = asyncio.Event()

    running = asyncio.create_task(app.run(settings, beside=tmp_path, stop=stop))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        well = await until_well(http)
        stop.set()
        await running
        with pytest.raises(httpx.ConnectError):
            await http.get("/healthz")

    assert well


async def until_well(http: httpx.AsyncClient) -> bool:
    async with asyncio.timeout(20):
        while True:
            try:
                if (await http.get("/healthz")).status_code == 200:
                    return True
            except httpx.TransportError:
                await asyncio.sleep(0.05)
