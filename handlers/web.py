"""What a platform asks of us over HTTP, as plain values: a channel gives its routes, and bot/web.py serves them.

bytes -> bot/web.py -> Request -> Route.handle -> Response -> bot/web.py -> bytes
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Request:
    """One request, read to its end."""

    body: bytes  #: as it came: signatures are about these bytes
    headers: Mapping[str, str]  #: names in lower case; of a header that came twice, the values joined by ", "
    query: str = ""  #: without the question mark


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()  #: a name may come twice


@dataclass(frozen=True, slots=True)
class Route:
    """One address that a platform, or a person who installs the app, calls."""

    method: str
    path: str
    handle: Callable[[Request], Awaitable[Response]]
    limit_bytes: int = 1 << 20  #: of a body; what is longer is refused before it is read to its end


@runtime_checkable
class Served(Protocol):
    """A channel that is spoken to over HTTP. Requests may come before it has started, and after it has stopped."""

    def routes(self) -> Sequence[Route]:
        """What it answers."""


def routes(channels: Iterable[object]) -> list[Route]:
    """Those of all channels that have any."""
    return [route for channel in channels if isinstance(channel, Served) for route in channel.routes()]
