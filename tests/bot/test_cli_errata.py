"""`readout errata` as a person meets it."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.store import open_store
from digest.model import Erratum, Item
from tests.builders import NOW, digest, part, slot, subscription

DATABASE = "sqlite+aiosqlite:///readout.sqlite"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("readout.toml").write_text('zone = "Asia/Tbilisi"\n', "utf-8")


def printed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: str) -> list[str]:
    monkeypatch.setattr(sys, "argv", ["readout", "errata", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    structlog.reset_defaults()
    assert not ended.value.code
    return capfd.readouterr().out.splitlines()


async def correct() -> None:
    async with open_store(DATABASE, clock=lambda: NOW) as store:
        await store.claim(subscription(), slot(), digest(), [part()])
        line, story = digest().entries[0].sections[0].items[0], digest().entries[0].story
        now = replace(line, text=f"{line.text} [sic]")  # brackets are not markup
        await store.save_errata([Erratum(digest().edition, story, "met", line, now)])
        await store.save_errata([Erratum(digest().edition, story, "", Item("Old headline"), None)])


def test_old_and_new_stand_below_each_other(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(correct())
    line = digest().entries[0].sections[0].items[0].text

    shown = printed(monkeypatch, capfd)

    assert shown[1:3] == [f"  was: {line}", f"  now: {line} [sic]"]
    assert shown[4:] == ["  was: Old headline", "  now: nothing is left of it"]
    assert shown[0].endswith(f"{digest().edition}  met")


def test_programs_get_an_object_a_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(correct())

    objects = [json.loads(line) for line in printed(monkeypatch, capfd, "--json", "--latest", "1")]

    assert [each["edition"] for each in objects] == [digest().edition]


def test_nothing_to_correct_says_so(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(monkeypatch, capfd) == ["Nothing that was printed has been edited since"]
