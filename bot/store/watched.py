"""Steps of transactions on the sources that were added by command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import put
from bot.store.tables import added_sources
from digest.model import Source

_SOURCE = tuple(added_sources.c[field.name] for field in fields(Source))


async def add(connection: AsyncConnection, source: Source, *, now: datetime) -> None:
    """Add a source, or write over the one of its name."""
    await put(connection, added_sources, asdict(source) | {"added": now})


async def drop(connection: AsyncConnection, name: str) -> bool:
    """Remove a source; False if there is none of this name."""
    return (await connection.execute(delete(added_sources).where(added_sources.c.name == name))).rowcount == 1


async def added(connection: AsyncConnection) -> Sequence[Source]:
    """All of them, by name."""
    rows = await connection.execute(select(*_SOURCE).order_by(added_sources.c.name))
    return tuple(Source(*row) for row in rows)
