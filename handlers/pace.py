"""Manners towards a platform: one message a second to a chat, and nothing handled twice."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable

#: Both platforms ask for one message a second in a chat (docs.slack.dev/apis/web-api/rate-limits,
#: core.telegram.org/bots/faq); the rest is for the difference between two clocks and the way there.
CHAT_S = 1.05

#: Slack repeats an event for 5 minutes and Telegram for a day; 4,096 is more than a newsroom says in either.
REMEMBERED = 4096

Sleep = Callable[[float], Awaitable[None]]


class Pace:
    """Turns to write to a chat, each a little after the one before; chats do not wait for each other."""

    def __init__(self, interval_s: float = CHAT_S, *, sleep: Sleep = asyncio.sleep) -> None:
        self._interval_s = interval_s
        self._sleep = sleep
        self._free = dict[str, float]()  # chat: when its next turn is, by the loop's clock

    async def turn(self, chat: str) -> None:
        """Wait for this chat's next turn, and take it."""
        now = asyncio.get_running_loop().time()
        self._free = {each: at for each, at in self._free.items() if at > now}
        start = max(now, self._free.get(chat, now))
        self._free[chat] = start + self._interval_s
        if start > now:
            await self._sleep(start - now)


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
