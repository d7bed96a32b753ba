"""The whole path on one loop: a newspaper, the real reader, SQLite, and both platforms, as strict as the real ones."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from slack_server import FakeSlack
from telegram_server import FakeTelegram

from bot import app
from bot.demo import BUNDLED, Press, load_outlet
from bot.store import open_store
from config.settings import (
    FetchSettings,
    Settings,
    SlackSettings,
    SourceSettings,
    StoreSettings,
    SubscriptionSettings,
    TelegramSettings,
)
from digest.model import PartState

pytestmark = pytest.mark.model
CALL = "Belos and Sollander speak by phone"


class Clock:
    """The real time, until it is set forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def presses() -> Iterator[list[Press]]:
    now = datetime.now(UTC)
    opened = [Press(load_outlet(name, now=now)) for name in BUNDLED]
    for press in opened:
        press.__enter__()
    yield opened
    for press in opened:
        press.__exit__(None, None, None)


def settings(
    folder: Path, presses: list[Press], slack: FakeSlack, telegram: FakeTelegram, *chats: SubscriptionSettings
) -> Settings:
    return Settings(
        store=StoreSettings(url=f"sqlite+aiosqlite:///{folder / 'readout.sqlite'}"),
        fetch=FetchSettings(loopback=True),
        slack=SlackSettings(
            bot_token=SecretStr(slack.main.token), app_token=SecretStr(slack.app_token), api_url=slack.api
        ),
        telegram=TelegramSettings(token=SecretStr(telegram.token), api_url=telegram.base_url),
        sources=tuple(SourceSettings(name=each.outlet.name, url=f"{each.url}/atom.xml") for each in presses),
        subscriptions=chats,
    )


@asynccontextmanager
async def running(given: Settings, folder: Path, clock: Clock) -> AsyncIterator[None]:
    stop = asyncio.Event()
    bot = asyncio.create_task(app.run(given, beside=folder, stop=stop, clock=clock, look_s=0.2))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(bot, 20)


async def asked_until_told(telegram: FakeTelegram, person: object, words: str) -> str:
    """Ask again until the news of both outlets is read; the digest."""
    for _ in range(100):
        telegram.text(person, person, words)
        answer = await telegram.next(person, timeout=20)
        if CALL in answer.text:
            return str(answer.text)
        await asyncio.sleep(0.3)
    raise AssertionError(answer.text)


async def until(folder: Path, sql: str, count: int) -> None:
    """Until the running bot's database counts so many: a second store on it would be refused."""
    for _ in range(300):
        with closing(sqlite3.connect(f"file:{folder / 'readout.sqlite'}?mode=ro", uri=True)) as database:
            if database.execute(sql).fetchall() == [(count,)]:
                return
        await asyncio.sleep(0.2)
    raise AssertionError(f"{sql}: never {count}")


async def quiet(slack: FakeSlack, telegram: FakeTelegram) -> None:
    """Until the bot has come up, and then posted nothing for two seconds: twice what lies between two messages."""
    before = calls = len(slack.calls) + len(telegram.calls)
    while calls == before or calls != len(slack.calls) + len(telegram.calls):
        calls = len(slack.calls) + len(telegram.calls)
        await asyncio.sleep(2)


async def test_news_is_read_answered_and_posted_once_on_both_platforms(tmp_path: Path, presses: list[Press]) -> None:
    clock = Clock()
    hour = (datetime.now(UTC) + timedelta(hours=2)).hour  # the full hour after the next: it has not come yet
    async with FakeSlack() as slack, FakeTelegram(flood={}) as telegram:
        anna = telegram.person("Anna")
        chats = [
            SubscriptionSettings(chat=f"slack:{slack.main.id}/{slack.general.id}", at=(time(hour),)),
            SubscriptionSettings(chat=f"telegram:{anna['id']}", topics=("fishermen",), at=(time(hour),)),
        ]
        given = settings(tmp_path, presses, slack, telegram, *chats)

        async with running(given, tmp_path, clock):
            on_telegram = await asked_until_told(telegram, anna, "/summary")
            ack = await slack.slash("/summary", "fishermen", slack.alice, slack.general)
            await slack.until(lambda: bool(slack.responses))
            clock.ahead = timedelta(hours=2)
            await until(tmp_path, "SELECT count(*) FROM deliveries", len(chats))
        async with running(given, tmp_path, clock):  # what the stop cut short goes on
            await until(tmp_path, "SELECT count(*) FROM parts WHERE state NOT IN ('sent', 'failed')", 0)
        posted = len(slack.messages(slack.general)), len(telegram.messages(anna))
        async with running(given, tmp_path, clock):
            await quiet(slack, telegram)

        assert ack.ok
        assert CALL in on_telegram
        assert CALL in slack.messages(slack.general)[0]["text"]
        assert posted == (len(slack.messages(slack.general)), len(telegram.messages(anna)))
        async with open_store(given.store.url) as store:
            deliveries = await store.deliveries()
        assert {each.address.platform for each in deliveries} == {"slack", "telegram"}
        assert len(deliveries) == len(chats)
        assert {part.state for each in deliveries for part in each.parts} == {PartState.SENT}
        assert not slack.breaches
        assert {each.kind for each in slack.controls} == {"link"}
        assert all(any(press.url in each.raw for press in presses) for each in slack.controls)
        assert not telegram.breaches
        assert not telegram.unknown


async def test_a_platform_that_cannot_be_reached_stops_no_other(tmp_path: Path) -> None:
    async with FakeSlack() as slack, FakeTelegram(flood={}) as telegram:
        given = settings(tmp_path, [], slack, telegram)
        closed = TelegramSettings(token=given.telegram.token, api_url="http://127.0.0.1:9/bot")

        async with running(given.model_copy(update={"telegram": closed}), tmp_path, Clock()):
            ack = await slack_answers(slack)

        assert ack
        assert slack.responses[0]["text"].startswith("Nothing in the last 24 hours. 0 sources checked")


async def slack_answers(slack: FakeSlack) -> bool:
    """Ask as soon as the bot has connected."""
    for _ in range(100):
        ack = await slack.slash("/summary", "", slack.alice, slack.general)
        if ack.ok:
            await slack.until(lambda: bool(slack.responses))
            return True
        await asyncio.sleep(0.2)
    return False
