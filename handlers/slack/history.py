"""Whether a message of ours stands in a channel, told by the key in its metadata.

Where nobody may tell us, messages are sent in another way (ports.Mode), so this is asked before the first one goes out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from slack_sdk.web.async_client import AsyncWebClient

from digest.errors import PostError
from digest.model import Address, Mode
from handlers.replies import Words
from handlers.slack import blocks
from handlers.slack.errors import FAILURES, post_error
from handlers.slack.send import Sender

#: The rights to read the kinds of chats whose ids begin so; a C may be public or private
#: (docs.slack.dev/reference/methods/conversations.history#scopes).
READS: Mapping[str, frozenset[str]] = {
    "C": frozenset(["channels:history", "groups:history"]),
    "G": frozenset(["groups:history", "mpim:history"]),
    "D": frozenset(["im:history"]),
}
#: With it we post where we are no member, and history is for members.
ANYWHERE = "chat:write.public"
#: When to ask again what Slack did not tell.
RETRY_S = 30.0


class History:
    """Of one workspace's chats."""

    def __init__(self, client: AsyncWebClient, sender: Sender, say: Words) -> None:
        self._client = client
        self._sender = sender
        self._say = say
        self._rights: frozenset[str] | None = None  # None until asked for
        self._bot = ""
        self._asking = asyncio.Lock()
        self._modes = dict[str, Mode]()  # by chat, where it had to be tried

    async def mode(self, address: Address) -> Mode:
        """LOOK where history may be read, ANCHOR elsewhere; PostError where Slack does not tell now."""
        rights = await self._who()
        needed = READS.get(address.chat[:1], frozenset())
        if not needed & rights:
            return Mode.ANCHOR
        if needed <= rights and ANYWHERE not in rights:
            return Mode.LOOK
        if address.chat not in self._modes:
            self._modes[address.chat] = await self._try(address)
        return self._modes[address.chat]

    async def find(self, address: Address, key: str, *, since: datetime) -> str | None:
        """The ts of our message with this key."""
        await self._who()
        async for message in self._sender.history(address, since=since.timestamp()):
            if message.get("bot_id") == self._bot and blocks.has_key(message, key):
                return str(message["ts"])
        return None

    async def _try(self, address: Address) -> Mode:
        try:
            await self._sender.may_read(address)
        except PostError as error:
            if error.sent == "maybe" or error.retry_after is not None:
                raise _later(error) from error
            return Mode.ANCHOR
        return Mode.LOOK

    async def _who(self) -> frozenset[str]:
        async with self._asking:  # at a start many chats want to know at once
            if self._rights is None:
                self._bot, self._rights = await self._ask()
            return self._rights

    async def _ask(self) -> tuple[str, frozenset[str]]:
        """Our id, and what we may do."""
        try:
            told = await self._client.auth_test()
        except FAILURES as error:
            raise _later(post_error(error, self._say)) from error
        scopes = {name.lower(): value for name, value in told.headers.items()}.get("x-oauth-scopes", "")
        return str(told["bot_id"]), frozenset(each.strip() for each in scopes.split(","))


def _later(error: PostError) -> PostError:
    """A question that got no answer: nothing was posted, whatever became of the question."""
    if error.gone:
        return error
    return PostError(str(error), sent="no", retry_after=error.retry_after or RETRY_S)
