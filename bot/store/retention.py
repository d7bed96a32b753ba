"""Steps of transactions that forget what is older than the newsroom wants to keep.

Of a subscription that still lives and has had no digest lately all is kept: its last slot says which come next, and its
last editions what its readers were told.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, delete, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import daybooks
from bot.store.outbox import is_open
from bot.store.tables import articles, deliveries, editions, errata, pages, parts, people, site_lines, subscriptions
from digest.ports import Keep

#: What a digest may ask for of the time before it: its stories of the days before, a week's errata, a week's slot.
RECENT = timedelta(days=14)


async def forget_articles(connection: AsyncConnection, keep: Keep, *, limit: int) -> int:
    """All versions of the oldest; how their sources list them stays, so that none comes back as new."""
    of = articles.alias()
    younger = exists().where(of.c.id == articles.c.id, of.c.seen >= keep.articles)
    old = select(articles.c.id, articles.c.moment).where(articles.c.latest, articles.c.moment < keep.articles, ~younger)
    found = (await connection.execute(old.order_by(articles.c.moment).limit(limit))).all()
    ids = [row.id for row in found]
    await daybooks.changed(connection, [row.moment for row in found], forgotten=True)
    await connection.execute(delete(articles).where(articles.c.id.in_(ids)))
    for table in (pages, people):
        await connection.execute(delete(table).where(table.c.article.in_(ids)))
    return len(ids)


async def forget_deliveries(connection: AsyncConnection, keep: Keep, *, limit: int) -> int:
    """The oldest of which nothing is under way, with their messages."""
    quiet = select(deliveries.c.subscription_id).group_by(deliveries.c.subscription_id)
    quiet = quiet.having(func.max(deliveries.c.claimed_at) < keep.deliveries + RECENT)
    over = or_(
        deliveries.c.subscription_id.not_in(select(subscriptions.c.id)), deliveries.c.subscription_id.not_in(quiet)
    )
    under_way = exists().where(parts.c.delivery == deliveries.c.number, is_open)
    old = select(deliveries.c.number).where(deliveries.c.claimed_at < keep.deliveries, over, ~under_way)
    numbers = (await connection.execute(old.order_by(deliveries.c.number).limit(limit))).scalars().all()
    await connection.execute(delete(parts).where(parts.c.delivery.in_(numbers)))
    await connection.execute(delete(deliveries).where(deliveries.c.number.in_(numbers)))
    return len(numbers)


async def forget_editions(connection: AsyncConnection, *, limit: int) -> int:
    """Those that no delivery is left of, with their errata and what corrected them."""
    first = func.coalesce(func.nullif(editions.c.corrects, ""), editions.c.id)
    orphans = select(editions.c.id).where(~exists().where(deliveries.c.edition == first)).limit(limit)
    ids = (await connection.execute(orphans)).scalars().all()
    await connection.execute(delete(errata).where(errata.c.edition.in_(ids)))
    await connection.execute(delete(editions).where(editions.c.id.in_(ids)))
    return len(ids)


async def forget_lines(connection: AsyncConnection, keep: Keep, *, limit: int) -> int:
    """Lines that no page of their site has had since."""
    key = (site_lines.c.site, site_lines.c.line)
    old = (await connection.execute(select(*key).where(site_lines.c.seen < keep.lines).limit(limit))).all()
    if old:
        await connection.execute(delete(site_lines).where(or_(*(and_(key[0] == s, key[1] == n) for s, n in old))))
    return len(old)
