"""Bytes -> characters, for what names its charset wrongly or not at all."""

from __future__ import annotations

import codecs
import re

from digest.sources import libraries

# HTML's meta charset and XML's encoding.
_NAMED = re.compile(r"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# What browsers take these names for (encoding.spec.whatwg.org), since sites use the larger sets under the smaller ones'
# names.
_AS_BROWSERS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-mac-cyrillic": "mac-cyrillic",
}
# UTF-32's mark begins with UTF-16's.
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(rb"(?<=<\?xml)\s[^<>]{0,200}(?=\?>)")
_VERSION = b' version="1.0"'
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
    if sum(byte > 127 for byte in body) < _FEW * len(body):
        return body.decode("cp1252", "replace")
    return libraries.decoded(body)


def as_utf8(body: bytes) -> bytes:
    """An XML or JSON document in UTF-8, whatever it says it is; what is in 16 or 32 bits without a mark stays."""
    body = body.removeprefix(codecs.BOM_UTF8)
    wide = next((codec for mark, codec in _WIDE.items() if body.startswith(mark)), None)
    if wide:
        return _DECLARED.sub(_VERSION, body.decode(wide, "replace").encode(), count=1)
    claimed = (*_named(_head(body)), "utf-8")[0].lower()
    # ASCII alone may be ISO-2022-JP, whose letters are 7 bits.
    if b"\0" in body[:_HEAD_BYTES] or body.isascii() or (claimed in ("utf-8", "utf8") and _is_utf8(body)):
        return body
    return _DECLARED.sub(_VERSION, decoded(body).encode(errors="replace"), count=1)


def _named(text: str) -> tuple[str, ...]:
    """The charset that a header or a document's head names; none or one."""
    found = _NAMED.search(text)
    return (_AS_BROWSERS.get(found[1].lower(), found[1]),) if found else ()


def _head(body: bytes) -> str:
    return body[:_HEAD_BYTES].decode("ascii", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
