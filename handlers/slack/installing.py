"""The two pages by which a workspace installs the app (docs.slack.dev/authentication/installing-with-oauth).

/slack/install         a state, kept in the database and in a cookie -> "Add to Slack"
/slack/oauth_redirect  Slack sends the visitor back: state and cookie agree, once, within ten minutes
                       -> oauth.v2.access -> the token is kept, paused subscriptions of the workspace go on
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from html import escape

import structlog
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation

from digest.errors import StoreError
from handlers.account import OAuth
from handlers.slack import scopes
from handlers.slack.errors import FAILURES
from handlers.slack.tokens import STATE_S, States, Tokens
from handlers.slack.workspaces import client
from handlers.web import Request, Response, Route

log = structlog.get_logger(__name__)

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"

#: Pages of ours run nothing and load nothing, and the code in their address goes nowhere.
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
)

#: Why it did not work, by bolt's name for it; these are a visitor's to mend.
REASONS = {
    "access_denied": "You did not allow it. Nothing was installed.",
    "invalid_browser": "This page was not opened by the browser that began, or more than ten minutes ago.",
    "invalid_state": "That took more than ten minutes, or this page was opened twice.",
    "storage_error": "Readout is installed in one workspace, not in a whole organisation. Choose a workspace.",
}

Joined = Callable[[str], Awaitable[None]]


class Installing:
    """The pages of one app."""

    def __init__(self, oauth: OAuth, api: str, *, joined: Joined) -> None:
        self._joined = joined
        self._flow = _Flow(
            client=client("", api),
            logger=_silent(),
            settings=AsyncOAuthSettings(
                client_id=oauth.client_id,
                client_secret=oauth.client_secret,
                scopes=[*scopes.NEEDED, *scopes.WELCOME],
                redirect_uri=oauth.url + REDIRECT,
                install_path=INSTALL,
                redirect_uri_path=REDIRECT,
                install_page_rendering_enabled=False,
                callback_options=AsyncCallbackOptions(success=self._on_success, failure=_on_failure),
                installation_store=Tokens(oauth),
                state_store=States(oauth),
                state_expiration_seconds=STATE_S,
                logger=_silent(),
            ),
        )

    def routes(self) -> tuple[Route, ...]:
        """Both."""
        return Route("GET", INSTALL, self.install), Route("GET", REDIRECT, self.redirect)

    async def install(self, request: Request) -> Response:
        """Send the visitor to Slack, with a cookie."""
        return await _shown(self._flow.handle_installation(_asked(request)))

    async def redirect(self, request: Request) -> Response:
        """Take the visitor back."""
        return await _shown(self._flow.handle_callback(_asked(request)))

    async def _on_success(self, args: AsyncSuccessArgs) -> BoltResponse:
        installation = args.installation
        log.info("installed", platform="slack", workspace=installation.team_id)
        await self._joined(str(installation.team_id))
        name = escape(installation.team_name or "your workspace")
        gone = args.settings.state_utils.build_set_cookie_for_deletion()
        page = _page("Readout is installed", f"Go back to {name}, type /invite @Readout in a channel, then /summary.")
        return BoltResponse(status=200, body=page, headers={"Set-Cookie": [gone]})


class _Flow(AsyncOAuthFlow):
    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        if not installation.team_id:
            raise BoltError("an organisation, not a workspace")
        await super().store_installation(request, installation)


async def _on_failure(args: AsyncFailureArgs) -> BoltResponse:
    known = args.reason in REASONS
    log.warning("not installed", platform="slack", reason=args.reason if known else "refused")
    words = REASONS.get(args.reason, "Slack did not confirm it.")
    page = _page("Readout was not installed", f'{words} <a href="{INSTALL}">Try again</a>')
    return BoltResponse(status=400, body=page)


async def _shown(answer: Awaitable[BoltResponse]) -> Response:
    try:
        made = await answer
    except StoreError as error:
        log.error("not installed", platform="slack", reason=str(error))
        return _try_later()
    except FAILURES as error:
        log.warning("not installed", platform="slack", reason=type(error).__name__)
        return _try_later()
    own = [(name, value) for name, values in made.headers.items() for value in values if name != "content-type"]
    return Response(made.status, made.body, (*HEADERS, *own))


def _try_later() -> Response:
    page = _page(
        "Readout was not installed", f'Something is out of reach. <a href="{INSTALL}">Try again</a> in a minute'
    )
    return Response(503, page, HEADERS)


def _asked(request: Request) -> AsyncBoltRequest:
    return AsyncBoltRequest(body="", query=request.query, headers=dict(request.headers))


def _page(title: str, text: str) -> str:
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{text}</p></html>\n"
    )


def _silent() -> logging.Logger:
    """Bolt logs codes and states; what went wrong is told here, without them."""
    logger = logging.getLogger(f"{__name__}.bolt")
    logger.setLevel(logging.CRITICAL)
    return logger
