"""What is remembered: tables, queries, migrations. `open_store` is the door; everything else is behind ports.Store."""

from __future__ import annotations

from bot.store.store import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
