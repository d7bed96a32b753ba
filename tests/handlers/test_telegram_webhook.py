"""The bot on a strict fake Telegram by webhook: what is answered, what is refused, what is handled once."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from telegram_server import FakeTelegram

from bot.store import open_store
from digest.errors import PostError
from digest.ports import Store
from handlers.account import Account, Finding
from handlers.pace import Pace
from handlers.telegram.app import TelegramChannel
from handlers.telegram.check import check
from handlers.telegram.webhook import PATH
from tests.builders import NOW, TITLE
from tests.fakes import MemoryStore
from tests.handlers import forged
from tests.handlers.desk import FakeDesk
from tests.handlers.front import front_of

PUBLIC = "https://readout.example"


@dataclass
class World:
    """A bot that Telegram calls."""

    tg: FakeTelegram
    store: Store
    desk: FakeDesk
    account: Account
    channel: TelegramChannel
    http: httpx.AsyncClient

    @property
    def secret(self) -> str:
        return str(self.tg.webhook["secret"])

    async def post(self, body: bytes, headers: Any = ()) -> int:
        return (await self.http.post(PATH, content=body, headers=headers)).status_code


@asynccontextmanager
async def a_world(tg: FakeTelegram, store: Store) -> AsyncIterator[World]:
    account = Account(tg.token, api=tg.base_url, webhook=PUBLIC)
    desk = FakeDesk()
    zone = ZoneInfo("Europe/Berlin")
    channel = TelegramChannel(account, desk, store=store, now=lambda: NOW, zone=zone, pace=Pace(sleep=at_once))
    async with front_of(channel, store) as url, httpx.AsyncClient(base_url=url) as http:
        tg.webhook_to = url
        await channel.start()
        yield World(tg, store, desk, account, channel, http)
        await channel.stop()


async def at_once(_: float) -> None:
    """In place of waiting for a turn."""


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(flood={}) as fake:
        yield fake


@pytest.fixture
async def world(tg: FakeTelegram) -> AsyncIterator[World]:
    async with a_world(tg, MemoryStore()) as made:
        yield made


def update_of(tg: FakeTelegram, number: int = 1) -> str:
    """A summary that Anna asks for."""
    anna = {"id": 5, "is_bot": False, "first_name": "Anna"}
    chat = {"id": 5, "type": "private", "first_name": "Anna"}
    entity = {"type": "bot_command", "offset": 0, "length": 8}
    message = {"message_id": 1, "date": 1745000000, "chat": chat, "from": anna, "text": "/summary"}
    return json.dumps({"update_id": number, "message": message | {"entities": [entity]}})


async def test_telegram_is_told_where_to_call_and_with_which_secret(world: World) -> None:
    assert world.tg.webhook["url"] == f"{PUBLIC}/telegram/webhook"
    assert len(world.secret) == 64
    assert world.tg.token not in world.secret
    assert not any(call.method == "getUpdates" for call in world.tg.calls)
    assert not world.tg.unknown


async def test_a_summary_is_answered(world: World) -> None:
    anna = world.tg.person("Anna")

    world.tg.text(anna, anna, "/summary ardal today")

    assert (await world.tg.next(anna)).text.startswith(TITLE)
    assert [status for _, status in world.tg.webhook_log] == [200]
    assert not world.tg.breaches


async def test_an_update_that_comes_twice_is_handled_once(world: World) -> None:
    anna = world.tg.person("Anna")
    world.tg.text(anna, anna, "/summary today")
    await world.tg.next(anna)

    world.tg.repeat()
    world.tg.text(anna, anna, "/summary week")
    await world.tg.until(lambda: len(world.desk.asked) > 1)

    assert [period.label for _, period in world.desk.asked] == ["today", "the last 7 days"]
    assert [status for _, status in world.tg.webhook_log] == [200, 200, 200]


async def test_an_update_that_comes_again_after_a_restart_is_not_handled_again(tg: FakeTelegram) -> None:
    async with open_store("sqlite+aiosqlite://") as store:
        async with a_world(tg, store) as first:
            tg.person("Anna", 5)
            headers = [(forged.SECRET, first.secret.encode())]
            assert await first.post(update_of(tg).encode(), headers) == 200
            await tg.until(lambda: first.desk.asked)
        async with a_world(tg, store) as second:
            again = await second.post(update_of(tg).encode(), headers)
            await second.post(update_of(tg, 2).encode(), headers)
            await tg.until(lambda: second.desk.asked)

    assert again == 200
    assert len(second.desk.asked) == 1


@pytest.mark.parametrize("count", [60, pytest.param(1000, marks=pytest.mark.slow)])
async def test_what_telegram_did_not_send_is_refused_and_does_nothing(world: World, count: int) -> None:
    made = forged.telegram(world.secret, update_of(world.tg), count)
    calls = len(world.tg.calls)

    statuses = {await world.post(body, headers) for body, headers in made}

    assert statuses == {400, 401}
    assert world.desk.asked == []
    assert len(world.tg.calls) == calls
    assert isinstance(world.store, MemoryStore)
    assert not world.store.handled


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_another_method_is_refused(world: World, method: str) -> None:
    answer = await world.http.request(method, PATH, headers=[(forged.SECRET, world.secret.encode())])

    assert answer.status_code == 405


async def test_a_body_that_is_too_large_is_refused(world: World) -> None:
    assert await world.post(b" " * (2 << 20), [(forged.SECRET, world.secret.encode())]) == 413


async def test_what_only_telegram_knows_is_taken_and_holds_nothing_up(world: World) -> None:
    headers = [(forged.SECRET, world.secret.encode())]

    odd = await world.post(b'{"update_id": 9, "message": {"message_id": "x", "chat": 7}}', headers)
    new = await world.post(b'{"update_id": 10, "hologram": {}}', headers)

    assert (odd, new) == (200, 200)
    assert world.desk.asked == []


async def test_what_comes_while_nothing_runs_is_to_come_again(world: World) -> None:
    await world.channel.stop()

    assert await world.post(update_of(world.tg).encode(), [(forged.SECRET, world.secret.encode())]) == 503
    assert await world.post(update_of(world.tg).encode()) == 401


async def test_polling_takes_the_webhook_away(tg: FakeTelegram) -> None:
    async with a_world(tg, MemoryStore()):
        assert tg.webhook["url"]
    polling = TelegramChannel(
        Account(tg.token, api=tg.base_url), FakeDesk(), store=MemoryStore(), now=lambda: NOW, zone=ZoneInfo("UTC")
    )

    await polling.start()
    await polling.stop()

    assert tg.webhook["url"] == ""
    assert polling.routes() == []


async def test_a_webhook_that_telegram_refuses_is_told(tg: FakeTelegram) -> None:
    account = Account(tg.token, api=tg.base_url, webhook="http://readout.example")
    channel = TelegramChannel(account, FakeDesk(), store=MemoryStore(), now=lambda: NOW, zone=ZoneInfo("UTC"))

    with pytest.raises(PostError, match="https url must be provided"):
        await channel.start()


# --- the check-up ----------------------------------------------------------------------------------------------------


def bot(tg: FakeTelegram, **more: Any) -> Account:
    return Account(tg.token, api=tg.base_url, **more)


async def test_the_check_says_who_we_are_and_that_nobody_else_polls(tg: FakeTelegram) -> None:
    assert await check(bot(tg), [], poll_s=0) == [
        Finding("telegram", good=True, words="@fake_bot, by polling"),
        Finding("telegram webhook", good=True, words="none, as polling needs it"),
        Finding("telegram polling", good=True, words="nobody else polls"),
    ]


async def test_the_check_tells_of_another_poller(tg: FakeTelegram) -> None:
    other = TelegramChannel(bot(tg), FakeDesk(), store=MemoryStore(), now=lambda: NOW, zone=ZoneInfo("UTC"))
    await other.start()
    await tg.until(lambda: any(call.method == "getUpdates" for call in tg.calls))

    found = await check(bot(tg), [], poll_s=10)
    await other.stop()

    assert not found[-1].good
    assert found[-1].words.startswith("another program polls with this token")


async def test_the_check_tells_of_privacy_mode_that_is_off(tg: FakeTelegram) -> None:
    tg.privacy = False

    _, privacy, *_ = await check(bot(tg), [], poll_s=0)

    assert (privacy.good, "/setprivacy" in privacy.words) == (False, True)


async def test_the_check_tells_of_a_webhook_where_we_poll(tg: FakeTelegram) -> None:
    tg.webhook["url"] = "https://other.example/secret-path"

    *_, hook = await check(bot(tg), [], poll_s=0)

    assert (hook.good, hook.words.split(":")[0]) == (False, "other.example gets the updates")
    assert "secret-path" not in str(hook)


@pytest.mark.parametrize(
    ("set_", "good", "words"),
    [
        ({"url": ""}, True, "not set yet: `readout run` does it"),
        ({"url": f"{PUBLIC}{PATH}"}, True, "readout.example, 0 updates waiting"),
        ({"url": "https://other.example/x"}, False, "it is another one, at other.example"),
    ],
)
async def test_the_check_looks_at_our_webhook(tg: FakeTelegram, set_: dict[str, str], good: bool, words: str) -> None:
    tg.webhook |= set_

    *_, hook = await check(bot(tg, webhook=PUBLIC), [], poll_s=0)

    assert (hook.good, hook.words.startswith(words)) == (good, True)


async def test_the_check_tells_why_telegram_could_not_deliver(world: World) -> None:
    await world.channel.stop()
    anna = world.tg.person("Anna")
    world.tg.text(anna, anna, "/summary")
    await world.tg.until(lambda: world.tg.webhook.get("last_error_message"))

    *_, hook = await check(world.account, [], poll_s=0)

    assert not hook.good
    assert "Wrong response from the webhook: 503" in hook.words


async def test_the_check_says_that_a_token_is_refused_and_shows_it_not(tg: FakeTelegram) -> None:
    [found] = await check(Account("123456789:canary", api=tg.base_url), [])

    assert not found.good
    assert "copy it again" in found.words
    assert "canary" not in str(found)
