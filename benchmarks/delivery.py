"""What becomes of digests whose process dies, by a real `kill -9`: at each named point, twice in a row, at any time.

The same runs as the slow suite (tests/faults), with counts. Two lanes side by side; about ten minutes on two cores.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

from digest.model import Mode
from tests.faults.deaths import MODES, Case, Lane, Verdict, at_any_time, at_each_point, lane, twice

LANES = 2


def main() -> None:
    """Print the figures."""
    asyncio.run(_measure())


async def _measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, verdicts in [
            ("at_each_point", await _side_by_side(list(at_each_point()), Path(folder))),
            ("twice", await _side_by_side(list(twice(200)), Path(folder))),
            ("at_any_time", await _at_any_time(300, Path(folder))),
        ]:
            for platform, mode in MODES:
                _tell(name, platform, mode, [each for each in verdicts if each.case.mode is mode])


async def _side_by_side(cases: Sequence[Case], folder: Path) -> Sequence[Verdict]:
    shares = (_run(cases[number::LANES], Path(tempfile.mkdtemp(dir=folder))) for number in range(LANES))
    return [each for share in await asyncio.gather(*shares) for each in share]


async def _run(cases: Iterable[Case], folder: Path) -> Sequence[Verdict]:
    async with lane(folder) as here:
        return [await here.run(case) for case in cases]


async def _at_any_time(count: int, folder: Path) -> Sequence[Verdict]:
    async def share(seed: int) -> Sequence[Verdict]:
        async with lane(Path(tempfile.mkdtemp(dir=folder))) as here:
            return [each async for each in _lived(here, at_any_time(here, count // LANES, seed=seed))]

    return [each for verdicts in await asyncio.gather(*map(share, range(LANES))) for each in verdicts]


async def _lived(here: Lane, cases: AsyncIterator[Case]) -> AsyncIterator[Verdict]:
    async for case in cases:
        yield await here.run(case)


def _tell(name: str, platform: str, mode: Mode, verdicts: Sequence[Verdict]) -> None:
    what = f"{platform}, {mode.value}"
    killed, unknown = sum(each.killed for each in verdicts), sum("unknown" in each.states for each in verdicts)
    doubled = 0 if mode is Mode.AT_LEAST_ONCE else sum(max(each.copies) > 1 for each in verdicts)
    lost = sum("lost in silence" in each.faults for each in verdicts)
    print(f"delivery.{name}.cases = {len(verdicts)} digests ({what}; {killed} processes killed)")
    print(f"delivery.{name}.faults = {sum(bool(each.faults) for each in verdicts)} digests ({what}; asked: 0)")
    print(f"delivery.{name}.lost_in_silence = {lost} digests ({what}; asked: 0)")
    print(f"delivery.{name}.doubled = {doubled} digests ({what}; asked: 0)")
    print(f"delivery.{name}.unknown = {unknown} digests ({what}; each on record)")
    if mode is Mode.ANCHOR:
        most = max(each.headlines for each in verdicts)
        alone = sum(each.headlines for each in verdicts)
        print(f"delivery.{name}.headlines_alone = {alone} messages ({what}; at most {most} a digest)")
    if mode is Mode.AT_LEAST_ONCE:
        repeats = sum(sum(each.copies) - len(each.copies) for each in verdicts if max(each.copies) > 1)
        print(f"delivery.{name}.repeats = {repeats} messages ({what}; each says that it may be one)")
    for each in verdicts:
        for fault in each.faults:
            print(f"  {each.case.name}: {fault}")
