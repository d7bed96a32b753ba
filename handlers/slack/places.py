"""Where the bot may post, who may change what a channel gets, and which channels somebody is in: as Slack tells it.

A chat of the bot with one person is theirs, so nothing is asked about it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from digest.model import Address
from handlers.replies import Words
from handlers.slack.errors import FAILURES, GONE, code, post_error
from handlers.slack.history import ANYWHERE
from handlers.slack.send import TIER_3, TIER_4, Sender

#: Who may change what a channel gets (setting slack.managers).
CREATOR_AND_ADMINS = "creator-and-admins"
#: Channels on one page: as many as Slack gives.
PAGE = 999

Client = Callable[[str], Awaitable[AsyncWebClient]]


class Places:
    """Every method raises PostError where Slack does not tell."""

    def __init__(self, client: Client, sender: Sender, say: Words, *, managers: str) -> None:
        self._client = client
        self._sender = sender
        self._say = say
        self._managers = managers

    async def why_not(self, address: Address, say: Words) -> str:
        """Why nothing can be posted there, and the way out; empty where it can."""
        return await self._why_not(address, say) or ""  # where Slack does not tell, the first digest will

    async def is_open(self, address: Address) -> bool | None:
        """Whether anything can be posted there; None where Slack does not tell."""
        reason = await self._why_not(address, self._say)
        return None if reason is None else not reason

    async def _why_not(self, address: Address, say: Words) -> str | None:
        """As `why_not`; None where Slack does not tell."""
        if _is_direct(address):
            return None
        try:
            told = await self._told("conversations.info", address, {"channel": address.chat})
        except SlackApiError as error:
            if code(error) == "missing_scope":
                return None
            if code(error) in GONE:
                return GONE[code(error)](say)
            raise post_error(error, say) from error
        return _closed(told["channel"], _scopes(told), say)

    async def may_change(self, address: Address, user: str, *, there: bool) -> bool:
        """Whether somebody may change what a chat gets; `there` where they spoke in it just now."""
        if _is_direct(address):
            return there
        if not there and address.chat not in await self.of(address.workspace, user):
            return False
        if self._managers != CREATOR_AND_ADMINS:
            return True
        try:
            channel = (await self._told("conversations.info", address, {"channel": address.chat}))["channel"]
            person = (await self._told("users.info", address, {"user": user}, TIER_4))["user"]
        except SlackApiError as error:
            raise post_error(error, self._say) from error
        return channel.get("creator") == user or bool(person.get("is_admin") or person.get("is_owner"))

    async def of(self, workspace: str, user: str) -> Mapping[str, str]:
        """The channels that somebody is in, as far as the bot sees them: id and name."""
        found, cursor = dict[str, str](), ""
        asked = {"user": user, "types": "public_channel,private_channel", "exclude_archived": True, "limit": PAGE}
        while True:
            where = Address("slack", "", workspace)
            try:
                told = await self._told("users.conversations", where, {**asked, "cursor": cursor})
            except SlackApiError as error:
                if code(error) == "missing_scope":
                    return found
                raise post_error(error, self._say) from error
            found |= {str(each["id"]): str(each.get("name") or each["id"]) for each in told["channels"]}
            cursor = (told.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return found

    async def _told(self, method: str, address: Address, asked: Mapping[str, Any], limit: Any = TIER_3) -> Any:
        client = await self._client(address.workspace)
        try:
            async with self._sender.asking(method, address, limit):
                return await client.api_call(method, http_verb="GET", params=dict(asked))
        except SlackApiError:
            raise
        except FAILURES as error:
            raise post_error(error, self._say) from error


def _closed(channel: Mapping[str, Any], scopes: frozenset[str], say: Words) -> str:
    if channel.get("is_archived"):
        return say.archived()
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return say.shared()
    open_to_us = ANYWHERE in scopes and not channel.get("is_private")
    return "" if channel.get("is_member") or open_to_us else say.not_invited()


def _scopes(told: Any) -> frozenset[str]:
    named = {name.lower(): text for name, text in told.headers.items()}.get("x-oauth-scopes", "")
    return frozenset(each.strip() for each in named.split(","))


def _is_direct(address: Address) -> bool:
    return address.chat.startswith("D")
