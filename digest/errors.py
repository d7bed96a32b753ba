"""Every error that Readout raises on purpose.

    ReadoutError
    ├── FetchError      an address gave nothing usable          url, reason, retry_after
    │   ├── Forbidden   we may not fetch it: our guard or the site's robots.txt
    │   └── Gone        there is no such page, says its server (404, 410)
    ├── SourceError     bytes that are no feed, or hold no item  url, reason
    │   └── Unparsable  their parser took too long, or broke
    ├── ModelError      there is no language model where the settings say
    ├── StoreError      the database refused; nothing was written
    ├── PostError       a platform did not take a message        sent ("no" | "maybe"), retry_after, gone, moved
    └── AskError        a person's words could not be understood; the message is for them

A class is something that a caller does differently about. Messages name the thing, the reason and the remedy.
No message holds a token.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal


class Cause(Enum):
    """Why a source gave nothing, as far as its readers care; editors read the reason itself.

    Stores keep these values: none may come to mean something else.
    """

    ANSWERED = "answered"  #: with a number of HTTP's that is no page
    SLOW = "slow"
    BROKEN = "broken"  #: the connection was refused, reset, or broke off
    NO_HOST = "no-host"  #: its name leads nowhere
    INSECURE = "insecure"  #: its certificate is not valid, or it speaks no TLS
    FORBIDDEN = "forbidden"  #: it may not be fetched
    BUSY = "busy"  #: it asks us to come back later
    UNREADABLE = "unreadable"  #: what it sends cannot be read as what it is


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cause, with the number that it has."""

    cause: Cause
    number: int = 0  #: of ANSWERED: 503; else 0


class ReadoutError(Exception):
    """Root of the tree."""


class FetchError(ReadoutError):
    """An address gave nothing usable."""

    usual = Trouble(Cause.UNREADABLE)

    def __init__(
        self, url: str, reason: str, *, retry_after: float | None = None, trouble: Trouble | None = None
    ) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason
        self.trouble = trouble or self.usual
        self.retry_after = retry_after  #: seconds that the server asked us to wait; None when it did not say


class Forbidden(FetchError):  # noqa: N818 - what it says, as HTTP does
    """We may not fetch this address; trying again will not help."""

    usual = Trouble(Cause.FORBIDDEN)


class Gone(FetchError):  # noqa: N818 - what HTTP calls it
    """There is no such page, says its server; it may be back."""


class SourceError(ReadoutError):
    """What a source served cannot be read as what it is configured to be."""

    trouble = Trouble(Cause.UNREADABLE)

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class Unparsable(SourceError):  # noqa: N818 - what it is
    """Its parser took too long, or broke; to take it for something else would end likewise."""


class ModelError(ReadoutError):
    """There is no language model where the settings say: nothing can be read."""


class StoreError(ReadoutError):
    """The database refused; nothing was written."""


class PostError(ReadoutError):
    """A platform did not take a message."""

    def __init__(
        self,
        reason: str,
        *,
        sent: Literal["no", "maybe"],
        retry_after: float | None = None,
        gone: bool = False,
        moved: str = "",
    ) -> None:
        super().__init__(reason)
        self.sent = sent  #: "no": certainly not posted; "maybe": nobody knows
        self.retry_after = retry_after  #: seconds to wait before trying this chat again; None: it will not help
        self.gone = gone  #: True when the chat is closed to us until a person changes that
        self.moved = moved  #: the id that the chat has now; empty when it has not changed


class AskError(ReadoutError):
    """A person's words could not be understood; the message is for them, in English."""

    def __init__(self, message: str, *, sentence: str = "", **about: str | int | date) -> None:
        super().__init__(message)
        self.sentence = sentence  #: how handlers/replies calls the message in the person's language; empty for none
        self.about = about  #: what the sentence is about
