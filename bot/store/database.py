"""A database: its connections, what is special about SQLite, and the lock that keeps a second process out.

All that only SQLite needs is here, so that the queries in store.py run on Postgres as they are.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from sqlalchemy import URL, Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from digest.errors import StoreError

# How long a statement waits for another process's lock (a backup, somebody's shell) before it fails: less than the
# 3 s in which Slack must be answered, so that an answer can still say what is wrong.
BUSY_MS = 2_000

# WAL lets readers go on while one writes; FULL syncs every commit: a receipt that is lost is a message sent twice.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_MS}",
)

#: Values in one question: far below the 32,766 that SQLite takes (https://www.sqlite.org/limits.html).
AT_ONCE = 500

T = TypeVar("T")

# ON CONFLICT has no home in SQLAlchemy's common part; the two databases write it alike.
_INSERT: dict[str, Callable[[Table], sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


_LOOKS = "it looks like sqlite+aiosqlite:///readout.sqlite"


class Database:
    """Open connections to one database. SQLite takes one writer at a time, so writers queue for one connection."""

    def __init__(
        self, name: str, *, write: AsyncEngine, read: AsyncEngine, lock: IO[str] | None = None, alone: bool = True
    ) -> None:
        self.name = name  #: for messages: the file, or the address without its password
        self._write = write
        self._read = read
        self._lock = lock
        self._alone = alone

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction, committed at the end.

        Raises:
            StoreError: The database refused; nothing was written.
        """
        with _speaking_of(self.name):
            async with self._write.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that sees the database as it is now, whatever is written meanwhile."""
        with _speaking_of(self.name):
            async with self._read.begin() as connection:
                yield connection

    @property
    def alone(self) -> bool:
        """False where another process may be using the file: its schema is not ours to change."""
        return self._alone

    async def close(self) -> None:
        """Close every connection, then let the next process in."""
        await self._write.dispose()
        await self._read.dispose()
        if self._lock:
            self._lock.close()


class Engine:
    """A database in the shape of SQLAlchemy's AsyncEngine, for libraries that bring their own queries.

    So they queue with our writers, read while others write, and raise StoreErrors.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """One transaction that may write."""
        return self._database.writing()

    def connect(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """One transaction that only reads."""
        return self._database.reading()


class _speaking_of:  # noqa: N801 - reads as words where it is used
    """Turns what the database library raises into a StoreError that names the database."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        # UnicodeError: half a surrogate pair, which no database can store, is found by the driver only.
        if isinstance(error, SQLAlchemyError | UnicodeError):
            cause = error.orig if isinstance(error, DBAPIError) else error
            raise StoreError(f"{self._name}: {cause}{_remedy(cause)}") from error


#: What a newsroom can do about it, by the beginning of SQLite's name for the error (https://www.sqlite.org/rescode.html).
_REMEDIES = {
    "SQLITE_FULL": "make room on the disk",
    "SQLITE_IOERR": "make room on the disk, or look whether it is broken",
    "SQLITE_BUSY": "another program has locked it: close that one",
    "SQLITE_READONLY": "let Readout write the file and its folder",
    "SQLITE_CORRUPT": "it is damaged: stop Readout, keep the file, and restore a backup",
    "SQLITE_NOTADB": "it is damaged, or another program's: choose another file, or restore a backup",
}


def _remedy(cause: object) -> str:
    name = str(getattr(cause, "sqlite_errorname", ""))
    found = next((words for known, words in _REMEDIES.items() if name.startswith(known)), "")
    return f"; {found}" if found else ""


def open_database(url: str, *, beside: bool = False) -> Database:
    """Connections to the database at an SQLAlchemy address, and the lock of its file; no schema yet.

    Args:
        url: The address.
        beside: True to work beside the process that holds the file, if there is one: for short commands.

    Raises:
        StoreError: The address is wrong, or another process has this file.
    """
    address = _parse(url)
    if address.get_backend_name() != "sqlite":
        engine = _engine(address)
        return Database(address.render_as_string(hide_password=True), write=engine, read=engine)
    if not address.database or address.database == ":memory:":
        engine = _sqlite(
            address, connections=1, begin="BEGIN IMMEDIATE"
        )  # each connection would be a database of its own
        return Database("the database in memory", write=engine, read=engine)
    write = _sqlite(address, connections=1, begin="BEGIN IMMEDIATE")
    read = _sqlite(address, connections=4, begin="BEGIN")
    lock = _lock(Path(address.database), beside=beside)  # last: nothing is open before, and nothing fails after
    return Database(address.database, lock=lock, alone=lock is not None, write=write, read=read)


def _parse(url: str) -> URL:
    try:
        address = make_url(url)
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(f"store.url: the database address cannot be read; {_LOOKS}") from error
    return address


def _engine(address: URL, **options: Any) -> AsyncEngine:
    try:
        return create_async_engine(address, hide_parameters=True, **options)
    except (ImportError, SQLAlchemyError) as error:  # a driver that is not installed, or not an asynchronous one
        raise StoreError(f"store.url: {address.drivername} is not there to be used; {_LOOKS}") from error


def _sqlite(address: URL, *, connections: int, begin: str) -> AsyncEngine:
    """An engine whose transactions start with `begin`.

    IMMEDIATE takes the write lock at once: a transaction that reads first and then finds the lock taken cannot wait
    for it, SQLite fails it at once (https://www.sqlite.org/lang_transaction.html).
    """
    engine = _engine(address, poolclass=AsyncAdaptedQueuePool, pool_size=connections, max_overflow=0)

    @event.listens_for(engine.sync_engine, "connect")
    def settle(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver starts no transaction by itself
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every Readout away from a database's file, to put another in its place.

    Raises:
        StoreError: One is using it.
    """
    lock = _lock(path, beside=False)
    try:
        yield
    finally:
        if lock:
            lock.close()


def _lock(path: Path, *, beside: bool) -> IO[str] | None:
    """Hold `<path>.lock` until it is closed or the process ends, however it ends; None beside one that holds it.

    Raises:
        StoreError: Another process holds it, or the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = path.with_name(f"{path.name}.lock").open("a+")
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}; choose a database file in a folder that can be written") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        if beside:
            return None
        raise StoreError(
            f"{path}: another Readout (process {holder}) is using this database; stop it, or use another file"
        ) from error
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def batches(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in parts that one question takes."""
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]


async def insert_new(connection: AsyncConnection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there already; whether it was inserted."""
    statement = _INSERT[connection.dialect.name](table).values(**row).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount == 1


async def put_all(connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """`put`, for many rows with the same columns, at the cost of a few."""
    keys = [column.name for column in table.primary_key]
    statement = _INSERT[connection.dialect.name](table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)


async def put(connection: AsyncConnection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or write its columns over the one with its primary key."""
    keys = [column.name for column in table.primary_key]
    changed = {name: value for name, value in row.items() if name not in keys}
    statement = _INSERT[connection.dialect.name](table).values(**row)
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))
