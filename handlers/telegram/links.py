"""Deep links: t.me/BOT?start=subscribe-south_caucasus says "/subscribe south caucasus" to the bot, once it is tapped.

Whoever made a link is not who follows it: a link may ask, and subscribe, which its answer undoes with one button.
"""

from __future__ import annotations

import re

#: What a link may ask for; "press" is a button of ours, by its number.
VERBS = frozenset({"subscribe", "summary", "topics", "who", "met", "said", "help", "manage"})
#: core.telegram.org/bots/features#deep-linking
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PRESS = re.compile(r"press-(\d{1,15})")


def words(payload: str) -> tuple[str, ...]:
    """The command of a link, as if it were typed; none where it says nothing that a link may say."""
    verb, _, rest = payload.partition("-")
    if not PAYLOAD.fullmatch(payload) or verb.lower() not in VERBS:
        return ()
    return (verb.lower(), *rest.replace("_", " ").split())


def press(payload: str) -> int | None:
    """The number of the button that a link stands for; None where it stands for none."""
    found = _PRESS.fullmatch(payload)
    return int(found[1]) if found else None


def to_press(username: str, number: int) -> str:
    """The link to the private chat with us that presses a button there."""
    return f"https://t.me/{username}?start=press-{number}"
