"""Web sites that misbehave in every way that we know of, each with what is to be said of it in the end."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.demo.faults import FaultKind
from bot.demo.outlet import Draft, Outlet
from bot.demo.press import Press
from digest.model import Source
from digest.ports import Health, Validator
from tests.site import Scripted, Site

TOO_LONG = "took longer than"
_MIB = 1 << 20
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"

#: Those that want our memory.
BOMBS = frozenset({"endless", "gzip-bomb", "gzip-twice", "endless headers", "a chunk of terabytes", "a bomb in chunks"})

#: What is said of a feed with this fault; empty where its items can be read all the same.
OF_PRESS: Mapping[FaultKind, str] = {
    FaultKind.SLOW: TOO_LONG,
    FaultKind.STALL: TOO_LONG,
    FaultKind.DRIP: TOO_LONG,
    FaultKind.ERROR_500: "answered 500",
    FaultKind.ERROR_503: "answered 503",
    FaultKind.ERROR_429: "answered 429",
    FaultKind.TRUNCATED: "broke off before the end",
    FaultKind.LONG_LENGTH: "broke off before the end",
    # of a feed that was cut, the items before the cut are good
    FaultKind.SHORT_LENGTH: "",
    FaultKind.WRONG_CHARSET: "",
    FaultKind.BAD_XML: "",
    FaultKind.ENDLESS: "is larger than 5 MiB",
    FaultKind.GZIP_BOMB: "is larger than 5 MiB",
    FaultKind.GZIP_TWICE: "is packed as gzip, gzip, which we did not ask for",
    FaultKind.RESET: "closed the connection without an answer",
    FaultKind.REDIRECT_LOOP: "redirects in a circle",
    FaultKind.REDIRECT_INSIDE: "redirects to 169.254.169.254, which is not a public address",
    FaultKind.CAPTCHA: "is a web page, not a feed",
    FaultKind.EMPTY: "answered with nothing",
}


def _bomb(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(_MIB)) for _ in range(mebibytes)) + packer.flush()


def _chunked(body: bytes) -> bytes:
    return _OK + b"Transfer-Encoding: chunked\r\n\r\n" + body


_NOT_MODIFIED = b'HTTP/1.1 304 X\r\nETag: "1"\r\nContent-Length: 4\r\n\r\nnews'

#: Bytes as they go over the wire, seconds between two of them, and what is said of them.
OF_WIRE: Mapping[str, tuple[bytes, float, str]] = {
    "slow headers": (_OK + b"X-Slow: " + b"x" * 1_000, 0.1, TOO_LONG),
    "endless headers": (_OK + b"X-Long: " + b"x" * (1 << 20), 0, "does not speak HTTP properly"),
    "a chunk of no size": (_chunked(b"zz\r\nnews\r\n0\r\n\r\n"), 0, "does not speak HTTP properly"),
    "a chunk that is longer than it says": (_chunked(b"2\r\nnews\r\n0\r\n\r\n"), 0, "does not speak HTTP properly"),
    "no last chunk": (_chunked(b"4\r\nnews\r\n"), 0, "broke off before the end"),
    "a chunk of terabytes": (_chunked(b"ffffffffffff\r\nnews"), 0, "broke off before the end"),
    "gzip in transfer": (_OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n", 0, "does not speak HTTP properly"),
    "two lengths": (_OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nnews", 0, "does not speak HTTP properly"),
    "a negative length": (_OK + b"Content-Length: -4\r\n\r\nnews", 0, "does not speak HTTP properly"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.6\r\nProtocol mismatch.\r\n\r\n", 0, "does not speak HTTP properly"),
    "a status of words": (b"HTTP/1.1 fine\r\n\r\n", 0, "does not speak HTTP properly"),
    "hints for ever": (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 2_000, 0, "closed the connection without an answer"),
    "304 with a body, unasked": (b"HTTP/1.1 304 X\r\nContent-Length: 4\r\n\r\nnews", 0, "answered 304"),
    "a bomb in chunks": (
        _OK + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n" + _bomb(64), 0, "is larger than 5 MiB",
    ),
    "damaged gzip": (_OK + b"Content-Encoding: gzip\r\n\r\nno gzip", 0, "sent damaged gzip"),
    "brotli": (_OK + b"Content-Encoding: br\r\n\r\nno", 0, "is packed as br, which we did not ask for"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source of a site that misbehaves."""

    source: Source
    reason: str  #: what is said of it in the end, or how that begins; empty where nothing is wrong with it then
    health: Health | None = None  #: as its last visit left it; None before the first


@asynccontextmanager
async def troubles(*, bomb_bytes: int = 16 * _MIB, late_s: float = 3) -> AsyncIterator[list[Trouble]]:
    """All of them, each a site of its own on 127.0.0.1.

    Args:
        bomb_bytes: A small bomb is as good as a large one, and packed sooner.
        late_s: When the slow one answers: later than anybody waits.
    """
    values = {FaultKind.GZIP_BOMB: bomb_bytes, FaultKind.SLOW: late_s}
    found = []
    async with AsyncExitStack() as stack:
        for kind, reason in OF_PRESS.items():
            press = stack.enter_context(Press(outlet(kind.value)))
            press.fault("/feed.xml", kind, value=values.get(kind))
            found.append(Trouble(Source(kind.value, f"{press.url}/feed.xml"), reason))
        for name, (raw, drip_s, reason) in OF_WIRE.items():
            site = await stack.enter_async_context(Site({"/feed.xml": Scripted(raw=raw, drip_s=drip_s)}))
            found.append(Trouble(Source(name, f"{site.url}/feed.xml"), reason))
        unchanged = await stack.enter_async_context(Site({"/feed.xml": Scripted(raw=_NOT_MODIFIED)}))
        known = Health("304 with a body", validator=Validator('"1"'))
        found.append(Trouble(Source(known.source, f"{unchanged.url}/feed.xml"), "", known))
        plain = await stack.enter_async_context(Site({}))
        found.append(Trouble(Source("no TLS", plain.url.replace("http", "https")), "does not speak TLS properly"))
        hanging = await stack.enter_async_context(Site({"/feed.xml": Scripted(hangs=True)}))
        found.append(Trouble(Source("silence", f"{hanging.url}/feed.xml"), TOO_LONG))
        async with Site({}) as closed:
            found.append(Trouble(Source("nobody", f"{closed.url}/feed.xml"), "refused the connection"))
        yield found


def outlet(name: str) -> Outlet:
    """One with a single article, which is read soon."""
    made = Outlet(name)
    text = "On Tuesday, Foreign Minister Davit Orbel of Tarsia met his counterpart Elena Marku in Old Ford – «вместе»."
    made.add(
        Draft(title=f"Ministers meet in Old Ford, says {name}", paragraphs=(text, text.replace("Tuesday", "Friday"))),
        now=datetime.now(UTC),
    )
    return made
