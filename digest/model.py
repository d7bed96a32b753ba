"""The nouns, in the order of the flow: what a source lists, what we read in it, what we print.

    Source -> Listing -> Article -> Facts (Actor, Encounter, Statement) -> Story -> Digest -> Part

Values only: frozen, slotted, hashable, made of plain values, with aware datetimes in UTC. Offsets count code points,
[start, end), into the text of one version of one article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import NamedTuple


class Span(NamedTuple):
    """Code points [start, end) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """True when the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


# --- what is watched -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet's address that is polled for new articles."""

    name: str  #: the outlet, as readers know it; unique
    url: str
    kind: str = "feed"  #: a key of digest.sources.SOURCES
    region: str = ""
    language: str | None = None  #: None: told from each article's text


@dataclass(frozen=True, slots=True)
class Listing:
    """One article as its source lists it; the page itself is not read yet."""

    source: str  #: Source.name
    url: str
    title: str  #: plain text
    #: Markup or text as the source gives it, often a teaser; sources.plain.lines makes text of it, once it is needed.
    summary: str = ""
    published: datetime | None = None  #: UTC; None when the source gives no usable date
    updated: datetime | None = None  #: UTC; when the source says that it changed it; None when it does not say


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article, as clean text. A corrected article is a new version with the same id."""

    id: str  #: digest.sources.article_id of the canonical address
    version: int  #: 1 for the first that we saw
    url: str  #: canonical, without tracking parameters
    source: str  #: Source.name
    region: str
    language: str  #: ISO 639-1
    title: str
    text: str  #: the headline where there is one, the standfirst, the paragraphs, one a line
    published: datetime | None  #: UTC; None when neither the source nor the page says
    seen: datetime  #: UTC; when this version was fetched
    teaser: bool = False  #: True when only the source's summary could be had
    first_seen: datetime | None = None  #: UTC; when version 1 was fetched; None where this is version 1
    #: False where nobody knows how old it is: it has no date, and was there when its source was first visited.
    news: bool = True
    gone: datetime | None = None  #: UTC; when its outlet was found to have taken it down; None while it stands
    author: str = ""  #: as the page names them, with commas between; empty where it does not
    section: str = ""  #: of the outlet: "Politics"; empty where the page does not say
    outlet: str = ""  #: as the page itself calls it; empty where it does not

    @property
    def when(self) -> datetime:
        """The date that news is ordered by: publication, or when we first saw it, or long ago where it is no news."""
        return self.published or (self.first_sight if self.news else LONG_AGO)

    @property
    def first_sight(self) -> datetime:
        """When any version of it was first fetched, UTC."""
        return self.first_seen or self.seen


#: Before any period that is asked for.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Edit(Enum):
    """What an outlet did to a paragraph."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that differs between two versions of an article; the headline is its first."""

    edit: Edit
    before: str  #: the paragraph in the earlier version; empty where it was added
    after: str  #: in the later one; empty where it was removed


@dataclass(frozen=True, slots=True)
class Revision:
    """That an outlet edited an article, and how."""

    article_id: str
    version: int  #: the later one
    seen: datetime  #: UTC; when we fetched it
    changes: tuple[Change, ...]  #: in the order of the text; empty where a teaser became the whole article


# --- what is read in an article --------------------------------------------------------------------------------------


class ActorKind(Enum):
    """What can meet or speak."""

    PERSON = "person"
    BODY = "body"  #: a ministry, the Kremlin, a party, an agency
    STATE = "state"  #: a country, where it acts as one
    GROUP = "group"  #: "the two delegations", "residents": people that are not named


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body as one article presents it."""

    key: str  #: folds spelling and case: "nikol pashinyan"; equal keys are one actor
    name: str  #: the fullest form in the text: "Nikol Pashinyan"
    kind: ActorKind = ActorKind.PERSON
    role: str | None = None  #: "Armenian Prime Minister"; None when the text gives none
    represents: str | None = None  #: the country spoken for: "Armenia"; None when the text does not say
    aliases: tuple[str, ...] = ()  #: other forms in the text: ("Pashinyan",)


class EncounterKind(Enum):
    """How people met. A call is never a meeting."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    TALKS = "talks"
    CONFERENCE = "conference"
    CORRESPONDENCE = "correspondence"


