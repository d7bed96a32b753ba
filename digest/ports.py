"""The seams: what `digest/` and `handlers/` need from the machine, and what the machine needs from them.

Implementations live in `bot/` (Fetcher, Parser, Reader, Store, Desk) and `handlers/<platform>/` (Channel). The
contract tests in tests/contracts run on every implementation and on its fake. All methods run on one event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from digest.daybooks import Daybook
from digest.errors import Trouble
from digest.model import (
    Address,
    Article,
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
from digest.rhythm import KEPT, Rhythm, silent
from digest.topics.index import Index


@dataclass(frozen=True, slots=True)
class Validator:
    """What a server gave us to ask "changed since?" with."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body that was served."""

    url: str  #: after redirects
    body: bytes  #: decoded from its transfer encoding, not from its charset
    content_type: str
    validator: Validator
    fresh_s: float | None = None  #: how long it stays good (Cache-Control: max-age); None when the server does not say


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since the validator."""

    url: str
    fresh_s: float | None = None  #: as in Fetched


class Fetcher(Protocol):
    """Gets addresses politely and safely."""

    async def get(self, url: str, validator: Validator | None = None, *, page: bool = False) -> Fetched | NotModified:
        """Fetch an address; NotModified only when a validator was given.

        An answer that its server calls good for longer (Cache-Control) may be given again without asking, except for a
        `page`: an article's, which is asked for because it is new or may have been edited.

        Raises:
            FetchError: Nothing usable came; `reason` says why in a clause that a newsroom understands.
            Gone: The server says that there is no such page (404, 410).
            Forbidden: We may not ask at all.
        """


T = TypeVar("T")


class Parser(Protocol):
    """Runs what reads bytes that anybody may have written, where it can be stopped."""

    async def parse(self, work: Callable[[], T], *, url: str) -> T:
        """What `work` returns; it goes to another process, so it is a partial of a module's function, on plain values.

        Args:
            work: A parser of digest.sources and the bytes.
            url: Where they came from, for messages.

        Raises:
            SourceError: What `work` raised.
            Unparsable: It took too long, or broke.
        """


class Reader(Protocol):
    """Reads who met whom and what was said."""

    @property
    def name(self) -> str:
        """Changes whenever the same article may be read differently."""

    async def read(self, articles: Sequence[Article]) -> Sequence[Facts | None]:
        """Facts for each article, in order; None for one that could not be read (its reason is logged)."""


@dataclass(frozen=True, slots=True)
class Health:
    """How a source has done, and what its next check needs to know."""

    source: str
    checked: datetime | None = None  #: UTC; last time that we asked, None if never
    succeeded: datetime | None = None  #: UTC; last time that it answered, None if never
    newest: datetime | None = None  #: UTC; when its newest item was published or, undated, first listed; None: no item
    failures: int = 0  #: in a row
    reason: str = ""  #: of the last failure; empty when the last check went well
    trouble: Trouble | None = None  #: of what kind that was; None when the last check went well, or nobody noted it
    #: UTC; when all that it listed was first stored; None before. What it listed by then without a date is no news.
    since: datetime | None = None
    next_poll: datetime | None = None  #: UTC; None: as soon as can be
    rhythm: Rhythm | None = None  #: None until it answers
    validator: Validator = Validator()  #: of its last stored answer; empty when it gave none

    @property
    def unreachable(self) -> bool:
        """True when it could not be reached twice in a row, or never yet: one failure is often the network's."""
        return self.failures > 1 or (self.failures > 0 and self.succeeded is None)

    def silent(self, now: datetime) -> bool:
        """True when it answers, but nothing new came for much longer than is usual for it."""
        if self.failures or self.newest is None:
            return False
        return now - self.newest > KEPT or (self.rhythm is not None and silent(self.rhythm, now=now))


@dataclass(frozen=True, slots=True)
class Page:
    """What we remember of an article's page while it is to be asked for again (digest/looking.py)."""

    url: str  #: as its source lists it
    source: str  #: Source.name
    article: str = ""  #: Article.id; empty until it is stored
    validator: Validator = Validator()
    tries: int = 0  #: that failed, before its article was stored
    missing: datetime | None = None  #: UTC; first of the tries, or of the looks, at which it was not there
    next_look: datetime | None = None  #: UTC; None: it is done with


