"""`readout complaints` as a person meets it."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.store import open_store
from digest.model import Complaint
from tests.builders import NOW, address, digest, entry, part, slot, subscription

DATABASE = "sqlite+aiosqlite:///readout.sqlite"
ELSEWHERE = address(platform="telegram", chat="-100123", thread="7")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("readout.toml").write_text('zone = "Asia/Tbilisi"\n', "utf-8")


def printed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: str) -> list[str]:
    monkeypatch.setattr(sys, "argv", ["readout", "complaints", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    structlog.reset_defaults()
    assert not ended.value.code
    return capfd.readouterr().out.splitlines()


async def complain() -> None:
    """Of a story, of a digest as a whole, and of one that is on record nowhere."""
    async with open_store(DATABASE, clock=lambda: NOW) as store:
        first, second = entry(story="s1", headline="Rail link opens"), entry(story="s2", headline="Talks fail")
        edition = digest(edition="d1", entries=(first, second))
        await store.claim(subscription(), slot(), edition, [part()])
        await store.chats.complain(Complaint(address(), "U1", "d1", "s2", "speaker"))
        await store.chats.complain(Complaint(address(), "U2", "d1", "", "All of it is a week old"))
        await store.chats.complain(Complaint(ELSEWHERE, "42", "", "", "old"))


@pytest.fixture
def _complaints() -> None:
    asyncio.run(complain())


@pytest.mark.usefixtures("_complaints")
def test_each_says_who_reported_what_where_and_of_what_newest_first(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    at, whole = "2025-04-24 16:00 +04", "the digest that begins with: Rail link opens"

    assert [line.split("\t") for line in printed(monkeypatch, capfd)] == [
        ["3", at, "telegram:-100123/7", "42", "Old news", ""],
        ["2", at, "console:newsdesk", "U2", "All of it is a week old", whole],
        ["1", at, "console:newsdesk", "U1", "Speaker", "Talks fail"],
    ]


@pytest.mark.usefixtures("_complaints")
@pytest.mark.parametrize(
    ("words", "numbers"), [(["--chat", "telegram:-100123"], ["3"]), (["--chat", "newsdesk", "--latest", "1"], ["2"])]
)
def test_some_can_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], words: list[str], numbers: list[str]
) -> None:
    assert [line.split("\t")[0] for line in printed(monkeypatch, capfd, *words)] == numbers


@pytest.mark.usefixtures("_complaints")
def test_other_programs_get_an_object_each(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    told = [json.loads(line) for line in printed(monkeypatch, capfd, "--json")]

    assert [(each["complaint"], each["what"], each["headline"]) for each in told] == [
        (3, "old", None),
        (2, "All of it is a week old", None),
        (1, "speaker", "Talks fail"),
    ]
    assert (told[0]["chat"], told[0]["thread"], told[0]["user"]) == ("-100123", "7", "42")


def test_none_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(monkeypatch, capfd) == ["Nobody has reported anything as wrong"]
    assert printed(monkeypatch, capfd, "--chat", "C1") == ["Nobody there has reported anything as wrong"]
