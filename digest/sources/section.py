"""A page that lists articles -> listings: a section, a front page, "all news", where an outlet has no feed.

    bytes -> tree -> links of this site, less menus, footers and the like -> one card for each address
                  -> points for what looks like an article: address, headline, heading, date, a form that repeats

What a page shows as news changes faster than its form, so nothing is learned or kept; every page is judged by itself.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from lxml.html import HtmlElement

from digest.errors import SourceError
from digest.model import Listing, Source
from digest.sources import charset, dates, markup
from digest.sources.cards import Card, cards
from digest.sources.paths import is_other_language, points, same_site

# Bytes of what is fetched at most (the fetcher's own limit), and more links than the longest real lists have.
_MOST_BYTES = 5 << 20
_MOST_LINKS = 5_000
# A choice: a list of so many reaches back further than any visit.
_MOST = 100
# Cards of one form that make a list.
_LIST = 3
# A choice between 3 and 5, with which the pages of tests/digest/test_sources_section.py come out the same.
_ENOUGH = 4


def listings(body: bytes, source: Source) -> list[Listing]:
    """The articles that a page links to, in its order.

    Their dates are given only where the page gives a time with its zone; their own pages say more.

    Raises:
        SourceError: It is no page, is too large, or shows nothing that looks like a link to an article.
    """
    if len(body) > _MOST_BYTES:
        raise SourceError(source.url, f"is larger than {_MOST_BYTES >> 20} MiB")
    page = markup.tree(charset.decoded(body)) if b"<" in body else None
    if page is None:
        raise SourceError(source.url, "is not a web page")
    found = _articles(page, source.url)
    if not found:
        raise SourceError(source.url, "shows no links that look like articles")
    return [_listing(card, source) for card in found[:_MOST]]


def _articles(page: HtmlElement, url: str) -> list[Card]:
    candidates = [card for card in _cards(page, url) if _is_possible(card, url)]
    forms = Counter(card.form for card in candidates)
    return [card for card in candidates if _points(card, forms) >= _ENOUGH]


def _cards(page: HtmlElement, url: str) -> list[Card]:
    if sum(1 for _ in page.iter("a")) > _MOST_LINKS:
        raise SourceError(url, f"holds more than {_MOST_LINKS:,} links, as no list of news does")
    return cards(page, url=url)


def _is_possible(card: Card, url: str) -> bool:
    return same_site(card.url, url) and not is_other_language(card.url, than=url) and points(card.url) >= 0


def _points(card: Card, forms: Counter[str]) -> int:
    """A headline of two words needs an address that leaves no doubt; what has no words is none at all."""
    address, words = points(card.url), len(card.title.split())
    if words < 2 or (words == 2 and address < 3):
        return 0
    shown = (words >= 4) + (words >= 6) + card.heading + (card.date is not None) + (forms[card.form] >= _LIST)
    return address + shown


def _listing(card: Card, source: Source) -> Listing:
    return Listing(
        source=source.name,
        url=card.url,
        title=card.title,
        summary=card.teaser,
        published=_moment(card.date),
    )


def _moment(date: str | None) -> datetime | None:
    """A date as a moment, if it says of which zone; a day or a local time says less than the article's page does."""
    try:
        return dates.moment(date) if date and datetime.fromisoformat(date.strip()).tzinfo else None
    except ValueError:
        return None
