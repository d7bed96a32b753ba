"""Quotation marks in random texts: nothing raises, and no paragraph has a say in another's quotations."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from digest.reading.quotes import MARKS, Stretch, masked, paragraphs, stretches

#: What the rules look at; a letter in capitals stands for words, so that a short text holds much.
LETTERS = "".join(sorted(MARKS)) + "sSzxn9 .,:!?…-()\nPBNYGQL"
WORDS = str.maketrans(
    {"P": "The parties", "B": "boys", "N": " ’n’ ", "Y": "’90s", "G": "'s ", "Q": ",” she said. ", "L": ".\n"}
)
TEXTS = st.one_of(st.text(LETTERS, max_size=30).map(lambda text: text.translate(WORDS)), st.text(max_size=30))
FEW, MANY = 2_000, 1_000_000


def runs(count: int) -> settings:
    """That many texts; a million are too many to keep, and to make smaller one by one."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    phases = [Phase.generate, Phase.shrink]
    return settings(max_examples=count, database=None, deadline=None, phases=phases, suppress_health_check=slow)


def check_text(text: str, at: int, mark: str) -> None:
    """What holds of every text, and of it with one more mark at a place."""
    found = stretches(text)

    assert_in_order(text, found)
    assert len(masked(text)) == len(text)
    for start, end in paragraphs(text):
        assert_kept(text[start:end], inside(found, start, end))
    assert_others_kept(text, at % (len(text) + 1), mark)


def assert_in_order(text: str, found: tuple[Stretch, ...]) -> None:
    last = 0
    for stretch in found:
        (start, end), outer = stretch.span, stretch.outer
        assert last <= outer.start == start - 1 < start < end <= outer.end <= len(text)
        assert text[outer.start] in MARKS
        assert "\n" not in text[start:end]
        assert outer.end == (end if stretch.continues else end + 1)
        last = outer.end


def inside(found: tuple[Stretch, ...], start: int, end: int) -> list[tuple[int, int]]:
    """The quotations of one paragraph, counted from its start."""
    return [(s.outer.start - start, s.outer.end - start) for s in found if start <= s.outer.start < end]


def assert_kept(paragraph: str, found: list[tuple[int, int]]) -> None:
    """As it is read alone, or with all after some mark in a quotation that goes on."""
    alone = inside(stretches(paragraph), 0, len(paragraph))

    assert found == alone or (
        found[-1][1] == len(paragraph) and [span for span in alone if span[1] <= found[-1][0]] == found[:-1]
    )


def assert_others_kept(text: str, at: int, mark: str) -> None:
    """A mark that neither opens nor closes anything changes nothing in any other paragraph."""
    changed = text[:at] + mark + text[at:]
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at) % (len(text) + 1)
    before, after = stretches(text), stretches(changed)
    mine = [(a + (a >= at), b + (b > at)) for a, b in spans(before, start, end)]

    if mine == spans(after, start, end + 1):
        rest = [(s.outer.start, s.outer.end) for s in before if not start <= s.outer.start <= end]
        others = [(s.outer.start, s.outer.end) for s in after if not start <= s.outer.start <= end + 1]
        assert others == [(a + (a >= at), b + (a >= at)) for a, b in rest]


def spans(found: tuple[Stretch, ...], start: int, end: int) -> list[tuple[int, int]]:
    return [(s.outer.start, s.outer.end) for s in found if start <= s.outer.start <= end]


@runs(FEW)
@given(TEXTS, st.integers(0, 1_000), st.sampled_from(sorted(MARKS)))
def test_no_text_raises_or_lets_a_mark_cost_another_paragraph_its_quotations(text: str, at: int, mark: str) -> None:
    check_text(text, at, mark)


@pytest.mark.slow
@runs(MANY)
@given(TEXTS, st.integers(0, 1_000), st.sampled_from(sorted(MARKS)))
def test_a_million_texts_neither(text: str, at: int, mark: str) -> None:
    check_text(text, at, mark)
