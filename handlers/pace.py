"""Manners towards a platform: never more messages than it takes, and nothing handled twice."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NamedTuple

from digest.errors import PostError

#: Slack repeats an event for 5 minutes and Telegram for a day; 4,096 is more than a newsroom says in either.
REMEMBERED = 4096

#: Two requests may come closer to each other on their way: a limit's time is taken to be so much longer.
MARGIN = 1.05

#: Windows that are kept; those that have run out are forgotten when there are more.
WINDOWS = 4096

Sleep = Callable[[float], Awaitable[None]]


class Limit(NamedTuple):
    """At most so many in any stretch of so many seconds."""

    turns: int
    seconds: float


#: Both platforms ask for one message a second in a chat (docs.slack.dev/apis/web-api/rate-limits,
#: core.telegram.org/bots/faq).
CHAT = Limit(1, 1.0)


class Place(NamedTuple):
    """Something that limits hold for: a chat, a workspace, the bot as a whole."""

    key: Hashable
    limits: tuple[Limit, ...]


class Pace:
    """Turns, first come first served in each place; places do not wait for each other."""

    def __init__(self, *, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._windows = dict[Place, _Window]()
        self._held = dict[Hashable, float]()  # until when a place must be left alone, by the loop's clock

    @asynccontextmanager
    async def turn(self, *places: Place) -> AsyncIterator[None]:
        """Wait until all of these places have room, the narrowest first, and take one turn in each.

        What is sent within counts from its end on: when the platform took it, in between, only the platform knows.
        """
        windows = [self._window(place) for place in places]
        start = await self._take(windows)
        try:
            yield
        finally:
            for window in windows:
                window.land(start)

    async def _take(self, windows: Sequence[_Window]) -> float:
        start = _now()
        async with AsyncExitStack() as stack:
            for window in windows:
                await stack.enter_async_context(window.lock)
                if (wait := window.free_at() - _now()) > 0:
                    await self._sleep(wait)
                start = max(start, window.free_at(), _now())
            # Only now: while this one waited in a wide place, it had not used its turn in a narrow one.
            for window in windows:
                window.taken.append(start)
        return start

    def _window(self, place: Place) -> _Window:
        if len(self._windows) > WINDOWS:
            self._windows = {each: window for each, window in self._windows.items() if window.in_use}
        return self._windows.setdefault(place, _Window(place.limits))

    def hold(self, key: Hashable, seconds: float) -> None:
        """The platform asks to leave this place alone for so long."""
        self._held[key] = max(self._held.get(key, 0.0), _now() + seconds)

    def obey(self, key: Hashable, words: str) -> None:
        """Nothing, unless the place must still be left alone.

        Raises:
            PostError: It must, and for how much longer.
        """
        self._held = {each: until for each, until in self._held.items() if until > _now()}
        if key in self._held:
            raise PostError(words, sent="no", retry_after=self._held[key] - _now())


class _Window:
    """When turns were taken in one place."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self._limits = limits
        self.lock = asyncio.Lock()
        self.taken = deque[float](maxlen=max(limit.turns for limit in limits))

    def land(self, start: float) -> None:
        """What took its turn at `start` has been sent, or given up."""
        if start in self.taken:
            self.taken.remove(start)
            self.taken.append(max(start, _now()))

    def free_at(self) -> float:
        """When the next turn may be."""
        return max((self._room(limit) for limit in self._limits), default=-math.inf)

    def _room(self, limit: Limit) -> float:
        if len(self.taken) < limit.turns:
            return -math.inf
        return self.taken[-limit.turns] + limit.seconds * MARGIN

    @property
    def in_use(self) -> bool:
        """Whether anything would change if it were forgotten."""
        longest = max(limit.seconds for limit in self._limits) * MARGIN
        return self.lock.locked() or bool(self.taken and self.taken[-1] + longest > _now())


def _now() -> float:
    return asyncio.get_running_loop().time()


class Seen:
    """Which deliveries were handled already."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._keys = OrderedDict[Hashable, None]()

    def before(self, key: Hashable) -> bool:
        """True if this was asked for the same key before."""
        if key in self._keys:
            return True
        self._keys[key] = None
        if len(self._keys) > self._size:
            self._keys.popitem(last=False)
        return False
