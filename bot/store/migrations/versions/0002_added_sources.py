"""Sources that were added by command, beside those that the settings name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of added sources."""
    op.create_table(
        "added_sources",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "url", "kind", "region")),
        sa.Column("language", sa.Text()),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_added_sources"),
        sa.UniqueConstraint("url", name="uq_added_sources_url"),
    )