#: Kinds at which those who take part are not in one place.
APART = frozenset({EncounterKind.CALL, EncounterKind.CORRESPONDENCE})


class Status(Enum):
    """Whether it took place, and whether it is this article's news."""

    HAPPENED = "happened"
    PLANNED = "planned"
    DENIED = "denied"  #: refused, called off, put off without a date
    BACKGROUND = "background"  #: an earlier occasion, told as context


@dataclass(frozen=True, slots=True)
class When:
    """A date as written, and what it comes to."""

    text: str  #: "On Thursday"
    iso: str | None = None  #: "2025-04-24", "2025-04" or "2025"; None when the text does not decide it

    @property
    def day(self) -> date | None:
        """The calendar day, None unless the text decides it to the day."""
        return date.fromisoformat(self.iso) if self.iso and len(self.iso) == len("2025-04-24") else None


@dataclass(frozen=True, slots=True)
class Encounter:
    """One occasion on which two or more met, spoke or wrote to each other."""

    kind: EncounterKind
    participants: tuple[Actor, ...]  #: the visitor first; one only where the text names no other
    status: Status
    evidence: Span  #: the sentence that reports it
    place: str | None = None  #: as written; None when the text does not say
    when: When | None = None
    topics: tuple[str, ...] = ()  #: short noun phrases, as written


class StatementKind(Enum):
    """How the words are given."""

    DIRECT = "direct"  #: a quotation that is a clause of its own
    PARTIAL = "partial"  #: reported, with quoted fragments
    INDIRECT = "indirect"  #: reported, nothing quoted


@dataclass(frozen=True, slots=True)
class Statement:
    """What one speaker is said to have said, in one place of the text."""

    speaker: Actor | None  #: None: the text does not decide it; such a statement is never printed
    kind: StatementKind
    content: tuple[Span, ...]  #: the words and what frames them, as attribution corpora mark them
    quotes: tuple[Span, ...]  #: inside the marks, verbatim; empty when nothing is quoted
    evidence: Span  #: the sentence or sentences that hold it
    source: tuple[Span, ...] = ()  #: the words that name the speaker
    cue: tuple[Span, ...] = ()  #: the words that report: "said", "according to"
    via: str | None = None  #: who relays it, as written: "the Kremlin"; None when the speaker is quoted at first hand
    addressee: Actor | None = None
    gist: str = ""  #: the content as one line of plain text
    speech: bool = True  #: False for thoughts, beliefs and plans
    confidence: float = 1.0  #: 0..1
    headline: bool = False  #: True when only the headline or standfirst says it

    @property
    def trusted(self) -> bool:
        """True for what was surely said; the rest is kept as an attribution, and never printed."""
        return self.speech and self.confidence >= 0.5


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read in one version of one article."""

    article_id: str
    version: int
    reader: str  #: which reader made them: another name or number means that the article is read again
    actors: tuple[Actor, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    statements: tuple[Statement, ...] = ()


# --- what is printed -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """An article with the facts read in it: what stories are made of."""

    article: Article
    facts: Facts


@dataclass(frozen=True, slots=True)
class Story:
    """One event, as one or more articles tell it; the earliest article first."""

    key: str  #: stable while the story lives: the id of its first article
    headline: str
    reports: tuple[Report, ...]
    update: bool = False  #: True when readers were told the story before: only what is new stands in its reports


class Phrase(Enum):
    """Words of ours in a printed line or above its evidence; how each reads is said in wording.py, and in replies.

    Editions keep these values: none may come to mean something else.
    """

    # Above a sentence: what it shows of an encounter or a person.
    HELD = "held"
    WHERE = "where"
    WHEN = "when"
    WHO = "who"
    EARLIER = "earlier"
    # Open a line whose encounter is not, or not yet, a fact; and stand above its evidence.
    PLANNED = "planned"
    CALLED_OFF = "called-off"
    PUT_OFF = "put-off"
    DENIED = "denied"
    REFUSED = "refused"
    NOT_MET = "not-met"
    # Opens what only the headline or standfirst has somebody say.
    SUBHEADING = "subheading"
    # In the comparison of two readouts; those of a side hold its name.
    BOTH = "both"
    SAY = "say"
    MENTION = "mention"
    ONLY = "only"
    AND_ONLY = "and-only"
    DIFFER = "differ"
    SIDE = "side"
    OTHER_SIDE = "other-side"
    AND = "and"
    MENTIONS = "mentions"
    USES_WORD = "uses-word"
    USES_WORDS = "uses-words"


@dataclass(frozen=True, slots=True)
class Ours:
    """A stretch of a line that is words of ours: a chat reads it in its own language."""

    span: Span  #: into Item.text; a name within it is strong, and stays as it is
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence behind a printed line, one tap away."""

    label: str  #: what it shows: "When, where", "Russian Foreign Ministry"
    article_id: str
    version: int
    span: Span  #: into that version's text
    text: str  #: those characters
    phrase: Phrase | None = None  #: which words of ours the label is; None where it is a name


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of an item's text that is verbatim from an article."""

    span: Span  #: into Item.text, inside its marks
    evidence: Evidence  #: its span is the quotation itself


