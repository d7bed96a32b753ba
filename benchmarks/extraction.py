"""How cleanly articles come out of pages, beside trafilatura alone; what hostile pages cost, and the process between.

The public pages are others' and are not kept here. Get github.com/scrapinghub/article-extraction-benchmark, and name
its folder in READOUT_EXTRACTION (or pass it: `python -m benchmarks.extraction FOLDER`). Its own evaluate.py scores
both: ours is the article's text as the reader gets it, less the headline, which the gold leaves out; trafilatura's is
`extract(bytes, favor_precision=True, include_comments=False)`. Gold leaves most standfirsts out, too; ours keeps them.
"""

from __future__ import annotations

import asyncio
import gzip
import importlib.util
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType

from trafilatura import extract

from bot.demo import BUNDLED, load_outlet
from bot.demo.outlet import Template
from bot.demo.templates import Surroundings, article_page
from bot.parsing import LIMIT_S, ParserProcesses
from digest.errors import SourceError
from digest.model import Article, Listing, Source
from digest.sources import feed
from digest.sources.page import read_page

FOLDER = "READOUT_EXTRACTION"
SHARED = Path(__file__).parents[2] / "shared" / "press"
SEEN = datetime(2031, 5, 14, 12, tzinfo=UTC)
ADDRESS = "https://courier.example/article"
WORDS = 4  # as the public scorer's shingles
HOP_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """A page, and the text that should come out of it."""

    body: bytes
    gold: str
    url: str = ADDRESS


def main(folder: str = "") -> None:
    """Print the figures."""
    press = list(_demo_press())
    _score_press("demo", press)
    if (SHARED / "press_server.py").exists():
        _score_press("press_server", list(_shared_press()))
    else:
        print(f"extraction.press_server: {SHARED} is not here")
    asyncio.run(_processes(press))
    _score_public(Path(folder or os.environ.get(FOLDER, "no folder is named")))


# --- the public benchmark ---


def _score_public(folder: Path) -> None:
    if not (folder / "ground-truth.json").exists():
        print(f"extraction.public: {folder} does not hold it; name its folder in {FOLDER}")
        return
    scorer = _load("evaluate", folder / "evaluate.py")
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    cases = {
        key: Case(gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), "", item.get("url") or ADDRESS)
        for key, item in gold.items()
    }
    ours, ours_s = _timed(cases, _ours)
    theirs, theirs_s = _timed(cases, _trafilatura)
    mine, peer = (scorer.evaluate(gold, each, 1_000) for each in (ours, theirs))
    print(
        f"extraction.f1 = {mine['f1']:.4f} ± {mine['f1_std']:.4f} (asked: >= .965; trafilatura alone in the same run: "
        f"{peer['f1']:.4f}; newspaper4k as published: .938; {len(gold)} pages, their scorer)"
    )
    for name in ("precision", "recall", "accuracy"):
        print(f"extraction.{name} = {mine[name]:.4f} (trafilatura alone: {peer[name]:.4f})")
    print(
        f"extraction.time = {ours_s / len(gold) * 1000:.1f} ms/page of CPU "
        f"(nothing asked; trafilatura alone: {theirs_s / len(gold) * 1000:.1f})"
    )


def _timed(cases: Mapping[str, Case], read: Callable[[Case], str]) -> tuple[dict[str, dict[str, str]], float]:
    started = time.process_time()
    return {key: {"articleBody": read(case)} for key, case in cases.items()}, time.process_time() - started


def _ours(case: Case) -> str:
    try:
        article = _work(case)()
    except SourceError:
        return ""
    return article.text.removeprefix(article.title).strip()


def _trafilatura(case: Case) -> str:
    return extract(case.body, favor_precision=True, include_comments=False) or ""


def _work(case: Case) -> partial[Article]:
    listing, source = Listing("Courier", case.url, ""), Source("Courier", case.url)
    return partial(
        read_page, case.body, url=case.url, content_type="", listing=listing, source=source, seen=datetime.now(UTC)
    )


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None  # noqa: S101 - the file is there
    assert spec.loader is not None  # noqa: S101 - and it is Python
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- newspapers of our own making ---


def _demo_press() -> Iterator[Case]:
    """Every bundled piece in every template."""
    for name in BUNDLED:
        outlet = load_outlet(name, now=SEEN)
        pieces = outlet.live()
        for template in Template:
            for piece in pieces:
                others = [other for other in pieces if other is not piece][:3]
                around = Surroundings(outlet.name, ADDRESS, ["politics", "local"], others)
                shown = article_page(replace(piece, template=template), around)
                yield Case(shown.html.encode(shown.charset, "xmlcharrefreplace"), piece.text.partition("\n")[2])


def _shared_press() -> Iterator[Case]:
    """Every article of the shared newspaper in every template."""
    server = _load("press_server", SHARED / "press_server.py")
    articles = server.load_folder(SHARED / "articles")
    for template in server.TEMPLATES:
        site = server.Site([{**article, "template": template} for article in articles])
        site.base = "https://courier.example"
        for article in site.live():
            html, charset = site.page(article)
            yield Case(html.encode(charset, "xmlcharrefreplace"), site.gold(article), site.link(article))


