"""We are added to a channel: one greeting, or where its digests were paused, that they go on.

member_joined_channel, of ourselves -> ack -> Ask("start") -> the channel
"""

from __future__ import annotations

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from digest.model import Address
from handlers.commands import Ask, Choice, Reply
from handlers.replies import Words
from handlers.slack.answers import messages
from handlers.slack.host import PLATFORM, Ack, Body, Host


class Membership:
    """Of the bot, in channels."""

    def __init__(self, host: Host, say: Words) -> None:
        self._host = host
        self._say = say

    def listen(self, app: AsyncApp) -> None:
        """Hear of who joins a channel that we are in."""
        app.event("member_joined_channel")(self._on_joined)

    async def _on_joined(self, ack: Ack, context: Body, body: Body, event: Body) -> None:
        await ack()
        if event["user"] != context["bot_user_id"] or not await self._host.is_new(context, body):
            return
        address = Address(PLATFORM, event["channel"], context["team_id"])
        async with self._host.serving(_nobody):
            ask = await self._host.ask(("start",), address, event.get("inviter") or event["user"])
            goes_on = await self._host.desk.chats.resume(address)
            reply = Reply(ask.say.back(goes_on)) if goes_on else await self._greeting(ask)
            await self._host.sender.say(address, messages(reply, self._say))

    async def _greeting(self, ask: Ask) -> Reply:
        """First words, and beside their buttons the one that opens the form."""
        given = await self._host.answered(ask)
        if not isinstance(given, Reply):
            raise TypeError("first words are no digest")
        subscribe = Choice(ask.say.field("submit"), ("subscribe",))
        return replace(given, choices=((*given.choices[0], subscribe),))


async def _nobody(reply: Reply) -> None:
    """Nobody asked, so nobody is told that it went wrong; the log has it."""
