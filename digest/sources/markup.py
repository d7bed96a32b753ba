"""A page -> a tree with its furniture taken out and its paragraphs marked as such, ready for extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from digest.sources import furniture, paragraphs
from digest.sources.paragraphs import BLOCKS, text_of

# Scripts of analytics stand behind </html> on some pages.
_END_CHARS = 4_096

# Words in a class or id that name furniture. Weak evidence ("member" may wrap the members' whole article): only boxes
# of up to _BOX_CHARS, and none that holds the headline, are believed.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|socials|newsletter|subscribe|subscription|membership|member|donate|donation|promo"
    r"|appeal|paywall|related|readmore|read-more|recommended|comments?|cookies?|gdpr|consent|advert|advertisement|ads?"
    r"|banner|breadcrumbs?|byline|tags|captions?|credits?|copyright|timestamp|dateline-date)(?:[\s_-]|$)",
    re.IGNORECASE,
)
# "imageCaption" is "image-Caption".
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BOX_CHARS = 600

# Never part of the news, whatever their class. A figure's picture says nothing to a reader of text, nor its caption.
_NEVER = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "button",
    "iframe",
    "svg",
    "figcaption",
    "dialog",
    "select",
)

_INLINE = (
    "span",
    "a",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "mark",
    "small",
    "font",
    "abbr",
    "cite",
    "q",
    "sub",
    "sup",
    "time",
)
# One link may be an article's only source.
_MENU_ITEMS = 2

_SENTENCE_ENDS = '.!?…:։’”»"'
_POINTING = ("p", "div", "li", "h2", "h3", "h4", "h5", "blockquote", "aside", "strong", "b", "em", "i", "span", "a")
# A link into one of these parts of a site, run into a sentence's first word, is a button whatever it says.
_CALL_PATH = re.compile(
    r"/(?:member|membership|donat\w*|subscri\w*|support(?:-?us)?|join(?:-?us)?|patreon)\b", re.IGNORECASE
)
_CALL_WORDS = 6


def breaks_off(text: str) -> bool:
    """True for a page that was cut: it neither closes nor ends with a tag, as one without closing tags would."""
    end = text.rstrip()[-_END_CHARS:].lower()
    return "</html" not in end and "</body" not in end and not end.endswith(">")


def tree(text: str) -> HtmlElement | None:
    """The page as a tree, None when it holds no element."""
    try:
        # As bytes: lxml refuses text with an encoding declaration, which XHTML pages have.
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        return lxml.html.document_fromstring(text.encode(errors="replace"), parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return None


def shown(page: HtmlElement) -> str:
    """All that a page shows, furniture too, but for what is the same on all of its site; on one line."""
    hidden = "ancestor::script or ancestor::style or ancestor::nav or ancestor::header or ancestor::footer"
    return " ".join(" ".join(page.xpath(f"//body//text()[not({hidden})]")).split())


def prepare(page: HtmlElement) -> None:
    """Take furniture out of a page's tree, and make paragraphs of what only looks like them; in place."""
    for drop in (_drop_never, _drop_cards, _drop_boxes, _drop_pointers, _drop_calls, _drop_menus):
        drop(page)
    paragraphs.mark(page)
    _keep_sentences_whole(page)


def _keep_sentences_whole(page: HtmlElement) -> None:
    """Take away what inline elements are called, since extraction drops some for it, from the middle of a sentence."""
    for element in page.iter(*_INLINE):
        for name in ("class", "id", "style", "data-component"):
            element.attrib.pop(name, None)


def _drop_cards(page: HtmlElement) -> None:
    """Cards that open over a name within a sentence: a picture and links, and not a word beside them."""
    for element in reversed(list(page.iter("span"))):  # the innermost first: the name is in the one around it
        if element.find(".//img") is not None and element.find(".//a") is not None and not _own_words(element):
            _drop(element)


def _drop_menus(page: HtmlElement) -> None:
    """Lists of links to other articles: every item is a link and no more."""
    for menu in list(page.iter("ul", "ol")):
        if len(menu) >= _MENU_ITEMS and all(item.find(".//a") is not None and not _own_words(item) for item in menu):
            _drop(menu)


def _own_words(element: HtmlElement) -> bool:
    """True when an element says something outside its links."""
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    return len(text_of(element)) - linked > len(element.findall(".//a"))  # marks and spaces between them


def _drop_never(page: HtmlElement) -> None:
    for element in list(page.iter(*_NEVER)):
        _drop(element)
    # Only small ones: some sites put the whole page into a form, or hide it until their script has run.
    for element in page.xpath("//form | //*[@role='dialog' or @aria-hidden='true' or @hidden]"):
        if len(text_of(element)) <= _BOX_CHARS:
            _drop(element)


def _drop_boxes(page: HtmlElement) -> None:
    for element in page.xpath("//body//*[@class or @id]"):
        named = _CAMEL.sub("-", f"{element.get('class', '')} {element.get('id', '')}")
        if _FURNITURE.search(named) and element.find(".//h1") is None and len(text_of(element)) <= _BOX_CHARS:
            _drop(element)


def _drop_pointers(page: HtmlElement) -> None:
    for element in list(page.iter(*_POINTING)):
        if furniture.is_pointer(text_of(element)) and not _in_sentence(element):
            _drop(element)


def _in_sentence(element: HtmlElement) -> bool:
    """True when the same line begins before an element, or goes on behind it: "to <a>read more</a> of it"."""
    if element.tag in BLOCKS:
        return False
    before = _before(element)
    return not furniture.may_begin(element.tail or "") or before[-1:] not in _SENTENCE_ENDS


def _drop_calls(page: HtmlElement) -> None:
    for link in list(page.iter("a")):
        if _is_call(link):
            _drop(link)


def _is_call(link: HtmlElement) -> bool:
    """True for a button; False for the same words as a part of a sentence: "Readers can <a>donate</a> to the fund"."""
    text, after = text_of(link), link.tail or ""
    if not furniture.may_begin(after) or _before(link):
        return False
    into_call = _CALL_PATH.search(link.get("href", "")) is not None and len(text.split()) <= _CALL_WORDS
    return furniture.is_call(text) or (into_call and after[:1].isalnum())


def _before(element: HtmlElement) -> str:
    """What stands before an element in its own block."""
    text, inner = "", element
    while inner.getparent() is not None and (inner is element or inner.tag not in BLOCKS):
        parent = inner.getparent()
        siblings = list(_siblings_before(inner))
        text += "".join(text_of(sibling) + (sibling.tail or "") for sibling in siblings)
        if len(siblings) == parent.index(inner):
            text += parent.text or ""
        inner = parent
    return text.strip()


def _siblings_before(element: HtmlElement) -> Iterator[HtmlElement]:
    """Siblings back to where the line begins: at a block or a line break."""
    for sibling in element.itersiblings(preceding=True):
        if sibling.tag in BLOCKS or sibling.tag == "br":
            return
        yield sibling


def _drop(element: HtmlElement) -> None:
    """Take an element out and keep what follows it; nothing happens to one whose parent went before."""
    if element.getparent() is not None:
        element.drop_tree()
