"""What a site says on every page is no part of its articles."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from digest import pipeline, repeats
from tests.builders import article, source
from tests.fakes import FakeFetcher, MemoryStore

NOW = datetime(2031, 5, 14, 15, 0, tzinfo=UTC)
SITE = "https://courier.example"
EVENINGS = "Live from our studio every evening at eight, with guests from all of the valley."
NUMBERS = ("first", "second", "third", "fourth")


def body(number: str) -> list[str]:
    return [
        f"On the {number} day, Tarsian Foreign Minister Davit Orlan met his counterpart Elena Marsk in Old Ford.",
        f"They agreed to open the {number} bridge on the first of June, after eleven months without a crossing.",
        "‘We have nothing to add’, said Orlan.",
    ]


def page(number: str) -> bytes:
    lines = [*body(number), EVENINGS]
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><body><article><h1>The {number} bridge</h1>{paragraphs}</article></body></html>".encode()


def site() -> FakeFetcher:
    """Its feed lists four articles, dated this hour."""
    date = f"<pubDate>{format_datetime(NOW)}</pubDate>"
    items = "".join(
        f"<item><title>The {each} bridge</title><link>{SITE}/{each}</link>{date}</item>" for each in NUMBERS
    )
    pages: dict[str, bytes | Exception] = {f"{SITE}/{each}": page(each) for each in NUMBERS}
    return FakeFetcher({f"{SITE}/feed.xml": f"<rss><channel>{items}</channel></rss>".encode(), **pages})


async def test_what_stands_on_three_pages_is_left_out_from_the_third_on() -> None:
    found = await pipeline.gather(source(), fetcher=site(), store=MemoryStore(), clock=lambda: NOW)

    texts = {each.title: each.text.split("\n") for each in found.articles}
    assert [EVENINGS in texts[f"The {each} bridge"] for each in NUMBERS] == [True, True, False, False]
    for each in NUMBERS:
        assert texts[f"The {each} bridge"][1:4] == body(each)  # the quotation too, which all of them have


# as it was, and as it was to a reader
@pytest.mark.parametrize("end", [b"", b"<!-- rendered anew -->"])
async def test_the_first_pages_are_mended_when_they_are_looked_at_again(end: bytes) -> None:
    store, fetcher = MemoryStore(), site()
    await pipeline.gather(source(), fetcher=fetcher, store=store, clock=lambda: NOW)
    fetcher.pages |= {f"{SITE}/{each}": page(each) + end for each in NUMBERS}
    later = NOW + timedelta(minutes=30)

    for due, known in await store.looks(later, limit=9):
        await pipeline.look_again(due, known, source=source(), fetcher=fetcher, store=store, clock=lambda: later)

    latest = {versions[-1].article.title: versions[-1].article for versions in store.articles.values()}
    assert not any(EVENINGS in each.text for each in latest.values())
    assert [latest[f"The {each} bridge"].version for each in NUMBERS] == [2, 2, 1, 1]
    # it was us, not the outlet
    assert [each.changes for one in latest.values() for each in await store.revisions(one.id)] == [(), ()]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Bridge reopens\nThe bridge is open again, after eleven months of work on it.\nTune in at eight.", False),
        # in other marks and case
        ("Bridge reopens\nThe bridge is open again, after eleven months of work on it.\nTUNE IN – AT EIGHT!", False),
        # nearly all of it stood on other pages: the story was published again
        ("Bridge reopens\nTune in at eight.", True),
        # the headline
        ("Tune in at eight.\nThe bridge is open again.", True),
        # somebody's words
        ("Bridge reopens\nThe bridge is open again.\n‘Tune in at eight.’", True),
    ],
)
def test_a_repeated_line_goes_unless_the_article_needs_it(text: str, kept: bool) -> None:
    repeated = repeats.marks(article(text="Other news\nTune in at eight."))

    cleaned = repeats.without(article(text=text), set(repeated))

    assert ("tune in" in cleaned.text.casefold()) is kept


def test_a_teaser_tells_nothing_of_its_site() -> None:
    assert not repeats.marks(replace(article(), teaser=True))
