"""How soon a command on Slack is acknowledged while the models load, and while the database is locked.

A process of its own, as `readout run` is, against the bundled newspaper and the strict fake Slack on this machine.
Slack waits 3 s for an acknowledgement; asked is 300 ms for all but one command in a hundred.
"""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from slack_server import FakeSlack

from bot.demo import BUNDLED, Press, load_outlet

COMMANDS = 5_000
ASKED_MS = 300.0
#: Who asks: each the next thing a moment after the last was acknowledged.
PEOPLE, PAUSE_S = 4, 0.1
ASKED = (
    ("/readout", "help"),
    ("/summary", "week"),
    ("/readout", "topics"),
    ("/readout", "sources"),
    ("/readout", "who Venn"),
    ("/readout", "subscribe weekdays 18:00"),
    ("/readout", "mute 1d"),
    ("/readout", "sumary"),
)


def main(commands: int = COMMANDS) -> bool:
    """Print the figures; False where they are short of what is asked."""
    return asyncio.run(_measure(commands))


async def _measure(commands: int) -> bool:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        now = datetime.now(UTC)
        presses = [stack.enter_context(Press(load_outlet(name, now=now))) for name in BUNDLED]
        async with FakeSlack(posts_per_second=10_000, posts_per_minute=10**6) as slack:
            (folder / "readout.toml").write_text(_settings(slack, presses), "utf-8")
            command = (sys.executable, "-m", "bot", "run")
            process = await asyncio.create_subprocess_exec(*command, cwd=folder, stderr=asyncio.subprocess.DEVNULL)
            try:
                loading = await _ask(slack, commands // 2)
                with _locked(folder / "readout.sqlite"):
                    locked = await _ask(slack, commands - commands // 2)
            finally:
                process.terminate()
                await process.wait()
            told = [_told("loading", loading), _told("locked", locked)]
            print(f"slack.late = {len(slack.breaches)} (asked: 0; acknowledgements after 3 s, and other breaches)")
            return all(told) and not slack.breaches


async def _ask(slack: FakeSlack, commands: int) -> Sequence[float]:
    """Ask so many things; the seconds until each was acknowledged."""
    left = itertools.islice(itertools.cycle(ASKED), commands)
    took = list[float]()

    async def person() -> None:
        for command, words in left:
            ack = await slack.slash(command, words)
            took.append(ack.seconds if ack.seconds is not None else slack.ack_seconds)
            await asyncio.sleep(PAUSE_S)

    await asyncio.gather(*(person() for _ in range(PEOPLE)))
    return took


@contextmanager
def _locked(database: Path) -> Iterator[None]:
    """Nobody else can write meanwhile."""
    connection = sqlite3.connect(database, timeout=60, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


def _told(when: str, took: Sequence[float]) -> bool:
    rising = sorted(took)
    p50, p99, worst = (1000 * rising[int(share * (len(rising) - 1))] for share in (0.5, 0.99, 1.0))
    rest = f"{len(took):,} commands, median {p50:.0f} ms, worst {worst:.0f} ms"
    print(f"slack.ack_p99_{when} = {p99:.0f} ms (asked: < {ASKED_MS:.0f}; {rest})")
    return p99 < ASKED_MS


def _settings(slack: FakeSlack, presses: Sequence[Press]) -> str:
    sources = "".join(f'\n[[sources]]\nname = "{each.outlet.name}"\nurl = "{each.url}/feed.xml"\n' for each in presses)
    account = f'bot_token = "{slack.main.token}"\napp_token = "{slack.app_token}"\napi_url = "{slack.api}"\n'
    return f"[fetch]\nloopback = true\n\n[slack]\n{account}{sources}"
