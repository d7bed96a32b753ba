"""A copy of the database while it is in use, and the way back.

    backup    database --SQLite's online backup--> FILE.part --checked--> FILE
    restore   FILE --the same--> database.part --checked, brought to this schema, doubts marked--> database
              the former database is kept beside it, under the moment at which that was done

A file is only ever put in its place whole and checked, by one rename. https://www.sqlite.org/backup.html
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from bot.store.database import locked
from bot.store.store import open_store
from digest.errors import StoreError

#: What may have been sent since the backup, and cannot be looked up: only a person knows whether it stands there.
_LEFT = """
    UPDATE parts SET state = 'unknown', due = NULL, reason = 'restored from a backup: it may have been sent since'
    WHERE mode != 'look' AND (state IN ('pending', 'sending') OR (state = 'unknown' AND due IS NOT NULL))
       OR mode = 'look' AND state = 'pending'
"""
# Slots that have come are taken for served: their digests would be repeats. The next ones tell all since the backup.


#: What tells how large a newsroom's memory is.
_COUNTS = {"articles": "SELECT count(*) FROM articles", "deliveries": "SELECT count(*) FROM deliveries"}


@dataclass(frozen=True, slots=True)
class Stock:
    """What a database file is."""

    file: Path
    size: int  #: bytes, with what is not written back yet
    free: int  #: bytes in it that are free to be used again
    schema: str  #: the last migration; empty for none
    rows: tuple[tuple[str, int], ...]  #: of the tables that grow


def file_of(url: str) -> Path:
    """The file of an SQLite address.

    Raises:
        StoreError: It is another kind of database, which brings its own tools.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        raise StoreError(
            f"{address.render_as_string()}: only an SQLite file is copied here; use the database's own tools"
        )
    return Path(str(address.database))


def take_stock(file: Path) -> Stock:
    """Look at a file; also while it is in use.

    Raises:
        StoreError: It is missing, damaged, or no database of ours.
    """
    with _reading(file) as connection:
        free = _number(connection, "PRAGMA freelist_count") * _number(connection, "PRAGMA page_size")
        schema = _schema(connection)
        rows = [(name, _number(connection, question)) for name, question in _COUNTS.items()] if schema else []
        return Stock(file, _bytes(file), free, schema, tuple(rows))


def back_up(file: Path, to: Path, *, force: bool = False) -> None:
    """Copy the database to a file, also while it is in use; what is committed by now is in it.

    Raises:
        StoreError: There is a file already and `force` is False, or either of them is damaged; no file was written.
    """
    if to.exists() and to.samefile(file):
        raise StoreError(f"{to}: it is the database itself; choose another name")
    if to.exists() and not force:
        raise StoreError(f"{to}: there is a file already; choose another name, or --force to write over it")
    part = to.with_name(f"{to.name}.part")
    try:
        _copy(file, part)
        _put(part, to)
    finally:
        part.unlink(missing_ok=True)


async def restore(file: Path, to: Path, *, now: datetime) -> Path | None:
    """Put a backup in the database's place; where the former database is now, None if there was none.

    Raises:
        StoreError: A Readout is running; or the backup is damaged, a later Readout's, or none of ours. Nothing changed.
    """
    with locked(to):
        part = to.with_name(f"{to.name}.part")
        try:
            _copy(file, part)
            async with open_store(f"sqlite+aiosqlite:///{part}"):  # brings it to our schema, or says why not
                pass
            with closing(sqlite3.connect(part)) as connection, connection:
                connection.execute(_LEFT)
                connection.execute("UPDATE subscriptions SET since = ?, next = NULL", [f"{now:%Y-%m-%d %H:%M:%S.%f}"])
            former = _set_aside(to, now)
            _put(part, to)
        finally:
            for ending in ("", "-wal", "-shm", ".lock"):
                part.with_name(part.name + ending).unlink(missing_ok=True)
    return former


def _copy(file: Path, to: Path) -> None:
    """All of a database in one step, checked; with no journal beside it."""
    with _reading(file) as source:
        if not _schema(source):
            raise StoreError(f"{file}: it holds no database of Readout")
        to.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(to)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                found = _damage(copy)
        except sqlite3.OperationalError as error:
            raise StoreError(f"{to}: {error}; make room there, or choose a folder that can be written") from error
    if found:
        raise StoreError(f"{file}: it is damaged ({found}): keep older backups, and restore one of them")


def _damage(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong; empty for nothing."""
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {broken[0]} belongs to nothing" if broken else found.removeprefix("ok")


def _put(part: Path, to: Path) -> None:
    """By one rename, once all of it is on the disk."""
    _sync(part)
    part.replace(to)
    _sync(to.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_aside(file: Path, now: datetime) -> Path | None:
    """The same file under another name too; its journal, which must not be taken for the new one's, goes with it."""
    if not file.exists():
        return None
    former = file.with_name(f"{file.name}.before-{now:%Y%m%d-%H%M%S}")
    if former.exists():
        raise StoreError(f"{former}: there is a file already; try again in a second")
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error:
        pass  # it is damaged, which may be why another takes its place: it is kept as it is
    try:
        os.link(file, former)
    except OSError:  # not every file system can
        shutil.copy2(file, former)
    journal = file.with_name(f"{file.name}-wal")
    if journal.exists():
        journal.replace(former.with_name(f"{former.name}-wal"))
    file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
    return former


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    if not file.exists():
        raise StoreError(f"{file}: no such file")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise StoreError(f"{file}: {error}; it is damaged, in use by another program, or none of Readout's") from error
    except OSError as error:
        raise StoreError(f"{file}: {error.strerror}") from error


def _schema(connection: sqlite3.Connection) -> str:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return ""
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _number(connection: sqlite3.Connection, question: str) -> int:
    return int(connection.execute(question).fetchone()[0])


def _bytes(file: Path) -> int:
    journal = file.with_name(f"{file.name}-wal")
    return file.stat().st_size + (journal.stat().st_size if journal.exists() else 0)
