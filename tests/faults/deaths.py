"""A delivery that dies, again and again, by a real `kill -9`; and what is found on record and on the platform after.

Each case is a chat of its own with one digest of two messages due. Its processes die where they are told to, the last
one lives until it has nothing left to do; meanwhile the wire loses one request, or one answer, or nothing.
"""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import certifi
from slack_server import FakeSlack
from telegram_server import FakeTelegram

from bot.store import open_store
from digest.model import Mode
from tests.faults.life import INSIDE, POINTS, Life, written
from tests.faults.wire import LOSSES, Wire
from tests.handlers.test_slack import SlackWithReplies

#: The four ways to send that are to survive.
MODES = (
    ("slack", Mode.LOOK),
    ("telegram", Mode.ANCHOR),
    ("telegram", Mode.AT_MOST_ONCE),
    ("telegram", Mode.AT_LEAST_ONCE),
)
#: Seconds until Slack's history shows a message.
LAG_S = 60.0
#: What a process that was killed ended with.
KILLED = -signal.SIGKILL
#: No life that goes well takes a tenth of it, also on a loaded machine.
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Case:
    """One digest's fate."""

    platform: str
    mode: Mode
    loss: str  #: one of wire.LOSSES, of the first deed
    deaths: tuple[str, ...] = ()  #: a point for each process that dies, in order
    after_s: float | None = None  #: or once: so many real seconds after its first process began

    @property
    def name(self) -> str:
        """For people."""
        how = ", then ".join(self.deaths) or (f"after {self.after_s:.3f} s" if self.after_s else "nobody dies")
        return f"{self.platform} {self.mode.value}, {self.loss}, {how}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of it."""

    case: Case
    killed: int  #: processes
    states: tuple[str, ...]  #: of the two parts, on record
    copies: tuple[int, ...]  #: whole bodies of each that stand in the chat
    unmarked: tuple[int, ...]  #: of those, the ones that do not say "possible repeat"
    headlines: int  #: that stand there without a body
    doubts: tuple[int, ...]  #: of each part, on record
    receipts: bool  #: whether each part that is SENT names a message that stands there

    @property
    def faults(self) -> list[str]:
        """What must not be."""
        mode = self.case.mode
        found = []
        if len(self.states) != 2 or set(self.states) - {"sent", "unknown", "failed"}:
            found.append(f"not at an end: {self.states}")
        if any(state == "sent" and not copies for state, copies in zip(self.states, self.copies, strict=True)):
            found.append("lost in silence")
        if not self.receipts:
            found.append("a receipt that leads nowhere")
        if mode is not Mode.AT_LEAST_ONCE and max(self.copies) > 1:
            found.append(f"doubled: {self.copies}")
        if mode is Mode.AT_LEAST_ONCE and max(self.unmarked) > 1:
            found.append(f"a repeat that does not say so: {self.unmarked}")
        if (self.headlines or "unknown" in self.states) and not sum(self.doubts):
            found.append("a doubt that is not on record")
        if mode is Mode.LOOK and set(self.states) != {"sent"}:
            found.append(f"not settled: {self.states}")
        return found


