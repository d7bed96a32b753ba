"""What chats want and are shown, in SQL: ports.Chats. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import subscribers
from bot.store.codec import decode, encode
from bot.store.database import Database, batches, put
from bot.store.rows import ARTICLE, AnyRow, subscription_of
from bot.store.tables import articles, chats, complaints, deliveries, editions, listings, pages, people, presses
from bot.store.tables import subscriptions as subscribed
from digest.model import Address, Article, Chat, Complaint, Digest, Facts, Press, Subscription
from digest.ports import Filed, Trace
from digest.sources import article_id
from digest.topics.spelling import name_key, words


class SqlChats:
    """ports.Chats on a migrated database."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def wishes(self, address: Address) -> Chat:
        """The defaults where none are on record."""
        async with self._database.reading() as connection:
            row = (await connection.execute(select(chats.c.wishes).where(_there(chats, address)))).first()
        return decode(row.wishes, Chat) if row else Chat(address)

    async def wished(self, addresses: Collection[Address]) -> Mapping[Address, Chat]:
        """By the chat's id, which hardly two of them share."""
        wanted = set(addresses)
        ids = sorted({address.chat for address in wanted})
        found = list[Chat]()
        async with self._database.reading() as connection:
            for some in batches(ids):
                of_these = select(chats.c.wishes).where(chats.c.chat.in_(some))
                found += [decode(wishes, Chat) for wishes in (await connection.execute(of_these)).scalars()]
        return {chat.address: chat for chat in found if chat.address in wanted}

    async def save(self, chat: Chat) -> None:
        """In place of what was on record."""
        async with self._database.writing() as connection:
            await put(connection, chats, asdict(chat.address) | {"wishes": encode(chat)})

    async def subscriptions(self, address: Address) -> Sequence[tuple[Subscription, str]]:
        """By id."""
        theirs = select(subscribed).where(_there(subscribed, address)).order_by(subscribed.c.id)
        return await self._subscribed(theirs)

    async def workspace(self, platform: str, workspace: str) -> Sequence[tuple[Subscription, str]]:
        """By chat, thread and id."""
        columns = subscribed.c
        theirs = select(subscribed).where(columns.platform == platform, columns.workspace == workspace)
        return await self._subscribed(theirs.order_by(columns.chat, columns.thread, columns.id))

    async def _subscribed(self, chosen: Select[Any]) -> Sequence[tuple[Subscription, str]]:
        async with self._database.reading() as connection:
            return tuple((subscription_of(row), row.paused) for row in await connection.execute(chosen))

    async def editions(self, address: Address, *, limit: int) -> Sequence[Digest]:
        """The latest first."""
        latest = func.max(deliveries.c.number)
        chosen = select(editions.c.digest).join(deliveries).where(_there(deliveries, address))
        async with self._database.reading() as connection:
            rows = await connection.execute(
                chosen.group_by(editions.c.id, editions.c.digest).order_by(latest.desc()).limit(limit)
            )
            return tuple(decode(row.digest, Digest) for row in rows)

    async def edition(self, edition: str, address: Address) -> Digest | None:
        """By the deliveries to this chat, of it or of what it corrects."""
        theirs = select(deliveries.c.edition).where(_there(deliveries, address))
        queued = or_(editions.c.id.in_(theirs), editions.c.corrects.in_(theirs))
        chosen = select(editions.c.digest).where(editions.c.id == edition, queued)
        async with self._database.reading() as connection:
            found = (await connection.execute(chosen)).scalar()
        return decode(found, Digest) if found else None

    async def pause(self, address: Address, reason: str) -> int:
        """A reason that is on record already stays."""
        async with self._database.writing() as connection:
            return await subscribers.close(connection, address, reason)

    async def resume(self, address: Address) -> int:
        """Whatever the reason was."""
        async with self._database.writing() as connection:
            return await subscribers.reopen(connection, address)

    async def named(self, name: str, *, since: datetime, limit: int) -> Sequence[str]:
        """By one look into the index a word."""
        keys = sorted({name_key(word) for word in words(name)})
        if not keys:
            return ()
        chosen = select(people.c.article).where(people.c.word == keys[0], people.c.moment >= since)
        for key in keys[1:]:
            chosen = chosen.where(people.c.article.in_(select(people.c.article).where(people.c.word == key)))
        async with self._database.reading() as connection:
            return tuple((await connection.execute(chosen.order_by(people.c.moment.desc()).limit(limit))).scalars())

    async def show(self, shown: Sequence[Press]) -> Sequence[int]:
        """Numbers rise."""
        numbers = list[int]()
        async with self._database.writing() as connection:
            for press in shown:
                row = asdict(press.address) | {"user": press.user, "words": encode(press.words), "shown": self._clock()}
                number = await connection.execute(insert(presses).values(row).returning(presses.c.id))
                numbers.append(number.scalar_one())
        return tuple(numbers)

    async def pressed(self, number: int, address: Address) -> Press | None:
        """None for another chat's, in the same words as for none at all."""
        chosen = select(presses).where(presses.c.id == number, _there(presses, address))
        async with self._database.reading() as connection:
            row = (await connection.execute(chosen)).first()
        return Press(address, decode(row.words, tuple[str, ...]), row.user, row.shown) if row else None

    async def complain(self, complaint: Complaint) -> int:
        """Its number."""
        row = asdict(complaint)
        row |= row.pop("address") | {"made_at": self._clock()}
        async with self._database.writing() as connection:
            number = await connection.execute(insert(complaints).values(row).returning(complaints.c.number))
            return int(number.scalar_one())

    async def complained(self, *, limit: int, chat: str = "") -> Sequence[Filed]:
        """By number."""
        chosen = select(complaints).order_by(complaints.c.number.desc()).limit(limit)
        if chat:
            chosen = chosen.where(complaints.c.chat == chat)
        async with self._database.reading() as connection:
            return tuple(map(_filed, await connection.execute(chosen)))

    async def trace(self, url: str) -> Trace:
        """By the address that a source listed, else by the article's own."""
        async with self._database.reading() as connection:
            return await _trace(connection, url)


