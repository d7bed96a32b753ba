"""An article's page -> Article.

bytes -> characters -> tree -> what it says of itself (metadata)
                            -> tree without furniture -> trafilatura -> lines -> lines without furniture -> text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from lxml.html import HtmlElement

from digest.errors import SourceError
from digest.lang.detect import detect
from digest.model import Article, Listing, Source
from digest.sources import bylines, charset, dates, furniture, libraries, markup, metadata, plain, walls
from digest.sources.addresses import article_id, canonical
from digest.sources.metadata import Metadata

_LEAST_WORDS = 8
# A choice: a page that gives less than half of what the feed gave has hidden the rest.
_HIDDEN = 0.5
# Between a bare day, midnight in nobody knows which zone, and a moment on it.
_A_DAY = timedelta(hours=38)
# Headline and listing name the same article when they share this part of the shorter one's words.
_SAME_TITLE = 0.5


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

    Returns:
        The article; a teaser, of what the page or the source gives, whichever is more, where the page is a preview.

    Raises:
        SourceError: The page is empty, cut off, a captcha, or holds no article.
    """
    page = _tree(body, content_type, url=url)
    said = metadata.read(page, url=url)
    published = _published(listing, said, page, seen=seen)
    title = _title(said.title, listing.title)
    paragraphs, whole = _text(page, said, listing, title=title, url=url)
    # A wall may be another page, the same for all articles, where it does not name its article.
    own = said.canonical or canonical(url if whole else listing.url)
    article = _article(own, title, paragraphs, published, source=source, seen=seen)
    return replace(article, author=", ".join(said.authors), section=said.section, outlet=said.outlet, teaser=not whole)


def from_listing(listing: Listing, source: Source, seen: datetime) -> Article:
    """The article as far as its source gives it, for when its page cannot be had; marked as a teaser.

    Raises:
        SourceError: Its address is not an http(s) address.
    """
    published = dates.believable(listing.published, seen=seen)
    article = _article(canonical(listing.url), listing.title, _teaser(listing), published, source=source, seen=seen)
    return replace(article, teaser=True)


def _teaser(listing: Listing) -> tuple[str, ...]:
    """What the source gives of the article, as paragraphs."""
    return furniture.without(plain.lines(listing.summary), titles=(listing.title,))


def _article(  # noqa: PLR0913 - what an article is made of
    url: str, title: str, paragraphs: Sequence[str], published: datetime | None, *, source: Source, seen: datetime
) -> Article:
    text = "\n".join(filter(None, [title, *paragraphs]))
    return Article(
        id=article_id(url),
        version=1,
        url=url,
        source=source.name,
        region=source.region,
        language=source.language or detect(text),
        title=title or next(iter(paragraphs), ""),
        text=text,
        published=published,
        seen=seen,
    )


def _published(listing: Listing, said: Metadata, page: HtmlElement, *, seen: datetime) -> datetime | None:
    """The source's date, else what the page states, else what can be made out in it.

    A source that gives the day only is believed as to the day.
    """
    listed, stated = (dates.believable(each, seen=seen) for each in (listing.published, said.published))
    if listed and stated and dates.is_bare_day(listed) and abs(stated - listed) < _A_DAY:
        return stated
    if listed or stated:
        return listed or stated
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


def _text(page: HtmlElement, said: Metadata, listing: Listing, *, title: str, url: str) -> tuple[tuple[str, ...], bool]:
    """The paragraphs, and whether they are the whole article; uses the tree up.

    Raises:
        SourceError: There is no article on the page.
    """
    shown = markup.shown(page)
    paragraphs, teaser = _paragraphs(page, said, title=title), _teaser(listing)
    if walls.asks_whether_human(shown, paragraphs):
        raise SourceError(url, "shows a captcha instead of the article")
    walled = walls.is_walled(shown, paragraphs, closed=said.closed)
    whole = not walled and _chars(paragraphs) >= _HIDDEN * _chars(teaser)
    if walled:
        paragraphs = walls.without(paragraphs)
    if not whole:
        paragraphs = max(paragraphs, teaser, key=_chars)
    if len(" ".join(paragraphs).split()) < _LEAST_WORDS:
        raise SourceError(url, "is behind a wall for subscribers" if walled else "holds no article text")
    return paragraphs, whole


def _chars(paragraphs: Sequence[str]) -> int:
    return sum(map(len, paragraphs))


def _paragraphs(page: HtmlElement, said: Metadata, *, title: str) -> tuple[str, ...]:
    """The standfirst and the paragraphs; uses the tree up."""
    markup.prepare(page)
    extracted = libraries.extract(page)
    lines = [plain.line(line) for line in extracted.split("\n")]
    titles = (title, *said.titles)
    kept = [
        line for line in furniture.without(lines, titles=titles) if not bylines.is_byline(line, authors=said.authors)
    ]
    return tuple(_with_standfirst(kept, said.standfirst))


def _with_standfirst(lines: list[str], standfirst: str) -> list[str]:
    """The lines, with the standfirst before them where extraction left it out."""
    missing = standfirst and not any(standfirst in line for line in lines)
    return [*furniture.without([standfirst]), *lines] if missing else lines


def _title(page: str, listing: str) -> str:
    """The page's headline, unless it is about something else than the listing: some pages name only the outlet."""
    of_page, of_listing = set(page.casefold().split()), set(listing.casefold().split())
    if not of_page or not of_listing:
        return page or listing
    shared = len(of_page & of_listing) / min(len(of_page), len(of_listing))
    return page if shared >= _SAME_TITLE else listing
