"""Addresses of articles: one article, one address, one id."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from digest.errors import SourceError

_DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say where a reader came from, never which article it is. After AdGuard's and ClearURLs' general lists;
# courlan's own list also takes "cid", "source" and "session", by which some outlets number their articles.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|mc|vero|oly|itm|hsa)_\w+|_?hs(?:enc|mi)|(?:fb|g|dc|y|ys|tw|msclk|ttc|gbra|wbra|igsh)cl?id|msclkid|igshid"
    r"|gbraid|wbraid|yclid|ysclid|_openstat|xtor|at_medium|at_campaign|cmpid|ref|referr?er|fromsource|share",
    re.IGNORECASE,
)

# Most addresses in feeds: nothing in them to change, and a feed has fifty.
_CANONICAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[A-Za-z0-9/._~%+-]*")


def canonical(url: str) -> str:
    """The address without what does not choose the article: tracking, fragment, default port, case of the host.

    Raises:
        SourceError: It is not an http(s) address.
    """
    if _CANONICAL.fullmatch(url):
        return url
    try:
        parts = urlsplit("".join(url.split()))
        scheme, host = parts.scheme.lower(), _host(parts.hostname or "")
        port = parts.port
    except ValueError as error:
        raise SourceError(url, "is not an address") from error
    if scheme not in _DEFAULT_PORTS or not host:
        raise SourceError(url, "is not an http(s) address")
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit((scheme, netloc, _escaped(parts.path) or "/", _query(parts.query), ""))


def article_id(url: str) -> str:
    """Hex SHA-256 of the canonical address: the same for every address of an article that `canonical` makes one.

    Raises:
        SourceError: It is not an http(s) address.
    """
    return hashlib.sha256(canonical(url).encode()).hexdigest()


def absolute(link: str, *, base: str) -> str | None:
    """The canonical address that a link on a page or in a feed leads to; None when that is not http(s)."""
    if _CANONICAL.fullmatch(link):
        return link
    try:
        return canonical(urljoin(base, link.strip()))
    except (SourceError, ValueError):
        return None


def host_of(url: str) -> str:
    """The host of a canonical address, without "www."."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _host(host: str) -> str:
    """Lower case, as DNS writes it; an IPv6 address in its brackets."""
    if ":" in host:
        return f"[{host.lower()}]"
    return host.lower().rstrip(".").encode("idna").decode("ascii") if not host.isascii() else host.lower().rstrip(".")


def _query(query: str) -> str:
    """The query less its tracking parameters, otherwise to the letter: servers differ in what they make of it."""
    kept = [pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(_name(pair))]
    return _escaped("&".join(kept))


def _name(pair: str) -> str:
    """The name of one query parameter."""
    found = parse_qsl(pair, keep_blank_values=True)
    return found[0][0] if found else pair


def _escaped(part: str) -> str:
    """Letters outside ASCII as %XX; what is escaped already stays."""
    return quote(part, safe="/%:=&?~+!$,;'@()*[]|")
