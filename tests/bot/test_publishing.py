"""What goes out by itself, and what chats want of it: mutes, quiet hours, lateness, alerts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from structlog.testing import capture_logs

from bot.delivery import Outbox
from bot.newsroom import Newsroom
from bot.publishing import Publisher
from digest.model import Chat, Digest, Muted, Subscription
from digest.topics import Topic
from tests.builders import MEETING, actor, address, article, counterpart, encounter, facts, listing, span, subscription
from tests.fakes import FakeChannel, FakeFetcher, FakeReader, MemoryStore

MORNING = datetime(2025, 4, 24, 6, 30, tzinfo=UTC)  # 08:30 in Berlin


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Desk:
    """A publisher with all that it needs, at a moment."""

    def __init__(self, now: datetime = MORNING, *, platform: str = "console") -> None:
        self.clock = Clock(now)
        self.store = MemoryStore(clock=self.clock)
        self.room = Newsroom(
            (),
            (Topic("ardal", (("ardal",),)), Topic("port", (("port hale",),))),
            store=self.store,
            fetcher=FakeFetcher(),
            reader=FakeReader(name="test-1"),
            clock=self.clock,
        )
        self.channel = FakeChannel()
        outbox = Outbox(self.store, {platform: self.channel}, clock=self.clock)
        self.publisher = Publisher(self.room, self.store, outbox, clock=self.clock)
        self._idle = outbox.idle

    async def news(
        self, name: str, *, seen: datetime | None = None, place: str = "Port Hale", other: str = "Tomas Reyk"
    ) -> None:
        at = (seen or self.clock()) - timedelta(minutes=1)
        sentence = f"{MEETING.replace('Port Hale', place).replace('Tomas Reyk', other)} It was about {name.casefold()}."
        text = f"{name}\n{sentence}"
        one = article(url=f"https://courier.example/{name}", title=name, text=text, published=at, seen=at)
        await self.store.save_article(one, listing=listing(url=one.url))
        who = (actor(), counterpart(key=other.casefold(), name=other))
        met = encounter(participants=who, evidence=span(sentence, text), place=place, topics=())
        await self.store.save_facts(facts(one, encounters=(met,), statements=()))
        self.room.read_so_far += 1

    async def publish(self, times: int = 1) -> None:
        for _ in range(times):
            await self.publisher.publish()
            await self._idle()

    async def alert(self) -> None:
        await self.publisher.alert()
        await self._idle()

    @property
    def printed(self) -> list[Digest]:
        return [self.store.printed[each.edition] for each in self.store.outbox]


async def desk_with(one: Subscription, *, now: datetime = MORNING, chat: Callable[[Chat], Chat] | None = None) -> Desk:
    desk = Desk(now)
    await desk.store.put_subscription(one)
    if chat:
        await desk.store.chats.save(chat(Chat(one.address)))
    return desk


async def test_a_subscription_is_looked_at_again_when_its_next_slot_comes() -> None:
    desk = await desk_with(subscription())

    await desk.publish()

    assert desk.store.next_looks == {"subscription-1": MORNING + timedelta(days=1)}
    assert await desk.store.due(MORNING + timedelta(hours=23)) == ()


async def test_a_slot_whose_platform_is_off_is_tried_at_the_next_tick() -> None:
    desk = Desk(platform="elsewhere")
    await desk.store.put_subscription(subscription())

    await desk.publish()

    assert await desk.store.due(MORNING) == (subscription(),)


async def test_a_schedule_that_is_off_sends_nothing() -> None:
    desk = await desk_with(subscription(times=()))

    await desk.publish()

    assert desk.printed == []
    assert desk.store.next_looks == {"subscription-1": MORNING + timedelta(days=7)}


async def test_a_digest_that_is_late_says_when_it_was_due() -> None:
    desk = await desk_with(subscription(), now=MORNING + timedelta(hours=5))

    await desk.publish()

    assert [each.due for each in desk.printed] == [MORNING]


async def test_a_digest_on_time_says_nothing_of_it() -> None:
    desk = await desk_with(subscription(), now=MORNING + timedelta(minutes=14))

    await desk.publish()

    assert [each.due for each in desk.printed] == [None]


async def test_slots_in_quiet_hours_are_left_out_and_what_they_would_tell_comes_after() -> None:
    night = subscription(times=tuple(time(hour) for hour in (0, 4, 8, 12)))
    desk = await desk_with(
        night, now=MORNING - timedelta(hours=6), chat=lambda c: replace(c, quiet=(time(22), time(7)))
    )
    await desk.publish()
    await desk.news("At night")
    desk.clock.now = MORNING

    await desk.publish()

    assert [(each.slot.at, each.slot.day.day) for each in desk.store.outbox] == [(time(12), 23), (time(8), 24)]
    assert [len(each.entries) for each in desk.printed] == [0, 1]


async def test_a_chat_that_is_muted_gets_nothing_and_later_only_what_is_new_since() -> None:
    end = MORNING + timedelta(hours=20)
    desk = await desk_with(subscription(), chat=lambda c: replace(c, muted=(Muted("", end),)))
    await desk.news("While muted", seen=MORNING)
    await desk.publish()
    desk.clock.now = MORNING + timedelta(days=1)
    await desk.news("Afterwards", seen=end + timedelta(hours=1), place="Old Ford")

    await desk.publish()

    assert [each.entries[0].headline for each in desk.printed] == ["Afterwards"]


async def test_a_chat_that_is_muted_for_good_gets_nothing() -> None:
    desk = await desk_with(subscription(), chat=lambda c: replace(c, muted=(Muted("", None),)))

    await desk.publish()

    assert desk.printed == []


async def test_a_muted_topic_is_left_out_of_the_digest() -> None:
    desk = await desk_with(subscription(), chat=lambda c: replace(c, muted=(Muted("ardal", None),)))
    await desk.news("On Ardal", seen=MORNING - timedelta(hours=1))

    await desk.publish()

    assert [each.entries for each in desk.printed] == [()]


# --- alerts ----------------------------------------------------------------------------------------------------------

ALERTS = subscription(times=(), topics=("ardal",), alerts=2, since=MORNING - timedelta(hours=1))


async def test_an_alert_goes_out_once_something_on_its_topic_was_read() -> None:
    desk = await desk_with(ALERTS)
    await desk.alert()
    await desk.news("Rail link")

    await desk.alert()
    await desk.alert()

    assert [each.entries[0].headline for each in desk.printed] == ["Rail link"]
    assert [(each.slot.day, each.slot.at) for each in desk.store.outbox] == [(MORNING.date(), time(8, 30))]


async def test_what_was_there_before_the_alert_was_asked_for_is_none() -> None:
    desk = await desk_with(ALERTS)
    await desk.news("Old", seen=MORNING - timedelta(hours=2))

    await desk.alert()

    assert desk.printed == []


async def test_alerts_are_so_many_a_day_and_the_rest_is_not_told_at_midnight() -> None:
    desk = await desk_with(ALERTS)
    for number, other in enumerate(["Tomas Reyk", "Ida Brandt", "Olav Sund"]):
        desk.clock.now = MORNING + timedelta(hours=number)
        await desk.news(f"Talks {number}", other=other, place=f"{other.split()[0]}ville")
        await desk.alert()
    assert len(desk.printed) == 2

    desk.clock.now = MORNING + timedelta(days=1)
    await desk.alert()

    assert len(desk.printed) == 2


async def test_an_alert_waits_for_the_end_of_quiet_hours() -> None:
    desk = await desk_with(ALERTS, chat=lambda c: replace(c, quiet=(time(8), time(9))))
    await desk.news("Rail link")
    await desk.alert()
    assert desk.printed == []
    desk.clock.now = MORNING + timedelta(hours=1)

    await desk.alert()

    assert [each.entries[0].headline for each in desk.printed] == ["Rail link"]


async def test_one_alert_that_breaks_stops_no_other() -> None:
    desk = await desk_with(replace(ALERTS, zone="Nowhere/Land"))
    await desk.store.put_subscription(replace(ALERTS, id="subscription-2", address=address(chat="other")))
    await desk.news("Rail link")

    await desk.alert()

    assert [each.subscription_id for each in desk.store.outbox] == ["subscription-2"]


async def test_a_misspelt_topic_is_told_in_one_line_an_hour_and_stops_nobody_else() -> None:
    desk = await desk_with(subscription(topics=("ardl",)))
    await desk.store.put_subscription(subscription(id="other", address=address(chat="other")))
    await desk.news("News")

    with capture_logs() as logged:
        await desk.publish(times=3)
    desk.clock.now += timedelta(hours=1)
    with capture_logs() as later:
        await desk.publish()

    told = [line for line in (*logged, *later) if line["event"] == "digest not queued"]
    assert [line["log_level"] for line in told] == ["error", "error"]
    assert "ardal" in told[0]["reason"]
    assert "exc_info" not in told[0]
    assert len(desk.printed) == 1
