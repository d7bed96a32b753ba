"""Lines that a site repeats; an article's author, section and outlet.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table and the columns."""
    op.create_table(
        "site_lines",
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("site", "line", name="pk_site_lines"),
    )
    op.create_index("ix_site_lines_site_repeated_seen", "site_lines", ["site", "repeated", "seen"])
    for name in ("author", "section", "outlet"):
        op.add_column("articles", sa.Column(name, sa.Text(), nullable=False, server_default=""))
