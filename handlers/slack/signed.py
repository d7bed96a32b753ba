"""Whether a request over HTTP comes from Slack, and for the first time.

The rules: docs.slack.dev/authentication/verifying-requests-from-slack.
slack_sdk's verifier knows the signature and the five minutes. It raises on a time or a body that is no text, and takes
the same request twice.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

from slack_sdk.signature import Clock, SignatureVerifier

from handlers.web import Request

#: Twice as long as a signature is good for, whichever clock is ahead.
REMEMBERED_S = 600.0


class Signatures:
    """Those that this process has admitted. Only Slack's own are kept, so that nobody else can fill this."""

    def __init__(self, secret: str, *, now_s: Callable[[], float] = time.time) -> None:
        self._now_s = now_s
        self._verifier = SignatureVerifier(secret, _Clock(now_s))
        self._admitted = OrderedDict[str, float]()

    def admits(self, request: Request) -> bool:
        """True once for each request that Slack signed in the last five minutes."""
        signature = request.headers.get("x-slack-signature", "")
        if not self._is_genuine(request, signature):
            return False
        self._forget_old()
        if signature in self._admitted:
            return False
        self._admitted[signature] = self._now_s()
        return True

    def forget(self, request: Request) -> None:
        """It could not be handled: Slack may send it again, within the same second and so with the same signature."""
        self._admitted.pop(request.headers.get("x-slack-signature", ""), None)

    def _is_genuine(self, request: Request, signature: str) -> bool:
        stamp = request.headers.get("x-slack-request-timestamp", "")
        try:
            return self._verifier.is_valid(request.body, stamp, signature)
        except (ValueError, TypeError, OverflowError):  # no number, no UTF-8, or letters that no signature has
            return False

    def _forget_old(self) -> None:
        while self._admitted and next(iter(self._admitted.values())) < self._now_s() - REMEMBERED_S:
            self._admitted.popitem(last=False)


class _Clock(Clock):
    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s

    def now(self) -> float:
        return self._now_s()
