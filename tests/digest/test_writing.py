"""Stories -> a digest: how many, how long, in which order, under which id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.model import Actor, Digest, Encounter, Length, Report, Statement, Story
from digest.stories import tell
from digest.writing.edition import numbered
from digest.writing.plain import STORIES, WORDS, entry_of, write
from tests.builders import article
from tests.digest.newsroom import (
    BACKGROUND,
    DIRECT,
    KERN,
    MARSK,
    NOON,
    ORLAN,
    PERIOD,
    courier,
    encounter,
    herald,
    person,
    report,
    said,
)


def written(*stories: Story) -> Digest:
    return write(stories, topics=["Tarsia"], period=PERIOD, sources_checked=2, unreachable=["Lantern"])


def short(number: int, *facts: Encounter | Statement) -> Story:
    text = f"Kern met Marsk for the {number}th time."
    url = f"https://one.example/{number}"
    told = facts or (encounter(text, "met", KERN, MARSK),)
    return Story(url, "Met", (report(article(url=url, title="Met", text=text, published=NOON), *told),))


def words(digest: Digest) -> int:
    return sum(len(item.text.split()) for e in digest.entries for s in e.sections for item in s.items)


def test_a_story_of_two_outlets_is_one_entry_under_120_words() -> None:
    digest = written(*tell([courier(), herald()]))

    [entry] = digest.entries
    assert entry.headline == courier().article.title
    assert [link.outlet for link in entry.links] == ["Courier", "Herald"]
    assert [section.name for section in entry.sections] == ["met", "said", "readouts"]
    assert words(digest) <= WORDS
    assert entry.left_out == 2  # the background, which gives way first, and the last statement: both are counted
    assert (digest.topics, digest.sources_checked, digest.unreachable) == (("Tarsia",), 2, ("Lantern",))


def test_five_stories_are_told_and_the_others_counted() -> None:
    digest = written(*(short(number) for number in range(8)))

    assert len(digest.entries) == STORIES[Length.USUAL]
    assert digest.more == 3


def test_a_story_with_nothing_to_print_leaves_its_place_to_the_next() -> None:
    text = "Kern met Marsk."
    nothing = short(99, encounter(text, "met", KERN, MARSK, status=BACKGROUND))

    digest = written(nothing, *(short(number) for number in range(5)))

    assert len(digest.entries) == STORIES[Length.USUAL]
    assert digest.more == 0


def test_a_quiet_day_is_an_empty_digest() -> None:
    digest = written()

    assert digest.entries == ()
    assert digest.edition


def long_story(people: int) -> Report:
    names = [person(f"Pat Name{number}", "Deputy Speaker of the Upper House", "Tarsia") for number in range(people)]
    lines = [f"Orlan met Pat Name{n} of the Upper House." for n in range(people)]
    quote = "will never accept these {n} new tolls on any of the bridges between here and the sea in our life"
    lines += [f"Pat Name{n} said the valley “{quote.format(n=n)}”." for n in range(people)]
    text = "\n".join(lines)
    met = [encounter(text, line, ORLAN, name) for line, name in zip(lines, names, strict=False)]
    spoken = [
        said(text, name, f"Pat Name{n}", "said", f"the valley “{quote.format(n=n)}”", quote.format(n=n))
        for n, name in enumerate(names)
    ]
    return report(article(url="https://long.example/a", title="Long", text=text, published=NOON), *met, *spoken)


@pytest.mark.parametrize("people", [3, 6, 12, 30])
def test_a_long_story_gives_up_its_last_lines_and_keeps_both_who_met_and_what_was_said(people: int) -> None:
    digest = written(*tell([long_story(people)]))

    assert words(digest) <= WORDS
    assert [section.name for section in digest.entries[0].sections] == ["met", "said"]


def test_a_single_line_stays_however_long() -> None:
    crowd = [Actor(f"p{n}", " ".join([f"P{n}"] * 40)) for n in range(4)]
    text = "Kern met Marsk for the 1th time."

    entry = entry_of(short(1, encounter(text, "met", *crowd)))

    assert len(entry.sections) == 1


def test_the_same_content_has_the_same_id_and_other_content_another() -> None:
    digest = written(*tell([courier(), herald()]))

    assert written(*tell([herald(), courier()])) == digest
    assert digest.edition.startswith("d_")
    assert numbered(replace(digest, more=1)).edition != digest.edition
    assert numbered(replace(digest, edition="d_other")).edition == digest.edition


def test_half_a_surrogate_in_a_title_does_not_stop_a_digest() -> None:
    text = "Kern said: “We will never sign.”"
    statement = said(text, KERN, "Kern", "said", "We will never sign.", kind=DIRECT)
    odd = report(article(title="Odd \ud83d title", text=text), statement)

    assert written(*tell([odd])).edition
