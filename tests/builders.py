"""Valid values in one call: name the fields that matter to the test, the rest is filled in.

All news here is invented. The defaults belong together: `facts()` points into `article()`, `digest()` prints it.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from digest.model import (
    Actor,
    ActorKind,
    Address,
    Article,
    Delivery,
    Digest,
    Encounter,
    EncounterKind,
    Entry,
    Evidence,
    Facts,
    Item,
    Link,
    Listing,
    Part,
    Period,
    Phrase,
    Quotation,
    Report,
    Section,
    Slot,
    Source,
    Span,
    Statement,
    StatementKind,
    Status,
    Story,
    Subscription,
    When,
)

NOW = datetime(2025, 4, 24, 12, 0, tzinfo=UTC)  #: a Thursday noon that no clock changes on
URL = "https://courier.example/news/rail-link"
TITLE = "Ardal and Belmark agree to reopen rail link"
MEETING = "Ardal Foreign Minister Mara Venn met her Belmark counterpart Tomas Reyk in Port Hale on Thursday."
QUOTED = "“The first train will run in June,” Venn said."
TEXT = f"{TITLE}\n{MEETING}\n{QUOTED}"


def span(words: str, text: str = TEXT) -> Span:
    """Where these words first stand in the text; ValueError if they do not."""
    start = text.index(words)
    return Span(start, start + len(words))


def source(**changes: Any) -> Source:
    return replace(Source(name="Courier", url="https://courier.example/feed.xml", region="north"), **changes)


def listing(**changes: Any) -> Listing:
    return replace(Listing(source="Courier", url=URL, title=TITLE, published=NOW - timedelta(hours=1)), **changes)


def article(**changes: Any) -> Article:
    """An article whose id follows from its address unless it is given."""
    url = changes.get("url", URL)
    plain = Article(
        id=hashlib.sha256(url.encode()).hexdigest(),
        version=1,
        url=url,
        source="Courier",
        region="north",
        language="en",
        title=TITLE,
        text=TEXT,
        published=NOW - timedelta(hours=1),
        seen=NOW,
    )
    return replace(plain, **changes)


def actor(**changes: Any) -> Actor:
    plain = Actor(
        key="mara venn", name="Mara Venn", role="Ardal Foreign Minister", represents="Ardal", aliases=("Venn",)
    )
    return replace(plain, **changes)


def counterpart(**changes: Any) -> Actor:
    plain = Actor(key="tomas reyk", name="Tomas Reyk", role="Belmark Foreign Minister", represents="Belmark")
    return replace(plain, **changes)


def body(**changes: Any) -> Actor:
    return replace(Actor(key="harbour council", name="Harbour Council", kind=ActorKind.BODY), **changes)


def encounter(**changes: Any) -> Encounter:
    plain = Encounter(
        kind=EncounterKind.MEETING,
        participants=(actor(), counterpart()),
        status=Status.HAPPENED,
        evidence=span(MEETING),
        place="Port Hale",
        when=When("on Thursday", "2025-04-24"),
        topics=("rail link",),
    )
    return replace(plain, **changes)


def statement(**changes: Any) -> Statement:
    plain = Statement(
        speaker=actor(),
        kind=StatementKind.DIRECT,
        content=(span("“The first train will run in June,”"),),
        quotes=(span("The first train will run in June,"),),
        evidence=span(QUOTED),
        source=(span("Venn", TEXT),),
        cue=(span("said"),),
    )
    return replace(plain, **changes)


def facts(of: Article | None = None, **changes: Any) -> Facts:
    """What was read in `of`, by default in `article()`."""
    of = of or article()
    plain = Facts(
        article_id=of.id,
        version=of.version,
        reader="test-1",
        actors=(actor(), counterpart()),
        encounters=(encounter(),),
        statements=(statement(),),
    )
    return replace(plain, **changes)


def report(**changes: Any) -> Report:
    return replace(Report(article=article(), facts=facts()), **changes)


def story(**changes: Any) -> Story:
    return replace(Story(key=article().id, headline=TITLE, reports=(report(),)), **changes)


def evidence(**changes: Any) -> Evidence:
    """Under words of ours, or the label that is given."""
    plain = Evidence("When, where", article().id, 1, span(MEETING), MEETING, Phrase.HELD)
    named: dict[str, Any] = {"phrase": None} if "label" in changes else {}
    return replace(plain, **{**named, **changes})


def item(**changes: Any) -> Item:
    """Who met whom, one line; all its names are people's."""
    text = "Mara Venn (Ardal) met Tomas Reyk (Belmark) in Port Hale, Thursday"
    names = (span("Mara Venn", text), span("Tomas Reyk", text))
    plain = Item(text=text, strong=names, evidence=(evidence(),))
    return replace(plain, **{"people": changes.get("strong", names), **changes})


def quotation_item(**changes: Any) -> Item:
    """What was said, one line with one verbatim stretch."""
    words = "The first train will run in June,"
    text = f"Venn: “{words}”"
    behind = evidence(label="Mara Venn", span=span(words), text=words)
    plain = Item(text=text, quotes=(Quotation(span(words, text), behind),), evidence=(behind,))
    return replace(plain, **changes)


def section(**changes: Any) -> Section:
    return replace(Section(name="met", items=(item(),)), **changes)


def link(**changes: Any) -> Link:
    return replace(Link(outlet="Courier", url=URL, title=TITLE), **changes)


def entry(**changes: Any) -> Entry:
    plain = Entry(
        story=article().id,
        headline=TITLE,
        sections=(section(), section(name="said", items=(quotation_item(),))),
        links=(link(),),
    )
    return replace(plain, **changes)


def period(**changes: Any) -> Period:
    return replace(Period(since=NOW - timedelta(days=1), until=NOW, label="the last 24 hours"), **changes)


def digest(**changes: Any) -> Digest:
    plain = Digest(edition="edition-1", topics=(), period=period(), entries=(entry(),), sources_checked=2)
    return replace(plain, **changes)


def address(**changes: Any) -> Address:
    return replace(Address(platform="console", chat="newsdesk"), **changes)


def slot(**changes: Any) -> Slot:
    return replace(Slot(day=date(2025, 4, 24), at=time(8, 30)), **changes)


def subscription(**changes: Any) -> Subscription:
    plain = Subscription(
        id="subscription-1",
        address=address(),
        topics=(),
        times=(time(8, 30),),
        days=tuple(range(7)),
        zone="Europe/Berlin",
    )
    return replace(plain, **changes)


def part(**changes: Any) -> Part:
    return replace(Part(key="part-0", number=0, payload='{"text": "Good morning"}'), **changes)


def delivery(**changes: Any) -> Delivery:
    plain = Delivery(
        id="delivery-1",
        subscription_id="subscription-1",
        address=address(),
        slot=slot(),
        edition="edition-1",
        parts=(part(),),
    )
    return replace(plain, **changes)
