"""The demo's course: two outlets on 127.0.0.1 are watched and read, their digest is posted, one corrects an article.

All of it is the real thing but what the chats are on: boards.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot import app
from bot.delivery import Corrector, Outbox
from bot.demo import BUNDLED, Press, load_outlet
from bot.demo.boards import Board, Sent
from bot.desk import FrontDesk
from bot.newsroom import Newsroom
from bot.store import open_store
from config.settings import FetchSettings, Settings
from digest.model import Address, Digest, Slot, Source, Subscription
from digest.pipeline import Round
from digest.ports import Store
from handlers import channels
from handlers.account import Account

#: Nobody logs in with these: the chats are on this machine.
ACCOUNTS = {"slack": Account("xoxb-demo", "xapp-demo"), "telegram": Account("1:demo")}
#: The article that is corrected once it has been told: (outlet, slug).
CORRECTED = ("northern-herald", "fishermen-protest-note")

#: What each platform was sent, in order.
Sendings = Mapping[str, Sequence[Sent]]


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it."""

    digest: Digest
    posted: Sendings  #: the digest
    corrected: Sendings  #: what followed from the correction
    zone: ZoneInfo  #: whose clocks are shown


async def play(say: Callable[[str], None]) -> Played:
    """From the newspapers to the chats; what happens on the way is told as it does."""
    settings, now = Settings(fetch=FetchSettings(loopback=True)), app.utc_now()
    zone = settings.local_zone
    with ExitStack() as served:
        presses = {name: served.enter_context(Press(load_outlet(name, now=now))) for name in BUNDLED}
        sources = tuple(Source(press.outlet.name, f"{press.url}/atom.xml") for press in presses.values())
        async with (
            open_store(app.MEMORY) as store,
            app.newsroom(settings, sources, (), store=store) as room,
            _boards(room, store, zone) as boards,
        ):
            outbox = Outbox(store, boards, clock=app.utc_now)
            say(f"Two invented newspapers on this machine are visited. {await _visited(room)}.")
            digest = await _publish(room, outbox, zone)
            posted = {name: tuple(board.sent) for name, board in boards.items()}
            outlet, slug = CORRECTED
            presses[outlet].correct(slug)
            say(f"One corrects an article that was told, and both are visited again. {await _visited(room)}.")
            await Corrector(store, boards, clock=app.utc_now).queue()
            await outbox.deliver()
            corrected = {name: tuple(board.sent[len(posted[name]) :]) for name, board in boards.items()}
    return Played(digest, posted, corrected, zone)


@asynccontextmanager
async def _boards(room: Newsroom, store: Store, zone: ZoneInfo) -> AsyncIterator[dict[str, Board]]:
    desk = FrontDesk(room.editor, store, clock=app.utc_now)
    real = channels(ACCOUNTS, desk, store=store, now=app.utc_now, zone=zone)
    boards = {name: Board(channel) for name, channel in real.items()}
    try:
        yield boards
    finally:
        for board in boards.values():
            await board.stop()


async def _visited(room: Newsroom) -> str:
    return "; ".join([f"{each.source}: {_told(each)}" for each in await room.gather()])


def _told(each: Round) -> str:
    if each.reason:
        return each.reason
    if each.unchanged:
        return "nothing new"
    return f"{len(each.articles)} {'article' if len(each.articles) == 1 else 'articles'}"


async def _publish(room: Newsroom, outbox: Outbox, zone: ZoneInfo) -> Digest:
    """Deliver the digest of a day, whose slot is now, to a chat on each platform."""
    local = app.utc_now().astimezone(zone)
    slot = Slot(local.date(), local.time())
    daily = [Subscription(name, Address(name, "demo"), (), (slot.at,), tuple(range(7)), zone.key) for name in ACCOUNTS]
    digest = await room.editor.edition(daily[0], slot)
    for subscription in daily:
        await outbox.queue(subscription, slot, digest)
    await outbox.deliver()
    return digest
