"""The two ways that words reach a Slack channel: as a message of the bot, and as the answer to a slash command.

Nothing is sent again by the client itself: slack_sdk's default retry repeats chat.postMessage after a dropped
connection, which posts twice. Whoever asked for the message decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from digest.errors import PostError
from digest.model import Address
from handlers.pace import Pace
from handlers.replies import English
from handlers.slack import blocks
from handlers.slack.errors import FAILURES, code, post_error

log = structlog.get_logger(__name__)

#: An answer by response_url may be used so often, within 30 minutes
#: (docs.slack.dev/interactivity/handling-user-interaction#message_responses).
RESPONSES = 5


class Sender:
    """Posts messages at the pace that Slack asks for. Every method raises PostError."""

    def __init__(self, client: AsyncWebClient, say: English, pace: Pace) -> None:
        self._client = client
        self._say = say
        self._pace = pace

    async def post(self, address: Address, message: blocks.Block) -> str:
        """Post a message, or where Slack refuses its container, the message and its evidence in the thread; its ts."""
        try:
            return await self._folded(address, message)
        except FAILURES as error:
            raise post_error(error, self._say) from error

    async def whisper(self, address: Address, user: str, text: str) -> None:
        """Say something that only one person in the channel sees."""
        where: blocks.Block = {"channel": address.chat, "user": user, "thread_ts": address.thread or None}
        for message in blocks.said(text, self._say):
            await self._pace.turn(address.chat)
            try:
                await self._client.chat_postEphemeral(**where, **message)
            except FAILURES as error:
                raise post_error(error, self._say) from error

    async def say(self, address: Address, text: str) -> None:
        """Say something that everyone there sees."""
        for message in blocks.said(text, self._say):
            await self.post(address, message)

    async def _folded(self, address: Address, message: blocks.Block) -> str:
        plain, evidence = blocks.unfold(message)
        try:
            return await self._call(address, message)
        except SlackApiError as error:
            if not evidence or code(error) != "invalid_blocks":
                raise
        ts = await self._call(address, plain)
        for each in evidence:
            await self._below(replace(address, thread=address.thread or ts), each)
        return ts

    async def _below(self, address: Address, evidence: blocks.Block) -> None:
        """The digest is out: what goes wrong now must not make anyone post it again."""
        try:
            await self._call(address, evidence)
        except FAILURES as error:
            log.warning("evidence not posted", chat=address.chat, reason=str(post_error(error, self._say)))

    async def _call(self, address: Address, message: blocks.Block) -> str:
        await self._pace.turn(address.chat)
        answer = await self._client.chat_postMessage(channel=address.chat, thread_ts=address.thread or None, **message)
        return str(answer["ts"])


class Responder:
    """Answers one slash command by its response_url, which works where the bot is no member too."""

    def __init__(self, url: str, say: English) -> None:
        self._hook = AsyncWebhookClient(url, retry_handlers=[])
        self._say = say

    async def whisper(self, text: str) -> None:
        """Say something that only the asker sees."""
        for message in blocks.said(text, self._say):
            await self._send({**message, "response_type": "ephemeral"})

    async def publish(self, payloads: Sequence[str]) -> None:
        """Post messages that everyone in the channel sees; at most RESPONSES of them.

        Where Slack refuses their containers, the evidence goes to the asker alone.
        """
        for message in map(json.loads, payloads):
            plain, evidence = blocks.unfold(message)
            try:
                await self._send({**message, "response_type": "in_channel"})
            except _InvalidBlocksError:
                await self._send({**plain, "response_type": "in_channel"})
                for each in evidence:
                    await self._send({**each, "response_type": "ephemeral"})

    async def _send(self, message: blocks.Block) -> None:
        try:
            answer = await self._hook.send_dict(message)
        except FAILURES as error:
            raise post_error(error, self._say) from None  # the address is a key to the channel
        if answer.status_code == 200 and '"ok":false' not in answer.body.replace(" ", ""):
            return
        if "invalid_blocks" in answer.body:
            raise _InvalidBlocksError("Slack refused the blocks", sent="no")
        doubtful = answer.status_code >= 500
        raise PostError(f"Slack refused the answer: {answer.body[:100]}", sent="maybe" if doubtful else "no")


class _InvalidBlocksError(PostError):
    """Slack does not know a block that we use."""
