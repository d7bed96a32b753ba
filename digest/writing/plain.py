"""The default writer: stories -> a digest, by arranging what the articles say. Nothing is worded anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from digest.model import Digest, Entry, Item, Length, Link, Period, Section, Story
from digest.remembering import WRITTEN, remembered
from digest.sections import SECTIONS
from digest.writing.edition import numbered

#: Of 5 the digest is read in a minute and a half.
STORIES = {Length.SHORT: 3, Length.USUAL: 5, Length.LONG: 10}
WORDS = 120  # of one story: twenty seconds
# What gives way first when a story is too long, and how many items of it always stay.
_GIVES_WAY = (
    *(("background", 0), ("said", 4), ("met", 4), ("said", 3), ("readouts", 1), ("said", 2)),
    *(("readouts", 0), ("met", 1), ("said", 0)),
)


def write(  # noqa: PLR0913 - keyword-only
    stories: Sequence[Story],
    *,
    topics: Sequence[str],
    period: Period,
    sources_checked: int,
    unreachable: Sequence[str] = (),
    silent: Sequence[str] = (),
    refused: Collection[str] = (),
    length: Length = Length.USUAL,
    due: datetime | None = None,
    more: int = 0,
) -> Digest:
    """Arrange the stories as they come: an entry for each of the first ones, and the number of the others.

    There may be `more` of them than are handed in.

    Lines that were `refused` are left out. Pure: the same stories give the same digest, down to its edition id. It is a
    draft until the gate has seen it.
    """
    entries = list[Entry]()
    rest = list(stories)
    while rest and len(entries) < STORIES[length]:
        entry = entry_of(rest.pop(0), frozenset(refused))
        entries += [entry] if entry.sections else []
    checked = sources_checked, tuple(unreachable), tuple(silent)
    draft = Digest("", tuple(topics), period, tuple(entries), len(rest) + more, *checked, due=due)
    return numbered(draft)


@remembered(WRITTEN)
def entry_of(story: Story, refused: frozenset[str] = frozenset(), *, words: float = WORDS) -> Entry:
    """One story in its sections, in printing order and short enough; without sections when there is nothing to say."""
    items = {name: list(section(story, refused)) for name, section in SECTIONS.items()}
    lines = _count(items)
    items = _shortened(items, words)
    sections = tuple(Section(name, tuple(lines)) for name, lines in items.items() if lines)
    if [section.name for section in sections] == ["background"]:
        sections = ()
    left_out = lines - _count(items)
    return Entry(story.key, story.headline, sections, _links(story), left_out, update=story.update)


def _shortened(items: dict[str, list[Item]], words: float) -> dict[str, list[Item]]:
    """Drop last lines until the story fits; its first line stays, however long."""
    for name, kept in _GIVES_WAY:
        while len(items[name]) > kept and _words(items) > words and _count(items) > 1:
            items[name].pop()
    return items


def _count(items: dict[str, list[Item]]) -> int:
    return sum(map(len, items.values()))


def _words(items: dict[str, list[Item]]) -> int:
    return sum(len(item.text.split()) for lines in items.values() for item in lines)


def _links(story: Story) -> tuple[Link, ...]:
    articles = (report.article for report in story.reports)
    return tuple(dict.fromkeys(Link(article.source, article.url, article.title) for article in articles))
