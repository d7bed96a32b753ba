"""The commands that Telegram offers while somebody types "/", by kind of chat and by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from handlers.commands import COMMANDS
from handlers.replies import LANGUAGES, USUAL_LANGUAGE, Words
from handlers.telegram import manage

#: What only those can do who manage a group; its admins are offered it, and the others what is left.
CHOOSING = ("subscribe", "unsubscribe", "schedule", "mute", "settings")

SCOPES: Mapping[BotCommandScope, Sequence[str]] = {
    BotCommandScopeAllPrivateChats(): (*COMMANDS, manage.VERB),
    BotCommandScopeAllChatAdministrators(): tuple(COMMANDS),
    BotCommandScopeAllGroupChats(): tuple(verb for verb in COMMANDS if verb not in CHOOSING),
}


async def offer(bot: Bot) -> None:
    """Set them all; raises TelegramError."""
    for scope, verbs in SCOPES.items():
        for language in LANGUAGES:
            say = Words(language=language)
            commands = [BotCommand(verb, say.about(verb)) for verb in verbs]
            # Without a code for the usual one: it is for everybody whose language we do not have.
            code = None if language == USUAL_LANGUAGE else language
            await bot.set_my_commands(commands, scope, code)
