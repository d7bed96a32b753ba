"""The SQL store as a file: its schema, its lock, its speed, and what it says when something is wrong."""

from __future__ import annotations

import asyncio
import fcntl
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import IO, Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Dialect, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.store import SqlStore, open_store
from bot.store.codec import decode
from bot.store.database import open_database
from bot.store.migrate import MIGRATIONS, migrate
from bot.store.tables import METADATA
from digest.daybooks import Daybook
from digest.errors import StoreError
from digest.model import Digest
from digest.ports import Untold
from digest.topics import indexed
from tests.builders import NOW, article, digest, facts, listing, part, period, slot, source, subscription

POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "readout.sqlite"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStore]:
    async with open_store(url) as opened:
        yield opened


async def open_and_close(url: str) -> None:
    async with open_store(url):
        pass


def ask(file: Path, question: str, values: Any = ()) -> list[tuple[Any, ...]]:
    """What another program sees in the file."""
    connection = sqlite3.connect(file)
    try:
        return connection.execute(question, values).fetchall()
    finally:
        connection.close()


# --- the schema ------------------------------------------------------------------------------------------------------


async def test_the_migrations_make_the_tables_that_the_queries_use() -> None:
    database = open_database("sqlite+aiosqlite://")
    await migrate(database)

    async with database.reading() as connection:
        differences = await connection.run_sync(_differences)
    await database.close()

    assert differences == []


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), METADATA))


def test_the_schema_can_be_written_for_postgres() -> None:
    for table in METADATA.sorted_tables:
        assert CreateTable(table).compile(dialect=POSTGRES)
        for index in table.indexes:
            assert CreateIndex(index).compile(dialect=POSTGRES)


async def test_what_was_stored_is_there_after_a_restart(url: str) -> None:
    async with open_store(url) as before:
        await before.save_article(article(), listing=listing())
        await before.save_facts(facts())

    async with open_store(url) as after:
        (report,) = await after.reports(period())

    assert (report.article, report.facts) == (article(), facts())


async def test_what_the_first_schema_held_is_there_in_todays(file: Path, url: str) -> None:
    database = open_database(url)
    async with database.writing() as connection:
        await connection.run_sync(_migrate_to, "0001")
        for name, row in FIRST.items():
            columns, places = ", ".join(row), ", ".join("?" * len(row))
            statement = f"INSERT INTO {name} ({columns}) VALUES ({places})"  # noqa: S608 - our own words
            await connection.exec_driver_sql(statement, tuple(row.values()))
    await database.close()

    async with open_store(url) as store:
        [health] = await store.health()
        [unread] = await store.unread("test-1", limit=9)

    assert (health.since, health.newest, health.next_poll) == (NOW, NOW - timedelta(hours=1), None)
    assert health.rhythm is None
    assert unread == replace(article(), news=True, gone=None)


async def test_days_that_were_read_before_days_were_told_wait_to_be(file: Path, url: str) -> None:
    async with open_store(url) as store:
        await store.save_article(article())
        await store.save_facts(facts())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TABLE days")
        connection.execute("UPDATE alembic_version SET version_num = '0009'")

    async with open_store(url) as store:
        untold = await store.untold(date.min, date.max, limit=9)

    assert untold == (Untold(NOW.date(), book=1, index=1),)


async def test_days_that_were_told_in_another_form_are_told_anew(file: Path, url: str) -> None:
    async with open_store(url) as store:
        await store.save_article(article())
        await store.save_facts(facts())
        for day in await store.untold(date.min, date.max, limit=9):
            await store.save_day(day, book=Daybook(day.day), index=indexed(()))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE days SET form = form - 1")

    async with open_store(url) as store:
        untold = await store.untold(date.min, date.max, limit=9)

    assert [each.day for each in untold] == [NOW.date()]


def _migrate_to(connection: Connection, revision: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, revision)


WORDS = ("id", "url", "source", "region", "language", "title", "text")
#: A source and its article, as the first schema held them: columns by table.
FIRST: dict[str, dict[str, str | int]] = {
    "sources": {"name": "Courier", "url": source().url, "checked": "2025-04-24 12:00", "succeeded": "2025-04-24 12:00"},
    "articles": {
        **{name: str(getattr(article(), name)) for name in WORDS},
        "published": "2025-04-24 11:00",
        "moment": "2025-04-24 11:00",
        "seen": "2025-04-24 12:00",
        "version": 1,
        "latest": 1,
    },
}


async def test_a_database_of_a_later_readout_is_left_alone(file: Path, url: str) -> None:
    await open_and_close(url)
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(StoreError, match=r"readout\.sqlite: made by a later Readout \(schema 9999.*update Readout"):
        await open_and_close(url)

    assert ask(file, "SELECT version_num FROM alembic_version") == [("9999",)]


async def test_another_programs_database_is_left_alone(file: Path, url: str) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("CREATE TABLE articles (id TEXT)")
    connection.close()

    with pytest.raises(StoreError, match="already exists"):
        await open_and_close(url)

    assert ask(file, "SELECT name FROM sqlite_master") == [("articles",)]


# --- the file --------------------------------------------------------------------------------------------------------


async def test_commits_are_synced_and_readers_do_not_wait(store: SqlStore) -> None:
    async with store._database.writing() as connection:
        settings = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
        while_writing = await store.subscriptions()

    assert settings == ["wal", 2, 1, 2_000]
    assert while_writing == ()


async def test_a_second_opening_is_refused_and_says_who_has_it(store: SqlStore, file: Path, url: str) -> None:
    with pytest.raises(StoreError, match=rf"{file}: another Readout \(process {os.getpid()}\)"):
        await open_and_close(url)


