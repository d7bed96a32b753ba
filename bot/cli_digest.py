"""`readout digest`: what some outlets report, now. Nothing is stored."""

from __future__ import annotations

import asyncio
import sys
from enum import StrEnum
from typing import Annotated

import typer

from bot import app, beat, inputs, logs, show
from bot.newsroom import Newsroom
from bot.options import SettingsFile, complain
from bot.sources import name_apart, same
from bot.store import open_store
from config.settings import FILE, Settings, load
from digest import periods
from digest.errors import FetchError, SourceError
from digest.model import Digest, Source
from digest.sources import canonical
from digest.topics import Topic
from handlers import RENDERERS


class Form(StrEnum):
    """What a digest is printed as."""

    TEXT = "text"
    SLACK = "slack"
    TELEGRAM = "telegram"


def digest(
    source: Annotated[
        list[str],
        typer.Option(
            metavar="URL", help="A feed, a site's front page, a section, a sitemap; may be given several times."
        ),
    ],
    topic: Annotated[
        list[str] | None,
        typer.Option(metavar="T", help="Only stories on this topic, or with these words; given several times: on any."),
    ] = None,
    since: Annotated[
        str, typer.Option(metavar="24h|DATE", help="How far back: 24h, 3d, week, today, 2025-03-13.")
    ] = "24h",
    form: Annotated[Form, typer.Option("--as", help="What it is printed as.")] = Form.TEXT,
    settings: SettingsFile = None,
) -> None:
    """Make a digest of some outlets, now. Nothing is stored."""
    path = settings or FILE
    loaded = load(path if settings or path.exists() else None)
    logs.set_up("error")
    for url in source:
        if not inputs.is_address(url):
            raise typer.BadParameter(f"{url} is not an http:// or https:// address", param_hint="--source")
    around = beat.regions(loaded, beside=path.parent)
    made = asyncio.run(_made(loaded, source, beat.topics(loaded, around), topic or [], since))
    if made is None:
        raise typer.Exit(1)
    for message in RENDERERS[form.value](made, loaded.local_zone):
        sys.stdout.write(message + "\n")


async def _made(
    settings: Settings, urls: list[str], known: tuple[Topic, ...], topics: list[str], since: str
) -> Digest | None:
    """The digest; None where no source could be had. A line aside for each that could not."""
    period = periods.parse(since, now=app.utc_now(), zone=settings.local_zone)
    async with (
        open_store(app.MEMORY) as store,
        app.newsroom(settings, (), known, store=store) as room,
    ):
        sources = await _found(list(dict.fromkeys(urls)), room)
        room.use(sources)
        with show.progress("Fetching and reading", total=len(sources)) as advance:
            rounds = await room.gather(done=lambda _: advance())
        for each in rounds:
            if each.reason:
                complain(f"{each.source}: {each.reason}")
        return None if all(each.reason for each in rounds) else await room.editor.summary(topics, period)


async def _found(urls: list[str], room: Newsroom) -> list[Source]:
    """How these addresses are watched, each once, under names that tell them apart."""
    sources: dict[str, Source] = {}
    for url in urls:
        try:
            found = (await room.find(canonical(url))).source
        except (FetchError, SourceError) as error:
            complain(str(error))
            continue
        if same(found.url) != same(url):
            complain(f"{url}: read by its {found.kind}, {found.url}")
        sources.setdefault(same(found.url), name_apart(found, [each.name for each in sources.values()]))
    return list(sources.values())