class Lane:
    """A nursery, the two platforms, and the wires to them: cases run here one after the other."""

    def __init__(self, slack: FakeSlack, telegram: FakeTelegram, wires: dict[str, Wire], folder: Path) -> None:
        self._platforms: dict[str, Any] = {"slack": slack, "telegram": telegram}
        self._wires = wires
        self._folder = folder
        self._template = b""
        self._nursery: asyncio.subprocess.Process | None = None
        self._count = 0

    async def prepare(self) -> None:
        """Make the file that each case begins with: migrated, and empty."""
        file = self._folder / "template.sqlite"
        async with open_store(f"sqlite+aiosqlite:///{file}"):
            pass
        self._template = file.read_bytes()

    async def run(self, case: Case) -> Verdict:
        """Live the case through."""
        self._count += 1
        wire, database = self._wires[case.platform], self._folder / f"{self._count}.sqlite"
        database.write_bytes(self._template)
        self._to_noon()
        chat, workspace = self._new_chat(case.platform)
        loss, killed = case.loss, 0
        for point in (*case.deaths, ""):
            wire.set(loss=loss, point="" if point in INSIDE else point)
            life = self._life(case, database, chat, workspace, dies=point if point in INSIDE else "")
            ended = await self._live(life, wire, case.after_s if not killed else None)
            loss, killed = wire.loss, killed + (ended == KILLED)
            if ended not in (0, KILLED):
                raise RuntimeError(f"{case.name}: a process broke with {ended}")
        if case.after_s is not None:  # the one above may have been killed
            wire.set(loss=loss, point="")
            await self._live(self._life(case, database, chat, workspace, dies=""), wire, None)
        verdict = self._verdict(case, database, chat, killed)
        for each in self._folder.glob(f"{self._count}.sqlite*"):
            each.unlink()
        return verdict

    async def time(self, platform: str, mode: Mode) -> float:
        """Real seconds that a life takes in which nothing goes wrong."""
        started = time.monotonic()
        await self.run(Case(platform, mode, "clean"))
        return time.monotonic() - started

    async def close(self) -> None:
        """End the nursery."""
        if self._nursery and self._nursery.stdin:
            self._nursery.stdin.close()
            await self._nursery.wait()

    # --- a life

    async def _live(self, life: Life, wire: Wire, after_s: float | None) -> int:
        nursery = self._nursery = self._nursery or await _nursery(self._folder)
        assert nursery.stdin
        assert nursery.stdout
        nursery.stdin.write(written(life))
        wire.victim = int(await asyncio.wait_for(nursery.stdout.readline(), PATIENCE_S))
        ended = asyncio.ensure_future(nursery.stdout.readline())
        if after_s is not None:
            await asyncio.wait([ended], timeout=after_s)
            if not ended.done():
                with suppress(ProcessLookupError):  # it ended in this moment, and its last line is under way
                    os.kill(wire.victim, signal.SIGKILL)
        return int(await asyncio.wait_for(ended, PATIENCE_S))

    def _life(self, case: Case, database: Path, chat: str, workspace: str, *, dies: str) -> Life:
        slack, telegram, port = self._platforms["slack"], self._platforms["telegram"], self._wires[case.platform].port
        on_slack = case.platform == "slack"
        return Life(
            database=str(database),
            platform=case.platform,
            workspace=workspace,
            chat=chat,
            mode=case.mode.value,
            token=slack.main.token if on_slack else telegram.token,
            api=f"http://127.0.0.1:{port}/{'api/' if on_slack else 'bot'}",
            advance=f"127.0.0.1:{slack.port}" if on_slack else "",
            ahead_s=slack.skew,
            dies=dies,
        )

    def _new_chat(self, platform: str) -> tuple[str, str]:
        slack, telegram = self._platforms["slack"], self._platforms["telegram"]
        if platform == "slack":
            return slack.main.add_channel(f"news-{self._count}", [slack.alice]).id, slack.main.id
        return str(telegram.person(f"Anna {self._count}")["id"]), ""

    def _to_noon(self) -> None:
        """Of the next day: a slot never changes while its case runs."""
        slack = self._platforms["slack"]
        slack.advance(86_400 - (slack.now() - 43_200) % 86_400)

    # --- the verdict

    def _verdict(self, case: Case, database: Path, chat: str, killed: int) -> Verdict:
        connection = sqlite3.connect(database)
        rows = connection.execute("SELECT key, payload, state, receipt, doubts FROM parts ORDER BY number").fetchall()
        connection.close()
        messages = self._messages(case.platform, chat)
        bodies = [[each for each in messages if _is_body(each, json.loads(payload))] for _, payload, *_ in rows]
        known = {receipt for receipt, *_ in messages}
        told = [each for theirs in bodies for each in theirs]
        return Verdict(
            case,
            killed,
            states=tuple(row[2] for row in rows),
            copies=tuple(len(theirs) for theirs in bodies),
            unmarked=tuple(sum("possible repeat" not in text for _, text, _ in theirs) for theirs in bodies),
            headlines=sum(each not in told and "may not have arrived" not in each[1] for each in messages),
            doubts=tuple(row[4] for row in rows),
            receipts=all(row[3] in known for row in rows if row[2] == "sent"),
        )

    def _messages(self, platform: str, chat: str) -> list[tuple[str, str, str]]:
        """What stands there: its id, its text, and the rest that tells bodies apart."""
        if platform == "slack":
            found = self._platforms["slack"].messages(chat)
            return [(each["ts"], each["text"], json.dumps(_texts(each.get("blocks")))) for each in found]
        return [(str(each.id), each.text, "") for each in self._platforms["telegram"].messages(chat)]


