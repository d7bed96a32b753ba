"""The two ways that words reach a Slack channel: as a message of the bot, and as the answer to a slash command.

Nothing is sent again by the client itself: slack_sdk's default retry repeats chat.postMessage after a dropped
connection, which posts twice. Whoever asked for the message decides: the outbox for what is on record, `patience` for
answers.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from digest.errors import PostError
from digest.model import Address
from handlers.pace import CHAT, Limit, Pace, Place
from handlers.patience import Patience
from handlers.replies import Words
from handlers.slack import blocks
from handlers.slack.elements import Block
from handlers.slack.errors import FAILURES, code, post_error, retry_after
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger(__name__)

#: An answer by response_url may be used so often, within 30 minutes
#: (docs.slack.dev/interactivity/handling-user-interaction#message_responses).
RESPONSES = 5


#: "Several hundred messages per minute" and workspace, and the tiers of the other methods
#: (docs.slack.dev/apis/web-api/rate-limits).
WORKSPACE = Limit(300, 60.0)
TIER_3 = Limit(50, 60.0)
TIER_4 = Limit(100, 60.0)

#: Messages in one page of history: those of a minute or two in a lively channel.
PAGE = 200


class Sender:
    """Posts, changes and finds messages at the pace that Slack asks for. Every method raises PostError."""

    def __init__(self, workspaces: Workspaces, say: Words, pace: Pace) -> None:
        self._workspaces = workspaces
        self._say = say
        self._pace = pace
        self.patience = Patience()

    @asynccontextmanager
    async def turn(self, address: Address) -> AsyncIterator[None]:
        """Wait for the turn of one more message."""
        self._pace.obey(address.chat, self._say.slow_down())
        workspace = Place(("posts", address.workspace), (WORKSPACE,))
        async with self._pace.turn(Place(("chat", address.chat), (CHAT,)), workspace):
            yield

    async def post(self, address: Address, message: Block) -> str:
        """Post a message, or where Slack refuses its container, the message and its evidence in the thread; its ts.

        The turn of the first is taken by the caller.
        """
        with self._told(address):
            plain, evidence = blocks.unfold(message)
            try:
                return await self._call(address, message)
            except SlackApiError as error:
                if plain is message or code(error) != "invalid_blocks":
                    raise
            async with self.turn(address):
                ts = await self._call(address, plain)
            await self._below(address, ts, evidence)
            return ts

    async def edit(self, address: Address, ts: str, message: Block) -> None:
        """Make a message say this, in the same way."""
        with self._told(address):
            plain, evidence = blocks.unfold(message)
            try:
                await self._update(address, ts, message)
            except SlackApiError as error:
                if plain is message or code(error) != "invalid_blocks":
                    raise
                await self._update(address, ts, plain)
                await self._below(address, ts, evidence)

    async def whisper(self, address: Address, user: str, messages: Sequence[Block]) -> None:
        """Say something that only one person in the channel sees."""
        for message in messages:
            await self.patience.until_taken(partial(self._whisper, address, user, message))

    async def say(self, address: Address, messages: Sequence[Block]) -> None:
        """Say something that everyone there sees."""
        for message in messages:
            await self.patience.until_taken(partial(self._post_in_turn, address, message | blocks.QUIETLY))

    def responder(self, url: str) -> Responder:
        """What answers by a response_url."""
        return Responder(url, self._say, self.patience)

    async def history(self, address: Address, *, since: float) -> AsyncIterator[Block]:
        """What stands in a channel, or its thread, from then on, with the metadata of each message."""
        asked: Block = {"oldest": f"{since:.6f}", "inclusive": True, "include_all_metadata": True, "limit": PAGE}
        while True:
            answer = await self._read(address, asked)
            for message in answer["messages"]:
                yield message
            asked["cursor"] = (answer.get("response_metadata") or {}).get("next_cursor")
            if not asked["cursor"]:
                return

    async def may_read(self, address: Address) -> None:
        """Nothing, where `history` may be read."""
        await self._read(address, {"limit": 1})

    def asking(self, method: str, address: Address, limit: Limit) -> AbstractAsyncContextManager[None]:
        """Wait for the turn of one more call of a method in a workspace."""
        return self._pace.turn(_method(method, address, limit))

    async def _whisper(self, address: Address, user: str, message: Block) -> None:
        where: Block = {"channel": address.chat, "user": user, "thread_ts": address.thread or None}
        with self._told(address):
            async with self._pace.turn(_method("chat.postEphemeral", address, TIER_4)):
                await (await self._workspaces.client(address.workspace)).chat_postEphemeral(**where, **message)

    async def _post_in_turn(self, address: Address, message: Block) -> None:
        async with self.turn(address):
            await self.post(address, message)

    async def _read(self, address: Address, asked: Block) -> Any:
        method = "conversations.replies" if address.thread else "conversations.history"
        where = {"channel": address.chat, **({"ts": address.thread} if address.thread else {})}
        with self._told(address):
            async with self._pace.turn(_method(method, address, TIER_3)):
                client = await self._workspaces.client(address.workspace)
                return await client.api_call(method, http_verb="GET", params={**where, **asked})

    async def _below(self, address: Address, ts: str, evidence: Sequence[Block]) -> None:
        """The digest is out: what goes wrong now must not make anyone post it again."""
        try:
            for each in evidence:
                async with self.turn(address):
                    await self._call(replace(address, thread=address.thread or ts), each)
        except (*FAILURES, PostError) as error:
            reason = error if isinstance(error, PostError) else post_error(error, self._say)
            log.warning("evidence not posted", chat=address.chat, reason=str(reason))

    async def _call(self, address: Address, message: Block) -> str:
        client = await self._workspaces.client(address.workspace)
        answer = await client.chat_postMessage(channel=address.chat, thread_ts=address.thread or None, **message)
        return str(answer["ts"])

    async def _update(self, address: Address, ts: str, message: Block) -> None:
        content = {name: each for name, each in message.items() if name not in blocks.ONLY_NEW}
        async with self._pace.turn(_method("chat.update", address, TIER_3)):
            client = await self._workspaces.client(address.workspace)
            await client.chat_update(channel=address.chat, ts=ts, **content)

    @contextmanager
    def _told(self, address: Address) -> Iterator[None]:
        """What Slack's library raises, in the words of the outbox; a chat that has to wait does so in every method."""
        try:
            yield
        except FAILURES as error:
            problem = post_error(error, self._say)
            if problem.retry_after is not None and isinstance(error, SlackApiError):
                self._pace.hold(address.chat, problem.retry_after)
            raise problem from error


