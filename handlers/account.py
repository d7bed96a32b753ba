"""How the bot logs in on a platform, and what a look at that found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from digest.model import Mode


@dataclass(frozen=True, slots=True)
class OAuth:
    """An app that workspaces install by themselves, each with a token of its own."""

    client_id: str
    client_secret: str = field(repr=False)
    url: str  #: where the world reaches our pages, without a slash at its end
    #: Where tokens are kept: what the platform's library takes for an SQLAlchemy AsyncEngine, which only bot/ names.
    engine: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Account:
    """Tokens that never show in a repr, and where to use them."""

    token: str = field(default="", repr=False)  #: the bot's; empty where the newsroom does not use the platform
    app_token: str = field(default="", repr=False)  #: Slack's for Socket Mode, "xapp-…"
    api: str = ""  #: base address, as the platform's library takes it; empty for the platform's own
    mode: Mode = Mode.ANCHOR  #: how messages are sent where the platform cannot be asked what arrived
    editors: str = ""  #: where what readers call wrong is posted: T0123/C0123, or C0123 on Slack; empty for nowhere
    managers: str = "members"  #: who may change what a Slack channel gets: members, or creator-and-admins
    signing_secret: str = field(default="", repr=False)  #: Slack's for requests over HTTP; empty for Socket Mode
    oauth: OAuth | None = None  #: Slack, for many workspaces; None for the one whose token this is
    webhook: str = ""  #: Telegram, where the world reaches us; empty for polling

    @property
    def on(self) -> bool:
        """Whether the newsroom uses the platform."""
        return bool(self.token) or self.oauth is not None


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check-up."""

    what: str
    good: bool
    words: str  #: what was found, or what to do
