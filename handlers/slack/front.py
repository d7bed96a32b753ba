"""Slack over HTTP: commands, events and interactions, all at one address, handed to the same app as over a socket."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from handlers.slack.signed import Signatures
from handlers.web import Request, Response, Route

EVENTS = "/slack/events"


class Front:
    """Nothing is looked at before its signature is."""

    def __init__(self, signatures: Signatures, app: Callable[[], AsyncApp | None]) -> None:
        """Make it; `app` gives None while the channel is not running."""
        self._signatures = signatures
        self._app = app

    def route(self) -> Route:
        """Request URL of the manifest's events, commands and interactivity."""
        return Route("POST", EVENTS, self.take)

    async def take(self, request: Request) -> Response:
        """401 for what Slack did not sign, or signed for an earlier request; else what the app answers."""
        if not self._signatures.admits(request):
            return Response(401, "not signed by Slack\n")
        if (app := self._app()) is None:
            return self._not_now(request)
        try:
            asked = AsyncBoltRequest(body=request.body.decode(), query=request.query, headers=dict(request.headers))
        except (ValueError, TypeError, AttributeError):
            return Response(400, "not what Slack sends\n")
        answered = await app.async_dispatch(asked)
        if answered.status >= 500:  # bolt has logged why
            return self._not_now(request)
        headers = ((name, value) for name, values in answered.headers.items() for value in values)
        return Response(answered.status, answered.body or "", tuple(headers))

    def _not_now(self, request: Request) -> Response:
        self._signatures.forget(request)
        return Response(503, "not now\n")
