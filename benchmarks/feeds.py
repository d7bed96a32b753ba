"""How feeds that others wrote are read: the test feeds of four projects, and beside us the two libraries alone.

The feeds are theirs and are not kept here. Put the trees of these repositories side by side into one folder, and name
it in READOUT_FEEDS (or pass it: `python -m benchmarks.feeds FOLDER`); what is missing is left out, and said:

    feedparser/       github.com/kurtmckee/feedparser      tests/**/*.xml; what a feed should give stands in its head
    feedvalidator/    github.com/w3c/feedvalidator         testcases/**/*.xml; many of them wrong on purpose
    gofeed/           github.com/mmcdole/gofeed            testdata/**; what a feed should give lies beside it as JSON
    fastfeedparser/   github.com/kagisearch/fastfeedparser benchmark_data/*, tests/integration/*: feeds from the web

An item counts as found when it leads to an http(s) address, alone or against the feed's, by its link, guid or id; one
that does not, or has only a sound or a picture attached, is nothing that could be read. Titles are compared as plain
text: without markup, entities resolved, white space folded.
"""

from __future__ import annotations

import ast
import html
import io
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import fastfeedparser  # type: ignore[import-untyped]
import feedparser  # type: ignore[import-untyped]

from digest.errors import SourceError
from digest.model import Source
from digest.sources import feed
from digest.sources import plain as text
from digest.sources.addresses import absolute

FOLDER = "READOUT_FEEDS"
SOURCE = Source(name="Courier", url="https://courier.example/feed.xml")
#: Where each project keeps its feeds.
PLACES = {
    "feedparser": ("tests/**/*.xml",),
    "feedvalidator": ("testcases/**/*.xml",),
    "gofeed": ("testdata/**/*.xml", "testdata/parser/json/**/*.json", "testdata/**/json*_feed.json"),
    "fastfeedparser": ("benchmark_data/*", "tests/integration/*.xml", "tests/integration/json_feed_sample.json"),
}
REAL = "fastfeedparser/benchmark_data/"
ROUNDS = 3
#: Items as (address, title).
Items = Sequence[tuple[str | None, str]]
Parser = Callable[[bytes], Items]


# --- the parsers ---


def ours(body: bytes) -> Items:
    """What `feed` finds.

    Raises:
        SourceError: It is no feed.
    """
    return [(url, text.title(entry.title)) for entry, url in feed.entries(body, SOURCE)]


def by_feedparser(body: bytes) -> Items:
    """What feedparser finds when it is used alone."""
    return _peer(feedparser.parse(io.BytesIO(body)).entries)


def by_fastfeedparser(body: bytes) -> Items:
    """What fastfeedparser finds when it is used alone; it raises whatever it met on the way."""
    return _peer(fastfeedparser.parse(body)["entries"])


def _peer(entries: Sequence[Mapping[str, Any]]) -> Items:
    return [(_address(entry), plain(str(entry.get("title") or ""))) for entry in entries]


def _address(entry: Mapping[str, Any]) -> str | None:
    """Where a peer says that an item leads; a sound or a picture that hangs on it is no article."""
    link = entry.get("link")
    attached = [each.get("href") for each in entry.get("links") or () if each.get("rel") == "enclosure"]
    return absolute(link, base=SOURCE.url) if isinstance(link, str) and link.strip() and link not in attached else None


PARSERS: dict[str, Parser] = {"ours": ours, "feedparser": by_feedparser, "fastfeedparser": by_fastfeedparser}


# --- the feeds, and what they should give ---


def projects(folder: Path) -> list[str]:
    """Those whose feeds are there."""
    return [project for project in PLACES if (folder / project).is_dir()]