async def test_a_second_process_says_so_and_stops(store: SqlStore, url: str) -> None:
    code = f"import asyncio; from bot.store import open_store; asyncio.run(open_store({url!r}).__aenter__())"

    second = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stderr=asyncio.subprocess.PIPE)
    _, said = await asyncio.wait_for(second.communicate(), timeout=20)

    assert second.returncode == 1
    assert b"another Readout" in said


async def test_a_command_works_beside_a_readout_that_runs(store: SqlStore, url: str) -> None:
    async with open_store(url, beside=True) as command:
        await command.put_source(source())

    assert await store.added_sources() == (source(),)
    with pytest.raises(StoreError, match="another Readout"):  # the command has not let anybody in
        await open_and_close(url)


async def test_a_command_holds_the_file_where_nobody_else_does(url: str) -> None:
    async with open_store(url, beside=True):
        with pytest.raises(StoreError, match="another Readout"):
            await open_and_close(url)


async def test_a_command_never_changes_the_schema_under_a_readout_that_runs(
    store: SqlStore, file: Path, url: str
) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()

    with pytest.raises(StoreError, match="an earlier Readout is using this database; stop it and try again"):
        async with open_store(url, beside=True):
            pass


@pytest.fixture
def garbage(file: Path) -> Path:
    file.write_bytes(b"not a database, " * 64)
    return file


async def test_what_is_no_database_is_left_alone(garbage: Path, url: str) -> None:
    with pytest.raises(StoreError, match="not a database"):
        await open_and_close(url)

    with open_lock(garbage) as lock:  # nobody holds it any more
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def open_lock(file: Path) -> IO[str]:
    return file.with_name(f"{file.name}.lock").open()


@pytest.mark.parametrize("url", ["readout.sqlite", "nosql://readout", ""])
async def test_a_wrong_address_is_told_with_a_right_one(url: str) -> None:
    with pytest.raises(StoreError, match=r"looks like sqlite\+aiosqlite:///readout\.sqlite"):
        await open_and_close(url)


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")

    with pytest.raises(StoreError, match=r"taken/readout\.sqlite"):
        await open_and_close(f"sqlite+aiosqlite:///{tmp_path}/taken/readout.sqlite")


async def test_a_folder_is_made_for_the_file(tmp_path: Path) -> None:
    await open_and_close(f"sqlite+aiosqlite:///{tmp_path}/var/db/readout.sqlite")

    assert (tmp_path / "var/db/readout.sqlite").exists()


# --- what goes wrong -------------------------------------------------------------------------------------------------


async def test_a_claim_that_fails_halfway_leaves_nothing(store: SqlStore, file: Path) -> None:
    twice = [part(), part(number=1)]  # the same key

    with pytest.raises(StoreError, match="UNIQUE"):
        await store.claim(subscription(), slot(), digest(), twice)

    assert await store.deliveries() == ()
    assert ask(file, "SELECT count(*) FROM editions") == [(0,)]
    assert await store.claim(subscription(), slot(), digest(), [part()])


async def test_a_text_that_no_database_can_hold_is_a_store_error(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="surrogates"):
        await store.save_article(article(text="half a pair: \ud83d"), listing=listing())

    assert await store.unseen([listing()]) == (listing(),)


async def test_an_error_does_not_repeat_what_was_to_be_stored(store: SqlStore) -> None:
    secret = part(payload="for the desk only"), part(payload="for the desk only", number=1)

    with pytest.raises(StoreError) as raised:
        await store.claim(subscription(), slot(), digest(), secret)

    assert "desk" not in f"{raised.value} {raised.value.__cause__}"


async def test_a_stored_edition_never_changes(store: SqlStore, file: Path) -> None:
    await store.claim(subscription(), slot(), digest(), [part()])
    await store.claim(subscription(), slot(at=time(18, 0)), digest(more=3), [part(key="part-1")])

    ((text,),) = ask(file, "SELECT digest FROM editions")
    assert decode(str(text), Digest) == digest()


# --- the indexes -----------------------------------------------------------------------------------------------------


async def test_no_question_walks_through_a_whole_table(store: SqlStore, file: Path) -> None:
    asked: list[tuple[str, Any]] = []
    await store.save_article(article(), listing=listing())
    await store.save_facts(facts())

    @event.listens_for(store._database._read.sync_engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    await store.unread("test-1", limit=9)
    await store.unseen([listing()])
    await store.health_of(source())
    await store.pages([listing()])
    await store.looks(NOW, limit=9, but=["Courier"])
    await store.revisions("1")
    await store.reports(period())
    await store.last_slots(["subscription-1"])
    await store.undelivered()

    plans = {sql: plan(file, sql, values) for sql, values in asked if sql.startswith("SELECT")}
    assert len(plans) == 11
    assert not [step for steps in plans.values() for step in steps if walks(step)], plans


def walks(step: str) -> bool:
    """Whether it reads a whole table, or all latest versions, which is nearly the same."""
    return step.startswith(tuple(f"SCAN {name}" for name in METADATA.tables)) or step.endswith("(latest=?)")


def plan(file: Path, statement: str, values: Any) -> list[str]:
    """How SQLite would find the answer: a SCAN reads a whole table."""
    return [str(step[-1]) for step in ask(file, f"EXPLAIN QUERY PLAN {statement}", values)]


async def test_articles_in_memory_end_with_the_store() -> None:
    async with open_store("sqlite+aiosqlite://") as first:
        await first.save_article(replace(article(), text="Gone."), listing=listing())

    async with open_store("sqlite+aiosqlite://") as second:
        assert await second.unread("test-1", limit=9) == ()
