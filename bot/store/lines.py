"""Lines that sites repeat: a step of a transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import put_all
from bot.store.tables import site_lines
from digest.repeats import PAGES, REMEMBERED

# Of an article's id, which has 64: enough to tell a site's latest pages apart.
_PAGE_CHARS = 12


async def note(
    connection: AsyncConnection, site: str, page: str, lines: Collection[int], *, now: datetime
) -> frozenset[int]:
    """Note that this page has these lines; those that PAGES pages have."""
    if not lines:
        return frozenset()
    pages = {line: _with(noted, page[:_PAGE_CHARS]) for line, noted in (await _noted(connection, site, lines)).items()}
    repeated = frozenset(line for line, found in pages.items() if len(found) >= PAGES)
    rows = [
        {"site": site, "line": line, "pages": " ".join(found), "repeated": line in repeated, "seen": now}
        for line, found in pages.items()
    ]
    await put_all(connection, site_lines, rows)
    for kind in (False, True):
        await _forget(connection, site, repeated=kind)
    return repeated


async def _noted(connection: AsyncConnection, site: str, lines: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The pages on which each of these lines was seen."""
    chosen = select(site_lines.c.line, site_lines.c.pages)
    rows = await connection.execute(chosen.where(site_lines.c.site == site, site_lines.c.line.in_(lines)))
    return dict.fromkeys(lines, ()) | {line: tuple(pages.split()) for line, pages in rows}


def _with(pages: tuple[str, ...], page: str) -> tuple[str, ...]:
    return pages if page in pages or len(pages) >= PAGES else (*pages, page)


async def _forget(connection: AsyncConnection, site: str, *, repeated: bool) -> None:
    """All but the latest lines of one kind."""
    of_kind = and_(site_lines.c.site == site, site_lines.c.repeated == repeated)
    seen = select(site_lines.c.seen).where(of_kind).order_by(site_lines.c.seen.desc())
    last = seen.offset(REMEMBERED).limit(1).scalar_subquery()
    await connection.execute(delete(site_lines).where(of_kind, site_lines.c.seen < last))
