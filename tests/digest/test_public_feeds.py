"""Feeds that others wrote, as benchmarks/feeds.py reads them; where they come from stands there."""

import os
from pathlib import Path

import pytest

from benchmarks import feeds

FOLDER = Path(os.environ.get(feeds.FOLDER, "no folder is named"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not feeds.projects(FOLDER), reason=f"{feeds.FOLDER} names no folder of test feeds"),
]


@pytest.fixture(scope="module")
def race() -> feeds.Race:
    return feeds.race(FOLDER)


def test_no_feed_makes_us_crash(race: feeds.Race) -> None:
    assert race.tallies["ours"].crashed == []


def test_no_feed_takes_five_seconds(race: feeds.Race) -> None:
    assert race.tallies["ours"].slowest < (5, "")


def test_items_are_found_wherever_a_peer_finds_them(race: feeds.Race) -> None:
    assert race.short_of("ours") == []


def test_titles_are_what_their_authors_say(race: feeds.Race) -> None:
    assert race.share_of_titles("ours") >= 0.98
