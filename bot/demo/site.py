"""An outlet as a web site: which address answers what. No networking here.

    /  /section/NAME  /news/SLUG  /feed.xml (RSS 2.0)  /atom.xml  /sitemap-news.xml  /robots.txt
    /?p=NUMBER and /go/SLUG redirect to an article; links in feeds carry utm_* parameters, pages a canonical link

Every answer has an ETag and Last-Modified, is packed for who asks for gzip, and is 304 for who has it already.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from urllib.parse import parse_qs, urlsplit

from bot.demo.outlet import Outlet, Piece
from bot.demo.templates import Surroundings, article_page, listing_page

_LISTED = 20  # as many as most newspapers' feeds hold
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says that an answer depends on; empty for a header that was not sent."""

    target: str  #: path and query
    if_none_match: str = ""
    if_modified_since: str = ""
    accept_encoding: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a status, headers besides Content-Length, and bytes."""

    status: int
    body: bytes = b""
    content_type: str = _HTML  #: empty to send none
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Document:
    text: str
    content_type: str
    changed: datetime
    charset: str = "utf-8"


class Site:
    """Answers for one outlet at one base address."""

    def __init__(self, outlet: Outlet, base: str, *, crawl_delay_s: float = 0) -> None:
        self.outlet = outlet
        self.base = base
        self._crawl_delay_s = crawl_delay_s

    def answer(self, asked: Asked) -> Answer:
        """The right answer to a request."""
        url = urlsplit(asked.target)
        if redirect := self._redirect(url.path, url.query):
            return redirect
        piece = self._piece(url.path)
        if piece and piece.deleted:
            return Answer(410, b"<h1>This article has been removed</h1>")
        document = self._document(url.path, piece)
        return _serve(document, asked) if document else Answer(404, b"<h1>Page not found</h1>")

    def link(self, piece: Piece, *, medium: str = "") -> str:
        """An article's address; with a medium, the tracked one that feeds give."""
        query = f"?utm_source={medium}&utm_medium=feed&utm_campaign=daily" if medium else ""
        return f"{self.base}/news/{piece.slug}{query}"

    def _redirect(self, path: str, query: str) -> Answer | None:
        if path.startswith("/go/"):
            slug = path.removeprefix("/go/")
            return Answer(302, headers=(("Location", f"/news/{slug}?utm_source=short"),))
        if path == "/" and (wanted := parse_qs(query).get("p")):
            found = (piece for piece in self.outlet.pieces() if str(piece.number) == wanted[0])
            piece = next(found, None)
            return Answer(301, headers=(("Location", self.link(piece)),)) if piece else Answer(404)
        return None

    def _piece(self, path: str) -> Piece | None:
        return self.outlet.find(path.removeprefix("/news/")) if path.startswith("/news/") else None

    def _document(self, path: str, piece: Piece | None) -> _Document | None:
        if made := self._made(path):
            text, content_type = made
            return _Document(text, f"{content_type}; charset=utf-8", self.outlet.changed())
        if path == "/":
            return self._listing("Front page", self.outlet.live())
        if path.startswith("/section/"):
            name = path.removeprefix("/section/")
            return self._listing(name.title(), self.outlet.live(name))
        return self._article(piece) if piece else None

    def _made(self, path: str) -> tuple[str, str] | None:
        match path:
            case "/feed.xml":
                return self._rss(), "application/rss+xml"
            case "/atom.xml":
                return self._atom(), "application/atom+xml"
            case "/sitemap-news.xml":
                return self._sitemap(), "application/xml"
            case "/robots.txt":
                return self._robots(), "text/plain"
        return None

    def _listing(self, heading: str, pieces: Sequence[Piece]) -> _Document:
        page = listing_page(heading, pieces, outlet=self.outlet.name, sections=self._sections())
        return _Document(page.html, _HTML, self.outlet.changed())

    def _article(self, piece: Piece) -> _Document:
        others = [other for other in self.outlet.live() if other is not piece][:3]
        around = Surroundings(self.outlet.name, self.link(piece), self._sections(), others)
        page = article_page(piece, around)
        # A page that names its charset in the text alone is common among old sites.
        content_type = _HTML if page.charset == "utf-8" else "text/html"
        return _Document(page.html, content_type, piece.modified, page.charset)

    def _sections(self) -> Sequence[str]:
        return sorted({piece.section for piece in self.outlet.live()})

    def _robots(self) -> str:
        delay = f"Crawl-delay: {self._crawl_delay_s:g}\n" if self._crawl_delay_s else ""
        return f"User-agent: *\n{delay}Disallow: /private/\nSitemap: {self.base}/sitemap-news.xml\n"

    def _rss(self) -> str:
        items = "".join(self._rss_item(piece) for piece in self.outlet.live()[:_LISTED])
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<channel><title>{escape(self.outlet.name)}</title><link>{self.base}/</link>"
            f"<description>News of the region</description><ttl>15</ttl>{items}</channel></rss>"
        )

    def _rss_item(self, piece: Piece) -> str:
        teaser = escape(piece.lead or piece.paragraphs[0])
        return (
            f"<item><title>{escape(piece.title)}</title><link>{escape(self.link(piece, medium='rss'))}</link>"
            f'<guid isPermaLink="false">piece-{piece.number}</guid><pubDate>{_http_date(piece.published)}</pubDate>'
            f"<category>{escape(piece.section)}</category><dc:creator>{escape(piece.author)}</dc:creator><description>"
            f'<![CDATA[<p>{teaser}</p><p><a href="{self.link(piece)}">Read more</a></p>]]></description></item>'
        )

    def _atom(self) -> str:
        entries = "".join(self._atom_entry(piece) for piece in self.outlet.live()[:_LISTED])
        return (
            '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>{escape(self.outlet.name)}</title><id>{self.base}/</id>"
            f'<link rel="self" href="{self.base}/atom.xml"/><updated>{self.outlet.changed().isoformat()}</updated>'
            f"{entries}</feed>"
        )

    def _atom_entry(self, piece: Piece) -> str:
        content = escape("".join(f"<p>{escape(paragraph)}</p>" for paragraph in piece.paragraphs))
        return (
            f'<entry><id>{self.link(piece)}</id><title type="html">{escape(escape(piece.title))}</title>'
            f'<link rel="alternate" href="{escape(self.link(piece, medium="atom"))}"/>'
            f"<published>{piece.published.isoformat()}</published><updated>{piece.modified.isoformat()}</updated>"
            f"<author><name>{escape(piece.author or self.outlet.name)}</name></author>"
            f'<content type="html">{content}</content></entry>'
        )

    def _sitemap(self) -> str:
        rows = "".join(
            f"<url><loc>{self.link(piece)}</loc><lastmod>{piece.modified.isoformat()}</lastmod><news:news>"
            f"<news:publication><news:name>{escape(self.outlet.name)}</news:name><news:language>en</news:language>"
            f"</news:publication><news:publication_date>{piece.published.isoformat()}</news:publication_date>"
            f"<news:title>{escape(piece.title)}</news:title></news:news></url>"
            for piece in self.outlet.live()
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
        )


