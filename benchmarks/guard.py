"""That nobody who names a source reaches the inside of the network, in numbers: tests/faults/network.py, counted."""

from __future__ import annotations

import asyncio

from tests.faults.inside import outside
from tests.faults.network import by_rebinding, by_redirect, by_spelling, refused, two_machines

REBINDS = 200
PUBLIC = 100


def main() -> bool:
    """Print the figures; False where one is short of what is asked."""
    return asyncio.run(_measure())


async def _measure() -> bool:
    async with two_machines() as world:
        spelled, got = await by_spelling(world)
        redirected, got_there = await by_redirect(world)
        await by_rebinding(world, count=REBINDS)
    reached = world.canary.connections
    public = outside(PUBLIC)
    harmed = await refused(public)
    print(f"guard.forms = {len(spelled):,} addresses (asked: >= 1,000; {len(got)} gave anything, asked: 0)")
    print(f"guard.redirects = {len(redirected):,} addresses (asked: >= 1,000; {len(got_there)} followed, asked: 0)")
    print(f"guard.rebinds = {REBINDS} names (asked: 200; each asked for twice, six ways of changing one's mind)")
    print(f"guard.canary = {reached} connections (asked: 0; {len(world.network.connected):,} to the public site)")
    print(f"guard.refused = {len(harmed)} of {len(set(public))} public addresses (asked: 0 of 100)")
    enough = len(spelled) >= 1_000 and len(redirected) >= 1_000 and len(set(public)) == PUBLIC
    return enough and not (got or got_there or reached or harmed)
