"""What each day told, in short.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table, in which every day that has a report waits to be told."""
    op.create_table(
        "days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("content", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("day", "part", name=op.f("pk_days")),
    )
    behind = sa.text("changes <> told")
    op.create_index("ix_days_behind", "days", ["day"], sqlite_where=behind, postgresql_where=behind)
    for part in ("book", "index"):
        days = "SELECT DISTINCT date(moment), :part, 1, 0 FROM articles WHERE latest AND read_by <> ''"
        insert = sa.text(f"INSERT INTO days (day, part, changes, told) {days}")
        op.execute(insert.bindparams(part=part))
