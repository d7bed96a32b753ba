"""What was handled already, while the database is slow or refuses."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from digest.errors import StoreError
from handlers.once import NOTED_S, Once
from tests.fakes import MemoryStore
from tests.faults.fast import Fast


@dataclass
class Locked(MemoryStore):
    """Takes nothing for so long, and then all, or refuses."""

    locked_s: float = 0.0
    refuses: bool = False

    async def first_time(self, key: str) -> bool:
        await asyncio.sleep(self.locked_s)
        if self.refuses:
            raise StoreError("database is locked")
        return await super().first_time(key)


def test_a_locked_database_holds_up_an_answer_for_a_second_and_is_told_all_the_same() -> None:
    async def asked() -> tuple[bool, float, bool]:
        store = Locked(locked_s=30)
        before = await Once(store).before("Ev1")
        waited = asyncio.get_running_loop().time()
        await asyncio.sleep(30)
        store.locked_s = 0
        return before, waited, await Once(store).before("Ev1")  # of the next process

    with Fast() as fast:
        assert fast.run(asked()) == (False, NOTED_S, True)


async def test_what_a_database_refuses_to_note_is_remembered_by_the_process() -> None:
    once = Once(Locked(refuses=True))

    assert [await once.before("Ev1"), await once.before("Ev1")] == [False, True]
