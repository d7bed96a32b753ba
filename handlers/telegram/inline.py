"""Inline mode: "@bot pashinyan" in any chat offers what he last said and whom he last met, each with its source.

Answered from the public record alone: nothing of what chats chose or were shown goes into it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from zoneinfo import ZoneInfo

from telegram import (
    Bot,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
)

from digest.desk import Desk, Profile
from digest.model import Digest
from handlers import outline
from handlers.lines import Line, join, line
from handlers.replies import Words
from handlers.telegram.render import MESSAGE_ROOM, entities, room

#: How far back, and for how long Telegram may give the same answer again, in seconds.
DAYS, CACHE_S = 30, 60
#: core.telegram.org/bots/api#answerinlinequery; of one person, so many of each kind.
RESULTS, EACH = 50, 10
#: A name that is longer is none.
NAME = 64


class Inline:
    """Answers inline queries."""

    def __init__(self, bot: Bot, desk: Desk, zone: ZoneInfo) -> None:
        self._bot = bot
        self._desk = desk
        self._zone = zone

    async def asked(self, query: InlineQuery) -> None:
        """The latest first; nothing for nobody. Raises TelegramError, StoreError."""
        say = Words(self._zone, (query.from_user.language_code or "")[:2])  # of the asker's Telegram: there is no chat
        name = " ".join(query.query.split())
        found = await self._desk.who(name, days=DAYS) if 2 <= len(name) <= NAME else ()
        results = [each for profile in found for each in _of(profile, say)]
        once = list({each.id: each for each in results}.values())[:RESULTS]
        hint = None if once else InlineQueryResultsButton(say.inline_hint(), start_parameter="help")
        await self._bot.answer_inline_query(query.id, once, cache_time=CACHE_S, is_personal=True, button=hint)


def _of(profile: Profile, say: Words) -> Iterator[InlineQueryResultArticle]:
    name = profile.actor.name
    for title, digest, section in (
        (say.inline_said(name), profile.said, "said"),
        (say.inline_met(name), profile.met, "met"),
    ):
        for text in islice(_lines(digest, section, say), EACH):
            yield _result(line(title).text or "·", text)


def _lines(digest: Digest, section: str, say: Words) -> Iterator[Line]:
    """Each line of a kind, above the article that it stands in; no source, no line."""
    for entry in digest.entries:
        if not any(outline.address(link.url) for link in entry.links):
            continue
        source = outline.links(entry, say)
        for each in entry.sections:
            for item in each.items if each.name == section else ():
                printed = outline.printed(item, say)
                told = join([printed, source], "\n")
                if printed and room(told) <= MESSAGE_ROOM:
                    yield told


def _result(title: str, text: Line) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        text.text,
        entities=[MessageEntity(**each) for each in entities(text)],  # type: ignore[arg-type]
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    identity = hashlib.sha256(f"{title}\0{text.text}".encode()).hexdigest()[:32]
    return InlineQueryResultArticle(identity, title, content, description=text.text.partition("\n")[0])