@dataclass(frozen=True, slots=True)
class Keep:
    """From when on, UTC, each kind is kept; what is older may be forgotten."""

    articles: datetime  #: by their date, and by when they were last fetched
    deliveries: datetime  #: with their editions and errata
    lines: datetime  #: that a site repeats, by when it last did


@dataclass(frozen=True, slots=True)
class Misprint:
    """A delivery of an edition that was found to be wrong."""

    delivery: Delivery
    zone: str  #: IANA name; the subscription's, "UTC" where that is gone
    edition: Digest  #: as it went out
    shown: Digest  #: as its messages say, or are to say; the same before the first correction
    errata: tuple[tuple[datetime, Erratum], ...]  #: all of the edition, each with when it was put on record, UTC

    @property
    def newest(self) -> datetime:
        """UTC; of the newest erratum."""
        return max(moment for moment, _ in self.errata)


#: A choice: enough for an outlet that saves an article again and again while it writes it.
VAIN = 3


@dataclass(frozen=True, slots=True)
class Trace:
    """How far an address came on its way from a source to a digest."""

    url: str
    listed: tuple[str, ...] = ()  #: names of sources that list it; none where no source ever did
    tries: int = 0  #: to fetch its page, that failed
    article: Article | None = None  #: its latest version; None where none is stored
    tried: bool = False  #: True when a reader has tried to read that version
    read: bool = False  #: True when one could


@dataclass(frozen=True, slots=True)
class Filed:
    """A complaint that is on record."""

    number: int  #: as its reader was told
    at: datetime  #: UTC
    complaint: Complaint


class Chats(Protocol):
    """What chats want, what they were shown, and what they may ask of the record. Raises StoreError."""

    async def wishes(self, address: Address) -> Chat:
        """How a chat wants to be written to; the defaults for one that never said."""

    async def wished(self, addresses: Collection[Address]) -> Mapping[Address, Chat]:
        """`wishes` of many chats; those that never said are left out."""

    async def save(self, chat: Chat) -> None:
        """Remember it, in place of what it wanted before."""

    async def subscriptions(self, address: Address) -> Sequence[tuple[Subscription, str]]:
        """What this very chat, and thread, gets; each with why it is paused, empty while it is not. By id."""

    async def workspace(self, platform: str, workspace: str) -> Sequence[tuple[Subscription, str]]:
        """The same of all chats of one workspace, by chat, thread and id."""

    async def editions(self, address: Address, *, limit: int) -> Sequence[Digest]:
        """What was queued for this very chat, each once, the latest first."""

    async def edition(self, edition: str, address: Address) -> Digest | None:
        """One that was queued for this very chat, or corrects such a one; None where none of this id was."""

    async def pause(self, address: Address, reason: str) -> int:
        """Make no more digests for a chat, in any of its threads, until `resume`; how many that concerned."""

    async def resume(self, address: Address) -> int:
        """Make the digests of a chat again that are paused, in all of its threads; how many there were."""

    async def named(self, name: str, *, since: datetime, limit: int) -> Sequence[str]:
        """Ids of articles in which somebody of this name acts or speaks, the latest first.

        Args:
            name: In any spelling; each of its words must be in one of the names there.
            since: UTC.
            limit: How many at most.
        """

    async def show(self, shown: Sequence[Press]) -> Sequence[int]:
        """Remember what buttons do; a number for each, in order."""

    async def pressed(self, number: int, address: Address) -> Press | None:
        """What a button does that was shown in this very chat; None where none of this number was."""

    async def complain(self, complaint: Complaint) -> int:
        """Put it on record; its number."""

    async def complained(self, *, limit: int, chat: str = "") -> Sequence[Filed]:
        """The latest complaints, newest first.

        Args:
            limit: How many at most.
            chat: Only those of this chat; empty for all.
        """

    async def trace(self, url: str) -> Trace:
        """How far an address came."""


