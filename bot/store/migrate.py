"""Brings a database to the schema of this version of Readout."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.store.database import Database
from digest.errors import StoreError

MIGRATIONS = Path(__file__).with_name("migrations")


async def migrate(database: Database) -> None:
    """Run the revisions that are missing, all in one transaction, none if there are none.

    Raises:
        StoreError: The database is of a later Readout, in use by an earlier one, or not ours; nothing was written.
    """
    async with database.writing() as connection:
        await connection.run_sync(_upgrade, database)


def _upgrade(connection: Connection, database: Database) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        newest = scripts.get_current_head()
        raise StoreError(
            f"{database.name}: made by a later Readout (schema {current}, this one knows {newest}); "
            "update Readout, or use another file"
        )
    if not database.alone:
        raise StoreError(f"{database.name}: an earlier Readout is using this database; stop it and try again")
    command.upgrade(config, "head")
