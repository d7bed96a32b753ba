"""How a chat wants to be written to: language, zone, length, quiet hours, without a sound."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from digest.desk import Desk
from digest.errors import AskError
from digest.model import Chat, Length
from digest.subscribing import is_fixed, reschedule, timetable_of
from handlers.commands.asking import Ask, Choice, Reply
from handlers.replies import LANGUAGES

#: What the button for quiet hours sets.
NIGHT = "22:00-07:00"

#: Zones whose cities are offered: the region's, and those where its news is read. Any other city can be typed.
CITIES = (
    *("Asia/Yerevan", "Asia/Tbilisi", "Asia/Baku", "Europe/Moscow", "Europe/Istanbul", "Asia/Tehran", "Asia/Tashkent"),
    *("Asia/Almaty", "Europe/Brussels", "Europe/Berlin", "Europe/London", "America/New_York"),
)
OFFERED = 6
#: Where most speak a language of ours.
_AT_HOME = {"hy": "Asia/Yerevan", "ka": "Asia/Tbilisi", "az": "Asia/Baku", "ru": "Europe/Moscow"}

_QUIET = re.compile(r"(\d{1,2}):?(\d{2})?\s*(?:-|–|to)\s*(\d{1,2}):?(\d{2})?")


async def settings(ask: Ask, desk: Desk) -> Reply:
    """What is set, and buttons for what can be; or one setting changed."""
    if not ask.words:
        return _shown(ask, ask.wishes)
    if not await ask.may_change():
        return Reply(ask.say.not_allowed())
    name, *rest = ask.words
    if not rest and _CHANGES.get(name.casefold()) is _zone:
        return _which_city(ask)
    change = _CHANGES.get(name.casefold())
    if change is None:
        raise _unknown(" ".join(ask.words))
    chat = await change(ask, desk, " ".join(rest))
    await desk.chats.save(chat)
    return replace(_shown(replace(ask, chat=chat), chat), public=True)


def _shown(ask: Ask, chat: Chat) -> Reply:
    """With a row of switches for each setting that has few values."""
    languages = [
        Choice(called, ("settings", "language", code), on=code == (chat.language or "en"))
        for code, called in LANGUAGES.items()
    ]
    lengths = [
        Choice(ask.say.length(each), ("settings", "length", each.value), on=each is chat.length) for each in Length
    ]
    hours = "off" if chat.quiet else NIGHT
    quiet = Choice(ask.say.button("quiet"), ("settings", "quiet", hours), on=chat.quiet is not None)
    silent = Choice(ask.say.button("silent"), ("settings", "silent", "off" if chat.silent else "on"), on=chat.silent)
    city = Choice(ask.say.button("zone"), ("settings", "zone"))
    rows = [tuple(languages[:3]), tuple(languages[3:]), tuple(lengths), (quiet, silent), (city,)]
    zone = ask.say.zone if not chat.zone else chat.zone
    return Reply(ask.say.settings(chat, str(zone)), choices=tuple(row for row in rows if row))


def _which_city(ask: Ask) -> Reply:
    """Cities to press, those first whose clocks are nearest to the chat's; each with what its clocks show."""
    mine = ask.now.astimezone(ZoneInfo(ask.wishes.zone) if ask.wishes.zone else ask.zone).utcoffset() or timedelta()

    def distance(zone: str) -> tuple[bool, timedelta]:
        theirs = ask.now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
        return zone != _AT_HOME.get(ask.wishes.language), abs(theirs - mine)

    offered = sorted(CITIES, key=distance)[:OFFERED]
    rows = tuple((Choice(ask.say.city(zone, ask.now), ("settings", "zone", zone)),) for zone in offered)
    return Reply(ask.say.which_city(), choices=rows)


async def _language(ask: Ask, desk: Desk, said: str) -> Chat:
    by_name = {called.casefold(): code for code, called in LANGUAGES.items()} | {code: code for code in LANGUAGES}
    code = by_name.get(said.casefold())
    if code is None:
        offered = ", ".join(f"{code} ({called})" for code, called in LANGUAGES.items())
        raise AskError(
            f"I do not speak “{said}”. I speak: {offered}.", sentence="no-language", said=said, names=offered
        )
    return replace(ask.wishes, language=code)


async def _zone(ask: Ask, desk: Desk, said: str) -> Chat:
    """Of the chat, and of all that it gets."""
    zone = await desk.zone(said)
    for kept in await desk.kept(ask.address):
        theirs = kept.subscription
        if theirs.zone != zone and not is_fixed(theirs):
            moved = replace(theirs, zone=zone)
            again = moved if moved.alerts or not moved.times else reschedule(moved, timetable_of(moved), now=ask.now)
            await desk.put(again)
    return replace(ask.wishes, zone=zone)


async def _length(ask: Ask, desk: Desk, said: str) -> Chat:
    try:
        return replace(ask.wishes, length=Length(said.casefold()))
    except ValueError:
        raise _unknown(f"length {said}") from None


async def _quiet(ask: Ask, desk: Desk, said: str) -> Chat:
    if said.casefold() == "off":
        return replace(ask.wishes, quiet=None)
    found = _QUIET.fullmatch(said.strip())
    try:
        start, end = (time(int(found[n]), int(found[n + 1] or 0)) for n in (1, 3)) if found else (None, None)
    except ValueError:
        start = end = None
    if start is None or end is None or start == end:
        raise _unknown(f"quiet {said}")
    return replace(ask.wishes, quiet=(start, end))


async def _silent(ask: Ask, desk: Desk, said: str) -> Chat:
    if said.casefold() not in ("on", "off"):
        raise _unknown(f"silent {said}")
    return replace(ask.wishes, silent=said.casefold() == "on")


def _unknown(said: str) -> AskError:
    examples = f"language ru, zone Yerevan, length short, quiet {NIGHT} or silent on"
    message = f"I can't read “{said}” as a setting. Try {examples}."
    return AskError(message, sentence="no-setting", said=said)


_CHANGES: Mapping[str, Callable[[Ask, Desk, str], Awaitable[Chat]]] = {
    "language": _language,
    "zone": _zone,
    "city": _zone,
    "length": _length,
    "quiet": _quiet,
    "silent": _silent,
}