@dataclass(frozen=True, slots=True)
class Item:
    """One printed line. Plain text: no platform's markup, no bullet."""

    text: str
    strong: tuple[Span, ...] = ()  #: into text: names that a platform may embolden
    quotes: tuple[Quotation, ...] = ()  #: into text: never cut by a platform
    evidence: tuple[Evidence, ...] = ()
    ours: tuple[Ours, ...] = ()  #: in rising order; all else is told of the world, and stays as it is
    people: tuple[Span, ...] = ()  #: those of `strong` that name a person


@dataclass(frozen=True, slots=True)
class Section:
    """The items of one kind in an entry."""

    name: str  #: a key of digest.sections.SECTIONS
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An article to read, and whose it is."""

    outlet: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Correction:
    """That a line of an entry said something else when it went out."""

    section: str  #: Section.name; empty for the headline
    before: Item  #: as it went out
    after: Item | None  #: as it is now; None where it was withdrawn
    at: time  #: when it was corrected, by the clock of the chat
    day: date | None = None  #: on which; None where that is the day of the digest


@dataclass(frozen=True, slots=True)
class Entry:
    """One story in a digest."""

    story: str  #: Story.key
    headline: str
    sections: tuple[Section, ...]  #: in printing order, none empty
    links: tuple[Link, ...]
    left_out: int = 0  #: lines that there was no room for
    update: bool = False  #: Story.update
    corrections: tuple[Correction, ...] = ()  #: since it went out; an entry that has some may be without sections


@dataclass(frozen=True, slots=True)
class Period:
    """The stretch of time that a digest covers, [since, until)."""

    since: datetime  #: UTC
    until: datetime  #: UTC
    label: str  #: how the asker said it: "today", "the last 24 hours"


@dataclass(frozen=True, slots=True)
class Digest:
    """What is posted, the same on every platform. Once an edition is stored it never changes."""

    edition: str  #: opaque id, from the content
    topics: tuple[str, ...]  #: names of the topics asked for; empty for everything
    period: Period
    entries: tuple[Entry, ...]
    more: int = 0  #: stories that there was no room for
    sources_checked: int = 0
    unreachable: tuple[str, ...] = ()  #: sources that could not be reached
    silent: tuple[str, ...] = ()  #: sources that answer, but have been silent for longer than is usual for them
    due: datetime | None = None  #: UTC; when it should have gone out, where it is late; None where it is not


@dataclass(frozen=True, slots=True)
class Erratum:
    """A line of an edition that a later version of its articles does not bear out."""

    edition: str  #: Digest.edition
    story: str  #: Entry.story
    section: str  #: Section.name; empty for the headline
    before: Item  #: as it went out
    after: Item | None  #: as it is to be, `before` where that stands again; None when nothing is left of it


# --- who gets it -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Address:
    """A place where messages go."""

    platform: str  #: a key of handlers.PLATFORMS
    chat: str  #: channel or chat id, as the platform writes it
    workspace: str = ""  #: Slack team id; empty where the platform has none
    thread: str = ""  #: thread or forum topic; empty for none


class Length(Enum):
    """How many stories a chat's digest tells before it says how many more there are."""

    SHORT = "short"
    USUAL = "usual"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Muted:
    """What a chat does not want to hear of for a while."""

    topic: str  #: as it was named; empty for everything
    until: datetime | None  #: UTC; None: until somebody there says otherwise

    def holds(self, now: datetime) -> bool:
        """True while it is not over."""
        return self.until is None or self.until > now


