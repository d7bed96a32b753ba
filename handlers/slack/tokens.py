"""The tokens of the workspaces that installed the app, and installations that are under way: slack_sdk's stores.

They find a workspace by its organisation too, which nobody knows where a digest is due: an Address has the workspace.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore, SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore

from handlers.account import OAuth

#: An installation takes a minute; slack_sdk's own default.
STATE_S = 600


class Tokens(AsyncSQLAlchemyInstallationStore):
    """One bot token a workspace, with what refreshes it. Every method raises StoreError."""

    def __init__(self, oauth: OAuth) -> None:
        super().__init__(client_id=oauth.client_id, engine=oauth.engine)

    async def find(self, workspace: str) -> Bot | None:
        """The latest of a workspace; None if it has not installed us, or no longer."""
        bots = self.bots.c
        theirs = (bots.client_id == self.client_id, bots.team_id == workspace, bots.bot_token.is_not(None))
        async with self.engine.connect() as connection:
            chosen = self.bots.select().where(*theirs).order_by(bots.installed_at.desc()).limit(1)
            row = (await connection.execute(chosen)).mappings().first()
        return SQLAlchemyInstallationStore.build_bot_entity(row) if row else None

    async def workspaces(self) -> tuple[str, ...]:
        """All that have installed us."""
        async with self.engine.connect() as connection:
            rows = await connection.execute(self.bots.select().where(self.bots.c.client_id == self.client_id))
            return tuple(sorted({row.team_id for row in rows if row.team_id}))

    async def forget(self, workspace: str, *, until: datetime) -> None:
        """Delete what was installed in a workspace until then."""
        async with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                theirs: Any = (table.c.client_id == self.client_id, table.c.team_id == workspace)
                await connection.execute(table.delete().where(*theirs, table.c.installed_at <= _naive(until)))


class States(AsyncSQLAlchemyOAuthStateStore):
    """Installations that are under way, each good for once and for ten minutes."""

    def __init__(self, oauth: OAuth) -> None:
        super().__init__(expiration_seconds=STATE_S, engine=oauth.engine)

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """A new one; those that have run out go, or every visitor would leave one for ever."""
        async with self.engine.begin() as connection:
            expired = self.oauth_states.c.expire_at < _naive(datetime.now(UTC))
            await connection.execute(self.oauth_states.delete().where(expired))
        return await super().async_issue()


def _naive(moment: datetime) -> datetime:
    """As slack_sdk writes it: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
