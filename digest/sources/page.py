"""An article's page -> Article.

bytes -> characters -> tree -> what it says of itself (metadata)
                            -> tree without furniture -> trafilatura -> lines -> lines without furniture -> text
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement
from trafilatura import extract

from digest.errors import SourceError
from digest.lang.detect import detect
from digest.model import Article, Listing, Source
from digest.sources import bylines, charset, dates, furniture, markup, metadata, plain
from digest.sources.addresses import article_id, canonical
from digest.sources.metadata import Metadata

# What stands on a page instead of an article. Only a page with hardly any text is asked: articles are about these too.
_CAPTCHA = re.compile(
    r"are you a (?:robot|human)|not a robot|verify (?:that )?you are human|captcha|checking your browser|just a moment"
    r"|enable javascript|unusual traffic|access denied|attention required|что вы не робот|проверка браузера",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(?:subscribe|sign in|log in|register|become a member) to (?:continue|keep|read|unlock|access)"
    r"|(?:for|only for|available to) (?:subscribers|members)(?: only)?\b|subscribers[- ]only"
    r"|already a (?:subscriber|member)\?|только (?:для|по) подпис",
    re.IGNORECASE,
)
# A choice: a page with this much text is believed, whatever stands around it; a preview is a paragraph or two.
_WALL_CHARS = 800
_LEAST_WORDS = 8
# A choice: a page that gives less than half of what the feed gave has hidden the rest.
_HIDDEN = 0.5
# Headline and listing name the same article when they share this part of the shorter one's words.
_SAME_TITLE = 0.5


@dataclass(frozen=True, slots=True)
class _Clean:
    """An article's own words, and where and when it was published."""

    url: str  #: canonical
    title: str
    paragraphs: Sequence[str]  #: the standfirst first
    published: datetime | None


def read_page(  # noqa: PLR0913 - keyword-only, and each from another hand
    body: bytes, *, url: str, content_type: str, listing: Listing, source: Source, seen: datetime
) -> Article:
    """The article on a page, as clean text.

    Args:
        body: As served, in any charset.
        url: Where it was served from, after redirects.
        content_type: The header, for its charset; may be empty.
        listing: What the source said of it; its date is preferred to the page's.
        source: The outlet.
        seen: When it was fetched; dates that lie after it are not believed.

    Raises:
        SourceError: The page is empty, cut off, a captcha, a wall, or holds no article.
    """
    page = _tree(body, content_type, url=url)
    said = metadata.read(page, url=url)
    published = _published(listing, said, page, seen=seen)
    title = _title(said.title, listing.title)
    shown = markup.shown(page)
    paragraphs = _paragraphs(page, said, title=title)
    _refuse_walls(shown, paragraphs, url=url)
    if len(" ".join(paragraphs)) < _HIDDEN * len(listing.summary):
        raise SourceError(url, "shows less of the article than the feed does")
    clean = _Clean(said.canonical or canonical(url), title, paragraphs, published)
    return _article(clean, source=source, seen=seen, teaser=False)


def from_listing(listing: Listing, source: Source, seen: datetime) -> Article:
    """The article as far as its source gives it, for when its page cannot be had; marked as a teaser.

    Raises:
        SourceError: Its address is not an http(s) address.
    """
    paragraphs = furniture.without(listing.summary.split("\n"), title=listing.title)
    published = dates.believable(listing.published, seen=seen)
    clean = _Clean(canonical(listing.url), listing.title, paragraphs, published)
    return _article(clean, source=source, seen=seen, teaser=True)


def _article(clean: _Clean, *, source: Source, seen: datetime, teaser: bool) -> Article:
    text = "\n".join(filter(None, [clean.title, *clean.paragraphs]))
    return Article(
        id=article_id(clean.url),
        version=1,
        url=clean.url,
        source=source.name,
        region=source.region,
        language=source.language or detect(text),
        title=clean.title or next(iter(clean.paragraphs), ""),
        text=text,
        published=clean.published,
        seen=seen,
        teaser=teaser,
    )


def _published(listing: Listing, said: Metadata, page: HtmlElement, *, seen: datetime) -> datetime | None:
    """The source's date, else what the page states, else what can be made out in it."""
    for stated in (listing.published, said.published):
        if dates.believable(stated, seen=seen):
            return stated
    return metadata.guessed_date(page, latest=seen)


def _tree(body: bytes, content_type: str, *, url: str) -> HtmlElement:
    """The page as a tree.

    Raises:
        SourceError: There is nothing in it, or not all of it.
    """
    text = charset.decoded(body, content_type)
    page = markup.tree(text)
    if page is None:
        raise SourceError(url, "is an empty page")
    if markup.breaks_off(text):
        raise SourceError(url, "breaks off in the middle")
    return page


def _paragraphs(page: HtmlElement, said: Metadata, *, title: str) -> tuple[str, ...]:
    """The standfirst and the paragraphs; uses the tree up."""
    markup.prepare(page)
    extracted = extract(page, include_comments=False, favor_precision=True, include_tables=True) or ""
    lines = [plain.line(line) for line in extracted.split("\n")]
    kept = [line for line in furniture.without(lines, title=title) if not bylines.is_byline(line, authors=said.authors)]
    return tuple(_with_standfirst(kept, said.standfirst))


def _with_standfirst(lines: list[str], standfirst: str) -> list[str]:
    """The lines, with the standfirst before them where extraction left it out."""
    missing = standfirst and not any(standfirst in line for line in lines)
    return [*furniture.without([standfirst]), *lines] if missing else lines


def _refuse_walls(shown: str, paragraphs: Sequence[str], *, url: str) -> None:
    """Raise SourceError where a page says something, but not its article."""
    text = " ".join(paragraphs)
    if len(text) < _WALL_CHARS and _CAPTCHA.search(shown) and not _CAPTCHA.search(" ".join(paragraphs[1:])):
        raise SourceError(url, "shows a captcha instead of the article")
    if len(text) < _WALL_CHARS and _WALL.search(shown):
        raise SourceError(url, "is behind a wall for subscribers")
    if len(text.split()) < _LEAST_WORDS:
        raise SourceError(url, "holds no article text")


def _title(page: str, listing: str) -> str:
    """The page's headline, unless it is about something else than the listing: some pages name only the outlet."""
    of_page, of_listing = set(page.casefold().split()), set(listing.casefold().split())
    if not of_page or not of_listing:
        return page or listing
    shared = len(of_page & of_listing) / min(len(of_page), len(of_listing))
    return page if shared >= _SAME_TITLE else listing
