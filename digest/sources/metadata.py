"""What a page says of itself: headline, standfirst, authors, section, outlet, date, own address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from lxml.html import HtmlElement

from digest.sources import dates, libraries, linked, plain
from digest.sources.addresses import absolute, host_of
from digest.sources.linked import Linked
from digest.sources.paragraphs import text_of

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
# Where publishing systems state the date, the surest first: Open Graph, schema.org, Parse.ly, Sailthru, Dublin Core.
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "article.published",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dc.date",
    "date",
)
_TIMES = ("//time[@itemprop='datePublished' or @pubdate]", "//article//time", "//*[@itemprop='datePublished']")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "sailthru.author")
_SECTIONS = ("article:section", "parsely-section")
# A name has some; an address, a biography or a list of tags is none.
_NAME_CHARS = 80
_AUTHOR_LINKS = "//a[@rel='author'] | //*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(*)]"
# Hosts on which a site shows the same articles to telephones.
_MOBILE = re.compile(r"^(?:www|m|mobile|amp|wap)\.")

Metas: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; empty where it does not."""

    titles: tuple[str, ...]  #: the headline in every form that it is given in, the surest first
    standfirst: str
    authors: tuple[str, ...]
    section: str
    outlet: str
    published: datetime | None  #: UTC; None when it gives no usable date
    canonical: str | None  #: on the page's own site; None when it names none
    closed: bool  #: True when it says that it shows its article to subscribers only

    @property
    def title(self) -> str:
        """The headline."""
        return next(iter(self.titles), "")


def read(page: HtmlElement, *, url: str) -> Metadata:
    """What a page says of itself, before anything is taken out of its tree."""
    article, metas = linked.read(page, url=url), _metas(page)
    outlet = next(iter(article.names("publisher")), "") or plain.line(metas.get("og:site_name", ""))
    return Metadata(
        titles=tuple(dict.fromkeys(_titles(page, article, metas))),
        standfirst=_standfirst(page, article, metas),
        authors=tuple(name for name in _authors(page, article, metas) if name != outlet),
        section=article.text("articleSection") or next(filter(None, (metas.get(name, "") for name in _SECTIONS)), ""),
        outlet=outlet,
        published=_published(page, article, metas),
        canonical=_canonical(page, metas, url=url),
        closed=article.closed,
    )


def guessed_date(page: HtmlElement, *, latest: datetime) -> datetime | None:
    """The day that htmldate makes out in a page that does not say: midnight UTC; None when it finds none."""
    try:
        return dates.moment(libraries.find_date(page, latest=latest))
    except ValueError:
        return None


def _titles(page: HtmlElement, article: Linked, metas: Metas) -> Iterator[str]:
    headings = page.findall(".//h1")
    candidates = (
        article.text("headline"),
        text_of(headings[0]) if len(headings) == 1 else "",
        _without_outlet(metas.get("og:title", "")),
        _without_outlet(page.findtext(".//title") or ""),
    )
    return filter(None, map(plain.line, candidates))


def _without_outlet(title: str) -> str:
    """A title less the outlet's name behind it: "Grape harvest down – The Valley Courier"."""
    cut = max(title.rfind(separator) for separator in _SEPARATORS)
    # The name of an outlet is shorter than a headline.
    return title[:cut] if cut > len(title) / 2 else title


def _standfirst(page: HtmlElement, article: Linked, metas: Metas) -> str:
    """The paragraph between headline and text: a class names it, and it is what the page describes itself by.

    Classes alone also name captions and boxes on the margin; descriptions alone are often cut off.
    """
    described = [article.text("description"), metas.get("og:description", ""), metas.get("description", "")]
    starts = {plain.line(description)[:_SAME_CHARS] for description in described if description}
    for element in page.xpath("//*[self::p or self::div or self::h2][@class]"):
        if _STANDFIRST.isdisjoint(element.get("class").split()):
            continue
        if text_of(element)[:_SAME_CHARS] in starts:
            return text_of(element)
    return ""


def _authors(page: HtmlElement, article: Linked, metas: Metas) -> tuple[str, ...]:
    """The names, from the first place that gives any; addresses of profiles are none."""
    by_meta = [plain.line(metas.get(name, "")) for name in _AUTHORS]
    by_link = [text_of(element) for element in page.xpath(_AUTHOR_LINKS)]
    for names in (article.names("author"), by_meta[:1], by_link, by_meta[1:]):
        found = [name.removeprefix("By ").removeprefix("by ") for name in names if _is_name(name)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _is_name(text: str) -> bool:
    return bool(text) and len(text) <= _NAME_CHARS and "//" not in text and "@" not in text


def _published(page: HtmlElement, article: Linked, metas: Metas) -> datetime | None:
    """The surest usable date that the page states: one with a zone before one without, and that before a bare day."""
    stated = [article.text("datePublished"), *(metas.get(name, "") for name in _DATES)]
    for path in _TIMES:
        stated += [element.get("datetime") or element.get("content") or "" for element in page.xpath(path)]
    usable = sorted((each for each in stated if dates.moment(each)), key=dates.vagueness)
    return dates.moment(usable[0]) if usable else None


def _metas(page: HtmlElement) -> Metas:
    """The first content under each property, name or itemprop, in lower case."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        for kind in ("property", "name", "itemprop"):
            if element.get(kind) and element.get("content"):
                found.setdefault(element.get(kind).lower(), element.get("content"))
    return found


def _canonical(page: HtmlElement, metas: Metas, *, url: str) -> str | None:
    """The page's own address for itself: on its site, since a copy must not pass for another outlet's article.

    A front page as the canonical address of an article is a mistake that would make all of a site's articles one.
    """
    for link in [*page.xpath("//link[@rel='canonical']/@href"), metas.get("og:url", "")]:
        named = absolute(str(link), base=url) if link else None
        if named is not None and _site(named) == _site(url) and named.split("/", 3)[3]:
            return named
    return None


def _site(url: str) -> str:
    return _MOBILE.sub("", host_of(url))