@dataclass(frozen=True, slots=True)
class Chat:
    """How a chat wants to be written to. One that never said has the defaults."""

    address: Address
    language: str = ""  #: of the bot's words, ISO 639-1; empty for the newsroom's
    zone: str = ""  #: IANA name; empty for the newsroom's
    length: Length = Length.USUAL
    quiet: tuple[time, time] | None = None  #: local; nothing is posted by itself from the first to the second
    silent: bool = False  #: True where its phones are not to ring
    muted: tuple[Muted, ...] = ()


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button that was shown in a chat asks for."""

    address: Address
    words: tuple[str, ...]  #: as if they were typed: a verb and its words
    user: str = ""  #: who may press; empty for everybody there
    shown: datetime | None = None  #: UTC; None until it is


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a reader says is wrong with a story of a digest."""

    address: Address
    user: str
    edition: str  #: Digest.edition; empty where it is not known
    story: str  #: Entry.story; empty for the digest as a whole
    what: str  #: "speaker", or in the reader's own words


@dataclass(frozen=True, slots=True)
class Slot:
    """A scheduled moment by the subscriber's own clock; each is served once."""

    day: date
    at: time


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat that gets a digest on a schedule."""

    id: str
    address: Address
    topics: tuple[str, ...]  #: empty for everything
    times: tuple[time, ...]  #: local, in rising order
    days: tuple[int, ...]  #: 0 = Monday
    zone: str  #: IANA name
    since: datetime | None = None  #: UTC; no slot before it is served; None for no such limit
    alerts: int = 0  #: at most so many messages a day, each at once; 0: by the schedule


class PartState(Enum):
    """Where a part of a delivery stands. SENDING is committed before the socket opens."""

    PENDING = "pending"
    SENDING = "sending"
    ANCHORED = "anchored"  #: its headline stands there; the body is still to be edited in
    SENT = "sent"
    UNKNOWN = "unknown"  #: it may or may not have arrived
    FAILED = "failed"  #: it certainly did not, and will not be tried again


class Mode(Enum):
    """How a part is sent, so that an answer that is lost makes neither a loss nor a second copy of it."""

    LOOK = "look"  #: with our key, which can be looked up in the chat's history
    ANCHOR = "anchor"  #: first a headline, whose id is kept; then the body by an edit, which can be repeated
    AT_MOST_ONCE = "at-most-once"  #: and left to people when nobody knows
    AT_LEAST_ONCE = "at-least-once"  #: and again, marked as a possible repeat, when nobody knows


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a delivery, or one edit of such a message, rendered and frozen."""

    key: str  #: opaque and stable: the same part has the same key on every attempt
    number: int  #: from 0
    payload: str  #: JSON, as the platform's renderer wrote it
    state: PartState = PartState.PENDING
    receipt: str = ""  #: the platform's message id, once ANCHORED or SENT
    reason: str = ""  #: why it is UNKNOWN or FAILED, or waits
    mode: Mode | None = None  #: of the last attempt; None before the first
    intent: datetime | None = None  #: UTC; when the last attempt was committed; None before the first
    doubts: int = 0  #: attempts after which nobody knew whether it had arrived
    misses: int = 0  #: looks since the intent, late enough to count, that did not find it
    #: UTC; nothing is done about it before. None: at once, but an UNKNOWN one is then left to people.
    due: datetime | None = None
    repeat: bool = False  #: True when an earlier copy may stand there, and the next is to say so
    changed: datetime | None = None  #: UTC; when its state was last written; None where that is not known
    corrects: str = ""  #: key of the message that it edits, which was SENT; empty for a message of its own
    answers: str = ""  #: receipt of the message that it replies to; empty for none


@dataclass(frozen=True, slots=True)
class Delivery:
    """One subscription's digest for one slot."""

    id: str
    subscription_id: str
    address: Address
    slot: Slot
    edition: str  #: as it went out
    parts: tuple[Part, ...]  #: those of the digest, then those of its corrections
    shows: str = ""  #: the corrected edition that its messages say, or are to say; empty before the first correction
    corrected: datetime | None = None  #: UTC; the newest erratum that is in that; None before the first correction

    @property
    def messages(self) -> tuple[Part, ...]:
        """Those of the digest itself."""
        return tuple(part for part in self.parts if not part.corrects and not part.answers)
