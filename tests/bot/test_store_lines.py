"""What is remembered of a site's lines stays small."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.store import open_store
from bot.store.tables import site_lines
from digest.repeats import REMEMBERED
from tests.builders import NOW

SITE = "courier.example"


async def test_a_line_that_is_seen_now_and_then_is_forgotten_and_one_of_every_page_is_not() -> None:
    minutes = iter(range(10_000))
    found = []
    async with open_store("sqlite+aiosqlite://", clock=lambda: NOW + timedelta(minutes=next(minutes))) as store:
        for page in range(60):
            own = range(page * 20, page * 20 + 20)
            rare = [-2] if page % 25 == 0 else []
            found.append(await store.repeated(SITE, f"page{page}", {*own, -1, *rare}))
        async with store._database.reading() as connection:
            rows = (await connection.execute(select(func.count()).select_from(site_lines))).scalar_one()

    assert [set(each) for each in found] == [set(), set()] + [{-1}] * 58
    assert rows <= REMEMBERED + 21
