"""Values of digest/model.py as rows of tables.py, and back.

Columns carry the names of the fields, so most of it is a list of columns in the order of the fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import time
from typing import Any, TypeAlias

from sqlalchemy import Column, Row, RowMapping, Table

from bot.store.codec import decode, encode
from bot.store.tables import articles, deliveries
from digest.model import Address, Article, Delivery, Digest, Listing, Mode, Part, PartState, Slot, Subscription
from digest.sources import article_id

#: A row whose columns the type checker does not follow.
AnyRow: TypeAlias = Row[*tuple[Any, ...]]


def _columns(table: Table, kind: type[Any]) -> tuple[Column[Any], ...]:
    return tuple(table.c[field.name] for field in fields(kind))


#: The columns of an Article, in the order of its fields: `Article(*row)`.
ARTICLE = _columns(articles, Article)
_ADDRESS = _columns(deliveries, Address)
#: Of a Part by the same name and type; what is frozen in it, and what `mark` writes.
_FROZEN = ("key", "number", "payload", "corrects", "answers")
_MARKED = ("receipt", "reason", "doubts", "misses", "due", "repeat")


def listing_row(listing: Listing) -> dict[str, Any]:
    """How a source lists an address."""
    return {
        "address_id": article_id(listing.url),
        "source": listing.source,
        "title": listing.title,
        "published": listing.published,
        "updated": listing.updated,
    }


def article_row(article: Article) -> dict[str, Any]:
    """The latest version's row, not read yet."""
    return asdict(article) | {"moment": article.when, "latest": True}


def subscription_row(subscription: Subscription) -> dict[str, Any]:
    """One row: the lists as JSON."""
    return asdict(subscription.address) | {
        "id": subscription.id,
        "topics": encode(subscription.topics),
        "times": encode(subscription.times),
        "days": encode(subscription.days),
        "zone": subscription.zone,
        "since": subscription.since,
        "alerts": subscription.alerts,
    }


def subscription_of(row: AnyRow) -> Subscription:
    """What `subscription_row` wrote."""
    return Subscription(
        id=row.id,
        address=_address_of(row._mapping),
        topics=decode(row.topics, tuple[str, ...]),
        times=decode(row.times, tuple[time, ...]),
        days=decode(row.days, tuple[int, ...]),
        zone=row.zone,
        since=row.since,
        alerts=row.alerts,
    )


def delivery_row(subscription: Subscription, slot: Slot, digest: Digest) -> dict[str, Any]:
    """A slot that is served, and where to: the address is frozen too."""
    return asdict(subscription.address) | {
        "subscription_id": subscription.id,
        "day": slot.day,
        "at": slot.at,
        "edition": digest.edition,
    }


def part_row(part: Part, delivery: int) -> dict[str, Any]:
    """A part as it is claimed: PENDING, whatever it says."""
    frozen = {name: getattr(part, name) for name in _FROZEN}
    return frozen | {"delivery": delivery, "state": PartState.PENDING.value}


def correcting_row(part: Part, delivery: int) -> dict[str, Any]:
    """A part of a correction, in the state that it says: the message that an edit changes stands there already."""
    return part_row(part, delivery) | marked(part)


def marked(part: Part) -> dict[str, Any]:
    """What becomes of a part: all but what was frozen, and its intent."""
    changes = {name: getattr(part, name) for name in _MARKED}
    return changes | {"state": part.state.value, "mode": part.mode.value if part.mode else ""}


def deliveries_of(rows: Iterable[AnyRow], part_rows: Iterable[AnyRow]) -> Sequence[Delivery]:
    """Deliveries in the order of their rows, each with its parts in the order of theirs."""
    by_delivery: dict[int, list[Part]] = defaultdict(list)
    for row in part_rows:
        by_delivery[row.delivery].append(_part_of(row._mapping))
    return tuple(
        Delivery(
            id=str(row.number),
            subscription_id=row.subscription_id,
            address=_address_of(row._mapping),
            slot=Slot(row.day, row.at),
            edition=row.edition,
            parts=tuple(by_delivery[row.number]),
            shows=row.shows,
            corrected=row.corrected,
        )
        for row in rows
    )


def _address_of(row: RowMapping) -> Address:
    return Address(**{column.name: row[column.name] for column in _ADDRESS})


def _part_of(row: RowMapping) -> Part:
    plain = {name: row[name] for name in (*_FROZEN, *_MARKED, "intent")}
    mode = Mode(row["mode"]) if row["mode"] else None
    return Part(**plain, state=PartState(row["state"]), mode=mode, changed=row["changed_at"])
