"""Commands by which a chat chooses what it gets, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from digest import timetable, topics
from digest.desk import Desk, Kept
from digest.model import Muted, Subscription
from digest.periods import UNITS
from digest.subscribing import ALERTS, Change, Wish, is_fixed, reschedule, subscribe, timetable_of, unsubscribe
from handlers.commands.asking import Ask, Choice, Reply, split_topics

#: Topics on one page of buttons.
PAGE = 8
#: What a schedule's buttons offer; typed, anything can be said.
PRESETS = ("08:30", "weekdays 08:30", "weekdays 18:00", "08:30, 18:00", "every 4 hours", "off")
#: For how long a chat may be muted with a button.
MUTES = ("1d", "1w")
#: Said after topics: each article at once.
_AT_ONCE = re.compile(r"\s*\b(?:at once|alerts?)(?:\s+(\d{1,2})(?:\s+a day)?)?\s*$", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\S)\d{1,2}:\d{2}(?!\S)")
_ALL = frozenset({"all", "everything"})
#: For how long something is muted, in words.
_FOR_GOOD = frozenset({"forever", "always", "ever"})
_LENGTHS = {"hour": "1h", "day": "1d", "week": "1w"}
_BEFORE_LENGTH = frozenset({"for", "a", "an", "one"})


async def subscribe_to(ask: Ask, desk: Desk) -> Reply:
    """Get topics: /subscribe armenia, georgia weekdays 18:00; /subscribe CSTO alerts 3."""
    said = " ".join(ask.words)
    if not said:
        return await choose_topics(ask, desk)
    if refusal := await _refused(ask, desk):
        return refusal
    if why_not := await ask.why_not():
        return Reply(why_not)
    return await get(ask, desk, await _wish(ask, desk, said))


async def get(ask: Ask, desk: Desk, wish: Wish) -> Reply:
    """Get what was wished for, by words or in a form; whoever calls has looked whether the asker may.

    Raises:
        AskError: The chat has as many digests, or topics, as it may have.
    """
    change = await wished(ask, desk, wish)
    await desk.chats.resume(ask.address)  # where it was closed to us, who asks has opened it
    if change.after is None or change.after == change.before:
        return Reply(_kept(ask, await desk.kept(ask.address)))
    kept = await desk.put(change.after)
    preview = await desk.preview(wish.topics)
    undo = Choice(ask.say.button("undo"), ("unsubscribe", *(_listed(wish.topics) or ("all",))))
    text = f"{_gets(ask, kept)}\n{ask.say.preview(preview)}"
    return Reply(text, choices=((undo, Choice(ask.say.button("times"), ("schedule",))),), public=True)


async def wished(ask: Ask, desk: Desk, wish: Wish) -> Change:
    """What a wish would change; raises as `get` does."""
    theirs = [each.subscription for each in await desk.kept(ask.address)]
    zone = ask.chat.zone if ask.chat and ask.chat.zone else ask.zone.key
    return subscribe(theirs, wish, address=ask.address, zone=zone, now=ask.now)


async def unsubscribe_from(ask: Ask, desk: Desk) -> Reply:
    """Stop topics, or all."""
    theirs = await desk.kept(ask.address)
    said = " ".join(ask.words)
    if not said:
        names = [name for each in theirs for name in (each.subscription.topics or ("all",))]
        rows = tuple((Choice(name, ("unsubscribe", *name.split())),) for name in dict.fromkeys(names))
        return Reply(_kept(ask, theirs), choices=rows)
    if refusal := await _refused(ask, desk):
        return refusal
    named = () if said.casefold() in _ALL else await _topics(desk, said)
    changes = unsubscribe([each.subscription for each in theirs if not is_fixed(each.subscription)], named)
    for change in changes:
        if change.after is not None:
            await desk.put(change.after)
        elif change.before is not None:
            await desk.drop(change.before)
    if not changes:
        return Reply(f"{ask.say.not_subscribed(named)}\n{_kept(ask, theirs)}")
    back = [change.before for change in changes if change.before]
    label = ask.say.button("undo")
    undo = [
        Choice(label if len(back) == 1 else f"{label}: {ask.say.named(one.topics)}", ("subscribe", *_again(one, named)))
        for one in back
    ]
    return Reply(ask.say.stopped(named), choices=tuple((each,) for each in undo), public=True)


async def choose_topics(ask: Ask, desk: Desk) -> Reply:
    """What is here and what there is, each a switch: /topics, and what its buttons say."""
    head, *rest = [*ask.words, ""] if ask.verb == "topics" else [""]
    turned = head in ("on", "off") and bool(rest)
    if turned:
        verb = subscribe_to if head == "on" else unsubscribe_from
        words = tuple(word for word in rest if word and not word.startswith("page:"))
        changed = await verb(replace(ask, verb="subscribe", words=words), desk)
        if not changed.public:
            return changed
    page = next((int(word[5:]) for word in ask.words if re.fullmatch(r"page:\d{1,3}", word)), 0)
    theirs, known = await desk.kept(ask.address), await desk.topics()
    here = {name.casefold() for each in theirs for name in each.subscription.topics}
    own = [name for each in theirs for name in each.subscription.topics if name not in known]
    names = [*dict.fromkeys(own), *known]
    rows = tuple((_switch(name, on=name.casefold() in here, page=page),) for name in names[page * PAGE :][:PAGE])
    more = _pages(ask, page, len(names))
    done = (Choice(ask.say.button("times"), ("schedule",)),) if theirs else ()
    text = f"{_kept(ask, theirs)}\n{ask.say.topics(known)}"
    return Reply(text, choices=(*rows, *((more,) if more else ()), *((done,) if done else ())), public=turned)


async def schedule(ask: Ask, desk: Desk) -> Reply:
    """When the digest comes: /schedule weekdays 18:00; with several digests, /schedule 2 weekdays 18:00."""
    theirs = [each for each in await desk.kept(ask.address) if not each.subscription.alerts]
    if not theirs:
        return Reply(ask.say.not_subscribed(()), choices=((Choice(ask.say.button("topics"), ("topics",)),),))
    number, words = _numbered(ask.words, len(theirs))
    if not words:
        return Reply(_kept(ask, theirs), choices=_presets(ask, theirs))
    if refusal := await _refused(ask, desk):
        return refusal
    if is_fixed(theirs[number].subscription):
        return Reply(ask.say.fixed())
    before = theirs[number].subscription
    off = " ".join(words).casefold() in ("off", "stop", "none")
    asked = None if off else timetable.parse(" ".join(words), was=timetable_of(before))
    kept = await desk.put(reschedule(before, asked, now=ask.now))
    text = ask.say.schedule_off(before.topics) if off else ask.say.scheduled(kept)
    return Reply(text, choices=((_unscheduled(ask, before, number, len(theirs)),),), public=True)


async def mute(ask: Ask, desk: Desk) -> Reply:
    """Nothing on a topic, or nothing at all, for a while: /mute [topic | all] [1d, 1w, forever, off]."""
    chat, words = ask.wishes, list(ask.words)
    running = tuple(each for each in chat.muted if each.holds(ask.now))
    if not words:
        rows = tuple((Choice(ask.say.button(f"mute-{each}"), ("mute", each)),) for each in MUTES)
        end = ((Choice(ask.say.button("unmute"), ("mute", "off")),),) if running else ()
        return Reply(ask.say.muted(running), choices=(*rows, *end))
    if refusal := await _refused(ask, desk):
        return refusal
    named, length = _muting(words)
    off = words[-1].casefold() == "off"
    name = await desk.topic(named) if named else ""
    left = tuple(each for each in running if named and each.topic.casefold() != name.casefold())
    muted = left if off else (*left, Muted(name, ask.now + length if length else None))
    await desk.chats.save(replace(chat, muted=muted))
    undo = Choice(ask.say.button("unmute"), ("mute", *name.split(), "off"))
    return Reply(ask.say.muted(muted), choices=() if off else ((undo,),), public=True)


# --- what the commands share -----------------------------------------------------------------------------------------


async def _refused(ask: Ask, desk: Desk) -> Reply | None:
    """Who may not change what a chat gets is told so."""
    return None if await ask.may_change() else Reply(ask.say.not_allowed())


async def _wish(ask: Ask, desk: Desk, said: str) -> Wish:
    alerts = _AT_ONCE.search(said)
    if alerts:
        named, when = said[: alerts.start()], ""
    else:
        before, when = timetable.split(said.split())
        named = " ".join(before)
    if _CLOCK.search(named):  # "armenia 25:99": a time that is none, and no topic either
        timetable.parse(_CLOCK.findall(named)[-1])
    everything = not named or named.casefold() in _ALL
    return Wish(
        () if everything else await _topics(desk, named),
        timetable.parse(when) if when else None,
        int(alerts[1] or ALERTS) if alerts else 0,
    )


async def _topics(desk: Desk, said: str) -> tuple[str, ...]:
    """By commas; known names in a row are several too."""
    known = await desk.topics()
    named = [name for part in topics.split(said) for name in split_topics(part.split(), known)]
    return tuple(dict.fromkeys([await desk.topic(name) for name in named]))


def _kept(ask: Ask, theirs: Sequence[Kept]) -> str:
    """What the chat gets, a line a digest; and what of it is muted."""
    muted = [each for each in ask.wishes.muted if each.holds(ask.now)]
    lines = [*(_gets(ask, each) for each in theirs), *([ask.say.muted(muted)] if muted and theirs else [])]
    return "\n".join(lines) or ask.say.not_subscribed(())


def _gets(ask: Ask, kept: Kept) -> str:
    line = ask.say.gets(kept)
    return f"{line} {ask.say.paused(kept.paused)}" if kept.paused else line


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    """Topics as they are typed."""
    return tuple(", ".join(names).split())


def _again(before: Subscription, named: Sequence[str]) -> tuple[str, ...]:
    """What brings back what was stopped of a digest."""
    gone = {name.casefold() for name in named}
    what = _listed([t for t in before.topics if not gone or t.casefold() in gone]) or ("everything",)
    if before.alerts:
        return (*what, "alerts", str(before.alerts))
    return (*what, *_typed(before).split())


def _typed(subscription: Subscription) -> str:
    """Its times as they are typed: "mon, thu 09:00, 18:00"."""
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    on = "every day" if len(subscription.days) == len(days) else ", ".join(days[day] for day in subscription.days)
    return f"{on} {', '.join(f'{at:%H:%M}' for at in subscription.times)}" if subscription.times else "off"


def _switch(name: str, *, on: bool, page: int) -> Choice:
    return Choice(name, ("topics", "off" if on else "on", *name.split(), f"page:{page}"), on=on)


def _pages(ask: Ask, page: int, count: int) -> tuple[Choice, ...]:
    back = (Choice("‹", ("topics", f"page:{page - 1}")),) if page else ()
    on = (Choice("›", ("topics", f"page:{page + 1}")),) if (page + 1) * PAGE < count else ()
    return (*back, *on)


def _numbered(words: Sequence[str], count: int) -> tuple[int, Sequence[str]]:
    """Which of several digests is meant, from 0, and what is asked of it."""
    if words and words[0].isdecimal() and 1 <= int(words[0]) <= count:
        return int(words[0]) - 1, words[1:]
    return 0, words


def _presets(ask: Ask, theirs: Sequence[Kept]) -> tuple[tuple[Choice, ...], ...]:
    numbers = range(1, len(theirs) + 1)
    several = len(theirs) > 1
    rows = []
    for number in numbers:
        for preset in PRESETS:
            label = ask.say.times(timetable.parse(preset)) if preset != "off" else ask.say.button("off")
            words = ("schedule", *((str(number),) if several else ()), *preset.split())
            rows.append((Choice(f"{number}: {label}" if several else label, words),))
    return tuple(rows)


def _unscheduled(ask: Ask, before: Subscription, number: int, count: int) -> Choice:
    which = (str(number + 1),) if count > 1 else ()
    return Choice(ask.say.button("undo"), ("schedule", *which, *_typed(before).split()))


def _muting(words: Sequence[str]) -> tuple[str, timedelta | None]:
    """What is to be muted, empty for everything; and for how long, None for good: "all for a week", "ardal forever"."""
    named, last = list(words), words[-1].casefold()
    in_words = len(words) == 1 or words[-2].casefold() in _BEFORE_LENGTH  # "for a day"; "Victory Day" is a topic
    length = _length(_LENGTHS.get(last, last) if in_words else last)
    if length or last in _FOR_GOOD | {"off"}:
        named.pop()
        while named and named[-1].casefold() in _BEFORE_LENGTH:
            named.pop()
    name = " ".join(named)
    return "" if name.casefold() in _ALL else name, length


def _length(word: str) -> timedelta | None:
    """1d, 1w, 12h; None for another word."""
    found = re.fullmatch(r"(\d{1,3})([hdw])", word.casefold())
    return int(found[1]) * UNITS[found[2]][1] if found else None
