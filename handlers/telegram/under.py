"""What stands under a digest: Wrong?, Who?, Mute.

A digest is rendered and frozen before it is known where and when it goes out, and its buttons may be pressed for as
long as it is on record. So they carry the edition's id and no number: it is looked up among the editions of the chat
where they are pressed. A digest that was asked for is on record nowhere; its buttons are numbered as all others are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from digest.desk import Desk
from digest.model import Address, Digest, Press
from handlers.commands import Answer, Ask, Choice, Reply, answer
from handlers.named import people
from handlers.replies import Words
from handlers.telegram import keyboards
from handlers.telegram.keyboards import Markup

#: The verb of these buttons; nobody can type it, as `spoken` takes the slash away.
VERB = "/under"
#: Names, and topics, that are offered.
OFFERED = 8

_BUTTONS = ("wrong", "who", "mute")
_CALLBACK = re.compile(rf"({'|'.join(_BUTTONS)}):([\w-]{{1,56}})", re.ASCII)  # 64 bytes at most


def lasting(digest: Digest, say: Words) -> Markup | None:
    """The buttons under one that is posted by itself; None where there is nothing to press them for."""
    buttons = [(say.button(f"digest-{each}"), f"{each}:{digest.edition}") for each in _useful(digest)]
    fits = all(_CALLBACK.fullmatch(data) for _, data in buttons)
    return keyboards.markup([buttons]) if digest.entries and fits else None


def asked(digest: Digest, say: Words) -> keyboards.Rows:
    """Those under one that was asked for."""
    row = [Choice(say.button(f"digest-{each}"), (VERB, *_words(each, digest))) for each in _useful(digest)]
    return [row] if digest.entries else []


async def pressed(callback: str, address: Address, desk: Desk) -> Press | None:
    """What a lasting button asks for; None where it is none, or its edition never was in this chat."""
    found = _CALLBACK.fullmatch(callback)
    digest = await desk.chats.edition(found[2], address) if found else None
    return Press(address, (VERB, *_words(found[1], digest))) if found and digest else None


async def answered(ask: Ask, desk: Desk) -> Answer:
    """What one of the buttons is answered with, in a message of its own."""
    which, *about = ask.words
    if which == "wrong":
        return await answer(_for(ask, "wrong", *about), desk)
    if which == "who" and len(about) != 1:
        rows = tuple((Choice(called, ("who", *_name(called))),) for called in about)
        return Reply(ask.say.whom(), choices=rows)
    if which == "who":
        return await answer(_for(ask, "who", *_name(about[0])), desk)
    return Reply(ask.say.mute_what(), choices=(*(_mutes(ask.say, topic) for topic in about), _mutes(ask.say, "")))


def _useful(digest: Digest) -> list[str]:
    return [each for each in _BUTTONS if each != "who" or people(digest.entries)]


def _for(ask: Ask, verb: str, *words: str) -> Ask:
    return replace(ask, verb=verb, words=words)


def _mutes(say: Words, topic: str) -> tuple[Choice, ...]:
    above = f"{topic}: " if topic else ""
    return tuple(
        Choice(f"{above}{say.button(f'mute-{length}')}", ("mute", *topic.split(), length)) for length in ("1d", "1w")
    )


def _words(which: str, digest: Digest) -> tuple[str, ...]:
    called = tuple(each.called for each in people(digest.entries)[:OFFERED])
    about = {"wrong": (f"edition:{digest.edition}",), "who": called, "mute": digest.topics[:OFFERED]}
    return (which, *about[which])


def _name(called: str) -> list[str]:
    """The words of a name without its office."""
    return called.partition(" (")[0].split()
