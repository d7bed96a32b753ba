"""How soon `readout run` answers after it is started, and what it holds in memory: as a newsroom would see it.

A process of its own, against the bundled newspaper and the fake Telegram on this machine.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from telegram_server import FakeTelegram

from bot.demo import BUNDLED, Press, load_outlet

READ_S = 40.0  # by then both outlets are read


def main() -> None:
    """Print the figures."""
    asyncio.run(_measure())


async def _measure() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        now = datetime.now(UTC)
        presses = [stack.enter_context(Press(load_outlet(name, now=now))) for name in BUNDLED]
        async with FakeTelegram(flood={}) as telegram:
            (folder / "readout.toml").write_text(_settings(telegram, presses), "utf-8")
            command = (sys.executable, "-m", "bot", "run")
            started = time.perf_counter()
            process = await asyncio.create_subprocess_exec(*command, cwd=folder, stderr=asyncio.subprocess.DEVNULL)
            try:
                await _figures(telegram, process.pid, started)
                stopped = time.perf_counter()
                process.terminate()
                await process.wait()
                print(f"start.stop = {time.perf_counter() - stopped:.1f} s (asked: <= 10)")
            finally:
                if process.returncode is None:
                    process.kill()


async def _figures(telegram: FakeTelegram, pid: int, started: float) -> None:
    anna = telegram.person("Anna")
    telegram.text(anna, anna, "/summary")
    await telegram.next(anna, timeout=30)
    print(f"start.first_answer = {time.perf_counter() - started:.1f} s (asked: <= 5)")
    while time.perf_counter() - started < READ_S:
        telegram.text(anna, anna, "/summary")
        answer = await telegram.next(anna, timeout=30)
        if "WHO MET WHOM" in answer.text.upper():
            break
        await asyncio.sleep(0.5)
    print(f"start.first_digest = {time.perf_counter() - started:.1f} s (16 articles fetched and read; nothing asked)")
    await asyncio.sleep(3)
    each = " + ".join(f"{_resident(one) * resource.getpagesize() / 1e6:.0f}" for one in (pid, *_children(pid)))
    print(f"start.idle_rss = {_rss_mb(pid):.0f} MB (asked: <= 600; {each}, the models loaded)")


def _settings(telegram: FakeTelegram, presses: list[Press]) -> str:
    sources = "".join(f'\n[[sources]]\nname = "{each.outlet.name}"\nurl = "{each.url}/feed.xml"\n' for each in presses)
    account = f'\n[telegram]\ntoken = "{telegram.token}"\napi_url = "{telegram.base_url}"\n'
    return f"[fetch]\nloopback = true\n{account}{sources}"


def _rss_mb(pid: int) -> float:
    """Resident memory of a process and its children, shared pages counted once each way."""
    pages = sum(_resident(each) for each in (pid, *_children(pid)))
    return pages * resource.getpagesize() / 1e6


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    found = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return found + [grandchild for child in found for grandchild in _children(child)]
