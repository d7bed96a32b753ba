"""`readout errata` as a person meets it."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import structlog

from bot import cli
from bot.cli_errata import told
from bot.store import open_store
from digest.model import Erratum, Item, Part, PartState
from tests.builders import NOW, delivery, digest, part, slot, subscription

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
        headline = Erratum(digest().edition, story, "", Item("Old headline"), None)
        await store.save_errata([Erratum(digest().edition, story, "met", line, now), headline])


def test_old_and_new_stand_below_each_other(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(correct())
    line = digest().entries[0].sections[0].items[0].text

    shown = printed(monkeypatch, capfd)

    headline = digest().entries[0].headline
    assert shown[1:5] == [
        *(f"  in: {headline}", f"  was: {line}", f"  now: {line} [sic]"),
        "  console:newsdesk: not told: it has nothing of this digest",
    ]
    assert shown[6:8] == ["  was: Old headline", "  now: nothing is left of it"]
    assert shown[0].endswith(f"{digest().edition}  met")


def test_programs_get_an_object_a_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    asyncio.run(correct())

    objects = [json.loads(line) for line in printed(monkeypatch, capfd, "--json", "--latest", "1")]

    [found] = objects
    assert (found["edition"], found["headline"]) == (digest().edition, digest().entries[0].headline)
    assert found["chats"] == [{"chat": "console:newsdesk", "told": "not told: it has nothing of this digest"}]


EDIT = part(key="e", number=1, corrects="part-0", state=PartState.SENT)
REPLY = part(key="r", number=2, answers="m1", state=PartState.SENT)


@pytest.mark.parametrize(
    ("parts", "corrected", "expected"),
    [
        ([], None, "not told yet"),
        ([], NOW - timedelta(hours=1), "not told yet"),  # of an earlier one
        ([replace(EDIT, state=PartState.ANCHORED), REPLY], NOW, "is being told"),
        ([EDIT, REPLY], NOW, "told"),
        (
            [replace(EDIT, state=PartState.FAILED, reason="message to edit not found"), REPLY],
            NOW,
            "told; a message could not be edited: message to edit not found",
        ),
        ([EDIT, replace(REPLY, state=PartState.FAILED, reason="archived")], NOW, "not told: archived"),
        ([], NOW, "nothing to tell"),
    ],
)
def test_it_is_said_whether_a_chat_was_told(parts: list[Part], corrected: datetime | None, expected: str) -> None:
    sent = part(state=PartState.SENT, receipt="m1")

    assert told(delivery(parts=(sent, *parts), corrected=corrected), NOW) == expected


def test_nothing_to_correct_says_so(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert printed(monkeypatch, capfd) == ["Nothing that was printed has been edited since"]
