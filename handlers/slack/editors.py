"""What readers say is wrong, before the editors: one message a report, in the channel that the settings name."""

from __future__ import annotations

import structlog

from digest.desk import Desk
from digest.errors import PostError
from digest.model import Address, Complaint
from handlers.commands import Ask, Reply
from handlers.commands.checking import what_is_wrong
from handlers.slack.blocks import words_of
from handlers.slack.elements import Block, escape, section
from handlers.slack.host import PLATFORM
from handlers.slack.send import Sender

log = structlog.get_logger(__name__)

#: Editions that are looked through for the one that is meant.
EDITIONS = 20
WHAT_CHARS = 2000


class Editors:
    """Of one newsroom. A report stays in its workspace: where the channel is another's, nothing is posted."""

    def __init__(self, channel: str, desk: Desk, sender: Sender) -> None:
        """Take the channel as the settings write it: C0123, T0123/C0123, or empty for none."""
        self._workspace, _, self._chat = channel.rpartition("/")
        self._desk = desk
        self._sender = sender

    async def hear(self, ask: Ask, given: Reply) -> None:
        """Show them what was put on record. It is on record whatever becomes of this."""
        complaint = given.complaint
        if complaint is None or not self._chat or self._workspace not in ("", complaint.address.workspace):
            return
        there = Address(PLATFORM, self._chat, complaint.address.workspace)
        try:
            await self._sender.say(there, [await self._message(ask, complaint, given)])
        except PostError as error:
            log.warning("editors not told", platform=PLATFORM, reason=str(error))

    async def _message(self, ask: Ask, complaint: Complaint, given: Reply) -> Block:
        told = ask.say.reported(what_is_wrong(complaint, ask.say), await self._headline(complaint))
        text = words_of(f"{told}\n{given.text}", WHAT_CHARS, ask.say)[0]
        below = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": _by_and_where(complaint)}]}
        return {"text": escape(text), "mrkdwn": False, "blocks": [section(text), below]}

    async def _headline(self, complaint: Complaint) -> str:
        """Of the story that is meant, or of the first; empty where the digest is not on record."""
        for digest in await self._desk.chats.editions(complaint.address, limit=EDITIONS):
            if digest.edition == complaint.edition:
                named = [entry.headline for entry in digest.entries if entry.story == complaint.story]
                return (named or [entry.headline for entry in digest.entries] or [""])[0]
        return ""


def _by_and_where(complaint: Complaint) -> list[Block]:
    """Names that Slack fills in; a direct message has none."""
    by: Block = {"type": "user", "user_id": complaint.user}
    if complaint.address.chat.startswith("D"):
        return [by]
    return [by, {"type": "text", "text": " · "}, {"type": "channel", "channel_id": complaint.address.chat}]
