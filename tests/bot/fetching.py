"""What the tests of fetching share."""

from __future__ import annotations

from bot.fetch.client import HttpFetcher

AGENT = "Readout-test/0 (+mailto:desk@courier.example)"


def fetcher_of(*, timeout_s: float = 5.0) -> HttpFetcher:
    """One for this machine, that does not wait between two tries."""
    return HttpFetcher(user_agent=AGENT, loopback=True, timeout_s=timeout_s, retry_s=0)
