"""Which names are one name in two spellings."""

from __future__ import annotations

import pytest

from digest.stories.spelling import fold, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marko petraš", "marko petrash"),
        ("joren tasch", "yoren tash"),
        ("nazim orhaddin", "nazim orkhaddin"),
        ("lidia korvath", "lydia korvat"),
        ("hedda lindquar", "hedda lindkvar"),
        ("samvel arzuman", "samwel arzouman"),
        ("davit harutiunian", "davit harutiuniyan"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("davit orlan", "davit orban"),
        ("mara venn", "tara venn"),
        ("tomas reyk", "tomas ryke smith"),
        # A vowel that a name begins with is heard.
        ("ilan moss", "alan moss"),
    ],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_folding_drops_case_and_accents() -> None:
    assert fold("Štanek ÉTÉ Straße") == "stanek ete strasse"
