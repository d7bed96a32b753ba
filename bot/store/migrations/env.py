"""Runs the revisions on the connection that bot/store/migrate.py hands in; run by Alembic, never imported."""

from __future__ import annotations

from alembic import context

from bot.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # All revisions in the caller's one transaction: killed in between, the database is what it was.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
