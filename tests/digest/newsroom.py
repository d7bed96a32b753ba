"""An invented story that two outlets tell, with its facts as a perfect reader would find them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.model import (
    Actor,
    ActorKind,
    Article,
    Encounter,
    EncounterKind,
    Facts,
    Period,
    Report,
    Span,
    Statement,
    StatementKind,
    Status,
    When,
)
from tests.builders import article

NOON = datetime(2031, 4, 17, 12, 0, tzinfo=UTC)  #: a Thursday
PERIOD = Period(NOON - timedelta(days=1), NOON + timedelta(hours=1), "today")

DIRECT, PARTIAL, INDIRECT = StatementKind.DIRECT, StatementKind.PARTIAL, StatementKind.INDIRECT
HAPPENED, PLANNED, DENIED, BACKGROUND = Status.HAPPENED, Status.PLANNED, Status.DENIED, Status.BACKGROUND


def person(name: str, role: str | None = None, country: str | None = None) -> Actor:
    return Actor(name.casefold(), name, ActorKind.PERSON, role, country, (name.rsplit(maxsplit=1)[-1],))


def ministry(name: str, country: str) -> Actor:
    return Actor(name.casefold(), name, ActorKind.BODY, None, country)


ORLAN = person("Davit Orlan", "Tarsian Foreign Minister", "Tarsia")
MARSK = person("Elena Marsk", "Velmoran Foreign Minister", "Velmora")
HADA = person("Petra Hada", "opposition MP")
KERN = person("Ivo Kern", "Tarsian President", "Tarsia")
TARSIAN_MFA = ministry("Tarsian Foreign Ministry", "Tarsia")
TARSIA = Actor("tarsia", "Tarsia", ActorKind.STATE, None, "Tarsia")
VELMORAN_MFA = ministry("Velmoran Foreign Ministry", "Velmora")

COURIER = """Ministers meet in Old Ford
Tarsia also said that the ‘closed’ crossing ‘serves neither people’.
On Thursday, Tarsian Foreign Minister Davit Orlan and Velmoran Foreign Minister Elena Marsk held talks in Old Ford.
The Tarsian Foreign Ministry described the talks as an ‘open argument between neighbours’ in 3 rounds.
‘The Tarsian side will not accept new tolls, including those on the Lark Bridge, in any form’, the ministry said.
Orlan did not say that the crossing would ‘open before the harvest is in’, but promised a list.
According to the Kern Office, Ivo Kern, the Tarsian President, confirmed that he ‘will travel to Velmora’ in June.
Kern will visit Velm on 12 June.
A visit by opposition MP Petra Hada to Elena Marsk was called off on Wednesday.
In January, Orlan and Marsk met in Velm in a ‘warm atmosphere’.
"""
HERALD = """Velmora and Tarsia talk tolls
Velmoran Foreign Minister Elena Marsk received Davit Orlan of Tarsia in Old Ford on Thursday.
In a readout, the Velmoran Foreign Ministry stated that both had ‘agreed to count the lorries together’.
“The ‘Seven Gates Plan’ or the Seven Gates Fund: we need one,” Marsk said. “We cannot pay for both.”
The Tarsian side said it “will not accept new tolls, including those on the Lark Bridge, in any form”.
Marsk noted that relations were of mutual interest.
"""


def line_with(text: str, words: str) -> Span:
    """The line that holds the words: in these texts, a sentence."""
    at = text.index(words)
    return Span(text.rfind("\n", 0, at) + 1, text.find("\n", at) if "\n" in text[at:] else len(text))


def said(
    text: str,
    speaker: Actor | None,
    who: str,
    cue: str,
    words: str,
    *quotes: str,
    kind: StatementKind = PARTIAL,
    **other: Any,
) -> Statement:
    """A statement whose parts stand in one line; `words` is its content, and a direct one's only quotation."""
    evidence = line_with(text, words)

    def here(part: str) -> Span:
        start = text.index(part, evidence.start)
        return Span(start, start + len(part))

    return Statement(
        speaker=speaker,
        kind=kind,
        content=(here(words),),
        quotes=tuple(here(quote) for quote in quotes or ([words] if kind is DIRECT else [])),
        evidence=evidence,
        source=(here(who),),
        cue=(here(cue),),
        gist=words,
        **other,
    )


