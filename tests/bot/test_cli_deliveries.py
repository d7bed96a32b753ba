"""`readout deliveries` as a person meets it."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import structlog

from bot import app, cli
from bot.cli_deliveries import which
from bot.store import open_store
from digest.model import Mode, Part, PartState
from tests.builders import NOW, address, delivery, digest, part, slot, subscription

Command = Callable[..., tuple[int, list[str], str]]

DATABASE = "sqlite+aiosqlite:///readout.sqlite"
TELEGRAM = address(platform="telegram", chat="-100123", thread="7")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of its own, and logs as they were."""
    monkeypatch.chdir(tmp_path)
    Path("readout.toml").write_text('zone = "Asia/Tbilisi"\n', "utf-8")
    handlers, level = list(logging.root.handlers), logging.root.level
    yield
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


@pytest.fixture
def readout(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs a command; its exit code, the lines that it printed, what it complained about."""

    def run(*words: str) -> tuple[int, list[str], str]:
        monkeypatch.setattr(sys, "argv", ["readout", "deliveries", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capfd.readouterr()
        return int(ended.value.code or 0), printed.out.splitlines(), printed.err

    return run


@pytest.fixture
def delivered() -> None:
    """A digest of three parts that arrived, is not known of, and failed; and one that arrived elsewhere."""
    asyncio.run(_deliver())


async def _deliver(*, clock: Callable[[], datetime] = lambda: NOW) -> None:
    async with open_store(DATABASE, clock=clock) as opened:
        there = subscription(address=TELEGRAM)
        await opened.put_subscription(there)
        await opened.claim(there, slot(), digest(), [part(key=str(n), number=n) for n in range(3)])
        sent = part(key="0", state=PartState.SENT, receipt="77", mode=Mode.ANCHOR, doubts=1)
        await opened.mark(sent)
        await opened.mark(part(key="1", number=1, state=PartState.UNKNOWN, reason="no answer in 20 s", doubts=1))
        await opened.mark(part(key="2", number=2, state=PartState.FAILED, reason="Readout was blocked there."))
        await opened.pause(there.id, "Readout was blocked there.")
        await opened.claim(subscription(id="other"), slot(), digest(), [part(key="3")])
        await opened.mark(part(key="3", state=PartState.SENT, receipt="1.5"))


@pytest.mark.usefixtures("delivered")
def test_each_message_has_a_receipt_newest_first(readout: Command) -> None:
    code, lines, _ = readout()

    assert code == 0
    assert [line.split("\t") for line in lines[:-1]] == [
        ["2", "2025-04-24 08:30", "console:newsdesk", "1/1", "sent", "2025-04-24 16:00:00 +04", "1.5", ""],
        *(
            ["1", "2025-04-24 08:30", "telegram:-100123/7", f"{n}/3", state, "2025-04-24 16:00:00 +04", receipt, why]
            for n, state, receipt, why in [
                (1, "sent", "77", "was in doubt: a headline of it may stand there alone"),
                (2, "unknown", "", "no answer in 20 s"),
                (3, "failed", "", "Readout was blocked there."),
            ]
        ),
    ]
    assert lines[-1].startswith(
        "Paused: telegram:-100123/7: Readout was blocked there. It goes on once the chat is open"
    )


@pytest.mark.usefixtures("delivered")
@pytest.mark.parametrize(
    ("words", "deliveries"),
    [
        (["--failed"], {"1"}),
        (["--chat", "telegram:-100123"], {"1"}),
        (["--chat", "newsdesk"], {"2"}),
        (["--chat", "newsdesk", "--failed"], set()),
        (["--latest", "1"], {"2"}),
    ],
)
def test_some_can_be_asked_for(readout: Command, words: list[str], deliveries: set[str]) -> None:
    code, lines, _ = readout(*words)

    assert code == 0
    assert {line.split("\t")[0] for line in lines if "\t" in line} == deliveries


@pytest.mark.usefixtures("delivered")
def test_other_programs_get_an_object_a_message(readout: Command) -> None:
    _, lines, _ = readout("--json", "--failed")

    told = [json.loads(line) for line in lines]
    assert [(each["part"], each["of"], each["state"], each["doubts"]) for each in told] == [
        (1, 3, "sent", 1),
        (2, 3, "unknown", 1),
        (3, 3, "failed", 0),
    ]
    assert told[0]["since"] == NOW.isoformat()
    assert (told[0]["message"], told[0]["mode"], told[0]["thread"]) == ("77", "anchor", "7")


@pytest.mark.usefixtures("delivered")
def test_what_is_left_to_people_is_sent_again_on_request(readout: Command) -> None:
    code, lines, _ = readout("resend", "1")

    assert (code, lines) == (0, ["2 messages will be sent again by `readout run`, within seconds"])
    assert [(each.state, each.repeat) for each in asyncio.run(_parts())] == [
        (PartState.SENT, False),
        (PartState.PENDING, True),
        (PartState.PENDING, False),
    ]
    code, _, complaint = readout("resend", "1")
    assert code == 2
    assert "delivery 1 has no message that is left to people" in complaint


async def _parts() -> list[Part]:
    async with open_store(DATABASE) as opened:
        (_, first) = await opened.deliveries()
        return list(first.parts)


def test_nothing_is_said_in_a_line(readout: Command) -> None:
    assert readout()[1] == ["Nothing was delivered yet"]
    assert readout("--failed")[1] == ["Nothing of that kind"]


def test_the_doctor_names_what_waits_for_a_person(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(_deliver(clock=app.utc_now))
    monkeypatch.setattr(sys, "argv", ["readout", "doctor"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    told = capfd.readouterr().out
    assert ended.value.code == 1
    assert "do  chat telegram:-100123: Readout was blocked there. Then start Readout again, or wait an hour" in told
    assert "do  deliveries: 1 not whole, or nobody knows: `readout deliveries --failed` says why" in told


def test_an_edit_names_its_message_and_a_reply_is_one() -> None:
    own = [part(key=f"part-{n}", number=n) for n in range(2)]
    edit, reply = part(key="e", number=2, corrects="part-1"), part(key="r", number=3, answers="m1")
    of = delivery(parts=(*own, edit, reply))

    assert [which(of, each) for each in of.parts] == ["1/2", "2/2", "edit of 2/2", "reply"]
