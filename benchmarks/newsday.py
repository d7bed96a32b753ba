"""A day's news, invented: some hundred stories, each told by one outlet or by several, with the facts read in each.

All of it follows from the day: people, places, quarrels, who met whom, what was said. Spans point into the texts as a
reader's do; articles have 300 to 800 words and about eight statements; outlets share a story's quotations, and word
the rest by themselves.
"""

from __future__ import annotations

import hashlib
import random
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path

from digest.model import (
    Actor,
    ActorKind,
    Article,
    Encounter,
    EncounterKind,
    Facts,
    Report,
    Span,
    Statement,
    StatementKind,
    Status,
    When,
)

STORIES = 500
#: By how many outlets a story is told: 1.8 on average.
TELLERS = (1,) * 12 + (2,) * 4 + (3,) * 2 + (4, 6)
LENGTHS = (300, 800)  # words of an article
_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
OUTLETS = tuple(f"{place} {name}" for place, name in product(_WORDS["outlet_places"], _WORDS["outlet_names"]))
COUNTRIES: tuple[str, ...] = tuple(_WORDS["countries"])
_PARTS_OF_NAMES = _WORDS["first_names"], _WORDS["surnames"], _WORDS["surname_endings"]
_MET = (
    ("met", EncounterKind.MEETING),
    ("held talks with", EncounterKind.TALKS),
    ("received", EncounterKind.MEETING),
    ("spoke by phone with", EncounterKind.CALL),
)


@dataclass(frozen=True, slots=True)
class _Event:
    """What happened, whoever tells it."""

    people: tuple[Actor, Actor, Actor]  #: two who hold office, and one who does not
    names: tuple[str, ...]  #: invented words, which hardly another event has
    met: tuple[str, EncounterKind]
    status: Status | None  #: None where nobody met
    quotations: tuple[tuple[Actor, str], ...]
    at: datetime


@dataclass(slots=True)
class _Page:
    """An article in the making, with what a reader would find in it."""

    text: str
    encounters: list[Encounter] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def add(self, line: str) -> Span:
        """A paragraph of one sentence."""
        self.text += f"\n{line}"
        return Span(len(self.text) - len(line), len(self.text))

    def find(self, words: str, line: Span) -> tuple[Span, ...]:
        """The words in this line."""
        start = self.text.index(words, line.start)
        return (Span(start, start + len(words)),)


def reports(day: date, *, stories: int = STORIES) -> tuple[Report, ...]:
    """A day's reports, the earliest first."""
    chance = random.Random(str(day))  # noqa: S311 - nothing secret
    people = [f"{first} {stem}{ending}" for first, stem, ending in product(*_PARTS_OF_NAMES)]
    names = ["".join(syllables).capitalize() for syllables in product(_WORDS["syllables"], repeat=3)]
    chance.shuffle(people)
    found = list[Report]()
    for number in range(stories):
        event = _event(people[3 * number : 3 * number + 3], names, day, chance)
        found += (_told(event, outlet, chance) for outlet in chance.sample(OUTLETS, chance.choice(TELLERS)))
    return tuple(sorted(found, key=lambda report: (report.article.when, report.article.id)))


def _event(people: list[str], names: list[str], day: date, chance: random.Random) -> _Event:
    one, other = chance.sample(COUNTRIES, 2)
    actors = _official(people[0], one, chance), _official(people[1], other, chance), _person(people[2], "opposition MP")
    words = tuple(chance.sample(names, 8))
    return _Event(
        actors,
        words,
        chance.choice(_MET),
        chance.choice((*[Status.HAPPENED] * 5, Status.PLANNED, None, None)),
        tuple((chance.choice(actors), _clause(words, chance)) for _ in range(12)),
        datetime.combine(day, time(5), UTC) + timedelta(minutes=chance.triangular(0, 17 * 60, 6 * 60)),
    )


def _official(name: str, country: str, chance: random.Random) -> Actor:
    return _person(name, f"{country}n {chance.choice(_WORDS['offices'])}", country)


def _person(name: str, role: str, country: str | None = None) -> Actor:
    return Actor(name.casefold(), name, ActorKind.PERSON, role, country, (name.rsplit(maxsplit=1)[-1],))


def _ministry(country: str) -> Actor:
    name = f"{country}n Foreign Ministry"
    return Actor(name.casefold(), name, ActorKind.BODY, None, country)


def _clause(names: tuple[str, ...], chance: random.Random) -> str:
    """What somebody wants: "reopen the narrow bridge of Barcordel before the winter"."""
    verb, other_verb = chance.sample(_WORDS["verbs"], 2)
    noun, other_noun = chance.sample(_WORDS["nouns"], 2)
    what = f"{verb} the {chance.choice(_WORDS['kinds'])} {noun} of {chance.choice(names)}"
    more = f" and {other_verb} the {other_noun}" if chance.random() < 0.4 else ""
    return f"{what}{more} {chance.choice(_WORDS['times'])}"


# --- one outlet's article --------------------------------------------------------------------------------------------