def encounter(
    text: str,
    words: str,
    *people: Actor,
    kind: EncounterKind = EncounterKind.TALKS,
    when: When | None = None,
    **other: Any,
) -> Encounter:
    """An encounter that the line with these words reports."""
    plain = Encounter(kind, tuple(people), HAPPENED, line_with(text, words), when=when)
    return replace(plain, **other)


def report(of: Article, *facts: Encounter | Statement) -> Report:
    encounters = tuple(fact for fact in facts if isinstance(fact, Encounter))
    statements = tuple(fact for fact in facts if isinstance(fact, Statement))
    return Report(of, Facts(of.id, of.version, "by hand", (), encounters, statements))


THURSDAY = When("On Thursday", "2031-04-17")
JUNE = When("on 12 June", "2031-06-12")
JANUARY = When("In January", "2031-01")
VISIT, MEETING = EncounterKind.VISIT, EncounterKind.MEETING
TOLLS = "will not accept new tolls, including those on the Lark Bridge, in any form"


def courier() -> Report:
    text = COURIER
    closed, serves = "closed", "serves neither people"
    return report(
        article(url="https://courier.example/old-ford", title=text.split("\n", 1)[0], text=text, published=NOON),
        encounter(text, "held talks", ORLAN, MARSK, place="Old Ford", when=THURSDAY),
        encounter(text, "Kern will visit", KERN, kind=VISIT, status=PLANNED, place="Velm", when=JUNE),
        encounter(text, "was called off", HADA, MARSK, kind=VISIT, status=DENIED),
        encounter(text, "In January", ORLAN, MARSK, kind=MEETING, status=BACKGROUND, place="Velm", when=JANUARY),
        said(text, TARSIA, "Tarsia", "said", f"the ‘{closed}’ crossing ‘{serves}’", closed, serves, headline=True),
        said(
            text,
            TARSIAN_MFA,
            "The Tarsian Foreign Ministry",
            "described",
            "the talks as an ‘open argument between neighbours’ in 3 rounds",
            "open argument between neighbours",
        ),
        said(text, TARSIAN_MFA, "the ministry", "said", f"The Tarsian side {TOLLS}", kind=DIRECT),
        said(
            text,
            ORLAN,
            "Orlan",
            "say",
            "the crossing would ‘open before the harvest is in’",
            "open before the harvest is in",
        ),
        said(
            text,
            KERN,
            "Ivo Kern",
            "confirmed",
            "he ‘will travel to Velmora’ in June",
            "will travel to Velmora",
            via="the Kern Office",
        ),
    )


def herald() -> Report:
    text = HERALD
    return report(
        article(
            url="https://herald.example/tolls",
            source="Herald",
            title=text.split("\n", 1)[0],
            text=text,
            published=NOON + timedelta(minutes=40),
        ),
        encounter(text, "received", ORLAN, MARSK, kind=MEETING, place="Old Ford", when=THURSDAY, topics=("tolls",)),
        said(
            text,
            VELMORAN_MFA,
            "the Velmoran Foreign Ministry",
            "stated",
            "both had ‘agreed to count the lorries together’",
            "agreed to count the lorries together",
            via="a readout",
        ),
        said(text, MARSK, "Marsk", "said", "The ‘Seven Gates Plan’ or the Seven Gates Fund: we need one,", kind=DIRECT),
        said(text, TARSIAN_MFA, "The Tarsian side", "said", f"it “{TOLLS}”", TOLLS),
        said(text, MARSK, "Marsk", "noted", "relations were of mutual interest", kind=INDIRECT),
    )
