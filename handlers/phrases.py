"""A printed line as a chat reads it: our own words in its language; names, quotations and what is told stay as written.

"Planned: A to visit B"  ->  "Запланировано: A to visit B"
"Only A’s side mentions “x”" ->  "Только сторона A упоминает “x”"

Which stretches are ours, the line says itself (Item.ours): nothing is recognised by its words here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from digest.model import Evidence, Item, Ours, Span
from handlers.replies import Words

#: Stands for a name while a sentence is made around it: for private use, so no sentence has it.
_NAME = "\ue000"


@dataclass(frozen=True, slots=True)
class _Edit:
    """Other words in place of a stretch."""

    span: Span
    words: str


def worded(item: Item, say: Words) -> Item:
    """The item in the words of a chat. Its evidence stays: the sentences are an article's."""
    edits = [edit for each in item.ours for edit in _edits(item, each, say)]
    text, at = "", 0
    for edit in edits:
        text += item.text[at : edit.span.start] + edit.words
        at = edit.span.end

    def moved(span: Span) -> Span:
        return Span(*(place + sum(_growth(edit) for edit in edits if edit.span.end <= place) for place in span))

    return replace(
        item,
        text=text + item.text[at:],
        strong=tuple(map(moved, item.strong)),
        quotes=tuple(replace(each, span=moved(each.span)) for each in item.quotes),
        ours=(),
        people=tuple(map(moved, item.people)),
    )


def label(evidence: Evidence, say: Words) -> str:
    """What stands above a sentence: a name, or what the sentence shows."""
    return say.phrase(evidence.phrase) if evidence.phrase else evidence.label


def _edits(item: Item, ours: Ours, say: Words) -> Iterator[_Edit]:
    """One, or where a name stands among the words, one before it and one behind."""
    name = next((span for span in item.strong if ours.span.holds(span) and span != ours.span), None)
    if name is None:
        yield _Edit(ours.span, say.phrase(ours.phrase))
        return
    before, _, after = say.phrase(ours.phrase, _NAME).partition(_NAME)
    yield _Edit(Span(ours.span.start, name.start), before)
    yield _Edit(Span(name.end, ours.span.end), after)


def _growth(edit: _Edit) -> int:
    return len(edit.words) - (edit.span.end - edit.span.start)
