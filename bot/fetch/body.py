"""An answer's body within bounds: what a server sends decides neither our memory nor our time."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable

from digest.errors import FetchError

_GZIP = ("gzip", "x-gzip")
_GZIP_MAGIC = b"\x1f\x8b"
# zlib's flag for gzip's header and checksum, zlib.net/manual.html#Advanced
_GZIP_WBITS = 31


async def read(parts: AsyncIterable[bytes], *, url: str, encoding: str, limit_bytes: int) -> bytes:
    """The whole body, decoded from gzip as it comes in, so that a bomb is noticed at the limit and not after it.

    Args:
        parts: As they come from the network.
        url: For errors.
        encoding: The header Content-Encoding.
        limit_bytes: The most that the body may have, as sent and as decoded.

    Raises:
        FetchError: It is larger, packed otherwise than we asked for, damaged, or cut off.
    """
    unpack = _unpacker(encoding, url=url)
    received, body = 0, bytearray()
    async for part in parts:
        received += len(part)
        body += unpack.feed(part, room=limit_bytes + 1 - len(body))
        if max(received, len(body)) > limit_bytes:
            raise FetchError(url, f"is larger than {_mebibytes(limit_bytes)}")
    if not unpack.complete:
        raise FetchError(url, "broke off before the end")
    return bytes(body)


class _Plain:
    """Bytes as they are."""

    complete = True

    def feed(self, part: bytes, *, room: int) -> bytes:
        """The next bytes."""
        return part[:room]


class _Gzip:
    """One layer of gzip, in one member or several (RFC 1952, 2.2)."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._member = zlib.decompressobj(_GZIP_WBITS)

    @property
    def complete(self) -> bool:
        """True when the last member has ended, its checksum right."""
        return self._member.eof

    def feed(self, part: bytes, *, room: int) -> bytes:
        """The next bytes, at most `room`: whoever sees that many has seen enough."""
        out = b""
        while part and len(out) < room:
            if self._member.eof:
                # What follows the last member is padding.
                if not part.startswith(_GZIP_MAGIC):
                    break
                self._member = zlib.decompressobj(_GZIP_WBITS)
            out += self._decompress(part, room - len(out))
            part = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        return out

    def _decompress(self, part: bytes, room: int) -> bytes:
        try:
            return self._member.decompress(part, room)
        except zlib.error as error:
            raise FetchError(self._url, "sent damaged gzip") from error


def _unpacker(encoding: str, *, url: str) -> _Plain | _Gzip:
    """How to decode what the server says it sent; only gzip was asked for, and only once."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in _GZIP:
        return _Gzip(url)
    raise FetchError(url, f"is packed as {name[:40]}, which we did not ask for")


def _mebibytes(count: int) -> str:
    return f"{count / (1 << 20):g} MiB"
