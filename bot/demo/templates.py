"""An article's page in four templates, each with the furniture that a reader of pages must leave out.

The furniture is what real sites carry: an appeal for members glued to the first paragraph ("Become a memberOn
Wednesday"), "Read more" between paragraphs, share boxes, comments, cookie banners, advertisements.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.demo.outlet import Piece, Template

_APPEAL = (
    '<p class="appeal">Small newsrooms like ours live on their readers. '
    "Help us stay independent and keep reporting on the places where you live.</p>"
)
_COOKIES = (
    '<div id="cookie-banner" role="dialog">We use cookies to improve your visit. '
    "<button>Accept all</button> <button>Settings</button></div>"
)
_SHARE = (
    '<div class="share"><span>Share this</span> <a href="#f">Facebook</a> <a href="#t">Telegram</a> '
    '<a href="#x">X</a> <a href="#c">Copy link</a></div>'
)
_LETTER = (
    '<form class="newsletter"><h4>Sign up for our newsletter</h4><p>The week, every Friday, in your inbox.</p>'
    '<input type="email"><button>Subscribe</button></form>'
)
_JOIN = '<a class="button" href="/membership">Become a member</a>'
_COMMENTS = (
    '<div id="comments"><h3>2 comments</h3><p>RiverReader: About time somebody wrote about this!</p>'
    "<p>Guest_17: Not true at all, I was there.</p></div>"
)


@dataclass(frozen=True, slots=True)
class Page:
    """HTML, and the charset that the site serves it in."""

    html: str
    charset: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page shows besides its own article."""

    outlet: str
    link: str  #: the article's canonical address
    sections: Sequence[str]
    others: Sequence[Piece]  #: to read next; may be empty


@dataclass(frozen=True, slots=True)
class _Parts:
    """An article's parts as HTML, escaped."""

    piece: Piece
    around: Surroundings
    title: str
    lead: str
    author: str
    body: Sequence[str]

    @property
    def head(self) -> str:
        return (
            f"<title>{self.title} – {escape(self.around.outlet)}</title>"
            f'<link rel="canonical" href="{self.around.link}">'
            '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        )

    @property
    def glued(self) -> str:
        """The first paragraph as some sites serve it: 'Become a memberOn Wednesday, …'."""
        return _JOIN + self.body[0]

    @property
    def figure(self) -> str:
        if not self.piece.caption:
            return ""
        caption = escape(self.piece.caption)
        return f'<figure><img src="/i/{self.piece.number}.jpg" alt=""><figcaption>{caption}</figcaption></figure>'

    @property
    def notice(self) -> str:
        notice = escape(self.piece.corrected)
        return f'<p class="correction"><em>{notice}</em></p>' if notice else ""

    @property
    def more(self) -> str:
        if not self.around.others:
            return ""
        return f"<p><strong>Read more: {_anchor(self.around.others[0])}</strong></p>"

    @property
    def related(self) -> str:
        return "".join(f"<li>{_anchor(other)}</li>" for other in self.around.others)

    @property
    def menu(self) -> str:
        return menu(self.around.sections)

    @property
    def foot(self) -> str:
        year, outlet = self.piece.published.year, escape(self.around.outlet)
        return f"<footer><p>© {year} {outlet}. All rights reserved.</p><ul>{self.menu}</ul></footer>"


def article_page(piece: Piece, around: Surroundings) -> Page:
    """The page of an article in its template."""
    parts = _Parts(
        piece=piece,
        around=around,
        title=escape(piece.title),
        lead=escape(piece.lead),
        author=escape(piece.author),
        body=[escape(paragraph) for paragraph in piece.paragraphs],
    )
    return {
        Template.BROADSHEET: _broadsheet,
        Template.BLOG: _blog,
        Template.PORTAL: _portal,
        Template.APP: _app,
    }[piece.template](parts)


def listing_page(heading: str, pieces: Sequence[Piece], *, outlet: str, sections: Sequence[str]) -> Page:
    """The front page, or a section's."""
    cards = "".join(
        f'<div class="card"><h3><a href="/news/{piece.slug}?ref=front">{escape(piece.title)}</a></h3>'
        f'<time datetime="{piece.published.isoformat()}">{_day(piece.published)}</time></div>'
        for piece in pieces
    )
    return Page(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(heading)} – {escape(outlet)}</title>"
        '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
        '<link rel="alternate" type="application/atom+xml" href="/atom.xml"></head>'
        f"<body><header><ul>{menu(sections)}</ul></header><main><h1>{escape(heading)}</h1>{cards}</main></body></html>"
    )


def menu(sections: Sequence[str]) -> str:
    """List items of a site's navigation."""
    links = "".join(f'<li><a href="/section/{escape(name)}">{escape(name.title())}</a></li>' for name in sections)
    return links + '<li><a href="/membership">Become a member</a></li>'