#: Telegram offers an update for a day (core.telegram.org/bots/api#getting-updates), Slack an event for minutes.
REMEMBERED = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in the store."""

    articles: int  #: latest versions
    read: int  #: of those, how many a reader has tried
    parts: tuple[tuple[PartState, int], ...]  #: messages by state, those states that there are, in the Enum's order
    waiting_since: datetime | None  #: UTC; since when the oldest part waits that could be sent; None when none does


@dataclass(frozen=True, slots=True)
class Untold:
    """A day of which articles were read, edited or taken down since it was last told."""

    day: date  #: UTC
    book: int | None = None  #: changes so far that its daybook hangs on; None where it knows them all
    index: int | None = None  #: changes so far of its articles; None where its index knows them all


class Store(Protocol):
    """All that is remembered. Each method is one transaction, safe to repeat, and raises StoreError."""

    async def health_of(self, source: Source) -> Health | None:
        """How this one has done; None if it was never checked at this address."""

    async def put_source(self, source: Source) -> None:
        """Watch a source that the settings do not name, or change the one of this name.

        Raises:
            StoreError: Another one was added with its address.
        """

    async def drop_source(self, name: str) -> bool:
        """Watch an added source no more; False if none has this name. Its articles stay."""

    async def added_sources(self) -> Sequence[Source]:
        """All that were added, by name."""

    async def unseen(self, listings: Sequence[Listing]) -> Sequence[Listing]:
        """Those whose article is not stored yet, or whose title or dates the source has changed since.

        Dates that changed VAIN times in a row while the article stayed the same are not believed any more: some sources
        date all that they list anew with every answer.
        """

    async def save_article(
        self, article: Article, *, listing: Listing | None = None, page: Page | None = None, mended: bool = False
    ) -> Article | None:
        """Store a new article, or a new version when the outlet edited it; None when it did not (digest.changes).

        Number, first date and first sight of what is returned are those that were stored. An article that was gone is
        back. With a listing, its source lists it so from now on; with a page, that is remembered. One that is `mended`
        differs by what we left out of it: a new version of which no change is told.
        """

    async def pass_over(self, listing: Listing) -> None:
        """Its source lists it so from now on, and no article comes of it; its page is forgotten."""

    async def pages(self, listings: Sequence[Listing]) -> Sequence[Page]:
        """What is remembered of the pages of these listings; none where nothing is."""

    async def repeated(self, site: str, page: str, lines: Collection[int]) -> Collection[int]:
        """Note that a page of a site has these lines; those that PAGES of its pages have (digest/repeats.py).

        Lines of fewer pages are forgotten, all but the site's latest.
        """

    async def save_page(self, page: Page) -> None:
        """Remember a page, or forget it where no look is to come."""

    async def looks(self, now: datetime, *, limit: int, but: Collection[str] = ()) -> Sequence[tuple[Page, Article]]:
        """Pages of stored articles that are to be looked at by now, longest due first, with the latest versions.

        Not those of the sources in `but`.
        """

    async def mark_gone(self, page: Page, *, now: datetime) -> None:
        """Its outlet took the article down: all its versions are marked, and stay. The page is forgotten."""

    async def revisions(self, article_id: str) -> Sequence[Revision]:
        """How an article was edited, oldest first."""

    async def save_round(self, source: Source, health: Health) -> None:
        """Record a finished check of this address, after its articles are stored."""

    async def health(self) -> Sequence[Health]:
        """One a source that was ever checked, by name."""

    async def unread(self, reader: str, *, limit: int) -> Sequence[Article]:
        """Latest versions that this reader has not read yet, newest first."""

    async def save_facts(self, facts: Facts) -> None:
        """Store what was read, in place of what another reader read in that version."""

    async def save_unreadable(self, article: Article, reader: str) -> None:
        """Note that this reader could not read this version, so that it is not tried again and again."""

    async def reports(self, period: Period) -> Sequence[Report]:
        """Latest versions whose `when` lies in the period, with their facts, oldest first; also those that are gone."""

    async def latest(self, ids: Collection[str]) -> Sequence[Report]:
        """The latest version of each of these articles, where it was read; by id."""

    async def untold(self, first: date, last: date, *, limit: int) -> Sequence[Untold]:
        """Days from the first to the last whose daybook or index is behind their articles, the latest first."""

    async def save_day(self, untold: Untold, *, book: Daybook | None, index: Index | None) -> None:
        """Keep what a day tells, in place of what it told before; as it was when `untold` was asked for.

        What has changed since leaves it untold.
        """

    async def daybooks(self, first: date, last: date) -> Sequence[Daybook]:
        """Those that were saved, of these days, in order."""

    async def indexes(self, first: date, last: date) -> Sequence[Index]:
        """Those that were saved, of these days, in order."""

    async def editions(self, since: datetime, *, subscription_id: str = "") -> Sequence[Digest]:
        """Those that were claimed for a slot since, each once, the latest first.

        Args:
            since: UTC.
            subscription_id: Only this one's; empty for everybody's.
        """

    async def edition(self, key: str) -> Digest | None:
        """An edition, corrected or not; None if there is none."""

    async def save_errata(self, errata: Sequence[Erratum]) -> None:
        """Put them on record; in place of an earlier one to the same line of the same edition.

        One that is on record already keeps its moment; those of new ones rise within an edition.
        """

    async def errata(self, *, limit: int = 100, edition: str = "") -> Sequence[tuple[datetime, Erratum]]:
        """Each with the moment, UTC, at which it was put on record; the latest first.

        Args:
            limit: How many at most.
            edition: Only those to this one; empty for all.
        """

    async def misprints(self, since: datetime) -> Sequence[Misprint]:
        """Deliveries claimed since, to chats that are open, with errata that they have not been corrected by."""

    async def correct(self, misprint: Misprint, edition: Digest, parts: Sequence[Part]) -> bool:
        """Freeze the corrected edition, and what makes the chat say it, as these parts' states say.

        False if the delivery was corrected by others meanwhile; nothing is written then.
        """

    async def versions(self, ids: Collection[tuple[str, int]]) -> Sequence[Article]:
        """These versions of articles, by id and number."""

    async def put_subscription(self, subscription: Subscription) -> None:
        """Add a subscription, or change the one with this id; nothing if only its `since` differs.

        So a start that puts what the settings say does not take back what was missed while nobody ran.
        """

    async def drop_subscription(self, subscription_id: str) -> None:
        """Remove a subscription; what it was sent stays on record."""

    async def subscriptions(self, *, alerts: bool = False) -> Sequence[Subscription]:
        """All that are not paused, by id; only those that are alerts, where these are asked for."""

    async def due(self, now: datetime) -> Sequence[Subscription]:
        """Those that are not paused and are to be looked at by now, by id.

        Also those that were never looked at, or whose look is over a week ahead: a clock was wrong then.
        """

    async def look_next(self, moments: Mapping[str, datetime]) -> None:
        """Do not look at these subscriptions, by id, before the moments (UTC); one that is changed is due at once."""

    @property
    def chats(self) -> Chats:
        """What chats want and are shown, in the same store."""

    async def paused(self) -> Sequence[tuple[Subscription, str]]:
        """Those whose chat is closed to us, each with the reason, by id."""

    async def pause(self, subscription_id: str, reason: str) -> None:
        """Make no more digests for it until `resume`."""

    async def resume(self, subscription_id: str) -> None:
        """Make digests for it again."""

    async def pause_workspace(self, platform: str, workspace: str, reason: str) -> int:
        """Make no more digests for any chat of a workspace that uninstalled us; how many that concerned."""

    async def resume_workspace(self, platform: str, workspace: str) -> int:
        """Try all of a workspace that are paused again; how many there were."""

    async def move(self, address: Address, chat: str) -> None:
        """A chat has another id now: its subscriptions, and what is not delivered yet, go there."""

    async def last_slots(self, subscription_ids: Collection[str]) -> Mapping[str, Slot]:
        """The latest slot of each that has a delivery, by id; those that never had one are left out."""

    async def slots(self, subscription_id: str, *, since: date) -> Sequence[Slot]:
        """Those of a day or later that have a delivery, in order."""

    async def claim(self, subscription: Subscription, slot: Slot, digest: Digest, parts: Sequence[Part]) -> bool:
        """Freeze a slot's edition and parts as PENDING; False if the slot has a delivery already."""

    async def undelivered(self) -> Sequence[Delivery]:
        """Deliveries with a part that is not at its end, oldest first: SENT, FAILED, or UNKNOWN and due no more."""

    async def deliveries(
        self, *, limit: int = 100, chat: str = "", failed: bool = False, edition: str = ""
    ) -> Sequence[Delivery]:
        """The latest deliveries, newest first, with the state of each part.

        Args:
            limit: How many at most.
            chat: Only those to this chat; empty for all.
            failed: Only those with a part that FAILED or is UNKNOWN.
            edition: Only those of this edition, as it went out; empty for all.
        """

    async def mark_sending(self, part_key: str, mode: Mode, *, now: datetime) -> bool:
        """PENDING -> SENDING, committed, with `now` as its intent; False if the part is not PENDING any more."""

    async def mark(self, part: Part) -> None:
        """Write all of a part but what was frozen, and its intent."""

    async def resend(self, delivery_id: str) -> int:
        """Parts that are left to people become PENDING again; how many there were.

        Those that FAILED; and as possible repeats those that are UNKNOWN and not due any more.
        """

    async def forget(self, keep: Keep, *, limit: int) -> int:
        """Forget some of what is too old, at most so many of a kind; how many. Called again until it is none.

        Never a delivery of which anything is under way, nor what a subscription that lives was last sent.
        """

    async def first_time(self, key: str) -> bool:
        """Note that something is being handled; False if it was noted before, in the last REMEMBERED.

        So that what a platform sends twice is handled once, also when we were started anew in between.
        """

    async def counts(self, now: datetime) -> Counts:
        """How much there is, and what waits."""


