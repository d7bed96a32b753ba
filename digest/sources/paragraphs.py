"""Where a page's paragraphs are, for pages that do not say so: portals laid out with tables, apps made of boxes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml.html import Element, HtmlElement

#: HTML's block-level elements: what begins a line of its own.
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
    }
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section"}
    | {"table", "tbody", "td", "th", "thead", "tr", "ul"}
)
# How the box of an article's text is called.
_BODY = re.compile(r"(?:article|story|post|entry)[-_]*(?:body|content|text)", re.IGNORECASE)
# A table cell this long holds the article itself: the table is layout. Cells of data are a few words.
_CELL_CHARS = 300


def text_of(element: HtmlElement) -> str:
    """All that an element says, on one line."""
    return " ".join(element.text_content().split())


def mark(page: HtmlElement) -> None:
    """Make what reads as a paragraph a paragraph of the tree, in place."""
    _unwrap_layout_tables(page)
    _join_parts(page)
    for box in list(page.iter("div", "p")):
        if _has_empty_line(box):
            _split(box)
    for box in list(page.iter("div")):
        # App-like pages have no other kind of paragraph.
        if text_of(box) and not any(inner.tag in BLOCKS for inner in box.iterdescendants()):
            box.tag = "p"


def _join_parts(page: HtmlElement) -> None:
    """An article whose text is broken into boxes of one name, by what stands between them, becomes one box."""
    for article in page.iter("article"):
        boxes: dict[str, list[HtmlElement]] = defaultdict(list)
        for box in article.iter("div", "section"):
            if _BODY.search(box.get("class", "")) and box.find("p") is not None:
                boxes[box.get("class", "")].append(box)
        first, *others = max(boxes.values(), key=len, default=[article])
        if len(article.findall(".//h1")) <= 1 and not any(first in box.iterancestors() for box in others):
            for box in others:
                first.extend(list(box))


def _unwrap_layout_tables(page: HtmlElement) -> None:
    """Tables that portals lay their pages out with become boxes; tables of data stay."""
    for table in list(page.iter("table")):
        if table.find(".//th") is None and any(len(text_of(cell)) > _CELL_CHARS for cell in table.iter("td")):
            for part in (table, *table.iter("tbody", "tr", "td")):
                part.tag = "div"


def _has_empty_line(box: HtmlElement) -> bool:
    """True when a box itself holds <br><br>, which portals write between paragraphs."""
    return any(_ends_line(child) and _is_break(child.getnext()) for child in box if _is_break(child))


def _is_break(element: HtmlElement | None) -> bool:
    return element is not None and element.tag == "br"


def _ends_line(element: HtmlElement) -> bool:
    """True when nothing is said between an element and the next one."""
    return not (element.tail or "").strip()


def _split(box: HtmlElement) -> None:
    """Make each stretch between two empty lines a paragraph; blocks inside stay as they are."""
    parts = list(_parts(box))
    for child in list(box):
        box.remove(child)
    box.tag, box.text = "div", None
    box.extend(part for part in parts if part.tag in BLOCKS - {"p"} or text_of(part))


def _parts(box: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks of a box and the paragraphs between them, in order."""
    paragraph = Element("p")
    paragraph.text = box.text
    for child in list(box):
        tail, child.tail = child.tail, None
        if child.tag in BLOCKS or (_is_break(child) and not (tail or "").strip()):
            yield paragraph
            if not _is_break(child):
                yield child
            paragraph = Element("p")
            paragraph.text = tail
        else:
            child.tail = tail
            paragraph.append(child)
    yield paragraph
