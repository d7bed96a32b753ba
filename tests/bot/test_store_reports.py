"""Reports are read from their rows once, and never told as they were before."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.store import SqlStore, open_store
from bot.store.reports import Reports
from digest.model import Article
from digest.pipeline import edit
from digest.stories import tell
from tests.builders import NOW, article, facts, period
from tests.digest.newsroom import PERIOD, courier, herald

FIRST, SECOND = (article(url=f"https://courier.example/{n}", published=NOW - timedelta(hours=3 - n)) for n in (1, 2))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    async with open_store(f"sqlite+aiosqlite:///{tmp_path}/readout.sqlite", clock=lambda: NOW) as opened:
        for one in (FIRST, SECOND):
            await opened.save_article(one)
            await opened.save_facts(facts(one))
        yield opened


def rows_read(store: SqlStore) -> list[str]:
    """Grows with every question for whole rows."""
    asked: list[str] = []

    @event.listens_for(store._database._read.sync_engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if "articles.text" in statement:
            asked.append(statement)

    return asked


async def told(reports: Reports, store: SqlStore) -> list[Article]:
    async with store._database.reading() as connection:
        return [each.article for each in await reports.within(connection, period())]


async def test_a_report_is_read_from_its_row_once(store: SqlStore) -> None:
    asked = rows_read(store)

    first, again = await store.reports(period()), await store.reports(period())

    assert first == again
    assert len(asked) == 1


async def test_only_what_is_new_is_read(store: SqlStore) -> None:
    await store.reports(period())
    asked = rows_read(store)
    await store.save_article(replace(SECOND, text="Corrected."))
    await store.save_facts(facts(replace(SECOND, version=2)))

    _, corrected = await store.reports(period())

    assert corrected.article.text == "Corrected."
    assert [statement.count("?") for statement in asked] == [1]


async def test_those_that_were_asked_for_last_are_kept(store: SqlStore) -> None:
    reports = Reports(limit=1)
    before = await told(reports, store)
    asked = rows_read(store)

    after = await told(reports, store)

    assert before == after == [FIRST, SECOND]
    assert len(asked) == 1
    assert [report.article for report in reports._kept.values()] == [SECOND]


async def test_the_digest_is_that_of_the_reports_as_they_were_read(store: SqlStore) -> None:
    read = (courier(), herald())
    for each in read:
        await store.save_article(each.article)
        await store.save_facts(each.facts)

    asked = [await store.reports(PERIOD) for _ in range(2)]

    (expected, first, again) = (edit(tell(each), topics=(), period=PERIOD, health=()) for each in (read, *asked))
    assert expected.entries
    assert first == again == expected