def _score_press(name: str, cases: Sequence[Case]) -> None:
    texts = [_ours(case) for case in cases]
    scores = [_f1(case.gold, text) for case, text in zip(cases, texts, strict=True)]
    wrong = sum(
        sorted(text.split("\n")) != sorted(case.gold.split("\n")) for case, text in zip(cases, texts, strict=True)
    )
    alone = [_f1(case.gold, _trafilatura(case)) for case in cases]
    print(
        f"extraction.{name} = {sum(scores) / len(scores):.4f} F1 (asked: >= .97; trafilatura alone: "
        f"{sum(alone) / len(alone):.4f}; {len(cases)} pages, of which {wrong} differ from their gold in any line)"
    )


def _f1(gold: str, text: str) -> float:
    """Of shingles of four words."""
    want, got = _shingles(gold), _shingles(text)
    shared = (want & got).total()
    return 2 * shared / (want.total() + got.total()) if shared else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    return Counter(tuple(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1)))


# --- the process that pages are parsed in ---


async def _processes(cases: Sequence[Case]) -> None:
    parser = ParserProcesses()
    await parser.warm()
    try:
        await asyncio.gather(*(parser.parse(_work(case), url=case.url) for case in cases[:8]))  # both children are warm
        await _print_hop(parser, cases)
        await _print_hostile(parser, cases[0])
    finally:
        await parser.stop()


async def _print_hop(parser: ParserProcesses, cases: Sequence[Case]) -> None:
    here = there = 0.0
    repeated = [case for _ in range(HOP_ROUNDS) for case in cases]
    started_cpu = time.process_time()
    for case in repeated:
        started = time.perf_counter()
        await parser.parse(_work(case), url=case.url)
        there += time.perf_counter() - started
    parent = time.process_time() - started_cpu
    for case in repeated:
        started = time.perf_counter()
        _work(case)()
        here += time.perf_counter() - started
    count = len(repeated)
    print(
        f"extraction.hop = {(there - here) / count * 1000:.2f} ms/page (nothing asked; parsing takes "
        f"{here / count * 1000:.1f} ms; {parent / count * 1000:.2f} ms of CPU in the bot's own process)"
    )


async def _print_hostile(parser: ParserProcesses, good: Case) -> None:
    worst, harmed = 0.0, 0
    for name, work in _hostile().items():
        started = time.perf_counter()
        hostile = asyncio.create_task(_outcome(parser, work))
        innocent = asyncio.create_task(_outcome(parser, _work(good)))
        outcome = await hostile
        took = time.perf_counter() - started
        worst, harmed = max(worst, took), harmed + (await innocent != "read")
        print(f"extraction.hostile.{name} = {took:.1f} s ({outcome})")
    print(
        f"extraction.hostile = {worst:.1f} s at worst (asked: <= 5; given up after {LIMIT_S:g}; "
        f"{harmed} articles beside them harmed, asked: 0)"
    )


async def _outcome(parser: ParserProcesses, work: Callable[[], object]) -> str:
    try:
        await parser.parse(work, url=ADDRESS)
    except SourceError as error:
        return error.reason
    return "read"


def _hostile() -> dict[str, Callable[[], object]]:
    """Feeds and pages that are made to keep a parser busy, of 5 MB where size is what they do it with."""
    size = 5_000_000
    attributes = " ".join(f'a{number}="{number}"' for number in range(20_000))
    pages = {
        "nested_tables": "<table><tr><td>text " * (size // 20),
        "attributes": f"<p {attributes}>" * 20,
        "depth": "<div>" * 100_000 + "text",
        "inline_depth": "<b><i>" * 50_000 + "text",
        "links": "<p><a href='/x'>a</a> b" * (size // 23),
        "breaks": "<div>" + "text<br><br>" * (size // 12),
        "classes": "<div class='share'><span class='a'>text" * (size // 39),
        "one_line": "<p>" + "Read more: " * (size // 11),
        "spaces": "<p>" + " \t" * (size // 2) + "x",
        "json_ld": '<script type="application/ld+json">' + '{"@graph":[' * 100_000 + "</script>",
        "entities": "<p>" + "&amp;" * (size // 5),
    }
    works: dict[str, Callable[[], object]] = {
        name: _work(Case(f"<html><body>{body}</body></html>".encode(), "")) for name, body in pages.items()
    }
    feeds = {
        "feed_attributes": f"<rss><channel><item {attributes}><title>a</title></item></channel></rss>",
        "feed_depth": "<rss><channel>" + "<item>" * 100_000,
        "feed_entities": '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]><rss><channel><item><title>&j;</title></item></channel></rss>",
    }
    source = Source("Courier", ADDRESS)
    works.update({name: partial(feed.listings, body.encode(), source) for name, body in feeds.items()})
    return works


if __name__ == "__main__":
    main(*sys.argv[1:2])
