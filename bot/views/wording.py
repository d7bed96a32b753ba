"""Facts in a few words, the same on a terminal and on a page."""

from __future__ import annotations

import re

from digest.model import Actor, Article, Encounter, Span, Statement, StatementKind
from digest.reading.models import READ
from digest.stories import printable

# What a terminal obeys (controls, escapes), what turns the direction of its neighbours (Unicode 16, UAX 9: embeddings,
# overrides, isolates) and what UTF-8 cannot hold (halves of pairs). Arabic letters and the marks beside them stay.
_STEERING = [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]
_SHOWN = (
    dict.fromkeys(_STEERING, 0xFFFD)
    | {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}  # ␛ for an escape, and so on
    | {0x7F: 0x2421}
)

#: The word right before an object. After the others comes a clause that stands alone.
_VERB = re.compile(r"(?:^|\s)([a-z]+)\s$")
_INTRODUCING = frozenset({"that", "whether", "if", "how", "why", "said", "says", "added", "adds", "stated", "noted"})


def visible(text: str) -> str:
    """The text as it can be shown: as long as it was, and without a character that steers what shows it."""
    return text.translate(_SHOWN)


def byline(article: Article) -> str:
    """Who wrote it, and where it stands: "By Nino Lado · Politics · The Courier"; empty where the page does not say."""
    author = f"By {article.author}" if article.author else ""
    return " · ".join(filter(None, [author, article.section, article.outlet]))


def who(actor: Actor) -> str:
    """A name, with the office or country where the text gives one: "Mara Venn (Ardal Foreign Minister)"."""
    office = actor.role or actor.represents
    return f"{actor.name} ({office})" if office and office != actor.name else actor.name


def day(encounter: Encounter) -> str:
    """The date as written, and what it comes to; empty when the text gives none."""
    if not encounter.when:
        return ""
    return f"{encounter.when.text} ({encounter.when.iso})" if encounter.when.iso else encounter.when.text


def met(encounter: Encounter) -> str:
    """Who met whom, on one line."""
    people = " – ".join(who(actor) for actor in encounter.participants)
    details = (encounter.kind.value, encounter.status.value, people, encounter.place, day(encounter))
    return ", ".join(filter(None, details))


def speaker(statement: Statement) -> str:
    """Whose words they are."""
    return who(statement.speaker) if statement.speaker else "Speaker not clear"


def manner(statement: Statement) -> tuple[str, ...]:
    """How the words come to us: kind, relay, addressee, how sure the reader is, and why they are not printed."""
    return (
        statement.kind.value,
        *([f"via {statement.via}"] if statement.via else []),
        *([f"to {statement.addressee.name}"] if statement.addressee else []),
        *(["headline only"] if statement.headline else []),
        f"{statement.confidence:.0%} sure",
        *([f"not printed: {reason}"] if (reason := unprinted(statement)) else []),
    )


def said(article: Article, statement: Statement) -> str:
    """The words on one line: a quotation verbatim; a reported one with its fragments, or what denies it; the gist."""
    if statement.kind is StatementKind.PARTIAL and statement.gist:
        return _clause(article, statement)
    return " … ".join(f"“{_line(span, article.text)}”" for span in statement.quotes) or _clause(article, statement)


def _clause(article: Article, statement: Statement) -> str:
    """The gist, under the verb that it is an object of: "called the talks ‘frank’", not "the talks ‘frank’"."""
    sentence = statement.evidence.of(article.text)
    start = sentence.find(statement.gist) if statement.gist else -1
    verb = _VERB.search(sentence[:start]) if start > 0 else None
    return f"{verb[1]} {statement.gist}" if verb and verb[1] not in _INTRODUCING else statement.gist


def unprinted(statement: Statement) -> str:
    """Why no digest prints it; empty for what may be printed."""
    if printable(statement):
        return ""
    if not statement.speech:
        return "a thought, belief or plan"
    return "speaker not clear" if statement.trusted else "not sure enough"


def not_read(article: Article) -> str:
    """Why an article has no facts though it may report some; empty for one that was read."""
    if article.language in READ:
        return ""
    return f"Not read: it is written in “{article.language}”, and so far only English is read."


def _line(span: Span, text: str) -> str:
    return " ".join(span.of(text).split())
