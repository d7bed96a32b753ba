"""`readout db` as a person meets it: a backup while it is in use, and the way back."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.store import open_store
from digest.model import Mode, Part, PartState
from tests.builders import NOW, article, digest, listing, part, slot, subscription

DATABASE = "sqlite+aiosqlite:///readout.sqlite"
Command = Callable[..., tuple[list[str], str]]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("readout.toml").write_text("", "utf-8")


@pytest.fixture
def readout(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    def run(*words: str) -> tuple[list[str], str]:
        monkeypatch.setattr(sys, "argv", ["readout", "db", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        structlog.reset_defaults()
        out, err = capfd.readouterr()
        assert bool(ended.value.code) == bool(err)
        return out.splitlines(), err

    return run


async def fill(states: dict[str, tuple[PartState, Mode | None]] | None = None) -> None:
    """An article, and a delivery with a part in each of these states."""
    async with open_store(DATABASE, clock=lambda: NOW) as store:
        await store.save_article(article(), listing=listing())
        await store.put_subscription(subscription())
        parts = [part(key=key, number=number) for number, key in enumerate(states or ())]
        await store.claim(subscription(), slot(), digest(), parts)
        for number, (key, (state, mode)) in enumerate((states or {}).items()):
            await store.mark(part(key=key, number=number, state=state, mode=mode, receipt="m"))


async def parts() -> dict[str, Part]:
    async with open_store(DATABASE) as store:
        return {each.key: each for one in await store.deliveries() for each in one.parts}


def question(file: str, words: str) -> object:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(words).fetchone()[0]
    finally:
        connection.close()


def test_its_size_and_schema_are_shown(readout: Command) -> None:
    asyncio.run(fill())

    shown, _ = readout()

    assert re.fullmatch(r"size    0\.\d MB, of which 0\.0 MB are free to be used again", shown[1])
    assert re.fullmatch(r"schema  \d{4}", shown[2])
    assert (shown[0], shown[3]) == ("file    readout.sqlite", "holds   1 articles, 1 deliveries")


def test_a_backup_is_made_while_it_is_in_use(readout: Command) -> None:
    asyncio.run(fill())
    other = sqlite3.connect("readout.sqlite")
    other.execute("BEGIN IMMEDIATE")  # as if `readout run` were writing

    shown, _ = readout("backup", "copy.sqlite")

    other.close()
    assert re.fullmatch(r"copy\.sqlite: 0\.\d MB, schema \d{4}, checked", shown[0])
    assert question("copy.sqlite", "SELECT count(*) FROM articles") == 1
    assert sorted(path.name for path in Path().glob("copy*")) == ["copy.sqlite"]


def test_a_file_is_written_over_only_by_force(readout: Command) -> None:
    asyncio.run(fill())
    Path("copy.sqlite").write_text("precious", "utf-8")

    _, refusal = readout("backup", "copy.sqlite")
    kept = Path("copy.sqlite").read_text("utf-8")
    _, itself = readout("backup", "readout.sqlite", "--force")
    readout("backup", "copy.sqlite", "--force")

    assert "copy.sqlite: there is a file already; choose another name, or --force to write over it" in refusal
    assert kept == "precious"
    assert "it is the database itself" in itself
    assert question("copy.sqlite", "SELECT count(*) FROM articles") == 1


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_damaged_database_is_told_and_no_file_is_written(readout: Command, command: str) -> None:
    asyncio.run(fill())
    file = Path("readout.sqlite" if command == "backup" else "old.sqlite")
    whole = bytearray(Path("readout.sqlite").read_bytes())
    for page in range(2, len(whole) // 4096, 3):
        whole[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file.write_bytes(whole)
    before = {path.name: path.read_bytes() for path in Path().glob("*.sqlite*")}

    _, refusal = readout(command, "copy.sqlite" if command == "backup" else "old.sqlite")

    after = {path.name: path.read_bytes() for path in Path().glob("*.sqlite*")}
    assert "damaged" in refusal
    assert {name for name in after if not name.endswith(("-wal", "-shm", ".lock"))} == {
        name for name in before if not name.endswith(("-wal", "-shm", ".lock"))
    }
    assert after["readout.sqlite"] == before["readout.sqlite"]


def test_a_restore_brings_back_what_was_and_keeps_what_is(readout: Command) -> None:
    asyncio.run(fill())
    readout("backup", "copy.sqlite")
    asyncio.run(add_another())

    shown, _ = readout("restore", "copy.sqlite")

    [former] = Path().glob("readout.sqlite.before-*")
    assert shown[:2] == ["readout.sqlite is now what copy.sqlite held", f"The database that was there is {former}"]
    assert question("readout.sqlite", "SELECT count(*) FROM articles") == 1
    assert question(str(former), "SELECT count(*) FROM articles") == 2
    assert question("copy.sqlite", "SELECT count(*) FROM articles") == 1
    assert not list(Path().glob("*.part*"))


async def add_another() -> None:
    async with open_store(DATABASE) as store:
        await store.save_article(article(url="https://courier.example/news/other"), listing=None)


def test_what_may_have_been_sent_since_is_left_to_people(readout: Command) -> None:
    asyncio.run(
        fill(
            {
                "waits": (PartState.PENDING, None),
                "sent": (PartState.SENT, Mode.ANCHOR),
                "on its way": (PartState.SENDING, Mode.AT_MOST_ONCE),
                "can be looked up": (PartState.SENDING, Mode.LOOK),
                "headline": (PartState.ANCHORED, Mode.ANCHOR),
            }
        )
    )
    readout("backup", "copy.sqlite")

    readout("restore", "copy.sqlite")

    found = asyncio.run(parts())
    assert {key: each.state for key, each in found.items()} == {
        "waits": PartState.UNKNOWN,
        "sent": PartState.SENT,
        "on its way": PartState.UNKNOWN,
        "can be looked up": PartState.SENDING,  # and so it is, at the next start
        "headline": PartState.ANCHORED,  # an edit can be repeated
    }
    assert found["waits"].reason == "restored from a backup: it may have been sent since"


async def test_nothing_is_restored_under_a_readout_that_runs(readout: Command) -> None:
    await fill()
    readout("backup", "copy.sqlite")

    async with open_store(DATABASE):
        _, refusal = await asyncio.to_thread(readout, "restore", "copy.sqlite")

    assert re.search(r"another Readout \(process \d+\) is using this database; stop it", refusal)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "made by a later Readout"),
        ("DROP TABLE alembic_version", "holds no database of Readout"),
    ],
)
def test_a_file_of_a_later_readout_or_of_another_program_is_refused(readout: Command, spoil: str, words: str) -> None:
    asyncio.run(fill())
    readout("backup", "copy.sqlite")
    connection = sqlite3.connect("copy.sqlite")
    with connection:
        connection.execute(spoil)
    connection.close()

    _, refusal = readout("restore", "copy.sqlite")
    _, missing = readout("restore", "none.sqlite")

    assert words in refusal
    assert "none.sqlite: no such file" in missing
    assert question("readout.sqlite", "SELECT count(*) FROM articles") == 1
    assert not list(Path().glob("*.before-*"))


def test_a_restore_needs_no_former_database(readout: Command) -> None:
    asyncio.run(fill())
    readout("backup", "copy.sqlite")
    for path in Path().glob("readout.sqlite*"):
        path.unlink()

    shown, _ = readout("restore", "copy.sqlite")

    assert len(shown) == 2
    assert question("readout.sqlite", "SELECT count(*) FROM articles") == 1


def test_another_kind_of_database_has_tools_of_its_own(readout: Command) -> None:
    Path("readout.toml").write_text('[store]\nurl = "sqlite+aiosqlite://"\n', "utf-8")

    _, refusal = readout("backup", "copy.sqlite")

    assert "only an SQLite file is copied here; use the database's own tools" in refusal


def test_a_folder_that_is_not_there_is_named(readout: Command) -> None:
    asyncio.run(fill())

    _, refusal = readout("backup", "no/folder/copy.sqlite")

    assert "no/folder/copy.sqlite.part: unable to open database file" in refusal
