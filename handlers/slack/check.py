"""A look at the account on Slack, for `readout doctor`: tokens, scopes, and whether we are where digests go."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from digest.errors import PostError, StoreError
from digest.model import Address
from handlers.account import Account, Finding
from handlers.replies import Words
from handlers.slack import scopes
from handlers.slack.errors import FAILURES, code, post_error
from handlers.slack.history import ANYWHERE
from handlers.slack.host import PLATFORM
from handlers.slack.installing import INSTALL
from handlers.slack.tokens import Tokens
from handlers.slack.workspaces import ManyWorkspaces, allowed, client


async def check(account: Account, chats: Sequence[Address]) -> list[Finding]:
    """What is as it should be, and what to do about what is not."""
    looked = _installed(account, chats) if account.oauth else _one(account, chats)
    found = list[Finding]()
    try:
        async for each in looked:
            found.append(each)
    except (PostError, StoreError) as error:
        found.append(Finding(PLATFORM, good=False, words=str(error)))
    return found


async def _one(account: Account, chats: Sequence[Address]) -> AsyncIterator[Finding]:
    ours = client(account.token, account.api)
    async for each in _workspace(ours, chats, "over HTTP" if account.signing_secret else "by Socket Mode"):
        yield each
    if not account.signing_secret:
        await allowed(ours.apps_connections_open(app_token=account.app_token), "app token (xapp-…)")


async def _installed(account: Account, chats: Sequence[Address]) -> AsyncIterator[Finding]:
    assert account.oauth is not None  # noqa: S101 - who calls has looked
    workspaces = await Tokens(account.oauth).workspaces()
    if not workspaces:
        yield Finding(PLATFORM, good=True, words=f"no workspace has installed it yet: {account.oauth.url}{INSTALL}")
    logins = ManyWorkspaces(account.oauth, account.api, Words())
    for workspace in workspaces:
        theirs = [each for each in chats if each.workspace == workspace]
        async for each in _workspace(await logins.client(workspace), theirs, "over HTTP"):
            yield each
    for chat in (chat for chat in chats if chat.workspace not in workspaces):
        words = f"its workspace has not installed Readout: {account.oauth.url}{INSTALL}"
        yield Finding(f"chat slack:{chat.workspace}/{chat.chat}", good=False, words=words)


async def _workspace(ours: AsyncWebClient, chats: Sequence[Address], how: str) -> AsyncIterator[Finding]:
    told = await allowed(ours.auth_test(), "bot token (xoxb-…)")
    yield Finding(PLATFORM, good=True, words=f"@{told['user']} in {told['team']}, {how}")
    given = scopes.given(told.headers)
    if absent := scopes.missing(given):
        words = f"missing: {', '.join(absent)}. Add them under OAuth & Permissions, and install the app again"
        yield Finding(f"slack scopes in {told['team']}", good=False, words=words)
    for each in chats:
        yield await _chat(ours, each, anywhere=ANYWHERE in given)


async def _chat(ours: AsyncWebClient, address: Address, *, anywhere: bool) -> Finding:
    what = f"chat slack:{address.chat}"
    try:
        channel: dict[str, Any] = (await ours.conversations_info(channel=address.chat))["channel"]
    except FAILURES as error:
        if code(error) == "missing_scope":
            return Finding(what, good=True, words="not known without the scopes channels:read and groups:read")
        return Finding(what, good=False, words=str(post_error(error, Words())))
    if channel.get("is_archived"):
        return Finding(what, good=False, words=Words().archived())
    open_to_us = channel.get("is_member") or channel.get("is_im") or (anywhere and not channel.get("is_private"))
    return Finding(
        what,
        good=bool(open_to_us),
        words=channel.get("name", "a direct message") if open_to_us else Words().not_invited(),
    )
