"""Steps of transactions on who gets what when: subscriptions, why they are paused, and when each is looked at next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import put
from bot.store.rows import subscription_of, subscription_row
from bot.store.tables import subscriptions
from digest.model import Address, Subscription

#: No slot is this far ahead, unless a clock was wrong when it was worked out.
FAR = timedelta(days=8)

_is_active = subscriptions.c.paused == ""


async def add(connection: AsyncConnection, subscription: Subscription) -> None:
    """Or change the one with its id, and look at it at once; nothing if only `since` differs."""
    row = (await connection.execute(select(subscriptions).where(subscriptions.c.id == subscription.id))).first()
    if not row or replace(subscription_of(row), since=subscription.since) != subscription:
        await put(connection, subscriptions, subscription_row(subscription) | {"next": None})


async def drop(connection: AsyncConnection, subscription_id: str) -> None:
    """Forget it."""
    await connection.execute(delete(subscriptions).where(subscriptions.c.id == subscription_id))


async def active(connection: AsyncConnection, *, alerts: bool) -> Sequence[Subscription]:
    """By id."""
    chosen = select(subscriptions).where(_is_active).order_by(subscriptions.c.id)
    chosen = chosen.where(subscriptions.c.alerts > 0) if alerts else chosen
    return tuple(subscription_of(row) for row in await connection.execute(chosen))


async def due(connection: AsyncConnection, now: datetime) -> Sequence[Subscription]:
    """By id."""
    later = subscriptions.c.next > now + FAR
    by_now = or_(subscriptions.c.next.is_(None), subscriptions.c.next <= now, later)
    chosen = select(subscriptions).where(_is_active, by_now).order_by(subscriptions.c.id)
    return tuple(subscription_of(row) for row in await connection.execute(chosen))


async def look_next(connection: AsyncConnection, moments: Mapping[str, datetime]) -> None:
    """Of many at the cost of a few."""
    if moments:
        by_id = update(subscriptions).where(subscriptions.c.id == bindparam("which")).values(next=bindparam("then"))
        await connection.execute(by_id, [{"which": key, "then": moment} for key, moment in moments.items()])


async def pause(connection: AsyncConnection, subscription_id: str, reason: str) -> None:
    """Keep the reason; empty to make digests for it again."""
    theirs = subscriptions.c.id == subscription_id
    await connection.execute(update(subscriptions).where(theirs).values(paused=reason))


async def close(connection: AsyncConnection, address: Address, reason: str) -> int:
    """In all threads of the chat."""
    theirs = update(subscriptions).where(*_of_chat(address), _is_active)
    return (await connection.execute(theirs.values(paused=reason))).rowcount


async def reopen(connection: AsyncConnection, address: Address) -> int:
    """In all threads of the chat."""
    theirs = update(subscriptions).where(*_of_chat(address), ~_is_active)
    return (await connection.execute(theirs.values(paused=""))).rowcount


async def pause_workspace(connection: AsyncConnection, platform: str, workspace: str, reason: str) -> int:
    """Keep the reason, where there is none yet."""
    theirs = (subscriptions.c.platform == platform, subscriptions.c.workspace == workspace, _is_active)
    return (await connection.execute(update(subscriptions).where(*theirs).values(paused=reason))).rowcount


async def resume_workspace(connection: AsyncConnection, platform: str, workspace: str) -> int:
    """Forget their reasons; how many there were."""
    theirs = (subscriptions.c.platform == platform, subscriptions.c.workspace == workspace, ~_is_active)
    return (await connection.execute(update(subscriptions).where(*theirs).values(paused=""))).rowcount


async def paused(connection: AsyncConnection) -> Sequence[tuple[Subscription, str]]:
    """By id."""
    chosen = select(subscriptions).where(~_is_active).order_by(subscriptions.c.id)
    return tuple((subscription_of(row), row.paused) for row in await connection.execute(chosen))


def _of_chat(address: Address) -> Sequence[ColumnElement[bool]]:
    names = ("platform", "workspace", "chat")
    return [subscriptions.c[name] == getattr(address, name) for name in names]
