"""Every sentence the bot says: one method a sentence, so that the type checker sees what each is about.

The sentences stand in CODE.ftl, one file a language, with its own plurals and order of words; dates, times and lists
are written as the language does. Facts and quotations are never translated. Nothing here knows of markup.

Adding a language: its file, and its line in LANGUAGES.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from babel.dates import format_skeleton, format_time

from digest.errors import Trouble
from digest.model import Period, Phrase
from digest.ports import Health
from digest.rhythm import Rhythm
from handlers.replies.conversation import Conversation
from handlers.replies.speaker import LANGUAGES, USUAL_LANGUAGE
from handlers.replies.texts import texts

__all__ = ["LANGUAGES", "USUAL_LANGUAGE", "Words", "load"]


def load() -> None:
    """Read every language now: a broken file is told at start, not to a chat.

    Raises:
        WordsError: A language's file is missing or broken.
    """
    for language in LANGUAGES:
        texts(language)


class Words(Conversation):
    """The bot's words in one language, with times as one place's clocks show them."""

    # --- the digest

    def heading(self, section: str) -> str:
        """What stands above a section's items."""
        heading = f"heading-{section}"
        return self._say(heading) if heading in self._texts else section.replace("_", " ").capitalize()

    def phrase(self, phrase: Phrase, name: str = "") -> str:
        """Words of ours in a line, around a name where they have a place for one."""
        return self._say(f"phrase-{phrase.value}", **({"name": name} if name else {}))

    def update(self, headline: str) -> str:
        """The headline of a story of which only what is new is told."""
        return self._say("update", headline=headline)

    def untitled(self) -> str:
        """In place of a headline that has nothing to print."""
        return self._say("untitled")

    def source(self) -> str:
        """Before the address of the article, where addresses are printed."""
        return self._say("source")

    def read(self, articles: int) -> str:
        """The link to an article, or what stands before the links to several."""
        return self._say("read-one" if articles == 1 else "read-several")

    def evidence(self, sentences: int, articles: int) -> str:
        """Above the sentences that a digest rests on."""
        return self._say("evidence", sentences=sentences, articles=articles)

    def more(self, stories: int) -> str:
        """That there was no room for so many stories."""
        return self._say("more", stories=stories)

    def more_lines(self, lines: int) -> str:
        """That a story had no room for so many lines."""
        return self._say("more-lines", lines=lines)

    def unreachable(self, sources: Sequence[str]) -> str:
        """A last line: whose news may be missing."""
        return self._say("unreachable", sources=self._and(sources))

    def silent(self, sources: Sequence[str]) -> str:
        """A last line: who answers, but has published nothing for much longer than is usual."""
        return self._say("silent", sources=self._and(sources))

    def left_out(self, characters: int) -> str:
        """In place of a quotation or name that is longer than a whole message."""
        return self._say("left-out", characters=characters)

    def part(self, number: int, of: int) -> str:
        """Which of several messages this is, from 1."""
        return self._say("part", number=number, of=of)

    def quiet(self, topics: Sequence[str], since: datetime, sources: int) -> str:
        """A digest that was due, with nothing in it."""
        quiet = self._on("quiet", topics, since=self.moment(since))
        return f"{quiet} {self._say('checked', sources=sources)}"

    # --- answers

    def hello(self) -> str:
        """First words."""
        return self._say("hello")

    def nothing(self, topics: Sequence[str], period: Period, sources: int, now: datetime) -> str:
        """A summary that was asked for, with nothing in it."""
        nothing = self._on("nothing", topics, within=self.within(period))
        return f"{nothing} {self._say('checked-at', sources=sources, moment=self.moment(now, near=now))}"

    def topics(self, names: Sequence[str]) -> str:
        """What can be asked for."""
        return self._say("topics", count=len(names), names=", ".join(names)) if names else self._say("topics-none")

    def sources(self, health: Sequence[Health], now: datetime) -> str:
        """How the sources do: how many are as usual, then who could not be reached, then who is silent."""
        if not health:
            return self._say("sources-none")
        lost = [self._lost(each, now) for each in health if each.unreachable]
        silent = [
            self._silence(each.source, each.newest, each.rhythm, now)
            for each in health
            if each.newest and each.silent(now)
        ]
        well = len(health) - len(lost) - len(silent)
        how = "all" if well == len(health) else "some" if well else "none"
        lines = [self._say("sources", sources=len(health), how=how, well=well)]
        if lost:
            lines.append(self._say("sources-lost", sources="; ".join(lost)))
        if silent:
            lines.append(self._say("sources-silent", sources="; ".join(silent)))
        return "\n".join(lines)

    def help(self) -> str:
        """Above the list of commands."""
        return self._say("help")

    def about(self, verb: str) -> str:
        """What a command answers, in a few words."""
        return self._known(f"about-{verb}")

    def usage(self, verb: str) -> str:
        """What may follow a command; empty for nothing."""
        return self._known(f"usage-{verb}")

    def unknown(self, verb: str, closest: Sequence[str]) -> str:
        """A word that is none of our commands."""
        if closest:
            return self._say("unknown-closest", verb=verb, closest=", ".join(closest))
        return self._say("unknown", verb=verb)

    def failed(self) -> str:
        """Something broke on our side."""
        return self._say("failed")

    # --- what is said around a message whose fate nobody knows

    def repeat(self) -> str:
        """Above a message that may stand there already."""
        return self._say("repeat")

    def missing(self, delivery: str) -> str:
        """That one message of a delivery may not be there."""
        return self._say("missing", delivery=delivery)

    # --- corrections

    def corrected(self, at: time, day: date | None) -> str:
        """Before what was corrected, and when; the day where it is not that of the digest."""
        moment = format_time(at, "HH:mm", locale=self._locale)
        if day is not None:
            written = format_skeleton("MMMMd", datetime.combine(day, at), locale=self._locale)
            moment = self._say("moment", day=written, clock=moment)
        return self._say("corrected", moment=moment)

    def said_before(self) -> str:
        """Between what a line says now and what it said."""
        return self._say("said-before")

    def headline_before(self) -> str:
        """The same, of a headline."""
        return self._say("headline-before")

    def withdrawn(self) -> str:
        """Before a line that is gone: its outlet no longer says so."""
        return self._say("withdrawn")

    def stands_again(self) -> str:
        """Before a line that had been corrected: its outlet has taken the change back."""
        return self._say("stands-again")

    # --- why a message could not be posted, and the way out

    def slow_down(self) -> str:
        """The platform has to be left alone for a while."""
        return self._say("slow-down")

    def not_invited(self) -> str:
        """Slack: the bot is not in the channel."""
        return self._say("not-invited")

    def not_found(self) -> str:
        """The place cannot be seen: private, deleted, or never there."""
        return self._say("not-found")

    def archived(self) -> str:
        """Slack: nobody can write there."""
        return self._say("archived")

    def shared(self) -> str:
        """Slack: people of another organisation read there."""
        return self._say("shared")

    def restricted(self) -> str:
        """Only some may write there, and the bot is not among them."""
        return self._say("restricted")

    def uninstalled(self) -> str:
        """The platform refuses our token, or withdrew what it allowed."""
        return self._say("uninstalled")

    def blocked(self) -> str:
        """Telegram: kicked from the group, or blocked by the person."""
        return self._say("blocked")

    def moved(self, chat: str) -> str:
        """Telegram: the group is a supergroup now."""
        return self._say("moved", chat=chat)

    def thread_closed(self) -> str:
        """The topic or thread is gone or closed."""
        return self._say("thread-closed")

    # --- how sources are told of

    def _lost(self, health: Health, now: datetime) -> str:
        """An outlet, when it last answered, and why it does not: Gazette since 13:00 (answered 503)."""
        reason = self._because(health.trouble) if health.trouble else health.reason
        if health.succeeded is None:
            return self._say("source-never", source=health.source, reason=reason)
        since = self.moment(health.succeeded, near=now)
        return self._say("source-lost", source=health.source, moment=since, reason=reason)

    def _because(self, trouble: Trouble) -> str:
        number = {"number": str(trouble.number)} if trouble.number else {}
        return self._say(f"because-{trouble.cause.value}", **number)

    def _silence(self, source: str, newest: datetime, rhythm: Rhythm | None, now: datetime) -> str:
        """An outlet, and since when it is silent: Herald, last item 21 April, 09:10 (usually 12 a day)."""
        moment = self.moment(newest, near=now)
        if rhythm is None or not rhythm.per_day:
            return self._say("source-silent", source=source, moment=moment)
        return self._say("source-silent-usual", source=source, moment=moment, often=self._often(rhythm.per_day))

    def _often(self, per_day: float) -> str:
        """How often: 12 a day, 3 a week."""
        if per_day >= 1.5:
            return self._say("often-day", count=round(per_day))
        return self._say("often-week", count=round(max(per_day * 7, 1)))