def _broadsheet(parts: _Parts) -> Page:
    published, modified = parts.piece.published.isoformat(), parts.piece.modified.isoformat()
    standfirst = f'<p class="standfirst">{parts.lead}</p>' if parts.lead else ""
    second, *rest = [f"<p>{paragraph}</p>" for paragraph in parts.body[1:]] or [""]
    return Page(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{parts.head}'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{published}">'
        f'<meta property="article:modified_time" content="{modified}">{_json_ld(_metadata(parts))}</head>'
        f"<body>{_COOKIES}<header><nav><ul>{parts.menu}</ul></nav></header>"
        f'<article><h1>{parts.title}</h1>{standfirst}<p class="byline">by <a href="/author/x">{parts.author}</a> '
        f'<time datetime="{published}">{_day(parts.piece.published)}</time></p>{_SHARE}{parts.figure}'
        f"{_APPEAL}<p>{parts.glued}</p>{second}{parts.more}{''.join(rest)}{parts.notice}</article>"
        f"<aside><h3>Most read</h3><ul>{parts.related}</ul>{_LETTER}</aside>{parts.foot}</body></html>"
    )


def _blog(parts: _Parts) -> Page:
    metadata = _metadata(parts)
    graph = {"@context": metadata.pop("@context"), "@graph": [metadata]}
    lead = f"<h2>{parts.lead}</h2>" if parts.lead else ""
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in parts.body[1:])
    return Page(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{parts.head}{_json_ld(graph)}</head>'
        f'<body class="single post"><div id="menu"><ul>{parts.menu}</ul></div>'
        f'<div class="post-{parts.piece.number} entry"><h1 class="entry-title">{parts.title}</h1>'
        f'<span class="meta">{parts.author} | {_day(parts.piece.published)}</span>'
        f'<div class="entry-content">{lead}{parts.figure}<p>{parts.body[0]}</p>'
        f'<div class="promo">{_APPEAL}<a href="/membership">Become a member</a></div>'
        f"{rest}{parts.notice}{parts.more}{_SHARE}{_LETTER}</div>"
        f'<div class="related"><h3>Read next</h3><ul>{parts.related}</ul></div>{_COMMENTS}</div>'
        f"{_COOKIES}{parts.foot}</body></html>"
    )


def _portal(parts: _Parts) -> Page:
    lead = f"<b>{parts.lead}</b><br><br>" if parts.lead else ""
    text = "<br><br>\n".join(parts.body)
    return Page(
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        f'{parts.head}</head><body><table width="100%">'
        f'<tr><td colspan="3"><b>{escape(parts.around.outlet)}</b> | {parts.menu}</td></tr>'
        f'<tr><td width="20%">{_LETTER}<ul>{parts.related}</ul></td>'
        f'<td><font size="5"><b>{parts.title}</b></font><br>'
        f"<small>{parts.piece.published:%d.%m.%Y %H:%M}</small><br><br>"
        f"{lead}{parts.figure}{text}<br><br>{parts.notice}"
        f'<a href="#">Print</a> | <a href="#">Send to a friend</a><br>{_APPEAL}</td>'
        f'<td width="20%">ADVERTISEMENT<br>{_SHARE}</td></tr></table>{parts.foot}{_COOKIES}</body></html>',
        charset="windows-1251",
    )


def _app(parts: _Parts) -> Page:
    blocks = [f'<div class="x{number:x}7q"><span>{text}</span></div>' for number, text in enumerate(parts.body[1:], 1)]
    blocks.insert(1, '<div class="k9">Advertisement</div>')
    metadata = {**_metadata(parts), "articleBody": "\n".join(parts.piece.text.split("\n")[1:])}
    return Page(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{parts.head}{_json_ld(metadata)}</head>'
        f'<body><div id="root">{_COOKIES}<div class="n1"><ul>{parts.menu}</ul></div>'
        f'<div class="z3" data-testid="story"><div class="h1">{parts.title}</div><div class="s2">{parts.lead}</div>'
        f'<div class="b8">{parts.author} · {_day(parts.piece.published)} · 3 min read</div>{parts.figure}'
        f'<div class="x07q"><span>{parts.glued}</span></div>{"".join(blocks)}{parts.notice}'
        f'<div class="m5">{_APPEAL}</div>{_SHARE}</div><div class="r4"><b>You may also like</b>'
        f"<ul>{parts.related}</ul></div>{_LETTER}</div>{parts.foot}</body></html>"
    )


def _metadata(parts: _Parts) -> dict[str, object]:
    piece = parts.piece
    author = {"author": [{"@type": "Person", "name": piece.author}]} if piece.author else {}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "url": parts.around.link,
        "articleSection": piece.section,
        "datePublished": piece.published.isoformat(),
        "dateModified": piece.modified.isoformat(),
        "publisher": {"@type": "Organization", "name": parts.around.outlet},
        **author,
    }


def _json_ld(metadata: dict[str, object]) -> str:
    packed = json.dumps(metadata, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{packed}</script>'


def _anchor(piece: Piece) -> str:
    return f'<a href="/news/{piece.slug}">{escape(piece.title)}</a>'


def _day(moment: datetime) -> str:
    return f"{moment:%d %B %Y}"
