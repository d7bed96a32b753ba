from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store.codec import decode, encode
from digest.errors import StoreError
from digest.model import (
    Article,
    Digest,
    Encounter,
    Facts,
    Item,
    Link,
    Part,
    Period,
    Slot,
    Span,
    Statement,
    Subscription,
)
from tests.builders import digest, facts, slot, statement

# The model's datetimes are aware and in UTC; Hypothesis would make naive ones.
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False))

# Every kind of field is in one of these; whole digests are too large to be drawn well, builders make those.
KINDS = [Article, Statement, Encounter, Item, Link, Period, Slot, Span, Subscription, Part]


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=50)  # the first example waits for the classes to be looked through
@given(data=st.data())
def test_every_value_comes_back_equal(kind: type[Any], data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))

    assert decode(encode(value), kind) == value


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (("ardal", "rail"), tuple[str, ...]),
        ((time(8, 30), time(18, 0)), tuple[time, ...]),
        (date(2025, 4, 24), date),
        (digest(), Digest),
        (facts(), Facts),
        # A quotation is kept to the character, whatever the marks and the script.
        (("«Поезд пойдёт в июне», — ‘so’ “she” said\u2028[…]",), tuple[str, ...]),
    ],
)
def test_plain_values_come_back_equal(value: object, kind: type[Any]) -> None:
    assert decode(encode(value), kind) == value


def test_values_come_back_with_their_types() -> None:
    value = decode(encode(facts()), Facts)

    assert type(value.statements[0].quotes) is tuple
    assert type(value.statements[0].evidence) is Span
    assert hash(value) == hash(facts())


def test_the_same_value_is_the_same_text() -> None:
    assert encode(digest()) == encode(digest())


def test_a_field_that_was_added_later_gets_its_default() -> None:
    written = json.loads(encode(statement()))
    del written["speech"], written["headline"]

    assert decode(json.dumps(written), Statement) == statement()


def test_a_field_that_is_gone_is_ignored() -> None:
    written = json.loads(encode(slot())) | {"weather": "rain"}

    assert decode(json.dumps(written), Slot) == slot()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"day": "yesterday", "at": "08:30:00"}', '{"day": null, "at": null}', "7"]
)
def test_what_is_not_of_the_kind_is_a_store_error(text: str) -> None:
    with pytest.raises(StoreError, match="stored Slot cannot be read"):
        decode(text, Slot)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        encode(datetime(2025, 4, 24, 12, 0))  # noqa: DTZ001
