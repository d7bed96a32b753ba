"""What went wrong on the network, in a clause that a newsroom understands, and whether it passes at once."""

from __future__ import annotations

import ssl

import httpcore

from bot.fetch.answer import Answer
from digest.errors import Cause, FetchError, Trouble

#: For connecting to one address and again for TLS, seconds: a dead one must leave time for the next.
CONNECT_S = 5.0
# A gateway's word that the site behind it is away for the moment (RFC 9110, 15.6.3-5).
_MOMENTARY = {502, 503, 504}


class Passing(Exception):  # noqa: N818 - it is caught in this folder, and never leaves it
    """What the next try, a second later, may well not meet again."""

    def __init__(self, outcome: Answer | FetchError) -> None:
        super().__init__(outcome)
        self.outcome = outcome  #: what it is in the end, if it does


def passes(answer: Answer) -> bool:
    """True when an answer may be another a second later, and the site did not say when to come back."""
    return answer.status in _MOMENTARY and answer.retry_after is None


def of_network(error: Exception, *, url: str) -> FetchError | Passing:
    """One of httpcore's errors. Passing: nobody took our request, so it can be repeated at once.

    A connection that timed out is not tried again: the system has repeated itself for CONNECT_S already.
    """
    failed = FetchError(url, _clause(error), trouble=Trouble(_cause(error)))
    unsent = isinstance(error, httpcore.ConnectError) and _tls_trouble(error) is None
    hung_up = isinstance(error, httpcore.RemoteProtocolError) and "disconnected" in str(error)
    return Passing(failed) if unsent or hung_up else failed


def _clause(error: Exception) -> str:
    if isinstance(error, httpcore.ConnectTimeout):
        return f"did not let us connect within {CONNECT_S:g} s"
    if isinstance(error, httpcore.ConnectError):
        return _tls_trouble(error) or "refused the connection"
    if isinstance(error, httpcore.RemoteProtocolError):
        return _protocol_clause(str(error))
    if isinstance(error, httpcore.NetworkError):
        return "reset the connection"
    return "could not be asked"


def _cause(error: Exception) -> Cause:
    if isinstance(error, httpcore.TimeoutException):
        return Cause.SLOW
    tls = isinstance(error, httpcore.ConnectError) and _tls_trouble(error)
    return Cause.INSECURE if tls else Cause.BROKEN


def _tls_trouble(error: BaseException) -> str | None:
    """The first cause that has to do with TLS; None when none has."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"has a certificate that is not valid: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return "does not speak TLS properly"
        cause = cause.__cause__ or cause.__context__
    return None


def _protocol_clause(message: str) -> str:
    """From h11's and httpcore's words, which is all that tells these apart."""
    if "without sending complete" in message or "incomplete chunked" in message:
        return "broke off before the end"
    return "closed the connection without an answer" if "disconnected" in message else "does not speak HTTP properly"
