"""What becomes of digests whose process dies, by a real `kill -9`: at each named point, twice in a row, at any time.

The same runs as the slow suite (tests/faults), with counts. Two lanes side by side; about ten minutes on two cores.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from structlog.testing import capture_logs

from digest.model import Mode
from tests.faults.deaths import MODES, Case, Lane, Verdict, at_any_time, at_each_point, lane, twice
from tests.faults.limits import World, fastest, on_slack, on_telegram

LANES = 2
DIGESTS, OUT_S = 1000, 3600


def main() -> None:
    """Print the figures."""
    asyncio.run(_measure())
    with capture_logs():
        for run in (on_slack, on_telegram):
            run(_outage)


async def _measure() -> None:
    async with AsyncExitStack() as stack:
        folders = [stack.enter_context(tempfile.TemporaryDirectory()) for _ in range(LANES)]
        lanes = [await stack.enter_async_context(lane(Path(folder))) for folder in folders]
        _tell("at_each_point", await _side_by_side(lanes, list(at_each_point())))
        _tell("twice", await _side_by_side(lanes, list(twice(200))))
        _tell("at_any_time", await _at_any_time(lanes, 300))


async def _outage(world: World) -> None:
    took = await world.after_an_outage(DIGESTS, OUT_S)
    allowed, breaches = fastest(world.platform, DIGESTS), len(world.server.breaches)
    what = f"{world.platform}, {DIGESTS:,} digests after an hour of 503"
    asked = f"asked: at most {1.2 * allowed:.0f}; limits allow {allowed:.0f}"
    print(f"delivery.outage.drained = {took:.0f} s ({what}; {asked})")
    print(f"delivery.outage.limits_broken = {breaches} ({what}; asked: 0)")


async def _side_by_side(lanes: Sequence[Lane], cases: Sequence[Case]) -> Sequence[Verdict]:
    async def share(number: int) -> Sequence[Verdict]:
        return [await lanes[number].run(case) for case in cases[number :: len(lanes)]]

    return [each for verdicts in await asyncio.gather(*map(share, range(len(lanes)))) for each in verdicts]


async def _at_any_time(lanes: Sequence[Lane], count: int) -> Sequence[Verdict]:
    async def share(seed: int) -> Sequence[Verdict]:
        here = lanes[seed]
        return [await here.run(case) async for case in at_any_time(here, count // len(lanes), seed=seed)]

    return [each for verdicts in await asyncio.gather(*map(share, range(len(lanes)))) for each in verdicts]


def _tell(name: str, verdicts: Sequence[Verdict]) -> None:
    for platform, mode in MODES:
        _tell_mode(name, f"{platform}, {mode.value}", mode, [each for each in verdicts if each.case.mode is mode])


def _tell_mode(name: str, what: str, mode: Mode, verdicts: Sequence[Verdict]) -> None:
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
