"""A correction whose process dies by a real `kill -9`: all messages say it right in the end, one reply says what."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store import open_store
from digest.model import Erratum, Item, Mode
from tests.faults.deaths import KILLED, MODES, Case, Lane, lane_of
from tests.faults.life import CORRECTING

NOW_IT_IS = "Talks on the rail link end without a deal"

#: The plain suite tries one of them, the slow one all.
POINTS = [pytest.param(point, marks=() if "edited" in point else pytest.mark.slow) for point in CORRECTING]

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in the chat in the end, and on record."""

    killed: bool
    messages: tuple[bool, ...]  #: of the digest's own: whether each says the new headline
    replies: int  #: whole ones that do not say that they may be repeats
    repeats: int
    states: frozenset[str]


class CorrectingLane(Lane):
    """Cases whose digest is out when it is found to be wrong."""

    async def correct(self, case: Case, point: str) -> Told:
        """A life that sends, one that corrects and dies at the point, one that does the rest."""
        self._count += 1
        wire, database = self._wires[case.platform], self._folder / f"{self._count}.sqlite"
        database.write_bytes(self._template)
        self._to_noon()
        chat, workspace = self._new_chat(case.platform)
        ended = []
        for dies in ("", point, ""):
            wire.set(loss="clean", point="")
            ended.append(await self._live(self._life(case, database, chat, workspace, dies=dies), wire, None))
            if len(ended) == 1:
                await _find_wrong(database, ahead_s=self._platforms["slack"].skew)
        return self._told(case, database, chat, killed=ended[1] == KILLED)

    def _told(self, case: Case, database: Path, chat: str, *, killed: bool) -> Told:
        connection = sqlite3.connect(database)
        rows = connection.execute("SELECT receipt, corrects, answers, state FROM parts ORDER BY number").fetchall()
        connection.close()
        standing = {receipt: f"{text} {rest}" for receipt, text, rest in self._messages(case.platform, chat)}
        own = [receipt for receipt, corrects, answers, _ in rows if not corrects and not answers]
        others = [text for receipt, text in standing.items() if receipt not in own and "Before, the headline" in text]
        repeats = sum("possible repeat" in text for text in others)
        messages = tuple(NOW_IT_IS in standing[receipt] for receipt in own)
        return Told(killed, messages, len(others) - repeats, repeats, frozenset(row[3] for row in rows))


async def _find_wrong(database: Path, *, ahead_s: float) -> None:
    def clock() -> datetime:
        return datetime.fromtimestamp(datetime.now(UTC).timestamp() + ahead_s, UTC)

    async with open_store(f"sqlite+aiosqlite:///{database}", clock=clock) as store:
        [edition] = await store.editions(datetime(2000, 1, 1, tzinfo=UTC))
        [entry] = edition.entries
        await store.save_errata([Erratum(edition.edition, entry.story, "", Item(entry.headline), Item(NOW_IT_IS))])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def here(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[CorrectingLane]:
    async with lane_of(CorrectingLane, tmp_path_factory.mktemp("told")) as opened:
        yield opened


@pytest.mark.parametrize(("platform", "mode"), MODES)
@pytest.mark.parametrize("point", POINTS)
async def test_a_correction_survives_its_process(here: CorrectingLane, platform: str, mode: Mode, point: str) -> None:
    told = await here.correct(Case(platform, mode, "clean"), point)

    doubtful = point in {"reply intended", "reply posted"}
    assert told.killed
    assert told.messages == (True, True)
    assert told.states <= {"sent", "unknown"}
    if mode is Mode.AT_MOST_ONCE and doubtful:
        assert told.replies == int(point == "reply posted")
        assert set(told.states) == {"sent", "unknown"}
    elif mode is Mode.AT_LEAST_ONCE and doubtful:
        assert (told.replies, told.repeats) == (int(point == "reply posted"), 1)
    else:
        assert (told.replies, told.repeats) == (1, 0)
        assert set(told.states) == {"sent"}
