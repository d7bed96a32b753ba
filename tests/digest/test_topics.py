"""What a chat asks for, and which stories are about it."""

import pytest

from digest.errors import AskError
from digest.stories import tell
from digest.topics import Topic, closest, matches, parse
from tests.digest.newsroom import courier, herald

TARSIA = Topic("Tarsia", (("tarsia", "old ford"),))
VELMORA = Topic("Velmora", (("velmora",),))
KARSUND = Topic("Karsund", (("karsund",),))
KNOWN = (TARSIA, VELMORA, KARSUND)


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        # A country by its name, in any case.
        ("tarsia", True),
        ("Karsund", False),
        # Both, not either.
        ("tarsia and velmora", True),
        ("Tarsia, Karsund", False),
        # Who acts or speaks: a surname, a full name, a body.
        ("Marsk", True),
        ("elena marsk", True),
        ("velmoran foreign ministry", True),
        # A keyword and its endings, as a whole word.
        ("lorries", True),
        ("toll", True),
        ("velmoran", True),
        ("lorr", False),
        ("Seven Gates Plan", True),
    ],
)
def test_a_story_is_on_a_topic_by_its_actors_countries_and_words(asked: str, about: bool) -> None:
    [story] = tell([courier(), herald()])

    assert matches(story, parse(asked, KNOWN)) is about


def test_a_known_topic_is_itself() -> None:
    assert parse("  TARSIA ", KNOWN) is TARSIA


def test_several_topics_are_named_together() -> None:
    topic = parse("tarsia + water rights", KNOWN)

    assert topic == Topic("Tarsia and water rights", (("tarsia", "old ford"), ("water rights",)))


def test_a_known_name_with_an_and_in_it_is_not_taken_apart() -> None:
    both = Topic("War and peace", (("armistice",),))

    assert parse("war and peace", (both,)) is both


@pytest.mark.parametrize("misspelt", ["Tarsai", "velmroa", "karsnud and tarsia"])
def test_a_misspelt_name_gets_the_closest(misspelt: str) -> None:
    with pytest.raises(AskError, match=r"No topic “\w+”\. Closest: "):
        parse(misspelt, KNOWN)


@pytest.mark.parametrize("asked", ["", "  ", "+"])
def test_asking_for_nothing_is_answered_with_examples(asked: str) -> None:
    with pytest.raises(AskError, match=r"Which topic\? For example: Tarsia, Velmora, Karsund\."):
        parse(asked, KNOWN)


def test_without_known_topics_there_is_nothing_to_offer() -> None:
    with pytest.raises(AskError, match=r"^Which topic\?$"):
        parse("", ())


def test_closest_are_three_at_most_and_the_likeliest_first() -> None:
    assert closest("tarsa", ["Tarsia", "Tarsus", "Tarso", "Tarsal", "Velmora"])[0] in ("Tarsia", "Tarsal")
    assert len(closest("tarsa", ["Tarsia", "Tarsus", "Tarso", "Tarsal", "Velmora"])) == 3
    assert closest("zzz", ["Tarsia"]) == ()
