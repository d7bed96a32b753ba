"""Own annotated news, and how what was read compares with it.

The items in tests/data/reading are invented. Each gives its encounters (who, kind, status, place, day) and its
quotations with their speakers; what is quoted and not listed is no statement.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.model import Article, Encounter, Facts

HERE = Path(__file__).parent
ITEMS = HERE.parent / "data" / "reading"
#: A meeting is told as talks; either is right.
FAMILY = {"talks": "meeting"}


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One annotated article."""

    article: Article
    encounters: tuple[Mapping[str, Any], ...]  #: kind, who, status, place, iso
    quotes: tuple[tuple[str, str], ...]  #: the words inside the marks, the speaker's name


def articles_of(item: Mapping[str, Any]) -> Article:
    """An annotated item, ours or of the shared sets, as the reader takes it."""
    day = item.get("date")
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    seen = published or datetime(2030, 1, 1, tzinfo=UTC)
    url = f"https://news.example/{item['id']}"
    return Article(item["id"], 1, url, "Gold", "", "en", item.get("title") or "", item["text"], published, seen)


def own_items() -> Iterator[GoldItem]:
    """All own items, by name."""
    for path in sorted(ITEMS.glob("*.json")):
        item = json.loads(path.read_text("utf-8"))
        quotes = tuple((words, speaker) for words, speaker in item["quotes"])
        yield GoldItem(articles_of(item), tuple(item["encounters"]), quotes)


@dataclass(slots=True)
class Tally:
    """Counts over items."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class OwnScore:
    """How the reader did on the own items."""

    encounters: Tally
    place: Tally
    date: Tally
    quotes: Tally


def score_own(read: Iterator[tuple[GoldItem, Facts]]) -> OwnScore:
    """Compare facts with gold: an encounter is right with its family, all its participants and its status."""
    score = OwnScore(Tally(), Tally(), Tally(), Tally())
    for item, facts in read:
        _score_encounters(item, facts, score)
        _score_quotes(item, facts, score.quotes)
    return score


def _key(kind: str, who: frozenset[str], status: str) -> tuple[str, frozenset[str], str]:
    return FAMILY.get(kind, kind), who, status


def _score_encounters(item: GoldItem, facts: Facts, score: OwnScore) -> None:
    left = list(facts.encounters)
    for gold in item.encounters:
        wanted = _key(gold["kind"], frozenset(gold["who"]), gold["status"])
        match = next((e for e in left if _key(e.kind.value, _names(e), e.status.value) == wanted), None)
        score.encounters.missed += match is None
        if match is not None:
            score.encounters.right += 1
            left.remove(match)
            _value(score.place, gold["place"], match.place)
            _value(score.date, gold["iso"], match.when.iso if match.when else None)
    score.encounters.wrong += len(left)


def _names(encounter: Encounter) -> frozenset[str]:
    return frozenset(actor.name for actor in encounter.participants)


def _value(tally: Tally, gold: str | None, found: str | None) -> None:
    tally.right += gold == found and gold is not None
    tally.missed += gold is not None and gold != found
    tally.wrong += found is not None and gold != found


def _score_quotes(item: GoldItem, facts: Facts, tally: Tally) -> None:
    text = item.article.text
    found = {(q.of(text), s.speaker.name if s.speaker else "") for s in facts.statements for q in s.quotes}
    found = {(words, name.replace("’", "'")) for words, name in found}
    gold = set(item.quotes)
    tally.right += len(found & gold)
    tally.wrong += len(found - gold)
    tally.missed += len(gold - found)
