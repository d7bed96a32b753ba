"""What the parts of the Slack channel need of it: commands, buttons, modals and Home answer alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from digest.desk import Desk
from digest.model import Address
from handlers.commands import Answer, Ask, Reply
from handlers.slack.places import Places
from handlers.slack.send import Responder, Sender

PLATFORM = "slack"

Ack = Callable[..., Awaitable[None]]
Body = Mapping[str, Any]
Tell = Callable[[Reply], Awaitable[None]]


class Host(Protocol):
    """The channel, to its parts."""

    @property
    def desk(self) -> Desk:
        """What everything is answered from."""

    @property
    def sender(self) -> Sender:
        """What posts, at Slack's pace."""

    async def client(self, workspace: str) -> AsyncWebClient:
        """What calls Slack in a workspace.

        Raises:
            PostError: We are not installed there.
        """

    @property
    def places(self) -> Places:
        """Who may do what where."""

    async def ask(self, words: Sequence[str], address: Address, user: str, *, there: bool = True) -> Ask:
        """What somebody asks, with how the chat wants to be written to, and by their own clock.

        Args:
            words: A verb and its words.
            address: The chat.
            user: Who asks.
            there: Whether they speak in the chat itself, so that they are known to be in it.
        """

    async def is_new(self, context: Body, body: Body) -> bool:
        """False for an event, command, press or form that was handled before, by the process before us too.

        Asked once it is acknowledged: the database may take longer than Slack waits. Slack repeats events alone, but
        who has read a command on its way might repeat that.
        """

    async def answered(self, ask: Ask) -> Answer:
        """The answer; what it puts on record for the editors goes to them."""

    async def publish(self, address: Address, payloads: Sequence[str], responder: Responder | None = None) -> None:
        """Post messages for everyone there."""

    def serving(self, tell: Tell) -> AbstractAsyncContextManager[None]:
        """Whatever goes wrong within is logged and told, and ends there; a stop waits for it."""
