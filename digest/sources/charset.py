"""Bytes -> characters, for what names its charset wrongly or not at all."""

from __future__ import annotations

import re

from trafilatura.utils import decode_file

# HTML's meta charset and XML's encoding.
_NAMED = re.compile(r"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# Browsers look for a page's charset in its first 1,024 bytes (HTML standard, 13.2.3.2); portals put it later.
_HEAD_BYTES = 4_096
# Below this part of bytes outside ASCII it is Latin text with typographers' quotes, which all Windows code pages have
# at one place; a detector has nothing to go by there and takes them for DOS letters ("æWe agreed").
_FEW = 0.05


def decoded(body: bytes, content_type: str = "") -> str:
    """The characters.

    UTF-8 that is valid is UTF-8, whatever the server calls it: other charsets all but never pass as such. Then what
    the server says, what the document says, and what the bytes look like.
    """
    for charset in ("utf-8-sig", *_named(content_type), *_named(_head(body))):
        try:
            return body.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    few = sum(byte > 127 for byte in body) < _FEW * len(body)
    return body.decode("cp1252", "replace") if few else decode_file(body)


def as_claimed(body: bytes) -> bytes:
    """A document that claims to be UTF-8, or claims nothing, as true UTF-8; any other as it is."""
    claimed = (*_named(_head(body)), "utf-8")[0].lower()
    if claimed not in ("utf-8", "utf8") or b"\0" in body[:_HEAD_BYTES] or _is_utf8(body):
        return body
    return decoded(body).encode()


def _named(text: str) -> tuple[str, ...]:
    """The charset that a header or a document's head names; none or one."""
    found = _NAMED.search(text)
    return (found[1],) if found else ()


def _head(body: bytes) -> str:
    return body[:_HEAD_BYTES].decode("ascii", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
