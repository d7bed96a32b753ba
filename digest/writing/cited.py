"""The articles that a digest cites, as the gate asks about them: each prepared once, however many lines rest on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from digest.model import Article, Evidence

_WORD = re.compile(r"[^\W_]+")
_OWNER = re.compile(r"[’']s\b")


@dataclass(frozen=True, slots=True)
class Cited:
    """One version of an article."""

    text: str
    day: date | None  #: when it was published, by UTC; None when that is not known
    words: frozenset[str]  #: in lower case
    folded: str  #: words with a space between and around them: what has a phrase in one piece holds it folded


class Sources:
    """Article versions by what evidence names them by."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = {(article.id, article.version): article for article in articles}
        self._cited: dict[tuple[str, int], Cited] = {}

    def text(self, evidence: Evidence) -> str:
        """The text that the evidence points into; empty when it is not at hand."""
        article = self._articles.get((evidence.article_id, evidence.version))
        return article.text if article else ""

    def articles(self, evidence: Iterable[Evidence]) -> tuple[Article, ...]:
        """Those that these point into, each once, in order."""
        keys = dict.fromkeys((proof.article_id, proof.version) for proof in evidence)
        return tuple(self._articles[key] for key in keys if key in self._articles)

    def cited(self, evidence: Iterable[Evidence]) -> tuple[Cited, ...]:
        """The articles that these point into, each once, in order; without those that are not at hand."""
        keys = dict.fromkeys((proof.article_id, proof.version) for proof in evidence)
        return tuple(self._prepared(key) for key in keys if key in self._articles)

    def _prepared(self, key: tuple[str, int]) -> Cited:
        if key not in self._cited:
            article = self._articles[key]
            said = words_of(article.text)
            day = article.published.date() if article.published else None
            self._cited[key] = Cited(article.text, day, frozenset(said), f" {' '.join(said)} ")
        return self._cited[key]


def words_of(text: str) -> list[str]:
    """In lower case, without the ending of an owner: "Tarsia’s" is Tarsia."""
    return list(map(str.casefold, _WORD.findall(_OWNER.sub("", text))))


def folded(text: str) -> str:
    """A phrase as Cited.folded would hold it."""
    return f" {' '.join(words_of(text))} "
