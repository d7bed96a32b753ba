"""Facts come back as they were, from the short form and from what was stored before it."""

from dataclasses import MISSING, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store.codec import encode
from bot.store.facts import read, write
from digest.errors import StoreError
from digest.model import Actor, ActorKind, Encounter, Facts, Span, Statement
from tests.builders import actor, body, counterpart, encounter, facts, statement

st.register_type_strategy(float, st.floats(allow_nan=False))

#: Every field is set to what is not its default.
FULL = facts(
    encounters=(encounter(),),
    actors=(actor(), body(role="the city's", represents="Ardal", aliases=("Council",))),
    statements=(
        statement(
            via="the Kremlin",
            addressee=counterpart(),
            gist="«Поезд пойдёт в июне», — ‘so’ “she” said\u2028[…]",
            speech=False,
            confidence=0.25,
            headline=True,
        ),
    ),
)
WRITTEN = (
    '[1,"a",2,"test-1",[0],[["mara venn","Mara Venn","person","Minister",null,["Venn"]],'
    '["tomas reyk","Tomas Reyk","person",null,"Belmark",[]]],'
    '[["talks",[0,1],"planned",[3,9],"Port Hale",["in May","2025-05"],["rail"]]],'
    '[[1,"direct",[3,9],[4,8,10,12],[0,20],[],[13,17],null,null,"so",true,1.0,false]]]'
)


@settings(deadline=None, max_examples=50)  # the first example waits for the classes to be looked through
@given(st.from_type(Facts))
def test_all_facts_come_back_equal(value: Facts) -> None:
    assert read(write(value)) == value


@pytest.mark.parametrize("value", [*FULL.statements, *FULL.encounters, FULL.actors[1], FULL])
def test_no_field_is_forgotten(value: Any) -> None:
    defaults = {field.name: field.default for field in fields(value) if field.default is not MISSING}

    assert not [name for name, default in defaults.items() if getattr(value, name) == default]
    assert read(write(FULL)) == FULL


def test_facts_come_back_with_their_types() -> None:
    [found] = read(write(FULL)).statements

    assert type(found.quotes) is tuple
    assert {type(span) for span in (found.evidence, *found.content, *found.quotes, *found.cue)} == {Span}
    assert hash(read(write(FULL))) == hash(FULL)


def test_an_actor_is_written_once_wherever_it_acts_or_speaks() -> None:
    assert write(facts()).count('"mara venn"') == 1


def test_two_actors_of_one_name_stay_two() -> None:
    of_state = replace(actor(), kind=ActorKind.STATE)
    value = facts(actors=(actor(), of_state, actor()), encounters=(encounter(participants=(of_state, actor())),))

    assert read(write(value)) == value


def test_what_was_stored_is_read_for_ever() -> None:
    found = read(WRITTEN)

    assert found.encounters[0].participants == (found.actors[0], found.statements[0].speaker)
    assert found.statements[0].quotes == (Span(4, 8), Span(10, 12))
    assert write(found) == WRITTEN


def test_what_the_first_form_held_is_read() -> None:
    assert read(encode(FULL)) == FULL


def test_a_field_that_was_added_later_gets_its_default() -> None:
    assert read(WRITTEN.replace(",true,1.0,false]", "]")) == read(WRITTEN)


@pytest.mark.parametrize(
    "text",
    [
        *("", "7", "null", "[]", "{}", WRITTEN[:-1]),
        # a later Readout's, and actors and kinds that are not there
        WRITTEN.replace("[1,", "[2,", 1),
        WRITTEN.replace("[0,1]", "[0,9]"),
        WRITTEN.replace("talks", "duel"),
    ],
)
def test_what_is_no_facts_is_a_store_error(text: str) -> None:
    with pytest.raises(StoreError, match="stored Facts cannot be read"):
        read(text)


@pytest.mark.parametrize("kind", [Actor, Encounter, Statement])
def test_the_form_has_every_field_of_the_model(kind: type[Any]) -> None:
    sizes = {Actor: 6, Encounter: 7, Statement: 13}

    assert len(fields(kind)) == sizes[kind], "a new field needs its place in bot/store/facts.py"
