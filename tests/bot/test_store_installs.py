"""The tables of tokens are those that slack_sdk works on."""

from __future__ import annotations

import pytest
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import MetaData, Table

from bot.store.tables import slack_bots, slack_installations, slack_oauth_states

THEIRS = MetaData()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (slack_bots, AsyncSQLAlchemyInstallationStore.build_bots_table(THEIRS, "slack_bots")),
        (
            slack_installations,
            AsyncSQLAlchemyInstallationStore.build_installations_table(THEIRS, "slack_installations"),
        ),
        (slack_oauth_states, AsyncSQLAlchemyOAuthStateStore.build_oauth_states_table(THEIRS, "slack_oauth_states")),
    ],
)
def test_a_table_has_the_columns_that_slack_sdk_expects(ours: Table, theirs: Table) -> None:
    def columns(table: Table) -> dict[str, tuple[str, bool]]:
        return {column.name: (str(column.type), bool(column.nullable)) for column in table.columns}

    assert columns(ours) == columns(theirs)
    assert {index.name for index in ours.indexes} == {index.name for index in theirs.indexes}
