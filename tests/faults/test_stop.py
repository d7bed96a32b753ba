"""A stop under load: at most ten seconds, what is on its way arrives, and nothing new is in doubt."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram_server import FakeTelegram

from bot import app
from bot.delivery.outbox import part_key
from bot.store import open_store
from config.settings import Settings, StoreSettings
from digest.errors import StoreError
from digest.model import Part, Subscription
from digest.ports import Store
from handlers.telegram.render import render
from tests import builders

#: What a stop may take.
STOP_S = 10.0
#: How many digests are due; each takes a headline and an edit.
CHATS = 6

pytestmark = pytest.mark.slow


@asynccontextmanager
async def readout(folder: Path, telegram: FakeTelegram) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot in a process of its own, without sources."""
    (folder / "readout.toml").write_text(f'[telegram]\ntoken = "{telegram.token}"\napi_url = "{telegram.base_url}"\n')
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()


async def digests_due(folder: Path, telegram: FakeTelegram) -> None:
    """Queued by an earlier process, one a chat."""
    async with open_store(f"sqlite+aiosqlite:///{folder}/readout.sqlite") as store:
        for number in range(CHATS):
            chat = str(telegram.person(f"Anna {number}")["id"])
            await _claim(
                store, builders.subscription(id=chat, address=builders.address(platform="telegram", chat=chat))
            )


async def _claim(store: Store, subscription: Subscription) -> None:
    slot, digest = builders.slot(), builders.digest()
    [payload] = render(digest)
    await store.claim(subscription, slot, digest, [Part(part_key(subscription, slot, 0), 0, payload)])


async def stopped(bot: asyncio.subprocess.Process) -> float:
    """Ask it to stop; the seconds that it took."""
    started = time.monotonic()
    bot.send_signal(signal.SIGTERM)
    await asyncio.wait_for(bot.wait(), 3 * STOP_S)
    return time.monotonic() - started


def states(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "readout.sqlite")
    try:
        return [state for (state,) in connection.execute("SELECT state FROM parts")]
    finally:
        connection.close()


def in_doubt(folder: Path) -> int:
    """Messages that are on record as on their way, or as broken off: the last moments decide which."""
    connection = sqlite3.connect(folder / "readout.sqlite")
    try:
        [(count,)] = connection.execute("SELECT count(*) FROM parts WHERE state = 'sending' OR doubts > 0")
        return int(count)
    finally:
        connection.close()


@pytest.mark.parametrize("round_", range(5))
async def test_what_is_on_its_way_arrives_and_nothing_is_in_doubt(tmp_path: Path, round_: int) -> None:
    async with FakeTelegram(flood={}) as telegram:
        await digests_due(tmp_path, telegram)
        telegram.fail("slow", None, times=None, seconds=1 + round_ / 4)
        async with readout(tmp_path, telegram) as bot:
            await telegram.until(lambda: any(each.method == "sendMessage" for each in telegram.calls), timeout=60)
            took = await stopped(bot)

    assert (bot.returncode, took < STOP_S) == (0, True)
    assert set(states(tmp_path)) <= {"pending", "anchored", "sent"}


async def test_a_platform_that_never_answers_holds_up_no_stop(tmp_path: Path) -> None:
    async with FakeTelegram(flood={}) as telegram:
        await digests_due(tmp_path, telegram)
        telegram.fail("hang_after", "sendMessage", times=None, seconds=120)
        async with readout(tmp_path, telegram) as bot:
            await telegram.until(lambda: any(each.method == "sendMessage" for each in telegram.calls), timeout=60)
            took = await stopped(bot)

    assert took < STOP_S
    assert set(states(tmp_path)) <= {"sending", "pending"}
    assert in_doubt(tmp_path)  # it is settled at the next start


async def test_a_second_readout_says_so_and_stops_within_two_seconds(tmp_path: Path) -> None:
    settings = Settings(store=StoreSettings(url=f"sqlite+aiosqlite:///{tmp_path}/readout.sqlite"))
    async with open_store(settings.store.url):
        started = time.monotonic()

        with pytest.raises(StoreError, match=r"another Readout \(process \d+\) is using this database; stop it"):
            await app.run(settings, beside=tmp_path)

        assert time.monotonic() - started < 2
