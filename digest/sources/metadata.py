"""What a page says of itself: headline, standfirst, authors, date, own address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from digest.sources import dates, plain
from digest.sources.addresses import absolute, host_of
from digest.sources.paragraphs import text_of

# schema.org/Article and those below it that outlets use.
_ARTICLES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting"}
    | {"LiveBlogPosting", "Report"}
)
# Classes of the paragraph below the headline.
_STANDFIRST = {
    "standfirst",
    "lead",
    "lede",
    "dek",
    "deck",
    "subtitle",
    "sub-title",
    "subheadline",
    "excerpt",
    "summary",
}
# A choice: descriptions are often cut, but not before this.
_SAME_CHARS = 60
_SEPARATORS = (" | ", " – ", " — ", " - ", " :: ", " • ")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself."""

    title: str  #: empty when it names none
    standfirst: str  #: empty when none is marked as such
    authors: tuple[str, ...]
    published: datetime | None  #: UTC; None when it gives no usable date
    canonical: str | None  #: on the page's own host; None when it names none


def read(page: HtmlElement, *, url: str) -> Metadata:
    """What a page says of itself, before anything is taken out of its tree."""
    article = next(_linked_articles(page), {})
    return Metadata(
        title=_title(page, article),
        standfirst=_standfirst(page, article),
        authors=tuple(_names(article.get("author"))),
        published=_published(page, article),
        canonical=_canonical(page, url=url),
    )


def guessed_date(page: HtmlElement, *, latest: datetime) -> datetime | None:
    """The day that htmldate makes out in a page that does not say: midnight UTC; None when it finds none."""
    try:
        return dates.moment(
            find_date(page, extensive_search=False, original_date=True, max_date=latest + timedelta(days=1))
        )
    except ValueError:
        return None


def _linked_articles(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The page's JSON-LD objects that describe an article."""
    for script in page.xpath("//script[@type='application/ld+json']"):
        try:
            parsed = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (thing for thing in _things(parsed) if _is_article(thing))


def _things(parsed: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document, those of its @graph too."""
    for thing in parsed if isinstance(parsed, list) else [parsed]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            yield from (inner for inner in (graph if isinstance(graph, list) else ()) if isinstance(inner, dict))


def _is_article(thing: dict[str, Any]) -> bool:
    kind = thing.get("@type")
    return any(name in _ARTICLES for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str))


def _title(page: HtmlElement, article: dict[str, Any]) -> str:
    """The headline, from where it is surest."""
    headings = page.findall(".//h1")
    candidates = (
        _line(article.get("headline")),
        text_of(headings[0]) if len(headings) == 1 else "",
        _without_outlet(_meta(page, "og:title")),
        _without_outlet(page.findtext(".//title") or ""),
    )
    return next(filter(None, map(plain.line, candidates)), "")


def _without_outlet(title: str) -> str:
    """A title less the outlet's name behind it: "Grape harvest down – The Valley Courier"."""
    cut = max(title.rfind(separator) for separator in _SEPARATORS)
    # The name of an outlet is shorter than a headline.
    return title[:cut] if cut > len(title) / 2 else title


def _standfirst(page: HtmlElement, article: dict[str, Any]) -> str:
    """The paragraph between headline and text: a class names it, and it is what the page describes itself by.

    Classes alone also name captions and boxes on the margin; descriptions alone are often cut off.
    """
    described = [_line(article.get("description")), _meta(page, "og:description"), _meta(page, "description")]
    starts = {plain.line(description)[:_SAME_CHARS] for description in described if description}
    for element in page.xpath("//*[self::p or self::div or self::h2][@class]"):
        if _STANDFIRST.isdisjoint(element.get("class").split()):
            continue
        if text_of(element)[:_SAME_CHARS] in starts:
            return text_of(element)
    return ""


def _published(page: HtmlElement, article: dict[str, Any]) -> datetime | None:
    """The first usable date that the page states outright."""
    stated = [_line(article.get("datePublished")), _meta(page, "article:published_time"), _meta(page, "datePublished")]
    stated += page.xpath("//time[@itemprop='datePublished' or @pubdate]/@datetime") + page.xpath(
        "//article//time/@datetime"
    )
    return next(filter(None, map(dates.moment, stated)), None)


def _meta(page: HtmlElement, name: str) -> str:
    """The content of a meta element by its property, name or itemprop; empty when there is none."""
    found = page.xpath("//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name)
    return str(found[0]) if found else ""


def _canonical(page: HtmlElement, *, url: str) -> str | None:
    """The page's own address for itself: on its host, since a copy must not pass for another outlet's article.

    A front page as the canonical address of an article is a mistake that would make all of a site's articles one.
    """
    for link in page.xpath("//link[@rel='canonical']/@href"):
        named = absolute(str(link), base=url)
        if named is not None and host_of(named) == host_of(url) and named.split("/", 3)[3]:
            return named
    return None


def _names(author: object) -> Iterator[str]:
    """The names in a JSON-LD author: a string, an object, or a list of them."""
    for one in author if isinstance(author, list) else [author]:
        name = _line(one.get("name") if isinstance(one, dict) else one)
        if name:
            yield name


def _line(value: object) -> str:
    """One line of plain text if the value is a string, which JSON-LD does not promise."""
    return " ".join(plain.lines(value)) if isinstance(value, str) else ""
