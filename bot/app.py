"""The only place where things are built and joined.

Start:  store (locked, migrated) -> reader -> web front, if it is on -> channels -> ticks; what was in doubt is settled
with the first deliveries. The web front comes before the channels, so that a port that is taken is said at once; what
it gets for a channel that is not running is put off, and the platform sends it again.
Stop, the other way round: ticks and deliveries end (at most 8 s), channels finish what is in flight in what is left of
STOP_S, the web front and the reader go.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import structlog
from pydantic import SecretStr

from bot import beat
from bot.delivery import Corrector, Outbox, Reopener
from bot.desk import FrontDesk
from bot.fetch.client import HttpFetcher
from bot.jobs import ReaderProcess
from bot.newsroom import Newsroom
from bot.parsing import ParserProcesses
from bot.publishing import Publisher
from bot.retention import Janitor
from bot.schedule import Ticker, upcoming
from bot.sources import together
from bot.store import open_store
from bot.web import Pulse, application, serving
from config.settings import Settings
from digest.errors import PostError
from digest.model import Mode, Source, Subscription
from digest.ports import Channel, Store
from digest.rhythm import Pace
from digest.subscribing import is_fixed
from digest.topics import Topic
from handlers import channels
from handlers.account import Account, OAuth
from handlers.web import routes

log = structlog.get_logger()

Clock = Callable[[], datetime]

RETRY_S = 30.0  # seconds between two tries of a platform that could not be reached
WATCH_S = 1.0  # seconds between two looks at which sources are due
ADDED_S = 10.0  # seconds between two looks at which sources were added or removed by command
LOOK_AGAIN_S = 60.0  # seconds between two looks at which young articles' pages are due
TELL_S = 5.0  # seconds between two looks at which days have news that is not in their daybooks
LOOK_S = 20.0  # seconds between two looks at the schedule: a digest is at most so late
FORGET_S = 600.0  # seconds between two looks at whether tonight's forgetting is done
DELIVER_S = 5.0  # seconds between two looks at what waits to be sent: a wait, or an outage, is over at most so late
REOPEN_S = 3600.0  # seconds between two looks at whether chats that are closed to us are open
STOP_S = 9.0  # seconds until channels are not waited for any more, so that the whole stop takes less than 10
PULSE_S = 1.0  # seconds between two signs that the ticks go on, for /healthz
MEMORY = "sqlite+aiosqlite://"  # for commands that keep nothing


def utc_now() -> datetime:
    """The clock of the real thing."""
    return datetime.now(UTC)


def fetcher(settings: Settings) -> HttpFetcher:
    """What sources and pages are fetched with."""
    contact = f"; {settings.fetch.contact}" if settings.fetch.contact else ""
    agent = f"Readout/{version('readout')} (news digest bot{contact})"
    return HttpFetcher(user_agent=agent, loopback=settings.fetch.loopback)


def pace(settings: Settings) -> Pace:
    """How often a source is visited."""
    fetch = settings.fetch
    return Pace(timedelta(minutes=fetch.shortest_min), timedelta(minutes=fetch.longest_min))


@asynccontextmanager
async def newsroom(
    settings: Settings, sources: tuple[Source, ...], topics: tuple[Topic, ...], *, store: Store, clock: Clock = utc_now
) -> AsyncIterator[Newsroom]:
    """A newsroom that can gather, read and edit; its parsers and its reader start in the background."""
    reader = ReaderProcess(settings.reading.model, timeout_s=settings.reading.timeout_s)
    parser = ParserProcesses()
    warming = asyncio.gather(parser.warm(), reader.warm())
    try:
        async with fetcher(settings) as http:
            room = Newsroom(
                sources,
                topics,
                store=store,
                fetcher=http,
                parser=parser,
                reader=reader,
                clock=clock,
                pace=pace(settings),
            )
            try:
                yield room
            finally:
                await room.stop()
    finally:
        warming.cancel()
        await asyncio.gather(warming, return_exceptions=True)  # else asyncio tells of it, whatever came of it
        await asyncio.gather(parser.stop(), reader.stop())


def accounts(settings: Settings, engine: Any) -> dict[str, Account]:
    """How the bot logs in on each platform; one that is not `on` where it does not.

    Args:
        settings: The newsroom's.
        engine: Where the tokens of Slack's workspaces are kept: SqlStore.engine.
    """
    slack, telegram = settings.slack, settings.telegram
    return {
        "slack": Account(
            _secret(slack.bot_token),
            _secret(slack.app_token),
            slack.api_url,
            editors=slack.editors,
            managers=slack.managers,
            signing_secret=_secret(slack.signing_secret),
            oauth=_oauth(settings, engine),
        ),
        "telegram": Account(
            _secret(telegram.token),
            api=telegram.api_url,
            mode=Mode(telegram.delivery),
            webhook=settings.web.url or "" if telegram.receive == "webhook" else "",
        ),
    }


def _oauth(settings: Settings, engine: Any) -> OAuth | None:
    slack = settings.slack
    if slack.client_id is None:
        return None
    return OAuth(slack.client_id, _secret(slack.client_secret), settings.web.url or "", engine)


def _secret(token: SecretStr | None) -> str:
    return token.get_secret_value() if token else ""


async def run(
    settings: Settings,
    *,
    beside: Path,
    stop: asyncio.Event | None = None,
    clock: Clock = utc_now,
    look_s: float = LOOK_S,
) -> None:
    """Be the bot until SIGTERM, SIGINT, or `stop`.

    Args:
        settings: The newsroom's.
        beside: The folder that regions of its own are relative to.
        stop: Set to stop; None to stop on signals.
        clock: What time it is, UTC.
        look_s: Seconds between two looks at the schedule.

    Raises:
        SettingsError: The settings contradict themselves.
        StoreError: The database is locked by another Readout, of a later version, or out of reach.
        PostError: A platform refuses our token.
    """
    stop = stop or _stop_on_signals()
    ending = _Ending()
    around = beat.regions(settings, beside=beside)
    sources, topics = beat.sources(settings, around), beat.topics(settings, around)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings.store.url))
        room = await stack.enter_async_context(newsroom(settings, sources, topics, store=store, clock=clock))
        desk = FrontDesk(room.editor, store, clock=clock)
        logins = accounts(settings, store.engine)
        waiting = channels(logins, desk, store=store, now=clock, zone=settings.local_zone)
        pulse = Pulse()
        if settings.web.port is not None:
            front = application(store, pulse, routes(waiting.values()), clock=clock)
            port = await stack.enter_async_context(serving(front, host=settings.web.host, port=settings.web.port))
            log.info("web front ready", host=settings.web.host, port=port)
        posts: dict[str, Channel] = {}
        await _connect(waiting, posts, stack, ending)
        outbox = Outbox(store, posts, clock=clock)
        publisher = Publisher(room, store, outbox, clock=clock)
        await _subscribe(settings, store, posts, now=clock())
        watched = await _use_added(room, sources, store)
        ticker = Ticker()
        ticker.every(ADDED_S, lambda: _use_added(room, sources, store), name="sources")
        ticker.every(WATCH_S, room.watch, name="watch")
        ticker.every(LOOK_AGAIN_S, room.look, name="look")
        ticker.every(TELL_S, room.editor.tell, name="tell")
        ticker.every(look_s, publisher.publish, name="publish")
        ticker.every(look_s, publisher.alert, name="alert")
        ticker.every(look_s, Corrector(store, posts, clock=clock).queue, name="correct")
        ticker.every(REOPEN_S, Reopener(store, posts).look, name="reopen")
        ticker.every(DELIVER_S, outbox.begin, name="deliver")
        janitor = Janitor(store, settings.store, zone=settings.local_zone, clock=clock)
        ticker.every(FORGET_S, janitor.tick, name="forget")
        ticker.every(PULSE_S, pulse.beat, name="pulse")
        ticker.every(RETRY_S, lambda: _connect(waiting, posts, stack, ending), name="connect")
        ticker.start()
        stack.push_async_callback(_end, ticker, outbox)
        if not watched:
            log.warning("nothing is watched yet", remedy="readout sources add URL; no restart is needed")
        log.info("running", sources=watched, channels=", ".join(posts) or "none yet", stop="Ctrl-C")
        await stop.wait()
        log.info("stopping")
        ending.begin()


class _Ending:
    """A stop: each part has bounds of its own, and here is what is left of those of the whole."""

    def __init__(self) -> None:
        self._by: float | None = None  # by the loop's clock; None until it begins

    def begin(self) -> None:
        """From now on."""
        self._by = asyncio.get_running_loop().time() + STOP_S

    async def stop(self, channel: Channel, name: str) -> None:
        """Let it finish what is in flight; what is not done by then is on record, and settled at the next start."""
        left = STOP_S if self._by is None else max(0.0, self._by - asyncio.get_running_loop().time())
        try:
            await asyncio.wait_for(channel.stop(), left)
        except TimeoutError:
            log.warning("channel not waited for", platform=name)


async def _end(ticker: Ticker, outbox: Outbox) -> None:
    """Both at the same time: each takes seconds of the 10 that a stop may take."""
    await asyncio.gather(ticker.stop(), outbox.stop())


async def _connect(
    waiting: dict[str, Channel], posts: dict[str, Channel], stack: AsyncExitStack, ending: _Ending
) -> None:
    """Start the channels that wait; one that cannot be reached now goes on waiting and stops no other.

    Raises:
        PostError: A platform refuses our token: only a person can help.
    """
    for name, channel in list(waiting.items()):
        try:
            await channel.start()
        except PostError as error:
            if error.gone:
                raise
            log.warning("channel not reached", platform=name, reason=str(error))
            continue
        posts[name] = waiting.pop(name)
        stack.push_async_callback(ending.stop, channel, name)
        log.info("channel ready", platform=name)


async def _use_added(room: Newsroom, sources: Sequence[Source], store: Store) -> int:
    """Watch what was added by command too: `readout sources add` works while we run. How many that makes."""
    watched = together(sources, await store.added_sources())
    room.use(watched)
    return len(watched)


async def _subscribe(settings: Settings, store: Store, posts: Mapping[str, Channel], *, now: datetime) -> None:
    """Make the stored subscriptions those of the settings, each where its chat asks from; what chats made stays."""
    homes = {name: channel.home for name, channel in posts.items()}
    given = [_at_home(each, homes) for each in beat.subscriptions(settings, now=now)]
    wanted = {each.id: each for each in given}
    for stored in await store.subscriptions():
        if is_fixed(stored) and stored.id not in wanted:
            await store.drop_subscription(stored.id)
    for each in wanted.values():
        await store.put_subscription(each)
        for slot, _ in upcoming(each, now=now, count=1):
            where = f"{each.address.platform} {each.address.chat}".strip()
            log.info("next digest", chat=where, day=str(slot.day), at=f"{slot.at:%H:%M}", zone=each.zone)


def _at_home(subscription: Subscription, homes: Mapping[str, str]) -> Subscription:
    """With the workspace that an address without one means, so that its chat finds it."""
    address = subscription.address
    workspace = address.workspace or homes.get(address.platform, "")
    return replace(subscription, address=replace(address, workspace=workspace))


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
