"""Lines of editions that a later version of their articles does not bear out.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "errata",
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("erratum", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("edition", "story", "section", "line", name=op.f("pk_errata")),
        sa.ForeignKeyConstraint(["edition"], ["editions.id"], name=op.f("fk_errata_edition")),
    )