def feeds(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every feed under the folder, with its path in it."""
    for project, places in PLACES.items():
        for place in places:
            for path in sorted((folder / project).glob(place)):
                if path.is_file() and not path.name.endswith("_expected.json"):
                    yield str(path.relative_to(folder)), path.read_bytes()


def stated(folder: Path, name: str, body: bytes) -> dict[int, str]:
    """The titles that a feed's authors say it has, by the item's number; none where they say nothing of titles."""
    if name.startswith("feedparser/"):
        return dict(_in_head(body))
    path = folder / name
    for beside in (path.with_suffix(".json"), path.with_name(f"{path.stem}_expected.json")):
        if beside.is_file() and beside != path:
            return dict(_beside(json.loads(beside.read_text("utf-8"))))
    return {}


def _beside(expected: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    for number, entry in enumerate(expected.get("items") or expected.get("entries") or ()):
        if isinstance(title := entry.get("title"), str):
            yield number, title


def _in_head(body: bytes) -> Iterator[tuple[int, str]]:
    """From `Expect: not bozo and entries[0]['title'] == 'Rail link reopens'`; several may be said to be equal."""
    found = re.search(r"Expect:\s*(.*?)\s*-->", _head(body), re.DOTALL)
    try:
        expression = ast.parse(found[1] if found else "", mode="eval")
    except SyntaxError:
        return
    for compared in (node for node in ast.walk(expression) if isinstance(node, ast.Compare)):
        sides = [compared.left, *compared.comparators]
        literal = next(filter(None, map(_literal, sides)), None)
        if literal and all(isinstance(op, ast.Eq) for op in compared.ops):
            yield from ((int(number[1]), literal) for side in sides if (number := _TITLE.fullmatch(ast.unparse(side))))


_TITLE = re.compile(r"entries\[(\d+)\]\['title(?:_detail'\]\['value)?'\]")


def _literal(node: ast.expr) -> str | None:
    """A string, also one that is put together of several; None for anything else."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _literal(node.left), _literal(node.right)
        return None if left is None or right is None else left + right
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _head(body: bytes) -> str:
    """The first comment lies in ASCII; a NUL beside each letter is all that wider encodings add."""
    return body[:20_000].replace(b"\0", b"").decode("utf-8", "replace")


def plain(markup: str) -> str:
    """Without tags, entities resolved, white space folded; repeated while it changes, as markup in CDATA needs."""
    bare = " ".join(html.unescape(re.sub(r"</?[a-zA-Z!][^<>]*>", "", markup)).split())
    return bare if bare == markup else plain(bare)


def agrees(title: str, expected: str) -> bool:
    """True when a title is the expected one: to the letter, or as plain text."""
    return title in (" ".join(expected.split()), plain(expected)) or plain(title) == plain(expected)


# --- the race ---


@dataclass(slots=True)
class Tally:
    """What one parser did with all feeds."""

    refused: Counter[str] = field(default_factory=Counter)  #: SourceError's reasons
    crashed: list[str] = field(default_factory=list)  #: where it raised anything else
    slowest: tuple[float, str] = (0.0, "")  #: wall seconds, and the feed
    found: dict[str, Items] = field(default_factory=dict)

    def read(self, parser: Parser, name: str, body: bytes) -> None:
        """Read one feed and note what came of it."""
        started = time.perf_counter()
        try:
            self.found[name] = parser(body)
        except SourceError as error:
            self.refused[error.reason] += 1
        except Exception:  # whatever it raises is what is counted
            self.crashed.append(name)
        self.slowest = max(self.slowest, (time.perf_counter() - started, name))

    def led(self, name: str) -> int:
        """How many of the feed's items lead anywhere."""
        return sum(url is not None for url, _ in self.found.get(name, ()))

    def items(self) -> str:
        """All items, as a person counts them."""
        found = [url for items in self.found.values() for url, _ in items]
        return f"{len(found) - found.count(None)} that lead anywhere and {found.count(None)} that do not"

    def titles(self, expected: Mapping[str, Mapping[int, str]]) -> list[str]:
        """The feeds in which a title is not what it should be."""
        return [name for name, titles in expected.items() if not self._all_agree(name, titles)]

    def _all_agree(self, name: str, titles: Mapping[int, str]) -> bool:
        items = self.found.get(name, ())
        return all(number < len(items) and agrees(items[number][1], title) for number, title in titles.items())


@dataclass(slots=True)
class Race:
    """Every feed by every parser; and the titles that the feeds should give."""

    tallies: dict[str, Tally]
    expected: dict[str, dict[int, str]]

    def short_of(self, parser: str) -> list[str]:
        """The feeds in which a parser finds fewer items than another one."""
        names = set().union(*(tally.found for tally in self.tallies.values()))
        most = {name: max(tally.led(name) for tally in self.tallies.values()) for name in names}
        return sorted(name for name in names if self.tallies[parser].led(name) < most[name])

    def share_of_titles(self, parser: str) -> float:
        """The part of the feeds that state a title in which the parser has it right."""
        return 1 - len(self.tallies[parser].titles(self.expected)) / max(len(self.expected), 1)


def race(folder: Path) -> Race:
    """Let all parsers read all feeds under the folder."""
    run = Race({parser: Tally() for parser in PARSERS}, {})
    for name, body in feeds(folder):
        for parser, tally in run.tallies.items():
            tally.read(PARSERS[parser], name, body)
        # A title of nothing but markup is none: `<img src="…"/>`.
        titles = {number: title for number, title in stated(folder, name, body).items() if plain(title)}
        if titles:
            run.expected[name] = titles
    return run


def main() -> None:
    """Print the figures, or why there are none."""
    named = next(iter(sys.argv[1:]), "") if __name__ == "__main__" else ""
    folder = Path(named or os.environ.get(FOLDER, "no folder is named"))
    if not projects(folder):
        print(f"feeds: skipped, no folder of test feeds ({FOLDER} names it; see benchmarks/feeds.py)")
        return
    for project in PLACES:
        count = sum(name.startswith(f"{project}/") for name, _ in feeds(folder))
        print(f"feeds.{project} = {count} files" if count else f"feeds.{project}: skipped, not in the folder")
    _report(race(folder))
    _rates([body for name, body in feeds(folder) if name.startswith(REAL)])


def _report(run: Race) -> None:
    mine = run.tallies["ours"]

    def beside(figure: Callable[[str], object]) -> str:
        return ", ".join(f"{peer} alone: {figure(peer)}" for peer in PARSERS if peer != "ours")

    raising = beside(lambda peer: len(run.tallies[peer].crashed))
    print(f"feeds.crashes = {len(mine.crashed)} files (asked: 0; raised by {raising})")
    slowest = beside(lambda peer: f"{run.tallies[peer].slowest[0]:.2f}")
    print(f"feeds.slowest = {mine.slowest[0]:.2f} s (asked: <= 5; {slowest})")
    for reason, count in mine.refused.most_common():
        print(f"feeds.refused = {count} files (“{reason}”; none in which a peer finds an item, see the next figure)")
    short = beside(lambda peer: len(run.short_of(peer)))
    print(f"feeds.short_of_items = {len(run.short_of('ours'))} files in which a peer finds more (asked: 0; {short})")
    print(f"feeds.items = {mine.items()} ({beside(lambda peer: run.tallies[peer].items())})")
    titles = beside(lambda peer: f"{100 * run.share_of_titles(peer):.1f}")
    print(
        f"feeds.titles = {100 * run.share_of_titles('ours'):.1f} % of {len(run.expected)} files that state one"
        f" (asked: >= 98; {titles})"
    )


def _rates(bodies: Sequence[bytes]) -> None:
    """CPU time, feed by feed in turn, so that what else the machine does weighs on all alike."""
    if not bodies:
        return
    contenders: dict[str, Callable[[bytes], object]] = {
        "ours": partial(feed.listings, source=SOURCE),
        "fastfeedparser": fastfeedparser.parse,
    }
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    for body in [*bodies] * ROUNDS:
        for name, parser in contenders.items():
            started = time.process_time()
            parser(body)
            spent[name].append(time.process_time() - started)
    rate = {name: len(each) / sum(each) for name, each in spent.items()}
    median = {name: statistics.median(each) * 1000 for name, each in spent.items()}
    print(f"feeds.rate = {rate['ours']:.0f} feeds/CPU-s (fastfeedparser alone: {rate['fastfeedparser']:.0f})")
    print(f"feeds.median = {median['ours']:.2f} CPU-ms a feed (fastfeedparser alone: {median['fastfeedparser']:.2f})")


if __name__ == "__main__":
    main()
