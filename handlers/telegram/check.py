"""A look at the account on Telegram, for `readout doctor`: the token, privacy mode, who gets the updates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from telegram import Bot, WebhookInfo
from telegram.error import Conflict, TelegramError

from digest.model import Address
from handlers.account import Account, Finding
from handlers.redact import Redaction
from handlers.replies import Words
from handlers.telegram.app import API, PLATFORM, TALKATIVE
from handlers.telegram.errors import post_error
from handlers.telegram.webhook import address

#: Of two pollers the older is told of the other, who comes back within a second or two of having been told himself.
POLL_S = 4
#: An error of Telegram's that is older may be mended.
RECENT = timedelta(hours=1)


async def check(account: Account, chats: Sequence[Address], *, poll_s: int = POLL_S) -> list[Finding]:
    """What is as it should be, and what to do about what is not. No update is taken."""
    redaction = Redaction(account.token, TALKATIVE)
    redaction.on()
    try:
        async with Bot(account.token, base_url=account.api or API) as bot:
            return [each async for each in _looked(bot, account, poll_s)]
    except TelegramError as error:
        return [Finding(PLATFORM, good=False, words=str(post_error(error, Words())))]
    finally:
        redaction.off()


async def _looked(bot: Bot, account: Account, poll_s: int) -> AsyncIterator[Finding]:
    yield Finding(PLATFORM, good=True, words=f"@{bot.username}, by {'webhook' if account.webhook else 'polling'}")
    if (await bot.get_me()).can_read_all_group_messages:
        remedy = (
            "Group Privacy is off, so it gets all that is said in its groups: turn it on at @BotFather, /setprivacy"
        )
        yield Finding("telegram privacy", good=False, words=remedy)
    told = await bot.get_webhook_info()
    yield _hook(told, account)
    if not account.webhook and not told.url:
        yield await _poller(bot, poll_s)


def _hook(told: WebhookInfo, account: Account) -> Finding:
    what, host = "telegram webhook", urlsplit(told.url).hostname
    if not account.webhook:
        remedy = f"{host} gets the updates: `readout run` ends that; if another program is to stay, make a bot for each"
        return Finding(what, good=not told.url, words=remedy if told.url else "none, as polling needs it")
    if told.url and told.url != address(account):
        return Finding(what, good=False, words=f"it is another one, at {host}: `readout run` sets web.url's")
    if told.last_error_date and datetime.now(UTC) - told.last_error_date < RECENT:
        words = f"Telegram could not deliver at {told.last_error_date:%H:%M} UTC: {told.last_error_message}"
        return Finding(what, good=False, words=f"{words}. Look at the reverse proxy of {account.webhook}")
    words = f"{host}, {told.pending_update_count} updates waiting" if told.url else "not set yet: `readout run` does it"
    return Finding(what, good=True, words=words)


async def _poller(bot: Bot, poll_s: int) -> Finding:
    """Poll for a while, and leave what comes to whoever polls next."""
    try:
        await bot.get_updates(limit=1, timeout=poll_s)
    except Conflict:
        words = "another program polls with this token: stop it, unless it is your own Readout that is running"
        return Finding("telegram polling", good=False, words=words)
    return Finding("telegram polling", good=True, words="nobody else polls")
