"""What is worked out from a report once."""

from __future__ import annotations

from dataclasses import replace

from digest.model import Report
from digest.remembering import remembered
from tests.digest.newsroom import courier, herald


class Counted:
    """A pure function that counts how often it is called."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, report: Report) -> str:
        self.times += 1
        return report.article.title


def test_a_report_is_worked_out_once() -> None:
    work, report = Counted(), courier()
    title = remembered(8)(work)

    assert [title(report), title(report)] == [report.article.title] * 2
    assert work.times == 1


def test_a_report_with_other_facts_is_another() -> None:
    work, report = Counted(), courier()
    title = remembered(8)(work)

    title(report)
    title(replace(report, facts=replace(report.facts, encounters=())))

    assert work.times == 2


def test_who_was_asked_for_longest_ago_is_forgotten_first() -> None:
    work, first, second, third = Counted(), courier(), herald(), courier()
    title = remembered(2)(work)

    for report in (first, second, first, third, first):
        title(report)

    assert work.times == 3
    title(second)
    assert work.times == 4