def _told(event: _Event, outlet: str, chance: random.Random) -> Report:
    one, other, _ = event.people
    verb, noun = chance.choice(_WORDS["verbs"]), chance.choice(_WORDS["nouns"])
    title = f"{one.represents} and {other.represents} {verb} {event.names[0]} {noun}"
    page = _Page(title)
    _tell_encounter(page, event)
    quotations = chance.sample(event.quotations, chance.randint(4, 10))
    length = chance.randint(*LENGTHS)
    while quotations or len(page.text) < length * 6.2:
        if quotations:
            _tell_statement(page, *quotations.pop(), chance)
        page.add(_background(event.names, chance))
    _tell_readout(page, event, chance)
    _tell_earlier(page, event)
    article = _article(event, outlet, title, page.text, chance)
    return Report(article, _facts(article, page, event))


def _tell_encounter(page: _Page, event: _Event) -> None:
    one, other, third = event.people
    verb, kind = event.met
    place, weekday = event.names[1], f"{event.at:%A}"
    if event.status is None:
        page.add(f"{one.role} {one.name} and {other.role} {other.name} differed over {place} on {weekday}.")
    elif event.status is Status.PLANNED:
        line = page.add(f"{one.role} {one.name} will meet {other.role} {other.name} in {place} next week.")
        page.encounters.append(_encounter(event, EncounterKind.MEETING, Status.PLANNED, line, When("next week")))
    else:
        line = page.add(f"{one.role} {one.name} {verb} {other.role} {other.name} in {place} on {weekday}.")
        when = When(f"on {weekday}", f"{event.at:%Y-%m-%d}")
        page.encounters.append(_encounter(event, kind, Status.HAPPENED, line, when))
    page.add(f"{third.name}, an {third.role}, travelled to {place} by train.")


def _encounter(event: _Event, kind: EncounterKind, status: Status, line: Span, when: When) -> Encounter:
    topics = (f"{event.names[2]} plan",) if status is Status.HAPPENED else ()
    return Encounter(kind, event.people[:2], status, line, event.names[1], when, topics)


def _tell_statement(page: _Page, speaker: Actor, words: str, chance: random.Random) -> None:
    kind, name = chance.choice((StatementKind.DIRECT, *StatementKind)), speaker.aliases[0]
    if kind is StatementKind.DIRECT:
        content = f"We will not {words}"
        line = page.add(f"‘{content}’, {name} said.")
        quotes = page.find(content, line)
    elif kind is StatementKind.PARTIAL:
        content = f"it was time to ‘{words}’"
        line = page.add(f"{name} said {content}, and gave no date.")
        quotes = page.find(words, line)
    else:
        content = f"the two sides had agreed to {words}"
        quotes = ()
        line = page.add(f"{name} said {content}.")
    found = page.find(content, line), quotes, line, page.find(name, line), page.find("said", line)
    page.statements.append(Statement(speaker, kind, *found, gist=content))


def _tell_readout(page: _Page, event: _Event, chance: random.Random) -> None:
    ministry, words = _ministry(event.people[0].represents or ""), _clause(event.names, chance)
    content = f"both had ‘agreed to {words}’"
    line = page.add(f"In a readout, the {ministry.name} stated that {content}.")
    found = page.find(content, line), page.find(f"agreed to {words}", line), line
    said = page.find(f"the {ministry.name}", line), page.find("stated", line)
    page.statements.append(Statement(ministry, StatementKind.PARTIAL, *found, *said, via="a readout", gist=content))


def _tell_earlier(page: _Page, event: _Event) -> None:
    one, other, _ = event.people
    line = page.add(f"In January, {one.aliases[0]} and {other.aliases[0]} met in {event.names[1]}.")
    when = When("In January", f"{event.at.year}-01")
    page.encounters.append(_encounter(event, EncounterKind.MEETING, Status.BACKGROUND, line, when))


def _background(names: tuple[str, ...], chance: random.Random) -> str:
    noun, other, third = chance.sample(_WORDS["nouns"], 3)
    name, place = chance.sample(names, 2)
    words = {"noun": noun, "other": other, "third": third, "name": name, "place": place}
    words |= {"kind": chance.choice(_WORDS["kinds"]), "verb": chance.choice(_WORDS["verbs"])}
    sentence: str = chance.choice(_WORDS["background"])
    return sentence.format(count=chance.randint(3, 90), **words)


def _article(event: _Event, outlet: str, title: str, text: str, chance: random.Random) -> Article:
    url = f"https://{outlet.replace(' ', '-').casefold()}.example/{title.replace(' ', '-').casefold()}"
    published = (event.at + timedelta(minutes=chance.randint(5, 90))).replace(second=0, microsecond=0)
    name = hashlib.sha256(url.encode()).hexdigest()
    seen = published + timedelta(minutes=chance.randint(1, 20))
    return Article(name, 1, url, outlet, "north", "en", title, text, published, seen, outlet=outlet)


def _facts(article: Article, page: _Page, event: _Event) -> Facts:
    countries = tuple(actor.represents for actor in event.people if actor.represents)
    states = (Actor(country.casefold(), country, ActorKind.STATE, None, country) for country in countries)
    actors = (*event.people, *map(_ministry, countries), *states)
    return Facts(article.id, article.version, "invented", actors, tuple(page.encounters), tuple(page.statements))
