"""What a page says of its article in JSON-LD (schema.org), as publishing systems write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

from digest.sources import plain
from digest.sources.addresses import absolute

# schema.org/Article and those below it that outlets use.
_ARTICLES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting"}
    | {"LiveBlogPosting", "Report", "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle"}
)
# Where objects stand in others: a graph, and a page whose subject is the article.
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
# A document is that of a page; deeper is made to be.
_DEEP = 6
# Some systems hide it from old browsers.
_WRAPPING = re.compile(r"^\s*(?:/\*\s*)?(?:<!\[CDATA\[|<!--)(?:\s*\*/)?|(?:/\*\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*;?\s*$")


@dataclass(frozen=True, slots=True)
class Linked:
    """The object that describes the page's article; every answer is empty where it does not say."""

    article: Mapping[str, Any] = field(default_factory=dict)
    by_id: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  #: those that others refer to

    def text(self, name: str) -> str:
        """A property as one line of plain text; the first where it has several."""
        value = self.article.get(name)
        return _line(value[0] if isinstance(value, list) and value else value)

    def names(self, name: str) -> tuple[str, ...]:
        """The names of the people or bodies that a property gives, each once."""
        value = self.article.get(name)
        found = (self._name(one) for one in (value if isinstance(value, list) else [value]))
        return tuple(dict.fromkeys(filter(None, found)))

    @property
    def closed(self) -> bool:
        """True when the page says that its article is for those who pay (Google's markup for paywalled content)."""
        return str(self.article.get("isAccessibleForFree", "")).casefold() in ("false", "http://schema.org/false")

    def _name(self, one: object) -> str:
        if isinstance(one, dict):
            named = one.get("name") or self.by_id.get(str(one.get("@id")), {}).get("name")
            return _line(named[0] if isinstance(named, list) and named else named)
        return _line(one)


def read(page: HtmlElement, *, url: str) -> Linked:
    """What the page says: of several articles, the one that names this address, else the first."""
    things = list(_things(page))
    articles = [thing for thing in things if _is_article(thing)]
    own = (each for each in articles if url in _addresses(each, base=url))
    article = next(own, articles[0] if articles else {})
    return Linked(article, {str(thing["@id"]): thing for thing in things if "@id" in thing and len(thing) > 1})


def _things(page: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            parsed = json.loads(_WRAPPING.sub("", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _within(parsed, _DEEP)


def _within(parsed: object, deep: int) -> Iterator[dict[str, Any]]:
    """The objects of a document, the outer ones first."""
    if isinstance(parsed, list) and deep:
        for one in parsed:
            yield from _within(one, deep - 1)
    if isinstance(parsed, dict) and deep:
        yield parsed
        for name in _WITHIN:
            yield from _within(parsed.get(name), deep - 1)


def _is_article(thing: dict[str, Any]) -> bool:
    kind = thing.get("@type")
    return any(name in _ARTICLES for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str))


def _addresses(thing: dict[str, Any], *, base: str) -> set[str | None]:
    page = thing.get("mainEntityOfPage")
    stated = (thing.get("url"), page.get("@id") if isinstance(page, dict) else page)
    return {absolute(each, base=base) for each in stated if isinstance(each, str)}


def _line(value: object) -> str:
    """One line of plain text if the value is a string, which JSON-LD does not promise."""
    return " ".join(plain.lines(value)) if isinstance(value, str) else ""
