"""What a site says of how it can be watched: feeds that its pages link to, sitemaps that its robots.txt names.

Bytes and addresses in, addresses out; bot/sources.py asks for them one by one, the site's own word before our guesses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from digest.sources import charset, markup, plain, repairs
from digest.sources.addresses import absolute
from digest.sources.paragraphs import text_of

# Where publishing systems put them; asked for only where the site names none.
_FEEDS = ("feed/", "rss.xml", "rss", "feed.xml", "atom.xml", "feed.json")
_FEEDS_BESIDE = ("feed/", "rss.xml")
_MAPS = ("sitemap-news.xml", "news-sitemap.xml", "sitemap_news.xml")

_TYPES = frozenset(f"application/{each}" for each in ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "json", "xml")) | {
    "text/xml"
}
# WordPress names its interface for programs, and the feed of its comments, beside the feed.
_NO_FEED = re.compile(r"wp-json|comments?\b|oembed|opensearch|manifest", re.IGNORECASE)
_FEED_PATH = re.compile(r"/(?:rss|feed|atom)(?:/|/?(?:index)?\.(?:xml|rss|json))?$|\.(?:rss|atom)$", re.IGNORECASE)
_MOST_LINKED = 5
_MOST_MAPS = 4
# RFC 9309, 2.5: what must be read of a robots.txt.
_ROBOTS_BYTES = 500 << 10
# What systems add to a feed's title, and titles that say nothing else.
_TAIL = re.compile(r"[\s»|:/·–—-]*\b(?:rss|atom|feeds?|rss ?2?(?:\.0)? feed)\W*$", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?:latest |all |top )?(?:news|articles|posts|home(?:page)?|front page|index|main)?", re.IGNORECASE
)
_NAME_CHARS = 60
# schema.org/Article and those below it; a list may carry one for each of its articles.
_ARTICLE = re.compile(r'"@type"\s*:\s*"(?:\w*Article|BlogPosting)"')


@dataclass(frozen=True, slots=True)
class Clues:
    """What a page says of its site, and of itself; each as the function below finds it."""

    feeds: tuple[str, ...]
    outlet: str
    title: str
    heading: str
    is_article: bool


def clues(body: bytes, *, url: str) -> Clues:
    """All that a page says."""
    found = tuple(feeds(body, url=url))
    return Clues(found, outlet(body), title(body), heading(body), is_article(body))


def feeds(body: bytes, *, url: str) -> list[str]:
    """Addresses of the feeds that a page links to: those of this part of the site first, else in the page's order."""
    page = markup.tree(charset.decoded(body))
    if page is None:
        return []
    own = absolute(url, base=url)
    found = dict.fromkeys(each for each in _linked(page, url) if each and each != own and not _NO_FEED.search(each))
    return sorted(found, key=lambda each: not is_own(each, page=url))[:_MOST_LINKED]


def is_own(feed: str, *, page: str) -> bool:
    """True for the feed of just this part of a site: "/en/politics/feed/" for "/en/politics"."""
    part = urlsplit(page).path.strip("/")
    return bool(part) and f"/{part}/" in f"{urlsplit(feed).path}/".replace(".", "/")


def guessed_feeds(url: str) -> list[str]:
    """Where the feed of a site may be: beside this address, and at its root."""
    path = urlsplit(url).path
    folder = path if path.endswith("/") else f"{path}/"
    beside = [] if "." in path.rpartition("/")[2] else [urljoin(url, folder + each) for each in _FEEDS_BESIDE]
    return list(dict.fromkeys([*beside, *(urljoin(url, f"/{each}") for each in _FEEDS)]))


def guessed_maps(url: str) -> list[str]:
    """Where the news sitemap of a site may be."""
    return [urljoin(url, f"/{path}") for path in _MAPS]


def sitemaps(robots: bytes, *, url: str) -> list[str]:
    """The sitemaps that a robots.txt names (RFC 9309, 2.2.4), those for news first."""
    lines = robots[:_ROBOTS_BYTES].decode("utf-8", "replace").splitlines()
    fields = (each.partition("#")[0].partition(":") for each in lines)
    values = (value.strip() for field, _, value in fields if field.strip().lower() == "sitemap")
    named = (absolute(value, base=url) for value in values if value)
    found = list(dict.fromkeys(each for each in named if each))
    return sorted(found, key=lambda each: "news" not in each.rpartition("/")[2].lower())[:_MOST_MAPS]


def outlet(body: bytes) -> str:
    """What a page, a feed or a news sitemap calls its outlet; empty where it does not say."""
    given = _of_json(body) if body.lstrip()[:1] == b"{" else _of_xml(body) or _of_page(body)
    return _telling(given)


def title(body: bytes) -> str:
    """What a page calls itself; empty where that is nothing telling."""
    page = markup.tree(charset.decoded(body))
    return _telling(" ".join(page.xpath("//head/title/text()")[:1])) if page is not None else ""


def is_article(body: bytes) -> bool:
    """True for a page that says that it is an article, not a list of them."""
    page = markup.tree(charset.decoded(body))
    if page is None:
        return False
    kinds = page.xpath("//meta[@property='og:type']/@content")
    scripts = " ".join(page.xpath("//script[@type='application/ld+json']/text()"))
    return "article" in kinds or len(_ARTICLE.findall(scripts)) == 1


def heading(body: bytes) -> str:
    """What a page is called within its site: "Politics"; empty where it has no heading."""
    page = markup.tree(charset.decoded(body))
    found = page.find(".//h1") if page is not None else None
    return plain.line(text_of(found))[:_NAME_CHARS] if found is not None else ""


def _linked(page: HtmlElement, url: str) -> Iterator[str | None]:
    base = next((absolute(href, base=url) for href in page.xpath("//base/@href")), None) or url
    for link in page.iter("link"):
        rel, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").partition(";")[0].strip().lower()
        if "alternate" in rel and kind in _TYPES and not _NO_FEED.search(link.get("title") or ""):
            yield absolute(link.get("href") or "", base=base)
    for link in page.iter("a"):
        address = absolute(link.get("href") or "", base=base)
        if address and _FEED_PATH.search(urlsplit(address).path):
            yield address


def _of_json(body: bytes) -> str:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    title = parsed.get("title") if isinstance(parsed, dict) else None
    return title if isinstance(title, str) else ""


def _of_xml(body: bytes) -> str:
    """The title of a feed, or the publication that a news sitemap names."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(repairs.mended(body), parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    kind = etree.QName(root).localname.lower() if root is not None else ""
    if kind == "urlset":
        return str(root.xpath("string((//*[local-name()='publication']/*[local-name()='name'])[1])"))
    if kind not in ("rss", "feed", "rdf"):
        return ""
    of_channel = "/*/*[local-name()='channel']/*[local-name()='title']"
    return str(root.xpath(f"string(({of_channel} | /*/*[local-name()='title'])[1])"))


def _of_page(body: bytes) -> str:
    page = markup.tree(charset.decoded(body))
    if page is None:
        return ""
    ways = ("//meta[@property='og:site_name']/@content", "//meta[@name='application-name']/@content")
    return next((str(found) for way in ways for found in page.xpath(way)[:1] if found.strip()), "")


def _telling(given: str) -> str:
    name = _TAIL.sub("", " ".join(plain.lines(given)))
    return "" if _SAYS_NOTHING.fullmatch(name) or len(name) > _NAME_CHARS else name
