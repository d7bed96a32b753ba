"""The first schema: what is watched, what was read, who gets it, what was sent.

A revision stands on its own and never changes: it imports nothing of ours. There is no way down, since going back to an
older Readout is done with a backup.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    _watched()
    _articles()
    _subscribed()
    _sent()


def _watched() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.Text(), nullable=False),
        _text("url"),
        sa.Column("checked", _moment(), nullable=False),
        sa.Column("succeeded", _moment()),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        _text("reason", ""),
        _text("etag", ""),
        _text("last_modified", ""),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_table(
        "listings",
        _text("address_id"),
        _text("source"),
        _text("title"),
        sa.Column("published", _moment()),
        sa.Column("updated", _moment()),
        sa.PrimaryKeyConstraint("address_id", "source", name="pk_listings"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        _text("id"),
        sa.Column("version", sa.Integer(), nullable=False, autoincrement=False),
        *(_text(name) for name in ("url", "source", "region", "language", "title", "text")),
        sa.Column("published", _moment()),
        sa.Column("seen", _moment(), nullable=False),
        sa.Column("teaser", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("first_seen", _moment()),
        sa.Column("moment", _moment(), nullable=False),
        sa.Column("latest", sa.Boolean(), nullable=False),
        _text("read_by", ""),
        sa.Column("facts", sa.Text()),
        sa.PrimaryKeyConstraint("id", "version", name="pk_articles"),
    )
    op.create_index("ix_articles_latest_moment", "articles", ["latest", "moment"])
    unread = ["latest", "read_by", "moment", "id", "version"]
    op.create_index("ix_articles_latest_read_by_moment_id_version", "articles", unread)
    op.create_index("ix_articles_source_published", "articles", ["source", "published"])


def _subscribed() -> None:
    op.create_table(
        "subscriptions",
        _text("id"),
        *_address(),
        *(_text(name) for name in ("topics", "times", "days", "zone")),
        sa.Column("since", _moment()),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    op.create_index("ix_subscriptions_platform_workspace_chat", "subscriptions", ["platform", "workspace", "chat"])


def _sent() -> None:
    op.create_table("editions", _text("id"), _text("digest"), sa.PrimaryKeyConstraint("id", name="pk_editions"))
    op.create_table(
        "deliveries",
        sa.Column("number", sa.Integer(), nullable=False),
        _text("subscription_id"),
        *_address(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        _text("edition"),
        sa.Column("claimed_at", _moment(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name="fk_deliveries_edition"),
        sa.PrimaryKeyConstraint("number", name="pk_deliveries"),
        sa.UniqueConstraint("subscription_id", "day", "at", name="uq_deliveries_subscription_id_day_at"),
    )
    op.create_table(
        "parts",
        _text("key"),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(_text(name) for name in ("payload", "state")),
        *(_text(name, "") for name in ("receipt", "reason")),
        sa.Column("changed_at", _moment(), nullable=False),
        sa.CheckConstraint("state IN ('pending', 'sending', 'sent', 'unknown', 'failed')", name=op.f("ck_parts_state")),
        sa.ForeignKeyConstraint(["delivery"], ["deliveries.number"], name="fk_parts_delivery"),
        sa.PrimaryKeyConstraint("key", name="pk_parts"),
        sa.UniqueConstraint("delivery", "number", name="uq_parts_delivery_number"),
    )
    op.create_index("ix_parts_state_delivery", "parts", ["state", "delivery"])


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _address() -> tuple[sa.Column[str], ...]:
    return tuple(_text(name) for name in ("platform", "chat", "workspace", "thread"))
