"""The bot on a strict fake Slack: what the tests of its parts begin with, unless a file has fixtures of its own."""

# The fake platforms are not annotated.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from handlers.slack.app import SlackChannel
from tests.handlers.desk import FakeDesk
from tests.handlers.slack_desk import FakeSlackWithSuggestions, running


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlackWithSuggestions]:
    """It counts messages a minute, and not a second: nothing here waits for a turn."""
    async with FakeSlackWithSuggestions(posts_per_second=1000) as fake:
        yield fake


@pytest.fixture
def desk() -> FakeDesk:
    """Knows what a test asks about."""
    return FakeDesk()


@pytest.fixture
async def channel(slack: FakeSlackWithSuggestions, desk: FakeDesk) -> AsyncIterator[SlackChannel]:
    """Connected."""
    async with running(slack, desk) as made:
        yield made
