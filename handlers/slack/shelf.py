"""What App Home looks like. Limits: docs.slack.dev/reference/views/home-tab-views."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from digest import timetable
from digest.desk import Kept
from digest.model import Muted
from digest.ports import Health
from handlers.commands import Ask
from handlers.commands.choosing import PRESETS
from handlers.replies import Words
from handlers.slack.elements import VALUE_CHARS, Block, cut, option, plain, section, value

#: Actions of the view: what opens the form, and what changes a subscription.
SUBSCRIBE = "ro:home:subscribe"
CHANGE = re.compile(r"ro:home:change:\d+")
#: Three blocks each, of the hundred that there may be.
SUBSCRIPTIONS = 30
SECTION_CHARS = 2900


@dataclass(frozen=True, slots=True)
class Standing:
    """A subscription as it stands."""

    kept: Kept
    number: int  #: among its chat's digests, from 1
    muted: tuple[Muted, ...] = ()  #: what its chat does not want to hear of now


def home(
    theirs: Sequence[Standing], names: Mapping[str, str], health: Sequence[Health], ask: Ask, *, notice: str = ""
) -> Block:
    """The view.

    Args:
        theirs: What somebody may see, in order.
        names: Of its channels, by id; empty for the direct message.
        health: Of the sources.
        ask: Who looks, and when.
        notice: What came of the last press; empty for nothing.
    """
    say, numbers = ask.say, count()
    subscribe = {"type": "button", "action_id": SUBSCRIBE, "text": plain(say.field("title")), "style": "primary"}
    blocks: list[Block] = [{"type": "actions", "block_id": "ro:home", "elements": [subscribe]}]
    blocks += [section(cut(notice, SECTION_CHARS)), {"type": "divider"}] if notice else []
    blocks.append({"type": "header", "text": plain(say.home("yours"))})
    for each in theirs[:SUBSCRIPTIONS]:
        blocks += _subscription(each, names[each.kept.subscription.address.chat], say, next(numbers))
    if len(theirs) > SUBSCRIPTIONS:
        blocks.append(section(say.more_digests(len(theirs) - SUBSCRIPTIONS)))
    if not theirs:
        blocks.append(section(say.home("none")))
    blocks.append({"type": "header", "text": plain(say.home("sources"))})
    blocks.append(section(cut(say.sources(health, ask.now), SECTION_CHARS)))
    return {"type": "home", "blocks": blocks}


def _subscription(each: Standing, name: str, say: Words, number: int) -> list[Block]:
    kept = each.kept
    where = f"#{name}" if name else say.home("direct")
    lines = [where, say.gets(kept), *([say.paused(kept.paused)] if kept.paused else [])]
    lines += [say.muted(each.muted)] if each.muted else []
    address = kept.subscription.address
    place = f"ro:at:{address.chat}/{address.thread}:{number}"
    offered = [*_times(each, say), *_buttons(each, say)]
    shown = [{**element, "action_id": f"ro:home:change:{at}"} for at, element in enumerate(offered)]
    return [section(cut("\n".join(lines), SECTION_CHARS)), {"type": "actions", "block_id": place, "elements": shown}]


def _times(each: Standing, say: Words) -> list[Block]:
    """Times to choose from; alerts have none."""
    if each.kept.subscription.alerts:
        return []
    said = [(preset, ("schedule", str(each.number), *preset.split())) for preset in PRESETS if preset != "off"]
    options = [option(say.times(timetable.parse(preset)), value(words)) for preset, words in said]
    return [{"type": "static_select", "placeholder": plain(say.button("times")), "options": options}]


def _buttons(each: Standing, say: Words) -> list[Block]:
    """Pause, mute, remove."""
    subscription = each.kept.subscription
    off = [("pause", ("schedule", str(each.number), "off"))] if subscription.times else []
    quiet = ("unmute", ("mute", "off")) if any(not one.topic for one in each.muted) else ("mute-1d", ("mute", "1d"))
    remove = ("unsubscribe", *(", ".join(subscription.topics).split() or ("all",)))
    said = [*off, quiet, *([("remove", remove)] if len(value(remove)) <= VALUE_CHARS else [])]
    return [{"type": "button", "text": plain(say.button(name)), "value": value(words)} for name, words in said]
