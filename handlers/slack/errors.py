"""What a failed call to Slack means: certainly not posted, or nobody knows; and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from digest.errors import PostError
from handlers.replies import Words

#: What a call can raise; anything else is a mistake of ours.
FAILURES = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError)

#: Answers that come after a message may have been posted (docs.slack.dev/reference/methods/chat.postMessage#errors).
DOUBTFUL = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})

#: Answers that no waiting changes, and the sentence that says what does.
GONE: Mapping[str, Callable[[Words], str]] = {
    "not_in_channel": Words.not_invited,
    "channel_not_found": Words.not_found,
    "is_archived": Words.archived,
    "is_inactive": Words.archived,
    "restricted_action": Words.restricted,
    "restricted_action_read_only_channel": Words.restricted,
    "restricted_action_thread_only_channel": Words.restricted,
    "restricted_action_non_threadable_channel": Words.restricted,
    "no_permission": Words.restricted,
    "ekm_access_denied": Words.restricted,
    "team_access_not_granted": Words.uninstalled,
    "access_denied": Words.uninstalled,
    "org_login_required": Words.uninstalled,
    "user_disabled": Words.blocked,
    "cannot_dm_bot": Words.not_found,
    "missing_scope": Words.uninstalled,
    "invalid_auth": Words.uninstalled,
    "not_authed": Words.uninstalled,
    "account_inactive": Words.uninstalled,
    "token_revoked": Words.uninstalled,
    "token_expired": Words.uninstalled,
}

#: Without a readable Retry-After, and where nothing was reached at all.
RETRY_S = 30.0


def code(error: Exception) -> str:
    """The name that Slack gives the error; empty when it gave none."""
    data = _data(error)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def post_error(error: Exception, say: Words) -> PostError:
    """The same failure in the words of the outbox."""
    if isinstance(error, SlackApiError):
        return _answered(error, say)
    # Only these are raised before a byte of the request was sent; a reset or a read time-out may come after.
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return PostError(f"Slack cannot be reached: {type(error).__name__}", sent="no", retry_after=RETRY_S)
    return PostError(f"the connection to Slack broke: {type(error).__name__}", sent="maybe")


def retry_after(headers: Mapping[str, Any]) -> float:
    """The seconds for which a refusal with these headers asks us to wait."""
    given = str({name.lower(): value for name, value in headers.items()}.get("retry-after", ""))
    return float(given) if given.isascii() and given.isdecimal() else RETRY_S


def _answered(error: SlackApiError, say: Words) -> PostError:
    name, status = code(error), _status(error)
    if name == "ratelimited" or status == 429:
        return PostError(say.slow_down(), sent="no", retry_after=retry_after(getattr(error.response, "headers", {})))
    if name in GONE:
        return PostError(GONE[name](say), sent="no", gone=True)
    if name in DOUBTFUL or not name:
        return PostError(f"Slack had trouble of its own: {name or status}", sent="maybe")
    return PostError(f"Slack refused the message: {name}", sent="no")


def _data(error: Exception) -> object:
    # For a body that is no JSON, slack_sdk puts aiohttp's response here instead of its own.
    return getattr(getattr(error, "response", None), "data", None)


def _status(error: SlackApiError) -> int:
    response = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", None) or 0)
