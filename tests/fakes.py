"""The ports without a machine behind them: what tests hand in instead of a network, a model, a database, a platform.

MemoryStore keeps the same contract as the SQL store (tests/contracts/test_store.py runs on both). The others do what
their script says and remember what they were asked.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from digest.changes import next_version
from digest.daybooks import Daybook, changed_by
from digest.errors import Gone, PostError, StoreError
from digest.model import (
    Address,
    Article,
    Change,
    Chat,
    Complaint,
    Correction,
    Delivery,
    Digest,
    Erratum,
    Facts,
    Listing,
    Mode,
    Part,
    PartState,
    Period,
    Press,
    Report,
    Revision,
    Slot,
    Source,
    Subscription,
)
from digest.ports import (
    REMEMBERED,
    VAIN,
    Counts,
    Fetched,
    Filed,
    Health,
    Keep,
    Misprint,
    NotModified,
    Page,
    Trace,
    Untold,
    Validator,
)
from digest.repeats import PAGES
from digest.sources import article_id
from digest.topics import Index
from digest.topics.spelling import name_key, words
from tests.builders import NOW


class FakeFetcher:
    """Serves what it was given; an exception in place of a body is raised."""

    def __init__(self, pages: Mapping[str, bytes | Exception] | None = None) -> None:
        self.pages = dict(pages or {})
        self.asked: list[str] = []  #: addresses in the order that they were asked for

    async def get(self, url: str, validator: Validator | None = None, *, page: bool = False) -> Fetched | NotModified:
        """NotModified when the validator is that of the same bytes."""
        self.asked.append(url)
        served = self.pages.get(url)
        if served is None:
            raise Gone(url, "answered 404")
        if isinstance(served, Exception):
            raise served
        current = Validator(etag=hashlib.sha256(served).hexdigest()[:12])
        if validator == current:
            return NotModified(url)
        return Fetched(url=url, body=served, content_type="text/html; charset=utf-8", validator=current)


class FakeReader:
    """Knows its facts beforehand: by article id, else none at all; cannot read the ids in `unreadable`."""

    def __init__(self, known: Iterable[Facts] = (), *, unreadable: Iterable[str] = (), name: str = "test-1") -> None:
        self._known = {facts.article_id: facts for facts in known}
        self._unreadable = frozenset(unreadable)
        self._name = name
        self.read_ids: list[str] = []  #: article ids in the order that they were handed in

    @property
    def name(self) -> str:
        """As handed in."""
        return self._name

    async def read(self, articles: Sequence[Article]) -> Sequence[Facts | None]:
        """One for each, in order."""
        self.read_ids += [article.id for article in articles]
        return tuple(None if article.id in self._unreadable else self._facts(article) for article in articles)

    def _facts(self, article: Article) -> Facts:
        known = self._known.get(article.id, Facts(article.id, article.version, self._name))
        return replace(known, version=article.version, reader=self._name)


@dataclass(frozen=True, slots=True)
class Posted:
    """One message that a FakeChannel was asked to send, taken or not."""

    address: Address
    payload: str
    key: str
    answers: str = ""


class FakeChannel:
    """Posts by script: each post takes the next outcome (a receipt, or an exception to raise); then all succeed.

    `on_post` runs first, while the part is on its way: a test looks at the store there, or stops the world. Looks and
    edits have scripts of their own.
    """

    def __init__(
        self,
        outcomes: Iterable[str | BaseException] = (),
        *,
        messages: Sequence[str] = ('{"text": "digest"}',),
        on_post: Callable[[Posted], Awaitable[None]] | None = None,
        mode: Mode = Mode.AT_MOST_ONCE,
        finds: Iterable[str | BaseException | None] = (),
        edits: Iterable[BaseException | None] = (),
    ) -> None:
        self.outcomes = deque(outcomes)
        self.messages = messages  #: what every digest is rendered as
        self.on_post = on_post
        self.how = mode
        self.finds = deque(finds)  #: what looks give; then nothing is found
        self.edit_outcomes = deque(edits)  #: what edits raise; then all succeed
        self.attempts: list[Posted] = []  #: everything that was asked for
        self.taken: list[Posted] = []  #: what got a receipt
        self.edited: list[tuple[str, str]] = []  #: the receipt and the payload of each edit that was taken
        self.looked: list[datetime] = []  #: from when on each look was
        self.out: PostError | None = None  #: what the platform says to whoever asks whether it is ready
        self.asked = 0  #: how often it was asked that
        self.running = False
        self.opens: dict[str, bool | PostError | None] = {}  #: what it says of chats, by id; that others are open

    home = ""

    async def start(self) -> None:
        """Note it."""
        self.running = True

    async def stop(self) -> None:
        """Note it."""
        self.running = False

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        """The scripted messages, whatever the digest."""
        return self.messages

    def headline(self, payload: str) -> str:
        """It, marked."""
        return f"headline of {payload}"

    def repeated(self, payload: str) -> str:
        """It, marked."""
        return f"possible repeat of {payload}"

    def missing(self, delivery: str) -> str:
        """That."""
        return f"missing of {delivery}"

    def correction(self, told: Sequence[Correction], chat: Chat | None = None) -> str:
        """What it was, in the order given."""
        return f"corrected: {'; '.join(each.before.text for each in told)}"

    def alters(self, stands: str, payload: str) -> bool:
        """Whatever differs."""
        return stands != payload

    async def mode(self, address: Address) -> Mode:
        """As handed in."""
        return self.how

    async def ready(self) -> None:
        """Unless it is out."""
        self.asked += 1
        if self.out:
            raise self.out

    async def is_open(self, address: Address) -> bool | None:
        """As scripted."""
        told = self.opens.get(address.chat, True)
        if isinstance(told, PostError):
            raise told
        return told

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """At once."""
        return nullcontext()

    async def post(self, address: Address, payload: str, *, key: str, answers: str = "") -> str:
        """The next outcome of the script."""
        posted = Posted(address, payload, key, answers)
        self.attempts.append(posted)
        if self.on_post:
            await self.on_post(posted)
        outcome = self.outcomes.popleft() if self.outcomes else f"receipt-{len(self.attempts)}"
        if isinstance(outcome, BaseException):
            raise outcome
        self.taken.append(posted)
        return outcome

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """The next outcome of its script."""
        outcome = self.edit_outcomes.popleft() if self.edit_outcomes else None
        if outcome:
            raise outcome
        self.edited.append((receipt, payload))

    async def find(self, address: Address, key: str, *, since: datetime, answers: str = "") -> str | None:
        """The next outcome of its script."""
        self.looked.append(since)
        outcome = self.finds.popleft() if self.finds else None
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


@dataclass
class _Version:
    """One version of an article, and what was made of it."""

    article: Article
    changes: tuple[Change, ...] | None = None  #: None for version 1
    read_by: str = ""
    facts: Facts | None = None


_Kept = tuple[int | None, Daybook | Index]


@dataclass
class MemoryStore:
    """The Store in dictionaries; gone with the process."""

    rounds: dict[str, tuple[str, Health]] = field(default_factory=dict)  #: by name: the address, how it does
    added: dict[str, Source] = field(default_factory=dict)
    #: By address id and source: how it was last listed, and how often in a row that brought nothing.
    listings: dict[tuple[str, str], tuple[Listing, int]] = field(default_factory=dict)
    site_lines: dict[tuple[str, int], set[str]] = field(default_factory=dict)  #: the pages that have each
    lines_seen: dict[tuple[str, int], datetime] = field(default_factory=dict)
    remembered: dict[str, Page] = field(default_factory=dict)  #: by address id
    articles: dict[str, list[_Version]] = field(default_factory=dict)
    printed: dict[str, Digest] = field(default_factory=dict)  #: editions, by id
    claimed: dict[str, datetime] = field(default_factory=dict)  #: by id of a delivery: when its slot was claimed
    subscribed: dict[str, Subscription] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)  #: by id of a subscription that is paused: why
    outbox: list[Delivery] = field(default_factory=list)  #: oldest first
    corrected: dict[tuple[str, str, str, str], tuple[datetime, Erratum]] = field(default_factory=dict)
    handled: dict[str, datetime] = field(default_factory=dict)  #: what platforms sent, and when it was noted
    clock: Callable[[], datetime] = lambda: NOW  #: what goes on record with a change of state
    next_looks: dict[str, datetime] = field(default_factory=dict)  #: by id of a subscription
    #: By day, of its book and of its index: changes so far, and what was kept with how many it knows.
    changes: dict[date, tuple[Counter[str], dict[str, _Kept]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chats = MemoryChats(self)

    async def health_of(self, source: Source) -> Health | None:
        known = self.rounds.get(source.name)
        return known[1] if known and known[0] == source.url else None

    async def put_source(self, source: Source) -> None:
        if any(known.url == source.url for name, known in self.added.items() if name != source.name):
            raise StoreError(f"another source has the address {source.url}")
        self.added[source.name] = source

    async def drop_source(self, name: str) -> bool:
        return self.added.pop(name, None) is not None

    async def added_sources(self) -> Sequence[Source]:
        return tuple(self.added[name] for name in sorted(self.added))

    async def unseen(self, listings: Sequence[Listing]) -> Sequence[Listing]:
        by_address: dict[str, Listing] = {}
        for listing in listings:
            by_address.setdefault(article_id(listing.url), listing)
        return tuple(listing for address, listing in by_address.items() if not self._is_known(address, listing))

    def _is_known(self, address: str, listing: Listing) -> bool:
        for key, (known, vain) in self.listings.items():
            same_dates = (known.published, known.updated) == (listing.published, listing.updated)
            if key[0] == address and known.title == listing.title and (same_dates or vain >= VAIN):
                return True
        return False

    async def save_article(
        self, article: Article, *, listing: Listing | None = None, page: Page | None = None, mended: bool = False
    ) -> Article | None:
        stored = self._add(article, mended=mended)
        if listing:
            self._list(listing, in_vain=stored is None)
        if page:
            await self.save_page(page)
        return stored

    async def pass_over(self, listing: Listing) -> None:
        self._list(listing, in_vain=True)
        await self.save_page(Page(listing.url, listing.source))

    def _list(self, listing: Listing, *, in_vain: bool) -> None:
        key = article_id(listing.url), listing.source
        vain = self.listings[key][1] if key in self.listings else 0
        self.listings[key] = listing, vain + 1 if in_vain else 0

    def _add(self, article: Article, *, mended: bool) -> Article | None:
        versions = self.articles.setdefault(article.id, [])
        if not versions:
            versions.append(_Version(replace(article, version=1, first_seen=None)))
            return versions[0].article
        self._mark(article.id, gone=None)
        following = next_version(versions[-1].article, article, mended=mended)
        if following is None:
            return None
        self._changed(versions[-1].article)
        versions.append(_Version(*following))
        return versions[-1].article

    def _changed(self, article: Article) -> None:
        day = article.when.date()
        self.changes.setdefault(day, (Counter(), {}))[0]["index"] += 1
        for each in changed_by(day):
            if each in self.changes:
                self.changes[each][0]["book"] += 1

    async def pages(self, listings: Sequence[Listing]) -> Sequence[Page]:
        found = (self.remembered.get(article_id(listing.url)) for listing in listings)
        return tuple(page for page in found if page)

    async def repeated(self, site: str, page: str, lines: Collection[int]) -> Collection[int]:
        for line in lines:
            self.site_lines.setdefault((site, line), set()).add(page)
            self.lines_seen[site, line] = self.clock()
        return {line for line in lines if len(self.site_lines[site, line]) >= PAGES}

    async def save_page(self, page: Page) -> None:
        self.remembered.pop(article_id(page.url), None)
        if page.next_look:
            self.remembered[article_id(page.url)] = page

    async def looks(self, now: datetime, *, limit: int, but: Collection[str] = ()) -> Sequence[tuple[Page, Article]]:
        theirs = [page for page in self.remembered.values() if page.article and page.source not in but]
        due = [(page.next_look, page) for page in theirs if page.next_look]
        first = sorted((one for one in due if one[0] <= now), key=lambda one: one[0])[:limit]
        return tuple((page, self.articles[page.article][-1].article) for _, page in first)

    async def mark_gone(self, page: Page, *, now: datetime) -> None:
        self._mark(page.article, gone=now)
        self.remembered.pop(article_id(page.url), None)

    def _mark(self, key: str, *, gone: datetime | None) -> None:
        for version in self.articles[key]:
            if (version.article.gone is None) != (gone is None):
                version.article = replace(version.article, gone=gone)
                self._changed(version.article)

    async def revisions(self, article_id: str) -> Sequence[Revision]:
        edited = ((one.article, one.changes) for one in self.articles.get(article_id, ()) if one.changes is not None)
        return tuple(Revision(article.id, article.version, article.seen, changes) for article, changes in edited)

    async def save_round(self, source: Source, health: Health) -> None:
        self.rounds[source.name] = source.url, health

    async def health(self) -> Sequence[Health]:
        return tuple(health for _, (_, health) in sorted(self.rounds.items()))

    def _versions(self) -> Iterable[_Version]:
        return (version for versions in self.articles.values() for version in versions)

    def _latest(self) -> list[_Version]:
        latest = (versions[-1] for versions in self.articles.values() if versions)
        return sorted(latest, key=lambda version: (version.article.when, version.article.id))

    async def unread(self, reader: str, *, limit: int) -> Sequence[Article]:
        waiting = [version.article for version in self._latest() if version.read_by != reader]
        return tuple(reversed(waiting))[:limit]

    async def save_facts(self, facts: Facts) -> None:
        version = self._version(facts.article_id, facts.version)
        version.read_by, version.facts = facts.reader, facts
        self._changed(version.article)

    async def save_unreadable(self, article: Article, reader: str) -> None:
        self._version(article.id, article.version).read_by = reader

    def _version(self, key: str, number: int) -> _Version:
        found = next((one for one in self.articles.get(key, ()) if one.article.version == number), None)
        if found is None:
            raise StoreError(f"article {key} has no version {number}")
        return found

    async def reports(self, period: Period) -> Sequence[Report]:
        return tuple(
            Report(version.article, version.facts)
            for version in self._latest()
            if version.facts and period.since <= version.article.when < period.until
        )

    async def latest(self, ids: Collection[str]) -> Sequence[Report]:
        found = (Report(each.article, each.facts) for each in self._latest() if each.facts)
        return tuple(sorted((r for r in found if r.article.id in ids), key=lambda report: report.article.id))

    async def untold(self, first: date, last: date, *, limit: int) -> Sequence[Untold]:
        found = list[Untold]()
        for day in sorted((each for each in self.changes if first <= each <= last), reverse=True):
            changes, kept = self.changes[day]
            behind = {part: n for part, n in changes.items() if part not in kept or kept[part][0] != n}
            found += [Untold(day, behind.get("book"), behind.get("index"))] if behind else []
        return tuple(found[:limit])

    async def save_day(self, untold: Untold, *, book: Daybook | None, index: Index | None) -> None:
        kept = self.changes[untold.day][1]
        if book:
            kept["book"] = untold.book, book
        if index:
            kept["index"] = untold.index, index

    async def daybooks(self, first: date, last: date) -> Sequence[Daybook]:
        return tuple(one for one in self._kept(first, last, "book") if isinstance(one, Daybook))

    async def indexes(self, first: date, last: date) -> Sequence[Index]:
        return tuple(one for one in self._kept(first, last, "index") if isinstance(one, Index))

    def _kept(self, first: date, last: date, part: str) -> Iterable[Daybook | Index]:
        kept = (self.changes[day][1] for day in sorted(self.changes) if first <= day <= last)
        return (each[part][1] for each in kept if part in each)

    async def editions(self, since: datetime, *, subscription_id: str = "") -> Sequence[Digest]:
        theirs = (one for one in reversed(self.outbox) if not subscription_id or one.subscription_id == subscription_id)
        ids = dict.fromkeys(one.edition for one in theirs if self.claimed[one.id] >= since)
        return tuple(self.printed[edition] for edition in ids)

    async def edition(self, key: str) -> Digest | None:
        return self.printed.get(key)

    async def save_errata(self, errata: Sequence[Erratum]) -> None:
        newest = {one.edition: moment for moment, one in sorted(self.corrected.values(), key=lambda pair: pair[0])}
        for each in errata:
            key = (each.edition, each.story, each.section, each.before.text)
            if key not in self.corrected or self.corrected[key][1] != each:
                after = newest[each.edition] + timedelta(microseconds=1) if each.edition in newest else self.clock()
                self.corrected[key] = (max(self.clock(), after), each)

    async def errata(self, *, limit: int = 100, edition: str = "") -> Sequence[tuple[datetime, Erratum]]:
        theirs = [pair for pair in self.corrected.values() if not edition or pair[1].edition == edition]
        newest = sorted(theirs, key=lambda pair: pair[1].before.text)
        return tuple(sorted(newest, key=lambda pair: pair[0], reverse=True))[:limit]

    async def misprints(self, since: datetime) -> Sequence[Misprint]:
        found = list[Misprint]()
        for one in self.outbox:
            errata = await self.errata(edition=one.edition)
            late = not errata or (one.corrected is not None and one.corrected >= max(at for at, _ in errata))
            if late or self.claimed[one.id] < since or one.subscription_id in self.closed:
                continue
            known = self.subscribed.get(one.subscription_id)
            shown = self.printed[one.shows or one.edition]
            found.append(Misprint(one, known.zone if known else "UTC", self.printed[one.edition], shown, tuple(errata)))
        return tuple(found)

    async def correct(self, misprint: Misprint, edition: Digest, parts: Sequence[Part]) -> bool:
        number = next(n for n, one in enumerate(self.outbox) if one.id == misprint.delivery.id)
        known = self.outbox[number]
        if known.corrected != misprint.delivery.corrected:
            return False
        self.printed.setdefault(edition.edition, edition)
        added = tuple(replace(part, changed=self.clock()) for part in parts)
        self.outbox[number] = replace(
            known, parts=(*known.parts, *added), shows=edition.edition, corrected=misprint.newest
        )
        return True

    async def versions(self, ids: Collection[tuple[str, int]]) -> Sequence[Article]:
        every = (version.article for version in self._versions())
        return tuple(sorted((a for a in every if (a.id, a.version) in ids), key=lambda a: (a.id, a.version)))

    async def put_subscription(self, subscription: Subscription) -> None:
        known = self.subscribed.get(subscription.id)
        if known is None or replace(known, since=subscription.since) != subscription:
            self.subscribed[subscription.id] = subscription
            self.next_looks.pop(subscription.id, None)

    async def drop_subscription(self, subscription_id: str) -> None:
        self.subscribed.pop(subscription_id, None)

    async def subscriptions(self, *, alerts: bool = False) -> Sequence[Subscription]:
        active = (self.subscribed[key] for key in sorted(self.subscribed) if key not in self.closed)
        return tuple(each for each in active if each.alerts or not alerts)

    async def due(self, now: datetime) -> Sequence[Subscription]:
        looks = {each: self.next_looks.get(each.id, now) for each in await self.subscriptions()}
        return tuple(each for each, then in looks.items() if then <= now or then > now + timedelta(days=8))

    async def look_next(self, moments: Mapping[str, datetime]) -> None:
        self.next_looks.update(moments)

    async def paused(self) -> Sequence[tuple[Subscription, str]]:
        return tuple((self.subscribed[key], self.closed[key]) for key in sorted(self.closed))

    async def pause(self, subscription_id: str, reason: str) -> None:
        if subscription_id in self.subscribed:
            self.closed[subscription_id] = reason

    async def resume(self, subscription_id: str) -> None:
        self.closed.pop(subscription_id, None)

    async def pause_workspace(self, platform: str, workspace: str, reason: str) -> int:
        theirs = [each for each in self._of(platform, workspace) if each not in self.closed]
        self.closed.update(dict.fromkeys(theirs, reason))
        return len(theirs)

    async def resume_workspace(self, platform: str, workspace: str) -> int:
        return sum(self.closed.pop(each, None) is not None for each in self._of(platform, workspace))

    def _of(self, platform: str, workspace: str) -> list[str]:
        there = (platform, workspace)
        return [
            key for key, each in self.subscribed.items() if (each.address.platform, each.address.workspace) == there
        ]

    async def move(self, address: Address, chat: str) -> None:
        def moved(there: Address) -> Address:
            same = (there.platform, there.workspace, there.chat) == (address.platform, address.workspace, address.chat)
            return replace(there, chat=chat) if same else there

        for key, each in self.subscribed.items():
            self.subscribed[key] = replace(each, address=moved(each.address))
        wanted = self.chats.wanted
        followed = {moved(there): replace(each, address=moved(there)) for there, each in wanted.items()}
        self.chats.wanted = followed | {there: each for there, each in wanted.items() if there == moved(there)}
        self.chats.shown = [replace(each, address=moved(each.address)) for each in self.chats.shown]
        for number, one in enumerate(self.outbox):
            if _is_open(one):
                self.outbox[number] = replace(one, address=moved(one.address))

    async def last_slots(self, subscription_ids: Collection[str]) -> Mapping[str, Slot]:
        theirs = [one for one in self.outbox if one.subscription_id in subscription_ids]
        return {one.subscription_id: one.slot for one in sorted(theirs, key=lambda one: (one.slot.day, one.slot.at))}

    async def slots(self, subscription_id: str, *, since: date) -> Sequence[Slot]:
        theirs = [one.slot for one in self.outbox if one.subscription_id == subscription_id and one.slot.day >= since]
        return tuple(sorted(theirs, key=lambda slot: (slot.day, slot.at)))

    async def claim(self, subscription: Subscription, slot: Slot, digest: Digest, parts: Sequence[Part]) -> bool:
        if any((one.subscription_id, one.slot) == (subscription.id, slot) for one in self.outbox):
            return False
        self.printed.setdefault(digest.edition, digest)
        number = str(len(self.outbox) + 1)
        self.claimed[number] = self.clock()
        frozen = tuple(Part(part.key, part.number, part.payload, changed=self.clock()) for part in parts)
        self.outbox.append(Delivery(number, subscription.id, subscription.address, slot, digest.edition, frozen))
        return True

    async def undelivered(self) -> Sequence[Delivery]:
        return tuple(one for one in self.outbox if _is_open(one))

    async def deliveries(
        self, *, limit: int = 100, chat: str = "", failed: bool = False, edition: str = ""
    ) -> Sequence[Delivery]:
        bad = (PartState.FAILED, PartState.UNKNOWN)
        theirs = [one for one in self.outbox if chat in {"", one.address.chat} and edition in {"", one.edition}]
        wanted = [one for one in theirs if not failed or any(part.state in bad for part in one.parts)]
        return tuple(reversed(wanted))[:limit]

    async def mark_sending(self, part_key: str, mode: Mode, *, now: datetime) -> bool:
        part = self._part(part_key)
        if part is None or part.state is not PartState.PENDING:
            return False
        self._put(replace(part, state=PartState.SENDING, mode=mode, intent=now, changed=now))
        return True

    async def mark(self, part: Part) -> None:
        known = self._part(part.key)
        if known is None:
            raise StoreError(f"there is no part {part.key}")
        frozen = replace(part, number=known.number, payload=known.payload, intent=known.intent)
        self._put(replace(frozen, changed=self.clock()))

    async def resend(self, delivery_id: str) -> int:
        found = 0
        for part in (part for one in self.outbox if one.id == delivery_id for part in one.parts):
            if part.state is PartState.FAILED or (part.state is PartState.UNKNOWN and part.due is None):
                repeat = part.repeat or part.state is PartState.UNKNOWN
                state = PartState.ANCHORED if part.corrects else PartState.PENDING
                again = replace(part, state=state, repeat=repeat, reason="asked for again", due=None)
                self._put(replace(again, misses=0, doubts=0, changed=self.clock()))
                found += 1
        return found

    async def forget(self, keep: Keep, *, limit: int) -> int:
        theirs = [versions for versions in self.articles.values() if versions]
        old = [one[-1].article.id for one in theirs if one[-1].article.when < keep.articles]
        old = [key for key in old if all(version.article.seen < keep.articles for version in self.articles[key])]
        for key in old[:limit]:
            self._changed(self.articles[key][-1].article)
            del self.articles[key]
            self.remembered = {page: one for page, one in self.remembered.items() if one.article != key}
        gone = [one for one in self.outbox if self._is_old(one, keep.deliveries)][:limit]
        self.outbox = [one for one in self.outbox if one not in gone]
        left = {one.edition for one in self.outbox}
        editions = [key for key in self.printed if key not in left | {one.shows for one in self.outbox}][:limit]
        for edition in editions:
            del self.printed[edition]
        self.corrected = {key: pair for key, pair in self.corrected.items() if key[0] in left}
        lines = [key for key, seen in self.lines_seen.items() if seen < keep.lines][:limit]
        for line in lines:
            del self.lines_seen[line], self.site_lines[line]
        return len(old[:limit]) + len(gone) + len(editions) + len(lines)

    def _is_old(self, one: Delivery, before: datetime) -> bool:
        latest = max(self.claimed[each.id] for each in self.outbox if each.subscription_id == one.subscription_id)
        quiet = one.subscription_id in self.subscribed and latest < before + timedelta(days=14)
        return self.claimed[one.id] < before and not quiet and not _is_open(one)

    async def first_time(self, key: str) -> bool:
        self.handled = {each: at for each, at in self.handled.items() if at >= self.clock() - REMEMBERED}
        if key in self.handled:
            return False
        self.handled[key] = self.clock()
        return True

    async def counts(self, now: datetime) -> Counts:
        every = [(one, part) for one in self.outbox for part in one.parts]
        states = [part.state for _, part in every]
        waiting = [
            part.due or self.claimed[one.id]
            for one, part in every
            if part.state in (PartState.PENDING, PartState.ANCHORED) and (part.due is None or part.due <= now)
        ]
        latest = self._latest()
        return Counts(
            len(latest),
            sum(each.read_by != "" for each in latest),
            tuple((state, states.count(state)) for state in PartState if state in states),
            min(waiting, default=None),
        )

    def _part(self, key: str) -> Part | None:
        return next((part for one in self.outbox for part in one.parts if part.key == key), None)

    def _put(self, part: Part) -> None:
        for number, one in enumerate(self.outbox):
            if any(old.key == part.key for old in one.parts):
                changed = tuple(part if old.key == part.key else old for old in one.parts)
                self.outbox[number] = replace(one, parts=changed)


class MemoryChats:
    """The Chats of a MemoryStore."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self.wanted: dict[Address, Chat] = {}
        self.shown: list[Press] = []
        self.complaints: list[Complaint] = []
        self._filed: list[Filed] = []

    async def wishes(self, address: Address) -> Chat:
        return self.wanted.get(address, Chat(address))

    async def wished(self, addresses: Collection[Address]) -> Mapping[Address, Chat]:
        return {there: chat for there, chat in self.wanted.items() if there in addresses}

    async def save(self, chat: Chat) -> None:
        self.wanted[chat.address] = chat

    async def subscriptions(self, address: Address) -> Sequence[tuple[Subscription, str]]:
        theirs = [one for _, one in sorted(self._store.subscribed.items()) if one.address == address]
        return tuple((one, self._store.closed.get(one.id, "")) for one in theirs)

    async def workspace(self, platform: str, workspace: str) -> Sequence[tuple[Subscription, str]]:
        theirs = [one for one in self._store.subscribed.values() if one.address.workspace == workspace]
        ours = [one for one in theirs if one.address.platform == platform]
        ours.sort(key=lambda one: (one.address.chat, one.address.thread, one.id))
        return tuple((one, self._store.closed.get(one.id, "")) for one in ours)

    async def editions(self, address: Address, *, limit: int) -> Sequence[Digest]:
        theirs = dict.fromkeys(one.edition for one in reversed(self._store.outbox) if one.address == address)
        return tuple(self._store.printed[edition] for edition in theirs)[:limit]

    async def edition(self, edition: str, address: Address) -> Digest | None:
        theirs = {
            edition for one in self._store.outbox if one.address == address for edition in (one.edition, one.shows)
        }
        return self._store.printed.get(edition) if edition in theirs else None

    async def pause(self, address: Address, reason: str) -> int:
        theirs = [each for each in self._of_chat(address) if each not in self._store.closed]
        self._store.closed |= dict.fromkeys(theirs, reason)
        return len(theirs)

    async def resume(self, address: Address) -> int:
        theirs = [each for each in self._of_chat(address) if self._store.closed.pop(each, "")]
        return len(theirs)

    def _of_chat(self, address: Address) -> Sequence[str]:
        chat = replace(address, thread="")
        return [key for key, one in self._store.subscribed.items() if replace(one.address, thread="") == chat]

    async def named(self, name: str, *, since: datetime, limit: int) -> Sequence[str]:
        wanted = {name_key(word) for word in words(name)}
        found = [each.article for each in self._store._latest() if each.facts and wanted <= _named_in(each.facts)]
        late = [article.id for article in reversed(found) if article.when >= since]
        return tuple(late[:limit] if wanted else ())

    async def show(self, shown: Sequence[Press]) -> Sequence[int]:
        self.shown += (replace(press, shown=self._store.clock()) for press in shown)
        return tuple(range(len(self.shown) - len(shown) + 1, len(self.shown) + 1))

    async def pressed(self, number: int, address: Address) -> Press | None:
        found = self.shown[number - 1] if 0 < number <= len(self.shown) else None
        return found if found and found.address == address else None

    async def complain(self, complaint: Complaint) -> int:
        self.complaints.append(complaint)
        self._filed.append(Filed(len(self.complaints), self._store.clock(), complaint))
        return len(self.complaints)

    async def complained(self, *, limit: int, chat: str = "") -> Sequence[Filed]:
        theirs = [each for each in reversed(self._filed) if chat in ("", each.complaint.address.chat)]
        return tuple(theirs[:limit])

    async def trace(self, url: str) -> Trace:
        key = article_id(url)
        page = self._store.remembered.get(key)
        versions = self._store.articles.get(page.article if page and page.article else key, ())
        last = versions[-1] if versions else None
        return Trace(
            url,
            listed=tuple(sorted(source for address, source in self._store.listings if address == key)),
            tries=page.tries if page else 0,
            article=last.article if last else None,
            tried=bool(last and last.read_by),
            read=bool(last and last.facts),
        )


def _named_in(facts: Facts) -> set[str]:
    acting = [actor for encounter in facts.encounters for actor in encounter.participants]
    acting += [each.speaker for each in facts.statements if each.speaker and each.trusted]
    return {name_key(word) for actor in acting for name in (actor.name, *actor.aliases) for word in words(name)}


def _is_open(delivery: Delivery) -> bool:
    """Whether a part of it is not at its end."""
    opened = (PartState.PENDING, PartState.SENDING, PartState.ANCHORED)
    waits = (part.state in opened or (part.state is PartState.UNKNOWN and part.due) for part in delivery.parts)
    return any(waits)
