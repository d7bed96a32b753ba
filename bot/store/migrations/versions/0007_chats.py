"""What chats choose by themselves: their wishes, buttons and complaints; who is named where; when a slot is next due.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _address() -> list[sa.Column[str]]:
    return [_text(name) for name in ("platform", "chat", "workspace", "thread")]


def upgrade() -> None:
    """Add the tables, and the columns of subscriptions."""
    op.create_table(
        "chats",
        *(_text(name) for name in ("platform", "workspace", "chat", "thread")),
        _text("wishes"),
        sa.PrimaryKeyConstraint("platform", "workspace", "chat", "thread", name=op.f("pk_chats")),
    )
    op.create_table(
        "people",
        _text("word"),
        _text("article"),
        _moment("moment"),
        sa.PrimaryKeyConstraint("word", "article", name=op.f("pk_people")),
    )
    op.create_index(op.f("ix_people_word_moment"), "people", ["word", "moment"])
    op.create_index(op.f("ix_people_article"), "people", ["article"])
    op.create_table(
        "presses",
        sa.Column("id", sa.Integer(), nullable=False),
        *_address(),
        _text("user"),
        _text("words"),
        _moment("shown"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presses")),
    )
    op.create_table(
        "complaints",
        sa.Column("number", sa.Integer(), nullable=False),
        *_address(),
        *(_text(name) for name in ("user", "edition", "story", "what")),
        _moment("made_at"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_complaints")),
    )
    op.add_column("subscriptions", sa.Column("alerts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("subscriptions", sa.Column("next", sa.DateTime(timezone=True)))
    op.create_index(op.f("ix_subscriptions_next"), "subscriptions", ["next"])
