"""Every store that keeps the contracts: the SQL one on a file and in memory, and the fake that other tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import open_store
from digest.ports import Store
from tests.builders import NOW
from tests.fakes import MemoryStore


@pytest.fixture(params=["fake", "sqlite in memory", "sqlite file"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    if request.param == "fake":
        yield MemoryStore()
        return
    file = "" if request.param == "sqlite in memory" else f"/{tmp_path}/readout.sqlite"
    async with open_store(f"sqlite+aiosqlite://{file}", clock=lambda: NOW) as opened:
        yield opened
