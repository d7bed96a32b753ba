"""How a part was sent and what is known of it since; why a subscription is paused.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns, and the state of a headline without its body.

    A part that was being sent by an earlier Readout has no mode: it is left to people, as it would have been.
    """
    with op.batch_alter_table("parts") as parts:
        parts.drop_constraint(op.f("ck_parts_state"), type_="check")
        states = "'pending', 'sending', 'anchored', 'sent', 'unknown', 'failed'"
        parts.create_check_constraint(op.f("ck_parts_state"), f"state IN ({states})")
        parts.add_column(sa.Column("mode", sa.Text(), nullable=False, server_default=""))
        for name in ("intent", "due"):
            parts.add_column(sa.Column(name, sa.DateTime(timezone=True)))
        for name in ("doubts", "misses"):
            parts.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        parts.add_column(sa.Column("repeat", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("subscriptions", sa.Column("paused", sa.Text(), nullable=False, server_default=""))
