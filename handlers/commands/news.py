"""Commands that tell the news: the digest now, and what the record has of a person."""

from __future__ import annotations

from collections.abc import Sequence

from digest.desk import Desk, Profile
from digest.model import Digest
from digest.sections.wording import UNDONE
from handlers import phrases
from handlers.commands.asking import Answer, Ask, Choice, Reply, Suggestion, split_period, split_topics

#: How far back the record is looked through.
DAYS = 30
RECORD = f"{DAYS}d"
#: Before the other side of an encounter.
_WITH = ("with", "and", "&", "+")
_ABOUT = ("about", "on")


async def summary(ask: Ask, desk: Desk) -> Answer:
    """The digest of a period, on topics or on everything."""
    words, period = split_period(ask.words, now=ask.now, zone=ask.zone)
    digest = await desk.summary(split_topics(words, await desk.topics()), period)
    return digest if digest.entries else _nothing(ask, digest)


async def who(ask: Ask, desk: Desk) -> Answer:
    """Who somebody is, whom they last met and what they last said."""
    name = " ".join(ask.words)
    if not name:
        return Reply(ask.say.who_is_meant("who"))
    found = await desk.who(name, days=DAYS)
    if not found:
        return Reply(ask.say.nobody(name, DAYS))
    if len(found) == 1:
        return _told(ask, found[0])
    rows = tuple((Choice(_called(each), ("who", *each.actor.name.split())),) for each in found)
    return Reply(ask.say.several([_called(each) for each in found]), choices=rows)


async def met(ask: Ask, desk: Desk) -> Answer:
    """Whom somebody met: /met A [with B] [since]."""
    words, period = split_period(ask.words, now=ask.now, zone=ask.zone, usual=RECORD)
    name, other = _two(words, _WITH)
    if not name:
        return Reply(ask.say.who_is_meant("met"))
    digest = await desk.met(name, other, period)
    if not digest.entries and not other and len(words) == 2:  # "/met Pashinyan Putin": two names
        digest = await desk.met(words[0], words[1], period)
    return digest if digest.entries else Reply(ask.say.nothing_met(" ".join(words), period))


async def said(ask: Ask, desk: Desk) -> Answer:
    """What somebody said: /said NAME [about WORDS] [since]."""
    words, period = split_period(ask.words, now=ask.now, zone=ask.zone, usual=RECORD)
    name, about = _two(words, _ABOUT)
    if not name:
        return Reply(ask.say.who_is_meant("said"))
    digest = await desk.said(name, about, period)
    if not digest.entries and not about and len(words) > 1:  # "/said Lavrov CSTO": a name and a topic
        digest = await desk.said(words[0], " ".join(words[1:]), period)
    return digest if digest.entries else Reply(ask.say.nothing_said(" ".join(words), period))


def _two(words: Sequence[str], between: Sequence[str]) -> tuple[str, str]:
    """What stands before the first of these words, and what after."""
    at = next((n for n, word in enumerate(words) if word.casefold() in between), len(words))
    return " ".join(words[:at]), " ".join(words[at + 1 :])


def _told(ask: Ask, profile: Profile) -> Reply:
    """The latest of each, with its source; no source, no line."""
    lines = [ask.say.person(_called(profile), profile.outlet, profile.seen, ask.now)]
    lines += [ask.say.last_met(line, outlet) for line, outlet in _first(profile.met, "met", ask)]
    lines += [ask.say.last_said(line, outlet) for line, outlet in _first(profile.said, "said", ask)]
    name = tuple(profile.actor.name.split())
    return Reply("\n".join(lines), (Suggestion("met", name), Suggestion("said", name)))


def _first(digest: Digest, section: str, ask: Ask) -> Sequence[tuple[str, str]]:
    """The first line of a kind, and where it can be read; none where there is none."""
    for entry in digest.entries:
        for each in entry.sections:
            # a plan is not met yet
            held = [item for item in each.items if not any(words.phrase in UNDONE for words in item.ours)]
            if each.name == section and held:
                return [(phrases.worded(held[0], ask.say).text, f"{entry.links[0].outlet}, {entry.links[0].url}")]
    return []


def _called(profile: Profile) -> str:
    """With the office that the latest article gives."""
    role = profile.actor.role
    return f"{profile.actor.name}, {role}" if role else profile.actor.name


def _nothing(ask: Ask, digest: Digest) -> Reply:
    lines = [ask.say.nothing(digest.topics, digest.period, digest.sources_checked, ask.now)]
    if digest.unreachable:
        lines.append(ask.say.unreachable(digest.unreachable))
    if digest.silent:
        lines.append(ask.say.silent(digest.silent))
    return Reply("\n".join(lines), (Suggestion("summary", (*digest.topics, "week")), Suggestion("topics")))
