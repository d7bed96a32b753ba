"""Who met whom, as the heads find it: the words that tell of occasions, joined into one record an occasion.

tellings -> those of one occasion together -> who, kind, status, place, date, topics of each
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from digest.lang import en
from digest.model import APART, Actor, Encounter, EncounterKind, Status, When
from digest.reading.candidates import Candidates, Where
from digest.reading.events import over_the_phone
from digest.reading.headlines import title_end
from digest.reading.heads import STATUS_ORDER, Heads
from digest.reading.names import office_word
from digest.reading.occasion import Told, people_first, stands, tidy
from digest.reading.people import Cast
from digest.reading.pieces import Pieces
from digest.reading.place import here
from digest.reading.scenes import chars
from digest.reading.status import aged
from digest.reading.tellings import Telling, tellings
from digest.reading.topics import topics_of
from digest.reading.when import in_relative, since, when_written

#: Chance from which an actor takes part, and from which it does so in all occasions that the words tell of.
TAKES_PART, IN_ALL = 0.35, 0.5
#: What is told must be so sure, and two who took part; swept from 0 and .5 to .8 and .7 on the open items.
TELLS, SURE = 0.7, 0.7
#: Words (lemmas) without which none is told of.
_HOW = {EncounterKind.CALL: en.CALL_WORDS, EncounterKind.CORRESPONDENCE: en.LETTER_WORDS}


class ByHeads:
    """Finds the encounters of one document by what the weights say."""

    def __init__(self, cast: Cast, units: Sequence[Tokens], among: Candidates, published: date | None) -> None:
        self._cast, self._units, self._among, self._published = cast, units, among, published
        self._actors = {one.actor.key: one.actor for one in among.who}
        self._headline_end = title_end(cast.text)

    def read(self, found: Pieces, heads: Heads) -> list[Told]:
        """All encounters, in the order of the text, of whose pieces the heads have answers."""
        told = tellings(self._cast, self._among, found, heads)
        return [one for group in occasions(told) for one in self._encounters(group)]

    def _encounters(self, group: Sequence[Telling]) -> Iterator[Told]:
        """One, or several where one word tells of a call with each of three; none that is not sure."""
        who = {
            key: _mean([one.who.get(key, 0.0) for one in group]) for key in {key for one in group for key in one.who}
        }
        if max(one.chance for one in group) < TELLS or sum(chance >= SURE for chance in who.values()) < 2:
            return
        first = self._reporting(group)
        if not any(token.pos_ in ("VERB", "AUX") for token in self._units[first.sentence]):
            return  # a crosshead: "A letter from Brussels"
        written = self._kind(group, first) is EncounterKind.CORRESPONDENCE
        for keys in _parties(group, who, least=SURE if written else TAKES_PART):
            actors = people_first(tidy([self._actors[key] for key in self._as_told(keys, first.sentence)]))
            encounter = self._encounter(group, first, actors)
            if stands(encounter) and self._says_how(group, encounter.kind):
                yield Told(encounter, frozenset(one.word.i for one in group))

    def _says_how(self, group: Sequence[Telling], kind: EncounterKind) -> bool:
        """A call or a letter only where a sentence that tells of it says so: the wrong word would be a false report."""
        wanted = _HOW.get(kind)
        return wanted is None or any(
            token.lemma_.lower() in wanted for one in group for token in self._units[one.sentence]
        )

    def _as_told(self, keys: Sequence[str], sentence: int) -> list[str]:
        """In the order of the sentence that tells of it, the visitor before the host; then who is told elsewhere."""
        unit = self._units[sentence]
        told = [one.actor.key for one in self._among.who if unit.start <= one.head.i < unit.end]
        return sorted(keys, key=lambda key: told.index(key) if key in told else len(told))

    def _reporting(self, group: Sequence[Telling]) -> Telling:
        """The first that is not in the headline: the sentence of the body is the better evidence."""
        body = (one for one in group if self._units[one.sentence].start_char >= self._headline_end)
        return next(body, group[0])

    def _encounter(self, group: Sequence[Telling], first: Telling, actors: tuple[Actor, ...]) -> Encounter:
        status = STATUS_ORDER[int(np.mean([one.status for one in group], 0).argmax())]
        when = self._when([first, *group], status)
        named = (one.place.name for one in (first, *group) if one.place and self._is_where(one.place, one))
        place = next(named, None) or next(filter(None, (here(self._cast, one.word) for one in group)), None)
        kind = self._kind(group, first)
        return Encounter(
            kind=kind,
            participants=actors,
            status=aged(status, when, self._published, first.word),
            evidence=chars(self._units[first.sentence]),
            place=None if kind in APART else place,
            when=when,
            topics=topics_of(self._cast, self._units[first.sentence : first.sentence + 2], first.word),
        )

    def _is_where(self, place: Where, told: Telling) -> bool:
        """A name, or what the sentence itself says that they met in: not "on a second tunnel", "his garden"."""
        head = place.head
        if office_word(head) or head.i in self._cast.names.at or head.dep_ == "poss":
            return False  # Deputy Commander, Metropolitan Gavril of Ohrin, Tarsia’s minister
        named = any(word[:1].isupper() for word in place.name.split())
        return named or (_stands_in(head) and self._among.unit(head) == told.sentence)

    def _kind(self, group: Sequence[Telling], first: Telling) -> EncounterKind:
        """A conversation that is called a call elsewhere, or was held over the phone, is one."""
        if first.kind not in (EncounterKind.MEETING, EncounterKind.TALKS) or first.word.lemma_ in en.MEET_VERBS:
            return first.kind
        called = any(one.kind is EncounterKind.CALL for one in group)
        return EncounterKind.CALL if called or over_the_phone(self._units[first.sentence]) else first.kind

    def _when(self, group: Sequence[Telling], status: Status) -> When | None:
        """The first date that is given; one that resolves before one that does not."""
        future = status in (Status.PLANNED, Status.DENIED)
        found = [
            when_written(self._cast.text, one.when.mention, one.when.head, one.word, self._published, future=future)
            for one in group
            if one.when is not None and not self._of_another(one.when.head, one)
        ]
        return next((when for when in found if when.iso), found[0] if found else None)

    def _of_another(self, date: Token, told: Telling) -> bool:
        """For the first time since 2026; Adair, who arrived on Saturday, met X."""
        if self._among.unit(date) != told.sentence:
            return since(date, told.word)
        told_of_one = any(c.lower_ == "who" for token in date.ancestors for c in token.children)
        return since(date, told.word) or (told_of_one and in_relative(date, told.word))


def _stands_in(head: Token) -> bool:
    """At the farm, on the bandstand, flew to the camp; not "on a tunnel", "moved the market to the quay"."""
    prep = head.head
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in head.children):
        return False  # his garden: where that is, nobody says
    if head.dep_ != "pobj" or prep.lower_ in ("for", "from", "of"):
        return False
    the = any(c.lower_ == "the" for c in head.children)
    return {"on": the, "to": prep.head.lemma_ in en.TRAVEL_VERBS | en.VISIT_VERBS}.get(prep.lower_, True)


def occasions(told: Sequence[Telling]) -> list[list[Telling]]:
    """The tellings of each occasion together, in the order of the text."""
    found: list[list[Telling]] = []
    of: list[list[Telling]] = []
    for one in told:
        if one.same is None:
            found.append([])
        of.append(found[-1] if one.same is None else of[one.same])
        of[-1].append(one)
    return found


def _parties(group: Sequence[Telling], who: Mapping[str, float], *, least: float) -> list[list[str]]:
    """Who took part, surest first; once for each occasion. A letter is between those who surely wrote and got it."""
    parts = sorted((key for key in who if who[key] >= least), key=lambda key: (-who[key], key))
    common = [key for key in parts if _mean([one.common.get(key, 1.0) for one in group]) >= IN_ALL]
    others = [key for key in parts if key not in common]
    return [[*common, key] for key in others] if len(others) > 1 and common else [parts]


def _mean(chances: Sequence[float]) -> float:
    return sum(chances) / len(chances)
