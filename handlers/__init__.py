"""People: what they ask, and what they are shown, on every platform.

    PLATFORMS   chat platform -> how its channel is built
    CHECKS      chat platform -> who the bot is there, and what is wrong with its account
    RENDERERS   form          -> a digest as the messages that would be sent, with the times of a zone

Each imports its platform's library only when it is used: they take a good part of a second.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from digest.desk import Desk
from digest.model import Address, Digest
from digest.ports import Channel, Store
from handlers.account import Account, Finding
from handlers.replies import Words, load


class Build(Protocol):
    """Makes a channel that is not connected yet."""

    def __call__(
        self, account: Account, desk: Desk, *, store: Store, now: Callable[[], datetime], zone: ZoneInfo
    ) -> Channel:
        """The channel; `zone` is whose clocks it shows where nobody says otherwise."""


#: With the chats of that platform that have a subscription.
Check = Callable[[Account, Sequence[Address]], Awaitable[Sequence[Finding]]]
Render = Callable[[Digest, ZoneInfo], Sequence[str]]


def channels(
    accounts: Mapping[str, Account], desk: Desk, *, store: Store, now: Callable[[], datetime], zone: ZoneInfo
) -> dict[str, Channel]:
    """A channel for each platform that we have an account for; the terminal when there is none.

    Raises:
        WordsError: What the bot says in one of its languages is missing or broken.
    """
    load()
    named = [name for name in PLATFORMS if name != TERMINAL and name in accounts and accounts[name].on]
    names = named or [TERMINAL]
    return {
        name: PLATFORMS[name](accounts.get(name, Account()), desk, store=store, now=now, zone=zone) for name in names
    }


def _terminal(account: Account, desk: Desk, *, store: Store, now: Callable[[], datetime], zone: ZoneInfo) -> Channel:
    from handlers.console import ConsoleChannel  # noqa: PLC0415

    return ConsoleChannel(zone=zone)


def _slack(account: Account, desk: Desk, *, store: Store, now: Callable[[], datetime], zone: ZoneInfo) -> Channel:
    from handlers.slack.app import SlackChannel  # noqa: PLC0415

    return SlackChannel(account, desk, store=store, now=now, zone=zone)


def _telegram(account: Account, desk: Desk, *, store: Store, now: Callable[[], datetime], zone: ZoneInfo) -> Channel:
    from handlers.telegram.app import TelegramChannel  # noqa: PLC0415

    return TelegramChannel(account, desk, store=store, now=now, zone=zone)


async def _check_slack(account: Account, chats: Sequence[Address]) -> Sequence[Finding]:
    from handlers.slack.check import check  # noqa: PLC0415

    return await check(account, chats)


async def _check_telegram(account: Account, chats: Sequence[Address]) -> Sequence[Finding]:
    from handlers.telegram.check import check  # noqa: PLC0415

    return await check(account, chats)


def _as_text(digest: Digest, zone: ZoneInfo) -> Sequence[str]:
    from handlers.console import text  # noqa: PLC0415

    return [text(digest, Words(zone))]


def _as_slack(digest: Digest, zone: ZoneInfo) -> Sequence[str]:
    from handlers.slack.blocks import render  # noqa: PLC0415

    return render(digest, Words(zone))


def _as_telegram(digest: Digest, zone: ZoneInfo) -> Sequence[str]:
    from handlers.telegram.render import render  # noqa: PLC0415

    return render(digest, Words(zone))


TERMINAL = "terminal"

PLATFORMS: Mapping[str, Build] = {TERMINAL: _terminal, "slack": _slack, "telegram": _telegram}
CHECKS: Mapping[str, Check] = {"slack": _check_slack, "telegram": _check_telegram}
RENDERERS: Mapping[str, Render] = {"text": _as_text, "slack": _as_slack, "telegram": _as_telegram}
