"""Telegram over HTTP: it calls us with each update, and with a secret that only it and we know.

The secret is made from the token: it needs no setting, is the same after a restart, and tells nothing of the token.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from handlers.account import Account
from handlers.web import Request, Response, Route

log = structlog.get_logger(__name__)

PATH = "/telegram/webhook"
#: core.telegram.org/bots/api#setwebhook
HEADER = "x-telegram-bot-api-secret-token"


class Webhook:
    """What Telegram calls."""

    def __init__(self, account: Account, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        self._app = app
        self._url = address(account)
        self._secret = hmac.new(account.token.encode(), b"readout webhook", hashlib.sha256).hexdigest()

    def route(self) -> Route:
        """Where it calls."""
        return Route("POST", PATH, self.take)

    async def register(self, updates: Sequence[str], *, at_once: int) -> None:
        """Tell Telegram where to call; raises TelegramError."""
        await self._app.bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=updates, max_connections=at_once
        )

    async def take(self, request: Request) -> Response:
        """401 without the secret; else the update is taken, which the application handles once."""
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(errors="replace"), self._secret.encode()):
            return Response(401, "not sent by Telegram\n")
        try:
            told = json.loads(request.body)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not isinstance(told.get("update_id"), int):
            return Response(400, "not what Telegram sends\n")
        if not self._app.running:
            return Response(503, "not now\n")  # it is sent again
        if update := self._read(told):
            await self._app.update_queue.put(update)
        return Response(200)

    def _read(self, told: dict[str, Any]) -> Update | None:
        """None for what the library cannot read: refused, Telegram would send it again and nothing after it."""
        try:
            return Update.de_json(told, self._app.bot)
        except Exception:  # whatever a library of many hands makes of a field of another type
            log.exception("update not understood", platform="telegram")
            return None


def address(account: Account) -> str:
    """Where the world reaches us."""
    return account.webhook + PATH
