"""Counts in the words of Prometheus. The only names are those of sources: no chats, no text, no tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from digest.model import PartState
from digest.ports import Counts, Health

FORMAT = CONTENT_TYPE_LATEST


def exposition(counts: Counts, health: Sequence[Health], *, now: datetime) -> bytes:
    """What /metrics answers."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Now([*_counted(counts, now), *_watched(health)]))
    return generate_latest(registry)


def _counted(counts: Counts, now: datetime) -> Iterable[Metric]:
    yield GaugeMetricFamily("readout_articles", "Articles that are stored.", value=counts.articles)
    yield GaugeMetricFamily("readout_readings", "Articles that were read in their latest version.", value=counts.read)
    parts = GaugeMetricFamily("readout_delivery_parts", "Messages of deliveries, by state.", labels=["state"])
    there = dict(counts.parts)
    for state in PartState:
        parts.add_metric([state.value], there.get(state, 0))
    yield parts
    lag = (now - counts.waiting_since).total_seconds() if counts.waiting_since else 0.0
    yield GaugeMetricFamily("readout_delivery_lag_seconds", "How long the oldest message that is due waits.", value=lag)


def _watched(health: Sequence[Health]) -> Iterable[Metric]:
    failures = GaugeMetricFamily("readout_source_failures", "Visits in a row that failed.", labels=["source"])
    for each in health:
        failures.add_metric([each.source], each.failures)
    yield failures


class _Now(Collector):
    """Hands over what was just counted: the library asks collectors."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        """As it is."""
        return self._families