def _method(name: str, address: Address, limit: Limit) -> Place:
    return Place((name, address.workspace), (limit,))


class Responder:
    """Answers one command or button by its response_url, which works where the bot is no member too."""

    def __init__(self, url: str, say: Words, patience: Patience) -> None:
        self._hook = AsyncWebhookClient(url, retry_handlers=[])
        self._say = say
        self._patience = patience

    async def whisper(self, messages: Sequence[Block]) -> None:
        """Say something that only the asker sees."""
        for message in messages:
            await self._send({**message, "response_type": "ephemeral", "replace_original": False})

    async def say(self, messages: Sequence[Block]) -> None:
        """Say something that everyone in the channel sees."""
        for message in messages:
            await self._send({**message, "response_type": "in_channel", "replace_original": False})

    async def replace(self, messages: Sequence[Block]) -> None:
        """Put the first in the place of what was pressed, seen by whoever saw that; whisper the others."""
        first, *others = messages
        await self._send({**first, "replace_original": True})
        await self.whisper(others)

    async def publish(self, payloads: Sequence[str]) -> None:
        """Post messages that everyone in the channel sees; at most RESPONSES of them.

        Where Slack refuses their newer blocks, the evidence goes to the asker alone.
        """
        for message in map(json.loads, payloads):
            plain, evidence = blocks.unfold(message)
            try:
                await self._send({**message, "response_type": "in_channel"})
            except _InvalidBlocksError:
                await self._send({**plain, "response_type": "in_channel"})
                for each in evidence:
                    await self._send({**each, "response_type": "ephemeral"})

    async def _send(self, message: Block) -> None:
        await self._patience.until_taken(partial(self._send_now, message))

    async def _send_now(self, message: Block) -> None:
        try:
            answer = await self._hook.send_dict(message)
        except FAILURES as error:
            raise post_error(error, self._say) from None  # the address is a key to the channel
        if answer.status_code == 200 and '"ok":false' not in answer.body.replace(" ", ""):
            return
        if "invalid_blocks" in answer.body:
            raise _InvalidBlocksError("Slack refused the blocks", sent="no")
        if answer.status_code == 429:
            raise PostError(self._say.slow_down(), sent="no", retry_after=retry_after(answer.headers))
        doubtful = answer.status_code >= 500
        raise PostError(f"Slack refused the answer: {answer.body[:100]}", sent="maybe" if doubtful else "no")


class _InvalidBlocksError(PostError):
    """Slack does not know a block that we use."""
