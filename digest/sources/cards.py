"""The links of a page, each with what stands around it: headline, date, teaser.

A card is the largest box that leads to one address only: <article> or <li> in most lists, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from digest.sources.addresses import absolute
from digest.sources.furniture import is_pointer
from digest.sources.paragraphs import BLOCKS, text_of
from digest.sources.plain import line

# How far around a link its card may reach; deeper cards were not met.
_LEVELS = 6
# Parts of a link's place that make its form.
_FORM_LEVELS = 4
# Longer ones are teasers that were put into the link.
_HEADLINE_CHARS = 200
_TEASER_WORDS = 6

_OUTSIDE = frozenset(("nav", "footer", "aside", "form", "dialog"))
_NAMED_OUTSIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|pagination|pager|paging|footer|topbar|sidebar|tags"
    r"|tagcloud|authors?|byline|share|social|socials|newsletter|cookies?|comments?|banner|ads?|advert|lang|languages?)"
    r"(?:[\s_-]|$)",
    re.IGNORECASE,
)
_NAMED_TITLE = re.compile(r"(?:^|[\s_-])(?:title|headline|heading|caption-title|name)(?:[\s_-]|$)", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Card:
    """An address that a page links to, and what it shows of it."""

    url: str  #: canonical
    title: str  #: plain text on one line; empty where nothing is shown
    heading: bool  #: True when the title is marked as a heading
    date: str | None  #: as a <time> gives it to machines; None where there is none
    teaser: str  #: plain text; empty where there is none
    form: str  #: equal for links that stand in equal places: tags and classes around it


def cards(page: HtmlElement, *, url: str) -> list[Card]:
    """One for each address, other than the page's, that is linked from its main part; in the order of the page."""
    base = next((absolute(href, base=url) for href in page.xpath("//base/@href")), None) or url
    links: dict[str, list[HtmlElement]] = {}
    outside: dict[HtmlElement, bool] = {}
    for link in page.iter("a"):
        address = absolute(link.get("href", ""), base=base) if link.get("href") else None
        if address and address != absolute(url, base=url) and not _is_outside(link, outside):
            links.setdefault(address, []).append(link)
    owners = _owners(links)
    return [_card(address, theirs, owners) for address, theirs in links.items()]


def _is_outside(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """True in menus, footers and the like; what is found out about a box is kept in `known`."""
    way: list[HtmlElement] = []
    at: HtmlElement | None = element
    while at is not None and at not in known:
        way.append(at)
        at = at.getparent()
    outside = known[at] if at is not None else False
    for box in reversed(way):
        outside = known[box] = outside or _closes(box)
    return outside


def _closes(box: HtmlElement) -> bool:
    """True for a box that holds no news; names are weak evidence ("has-sidebar" may be the whole page's)."""
    if box.tag in ("html", "body", "main", "article", "a"):
        return False
    if box.tag in _OUTSIDE:
        return not _holds_page(box)
    if box.tag == "header":
        return not any(parent.tag in ("article", "section", "li", "main") for parent in box.iterancestors())
    named = _NAMED_OUTSIDE.search(f"{box.get('class', '')} {box.get('id', '')} {box.get('role', '')}")
    return named is not None and not _holds_page(box) and next(box.iter("article"), None) is None


def _holds_page(box: HtmlElement) -> bool:
    """True for a box around the page's own part."""
    return next(box.iter("h1", "main"), None) is not None


def _owners(links: dict[str, list[HtmlElement]]) -> dict[HtmlElement, str | None]:
    """The address that all links in a box lead to, for boxes near links; None for those with several."""
    owners: dict[HtmlElement, str | None] = {}
    for address, theirs in links.items():
        for link in theirs:
            for _, box in zip(range(_LEVELS), link.iterancestors(), strict=False):
                owners[box] = address if owners.get(box, address) == address else None
    return owners


def _card(url: str, links: Sequence[HtmlElement], owners: dict[HtmlElement, str | None]) -> Card:
    box = _box(url, links[0], owners)
    titles = [found for link in links for found in _titles(link)] + list(_titles(box))
    best = max(titles, key=_worth, default=("", False))
    date = next((time.get("datetime") for time in box.iter("time") if time.get("datetime")), None)
    # The box of the link that gives the title, as a picture's link and a headline's stand in different places.
    shown = next((link for link in links if best in list(_titles(link))), links[0])
    return Card(url, best[0], best[1], date, _teaser(box, best[0]), _form(shown))


def _box(url: str, link: HtmlElement, owners: dict[HtmlElement, str | None]) -> HtmlElement:
    """The largest box around a link that leads nowhere else."""
    box = link
    for parent in link.iterancestors():
        if owners.get(parent) != url or parent.tag in ("body", "html"):
            break
        box = parent
    return box


def _titles(element: HtmlElement) -> Iterator[tuple[str, bool]]:
    """What may be the headline in a link or a card, and whether it is marked as one."""
    for heading in element.iter(*_HEADINGS):
        yield line(text_of(heading)), True
    if element.tag != "a":
        return
    for part in element.iter("span", "div", "p", "strong", "b"):
        if _NAMED_TITLE.search(part.get("class", "")):
            yield line(text_of(part)), True
    marked = any(parent.tag in _HEADINGS for _, parent in zip(range(2), element.iterancestors(), strict=False))
    # Blocks in a link are apart, though nothing stands between their tags.
    blocks = any(part.tag in BLOCKS for part in element.iterdescendants())
    yield line(" ".join(element.itertext()) if blocks else text_of(element)), marked


def _worth(title: tuple[str, bool]) -> tuple[bool, bool, int]:
    """A heading before other text, the longer before the shorter; "Read more" and whole teasers last."""
    text, marked = title
    usable = 0 < len(text) <= _HEADLINE_CHARS and not is_pointer(text)
    return usable, marked, len(text) if usable else -len(text)


def _teaser(box: HtmlElement, title: str) -> str:
    texts = (line(text_of(part)) for part in box.iter("p"))
    return next((text for text in texts if len(text.split()) >= _TEASER_WORDS and text != title), "")


def _form(link: HtmlElement) -> str:
    """Numbers in classes ("post-1234") are those of articles."""
    places = [link, *(parent for _, parent in zip(range(_FORM_LEVELS - 1), link.iterancestors(), strict=False))]
    return "/".join(_NUMBER.sub("", f"{place.tag}.{place.get('class', '')}") for place in places)