def _serve(document: _Document, asked: Asked) -> Answer:
    body = document.text.encode(document.charset, "xmlcharrefreplace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = (
        ("ETag", tag),
        ("Last-Modified", _http_date(document.changed)),
        ("Vary", "Accept-Encoding"),
        ("Cache-Control", "max-age=0"),
    )
    if _has_it(asked, tag, document.changed):
        return Answer(304, content_type="", headers=headers)
    answer = Answer(200, body, document.content_type, headers)
    return _packed(answer) if "gzip" in asked.accept_encoding else answer


def _has_it(asked: Asked, tag: str, changed: datetime) -> bool:
    """Whether the asker's copy is the current one; the tag takes precedence (RFC 9110, 13.2.2)."""
    if asked.if_none_match:
        return tag in asked.if_none_match or asked.if_none_match.strip() == "*"
    try:
        return parsedate_to_datetime(asked.if_modified_since) >= changed
    except (TypeError, ValueError):
        return False


def _packed(answer: Answer) -> Answer:
    """The same answer in gzip; its tag becomes weak, since the bytes differ (RFC 9110, 8.8.3.3)."""
    (name, tag), *others = answer.headers
    headers = ((name, f"W/{tag}"), *others, ("Content-Encoding", "gzip"))
    return replace(answer, body=gzip.compress(answer.body, mtime=0), headers=headers)


def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)
