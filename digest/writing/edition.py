"""The opaque id of a digest: the same content, the same id."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import fields, is_dataclass, replace

from digest.model import Digest

LETTERS = 12  # base32: 60 bits, so that two editions of a newsroom's life never share one


def numbered(digest: Digest) -> Digest:
    """The digest with the id that its content gives it."""
    return replace(digest, edition=_id(digest))


def _plain(value: object) -> object:
    """A value by its fields; a moment as it is written."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return str(value)


def _id(digest: Digest) -> str:
    content = json.dumps(replace(digest, edition=""), ensure_ascii=False, default=_plain)
    hashed = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
    return f"d_{base64.b32encode(hashed).decode().lower()[:LETTERS]}"