class Channel(Protocol):
    """One chat platform, both directions.

    A post is four calls, and only the last may be in doubt: `mode` says how, `turn` waits until limits allow it, the
    caller commits its intent, `post` sends.
    """

    @property
    def home(self) -> str:
        """The workspace that an address without one means, once connected; empty where there is no such thing."""

    async def start(self) -> None:
        """Begin to answer; returns once connected."""

    async def stop(self) -> None:
        """Finish what is in flight and disconnect."""

    def render(self, digest: Digest, chat: Chat | None = None) -> Sequence[str]:
        """The messages that a digest becomes, each a JSON payload within the platform's limits.

        Args:
            digest: What they say.
            chat: In whose language, and by whose clocks; None for the newsroom's.
        """

    def headline(self, payload: str) -> str:
        """The first line of a payload as a payload of its own, which makes sense alone."""

    def repeated(self, payload: str) -> str:
        """The payload, which says that an earlier copy of it may stand there."""

    def missing(self, delivery: str) -> str:
        """What tells a chat that one message of a delivery may be missing."""

    def correction(self, told: Sequence[Correction], chat: Chat | None = None) -> str:
        """What tells a chat of corrections, in one message; it may also take the place of one that stands there."""

    def alters(self, stands: str, payload: str) -> bool:
        """Whether a message that says `stands` has to be edited to say `payload`; never where none can be edited."""

    async def mode(self, address: Address) -> Mode:
        """How a message to this place is sent so that it is neither lost nor doubled; asks the platform at most once.

        Raises:
            PostError: The platform has to be asked and gives no answer; nothing was posted.
        """

    async def ready(self) -> None:
        """Ask the platform something that changes nothing.

        Raises:
            PostError: It is out of reach, or out of order.
        """

    async def is_open(self, address: Address) -> bool | None:
        """Whether the platform lets us post to this place, asked without a post; None where it does not tell.

        Raises:
            PostError: It gives no answer.
        """

    def turn(self, address: Address) -> AbstractAsyncContextManager[None]:
        """Wait until one more message to this place breaks no limit; it is posted within.

        Raises:
            PostError: The platform asked us to leave this chat alone, and for how much longer (`retry_after`).
        """

    async def post(self, address: Address, payload: str, *, key: str, answers: str = "") -> str:
        """Send one rendered message whose turn it is; the platform's id for it.

        Args:
            address: Where to.
            payload: What `render`, or another of our methods, made.
            key: By which `find` knows it again.
            answers: The id of the message that it replies to; empty for none.

        Raises:
            PostError: It was not taken, or nobody knows.
        """

    async def edit(self, address: Address, receipt: str, payload: str, *, key: str) -> None:
        """Make a message that stands there say this; may be repeated. Takes its own turn.

        Raises:
            PostError: It may not say it yet.
        """

    async def find(self, address: Address, key: str, *, since: datetime, answers: str = "") -> str | None:
        """The id of the message that was posted with this key, None if none is seen. Takes its own turn.

        Only where `mode` is LOOK. History may be late: a None soon after the post proves nothing.

        Raises:
            PostError: The platform does not tell; `gone` when it never will.
        """
