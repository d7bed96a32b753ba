"""Which articles tell one story: two public sets by words alone, own news as it is read, unrelated items kept apart.

The public sets enter undated and without facts. What dates they have are those of a page, up to a year after the event
that it tells, and reading their 1,375 articles would take half an hour; so the figures are those of the words and the
grouping alone. Dates and encounters are measured by the own sets.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from digest.model import Article, Facts, Report
from digest.reading.reader import EnglishReader
from digest.reading.training.annotation import Json
from digest.stories import group
from tests.data.items.annotate import PARTS, items
from tests.data.stories import annotated
from tests.quality import scorers

SETS = {"Giveme5W1H": "giveme5w1h_news_cluster.jsonl", "ECB+": "ecbplus.jsonl"}
ONE_DAY = datetime(2031, 1, 1, tzinfo=UTC)


def public_figures() -> Mapping[str, float]:
    """B-cubed F1 on the public sets, as score_clusters.py gives it; empty where they are missing."""
    there = {name: scorers.CLUSTERS.with_name(file) for name, file in SETS.items()}
    return {f"{name} B-cubed F1": _public(path) for name, path in there.items() if path.is_file()}


def _public(path: Path) -> float:
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = _found(map(_undated, gold))
    predicted = [{"id": name, "cluster": number} for name, number in found.items()]
    f1: float = scorers.scored(scorers.CLUSTERS, gold, predicted)["b3_f1"]
    return f1


def own_figures(reader: EnglishReader) -> Mapping[str, float]:
    """B-cubed F1 on the own news, which the reader reads, and how pure the groups of unrelated items are."""
    figures = {f"own {part} B-cubed F1": _own(part, reader) for part in annotated.PARTS}
    unrelated = [item for part in PARTS for item in items(part)]
    precision, _, _ = b_cubed({item["id"]: item["id"] for item in unrelated}, _found(map(_undated, unrelated)))
    return {**figures, "unrelated items B-cubed precision": precision}


def _own(part: str, reader: EnglishReader) -> float:
    articles = list(annotated.articles(part))
    found = _found(Report(article, reader.read(article)) for article, _ in articles)
    return b_cubed({article.id: story for article, story in articles}, found)[2]


def _undated(item: Json) -> Report:
    title, text = item["title"], item["text"].strip()
    whole = text if text.startswith(title) else f"{title}\n{text}"
    article = Article(item["id"], 1, f"https://news.example/{item['id']}", "", "", "en", title, whole, None, ONE_DAY)
    return Report(article, Facts(article.id, 1, "unread"))


def _found(reports: Iterable[Report]) -> dict[str, int]:
    """The number of each article's group."""
    groups: Sequence[tuple[Report, ...]] = group(list(reports))
    return {report.article.id: number for number, told in enumerate(groups) for report in told}


def b_cubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 (Bagga & Baldwin 1998), as score_clusters.py has them: every article counts the same."""
    both = Counter((gold[name], found[name]) for name in gold)
    in_gold, in_found = Counter(gold.values()), Counter(found[name] for name in gold)
    precision = sum(n * n / in_found[mine] for (_, mine), n in both.items()) / len(gold)
    recall = sum(n * n / in_gold[theirs] for (theirs, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)
