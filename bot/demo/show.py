"""`readout demo`: two outlets on 127.0.0.1, watched, read and told, as each platform would get it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta

from rich.console import Console

from bot import app
from bot.demo import BUNDLED, Press, load_outlet
from bot.newsroom import Newsroom
from bot.store import open_store
from config.settings import FetchSettings, Settings
from digest.model import Period, Source
from digest.pipeline import Round
from handlers import RENDERERS

#: What is printed, and what it is.
FORMS = {
    "text": "The terminal prints",
    "slack": "Slack is sent (chat.postMessage)",
    "telegram": "Telegram is sent (sendMessage)",
}
#: The article whose correction is published while the demo watches: (outlet, slug).
CORRECTED = ("valley-courier", "oakmere-ferry-fares")


async def show(screen: Console) -> None:
    """Serve the bundled newspaper, let a newsroom watch it for two rounds, and print the digest of the day."""
    now = app.utc_now()
    settings = Settings(fetch=FetchSettings(loopback=True))
    with ExitStack() as served:
        presses = {name: served.enter_context(Press(load_outlet(name, now=now))) for name in BUNDLED}
        sources = tuple(Source(press.outlet.name, f"{press.url}/atom.xml") for press in presses.values())
        async with (
            open_store(app.MEMORY) as store,
            app.newsroom(settings, sources, (), store=store) as room,
        ):
            await _round(room, screen, "First round")
            outlet, slug = CORRECTED
            presses[outlet].correct(slug)
            await _round(room, screen, "Second round, after a correction")
            digest = await room.editor.summary((), Period(now - timedelta(days=1), app.utc_now(), "the last 24 hours"))
    for form, title in FORMS.items():
        messages = RENDERERS[form](digest, settings.local_zone)
        screen.print()
        screen.rule(title if form == "text" else f"{title}: {len(messages)} messages")
        for message in messages:
            screen.print(message, markup=False, highlight=False, soft_wrap=True)
    screen.print("\nThe same as people see it stands at the top. Your own news: readout init, then readout run.")


async def _round(room: Newsroom, screen: Console, title: str) -> None:
    rounds = await room.gather()
    told = "; ".join(f"{each.source}: {_told(each)}" for each in rounds)
    screen.print(f"{title}. {told}.", markup=False, highlight=False, soft_wrap=True)


def _told(each: Round) -> str:
    if each.reason:
        return each.reason
    if each.unchanged:
        return "not modified"
    return f"{len(each.articles)} {'article' if len(each.articles) == 1 else 'articles'}"
