"""The tables. A change here goes with a new file in migrations/versions; a test compares the two.

    sources        one row a source that was ever checked
    added_sources  those that are watched by command, beside the settings' own
    listings       how each source last listed an address, so that only what changed is fetched again
    pages          articles' pages that are to be asked for again, and when
    site_lines     lines of a site's latest pages, and those that it repeats
    articles       one row a version of an article, with the facts read in it
    days           what each day told, in short, made of its articles
    editions       what was printed, frozen
    errata         lines of editions that a later version of their articles does not bear out
    subscriptions  who gets what when
    chats          how a chat wants to be written to, where it said so
    people         who is named in which article, by the words of the name
    presses        what a button that was shown does, and where
    complaints     what readers say is wrong with a digest
    deliveries     one row a subscription's slot that was served; outlives the subscription
    parts          one row a message of a delivery, or an edit of one, with its state
    handled        what platforms sent of late, so that it is handled once
    slack_*        tokens of the workspaces that installed the app: the tables of slack_sdk

Plain columns where something is looked up or shown, JSON (codec.py) where a value is only ever read whole.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)

from digest.model import PartState

# Every constraint has a name, so that a migration can change it on SQLite too, where tables are copied to be changed.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(TypeDecorator[datetime]):
    """A moment: aware, in UTC, also where the database knows no zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: nobody could say which one was meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _text(name: str, default: str | None = None) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default=default)


def _address() -> tuple[Column[Any], ...]:
    """The fields of an Address, in its order."""
    return _text("platform"), _text("chat"), _text("workspace"), _text("thread")


sources = Table(
    "sources",
    METADATA,
    Column("name", Text, primary_key=True),
    _text("url"),
    Column("checked", Utc, nullable=False),
    Column("succeeded", Utc),  # None: never
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    _text("reason", ""),  # of the last one; above it, where it was noted, JSON of Trouble in a line of its own
    _text("etag", ""),
    _text("last_modified", ""),
    Column("since", Utc),  # None: never yet was all that it listed stored
    Column("newest", Utc),
    Column("next_poll", Utc),  # None: as soon as can be
    _text("rhythm", ""),  # JSON of Rhythm; "" until it answers
)

added_sources = Table(
    "added_sources",
    METADATA,
    Column("name", Text, primary_key=True),
    _text("url"),
    _text("kind"),
    _text("region"),
    Column("language", Text),  # None: told from each article
    Column("added", Utc, nullable=False),
    UniqueConstraint("url"),
)

listings = Table(
    "listings",
    METADATA,
    Column("address_id", Text, primary_key=True),  # article_id of the listed address; the page may name another
    Column("source", Text, primary_key=True),
    _text("title"),
    Column("published", Utc),
    Column("updated", Utc),
    # Times in a row that it was listed anew and its article was the same.
    Column("vain", Integer, nullable=False, server_default="0"),
)

