"""What the app may do, as the manifest asks for it: the one place where its rights are written."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

MANIFEST = Path(__file__).with_name("manifest.json")
_TEXT = MANIFEST.read_text("utf-8")
_SCOPES = json.loads(_TEXT)["oauth_config"]["scopes"]

NEEDED: tuple[str, ...] = tuple(_SCOPES["bot"])
WELCOME: tuple[str, ...] = tuple(_SCOPES["bot_optional"])


def given(headers: Mapping[str, str]) -> frozenset[str]:
    """What Slack says that a token may do, in the headers of any answer to it."""
    named = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes", "")
    return frozenset(each.strip() for each in named.split(",") if each.strip())


def missing(given: Collection[str]) -> list[str]:
    """Those that are needed and not given, each with where the manifest has it."""
    lines = [line.strip(' ,"') for line in _TEXT.splitlines()]
    return [f"{scope} ({MANIFEST.name}, line {lines.index(scope) + 1})" for scope in NEEDED if scope not in given]
