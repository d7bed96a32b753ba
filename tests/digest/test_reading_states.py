"""Countries that no list knows are learned from the text's own forms."""

from __future__ import annotations

import pytest

from digest.reading.states import States, fold

LEARNED = (
    # an adjective before an office, and its noun elsewhere in the text
    ("Tarsian Foreign Minister Davit Orbel flew to Tarsia.", "Tarsian", "Tarsia"),
    ("The Velmoran President spoke. Velmora is cold.", "Velmoran", "Velmora"),
    # the owner of an office
    ("Merrin’s Prime Minister Gor Nal spoke.", "Merrin", "Merrin"),
    ("the Foreign Ministry of Zakar", "Zakar", "Zakar"),
    # several at once
    ("the presidents of Tarsia and Velmora", "Velmora", "Velmora"),
    ("the Morvenian and Dravenian foreign ministries", "Morvenian", "Morvenian"),
    # known ones, in every form
    ("", "Armenian", "Armenia"),
    ("", "US", "United States"),
    # no state: an office's own words, a person's name
    ("Deputy Foreign Minister Ana Bel", "Deputy", None),
    ("Anna Orbel’s foreign minister", "Orbel", None),
)


@pytest.mark.parametrize(("text", "word", "state"), LEARNED)
def test_a_form_names_its_state(text: str, word: str, state: str | None) -> None:
    assert States(text).of(word) == state


def test_two_spellings_of_a_name_fold_to_one_key() -> None:
    assert fold("Cem Akdoğan") == fold("CEM AKDOGAN") == "cem akdogan"
