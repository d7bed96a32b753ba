"""What an address tells by its words alone: an article, a section, or a part of the site that is neither."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from courlan import extract_domain

from digest.sources.addresses import host_of

# First or middle parts of a path below which no article lies. "archives" is none of them: WordPress gives articles
# addresses such as /archives/612345.
_NEVER = re.compile(
    r"tags?|categor(?:y|ies)|cat|authors?|topics?|users?|profile|paged?|search|login|signin|register|account|subscri\w+"
    r"|member(?:ship)?|donate|support|newsletters?|about(?:-us)?|contacts?(?:-us)?|advertis\w+|privacy(?:-policy)?"
    r"|terms(?:-of-\w+)?|cookies|cookie-policy|rss|feeds?|sitemaps?|cart|shop|jobs|careers|faq|help|team|print|share"
    r"|wp-(?:admin|content|json|includes)|cdn-cgi|assets|static",
    re.IGNORECASE,
)
# Parts that stand before articles.
_NEWS = re.compile(r"news|articles?|stor(?:y|ies)|posts?|archives|content|item|node|blog|[pan]", re.IGNORECASE)
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|pdf|docx?|xlsx?|zip|rar|mp[34]|m4a|avi|mov|css|js|xml|rss|atom|json|txt)$", re.I
)
_EXTENSION = re.compile(r"\.(?:s?html?|php\d?|aspx?|jsp|amp)$", re.IGNORECASE)
_DATED = re.compile(r"/(?:19|20)\d\d[/_-]?(?:0?[1-9]|1[0-2])(?:[/_-]?(?:0?[1-9]|[12]\d|3[01]))?(?=[/_-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Parameters that number articles where the path does not; WordPress has p, Drupal nid.
_NUMBERING = frozenset(("id", "p", "nid", "newsid", "news_id", "article", "articleid", "aid", "cid"))
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?|eng|rus|arm|geo|aze", re.IGNORECASE)


def points(url: str) -> int:
    """How much an address looks like an article's: below 0 it is surely none, from 2 on it most likely is one."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    numbered = _numbered(parts.query)
    if _FILE.search(path) or not (segments or numbered):
        return -1
    slug = _EXTENSION.sub("", segments[-1]) if segments else ""
    found = _of_slug(slug) + _of_id(slug) + numbered + 2 * (_DATED.search(path) is not None)
    # A tag may be a phrase and a section may be dated, so that words above decide; but WordPress can be told to put
    # articles below /category/, where only the slug tells.
    if any(map(_NEVER.fullmatch, segments[:-1])) and len(_words(slug)) < 5:
        return -1
    if _NEVER.fullmatch(slug) or _is_archive(segments):
        return -1
    return found + any(map(_NEWS.fullmatch, segments[:-1]))


def same_site(url: str, other: str) -> bool:
    """True when both are of one registered domain ("en.example.com", "example.com"), or of one host that has none."""
    return site(url) == site(other)


def site(url: str) -> str:
    """The registered domain of an address, or its host, without "www.", where it has none."""
    return extract_domain(url, fast=True) or host_of(url)


def is_other_language(url: str, *, than: str) -> bool:
    """True when both begin with a language, and it is not one: "/ru/…" than "/en/…"."""
    languages = {(urlsplit(each).path or "/").split("/")[1].lower() for each in (url, than)}
    return len(languages) == 2 and all(map(_LANGUAGE.fullmatch, languages))


def is_front(url: str) -> bool:
    """True for the front page of a site, or of one of its languages: "/", "/en/", "/index.html"."""
    parts = urlsplit(url)
    segments = [_EXTENSION.sub("", segment) for segment in parts.path.split("/") if segment]
    return all(segment in ("index", "home", "default") or _LANGUAGE.fullmatch(segment) for segment in segments) and (
        not parts.query
    )


def _words(slug: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", slug) if word and not word.isdigit()]


def _of_slug(slug: str) -> int:
    """Two words may be a section ("foreign-policy"); four are a headline."""
    return max(0, min(len(_words(slug)) - 1, 3))


def _of_id(slug: str) -> int:
    """A number of articles, alone or beside a slug; a year is none."""
    longest = max((len(number) for number in re.findall(r"\d+", slug)), default=0)
    if longest >= 5:
        return 2
    return int(longest >= 3 and _YEAR.fullmatch(slug) is None)


def _numbered(query: str) -> int:
    return 2 * any(name.lower() in _NUMBERING and value.isdigit() for name, value in parse_qsl(query))


def _is_archive(segments: list[str]) -> bool:
    """A year, a month, a day or a page of a list: nothing but small numbers behind a year or "page"."""
    numbers = [segment for segment in segments if segment.isdigit()]
    behind = segments[len(segments) - len(numbers) :]
    only = bool(numbers) and behind == numbers and all(len(number) <= 2 for number in numbers[1:])
    return only and (_YEAR.fullmatch(numbers[0]) is not None or len(numbers[0]) <= 2)
