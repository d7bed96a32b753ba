"""Article -> Facts, in English.

text -> its corrections blanked -> masked marks -> one parse -> cast (who is in it) -> statements, encounters -> Facts
text -> word pieces -> tagger -> attributions, joined with the statements; heads -> encounters, whom phrases mean
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.language import Language

from digest.model import Actor, Article, Encounter, Facts, Statement
from digest.reading.candidates import Candidates
from digest.reading.encounters import Encounters
from digest.reading.joining import Joining
from digest.reading.meant import Meant
from digest.reading.models import READ
from digest.reading.notes import without_notes
from digest.reading.parse import parse, units
from digest.reading.people import Cast
from digest.reading.statements import Statements
from digest.reading.tagger import Tagger


class EnglishReader:
    """Holds the language models; reads one article after another. Not for two threads at once."""

    def __init__(self, nlp: Language, tagger: Tagger, name: str) -> None:
        self._nlp, self._tagger = nlp, tagger
        self.name = name  #: changes whenever the same article may be read differently

    def read(self, article: Article) -> Facts:
        """Everyone, every encounter and every statement of one article; whatever the text, it does not raise."""
        # A lone surrogate is no character; "?" takes its place, so that offsets stay those of the article.
        text = without_notes(article.text.encode("utf-8", "replace").decode("utf-8"))
        if not text.strip() or article.language not in READ:
            return Facts(article.id, article.version, self.name)
        doc = parse(self._nlp, text)
        sentences = units(doc, text)
        cast = Cast(doc, text)
        statements = Statements(cast, sentences)
        tags = self._tagger.tag(text)
        if tags is None:
            return Facts(article.id, article.version, self.name)
        among = Candidates(cast, sentences, statements.quoted)
        heads = self._tagger.heads(tags, among.hints.marks(tags.found))
        said = Joining(cast, sentences, statements.quoted).join(statements.read(), tags.attributions)
        published = article.published.date() if article.published else None
        met = Encounters(cast, sentences, among, published).read(tags.found, heads)
        meant = Meant(cast, among, tags.found, heads)
        return _facts(article, self.name, cast, filter(None, map(meant.met, met)), map(meant.spoken, said))


def _facts(article: Article, name: str, cast: Cast, met: Iterable[Encounter], said: Iterable[Statement]) -> Facts:
    """The values, with countries in place of adjectives that only served to tell one body from another."""
    encounters = tuple(replace(e, participants=tuple(_placed(a, cast) for a in e.participants)) for e in met)
    statements = tuple(
        replace(
            s,
            speaker=_placed(s.speaker, cast) if s.speaker else None,
            addressee=_placed(s.addressee, cast) if s.addressee else None,
        )
        for s in said
    )
    return Facts(article.id, article.version, name, _actors(cast, encounters, statements), encounters, statements)


def _placed(actor: Actor, cast: Cast) -> Actor:
    return replace(actor, represents=cast.states.country(actor.represents))


def _actors(cast: Cast, met: Iterable[Encounter], said: Iterable[Statement]) -> tuple[Actor, ...]:
    """All persons named, and what else met or spoke, each once."""
    acting = [actor for encounter in met for actor in encounter.participants]
    acting += [statement.speaker for statement in said if statement.speaker]
    persons = [_placed(cast.actor(person), cast) for person in cast.names.persons]
    return tuple({actor.key: actor for actor in (*persons, *acting)}.values())