pages = Table(
    "pages",
    METADATA,
    Column("address_id", Text, primary_key=True),  # article_id of the listed address
    _text("url"),
    _text("source"),
    _text("article", ""),  # its id; "" until it is stored
    _text("etag", ""),
    _text("last_modified", ""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("missing", Utc),
    Column("next_look", Utc),
    Index(None, "next_look"),
)

site_lines = Table(
    "site_lines",
    METADATA,
    Column("site", Text, primary_key=True),
    Column("line", BigInteger, primary_key=True, autoincrement=False),
    _text("pages"),  # up to digest.repeats.PAGES of them, by a few characters of their articles' ids
    Column("repeated", Boolean, nullable=False),
    Column("seen", Utc, nullable=False),  # last
    Index(None, "site", "repeated", "seen"),
)

articles = Table(
    "articles",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _text("url"),
    _text("source"),
    _text("region"),
    _text("language"),
    _text("title"),
    _text("text"),
    Column("published", Utc),
    Column("seen", Utc, nullable=False),
    Column("teaser", Boolean, nullable=False, server_default=false()),
    Column("first_seen", Utc),
    Column("news", Boolean, nullable=False, server_default=true()),
    Column("gone", Utc),  # the same in all versions
    _text("author", ""),
    _text("section", ""),
    _text("outlet", ""),
    _text("changes", ""),  # JSON of what the outlet changed since the version before; "" for a version 1
    # What news is ordered by (Article.when), and whether a newer version exists: written here to be found by an index.
    Column("moment", Utc, nullable=False),
    Column("latest", Boolean, nullable=False),
    _text("read_by", ""),  # the last reader that tried; "" for none
    Column("facts", Text),  # as facts.py writes them; None until a reader succeeds
    # A period's reports: 500 of 1,000,000 articles by one range of this index.
    Index(None, "latest", "moment"),
    # Unread ones: read_by < and > the reader are two ranges of it, empty when all is read, and found without the rows.
    Index(None, "latest", "read_by", "moment", "id", "version"),
    Index(None, "source", "published"),
)

days = Table(
    "days",
    METADATA,
    Column("day", Date, primary_key=True),  # UTC
    Column("part", Text, primary_key=True),  # "book" or "index"
    Column("changes", Integer, nullable=False),  # that it hangs on, so far
    Column("told", Integer, nullable=False),  # how many of those it knows
    Column("form", Integer, nullable=False, server_default="0"),  # digest.daybooks.FORM when it was told
    Column("content", LargeBinary),  # as daybooks.py writes it; None until it is told
    # The few that are behind, found without those that are not.
    Index("ix_days_behind", "day", sqlite_where=text("changes <> told"), postgresql_where=text("changes <> told")),
)

editions = Table(
    "editions",
    METADATA,
    Column("id", Text, primary_key=True),
    _text("digest"),
    _text("corrects", ""),  # the edition that it takes the place of; "" for one that is nobody's correction
)

errata = Table(
    "errata",
    METADATA,
    Column("edition", Text, ForeignKey("editions.id"), primary_key=True),
    Column("story", Text, primary_key=True),
    Column("section", Text, primary_key=True),
    Column("line", Text, primary_key=True),  # as it went out
    _text("erratum"),
    Column("made_at", Utc, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    METADATA,
    Column("id", Text, primary_key=True),
    *_address(),
    _text("topics"),
    _text("times"),
    _text("days"),
    _text("zone"),
    Column("since", Utc),
    _text("paused", ""),  # why; "" while it is not
    Column("alerts", Integer, nullable=False, server_default="0"),
    Column("next", Utc),  # when it is to be looked at; None: at the next tick
    Index(None, "platform", "workspace", "chat"),
    Index(None, "next"),
)

chats = Table(
    "chats",
    METADATA,
    Column("platform", Text, primary_key=True),
    Column("workspace", Text, primary_key=True),
    Column("chat", Text, primary_key=True),
    Column("thread", Text, primary_key=True),
    _text("wishes"),  # JSON of Chat
)

people = Table(
    "people",
    METADATA,
    Column("word", Text, primary_key=True),  # of the name, as digest.topics.spelling writes it
    Column("article", Text, primary_key=True),
    Column("moment", Utc, nullable=False),  # the article's
    Index(None, "word", "moment"),
    Index(None, "article"),
)

presses = Table(
    "presses",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_address(),
    _text("user"),  # who may press; "" for everybody there
    _text("words"),  # what it says
    Column("shown", Utc, nullable=False),
)

complaints = Table(
    "complaints",
    METADATA,
    Column("number", Integer, primary_key=True),
    *_address(),
    _text("user"),
    _text("edition"),
    _text("story"),
    _text("what"),
    Column("made_at", Utc, nullable=False),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("number", Integer, primary_key=True),  # rises: the order in which they were claimed
    _text("subscription_id"),  # no foreign key: what was sent stays on record
    *_address(),
    Column("day", Date, nullable=False),
    Column("at", Time, nullable=False),
    Column("edition", Text, ForeignKey("editions.id"), nullable=False),
    Column("claimed_at", Utc, nullable=False),
    _text("shows", ""),  # the corrected edition; "" before the first correction
    Column("corrected", Utc),  # made_at of the newest erratum in that
    UniqueConstraint("subscription_id", "day", "at"),  # each slot once, whoever claims it
    Index(None, "edition"),
)

parts = Table(
    "parts",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("delivery", Integer, ForeignKey("deliveries.number"), nullable=False),
    Column("number", Integer, nullable=False),
    _text("payload"),
    _text("state"),
    _text("receipt", ""),
    _text("reason", ""),
    Column("changed_at", Utc, nullable=False),
    _text("mode", ""),  # "" before the first attempt
    Column("intent", Utc),
    Column("doubts", Integer, nullable=False, server_default="0"),
    Column("misses", Integer, nullable=False, server_default="0"),
    Column("due", Utc),
    Column("repeat", Boolean, nullable=False, server_default=false()),
    _text("corrects", ""),  # key of the part whose message it edits; "" for a message of its own
    _text("answers", ""),  # receipt of the message that it replies to; "" for none
    UniqueConstraint("delivery", "number"),
    CheckConstraint(f"state IN ({', '.join(repr(state.value) for state in PartState)})", name="state"),
    Index(None, "state", "delivery"),
)

handled = Table(
    "handled",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("at", Utc, nullable=False),
    Index(None, "at"),
)


def _slack(name: str, *columns: Column[Any], found_by: tuple[str, ...] = ()) -> Table:
    """A table that slack_sdk reads and writes (slack_sdk.oauth); a test compares it with slack_sdk's own."""
    index = [Index(f"{name}_idx", *found_by)] if found_by else []
    return Table(name, METADATA, Column("id", Integer, primary_key=True), *columns, *index)


def _short(name: str, length: int = 32, *, nullable: bool = True) -> Column[Any]:
    return Column(name, String(length), nullable=nullable)


def _app() -> tuple[Column[Any], ...]:
    return _short("client_id", nullable=False), _short("app_id", nullable=False)


def _place() -> tuple[Column[Any], ...]:
    names = (_short("enterprise_name", 200), _short("team_name", 200))
    return _short("enterprise_id"), _short("team_id"), *names


def _bot() -> tuple[Column[Any], ...]:
    secret = (_short("bot_token", 200), _short("bot_refresh_token", 200), Column("bot_token_expires_at", DateTime))
    return _short("bot_id"), _short("bot_user_id"), _short("bot_scopes", 1000), *secret


def _installed() -> tuple[Column[Any], ...]:
    return Column("is_enterprise_install", Boolean, nullable=False), Column("installed_at", DateTime, nullable=False)


slack_bots = _slack(
    "slack_bots",
    *(*_app(), *_place(), *_bot(), *_installed()),
    found_by=("client_id", "enterprise_id", "team_id", "installed_at"),
)

slack_installations = _slack(
    "slack_installations",
    *(*_app(), *_place(), *_bot(), *_installed()),
    _short("enterprise_url", 200),
    _short("user_id", nullable=False),
    _short("user_token", 200),
    _short("user_scopes", 1000),
    _short("user_refresh_token", 200),
    Column("user_token_expires_at", DateTime),
    *(_short(f"incoming_webhook_{name}", 200) for name in ("url", "channel", "channel_id", "configuration_url")),
    _short("token_type"),
    found_by=("client_id", "enterprise_id", "team_id", "user_id", "installed_at"),
)

slack_oauth_states = _slack(
    "slack_oauth_states", _short("state", 200, nullable=False), Column("expire_at", DateTime, nullable=False)
)
