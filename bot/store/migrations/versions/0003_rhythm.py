"""A source's rhythm and next check; an article's page, looked at again; what changed between two versions.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what adaptive polling and corrections need."""
    _sources()
    _articles()
    op.add_column("listings", sa.Column("vain", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "pages",
        sa.Column("address_id", sa.Text(), nullable=False),
        *(_text(name) for name in ("url", "source")),
        *(_text(name, "") for name in ("article", "etag", "last_modified")),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        *(sa.Column(name, _moment()) for name in ("missing", "next_look")),
        sa.PrimaryKeyConstraint("address_id", name="pk_pages"),
    )
    op.create_index("ix_pages_next_look", "pages", ["next_look"])


def _sources() -> None:
    """What was watched before counts as watched since its last success, and is asked again at once."""
    for name in ("since", "newest", "next_poll"):
        op.add_column("sources", sa.Column(name, _moment()))
    op.add_column("sources", _text("rhythm", ""))
    op.execute(
        "UPDATE sources SET since = succeeded, "
        "newest = (SELECT max(published) FROM articles WHERE articles.source = sources.name)"
    )


def _articles() -> None:
    op.add_column("articles", sa.Column("news", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("articles", sa.Column("gone", _moment()))
    op.add_column("articles", _text("changes", ""))


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
