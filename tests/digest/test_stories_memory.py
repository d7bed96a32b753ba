"""Stories are told once for the same reports, and anew for any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Report, Story
from digest.stories.memory import Memory
from tests.digest.newsroom import courier, herald


class Told:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.times = 0

    def tell(self, reports: Sequence[Report]) -> tuple[Story, ...]:
        self.times += 1
        return (Story(str(self.times), "One", tuple(reports)),)


def test_the_same_reports_are_told_once() -> None:
    told, reports = Told(), [courier(), herald()]
    memory = Memory(told.tell)

    assert memory.tell(reports) == memory.tell(list(reports))
    assert told.times == 1


def test_another_report_or_another_version_is_told_anew() -> None:
    told, first, second = Told(), courier(), herald()
    memory = Memory(told.tell)

    keys = [
        story.key
        for reports in ([first, second], [first], [second, first], [first, replace(second)], [first, second])
        for story in memory.tell(reports)
    ]

    assert keys == ["1", "2", "3", "4", "1"]


def test_only_the_latest_are_remembered() -> None:
    told, reports = Told(), [courier()]
    memory = Memory(told.tell, limit=1)

    memory.tell(reports)
    memory.tell([])
    memory.tell(reports)

    assert told.times == 3
