"""What pressing a button in a message does: its words are said for whoever pressed it.

an answer's button     -> ack -> Ask -> the answer takes the message's place; what changes the chat, all there are told
"Subscribe"            -> ack -> the form (forms.py)
a digest's menu        -> ack -> Ask -> the answer is for whoever chose, or tells all of a change; the digest stays
Right, Wrong           -> ack -> thanks, or what is wrong? -> on record, and before the editors
"""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from digest.model import Address, Digest
from handlers.commands import Reply
from handlers.replies import Words
from handlers.slack import blocks
from handlers.slack.answers import ASK, SAY, messages
from handlers.slack.elements import said_by
from handlers.slack.forms import Forms
from handlers.slack.host import PLATFORM, Ack, Body, Host
from handlers.slack.menu import FEEDBACK

RIGHT = "right"


class Actions:
    """Buttons and menus under messages."""

    def __init__(self, host: Host, forms: Forms, say: Words) -> None:
        self._host = host
        self._forms = forms
        self._say = say

    def listen(self, app: AsyncApp) -> None:
        """Hear of every press."""
        app.action(SAY)(self._on_say)
        app.action(ASK)(self._on_ask)
        app.action(FEEDBACK)(self._on_ask)

    async def _on_say(self, ack: Ack, context: Body, body: Body, action: Body) -> None:
        await ack()
        if not await self._host.is_new(context, body):
            return
        address, responder = _place(context, body), self._host.sender.responder(body["response_url"])
        hidden = bool(body["container"].get("is_ephemeral"))

        async def tell(reply: Reply) -> None:
            await responder.whisper(messages(reply, self._say))

        words, user = said_by(_chosen(action)), body["user"]["id"]
        async with self._host.serving(tell):
            if words == ("subscribe",) and not _is_direct(address):  # as where it is typed
                await self._forms.open(address, user, body["trigger_id"])
                return
            # A channel can be looked at, and what stands in it pressed, by who has not joined it.
            there = hidden or _is_direct(address)
            ask = await self._host.ask(words, address, user, there=there)
            given = await self._host.answered(ask)
            if isinstance(given, Digest):
                await self._host.publish(address, blocks.render(given, ask.say), responder)
            elif hidden or given.public or _is_direct(address):
                await responder.replace(messages(given, ask.say))
                if hidden and given.public and not _is_direct(address):
                    await responder.say(messages(Reply(given.text), ask.say))
            else:  # what all see is not for one person's questions and refusals
                await tell(given)

    async def _on_ask(self, ack: Ack, context: Body, body: Body, action: Body) -> None:
        await ack()
        if not await self._host.is_new(context, body):
            return
        address, responder = _place(context, body), self._host.sender.responder(body["response_url"])

        async def tell(reply: Reply) -> None:
            await responder.whisper(messages(reply, self._say))

        async with self._host.serving(tell):
            words = said_by(_chosen(action))
            ask = await self._host.ask(words, address, body["user"]["id"], there=_is_direct(address))
            given = Reply(ask.say.thanks()) if words[:1] == (RIGHT,) else await self._host.answered(ask)
            if isinstance(given, Digest):
                await self._host.publish(address, blocks.render(given, ask.say), responder)
            else:
                await (responder.say if given.public else responder.whisper)(messages(given, ask.say))


def _chosen(action: Body) -> str:
    option: Any = action.get("selected_option") or action
    return str(option.get("value") or "")


def _place(context: Body, body: Body) -> Address:
    """Where the message stands, in the workspace of the envelope."""
    thread = (body.get("message") or {}).get("thread_ts") or body["container"].get("thread_ts") or ""
    return Address(PLATFORM, body["channel"]["id"], context["team_id"], thread)


def _is_direct(address: Address) -> bool:
    return address.chat.startswith("D")
