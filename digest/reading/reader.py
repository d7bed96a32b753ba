"""Article -> Facts, in English.

text -> masked marks -> one parse -> cast (who is in it) -> statements, encounters -> Facts
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language

from digest.model import Actor, Article, Encounter, Facts, Statement
from digest.reading.encounters import Encounters
from digest.reading.parse import parse, units
from digest.reading.people import Cast
from digest.reading.statements import Statements


class EnglishReader:
    """Holds the language model; reads one article after another. Not for two threads at once."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._nlp = nlp
        self.name = name  #: changes whenever the same article may be read differently

    def read(self, article: Article) -> Facts:
        """Everyone, every encounter and every statement of one article; whatever the text, it does not raise."""
        text = article.text
        if not text.strip():
            return Facts(article.id, article.version, self.name)
        doc = parse(self._nlp, text)
        sentences = units(doc, text)
        cast = Cast(doc, text)
        statements = Statements(cast, sentences)
        said = statements.read()
        published = article.published.date() if article.published else None
        met = Encounters(cast, sentences, statements.quoted, published).read()
        return Facts(article.id, article.version, self.name, _actors(cast, met, said), met, said)

    def parsed(self, text: str) -> int:
        """Only parse a text, and say into how many tokens: what reading is timed against."""
        return len(parse(self._nlp, text))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Facts of each article, in order; batching gains nothing on a CPU, so that this is `read` in a loop."""
        return (self.read(article) for article in articles)


def _actors(cast: Cast, met: Iterable[Encounter], said: Iterable[Statement]) -> tuple[Actor, ...]:
    """All persons named, and what else met or spoke, each once."""
    acting = [actor for encounter in met for actor in encounter.participants]
    acting += [statement.speaker for statement in said if statement.speaker]
    persons = [cast.actor(person) for person in cast.names.persons]
    return tuple({actor.key: actor for actor in (*persons, *acting)}.values())
