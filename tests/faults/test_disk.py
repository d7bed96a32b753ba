"""A disk that is full, a database that another program has locked, and one that is damaged.

Whatever happens: nothing is sent without its intent on record, what went wrong is said, and nothing is overwritten.
"""

from __future__ import annotations

import random
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.delivery import Outbox
from bot.store import SqlStore, open_store
from digest.errors import PostError, ReadoutError, StoreError
from digest.model import Address, Mode, PartState
from tests.builders import NOW, digest, slot, subscription
from tests.fakes import FakeChannel, Posted

THREE = ("one", "two", "three")
#: Writes that are tried one after the other: more than a digest of three messages has.
SITES = 20
LOCKED_S = (1, 5, 30, 120)


class Platform(FakeChannel):
    """Remembers what stands there, and looks at the record whenever something is posted."""

    def __init__(self, file: Path) -> None:
        super().__init__(messages=THREE, mode=Mode.LOOK, on_post=self._look)
        self._file = file
        self.without_intent: list[str] = []

    async def find(self, address: Address, key: str, *, since: datetime, answers: str = "") -> str | None:
        return next((f"receipt-{n}" for n, each in enumerate(self.taken, start=1) if each.key == key), None)

    async def _look(self, posted: Posted) -> None:
        try:
            states = ask(self._file, "SELECT state FROM parts WHERE key = ?", posted.key)
        except sqlite3.DatabaseError:  # a damaged page is no record
            states = []
        if states != [("sending",)]:
            self.without_intent.append(posted.payload)


def ask(file: Path, question: str, *values: object) -> list[tuple[object, ...]]:
    """What another program sees in the file."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return connection.execute(question, values).fetchall()
    finally:
        connection.close()


class Newsroom:
    """A digest that is due, a platform, and a clock that is moved by hand."""

    def __init__(self, file: Path, store: SqlStore) -> None:
        self.now = NOW
        self.file, self.store, self.platform = file, store, Platform(file)
        self.outbox = Outbox(store, {"console": self.platform}, clock=lambda: self.now)

    async def tick(self, seconds: float = 5) -> str:
        """As the bot does: queue what is due, send what is queued; what was complained of."""
        self.now += timedelta(seconds=seconds)
        try:
            await self.store.put_subscription(subscription())
            if not await self.store.last_slots([subscription().id]):
                await self.outbox.queue(subscription(), slot(), digest())
            await self.outbox.deliver()
        except StoreError as error:
            return str(error)
        return ""

    async def settled(self) -> list[PartState]:
        """Once all is well again, and time passes."""
        for _ in range(60):
            await self.tick()
        return [part.state for each in await self.store.deliveries() for part in each.parts]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "readout.sqlite"


@pytest.fixture
async def room(file: Path) -> AsyncIterator[Newsroom]:
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        yield Newsroom(file, store)


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    with capture_logs() as events:
        yield events


def complaints(logged: list[EventDict]) -> list[str]:
    """What the log says of chats' troubles."""
    return [str(each.get("reason")) for each in logged if each["log_level"] == "error"]


# --- a full disk -----------------------------------------------------------------------------------------------------


