"""How the bot logs in on a platform."""

from __future__ import annotations

from dataclasses import dataclass, field

from digest.model import Mode


@dataclass(frozen=True, slots=True)
class Account:
    """Tokens that never show in a repr, and where to use them."""

    token: str = field(default="", repr=False)  #: the bot's; empty where the newsroom does not use the platform
    app_token: str = field(default="", repr=False)  #: Slack's for Socket Mode, "xapp-…"
    api: str = ""  #: base address, as the platform's library takes it; empty for the platform's own
    mode: Mode = Mode.ANCHOR  #: how messages are sent where the platform cannot be asked what arrived
    editors: str = ""  #: where what readers call wrong is posted: T0123/C0123, or C0123 on Slack; empty for nowhere
    managers: str = "members"  #: who may change what a Slack channel gets: members, or creator-and-admins
