"""Which workspaces we are in, and how we log in there: the one of the settings' token, or all that installed us."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from digest.errors import PostError, StoreError
from handlers.account import Account, OAuth
from handlers.replies import Words
from handlers.slack.errors import FAILURES, code, post_error
from handlers.slack.tokens import Tokens

log = structlog.get_logger(__name__)

API = "https://slack.com/api/"
#: A token that rotates lives for 12 hours; its successor is fetched when it has so long to live.
AHEAD_MIN = 120
#: Until a database that does not answer is asked again.
RETRY_S = 30.0


class Workspaces(Protocol):
    """Every method that asks Slack or the database raises PostError, and nothing was posted then."""

    @property
    def home(self) -> str:
        """The workspace that an address without one means; empty where there is none."""

    async def start(self) -> None:
        """Find out who we are; `gone` when Slack refuses our token."""

    async def client(self, workspace: str) -> AsyncWebClient:
        """What calls Slack in a workspace, as Address.workspace has it; `gone` where we are not installed."""

    async def known(self, workspace: str) -> AuthorizeResult | None:
        """Who we are where a request comes from, None where we are nobody; asks nobody but the database.

        Raises:
            StoreError: It does not tell.
        """

    async def left(self, workspace: str) -> Sequence[str]:
        """We were uninstalled there: forget its tokens. What Address.workspace may be for it; empty if we are back.

        Raises:
            StoreError: The database refused.
        """

    async def ready(self) -> None:
        """Ask Slack something that changes nothing."""


class OneWorkspace:
    """That of the settings' token. An Address need not name it."""

    def __init__(self, account: Account, say: Words) -> None:
        self._client = client(account.token, account.api)
        self._say = say
        self._me: AuthorizeResult | None = None

    @property
    def home(self) -> str:
        """Its id, once started."""
        return str(self._me.team_id) if self._me else ""

    async def start(self) -> None:
        """By auth.test."""
        told = await allowed(self._client.auth_test(), "bot token (xoxb-…)")
        self._me = AuthorizeResult(
            enterprise_id=None,
            team_id=told["team_id"],
            bot_user_id=told["user_id"],
            bot_id=told["bot_id"],
            bot_token=self._client.token,
        )

    async def client(self, workspace: str) -> AsyncWebClient:
        """Always the same."""
        return self._client

    async def known(self, workspace: str) -> AuthorizeResult | None:
        """None for a request that another workspace makes of the same app."""
        return self._me if self._me and self._me.team_id == workspace else None

    async def left(self, workspace: str) -> Sequence[str]:
        """The settings are not ours to change."""
        return (workspace, "") if await self.known(workspace) else ()

    async def ready(self) -> None:
        """By auth.test."""
        try:
            await self._client.auth_test()
        except FAILURES as error:
            raise post_error(error, self._say) from error


class ManyWorkspaces:
    """Those that installed the app. Their tokens are refreshed before they run out."""

    def __init__(self, oauth: OAuth, api: str, say: Words) -> None:
        self._tokens = Tokens(oauth)
        self._api = api
        self._say = say
        nobody = client("", api)
        self._nobody = nobody
        self._rotator = AsyncTokenRotator(client_id=oauth.client_id, client_secret=oauth.client_secret, client=nobody)
        self._rotating = defaultdict[str, asyncio.Lock](asyncio.Lock)
        self._unsaved = dict[str, Bot]()  # refreshed while the database refused: the token before is used up

    @property
    def home(self) -> str:
        """None: each has to be named."""
        return ""

    async def start(self) -> None:
        """Say where we are."""
        log.info("installed", platform="slack", workspaces=len(await self._ask(self._tokens.workspaces())))

    async def client(self, workspace: str) -> AsyncWebClient:
        """With the token of that workspace."""
        async with self._rotating[workspace]:
            bot = self._unsaved.get(workspace) or await self._ask(self._tokens.find(workspace))
            if bot is None:
                raise PostError(self._say.uninstalled(), sent="no", gone=True)
            return client((await self._fresh(workspace, bot)).bot_token, self._api)

    async def known(self, workspace: str) -> AuthorizeResult | None:
        """From the database alone: who asks waits for us three seconds, not for Slack."""
        bot = await self._tokens.find(workspace)
        if bot is None:
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id,
            team_id=bot.team_id,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
        )

    async def left(self, workspace: str) -> Sequence[str]:
        """A message that comes late takes nothing from a workspace that has installed us again: Slack is asked."""
        bot = self._unsaved.pop(workspace, None) or await self._tokens.find(workspace)
        if bot and await self._works(bot.bot_token):
            return ()
        until = datetime.fromtimestamp(bot.installed_at, UTC) if bot else datetime.now(UTC)
        await self._tokens.forget(workspace, until=until)
        return (workspace,)

    async def ready(self) -> None:
        """By auth.test without a token, which Slack refuses when it is well."""
        try:
            await self._nobody.auth_test()
        except FAILURES as error:
            problem = post_error(error, self._say)
            if problem.sent == "maybe" or problem.retry_after is not None:
                raise problem from error

    async def _works(self, token: str) -> bool:
        try:
            await client(token, self._api).auth_test()
        except FAILURES:
            return False
        return True

    async def _fresh(self, workspace: str, bot: Bot) -> Bot:
        """The same, or its successor, kept."""
        refreshed = await self._refreshed(bot) or self._unsaved.get(workspace)
        if refreshed is None:
            return bot
        self._unsaved[workspace] = refreshed
        try:
            await self._tokens.async_save_bot(refreshed)
        except StoreError as error:
            log.error("refreshed token not kept yet", platform="slack", workspace=workspace, reason=str(error))
        else:
            del self._unsaved[workspace]
        return refreshed

    async def _refreshed(self, bot: Bot) -> Bot | None:
        """None while it is good for long, and where Slack gives no other now but it is still good."""
        try:
            return await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=AHEAD_MIN)
        except SlackTokenRotationError as error:
            problem = post_error(error.api_error, self._say)
            refused = code(error.api_error)
        except FAILURES as error:
            problem, refused = post_error(error, self._say), ""
        log.warning("token not refreshed", platform="slack", workspace=bot.team_id, reason=refused or str(problem))
        if (bot.bot_token_expires_at or 0) > time.time():
            return None
        if problem.sent == "maybe" or problem.retry_after is not None:
            raise PostError(str(problem), sent="no", retry_after=problem.retry_after or RETRY_S)
        raise PostError(self._say.uninstalled(), sent="no", gone=True)

    async def _ask(self, question: Awaitable[Any]) -> Any:
        try:
            return await question
        except StoreError as error:
            raise PostError(f"the tokens cannot be read: {error}", sent="no", retry_after=RETRY_S) from error


def client(token: str, api: str) -> AsyncWebClient:
    """What calls Slack and never repeats a call by itself (send.py)."""
    return AsyncWebClient(token=token or None, base_url=api or API, retry_handlers=[])


async def allowed(call: Awaitable[Any], token: str) -> Any:
    """What a first call with a token answers.

    Raises:
        PostError: Slack refuses it, and the message says what to do; or Slack cannot be reached.
    """
    try:
        return await call
    except FAILURES as error:
        problem = post_error(error, Words())
    if problem.sent == "maybe" or problem.retry_after is not None:
        raise problem
    raise PostError(f"Slack refused the {token}: copy it again from api.slack.com/apps", sent="no", gone=True)
