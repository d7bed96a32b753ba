"""Every sentence the bot says: one class a language, one method a sentence.

A language is a subclass that says each of them again, with its own plurals and order of words; the type checker sees
to it that each gets what it is about. Facts and quotations are never translated. Nothing here knows of markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from digest.model import Period
from digest.ports import Health


class English:
    """The bot's words in English, with times as one place's clocks show them."""

    def __init__(self, zone: tzinfo = UTC) -> None:
        self.zone = zone

    # --- the digest

    def heading(self, section: str) -> str:
        """What stands above a section's items."""
        known = {
            "met": "Who met whom",
            "said": "What was said",
            "readouts": "Readouts",
            "background": "Background",
        }
        return known.get(section, section.replace("_", " ").capitalize())

    def update(self, headline: str) -> str:
        """The headline of a story of which only what is new is told."""
        return f"New in: {headline}"

    def untitled(self) -> str:
        """In place of a headline that has nothing to print."""
        return "A story without a headline"

    def source(self) -> str:
        """Before the address of the article, where addresses are printed."""
        return "Source"

    def read(self, articles: int) -> str:
        """The link to an article, or what stands before the links to several."""
        return "Read the article" if articles == 1 else "Read at"

    def evidence(self, sentences: int, articles: int) -> str:
        """Above the sentences that a digest rests on."""
        of = "the article" if articles == 1 else f"{articles} articles"
        return f"Evidence: {self._count(sentences, 'sentence')} from {of}"

    def more(self, stories: int) -> str:
        """That there was no room for so many stories."""
        return f"{stories} more {'story' if stories == 1 else 'stories'}"

    def more_lines(self, lines: int) -> str:
        """That a story had no room for so many lines."""
        return f"{self._count(lines, 'more line')} there"

    def unreachable(self, sources: Sequence[str]) -> str:
        """A last line: whose news may be missing."""
        return f"Could not be reached: {self._and(sources)}"

    def silent(self, sources: Sequence[str]) -> str:
        """A last line: who answers, but has published nothing for much longer than is usual."""
        return f"Silent longer than usual: {self._and(sources)}"

    def left_out(self, characters: int) -> str:
        """In place of a quotation or name that is longer than a whole message."""
        return f"[{characters:,} characters left out: too long for a message, see the article]"

    def part(self, number: int, of: int) -> str:
        """Which of several messages this is, from 1."""
        return f"{number}/{of}"

    def quiet(self, topics: Sequence[str], since: datetime, sources: int) -> str:
        """A digest that was due, with nothing in it."""
        what = f" on {self._and(topics)}" if topics else ""
        return f"Nothing new{what} since {self.moment(since)}. {self._count(sources, 'source')} checked."

    # --- answers

    def hello(self) -> str:
        """First words."""
        return "I post short digests: who met whom, what was said. Try /summary, or choose topics."

    def nothing(self, topics: Sequence[str], period: Period, sources: int, now: datetime) -> str:
        """A summary that was asked for, with nothing in it."""
        what = f" on {self._and(topics)}" if topics else ""
        checked = f"{self._count(sources, 'source')} checked at {self.moment(now, near=now)}"
        return f"Nothing{what} {self.within(period)}. {checked}."

    def topics(self, names: Sequence[str]) -> str:
        """What can be asked for."""
        if not names:
            return "No topics are set up yet. Without a topic you get everything."
        return f"{self._count(len(names), 'topic')}: {', '.join(names)}. Without a topic you get everything."

    def sources(self, health: Sequence[Health], now: datetime) -> str:
        """How the sources do: how many are as usual, then who could not be reached, then who is silent."""
        if not health:
            return "No source has been visited yet."
        lost = [each for each in health if each.unreachable]
        silent = [each for each in health if each.silent(now)]
        well = len(health) - len(lost) - len(silent)
        lines = [f"{self._count(len(health), 'source')}, {'all' if well == len(health) else well or 'none'} as usual."]
        if lost:
            lines.append(f"Could not be reached: {'; '.join(self._lost(each, now) for each in lost)}.")
        if silent:
            lines.append(f"Silent longer than usual: {'; '.join(self._silence(each, now) for each in silent)}.")
        return "\n".join(lines)

    def help(self) -> str:
        """Above the list of commands."""
        return "Who met whom and what was said, in exact quotations with their evidence. You can ask:"

    def about(self, verb: str) -> str:
        """What a command answers, in a few words."""
        return {
            "summary": "the digest now: who met whom, what was said",
            "topics": "what you can ask for",
            "sources": "which outlets are read, and which could not be reached or are silent",
            "help": "what you can ask",
            "start": "what this bot does",
        }.get(verb, "")

    def usage(self, verb: str) -> str:
        """What may follow a command; empty for nothing."""
        return {"summary": "[topic] [today | yesterday | week | DATE]"}.get(verb, "")

    def unknown(self, verb: str, closest: Sequence[str]) -> str:
        """A word that is none of our commands."""
        hint = f" Closest: {', '.join(closest)}." if closest else ""
        return f"I don't know “{verb}”.{hint}"

    def failed(self) -> str:
        """Something broke on our side."""
        return "That went wrong on my side, and the newsroom's log says why. Please try again in a minute."

    # --- what is said around a message whose fate nobody knows

    def repeat(self) -> str:
        """Above a message that may stand there already."""
        return "(possible repeat)"

    def missing(self, delivery: str) -> str:
        """That one message of a delivery may not be there."""
        return (
            "A message of this digest may not have arrived: the connection broke while it was being posted. "
            f"The newsroom can send it again: readout deliveries resend {delivery}"
        )

    # --- why a message could not be posted, and the way out

    def slow_down(self) -> str:
        """The platform has to be left alone for a while."""
        return "the platform asks us to slow down"

    def not_invited(self) -> str:
        """Slack: the bot is not in the channel."""
        return "I am not in that channel. Type /invite @Readout there."

    def not_found(self) -> str:
        """The place cannot be seen: private, deleted, or never there."""
        return "I can't find that channel or group: it is gone, or private. If it is private, add Readout to it."

    def archived(self) -> str:
        """Slack: nobody can write there."""
        return "That channel is archived. Unarchive it, or choose another."

    def restricted(self) -> str:
        """Only some may write there, and the bot is not among them."""
        return "I am not allowed to write there. Ask one of its admins to let Readout post."

    def uninstalled(self) -> str:
        """The platform refuses our token, or withdrew what it allowed."""
        return "The platform no longer accepts Readout's token or rights. Install Readout there again."

    def blocked(self) -> str:
        """Telegram: kicked from the group, or blocked by the person."""
        return "Readout was removed or blocked there. Add it again, or send it /start."

    def moved(self, chat: str) -> str:
        """Telegram: the group is a supergroup now."""
        return f"The group became a supergroup, and its id is now {chat}."

    def thread_closed(self) -> str:
        """The topic or thread is gone or closed."""
        return "That topic is closed or gone. Open it again, or choose another."

    # --- how things are written

    def moment(self, at: datetime, *, near: datetime | None = None) -> str:
        """A time of day; with the date unless it is that of `near`, and the zone unless it is the reader's own."""
        local = at.astimezone(self.zone)
        clock = f"{local:%H:%M}" if self.zone is not UTC else f"{local:%H:%M} UTC"
        if near is not None and near.astimezone(self.zone).date() == local.date():
            return clock
        return f"{local.day} {local:%B}, {clock}"

    def within(self, period: Period) -> str:
        """When it would have been: "today", "in the last 24 hours", "on 13 March 2025"."""
        if period.label.startswith("the "):
            return f"in {period.label}"
        return f"on {period.label}" if period.label[:1].isdecimal() else period.label

    def _lost(self, health: Health, now: datetime) -> str:
        """An outlet, when it last answered, and why it does not: Gazette since 13:00 (answered 503)."""
        since = f"since {self.moment(health.succeeded, near=now)}" if health.succeeded else "never yet"
        return f"{health.source} {since} ({health.reason})"

    def _silence(self, health: Health, now: datetime) -> str:
        """An outlet, and since when it is silent: Herald, last item 21 April, 09:10 (usually 12 a day)."""
        last = f", last item {self.moment(health.newest, near=now)}" if health.newest else ""
        usual = f" (usually {self._often(health.rhythm.per_day)})" if health.rhythm and health.rhythm.per_day else ""
        return f"{health.source}{last}{usual}"

    def _often(self, per_day: float) -> str:
        """How often: 12 a day, 3 a week."""
        return f"{per_day:.0f} a day" if per_day >= 1.5 else f"{max(per_day * 7, 1):.0f} a week"

    def _count(self, number: int, noun: str) -> str:
        return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"

    def _and(self, names: Sequence[str]) -> str:
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


#: ISO 639-1 code: the words in that language.
LANGUAGES: Mapping[str, type[English]] = {"en": English}
