"""Steps of transactions on what is known of each source's checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.codec import decode, encode
from bot.store.database import put_all
from bot.store.rows import AnyRow
from bot.store.tables import sources
from digest.errors import Trouble
from digest.model import Source
from digest.ports import Health, Validator
from digest.rhythm import Rhythm

#: Columns that are fields of Health by the same name.
_PLAIN = ("checked", "succeeded", "newest", "failures", "since", "next_poll")


async def write(connection: AsyncConnection, checked: Sequence[tuple[Source, Health]]) -> None:
    """In place of what was known of the sources by these names."""
    await put_all(connection, sources, [_row(source, health) for source, health in checked])


async def of(connection: AsyncConnection, asked: Sequence[Source]) -> Sequence[Health | None]:
    """One for each, in order; None where it was never checked, or at another address."""
    chosen = select(sources).where(sources.c.name.in_([source.name for source in asked]))
    rows = {(row.name, row.url): row for row in await connection.execute(chosen)}
    found = (rows.get((source.name, source.url)) for source in asked)
    return tuple(_health(row) if row else None for row in found)


async def every(connection: AsyncConnection) -> Sequence[Health]:
    """By name."""
    return tuple(_health(row) for row in await connection.execute(select(sources).order_by(sources.c.name)))


def _row(source: Source, health: Health) -> dict[str, Any]:
    return {name: getattr(health, name) for name in _PLAIN} | {
        "name": source.name,
        "url": source.url,
        "etag": health.validator.etag,
        "last_modified": health.validator.last_modified,
        "rhythm": encode(health.rhythm) if health.rhythm else "",
        "reason": f"{encode(health.trouble)}\n{health.reason}" if health.trouble else health.reason,
    }


def _health(row: AnyRow) -> Health:
    trouble, _, reason = row.reason.rpartition("\n")
    return Health(
        source=row.name,
        reason=reason,
        trouble=decode(trouble, Trouble) if trouble else None,
        rhythm=decode(row.rhythm, Rhythm) if row.rhythm else None,
        validator=Validator(row.etag, row.last_modified),
        **{name: getattr(row, name) for name in _PLAIN},
    )
