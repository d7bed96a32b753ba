"""What the bot says while a chat chooses, asks about people, or asks why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from digest.desk import Kept, Missed, Preview, Stage, Why
from digest.errors import AskError
from digest.model import Chat, Length, Muted, Period
from digest.timetable import Timetable
from digest.topics import How
from handlers.replies.speaker import LANGUAGES, USUAL_LANGUAGE, Speaker


class Conversation(Speaker):
    """Sentences about what a chat gets, people, and reasons."""

    def misread(self, error: AskError) -> str:
        """Why what somebody said made no sense, and what would."""
        if error.sentence not in self._texts:
            return str(error)
        about = {name: self._date(told) if isinstance(told, date) else told for name, told in error.about.items()}
        return self._say(error.sentence, **about)

    def button(self, name: str) -> str:
        """What stands on a button: "undo", "times", "wrong-speaker"."""
        return self._say(f"button-{name}")

    def field(self, name: str) -> str:
        """What stands beside a field of a form: "topics", "topics-hint"."""
        return self._say(f"field-{name}")

    def home(self, name: str) -> str:
        """What stands on the bot's own page: "yours" above digests, "sources" above how they do."""
        return self._say(f"home-{name}")

    def more_digests(self, digests: int) -> str:
        """That so many subscriptions found no room."""
        return self._say("more-digests", digests=digests)

    def weekday(self, day: int) -> str:
        """The name of a day; 0 = Monday."""
        return str(self._locale.days["stand-alone"]["wide"][day])

    # --- what a chat gets

    def gets(self, kept: Kept) -> str:
        """What a chat gets, when, and when next."""
        subscription = kept.subscription
        topics = self.named(subscription.topics)
        if subscription.alerts:
            return self._say("gets-alerts", topics=topics, most=subscription.alerts)
        if not subscription.times:
            return self._say("gets-never", topics=topics)
        times = self.times(Timetable(subscription.days, subscription.times))
        coming = [self._there(subscription.zone).day_and_time(when) for _, when in kept.upcoming[:1]]
        line = self._say("gets", topics=topics, times=times, zone=subscription.zone)
        return f"{line} {self._say('next', moment=coming[0])}" if coming else line

    def named(self, topics: Sequence[str]) -> str:
        """Topics in a sentence; everything where none is named."""
        return self._and(topics) if topics else self._say("everything")

    def paused(self, reason: str) -> str:
        """That nothing comes for now, and why: as the platform's refusal says it."""
        return self._say("paused", reason=reason)

    def preview(self, preview: Preview) -> str:
        """What the last days would have brought."""
        if not preview.stories:
            return self._say("preview-none", days=preview.days)
        told = self._say("preview", stories=preview.stories, days=preview.days)
        return "\n".join([told, *(f"• {headline}" for headline in preview.headlines)])

    def stopped(self, topics: Sequence[str]) -> str:
        """That something comes no more."""
        return self._say("stopped", topics=self.named(topics))

    def not_subscribed(self, topics: Sequence[str]) -> str:
        """That a chat gets nothing, or nothing on these topics."""
        return self._say("not-subscribed-to", topics=self._and(topics)) if topics else self._say("not-subscribed")

    def not_allowed(self) -> str:
        """That only others may change what a chat gets."""
        return self._say("not-allowed")

    def fixed(self) -> str:
        """That a digest is the settings file's, and changed there."""
        return self._say("fixed")

    def scheduled(self, kept: Kept) -> str:
        """Its times, and the next three."""
        subscription = kept.subscription
        times = self.times(Timetable(subscription.days, subscription.times))
        there = self._there(subscription.zone)
        coming = "; ".join(there.day_and_time(when) for _, when in kept.upcoming)
        return self._say("scheduled", times=times, zone=subscription.zone, coming=coming)

    def schedule_off(self, topics: Sequence[str]) -> str:
        """That a digest comes no more until other times are set."""
        return self._say("schedule-off", topics=self.named(topics))

    def times(self, timetable: Timetable) -> str:
        """Days and times: "weekdays 08:30 and 18:00"."""
        days, hours = timetable.days, timetable.times
        on = self._days(days)
        steps = {(b.hour - a.hour) * 60 + b.minute - a.minute for a, b in pairwise(hours)}
        if len(hours) > 3 and len(steps) == 1 and min(steps) % 60 == 0:
            first, last = f"{hours[0]:%H:%M}", f"{hours[-1]:%H:%M}"
            return self._say("times-every", days=on, hours=min(steps) // 60, first=first, last=last)
        return self._say("times", days=on, times=self._and([f"{at:%H:%M}" for at in hours]))

    def _days(self, days: Sequence[int]) -> str:
        known = {tuple(range(7)): "every-day", tuple(range(5)): "weekdays", (5, 6): "weekends"}
        if name := known.get(tuple(days)):
            return self._say(name)
        return self._and([self._weekday(day) for day in days])

    def muted(self, muted: Sequence[Muted]) -> str:
        """What is left out for now, and until when."""
        if not muted:
            return self._say("muted-none")
        return "\n".join(self._muted(each) for each in muted)

    def _muted(self, muted: Muted) -> str:
        topic = muted.topic or self._say("everything")
        if muted.until is None:
            return self._say("muted-for-good", topic=topic)
        return self._say("muted", topic=topic, moment=self.day_and_time(muted.until))

    def settings(self, chat: Chat, zone: str) -> str:
        """How a chat is written to."""
        quiet = f"{chat.quiet[0]:%H:%M}-{chat.quiet[1]:%H:%M}" if chat.quiet else self._say("none")
        language = LANGUAGES.get(chat.language, LANGUAGES[USUAL_LANGUAGE])
        silent = self._say("yes" if chat.silent else "no")
        return self._say(
            "settings", language=language, zone=zone, length=self.length(chat.length), quiet=quiet, silent=silent
        )

    def which_city(self) -> str:
        """Above cities to choose a zone by."""
        return self._say("which-city")

    def city(self, zone: str, now: datetime) -> str:
        """The city that a zone is named after, and what its clocks show: "Yerevan 16:00"."""
        city = get_timezone_location(zone, locale=self._locale, return_city=True)
        return f"{city} {now.astimezone(ZoneInfo(zone)):%H:%M}"

    def length(self, length: Length) -> str:
        """How long a digest is."""
        return self._say(f"length-{length.value}")

    # --- people

    def who_is_meant(self, verb: str) -> str:
        """That a name is missing."""
        return self._say("who-is-meant", usage=f"{verb} {self._known(f'usage-{verb}')}".strip())

    def nobody(self, name: str, days: int) -> str:
        """That nobody of this name acted or spoke."""
        return self._say("nobody", name=name, days=days)

    def several(self, names: Sequence[str]) -> str:
        """That a name is several people's."""
        return self._say("several", count=len(names), names="; ".join(names))

    def person(self, called: str, outlet: str, seen: datetime, now: datetime) -> str:
        """Who somebody is, by the latest article."""
        return self._say("person", called=called, outlet=outlet, moment=self.moment(seen, near=now))

    def last_met(self, line: str, outlet: str) -> str:
        """The latest encounter, and where it can be read."""
        return self._say("last-met", line=line, outlet=outlet)

    def last_said(self, line: str, outlet: str) -> str:
        """The latest statement, and where it can be read."""
        return self._say("last-said", line=line, outlet=outlet)

    def nothing_met(self, names: str, period: Period) -> str:
        """That the record has no such encounter."""
        return self._say("nothing-met", names=names, within=self.within(period))

    def nothing_said(self, names: str, period: Period) -> str:
        """That the record has no such words."""
        return self._say("nothing-said", names=names, within=self.within(period))

    # --- reasons

    def why_what(self) -> str:
        """Which story is meant?"""
        return self._say("why-what")

    def why_nothing(self, item: str) -> str:
        """That no story of the last digests fits."""
        return self._say("why-nothing", item=item)

    def why(self, found: Why, now: datetime) -> str:
        """Why a story was in a digest: the topic, and what met each of its terms."""
        if found.hits:
            reasons = [self._reason(hit.how, hit.term, hit.words, hit.report.article.source) for hit in found.hits]
            line = self._say("why", headline=found.headline, topics=self._and(found.topics), reasons="; ".join(reasons))
        else:
            line = self._say("why-everything", headline=found.headline)
        seen = self._say("first-seen", moment=self.moment(found.seen, near=now)) if found.seen else ""
        return f"{line} {seen}".strip()

    def _reason(self, how: How, term: str, words: str, outlet: str) -> str:
        return self._say(f"reason-{how.value}", term=term, words=words, outlet=outlet)

    def missed_what(self) -> str:
        """That an address is missing."""
        return self._say("missed-what")

    def missed(self, found: Missed, now: datetime) -> str:
        """Where an article fell out."""
        about: dict[str, str | int] = {"title": found.title, "sources": self._and(found.sources), "tries": found.tries}
        if found.stage in (Stage.OFF_TOPIC, Stage.MUTED):
            about["terms"] = self._and(found.lacking)
        if found.when:
            about["moment"] = self.moment(found.when, near=now)
        return self._say(f"missed-{found.stage.value}", **about)

    def wrong_what(self) -> str:
        """What is wrong?"""
        return self._say("wrong-what")

    def logged(self, number: int) -> str:
        """That a complaint is on record."""
        return self._say("logged", number=str(number))

    def menu_why(self) -> str:
        """Asks why a story is in the digest."""
        return self._say("menu-why")

    def menu_who(self, name: str) -> str:
        """Asks who somebody is."""
        return self._say("menu-who", name=name)

    def menu_mute(self, topic: str) -> str:
        """Leaves a topic out for a week; where none is meant, asks which."""
        return self._say("menu-mute", topic=topic) if topic else self._say("menu-mute-what")

    def menu_settings(self) -> str:
        """Asks what is set."""
        return self._say("menu-settings")

    def not_a_digest(self) -> str:
        """That a message is none of ours in which something can be wrong."""
        return self._say("not-a-digest")

    def thanks(self) -> str:
        """To who says that a digest is right."""
        return self._say("thanks")

    def reported(self, what: str, headline: str) -> str:
        """To the editors: what a reader says is wrong, and with which story where that is known."""
        if not headline:
            return self._say("reported", what=what)
        return self._say("reported-in", what=what, headline=headline)

    def late(self, due: datetime) -> str:
        """Of a digest that goes out long after its time."""
        return self._say("late", moment=self.moment(due))

    # --- buttons, and chats that are managed from elsewhere

    def too_old(self, verb: str) -> str:
        """Of a button that was shown long ago, or that nobody remembers."""
        return self._say("too-old", verb=verb)

    def not_yours(self, name: str, verb: str) -> str:
        """Of a button that only somebody else may press; their name is empty where it is not known."""
        return self._say("not-yours", name=name, verb=verb) if name else self._say("not-yours-unnamed", verb=verb)

    def whom(self) -> str:
        """Above the names in a digest."""
        return self._say("whom")

    def mute_what(self) -> str:
        """Above the topics of a digest."""
        return self._say("mute-what")

    def back(self, digests: int) -> str:
        """In a chat that was closed to us and is open again."""
        return self._say("back", digests=digests)

    def managing(self, title: str) -> str:
        """Above what can be chosen for a channel, in a private chat."""
        return self._say("managing", title=title)

    def manage_what(self) -> str:
        """Which channel is meant?"""
        return self._say("manage-what")

    def manage_nothing(self, asked: str) -> str:
        """That there is no such channel, or not for whoever asks: the same words for both."""
        return self._say("manage-nothing", asked=asked)

    # --- inline mode

    def inline_hint(self) -> str:
        """While nothing is found."""
        return self._say("inline-hint")

    def inline_said(self, name: str) -> str:
        """Above what somebody said."""
        return self._say("inline-said", name=name)

    def inline_met(self, name: str) -> str:
        """Above whom somebody met."""
        return self._say("inline-met", name=name)

    # --- how times are written

    def _there(self, zone: str) -> Conversation:
        """The same words by the clocks of a subscription."""
        return type(self)(ZoneInfo(zone), self._texts.language)

    def day_and_time(self, at: datetime) -> str:
        """With the day of the week: "Thu 24 April, 08:30"."""
        weekday = self._weekday(at.astimezone(self.zone).weekday())
        return self._say("day-and-time", weekday=weekday, moment=self.moment(at))
