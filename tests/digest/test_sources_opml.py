"""OPML: what we write is what we read, and what others write is read too."""

from __future__ import annotations

import string
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SourceError
from digest.model import Source
from digest.sources import SOURCES, canonical, opml

MADE = datetime(2025, 4, 24, 12, tzinfo=UTC)

# One line of any text: what XML cannot write is dropped on the way out, so it is left out here.
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=20
)
sources = st.builds(
    Source,
    name=words,
    url=st.text(string.ascii_lowercase + string.digits + "/?&=%<>\"'", max_size=20).map(
        "https://courier.example/".__add__
    ),
    kind=st.sampled_from(list(SOURCES)),
    region=st.just("") | words,
    language=st.none() | st.sampled_from(["en", "hy", "ka"]),
)


@given(st.lists(sources, unique_by=(lambda each: each.name, lambda each: canonical(each.url)), max_size=8))
def test_what_is_written_is_read_back(given_: list[Source]) -> None:
    written = opml.write(given_, title="Ours", made=MADE)

    # Folders gather what belongs to one region.
    assert sorted(opml.parse(written, name="x"), key=repr) == sorted(given_, key=repr)


def test_what_xml_cannot_write_is_dropped() -> None:
    odd = Source("Cou\x00rier\ud800\n & <Sons>", "https://courier.example/feed")

    (read,) = opml.parse(opml.write([odd], title="\x00", made=MADE), name="x")

    assert read.name == "Courier & <Sons>"


def test_other_readers_take_only_feeds_for_feeds() -> None:
    written = opml.write([Source("Map", "https://courier.example/map.xml", kind="sitemap")], title="Ours", made=MADE)

    assert b'type="link"' in written
    assert b"xmlUrl" not in written


@pytest.mark.parametrize(
    ("outlines", "found"),
    [
        ('<outline text="A" type="rss" xmlUrl="https://a.example/f"/>', [Source("A", "https://a.example/f")]),
        # No title, no type, upper-case scheme.
        ('<outline xmlUrl=" HTTPS://A.example/f "/>', [Source("a.example", "HTTPS://A.example/f")]),
        # Folders are regions, the nearest one.
        (
            """<outline text="World"><outline text="South">
               <outline title="A" text="B" xmlUrl="https://a.example/f" language="en-us"/></outline></outline>""",
            [Source("A", "https://a.example/f", region="South", language="en")],
        ),
        # One address counts once, one name is given once.
        (
            """<outline text="A" xmlUrl="https://a.example/f"/><outline text="A" xmlUrl="https://b.example/f"/>
               <outline text="Again" xmlUrl="https://a.example/f?utm_source=x"/>""",
            [Source("A", "https://a.example/f"), Source("A (b.example)", "https://b.example/f")],
        ),
        # Links, local files, and nothing at all.
        (
            '<outline type="link" url="https://a.example/"/><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl=""/>',
            [],
        ),
        # Bare ampersands are common.
        (
            '<outline text="R&D" xmlUrl="https://a.example/f?a=1&amp;b=2"/>',
            [Source("R&D", "https://a.example/f?a=1&b=2")],
        ),
    ],
)
def test_what_others_write(outlines: str, found: list[Source]) -> None:
    assert opml.parse(f'<opml version="1.0"><body>{outlines}</body></opml>'.encode(), name="x") == found


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is not OPML"),
        (b"\x00", "is not OPML"),
        (b"<html></html>", "is not OPML"),
        (
            b'<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><opml><body><outline text="&b;"/></body></opml>',
            "is not",
        ),
        (b"<opml>" + b" " * (6 << 20), "larger than 5 MiB"),
        (
            b"<opml>" + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(10_001)) + b"</opml>",
            "more than 10,000 sources",
        ),
    ],
)
def test_what_is_no_list_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        opml.parse(body, name="list.opml")
