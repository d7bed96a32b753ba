"""Editions that were corrected, and the edits and replies that make their chats say so.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns, and the way from an edition to its deliveries."""
    for table, name in (("editions", "corrects"), ("deliveries", "shows"), ("parts", "corrects"), ("parts", "answers")):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("deliveries", sa.Column("corrected", sa.DateTime(timezone=True)))
    op.create_index("ix_deliveries_edition", "deliveries", ["edition"])
