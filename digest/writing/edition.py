"""The opaque id of a digest: the same content, the same id."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, replace

from digest.model import Digest

LETTERS = 12  # base32: 60 bits, so that two editions of a newsroom's life never share one


def numbered(digest: Digest) -> Digest:
    """The digest with the id that its content gives it."""
    return replace(digest, edition=_id(digest))


def _id(digest: Digest) -> str:
    content = json.dumps(asdict(replace(digest, edition="")), ensure_ascii=False, default=str)
    hashed = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
    return f"d_{base64.b32encode(hashed).decode().lower()[:LETTERS]}"
