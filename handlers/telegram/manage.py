"""A channel is managed from its admins' private chats: nobody can type in a channel.

    /manage @channel, or one of its posts forwarded -> what is chosen there, with buttons -> /manage ID topics on …

Everything that is asked so is answered only to an admin of that channel, of which Telegram is asked each time.
"""

from __future__ import annotations

import re
from dataclasses import replace

from telegram import Bot, ChatFullInfo
from telegram.error import BadRequest, Forbidden, TelegramError

from digest.desk import Desk
from digest.model import Digest
from handlers.commands import Answer, Ask, Choice, Reply, answer
from handlers.replies import Words
from handlers.telegram.errors import post_error
from handlers.telegram.members import Members, is_shared
from handlers.telegram.places import chat

VERB = "manage"
#: What a channel's admins are offered.
OFFERED = ("topics", "times", "mute", "settings")
_VERBS = {"times": "schedule"}
#: core.telegram.org/bots/api#getchat: an id, or a name with "@"; people say t.me/name too.
_NAMED = re.compile(r"-\d{1,20}|(?:@|(?:https?://)?t\.me/)(\w{4,32})", re.ASCII)


class Management:
    """Of all channels and groups that we are in."""

    def __init__(self, bot: Bot, desk: Desk, members: Members, say: Words) -> None:
        self._bot = bot
        self._desk = desk
        self._members = members
        self._say = say

    async def answered(self, ask: Ask) -> Answer:
        """What one of its admins asks of a channel; anybody else is told that there is nothing.

        Raises:
            PostError: Telegram does not say who is an admin.
        """
        if not ask.words or is_shared(ask.address.chat):
            return Reply(ask.say.manage_what())
        asked, *rest = ask.words
        theirs = await self._chat(asked)
        if theirs is None or not await self._members.manages(str(theirs.id), ask.user):
            return Reply(ask.say.manage_nothing(asked))
        title = theirs.effective_name or asked
        if not rest:
            return offered(str(theirs.id), title, ask.say)
        there = chat(theirs.id)
        wishes = await self._desk.chats.wishes(there)
        verb, *words = rest
        given = await answer(Ask(verb, tuple(words), ask.zone, ask.now, there, ask.user, wishes), self._desk)
        return given if isinstance(given, Digest) else _managed(given, str(theirs.id), title)

    async def _chat(self, asked: str) -> ChatFullInfo | None:
        """None where we cannot see it."""
        named = _NAMED.fullmatch(asked)
        if named is None:
            return None
        try:
            return await self._bot.get_chat(f"@{named[1]}" if named[1] else int(asked))
        except (BadRequest, Forbidden):
            return None
        except TelegramError as error:
            problem = post_error(error, self._say)
        raise problem  # without the cause, whose words may name the token


def offered(identity: str, title: str, say: Words) -> Reply:
    """What can be chosen for a channel."""
    row = tuple(Choice(say.button(each), (VERB, identity, _VERBS.get(each, each))) for each in OFFERED)
    return Reply(say.managing(title), choices=(row[:2], row[2:]))


def _managed(reply: Reply, identity: str, title: str) -> Reply:
    """The reply under the channel's name; its buttons ask for the channel too."""
    rows = [tuple(replace(each, words=(VERB, identity, *each.words)) for each in row) for row in reply.choices]
    for each in reply.suggestions:
        if not each.about:
            typed = (each.verb, *each.words)
            rows.append((Choice(" ".join(typed), (VERB, identity, *typed)),))
    return Reply(f"{title}\n{reply.text}", choices=tuple(rows), public=reply.public)