async def index(connection: AsyncConnection, facts: Facts) -> None:
    """Who acts or speaks in an article, in place of what was noted of an earlier version."""
    await connection.execute(people.delete().where(people.c.article == facts.article_id))
    moment = select(articles.c.moment).where(articles.c.id == facts.article_id, articles.c.version == facts.version)
    at = (await connection.execute(moment)).scalar()
    acting = [actor for encounter in facts.encounters for actor in encounter.participants]
    acting += [each.speaker for each in facts.statements if each.speaker and each.trusted]
    called = {name for actor in acting for name in (actor.name, *actor.aliases)}
    keys = {name_key(word) for name in called for word in words(name)}
    if keys and at:
        rows = [{"word": key, "article": facts.article_id, "moment": at} for key in sorted(keys)]
        await connection.execute(insert(people), rows)


async def _trace(connection: AsyncConnection, url: str) -> Trace:
    key = article_id(url)
    listed = (await connection.execute(select(listings.c.source).where(listings.c.address_id == key))).scalars().all()
    page = (await connection.execute(select(pages).where(pages.c.address_id == key))).first()
    article = page.article if page and page.article else key
    chosen = select(*ARTICLE, articles.c.read_by, articles.c.facts.is_not(None).label("has_facts"))
    row = (await connection.execute(chosen.where(articles.c.id == article, articles.c.latest))).first()
    return Trace(
        url,
        listed=tuple(sorted(listed)),
        tries=page.tries if page else 0,
        article=_article(row),
        tried=bool(row and row.read_by),
        read=bool(row and row.has_facts),
    )


def _article(row: AnyRow | None) -> Article | None:
    return Article(*row[: len(ARTICLE)]) if row else None


def _filed(row: AnyRow) -> Filed:
    place = Address(row.platform, row.chat, row.workspace, row.thread)
    return Filed(row.number, row.made_at, Complaint(place, row.user, row.edition, row.story, row.what))


def _there(table: Table, address: Address) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in asdict(address).items()))
