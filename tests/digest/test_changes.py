"""What an outlet changed: by the paragraph, and only what a reader would notice."""

from __future__ import annotations

import pytest

from digest.changes import changes
from digest.model import Change, Edit

TALKS = "Orlan and Marsk held talks in Old Ford on Thursday."
TOLLS = "Orlan said that the tolls on the Lark Bridge would stay as they are."
BEFORE = f"Ministers meet\n{TALKS}\n{TOLLS}"


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, ()),
        # one word put right
        (BEFORE.replace("Thursday", "Friday"), (Change(Edit.ALTERED, TALKS, TALKS.replace("Thursday", "Friday")),)),
        # a name in another spelling is an edit: it may be the correction
        (BEFORE.replace("Marsk", "Marszk"), (Change(Edit.ALTERED, TALKS, TALKS.replace("Marsk", "Marszk")),)),
        (f"{BEFORE}\nMore follows.", (Change(Edit.ADDED, "", "More follows."),)),
        (f"Ministers meet\n{TOLLS}", (Change(Edit.REMOVED, TALKS, ""),)),
        # a new headline over the same article
        (BEFORE.replace("Ministers meet", "Ford talks fail"), (
            Change(Edit.ADDED, "", "Ford talks fail"),
            Change(Edit.REMOVED, "Ministers meet", ""),
        )),
        # in the place of a paragraph, another one and a form of it
        (f"Ministers meet\nA note of the editors.\n{TALKS} It rained.\n{TOLLS}", (
            Change(Edit.ADDED, "", "A note of the editors."),
            Change(Edit.ALTERED, TALKS, f"{TALKS} It rained."),
        )),
    ],
)  # fmt: skip
def test_changes_are_told_by_the_paragraph(after: str, expected: tuple[Change, ...]) -> None:
    assert changes(BEFORE, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # white space, of all kinds
        ("He said yes.", "He  said\u00a0yes. "),
        # seen by nobody: a soft hyphen, a zero-width space
        ("The ceasefire holds.", "The cease\u00adfire\u200b holds."),
        # typography
        ("“No” – he said…", "\"No\" - he said..."),
        # furniture, whole or glued
        ("He said yes.", "He said yes.\nAdvertisement\nRead more: Grape harvest down"),
        ("He said yes.", "Become a memberHe said yes."),
        ("Print\nHe said yes.", "He said yes.\n3 comments"),
    ],
)  # fmt: skip
def test_what_no_reader_would_notice_is_no_change(before: str, after: str) -> None:
    assert changes(before, after) == ()
    assert changes(after, before) == ()


def test_a_long_live_blog_that_changed_all_over_is_compared_in_no_time() -> None:
    before = "\n".join(f"Entry {n} of the day, about the {n * 7}th lorry at the bridge." for n in range(3_000))
    after = "\n".join(f"Note {n} from the river, on ferry {n * 3}." for n in range(3_000))

    assert len(changes(before, after)) == 6_000
