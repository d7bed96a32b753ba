"""What platforms sent of late; tokens of the Slack workspaces that installed the app, in slack_sdk's tables.

A revision stands on its own and never changes: it imports nothing of ours.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

APP = ("client_id", 32, False), ("app_id", 32, False), ("enterprise_id", 32, True), ("enterprise_name", 200, True)
TEAM = ("team_id", 32, True), ("team_name", 200, True)
BOT = (
    *(("bot_token", 200, True), ("bot_id", 32, True), ("bot_user_id", 32, True)),
    *(("bot_scopes", 1000, True), ("bot_refresh_token", 200, True)),
)
USER = (
    *(("enterprise_url", 200, True), ("user_id", 32, False), ("user_token", 200, True)),
    *(("user_scopes", 1000, True), ("user_refresh_token", 200, True), ("token_type", 32, True)),
    *((f"incoming_webhook_{name}", 200, True) for name in ("url", "channel", "channel_id", "configuration_url")),
)


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "handled",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_handled")),
    )
    op.create_index("ix_handled_at", "handled", ["at"])
    expiry = "bot_token_expires_at", "user_token_expires_at"
    _create("slack_bots", (*APP, *TEAM, *BOT), sa.Column(expiry[0], sa.DateTime()), *_installed())
    both = [sa.Column(name, sa.DateTime()) for name in expiry]
    _create("slack_installations", (*APP, *TEAM, *BOT, *USER), *both, *_installed())
    _create("slack_oauth_states", (("state", 200, False),), sa.Column("expire_at", sa.DateTime(), nullable=False))
    for name, who in (("slack_bots", ()), ("slack_installations", ("user_id",))):
        op.create_index(f"{name}_idx", name, ["client_id", "enterprise_id", "team_id", *who, "installed_at"])


def _create(name: str, short: tuple[tuple[str, int, bool], ...], *more: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(each, sa.String(length), nullable=nullable) for each, length, nullable in short),
        *more,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _installed() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
    )