@contextmanager
def full_from(number: int) -> Iterator[list[str]]:
    """From the so manieth write on, no file can be written; the writes that were begun."""
    writes: list[str] = []
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def begun(what: str) -> None:
        writes.append(what)
        if len(writes) == number:  # the system refuses, not a fake: EFBIG stands for ENOSPC
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))

    def executed(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            begun(" ".join(statement.split()[:3]))

    def commit(_: object) -> None:
        begun("COMMIT")

    event.listen(Engine, "before_cursor_execute", executed)
    event.listen(Engine, "commit", commit)
    try:
        yield writes
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        event.remove(Engine, "before_cursor_execute", executed)
        event.remove(Engine, "commit", commit)


@pytest.mark.parametrize("site", range(1, SITES + 1))
async def test_a_disk_that_is_full_from_a_write_on_loses_nothing(
    room: Newsroom, logged: list[EventDict], site: int
) -> None:
    with full_from(site) as writes:
        said = [await room.tick() for _ in range(3)]
    during = len(room.platform.taken)

    assert await room.settled() == [PartState.SENT] * 3
    assert [each.payload for each in room.platform.taken] == list(THREE)
    assert room.platform.without_intent == []
    assert ask(room.file, "PRAGMA integrity_check") == [("ok",)]
    if len(writes) >= site and during < 3:
        assert any(
            "readout.sqlite" in each and "make room on the disk" in each for each in [*said, *complaints(logged)]
        )


# --- a locked database -----------------------------------------------------------------------------------------------


@pytest.fixture
def impatient() -> Iterator[None]:
    """Statements wait a millisecond for a lock instead of two seconds."""

    def settle(connection: Any, *_: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 1")
        cursor.close()

    event.listen(Pool, "checkout", settle)
    yield
    event.remove(Pool, "checkout", settle)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("locked_s", LOCKED_S)
@pytest.mark.parametrize("posted", [0, 1, 2])
async def test_a_database_that_is_locked_for_a_while_loses_nothing(
    room: Newsroom, logged: list[EventDict], locked_s: int, posted: int
) -> None:
    other = sqlite3.connect(room.file, isolation_level=None)
    look = room.platform.on_post

    async def lock(post: Posted) -> None:
        if look:
            await look(post)
        if len(room.platform.attempts) == posted:
            other.execute("BEGIN IMMEDIATE")

    room.platform.on_post = lock
    if not posted:
        other.execute("BEGIN IMMEDIATE")
    said = [await room.tick(1) for _ in range(locked_s)]
    answered = await room.store.deliveries()  # readers do not wait
    during = len(room.platform.taken)
    other.execute("ROLLBACK")
    other.close()

    assert (during, bool(answered)) == (posted, bool(posted))
    assert await room.settled() == [PartState.SENT] * 3
    assert [each.payload for each in room.platform.taken] == list(THREE)
    assert room.platform.without_intent == []
    assert any("another program has locked it" in each for each in [*said, *complaints(logged)])


# --- a damaged database ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [pytest.param(n, marks=[] if n < 10 else pytest.mark.slow) for n in range(100)])
async def test_a_damaged_page_is_told_of_and_nothing_is_overwritten(file: Path, seed: int) -> None:
    sent = await _half_a_digest(file)
    damaged = _damage(file, seed)

    try:
        async with open_store(f"sqlite+aiosqlite:///{file}") as store:
            room = Newsroom(file, store)
            said = [await room.tick(60) for _ in range(5)]
            again = [each.payload for each in room.platform.attempts]
    except ReadoutError as error:
        said, again = [str(error)], []

    assert not set(sent) & set(again)
    assert all("readout.sqlite" in each and len(each) > 60 for each in said if each)
    assert _pages(file)[damaged[0]] == damaged[1] or not any(said)


async def _half_a_digest(file: Path) -> list[str]:
    """A file in which the first of three messages is sent; with enough in it that most of its pages are in use."""
    async with open_store(f"sqlite+aiosqlite:///{file}") as store:
        for n in range(20):
            filler = subscription(id=f"filler {n}", address=Address("elsewhere", str(n)))
            await store.put_subscription(filler)
        room = Newsroom(file, store)
        room.platform.outcomes.extend(["m1", PostError("slow down", sent="no", retry_after=30)])
        await room.tick()
        return [each.payload for each in room.platform.taken]


PAGE = 4096


def _pages(file: Path) -> list[bytes]:
    whole = file.read_bytes()
    return [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]


def _damage(file: Path, seed: int) -> tuple[int, bytes]:
    """Write noise over one page: its number from 0, and the noise."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    number, noise = seed % len(_pages(file)), chance.randbytes(PAGE)
    with file.open("r+b") as opened:
        opened.seek(number * PAGE)
        opened.write(noise)
    return number, noise
