"""The values of digest/model.py as JSON text and back, by their type hints.

A field that was added with a default after the text was written gets its default; one that is gone is ignored. So a
frozen edition outlives changes of the model, as long as no field changes its meaning.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from cattrs import Converter

from digest.errors import StoreError
from digest.model import Span

T = TypeVar("T")


def encode(value: object) -> str:
    """JSON of a value made of frozen dataclasses, tuples, enums, dates and plain values.

    Raises:
        ValueError: A datetime in it has no zone.
    """
    return json.dumps(_CONVERTER.unstructure(value), ensure_ascii=False, separators=(",", ":"))


def decode(text: str, kind: type[T]) -> T:
    """The value again; equal to what was encoded.

    Raises:
        StoreError: The text is not JSON of this kind.
    """
    try:
        value: T = _CONVERTER.structure(json.loads(text), kind)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"a stored {getattr(kind, '__name__', kind)} cannot be read: {error!r}") from error
    return value


def _write_moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no zone")
    return moment.astimezone(UTC).isoformat()


def _read_moment(text: str, _: type[datetime]) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _read_day(text: str, _: type[date]) -> date:
    return date.fromisoformat(text)


def _read_time(text: str, _: type[time]) -> time:
    return time.fromisoformat(text)


def _read_span(ends: list[int], _: type[Span]) -> Span:
    start, end = ends
    return Span(start, end)


def _converter() -> Converter:
    # Detailed validation collects every error of a value in a tree of exception groups; the first one is enough here.
    converter = Converter(detailed_validation=False)
    converter.register_unstructure_hook(datetime, _write_moment)
    converter.register_structure_hook(datetime, _read_moment)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, _read_day)
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_structure_hook(time, _read_time)
    # cattrs writes a NamedTuple as a list, but cannot read one whose hints are strings.
    converter.register_structure_hook(Span, _read_span)
    return converter


_CONVERTER: Any = _converter()
