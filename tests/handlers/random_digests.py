"""Digests that no newsroom would write: hostile, endless, empty, in every script."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

from digest.model import Digest, Entry, Evidence, Item, Link, Phrase, Quotation, Section, Span
from digest.sections.line import Piece, item, ours
from digest.sections.wording import WORDS
from handlers.lines import shift
from tests.builders import period

T = TypeVar("T")

#: What could be taken for markup, a mention, a link or a command by one platform or another.
HOSTILE = (
    *("<!channel>", "<!here>", "<!everyone>", "<@U012AB3CD>", "<#C012AB3CD>", "<!subteam^S012AB3CD>"),
    *("<https://evil.example|Read the article>", "<!date^1392734382^{date}^https://evil.example/|x>", "@everyone"),
    *(
        "@channel",
        "@somebody",
        "/start",
        "/start@readout_bot",
        "#tag",
        "https://evil.example/?a=1&b=2",
        "tg://user?id=1",
    ),
    *("*bold*", "_italic_", "~gone~", "`code`", "```pre```", "> quote", "[text](https://evil.example)", ":100:"),
    *(
        "<b>",
        "</b>",
        "<a href='https://evil.example'>x</a>",
        "&amp;",
        "&lt;!channel&gt;",
        "&",
        "<",
        ">",
        "|",
        "%s",
        "{0}",
    ),
    *(
        "\u202eevil",
        "\u2066a\u2069",
        "\u200f",
        "\ufeff",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x9b2J",
        "\n",
        "\r\n",
        "\u2028",
        "\ud800",
    ),
    *("🌊", "👩‍👩‍👧", "🇦🇲", "𝔄𝔯𝔡𝔞𝔩", "é", "e\u0301", "x" + "\u0301" * 40, "Երևան", "თბილისი", "مرحبا", "語" * 50),
    *("word " * 300, "x" * 5000, "&<>" * 900, ""),
)

#: Each alone, and each before another one: a single draw, as drawing is what random digests spend their time on.
POOL = (*HOSTILE, *(f"{one} {HOSTILE[(7 * place + 3) % len(HOSTILE)]} words" for place, one in enumerate(HOSTILE)))

#: Where spans may lie, in tenths of a text: apart, touching, crossing, empty, all of it.
TENTHS = ((), ((0, 3),), ((0, 10),), ((1, 4), (4, 8)), ((0, 5), (3, 9)), ((2, 2), (9, 10)), ((0, 10), (2, 3), (5, 10)))

words = st.one_of(st.sampled_from(POOL), st.sampled_from(POOL), st.text(max_size=40))

urls = st.one_of(
    st.sampled_from(
        (
            "https://courier.example/news/rail-link?x=1&y=<2>|3",
            "https://courier.example/" + "a" * 3000,
            "https://münchen.example/ä",
            "https://editor@evil.example/",
            "javascript:alert(1)",
            "https://",
            "http://courier.example:99999/",
            "https://courier.example/\u202egpj.exe",
            "",
        )
    ),
    st.sampled_from(POOL).map(lambda text: f"https://courier.example/{text}"),
)


def _spans(text: str, tenths: tuple[tuple[int, int], ...]) -> list[Span]:
    return [Span(len(text) * start // 10, len(text) * end // 10) for start, end in tenths]


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    phrase = draw(st.sampled_from((None, *(each for each in Phrase if "{}" not in WORDS[each]))))
    label = WORDS[phrase] if phrase else draw(words)
    span = Span(draw(st.integers(0, 50)), 9000)
    return Evidence(label, draw(st.sampled_from("abc")), 1, span, draw(words), phrase)


@st.composite
def items(draw: st.DrawFn) -> Item:
    text, strong, quoted = draw(st.tuples(words, st.sampled_from(TENTHS), st.sampled_from(TENTHS)))
    told = item(_opening(draw(st.sampled_from((None, *Phrase))), draw(words)), ())
    at = len(told.text)
    return Item(
        told.text + text,
        (*told.strong, *(shift(span, at) for span in _spans(text, strong))),
        tuple(Quotation(shift(span, at), Evidence("", "a", 1, span, span.of(text))) for span in _spans(text, quoted)),
        tuple(draw(st.lists(evidences(), max_size=2))),
        told.ours,
    )


def _opening(phrase: Phrase | None, name: str) -> list[Piece]:
    """Words of ours before a line, around a name where they are; nothing for None."""
    return [*ours(phrase, name or "·"), Piece(" ")] if phrase else []


def _several(each: st.SearchStrategy[T], most: int, *, least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    """A few, now and then many times over."""
    few = st.lists(each, min_size=least, max_size=2).map(tuple)
    return st.tuples(few, st.sampled_from((1, 1, 1, most))).map(lambda drawn: drawn[0] * drawn[1])


sections = st.builds(
    Section,
    st.sampled_from(("met", "said", "readouts", "background", "later_section")),
    _several(items(), 8, least=1),
)
links = st.builds(Link, words, urls, words)
entries = st.builds(Entry, st.just("story"), words, st.lists(sections, max_size=3).map(tuple), _several(links, 20))
digests = st.builds(
    Digest,
    edition=st.sampled_from(("d_8f3k2a1c", "e" * 300)),
    topics=st.lists(words, max_size=2).map(tuple),
    period=st.just(period()),
    entries=_several(entries, 5),
    more=st.integers(0, 4),
    sources_checked=st.integers(0, 200),
    unreachable=st.lists(words, max_size=3).map(tuple),
    silent=st.lists(words, max_size=3).map(tuple),
)
