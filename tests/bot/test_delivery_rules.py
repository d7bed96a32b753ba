"""What becomes of a part: decided on values, with the clock handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery import rules
from bot.delivery.rules import BETWEEN, LAG, MISSES, REST, Step, step
from digest.errors import PostError
from digest.model import Mode, Part, PartState
from tests.builders import NOW, part

PENDING, SENDING, ANCHORED, SENT = PartState.PENDING, PartState.SENDING, PartState.ANCHORED, PartState.SENT
UNKNOWN, FAILED = PartState.UNKNOWN, PartState.FAILED
LATER = NOW + timedelta(seconds=1)


def sending(mode: Mode, **changes: object) -> Part:
    return part(state=SENDING, mode=mode, intent=NOW, **changes)


@pytest.mark.parametrize(
    ("state", "mode", "due", "expected"),
    [
        (PENDING, None, None, Step.SEND),
        (PENDING, Mode.ANCHOR, NOW, Step.SEND),
        (PENDING, Mode.ANCHOR, LATER, Step.WAIT),
        # somebody's already, or a crash left it: that is for the outbox to know
        (SENDING, Mode.LOOK, None, Step.WAIT),
        (ANCHORED, Mode.ANCHOR, None, Step.EDIT),
        (ANCHORED, Mode.ANCHOR, LATER, Step.WAIT),
        (UNKNOWN, Mode.LOOK, NOW, Step.LOOK),
        (UNKNOWN, Mode.LOOK, LATER, Step.WAIT),
        (UNKNOWN, Mode.AT_MOST_ONCE, NOW, Step.TELL),
        # left to people
        (UNKNOWN, Mode.AT_MOST_ONCE, None, Step.NONE),
        # by a Readout that knew no modes
        (UNKNOWN, None, None, Step.NONE),
        (SENT, Mode.LOOK, None, Step.NONE),
        (FAILED, None, None, Step.NONE),
    ],
)
def test_what_is_to_be_done(state: PartState, mode: Mode | None, due: None, expected: Step) -> None:
    assert step(part(state=state, mode=mode, due=due), now=NOW) is expected


@pytest.mark.parametrize(
    ("mode", "doubts", "state", "repeat"),
    [
        # its key is looked up
        (Mode.LOOK, 0, UNKNOWN, False),
        (Mode.LOOK, 7, UNKNOWN, False),
        # a headline may stand there alone; more than one nobody has to bear
        (Mode.ANCHOR, 0, PENDING, False),
        (Mode.ANCHOR, 1, UNKNOWN, False),
        (Mode.AT_MOST_ONCE, 0, UNKNOWN, False),
        (Mode.AT_LEAST_ONCE, 0, PENDING, True),
        (Mode.AT_LEAST_ONCE, 5, UNKNOWN, False),
    ],
)
def test_what_a_doubt_makes_of_a_part(mode: Mode, doubts: int, state: PartState, repeat: bool) -> None:
    left = rules.doubted(sending(mode, doubts=doubts), "no answer", now=NOW)

    assert (left.state, left.repeat, left.doubts, left.reason) == (state, repeat, doubts + 1, "no answer")
    assert left.due == (NOW if mode is Mode.LOOK else NOW + REST)


def test_a_part_is_sent_again_only_after_two_looks_in_vain_the_first_at_90_seconds() -> None:
    doubt = rules.doubted(sending(Mode.LOOK), "no answer", now=NOW)
    looks: list[float] = []
    while doubt.state is UNKNOWN:
        assert doubt.due
        looks.append((doubt.due - NOW).total_seconds())
        doubt = rules.missed(doubt, now=doubt.due)

    assert looks == [0, LAG.total_seconds(), (LAG + BETWEEN).total_seconds()]
    assert (LAG.total_seconds(), MISSES) == (90, 2)
    assert (doubt.state, doubt.due, doubt.misses, doubt.doubts) == (PENDING, None, 0, 1)


def test_looks_in_vain_count_from_the_latest_intent() -> None:
    again = replace(sending(Mode.LOOK, doubts=1), intent=NOW + timedelta(hours=1))
    doubt = rules.doubted(again, "no answer", now=NOW + timedelta(hours=1))

    looked = rules.missed(doubt, now=NOW + timedelta(hours=1, seconds=5))

    assert (looked.misses, looked.due) == (0, NOW + timedelta(hours=1) + LAG)


@pytest.mark.parametrize(
    ("error", "mode", "wait_s"),
    [
        (PostError("no answer", sent="maybe"), Mode.LOOK, 60),
        (PostError("slow down", sent="no", retry_after=7), Mode.LOOK, 7),
        # it never will be told: left to people, who are told
        (PostError("missing_scope", sent="no", gone=True), Mode.AT_MOST_ONCE, 60),
        (PostError("unknown_method", sent="no"), Mode.AT_MOST_ONCE, 60),
    ],
)
def test_a_look_that_could_not_be_had(error: PostError, mode: Mode, wait_s: int) -> None:
    doubt = rules.doubted(sending(Mode.LOOK), "no answer", now=NOW)

    left = rules.unlooked(doubt, error, now=NOW)

    assert (left.state, left.mode, left.misses) == (UNKNOWN, mode, 0)
    assert left.due == NOW + timedelta(seconds=wait_s)


@pytest.mark.parametrize(
    ("retry_after", "wait_s"), [(7, 7), (0, 1), (-5, 1), (1e300, 86_400), (float("inf"), 86_400), (None, 60)]
)
def test_what_may_come_later_waits_as_long_as_was_asked(retry_after: float | None, wait_s: int) -> None:
    left = rules.deferred(sending(Mode.LOOK), PostError("slow down", sent="no", retry_after=retry_after), now=NOW)

    assert (left.state, left.due, left.doubts) == (PENDING, NOW + timedelta(seconds=wait_s), 0)


def test_a_headline_waits_for_its_body_where_it_stands() -> None:
    anchored = rules.posted(sending(Mode.ANCHOR), "77")

    waiting = rules.deferred(anchored, PostError("no answer", sent="maybe"), now=NOW)

    assert (anchored.state, waiting.state, waiting.receipt) == (ANCHORED, ANCHORED, "77")
    assert (rules.completed(waiting).state, rules.completed(waiting).receipt) == (SENT, "77")