def _is_body(message: tuple[str, str, str], payload: dict[str, Any]) -> bool:
    _, text, blocks = message
    whole = payload["text"] if "blocks" not in payload else ""
    return text.endswith(whole) and (not payload.get("blocks") or blocks == json.dumps(_texts(payload["blocks"])))


def _texts(node: object) -> list[str]:
    """All that a message's blocks say; Slack adds ids and leaves defaults out."""
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [text for each in node.values() for text in _texts(each)]
    return [text for each in node for text in _texts(each)] if isinstance(node, list) else []


async def _nursery(folder: Path) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    path = os.pathsep.join(["tests/platforms", os.environ.get("PYTHONPATH", "")])
    # Nothing here is encrypted, but each life would load all the certificates that there are, in a quarter of a second.
    certificate = folder / "certificate.pem"
    certificate.write_text(certifi.contents().split(_END)[0] + _END)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.life"),
        stdin=pipe,
        stdout=pipe,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": path, "SSL_CERT_FILE": str(certificate)},
    )


_END = "-----END CERTIFICATE-----\n"


L = TypeVar("L", bound=Lane)


@asynccontextmanager
async def lane(folder: Path) -> AsyncIterator[Lane]:
    """A lane in a folder of its own."""
    async with lane_of(Lane, folder) as opened:
        yield opened


@asynccontextmanager
async def lane_of(kind: type[L], folder: Path) -> AsyncIterator[L]:
    """One of this kind."""
    unlimited = dict.fromkeys(("auth.test", "conversations.history", "chat.update"), 10**6)
    slack = SlackWithReplies(lag=LAG_S, posts_per_second=10**6, posts_per_minute=10**6, per_minute=unlimited)
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(FakeTelegram(flood={}))
        await stack.enter_async_context(slack)
        wires = {"slack": Wire(slack.port), "telegram": Wire(telegram.port)}
        for wire in wires.values():
            await stack.enter_async_context(wire)
        opened = kind(slack, telegram, wires, folder)
        stack.push_async_callback(opened.close)
        await opened.prepare()
        yield opened


# --- what is tried ---------------------------------------------------------------------------------------------------


def at_each_point(losses: Sequence[str] = LOSSES) -> Iterator[Case]:
    """Every point, in every mode, with every loss."""
    for platform, mode in MODES:
        for loss in losses:
            for point in POINTS:
                yield Case(platform, mode, loss, (point,))


def twice(count: int, *, seed: int = 6) -> Iterator[Case]:
    """Two deaths in a row, at any two points."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    for number in range(count):
        platform, mode = MODES[number % len(MODES)]
        yield Case(platform, mode, chance.choice(LOSSES), (chance.choice(POINTS), chance.choice(POINTS)))


async def at_any_time(lane: Lane, count: int, *, seed: int = 6) -> AsyncIterator[Case]:
    """One death each, at a moment that nobody chose."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    # The first life of each sort also loads what all later ones have: moments drawn from it come after their end.
    takes = {each: min(await lane.time(*each), await lane.time(*each)) for each in MODES}
    for number in range(count):
        platform, mode = MODES[number % len(MODES)]
        after_s = chance.uniform(0, takes[platform, mode])
        yield Case(platform, mode, chance.choice(LOSSES), after_s=after_s)
