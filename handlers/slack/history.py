"""Whether a message of ours stands in a channel, told by the key in its metadata.

Where nobody may tell us, messages are sent in another way (ports.Mode), so this is asked before the first one goes out.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from digest.errors import PostError
from digest.model import Address, Mode
from handlers.replies import Words
from handlers.slack import blocks, scopes
from handlers.slack.errors import FAILURES, post_error
from handlers.slack.send import Sender
from handlers.slack.workspaces import Workspaces

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


class Known(NamedTuple):
    """Who we are in a workspace."""

    bot: str  #: our id
    rights: frozenset[str]


class History:
    """Of the chats of all our workspaces."""

    def __init__(self, workspaces: Workspaces, sender: Sender, say: Words) -> None:
        self._workspaces = workspaces
        self._sender = sender
        self._say = say
        self._known = dict[str, Known]()  # by workspace, once it was asked for
        self._asking = defaultdict[str, asyncio.Lock](asyncio.Lock)
        self._modes = dict[tuple[str, str], Mode]()  # by workspace and chat, where it had to be tried

    def forget(self, workspace: str) -> None:
        """We were installed there anew, perhaps with other rights, or uninstalled."""
        self._known.pop(workspace, None)
        self._modes = {place: mode for place, mode in self._modes.items() if place[0] != workspace}

    async def mode(self, address: Address) -> Mode:
        """LOOK where history may be read, ANCHOR elsewhere; PostError where Slack does not tell now."""
        rights = (await self._who(address.workspace)).rights
        needed = READS.get(address.chat[:1], frozenset())
        if not needed & rights:
            return Mode.ANCHOR
        if needed <= rights and ANYWHERE not in rights:
            return Mode.LOOK
        place = address.workspace, address.chat
        if place not in self._modes:
            self._modes[place] = await self._try(address)
        return self._modes[place]

    async def find(self, address: Address, key: str, *, since: datetime) -> str | None:
        """The ts of our message with this key."""
        we = await self._who(address.workspace)
        async for message in self._sender.history(address, since=since.timestamp()):
            if message.get("bot_id") == we.bot and blocks.has_key(message, key):
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

    async def _who(self, workspace: str) -> Known:
        async with self._asking[workspace]:  # at a start many chats want to know at once
            if workspace not in self._known:
                self._known[workspace] = await self._ask(workspace)
            return self._known[workspace]

    async def _ask(self, workspace: str) -> Known:
        try:
            told = await (await self._workspaces.client(workspace)).auth_test()
        except FAILURES as error:
            raise _later(post_error(error, self._say)) from error
        return Known(str(told["bot_id"]), scopes.given(told.headers))


def _later(error: PostError) -> PostError:
    """A question that got no answer: nothing was posted, whatever became of the question."""
    if error.gone:
        return error
    return PostError(str(error), sent="no", retry_after=error.retry_after or RETRY_S)
